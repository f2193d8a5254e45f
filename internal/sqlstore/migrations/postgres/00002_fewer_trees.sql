-- A change touches as few tables as it can: each is a page more to write and
-- sync. So the pool of licenses is part of its organization, and a license part
-- of its member. And an identity carries a version, by which an edit that was
-- planned outside of the transaction sees whether anybody was faster. The SQLite
-- file of the same number does the same.

-- +goose Up
ALTER TABLE organizations
	ADD COLUMN licenses_bought BIGINT NOT NULL DEFAULT 0 CHECK (licenses_bought >= 0),
	ADD COLUMN licenses_in_use BIGINT NOT NULL DEFAULT 0 CHECK (licenses_in_use >= 0);
UPDATE organizations
SET licenses_bought = p.bought, licenses_in_use = p.in_use
FROM license_pools p
WHERE p.organization_id = organizations.organization_id;
DROP TABLE license_pools;

-- The fence: whatever a program does, no commit takes a license beyond those
-- bought. Buying fewer than are in use is allowed, and so is giving back.
CREATE TRIGGER license_fence BEFORE UPDATE OF licenses_in_use ON organizations
FOR EACH ROW WHEN (NEW.licenses_in_use > OLD.licenses_in_use AND NEW.licenses_in_use > NEW.licenses_bought)
EXECUTE FUNCTION refuse_oversubscription();

ALTER TABLE members
	ADD COLUMN licensed BOOLEAN NOT NULL DEFAULT false; -- holds one of the organization's licenses
UPDATE members
SET licensed = true
WHERE EXISTS (
	SELECT 1
	FROM license_grants g
	WHERE g.organization_id = members.organization_id AND g.member_id = members.member_id);
DROP TABLE license_grants;

ALTER TABLE identities
	ADD COLUMN version BIGINT NOT NULL DEFAULT 0; -- counts its updates
