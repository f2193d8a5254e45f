-- The journal and the identities are kept in the order in which they are read: by
-- places, each of which is a shelf's number and a row's own (see shelf.go). The SQLite
-- file of the same number makes the same, where it saves two trees.

-- +goose Up
CREATE TABLE shelves (
	number          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	organization_id TEXT COLLATE "C" NOT NULL,
	connection_id   TEXT COLLATE "C" NOT NULL -- whose identities are there; empty for the organization's journal
);
CREATE UNIQUE INDEX shelves_by_holder ON shelves (organization_id, connection_id);
INSERT INTO shelves (organization_id, connection_id)
SELECT organization_id, '' FROM organizations
UNION SELECT organization_id, '' FROM journal
UNION SELECT organization_id, connection_id FROM connections
UNION SELECT organization_id, connection_id FROM identities;

ALTER TABLE journal RENAME TO journal_before;
ALTER INDEX journal_pkey RENAME TO journal_before_pkey;
CREATE TABLE journal (
	place    BIGINT NOT NULL PRIMARY KEY, -- the organization's shelf << 40 | the entry's number
	at       BIGINT NOT NULL,
	kind     TEXT COLLATE "C" NOT NULL,
	detail   TEXT COLLATE "C" NOT NULL, -- JSON: actor, request, what it is about
	personal TEXT COLLATE "C" NOT NULL -- JSON; empty where there is nothing personal, and once it was erased
);
INSERT INTO journal (place, at, kind, detail, personal)
SELECT (s.number << 40) + j.number, j.at, j.kind, j.detail, j.personal
FROM journal_before j
JOIN shelves s ON s.organization_id = j.organization_id AND s.connection_id = ''
ORDER BY 1;
DROP TABLE journal_before;

ALTER TABLE identities RENAME TO identities_before;
ALTER INDEX identities_pkey RENAME TO identities_before_pkey;
DROP INDEX identities_by_ordinal, identities_by_user_name, identities_by_external_id, identities_leaving, identities_edited;
CREATE TABLE identities (
	place              BIGINT NOT NULL PRIMARY KEY, -- the connection's shelf << 40 | the ordinal
	organization_id    TEXT COLLATE "C" NOT NULL,
	identity_id        TEXT COLLATE "C" NOT NULL,
	connection_id      TEXT COLLATE "C" NOT NULL,
	member_id          TEXT COLLATE "C" NOT NULL, -- empty while there is none
	user_name          TEXT COLLATE "C" NOT NULL,
	user_name_key      TEXT COLLATE "C" NOT NULL,
	user_name_is_email BOOLEAN NOT NULL, -- one of the addresses folds to user_name_key
	has_addresses      BOOLEAN NOT NULL, -- has, or once had, rows in addresses
	external_id        TEXT COLLATE "C" NOT NULL,
	name               TEXT COLLATE "C" NOT NULL,
	emails             TEXT COLLATE "C" NOT NULL, -- each followed by a line feed
	active             BOOLEAN NOT NULL,
	resource           BYTEA NOT NULL,
	created_at         BIGINT NOT NULL,
	updated_at         BIGINT NOT NULL,
	version            BIGINT NOT NULL DEFAULT 0, -- counts its updates
	leaving            TEXT COLLATE "C" NOT NULL DEFAULT '', -- what was asked for, or empty
	leaving_since      BIGINT NOT NULL DEFAULT 0,
	edited             BOOLEAN NOT NULL DEFAULT false
);
INSERT INTO identities (place, organization_id, identity_id, connection_id, member_id, user_name, user_name_key,
	user_name_is_email, has_addresses, external_id, name, emails, active, resource, created_at, updated_at,
	version, leaving, leaving_since, edited)
SELECT (s.number << 40) + i.ordinal, i.organization_id, i.identity_id, i.connection_id, i.member_id, i.user_name, i.user_name_key,
	i.user_name_is_email, i.has_addresses, i.external_id, i.name, i.emails, i.active, i.resource, i.created_at, i.updated_at,
	i.version, i.leaving, i.leaving_since, i.edited
FROM identities_before i
JOIN shelves s ON s.organization_id = i.organization_id AND s.connection_id = i.connection_id
ORDER BY 1;
DROP TABLE identities_before;
CREATE UNIQUE INDEX identities_by_id ON identities (organization_id, identity_id);
CREATE UNIQUE INDEX identities_by_user_name ON identities (organization_id, connection_id, user_name_key);
CREATE INDEX identities_by_external_id ON identities (organization_id, connection_id, external_id, place);
CREATE INDEX identities_leaving ON identities (organization_id, leaving_since, identity_id) WHERE leaving <> '';
CREATE INDEX identities_edited ON identities (organization_id, connection_id, place) WHERE edited;

-- What the planner shall believe, as in the first of these files; a sample, at places
-- that no shelf has, stands in for people where there are none yet.
ALTER TABLE identities
	ALTER COLUMN organization_id SET (n_distinct = 1),
	ALTER COLUMN connection_id SET (n_distinct = 1);
INSERT INTO identities
SELECT -n, 'sample', n::text, '', n::text, n::text, n::text, true, true, n::text, '', '', true, '', 0, 0
FROM generate_series(1, 1000) AS n;
ANALYZE identities;
DELETE FROM identities WHERE place < 0;
