-- The journal and the identities are kept in the order in which they are read: by
-- places, each of which is a shelf's number and a row's own (see shelf.go). Two trees
-- less are written for everybody who arrives. The PostgreSQL file of the same number
-- makes the same.

-- +goose Up
CREATE TABLE shelves (
	number          INTEGER NOT NULL PRIMARY KEY,
	organization_id TEXT NOT NULL,
	connection_id   TEXT NOT NULL -- whose identities are there; empty for the organization's journal
) STRICT;
CREATE UNIQUE INDEX shelves_by_holder ON shelves (organization_id, connection_id);
INSERT INTO shelves (organization_id, connection_id)
SELECT organization_id, '' FROM organizations
UNION SELECT organization_id, '' FROM journal
UNION SELECT organization_id, connection_id FROM connections
UNION SELECT organization_id, connection_id FROM identities;

ALTER TABLE journal RENAME TO journal_before;
CREATE TABLE journal (
	place    INTEGER NOT NULL PRIMARY KEY, -- the organization's shelf << 40 | the entry's number
	at       INTEGER NOT NULL,
	kind     TEXT NOT NULL,
	detail   TEXT NOT NULL, -- JSON: actor, request, what it is about
	personal TEXT NOT NULL -- JSON; empty where there is nothing personal, and once it was erased
) STRICT;
INSERT INTO journal (place, at, kind, detail, personal)
SELECT (s.number << 40) + j.number, j.at, j.kind, j.detail, j.personal
FROM shelves s
JOIN journal_before j ON j.organization_id = s.organization_id
WHERE s.connection_id = ''
ORDER BY 1;
DROP TABLE journal_before;

ALTER TABLE identities RENAME TO identities_before;
CREATE TABLE identities (
	place              INTEGER NOT NULL PRIMARY KEY, -- the connection's shelf << 40 | the ordinal
	organization_id    TEXT NOT NULL,
	identity_id        TEXT NOT NULL,
	connection_id      TEXT NOT NULL,
	member_id          TEXT NOT NULL, -- empty while there is none
	user_name          TEXT NOT NULL,
	user_name_key      TEXT NOT NULL,
	user_name_is_email INTEGER NOT NULL, -- one of the addresses folds to user_name_key
	has_addresses      INTEGER NOT NULL, -- has, or once had, rows in addresses
	external_id        TEXT NOT NULL,
	name               TEXT NOT NULL,
	emails             TEXT NOT NULL, -- each followed by a line feed
	active             INTEGER NOT NULL,
	resource           BLOB NOT NULL,
	created_at         INTEGER NOT NULL,
	updated_at         INTEGER NOT NULL,
	version            INTEGER NOT NULL DEFAULT 0, -- counts its updates
	leaving            TEXT NOT NULL DEFAULT '', -- what was asked for, or empty
	leaving_since      INTEGER NOT NULL DEFAULT 0,
	edited             INTEGER NOT NULL DEFAULT 0
) STRICT;
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
-- SQLite ends each of these with the place, by itself.
CREATE UNIQUE INDEX identities_by_id ON identities (organization_id, identity_id);
CREATE UNIQUE INDEX identities_by_user_name ON identities (organization_id, connection_id, user_name_key);
CREATE INDEX identities_by_external_id ON identities (organization_id, connection_id, external_id);
CREATE INDEX identities_leaving ON identities (organization_id, leaving_since, identity_id) WHERE leaving <> '';
CREATE INDEX identities_edited ON identities (organization_id, connection_id) WHERE edited;
