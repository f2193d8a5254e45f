-- What people need to sign in through providers of their organization: the login
-- methods, whom each means by a subject, the assertions that were used, and the
-- domains that organizations say are theirs. The SQLite file of the same number
-- makes the same.
--
-- What is added to a table that was there has a default, for a program of the
-- version before that still runs during an upgrade.

-- +goose Up
ALTER TABLE organizations ADD COLUMN providers_only BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE organizations ADD COLUMN break_glass TEXT COLLATE "C" NOT NULL DEFAULT ''; -- a member, or empty

ALTER TABLE members ADD COLUMN joined_by TEXT COLLATE "C" NOT NULL DEFAULT ''; -- a login method, or empty

ALTER TABLE sessions ADD COLUMN login_method_id TEXT COLLATE "C" NOT NULL DEFAULT ''; -- empty where no provider was asked
ALTER TABLE sessions ADD COLUMN provider_session TEXT COLLATE "C" NOT NULL DEFAULT '';

CREATE TABLE login_methods (
	organization_id TEXT COLLATE "C" NOT NULL,
	login_method_id TEXT COLLATE "C" NOT NULL,
	provider        TEXT COLLATE "C" NOT NULL,
	protocol        TEXT COLLATE "C" NOT NULL,
	name            TEXT COLLATE "C" NOT NULL,
	active          BOOLEAN NOT NULL,
	just_in_time    BOOLEAN NOT NULL,
	settings        TEXT COLLATE "C" NOT NULL, -- JSON
	keys            TEXT COLLATE "C" NOT NULL, -- JSON
	created_at      BIGINT NOT NULL,
	updated_at      BIGINT NOT NULL,
	PRIMARY KEY (organization_id, login_method_id)
);
-- Whoever comes back from a provider names the method alone.
CREATE UNIQUE INDEX login_methods_by_id ON login_methods (login_method_id);

CREATE TABLE logins (
	organization_id TEXT COLLATE "C" NOT NULL,
	member_id       TEXT COLLATE "C" NOT NULL,
	login_method_id TEXT COLLATE "C" NOT NULL,
	subject         TEXT COLLATE "C" NOT NULL,
	created_at      BIGINT NOT NULL,
	used_at         BIGINT NOT NULL,
	PRIMARY KEY (organization_id, member_id, login_method_id)
);
CREATE UNIQUE INDEX logins_by_subject ON logins (organization_id, login_method_id, subject);

CREATE TABLE used_assertions (
	organization_id TEXT COLLATE "C" NOT NULL,
	login_method_id TEXT COLLATE "C" NOT NULL,
	assertion       BYTEA NOT NULL, -- SHA-256 of its id
	expires_at      BIGINT NOT NULL,
	PRIMARY KEY (organization_id, login_method_id, assertion)
);
CREATE INDEX used_assertions_by_end ON used_assertions (organization_id, login_method_id, expires_at);

CREATE TABLE domains (
	organization_id TEXT COLLATE "C" NOT NULL,
	name            TEXT COLLATE "C" NOT NULL,
	proof           TEXT COLLATE "C" NOT NULL,
	created_at      BIGINT NOT NULL,
	PRIMARY KEY (organization_id, name)
);

-- Whose a domain is. The key is what lets one of two organizations have it that
-- verify it at once; it is a table of its own because only an insertion can ask
-- for that without breaking a constraint, which would end the transaction.
CREATE TABLE verified_domains (
	name            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
	organization_id TEXT COLLATE "C" NOT NULL,
	verified_at     BIGINT NOT NULL
);
