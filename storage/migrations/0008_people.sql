-- People with several accounts. Moments are microseconds since 1970-01-01 UTC.

-- The accounts of one person, who is known by one of them. An account that is tied to no other has no row.
CREATE TABLE linked_accounts (
    account TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    linked_at BIGINT NOT NULL
);
CREATE INDEX linked_accounts_person ON linked_accounts (person);

-- Who used which hashtag, all accounts of a person as one.
CREATE VIEW hashtag_uses_by_person AS
SELECT uses.*, COALESCE(linked.person, uses.person) AS whose
FROM hashtag_uses AS uses LEFT JOIN linked_accounts AS linked ON linked.account = uses.person;

-- The code by which an account may be tied to another, as a hash. Only who typed it first may confirm it.
CREATE TABLE link_codes (
    account TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    typed_by TEXT,
    expires_at BIGINT NOT NULL
);

-- How many wrong codes an account has typed since a moment.
CREATE TABLE link_tries (
    account TEXT PRIMARY KEY,
    number INTEGER NOT NULL,
    since BIGINT NOT NULL
);
