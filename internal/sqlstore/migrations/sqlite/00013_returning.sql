-- What people edited of what a connection asserts, and what ended by it. The PostgreSQL
-- file of the same number makes the same.
--
-- The indexes hold what was edited alone: nobody who arrives enters them.

-- +goose Up
ALTER TABLE connections ADD COLUMN reconnected_at INTEGER NOT NULL DEFAULT 0;

ALTER TABLE identities ADD COLUMN edited INTEGER NOT NULL DEFAULT 0;
CREATE INDEX identities_edited ON identities (organization_id, connection_id, ordinal) WHERE edited;

ALTER TABLE teams ADD COLUMN asserted_name TEXT NOT NULL DEFAULT ''; -- where people gave it another
ALTER TABLE teams ADD COLUMN asserted_key TEXT NOT NULL DEFAULT ''; -- the same, folded
ALTER TABLE teams ADD COLUMN formerly TEXT NOT NULL DEFAULT ''; -- a connection that made it, or empty
CREATE INDEX teams_renamed ON teams (organization_id, origin, asserted_key) WHERE asserted_key <> '';

CREATE TABLE ended (
	organization_id TEXT NOT NULL,
	number          INTEGER NOT NULL, -- of the journal entry that tells it
	connection_id   TEXT NOT NULL,
	member_id       TEXT NOT NULL, -- who was edited, or empty
	team_id         TEXT NOT NULL, -- which was edited, or empty
	external_id     TEXT NOT NULL,
	name            TEXT NOT NULL, -- the user name or the team's name asserted last
	name_key        TEXT NOT NULL, -- the same, folded
	new_member_id   TEXT NOT NULL, -- who was created later, or empty
	new_team_id     TEXT NOT NULL,
	PRIMARY KEY (organization_id, number)
) STRICT, WITHOUT ROWID;
