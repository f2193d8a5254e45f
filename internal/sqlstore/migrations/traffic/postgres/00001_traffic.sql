-- The provisioning log, in the directory's database. The SQLite file of the same
-- number makes the same tables, columns and indexes in a file of its own; a test
-- compares them. Times are microseconds since 1970 in UTC, 0 for none. Text is
-- ordered by its bytes (COLLATE "C"), as SQLite does it.

-- +goose Up

-- Bodies come last: whoever lists requests never reads that far. What is searched
-- is kept folded, in who (names of people) and words (everything else).
CREATE TABLE traffic_requests (
	organization_id TEXT COLLATE "C" NOT NULL,
	number          BIGINT NOT NULL, -- time of the answer, shifted by 12 bits
	connection_id   TEXT COLLATE "C" NOT NULL,
	provider        TEXT COLLATE "C" NOT NULL,
	request_id      TEXT COLLATE "C" NOT NULL,
	at              BIGINT NOT NULL,
	method          TEXT COLLATE "C" NOT NULL,
	route           TEXT COLLATE "C" NOT NULL,
	path            TEXT COLLATE "C" NOT NULL,
	query           TEXT COLLATE "C" NOT NULL,
	kind            TEXT COLLATE "C" NOT NULL,
	status          BIGINT NOT NULL,
	outcome         TEXT COLLATE "C" NOT NULL,
	sentence        TEXT COLLATE "C" NOT NULL,
	detail          TEXT COLLATE "C" NOT NULL,
	facts           TEXT COLLATE "C" NOT NULL, -- JSON
	identity_id     TEXT COLLATE "C" NOT NULL,
	member_id       TEXT COLLATE "C" NOT NULL,
	person_name     TEXT COLLATE "C" NOT NULL,
	user_name       TEXT COLLATE "C" NOT NULL,
	team_id         TEXT COLLATE "C" NOT NULL,
	team_name       TEXT COLLATE "C" NOT NULL,
	duration        BIGINT NOT NULL, -- microseconds
	address         TEXT COLLATE "C" NOT NULL,
	user_agent      TEXT COLLATE "C" NOT NULL,
	who             TEXT COLLATE "C" NOT NULL,
	words           TEXT COLLATE "C" NOT NULL,
	request_body    TEXT COLLATE "C" NOT NULL,
	response_body   TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (organization_id, number)
);
CREATE UNIQUE INDEX traffic_requests_by_connection ON traffic_requests (organization_id, connection_id, number);
CREATE INDEX traffic_requests_by_id ON traffic_requests (organization_id, request_id, number);
CREATE UNIQUE INDEX traffic_requests_by_member ON traffic_requests (organization_id, member_id, number) WHERE member_id <> '';

-- What is known of a connection without looking through its requests.
CREATE TABLE traffic_connections (
	organization_id TEXT COLLATE "C" NOT NULL,
	connection_id   TEXT COLLATE "C" NOT NULL,
	day             BIGINT NOT NULL, -- that requests and errors count, in days since 1970, UTC
	requests        BIGINT NOT NULL,
	errors          BIGINT NOT NULL,
	last_at         BIGINT NOT NULL,
	last_address    TEXT COLLATE "C" NOT NULL,
	last_agent      TEXT COLLATE "C" NOT NULL,
	success_at      BIGINT NOT NULL,
	streak          BIGINT NOT NULL, -- errors since then
	error_at        BIGINT NOT NULL,
	error_request   TEXT COLLATE "C" NOT NULL,
	error_status    BIGINT NOT NULL,
	error_kind      TEXT COLLATE "C" NOT NULL,
	error_sentence  TEXT COLLATE "C" NOT NULL,
	error_detail    TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (organization_id, connection_id)
);

CREATE TABLE traffic_milestones (
	organization_id TEXT COLLATE "C" NOT NULL,
	connection_id   TEXT COLLATE "C" NOT NULL,
	name            TEXT COLLATE "C" NOT NULL,
	at              BIGINT NOT NULL,
	request_id      TEXT COLLATE "C" NOT NULL,
	saw             TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (organization_id, connection_id, name)
);

-- Steps of the setup guide that people ticked.
CREATE TABLE guide_ticks (
	organization_id TEXT COLLATE "C" NOT NULL,
	connection_id   TEXT COLLATE "C" NOT NULL,
	step            TEXT COLLATE "C" NOT NULL,
	at              BIGINT NOT NULL,
	ticked_by       TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (organization_id, connection_id, step)
);
