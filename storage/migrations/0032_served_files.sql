-- Files that stand on the web for a while, by the last part of their address; who said them where, so that they can be
-- taken back. Moments are microseconds since 1970-01-01 UTC.
CREATE TABLE served_files (
    name TEXT PRIMARY KEY,
    message TEXT,
    person TEXT,
    file TEXT NOT NULL,
    payload TEXT NOT NULL,
    good_until BIGINT NOT NULL
);
CREATE INDEX served_files_message ON served_files (message);
CREATE INDEX served_files_person ON served_files (person);
CREATE INDEX served_files_age ON served_files (good_until);
