-- The provisioning log, in a file of its own. The PostgreSQL file of the same
-- number makes the same tables, columns and indexes in the directory's database;
-- a test compares them. Times are microseconds since 1970 in UTC, 0 for none.

-- +goose Up

-- Bodies come last: whoever lists requests never reads that far. What is searched
-- is kept folded, in who (names of people) and words (everything else).
CREATE TABLE traffic_requests (
	organization_id TEXT NOT NULL,
	number          INTEGER NOT NULL, -- time of the answer, shifted by 12 bits
	connection_id   TEXT NOT NULL,
	provider        TEXT NOT NULL,
	request_id      TEXT NOT NULL,
	at              INTEGER NOT NULL,
	method          TEXT NOT NULL,
	route           TEXT NOT NULL,
	path            TEXT NOT NULL,
	query           TEXT NOT NULL,
	kind            TEXT NOT NULL,
	status          INTEGER NOT NULL,
	outcome         TEXT NOT NULL,
	sentence        TEXT NOT NULL,
	detail          TEXT NOT NULL,
	facts           TEXT NOT NULL, -- JSON
	identity_id     TEXT NOT NULL,
	member_id       TEXT NOT NULL,
	person_name     TEXT NOT NULL,
	user_name       TEXT NOT NULL,
	team_id         TEXT NOT NULL,
	team_name       TEXT NOT NULL,
	duration        INTEGER NOT NULL, -- microseconds
	address         TEXT NOT NULL,
	user_agent      TEXT NOT NULL,
	who             TEXT NOT NULL,
	words           TEXT NOT NULL,
	request_body    TEXT NOT NULL,
	response_body   TEXT NOT NULL,
	PRIMARY KEY (organization_id, number)
) STRICT;
CREATE UNIQUE INDEX traffic_requests_by_connection ON traffic_requests (organization_id, connection_id, number);
CREATE INDEX traffic_requests_by_id ON traffic_requests (organization_id, request_id, number);
CREATE UNIQUE INDEX traffic_requests_by_member ON traffic_requests (organization_id, member_id, number) WHERE member_id <> '';

-- What is known of a connection without looking through its requests.
CREATE TABLE traffic_connections (
	organization_id TEXT NOT NULL,
	connection_id   TEXT NOT NULL,
	day             INTEGER NOT NULL, -- that requests and errors count, in days since 1970, UTC
	requests        INTEGER NOT NULL,
	errors          INTEGER NOT NULL,
	last_at         INTEGER NOT NULL,
	last_address    TEXT NOT NULL,
	last_agent      TEXT NOT NULL,
	success_at      INTEGER NOT NULL,
	streak          INTEGER NOT NULL, -- errors since then
	error_at        INTEGER NOT NULL,
	error_request   TEXT NOT NULL,
	error_status    INTEGER NOT NULL,
	error_kind      TEXT NOT NULL,
	error_sentence  TEXT NOT NULL,
	error_detail    TEXT NOT NULL,
	PRIMARY KEY (organization_id, connection_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE traffic_milestones (
	organization_id TEXT NOT NULL,
	connection_id   TEXT NOT NULL,
	name            TEXT NOT NULL,
	at              INTEGER NOT NULL,
	request_id      TEXT NOT NULL,
	saw             TEXT NOT NULL,
	PRIMARY KEY (organization_id, connection_id, name)
) STRICT, WITHOUT ROWID;

-- Steps of the setup guide that people ticked.
CREATE TABLE guide_ticks (
	organization_id TEXT NOT NULL,
	connection_id   TEXT NOT NULL,
	step            TEXT NOT NULL,
	at              INTEGER NOT NULL,
	ticked_by       TEXT NOT NULL,
	PRIMARY KEY (organization_id, connection_id, step)
) STRICT, WITHOUT ROWID;
