package sqlstore

import (
	"github.com/musterhq/muster/internal/directory"
)

// A partial index holds those in line and nobody else: 'waiting' stands before
// 'active' in it.
var selectLicenseLine = newStatement("read the line for licenses", selectMembersWhere+`
	AND m.wait_number > 0
	AND (m.status < $2 OR m.status = $2 AND m.wait_number > $3)
	ORDER BY m.status DESC, m.wait_number
	LIMIT $4`)

var countLineBefore = newStatement("find a place in the line for licenses", `
	SELECT count(*)
	FROM members m
	WHERE m.organization_id = $1 AND m.wait_number > 0
	AND (m.status > $2 OR m.status = $2 AND m.wait_number < $3)`)

var countLine = newStatement("count the line for licenses", `
	SELECT
		count(*) FILTER (WHERE m.status = 'waiting'),
		count(*) FILTER (WHERE m.status <> 'waiting')
	FROM members m
	WHERE m.organization_id = $1 AND m.wait_number > 0`)

// An entry's own values are quoted in its JSON, so that none of them can hold
// what is looked for here.
var selectLicenseLedger = newStatement("read the ledger of licenses", entriesBefore+`
	AND (j.detail LIKE '%"license":"%'
		OR j.kind = 'licenses.changed'
		OR j.kind = 'organization.updated' AND j.personal LIKE '%"field":"licenses"%')
	ORDER BY j.place DESC
	LIMIT $3`)

func (r *reader) LicenseLine(after directory.LinePlace, limit int) ([]directory.Member, error) {
	if after.Status == "" {
		after.Status = directory.MemberWaiting
	}
	return collect(r, scanMember, selectLicenseLine, r.organization, string(after.Status), after.Number, int64(limit))
}

func (r *reader) PlaceInLine(place directory.LinePlace) (int, error) {
	before, err := single(r, "place", scanNumber, countLineBefore, r.organization, string(place.Status), place.Number)
	return int(before) + 1, err
}

func (r *reader) CountLine() (directory.LineCounts, error) {
	return single(r, "line", func(rows cursor, counts *directory.LineCounts) error {
		return rows.Scan(&counts.Waiting, &counts.Working)
	}, countLine, r.organization)
}

func (r *reader) LicenseLedger(before int64, limit int) ([]directory.Entry, error) {
	return collect(r, scanEntry, selectLicenseLedger, r.organization, beforeOnShelf(before), int64(limit))
}

func (t *tx) LicenseLine(after directory.LinePlace, limit int) ([]directory.Member, error) {
	if err := t.flush(); err != nil {
		return nil, err
	}
	return t.reader.LicenseLine(after, limit)
}

func (t *tx) PlaceInLine(place directory.LinePlace) (int, error) {
	if err := t.flush(); err != nil {
		return 0, err
	}
	return t.reader.PlaceInLine(place)
}

func (t *tx) CountLine() (directory.LineCounts, error) {
	if err := t.flush(); err != nil {
		return directory.LineCounts{}, err
	}
	return t.reader.CountLine()
}

func (t *tx) LicenseLedger(before int64, limit int) ([]directory.Entry, error) {
	if err := t.flush(); err != nil {
		return nil, err
	}
	return t.reader.LicenseLedger(before, limit)
}
