-- What is on disk. A content is looked over once, however often and wherever it lies.
CREATE TABLE content (
    hash BLOB PRIMARY KEY,
    survey INTEGER NOT NULL,  -- the version of the code that looked it over
    measured INTEGER NOT NULL,
    kind TEXT NOT NULL,
    container TEXT NOT NULL,
    codec TEXT NOT NULL,
    sound_codec TEXT NOT NULL,
    width INTEGER,
    height INTEGER,
    rate REAL,
    nominal_rate REAL,
    variable INTEGER,
    frames INTEGER,
    duration REAL,
    picture_duration REAL,
    sound_duration REAL,
    sample_rate INTEGER,
    channels INTEGER,
    loudness REAL,
    true_peak REAL,
    silence REAL,
    black REAL,
    damaged INTEGER,
    cut_off INTEGER NOT NULL,
    fault TEXT NOT NULL,
    recorded TEXT NOT NULL,
    words TEXT NOT NULL
);

-- Apart from the rest, so that looking through everything need not turn the pages they fill.
CREATE TABLE thumbnail (
    hash BLOB PRIMARY KEY REFERENCES content (hash) ON DELETE CASCADE,
    picture BLOB NOT NULL  -- a small WebP
);

CREATE TABLE file (
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE,  -- as the system spells it: names need not be text
    shown TEXT NOT NULL,
    device INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL,  -- nanoseconds
    hash BLOB REFERENCES content (hash),  -- NULL: not read yet, because of `fault`
    fault TEXT NOT NULL DEFAULT '',
    added TEXT NOT NULL,
    missing TEXT  -- since when
);

CREATE INDEX file_by_hash ON file (hash);
CREATE INDEX file_by_place ON file (inode, device);
