-- How members who were made by hand are found by their address when a provider
-- creates somebody, and what came of it. The SQLite file of the same number makes
-- the same.
--
-- A program of the version before that still runs during an upgrade writes no
-- unclaimed_address: whom it invites is found once they change.

-- +goose Up
ALTER TABLE members ADD COLUMN adopted_by TEXT COLLATE "C" NOT NULL DEFAULT ''; -- a connection, or empty
ALTER TABLE members ADD COLUMN unclaimed_address TEXT COLLATE "C" NOT NULL DEFAULT ''; -- folded; empty for whom a connection made or speaks for

UPDATE members
SET unclaimed_address = split_part(search_key, chr(10), 2)
WHERE origin = '' AND identity_id = '';

CREATE INDEX members_by_unclaimed_address ON members (organization_id, unclaimed_address) WHERE unclaimed_address <> '';

CREATE TABLE adoptions (
	organization_id TEXT COLLATE "C" NOT NULL,
	member_id       TEXT COLLATE "C" NOT NULL,
	connection_id   TEXT COLLATE "C" NOT NULL,
	user_name       TEXT COLLATE "C" NOT NULL,
	asked_at        BIGINT NOT NULL,
	confirmed_at    BIGINT NOT NULL,
	adopted_at      BIGINT NOT NULL,
	PRIMARY KEY (organization_id, member_id, connection_id)
);
