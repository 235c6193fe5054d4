-- What the engine keeps. It must read the same to SQLite and to PostgreSQL; {serial} is the one word that differs.
-- Times are seconds since 1970. Texts that hold JSON say so.

-- Who may change any of the below: the one host whose epoch this is.
CREATE TABLE host (
    single INTEGER PRIMARY KEY CHECK (single = 1),
    epoch INTEGER NOT NULL,
    owner TEXT NOT NULL,  -- machine, process and the moment it started, as JSON; empty: nobody
    seen DOUBLE PRECISION NOT NULL
);

INSERT INTO host (single, epoch, owner, seen) VALUES (1, 0, '', 0);

CREATE TABLE run (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,  -- pipeline, batch, production
    name TEXT NOT NULL,
    state TEXT NOT NULL,  -- waiting, running, pausing, paused, done, failed, cancelled
    source TEXT NOT NULL,  -- the file it was written in, or the tool's id
    folder TEXT NOT NULL,  -- where its relative paths begin
    plan TEXT NOT NULL,  -- JSON; of a production the call
    interpreter INTEGER NOT NULL,
    settings TEXT NOT NULL,  -- JSON, never a secret
    parent TEXT NOT NULL DEFAULT '',  -- the run it was forked from
    schedule TEXT NOT NULL DEFAULT '',  -- the schedule that started it
    submitted DOUBLE PRECISION NOT NULL,
    started DOUBLE PRECISION,
    ended DOUBLE PRECISION,
    error TEXT NOT NULL DEFAULT '',
    hint TEXT NOT NULL DEFAULT ''
);

CREATE INDEX run_by_state ON run (state);
CREATE INDEX run_by_submitted ON run (submitted);

-- What waits to be let in. A row goes when its run has ended.
CREATE TABLE job (
    run TEXT PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
    priority INTEGER NOT NULL,  -- higher goes first
    submitted DOUBLE PRECISION NOT NULL,
    admitted DOUBLE PRECISION,
    epoch INTEGER,  -- of the host that let it in
    held TEXT NOT NULL DEFAULT ''  -- why it is not let in yet
);

CREATE TABLE job_after (
    run TEXT NOT NULL REFERENCES job (run) ON DELETE CASCADE,
    other TEXT NOT NULL,
    PRIMARY KEY (run, other)
);

-- One step of a run: a stage of a plan, or a call a production has made.
CREATE TABLE stage (
    run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    tool TEXT NOT NULL,
    state TEXT NOT NULL,  -- waiting, running, made, done, cached, skipped, failed, cancelled
    attempts INTEGER NOT NULL DEFAULT 0,
    total INTEGER,  -- of a fan-out: how many items, how many of them done and failed
    done INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    started DOUBLE PRECISION,
    ended DOUBLE PRECISION,
    seconds DOUBLE PRECISION NOT NULL DEFAULT 0,  -- of work
    fingerprint TEXT NOT NULL DEFAULT '',
    result TEXT,  -- JSON
    files TEXT NOT NULL DEFAULT '[]',  -- JSON: what it made, where, and the hash of its content
    error TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT '',  -- of the error
    hint TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (run, name)
);

-- The ledger of fan-outs: a row for every item that was settled, or made and not yet delivered.
CREATE TABLE item (
    run TEXT NOT NULL,
    stage TEXT NOT NULL,
    number INTEGER NOT NULL,
    source TEXT NOT NULL,
    state TEXT NOT NULL,  -- made, done, cached, failed
    attempts INTEGER NOT NULL,
    seconds DOUBLE PRECISION NOT NULL,
    result TEXT,  -- JSON
    files TEXT NOT NULL DEFAULT '[]',  -- JSON
    error TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL DEFAULT '',
    hint TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (run, stage, number),
    FOREIGN KEY (run, stage) REFERENCES stage (run, name) ON DELETE CASCADE
);

CREATE INDEX item_by_state ON item (run, stage, state);

-- What people ask of the host: cancel, pause, resume, retry.
CREATE TABLE command (
    id {serial},
    run TEXT NOT NULL,
    verb TEXT NOT NULL,
    given DOUBLE PRECISION NOT NULL,
    handled DOUBLE PRECISION,
    answer TEXT NOT NULL DEFAULT ''  -- why it could not be done; empty: it was
);

-- All that happened, in order. Only the host writes it, so a reader that knows the last number misses nothing.
CREATE TABLE event (
    number {serial},
    run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    at DOUBLE PRECISION NOT NULL,
    name TEXT NOT NULL,
    stage TEXT NOT NULL,
    fields TEXT NOT NULL  -- JSON
);

CREATE INDEX event_by_run ON event (run, number);

-- Results of pure tools, by everything they depend on.
CREATE TABLE cached (
    fingerprint TEXT PRIMARY KEY,
    tool TEXT NOT NULL,
    result TEXT NOT NULL,  -- JSON
    files TEXT NOT NULL,  -- JSON
    size BIGINT NOT NULL,
    seconds DOUBLE PRECISION NOT NULL,
    made DOUBLE PRECISION NOT NULL,
    used DOUBLE PRECISION NOT NULL
);

-- The hash of files that have not changed since they were read.
CREATE TABLE content (
    device BIGINT NOT NULL,
    inode BIGINT NOT NULL,
    size BIGINT NOT NULL,
    modified BIGINT NOT NULL,  -- nanoseconds
    hash TEXT NOT NULL,
    PRIMARY KEY (device, inode)
);

CREATE TABLE worker (
    pid INTEGER PRIMARY KEY,
    born DOUBLE PRECISION NOT NULL,  -- when the process started: numbers of processes are used again
    seen DOUBLE PRECISION NOT NULL,
    doing TEXT NOT NULL
);

-- How long tools took on this machine: what estimates are made from.
CREATE TABLE measured (
    tool TEXT NOT NULL,
    at DOUBLE PRECISION NOT NULL,
    calls INTEGER NOT NULL,
    seconds DOUBLE PRECISION NOT NULL,  -- of all calls together
    bytes_in BIGINT NOT NULL,
    bytes_out BIGINT NOT NULL
);

CREATE INDEX measured_by_tool ON measured (tool, at);

CREATE TABLE schedule (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    cron TEXT NOT NULL,
    zone TEXT NOT NULL,
    source TEXT NOT NULL,  -- the pipeline or batch, an absolute path
    folder TEXT NOT NULL,
    parameters TEXT NOT NULL,  -- JSON
    settings TEXT NOT NULL,  -- JSON
    missed TEXT NOT NULL,  -- once, skip
    overlap INTEGER NOT NULL,  -- whether it may start while its last run goes on
    priority INTEGER NOT NULL,
    paused INTEGER NOT NULL DEFAULT 0,
    made DOUBLE PRECISION NOT NULL,
    begun DOUBLE PRECISION NOT NULL,  -- when it was made or last resumed: it never fires for moments before
    since DOUBLE PRECISION NOT NULL  -- up to when its firings are settled
);

-- Every moment a schedule has fired for, or was let pass; the key makes a second time impossible.
CREATE TABLE firing (
    schedule TEXT NOT NULL REFERENCES schedule (id) ON DELETE CASCADE,
    due DOUBLE PRECISION NOT NULL,
    at DOUBLE PRECISION NOT NULL,
    run TEXT NOT NULL,  -- empty: it was let pass
    reason TEXT NOT NULL,
    PRIMARY KEY (schedule, due)
);
