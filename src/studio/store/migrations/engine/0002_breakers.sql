-- Kinds of work that have failed, and whether they are let rest. A kind that went well has no row.
CREATE TABLE breaker (
    kind TEXT PRIMARY KEY,  -- the tool's id
    failures TEXT NOT NULL,  -- JSON: when it failed since it last went well
    opened DOUBLE PRECISION,  -- when it opened; none while it is closed
    pause DOUBLE PRECISION NOT NULL,  -- seconds it rests
    tried DOUBLE PRECISION,  -- when something was let through to see whether it goes well again
    error TEXT NOT NULL  -- what went wrong the last time
);
