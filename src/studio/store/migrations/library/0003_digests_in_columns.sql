-- The entries of a row are columns now: all numbers of files, sizes, times and hashes, one after the other. What was
-- written row by row is forgotten; it is found out again where it is asked for.
DELETE FROM digests;
