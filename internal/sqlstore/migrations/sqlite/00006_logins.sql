-- What people need to sign in through providers of their organization: the login
-- methods, whom each means by a subject, the assertions that were used, and the
-- domains that organizations say are theirs. The PostgreSQL file of the same
-- number makes the same.
--
-- What is added to a table that was there has a default, for a program of the
-- version before that still runs during an upgrade.

-- +goose Up
ALTER TABLE organizations ADD COLUMN providers_only INTEGER NOT NULL DEFAULT 0;
ALTER TABLE organizations ADD COLUMN break_glass TEXT NOT NULL DEFAULT ''; -- a member, or empty

ALTER TABLE members ADD COLUMN joined_by TEXT NOT NULL DEFAULT ''; -- a login method, or empty

ALTER TABLE sessions ADD COLUMN login_method_id TEXT NOT NULL DEFAULT ''; -- empty where no provider was asked
ALTER TABLE sessions ADD COLUMN provider_session TEXT NOT NULL DEFAULT '';

CREATE TABLE login_methods (
	organization_id TEXT NOT NULL,
	login_method_id TEXT NOT NULL,
	provider        TEXT NOT NULL,
	protocol        TEXT NOT NULL,
	name            TEXT NOT NULL,
	active          INTEGER NOT NULL,
	just_in_time    INTEGER NOT NULL,
	settings        TEXT NOT NULL, -- JSON
	keys            TEXT NOT NULL, -- JSON
	created_at      INTEGER NOT NULL,
	updated_at      INTEGER NOT NULL,
	PRIMARY KEY (organization_id, login_method_id)
) STRICT;
-- Whoever comes back from a provider names the method alone.
CREATE UNIQUE INDEX login_methods_by_id ON login_methods (login_method_id);

CREATE TABLE logins (
	organization_id TEXT NOT NULL,
	member_id       TEXT NOT NULL,
	login_method_id TEXT NOT NULL,
	subject         TEXT NOT NULL,
	created_at      INTEGER NOT NULL,
	used_at         INTEGER NOT NULL,
	PRIMARY KEY (organization_id, member_id, login_method_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX logins_by_subject ON logins (organization_id, login_method_id, subject);

CREATE TABLE used_assertions (
	organization_id TEXT NOT NULL,
	login_method_id TEXT NOT NULL,
	assertion       BLOB NOT NULL, -- SHA-256 of its id
	expires_at      INTEGER NOT NULL,
	PRIMARY KEY (organization_id, login_method_id, assertion)
) STRICT, WITHOUT ROWID;
CREATE INDEX used_assertions_by_end ON used_assertions (organization_id, login_method_id, expires_at);

CREATE TABLE domains (
	organization_id TEXT NOT NULL,
	name            TEXT NOT NULL,
	proof           TEXT NOT NULL,
	created_at      INTEGER NOT NULL,
	PRIMARY KEY (organization_id, name)
) STRICT, WITHOUT ROWID;

-- Whose a domain is. The key is what lets one of two organizations have it that
-- verify it at once; it is a table of its own because only an insertion can ask
-- for that without breaking a constraint, which would end the transaction.
CREATE TABLE verified_domains (
	name            TEXT NOT NULL PRIMARY KEY,
	organization_id TEXT NOT NULL,
	verified_at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
