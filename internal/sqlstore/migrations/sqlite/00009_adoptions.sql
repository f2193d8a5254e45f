-- How members who were made by hand are found by their address when a provider
-- creates somebody, and what came of it. The PostgreSQL file of the same number makes
-- the same.
--
-- A program of the version before that still runs during an upgrade writes no
-- unclaimed_address: whom it invites is found once they change.

-- +goose Up
ALTER TABLE members ADD COLUMN adopted_by TEXT NOT NULL DEFAULT ''; -- a connection, or empty
ALTER TABLE members ADD COLUMN unclaimed_address TEXT NOT NULL DEFAULT ''; -- folded; empty for whom a connection made or speaks for

UPDATE members
SET unclaimed_address = substr(search_key, instr(search_key, char(10)) + 1)
WHERE origin = '' AND identity_id = '';

CREATE INDEX members_by_unclaimed_address ON members (organization_id, unclaimed_address) WHERE unclaimed_address <> '';

CREATE TABLE adoptions (
	organization_id TEXT NOT NULL,
	member_id       TEXT NOT NULL,
	connection_id   TEXT NOT NULL,
	user_name       TEXT NOT NULL,
	asked_at        INTEGER NOT NULL,
	confirmed_at    INTEGER NOT NULL,
	adopted_at      INTEGER NOT NULL,
	PRIMARY KEY (organization_id, member_id, connection_id)
) STRICT, WITHOUT ROWID;
