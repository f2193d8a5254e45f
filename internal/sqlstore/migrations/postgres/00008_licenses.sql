-- The line for licenses: who waits for one, or works without one meanwhile, from
-- which entry of the journal on. The organization keeps how many they are, and
-- how many licenses were in use when its ledger, which is part of the journal,
-- began. The SQLite file of the same number does the same.
--
-- What is added to a table that was there has a default, for a program of the
-- version before that still runs during an upgrade.

-- +goose Up
ALTER TABLE organizations ADD COLUMN licenses_in_line BIGINT NOT NULL DEFAULT 0 CHECK (licenses_in_line >= 0);
ALTER TABLE organizations ADD COLUMN licenses_opening BIGINT NOT NULL DEFAULT 0;
UPDATE organizations SET licenses_opening = licenses_in_use;

ALTER TABLE members ADD COLUMN wait_number BIGINT NOT NULL DEFAULT 0; -- 0 for nobody in line
ALTER TABLE members ADD COLUMN waiting_since BIGINT NOT NULL DEFAULT 0;
-- 'waiting' comes before 'active'. Nobody enters it for whom a license is free.
CREATE INDEX members_in_line ON members (organization_id, status DESC, wait_number) WHERE wait_number > 0;
