-- What a provider asked for about people and what waits, and under which external
-- id members left, by which they are found again. The SQLite file of the same
-- number makes the same.
--
-- The indexes hold those people alone: nobody who arrives enters them.

-- +goose Up
ALTER TABLE organizations ADD COLUMN members_left BIGINT NOT NULL DEFAULT 0; -- have a left_as

ALTER TABLE identities ADD COLUMN leaving TEXT COLLATE "C" NOT NULL DEFAULT ''; -- what was asked for, or empty
ALTER TABLE identities ADD COLUMN leaving_since BIGINT NOT NULL DEFAULT 0;
CREATE INDEX identities_leaving ON identities (organization_id, leaving_since, identity_id) WHERE leaving <> '';

ALTER TABLE members ADD COLUMN left_as TEXT COLLATE "C" NOT NULL DEFAULT ''; -- an external id, or empty
CREATE INDEX members_left ON members (organization_id, left_as) WHERE left_as <> '';
