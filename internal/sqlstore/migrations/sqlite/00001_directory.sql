-- The directory. The PostgreSQL file of the same number makes the same tables,
-- columns and indexes; a test compares them.
--
-- There are no foreign keys: a broken one would end a PostgreSQL transaction, in
-- which the changes of others wait for their commit. The program looks before it
-- writes, under the organization's lock. Times are microseconds since 1970 in
-- UTC, 0 for none. Columns named *_key hold folded names.

-- +goose Up
CREATE TABLE organizations (
	organization_id TEXT NOT NULL PRIMARY KEY,
	name            TEXT NOT NULL,
	status          TEXT NOT NULL,
	head            INTEGER NOT NULL, -- number of the last journal entry
	created_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE license_pools (
	organization_id TEXT NOT NULL PRIMARY KEY,
	bought          INTEGER NOT NULL CHECK (bought >= 0),
	in_use          INTEGER NOT NULL CHECK (in_use >= 0)
) STRICT, WITHOUT ROWID;

-- The fence: whatever a program does, no commit takes a license beyond those
-- bought. Buying fewer than are in use is allowed, and so is giving back.
-- +goose StatementBegin
CREATE TRIGGER license_pools_fence BEFORE UPDATE OF in_use ON license_pools
WHEN NEW.in_use > OLD.in_use AND NEW.in_use > NEW.bought
BEGIN
	SELECT RAISE(ABORT, 'more licenses taken than bought');
END;
-- +goose StatementEnd

CREATE TABLE license_grants (
	organization_id TEXT NOT NULL,
	member_id       TEXT NOT NULL,
	PRIMARY KEY (organization_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE connections (
	organization_id TEXT NOT NULL,
	connection_id   TEXT NOT NULL,
	provider        TEXT NOT NULL,
	state           TEXT NOT NULL,
	profile         TEXT NOT NULL,
	policy          TEXT NOT NULL, -- JSON
	identities      INTEGER NOT NULL, -- how many there are now
	teams           INTEGER NOT NULL, -- the same
	created_at      INTEGER NOT NULL,
	updated_at      INTEGER NOT NULL,
	PRIMARY KEY (organization_id, connection_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE credentials (
	hash            BLOB NOT NULL PRIMARY KEY,
	organization_id TEXT NOT NULL,
	connection_id   TEXT NOT NULL,
	last_four       TEXT NOT NULL,
	created_at      INTEGER NOT NULL,
	revoked_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX credentials_by_connection ON credentials (organization_id, connection_id, created_at);

-- Rows are wide (the whole resource), so they stay out of the key's tree.
CREATE TABLE identities (
	organization_id    TEXT NOT NULL,
	identity_id        TEXT NOT NULL,
	connection_id      TEXT NOT NULL,
	ordinal            INTEGER NOT NULL,
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
	PRIMARY KEY (organization_id, identity_id)
) STRICT;
CREATE UNIQUE INDEX identities_by_ordinal ON identities (organization_id, connection_id, ordinal);
CREATE UNIQUE INDEX identities_by_user_name ON identities (organization_id, connection_id, user_name_key);
CREATE INDEX identities_by_external_id ON identities (organization_id, connection_id, external_id, ordinal);

-- The addresses of an identity that differ from its user name. Most people have
-- none here: their only address is their user name.
CREATE TABLE addresses (
	organization_id TEXT NOT NULL,
	identity_id     TEXT NOT NULL,
	connection_id   TEXT NOT NULL,
	address_key     TEXT NOT NULL,
	PRIMARY KEY (organization_id, identity_id, address_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX addresses_by_key ON addresses (organization_id, connection_id, address_key, identity_id);

CREATE TABLE members (
	organization_id TEXT NOT NULL,
	member_id       TEXT NOT NULL,
	ordinal         INTEGER NOT NULL,
	origin          TEXT NOT NULL, -- a connection, or empty: made by hand
	name            TEXT NOT NULL,
	email           TEXT NOT NULL,
	role            TEXT NOT NULL,
	status          TEXT NOT NULL,
	created_at      INTEGER NOT NULL,
	updated_at      INTEGER NOT NULL,
	PRIMARY KEY (organization_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX members_by_ordinal ON members (organization_id, ordinal);

CREATE TABLE teams (
	organization_id TEXT NOT NULL,
	team_id         TEXT NOT NULL,
	origin          TEXT NOT NULL, -- a connection, or empty: made by hand
	ordinal         INTEGER NOT NULL,
	name            TEXT NOT NULL,
	name_key        TEXT NOT NULL,
	external_id     TEXT NOT NULL,
	resource        BLOB NOT NULL,
	size            INTEGER NOT NULL, -- how many belong to it
	unknown         INTEGER NOT NULL, -- how many rows it has in team_unknowns
	created_at      INTEGER NOT NULL,
	updated_at      INTEGER NOT NULL,
	PRIMARY KEY (organization_id, team_id)
) STRICT;
CREATE UNIQUE INDEX teams_by_ordinal ON teams (organization_id, origin, ordinal);
CREATE UNIQUE INDEX teams_by_name ON teams (organization_id, origin, name_key);
CREATE INDEX teams_by_external_id ON teams (organization_id, origin, external_id, ordinal);

CREATE TABLE team_identities (
	organization_id TEXT NOT NULL,
	team_id         TEXT NOT NULL,
	identity_id     TEXT NOT NULL,
	PRIMARY KEY (organization_id, team_id, identity_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX team_identities_by_identity ON team_identities (organization_id, identity_id, team_id);

-- People whom a push named and the connection has never created.
CREATE TABLE team_unknowns (
	organization_id TEXT NOT NULL,
	team_id         TEXT NOT NULL,
	identity_id     TEXT NOT NULL,
	PRIMARY KEY (organization_id, team_id, identity_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
	organization_id TEXT NOT NULL,
	number          INTEGER NOT NULL,
	at              INTEGER NOT NULL,
	kind            TEXT NOT NULL,
	detail          TEXT NOT NULL, -- JSON: actor, request, what it is about
	personal        TEXT NOT NULL, -- JSON; empty where there is nothing personal, and once it was erased
	PRIMARY KEY (organization_id, number)
) STRICT, WITHOUT ROWID;

