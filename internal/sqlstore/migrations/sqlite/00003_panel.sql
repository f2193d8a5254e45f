-- What the control panel needs: the kinds and settings of organizations, what
-- ties a member to the identity that speaks for them, teams made by hand, and
-- who may come in: sessions, links, API keys, passwords and passkeys. The
-- PostgreSQL file of the same number makes the same.
--
-- What is added to a table that was there has a default, for a program of the
-- version before that still runs during an upgrade.

-- +goose Up
ALTER TABLE organizations ADD COLUMN kind TEXT NOT NULL DEFAULT 'customer';
ALTER TABLE organizations ADD COLUMN provisioning INTEGER NOT NULL DEFAULT 1;
ALTER TABLE organizations ADD COLUMN log_days INTEGER NOT NULL DEFAULT 30;
ALTER TABLE organizations ADD COLUMN updated_at INTEGER NOT NULL DEFAULT 0;
UPDATE organizations SET updated_at = created_at;
-- There is at most one organization of those who run Muster.
CREATE UNIQUE INDEX organizations_installation ON organizations (kind) WHERE kind = 'installation';

ALTER TABLE members ADD COLUMN identity_id TEXT NOT NULL DEFAULT ''; -- who speaks for the member, or empty
ALTER TABLE members ADD COLUMN signed_out_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN search_key TEXT NOT NULL DEFAULT ''; -- folded name and address; the next migration fills it in
UPDATE members SET identity_id = i.identity_id
FROM identities i
WHERE i.organization_id = members.organization_id AND i.member_id = members.member_id;

-- Who belongs to a team that was made by hand.
CREATE TABLE team_members (
	organization_id TEXT NOT NULL,
	team_id         TEXT NOT NULL,
	member_id       TEXT NOT NULL,
	PRIMARY KEY (organization_id, team_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX team_members_by_member ON team_members (organization_id, member_id, team_id);

CREATE TABLE sessions (
	hash            BLOB NOT NULL PRIMARY KEY,
	organization_id TEXT NOT NULL,
	session_id      TEXT NOT NULL,
	member_id       TEXT NOT NULL, -- empty where a setup link opened it
	link_id         TEXT NOT NULL, -- empty where a member signed in
	browser         TEXT NOT NULL,
	address         TEXT NOT NULL,
	proved_at       INTEGER NOT NULL,
	created_at      INTEGER NOT NULL,
	used_at         INTEGER NOT NULL,
	expires_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX sessions_by_member ON sessions (organization_id, member_id, session_id);

CREATE TABLE links (
	hash            BLOB NOT NULL PRIMARY KEY,
	organization_id TEXT NOT NULL,
	link_id         TEXT NOT NULL,
	kind            TEXT NOT NULL,
	member_id       TEXT NOT NULL, -- empty for a setup link
	label           TEXT NOT NULL,
	created_by      TEXT NOT NULL,
	created_at      INTEGER NOT NULL,
	expires_at      INTEGER NOT NULL,
	used_at         INTEGER NOT NULL,
	revoked_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX links_by_id ON links (organization_id, link_id);
CREATE INDEX links_by_member ON links (organization_id, member_id, kind);

CREATE TABLE api_keys (
	hash            BLOB NOT NULL PRIMARY KEY,
	organization_id TEXT NOT NULL,
	key_id          TEXT NOT NULL,
	name            TEXT NOT NULL,
	scopes          TEXT NOT NULL, -- parted by spaces
	created_by      TEXT NOT NULL, -- a member
	last_four       TEXT NOT NULL,
	created_at      INTEGER NOT NULL,
	used_at         INTEGER NOT NULL,
	expires_at      INTEGER NOT NULL,
	revoked_at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX api_keys_by_id ON api_keys (organization_id, key_id);

CREATE TABLE passwords (
	organization_id TEXT NOT NULL,
	member_id       TEXT NOT NULL,
	hash            TEXT NOT NULL, -- argon2id, with its parameters
	changed_at      INTEGER NOT NULL,
	PRIMARY KEY (organization_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE passkeys (
	organization_id TEXT NOT NULL,
	member_id       TEXT NOT NULL,
	credential_id   BLOB NOT NULL,
	credential      BLOB NOT NULL,
	name            TEXT NOT NULL,
	created_at      INTEGER NOT NULL,
	used_at         INTEGER NOT NULL,
	PRIMARY KEY (organization_id, member_id, credential_id)
) STRICT, WITHOUT ROWID;

-- Answers to requests that made something, for a client that asks again.
CREATE TABLE kept_answers (
	organization_id TEXT NOT NULL,
	key             TEXT NOT NULL,
	fingerprint     BLOB NOT NULL,
	status          INTEGER NOT NULL, -- 0 while nobody knows the answer
	header          TEXT NOT NULL,
	body            BLOB NOT NULL,
	created_at      INTEGER NOT NULL,
	PRIMARY KEY (organization_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_answers_by_age ON kept_answers (organization_id, created_at);
