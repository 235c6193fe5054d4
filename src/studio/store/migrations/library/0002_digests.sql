-- What files were found to hold, so that nothing is read twice: for each 256 numbers of a file system one row, which
-- is quicker than a row for each file. Numbers are given out anew, so there is never more here than there are files.
CREATE TABLE digests (
    sort TEXT NOT NULL,  -- ends, xxh3, sha256, md5
    device INTEGER NOT NULL,
    block INTEGER NOT NULL,  -- the number of a file, divided by 256
    entries BLOB NOT NULL,  -- of each file its number, size, time of modification in nanoseconds, and hash
    PRIMARY KEY (sort, device, block)
) WITHOUT ROWID;
