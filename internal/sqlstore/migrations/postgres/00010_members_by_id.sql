-- Members are listed in order of their ids, so that a create writes one tree
-- less.

-- +goose Up
DROP INDEX members_by_ordinal;
