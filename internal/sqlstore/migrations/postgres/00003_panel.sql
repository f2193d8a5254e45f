-- What the control panel needs: the kinds and settings of organizations, what
-- ties a member to the identity that speaks for them, teams made by hand, and
-- who may come in: sessions, links, API keys, passwords and passkeys. The
-- SQLite file of the same number makes the same.
--
-- What is added to a table that was there has a default, for a program of the
-- version before that still runs during an upgrade.

-- +goose Up
ALTER TABLE organizations ADD COLUMN kind TEXT COLLATE "C" NOT NULL DEFAULT 'customer';
ALTER TABLE organizations ADD COLUMN provisioning BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE organizations ADD COLUMN log_days BIGINT NOT NULL DEFAULT 30;
ALTER TABLE organizations ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0;
UPDATE organizations SET updated_at = created_at;
-- There is at most one organization of those who run Muster.
CREATE UNIQUE INDEX organizations_installation ON organizations (kind) WHERE kind = 'installation';

ALTER TABLE members ADD COLUMN identity_id TEXT COLLATE "C" NOT NULL DEFAULT ''; -- who speaks for the member, or empty
ALTER TABLE members ADD COLUMN signed_out_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN search_key TEXT COLLATE "C" NOT NULL DEFAULT ''; -- folded name and address; the next migration fills it in
UPDATE members SET identity_id = i.identity_id
FROM identities i
WHERE i.organization_id = members.organization_id AND i.member_id = members.member_id;

-- Who belongs to a team that was made by hand.
CREATE TABLE team_members (
	organization_id TEXT COLLATE "C" NOT NULL,
	team_id         TEXT COLLATE "C" NOT NULL,
	member_id       TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (organization_id, team_id, member_id)
);
CREATE INDEX team_members_by_member ON team_members (organization_id, member_id, team_id);

CREATE TABLE sessions (
	hash            BYTEA NOT NULL PRIMARY KEY,
	organization_id TEXT COLLATE "C" NOT NULL,
	session_id      TEXT COLLATE "C" NOT NULL,
	member_id       TEXT COLLATE "C" NOT NULL, -- empty where a setup link opened it
	link_id         TEXT COLLATE "C" NOT NULL, -- empty where a member signed in
	browser         TEXT COLLATE "C" NOT NULL,
	address         TEXT COLLATE "C" NOT NULL,
	proved_at       BIGINT NOT NULL,
	created_at      BIGINT NOT NULL,
	used_at         BIGINT NOT NULL,
	expires_at      BIGINT NOT NULL
);
CREATE UNIQUE INDEX sessions_by_member ON sessions (organization_id, member_id, session_id);

CREATE TABLE links (
	hash            BYTEA NOT NULL PRIMARY KEY,
	organization_id TEXT COLLATE "C" NOT NULL,
	link_id         TEXT COLLATE "C" NOT NULL,
	kind            TEXT COLLATE "C" NOT NULL,
	member_id       TEXT COLLATE "C" NOT NULL, -- empty for a setup link
	label           TEXT COLLATE "C" NOT NULL,
	created_by      TEXT COLLATE "C" NOT NULL,
	created_at      BIGINT NOT NULL,
	expires_at      BIGINT NOT NULL,
	used_at         BIGINT NOT NULL,
	revoked_at      BIGINT NOT NULL
);
CREATE UNIQUE INDEX links_by_id ON links (organization_id, link_id);
CREATE INDEX links_by_member ON links (organization_id, member_id, kind);

CREATE TABLE api_keys (
	hash            BYTEA NOT NULL PRIMARY KEY,
	organization_id TEXT COLLATE "C" NOT NULL,
	key_id          TEXT COLLATE "C" NOT NULL,
	name            TEXT COLLATE "C" NOT NULL,
	scopes          TEXT COLLATE "C" NOT NULL, -- parted by spaces
	created_by      TEXT COLLATE "C" NOT NULL, -- a member
	last_four       TEXT COLLATE "C" NOT NULL,
	created_at      BIGINT NOT NULL,
	used_at         BIGINT NOT NULL,
	expires_at      BIGINT NOT NULL,
	revoked_at      BIGINT NOT NULL
);
CREATE UNIQUE INDEX api_keys_by_id ON api_keys (organization_id, key_id);

CREATE TABLE passwords (
	organization_id TEXT COLLATE "C" NOT NULL,
	member_id       TEXT COLLATE "C" NOT NULL,
	hash            TEXT COLLATE "C" NOT NULL, -- argon2id, with its parameters
	changed_at      BIGINT NOT NULL,
	PRIMARY KEY (organization_id, member_id)
);

CREATE TABLE passkeys (
	organization_id TEXT COLLATE "C" NOT NULL,
	member_id       TEXT COLLATE "C" NOT NULL,
	credential_id   BYTEA NOT NULL,
	credential      BYTEA NOT NULL,
	name            TEXT COLLATE "C" NOT NULL,
	created_at      BIGINT NOT NULL,
	used_at         BIGINT NOT NULL,
	PRIMARY KEY (organization_id, member_id, credential_id)
);

-- Answers to requests that made something, for a client that asks again.
CREATE TABLE kept_answers (
	organization_id TEXT COLLATE "C" NOT NULL,
	key             TEXT COLLATE "C" NOT NULL,
	fingerprint     BYTEA NOT NULL,
	status          BIGINT NOT NULL, -- 0 while nobody knows the answer
	header          TEXT COLLATE "C" NOT NULL,
	body            BYTEA NOT NULL,
	created_at      BIGINT NOT NULL,
	PRIMARY KEY (organization_id, key)
);
CREATE INDEX kept_answers_by_age ON kept_answers (organization_id, created_at);
