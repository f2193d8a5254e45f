-- The journal becomes a table of rows with an index beside it. Its entries are
-- wide and only ever added: at the end of such a table SQLite begins a new page
-- where a tree ordered by its key shares its last pages out anew. PostgreSQL has
-- no other tables, so its file of the same number is empty.

-- +goose Up
CREATE TABLE journal_rows (
	organization_id TEXT NOT NULL,
	number          INTEGER NOT NULL,
	at              INTEGER NOT NULL,
	kind            TEXT NOT NULL,
	detail          TEXT NOT NULL, -- JSON: actor, request, what it is about
	personal        TEXT NOT NULL, -- JSON; empty where there is nothing personal, and once it was erased
	PRIMARY KEY (organization_id, number)
) STRICT;
INSERT INTO journal_rows (organization_id, number, at, kind, detail, personal)
SELECT organization_id, number, at, kind, detail, personal
FROM journal
ORDER BY organization_id, number;
DROP TABLE journal;
ALTER TABLE journal_rows RENAME TO journal;
