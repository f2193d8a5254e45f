-- Nothing: the SQLite file of the same number gives the journal the kind of
-- table that PostgreSQL's has anyway.

-- +goose Up
