-- The directory. The SQLite file of the same number makes the same tables,
-- columns and indexes; a test compares them.
--
-- There are no foreign keys: a broken one would end a PostgreSQL transaction, in
-- which the changes of others wait for their commit. The program looks before it
-- writes, under the organization's lock. Times are microseconds since 1970 in
-- UTC, 0 for none. Columns named *_key hold folded names. Text is ordered by its
-- bytes (COLLATE "C"), as SQLite does it.

-- +goose Up
CREATE TABLE organizations (
	organization_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
	name            TEXT COLLATE "C" NOT NULL,
	status          TEXT COLLATE "C" NOT NULL,
	head            BIGINT NOT NULL, -- number of the last journal entry
	created_at      BIGINT NOT NULL
);

CREATE TABLE license_pools (
	organization_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
	bought          BIGINT NOT NULL CHECK (bought >= 0),
	in_use          BIGINT NOT NULL CHECK (in_use >= 0)
);

-- The fence: whatever a program does, no commit takes a license beyond those
-- bought. Buying fewer than are in use is allowed, and so is giving back.
-- +goose StatementBegin
CREATE FUNCTION refuse_oversubscription() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'more licenses taken than bought' USING ERRCODE = 'check_violation';
END
$$;
-- +goose StatementEnd
CREATE TRIGGER license_pools_fence BEFORE UPDATE OF in_use ON license_pools
FOR EACH ROW WHEN (NEW.in_use > OLD.in_use AND NEW.in_use > NEW.bought)
EXECUTE FUNCTION refuse_oversubscription();

CREATE TABLE license_grants (
	organization_id TEXT COLLATE "C" NOT NULL,
	member_id       TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (organization_id, member_id)
);

CREATE TABLE connections (
	organization_id TEXT COLLATE "C" NOT NULL,
	connection_id   TEXT COLLATE "C" NOT NULL,
	provider        TEXT COLLATE "C" NOT NULL,
	state           TEXT COLLATE "C" NOT NULL,
	profile         TEXT COLLATE "C" NOT NULL,
	policy          TEXT COLLATE "C" NOT NULL, -- JSON
	identities      BIGINT NOT NULL, -- how many there are now
	teams           BIGINT NOT NULL, -- the same
	created_at      BIGINT NOT NULL,
	updated_at      BIGINT NOT NULL,
	PRIMARY KEY (organization_id, connection_id)
);

CREATE TABLE credentials (
	hash            BYTEA NOT NULL PRIMARY KEY,
	organization_id TEXT COLLATE "C" NOT NULL,
	connection_id   TEXT COLLATE "C" NOT NULL,
	last_four       TEXT COLLATE "C" NOT NULL,
	created_at      BIGINT NOT NULL,
	revoked_at      BIGINT NOT NULL
);
CREATE INDEX credentials_by_connection ON credentials (organization_id, connection_id, created_at);

CREATE TABLE identities (
	organization_id    TEXT COLLATE "C" NOT NULL,
	identity_id        TEXT COLLATE "C" NOT NULL,
	connection_id      TEXT COLLATE "C" NOT NULL,
	ordinal            BIGINT NOT NULL,
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
	PRIMARY KEY (organization_id, identity_id)
);
CREATE UNIQUE INDEX identities_by_ordinal ON identities (organization_id, connection_id, ordinal);
CREATE UNIQUE INDEX identities_by_user_name ON identities (organization_id, connection_id, user_name_key);
CREATE INDEX identities_by_external_id ON identities (organization_id, connection_id, external_id, ordinal);

-- The addresses of an identity that differ from its user name. Most people have
-- none here: their only address is their user name.
CREATE TABLE addresses (
	organization_id TEXT COLLATE "C" NOT NULL,
	identity_id     TEXT COLLATE "C" NOT NULL,
	connection_id   TEXT COLLATE "C" NOT NULL,
	address_key     TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (organization_id, identity_id, address_key)
);
CREATE INDEX addresses_by_key ON addresses (organization_id, connection_id, address_key, identity_id);

CREATE TABLE members (
	organization_id TEXT COLLATE "C" NOT NULL,
	member_id       TEXT COLLATE "C" NOT NULL,
	ordinal         BIGINT NOT NULL,
	origin          TEXT COLLATE "C" NOT NULL, -- a connection, or empty: made by hand
	name            TEXT COLLATE "C" NOT NULL,
	email           TEXT COLLATE "C" NOT NULL,
	role            TEXT COLLATE "C" NOT NULL,
	status          TEXT COLLATE "C" NOT NULL,
	created_at      BIGINT NOT NULL,
	updated_at      BIGINT NOT NULL,
	PRIMARY KEY (organization_id, member_id)
);
CREATE UNIQUE INDEX members_by_ordinal ON members (organization_id, ordinal);

CREATE TABLE teams (
	organization_id TEXT COLLATE "C" NOT NULL,
	team_id         TEXT COLLATE "C" NOT NULL,
	origin          TEXT COLLATE "C" NOT NULL, -- a connection, or empty: made by hand
	ordinal         BIGINT NOT NULL,
	name            TEXT COLLATE "C" NOT NULL,
	name_key        TEXT COLLATE "C" NOT NULL,
	external_id     TEXT COLLATE "C" NOT NULL,
	resource        BYTEA NOT NULL,
	size            BIGINT NOT NULL, -- how many belong to it
	unknown         BIGINT NOT NULL, -- how many rows it has in team_unknowns
	created_at      BIGINT NOT NULL,
	updated_at      BIGINT NOT NULL,
	PRIMARY KEY (organization_id, team_id)
);
CREATE UNIQUE INDEX teams_by_ordinal ON teams (organization_id, origin, ordinal);
CREATE UNIQUE INDEX teams_by_name ON teams (organization_id, origin, name_key);
CREATE INDEX teams_by_external_id ON teams (organization_id, origin, external_id, ordinal);

CREATE TABLE team_identities (
	organization_id TEXT COLLATE "C" NOT NULL,
	team_id         TEXT COLLATE "C" NOT NULL,
	identity_id     TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (organization_id, team_id, identity_id)
);
CREATE INDEX team_identities_by_identity ON team_identities (organization_id, identity_id, team_id);

-- People whom a push named and the connection has never created.
CREATE TABLE team_unknowns (
	organization_id TEXT COLLATE "C" NOT NULL,
	team_id         TEXT COLLATE "C" NOT NULL,
	identity_id     TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (organization_id, team_id, identity_id)
);

CREATE TABLE journal (
	organization_id TEXT COLLATE "C" NOT NULL,
	number          BIGINT NOT NULL,
	at              BIGINT NOT NULL,
	kind            TEXT COLLATE "C" NOT NULL,
	detail          TEXT COLLATE "C" NOT NULL, -- JSON: actor, request, what it is about
	personal        TEXT COLLATE "C" NOT NULL, -- JSON; empty where there is nothing personal, and once it was erased
	PRIMARY KEY (organization_id, number)
);


-- What the planner shall believe. Every index begins with the organization, so
-- a planner that takes an organization for a few rows sees no difference between
-- the index that finds a person and one that walks through everybody. It is told
-- that one organization may be the whole table; and so that this counts from the
-- first moment, not from the first autovacuum after a company has arrived, it
-- measures a sample that goes again at once.
ALTER TABLE identities
	ALTER COLUMN organization_id SET (n_distinct = 1),
	ALTER COLUMN connection_id SET (n_distinct = 1);
ALTER TABLE addresses
	ALTER COLUMN organization_id SET (n_distinct = 1),
	ALTER COLUMN connection_id SET (n_distinct = 1);
ALTER TABLE members
	ALTER COLUMN organization_id SET (n_distinct = 1);
ALTER TABLE teams
	ALTER COLUMN organization_id SET (n_distinct = 1),
	ALTER COLUMN origin SET (n_distinct = 1);
ALTER TABLE team_identities
	ALTER COLUMN organization_id SET (n_distinct = 1);

INSERT INTO identities
SELECT 'sample', n::text, '', n, n::text, n::text, n::text, true, true, n::text, '', '', true, '', 0, 0
FROM generate_series(1, 1000) AS n;
INSERT INTO addresses
SELECT 'sample', n::text, '', n::text
FROM generate_series(1, 1000) AS n;
INSERT INTO members
SELECT 'sample', n::text, n, '', '', '', '', '', 0, 0
FROM generate_series(1, 1000) AS n;
INSERT INTO teams
SELECT 'sample', n::text, '', n, '', n::text, n::text, '', 0, 0, 0, 0
FROM generate_series(1, 1000) AS n;
INSERT INTO team_identities
SELECT 'sample', (n / 50)::text, (n % 200)::text
FROM generate_series(1, 1000) AS n;
ANALYZE identities, addresses, members, teams, team_identities;
DELETE FROM identities;
DELETE FROM addresses;
DELETE FROM members;
DELETE FROM teams;
DELETE FROM team_identities;
