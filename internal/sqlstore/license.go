package sqlstore

import (
	"github.com/musterhq/muster/internal/directory"
)

var selectLicenses = newStatement("read licenses", `
	SELECT licenses_bought, licenses_in_use, licenses_in_line, licenses_opening
	FROM organizations
	WHERE organization_id = $1`)

var updateLicensesBought = newStatement("set licenses", `
	UPDATE organizations
	SET licenses_bought = $2
	WHERE organization_id = $1`)

var selectHolding = newStatement("read license", `
	SELECT m.licensed, m.wait_number
	FROM members m
	WHERE m.organization_id = $1 AND m.member_id = $2`)

var takeLicense = newStatement("take license", `
	UPDATE members
	SET licensed = true, wait_number = 0, waiting_since = 0
	WHERE organization_id = $1 AND member_id = $2 AND NOT licensed`)

var releaseLicense = newStatement("release license", `
	UPDATE members
	SET licensed = false
	WHERE organization_id = $1 AND member_id = $2 AND licensed`)

var leaveLine = newStatement("leave the line for licenses", `
	UPDATE members
	SET wait_number = 0, waiting_since = 0
	WHERE organization_id = $1 AND member_id = $2 AND wait_number > 0`)

// holding is what a member has of the pool: a license, or a place in line.
type holding struct {
	licensed   bool
	waitNumber int64
}

func scanHolding(rows cursor, holding *holding) error {
	return rows.Scan(&holding.licensed, &holding.waitNumber)
}

func licenseColumns(licenses *directory.Licenses) []any {
	return []any{&licenses.Bought, &licenses.InUse, &licenses.InLine, &licenses.Opening}
}

func (r *reader) Licenses() (directory.Licenses, error) {
	return single(r, "organization", func(rows cursor, licenses *directory.Licenses) error {
		return rows.Scan(licenseColumns(licenses)...)
	}, selectLicenses, r.organization)
}

func (t *tx) Licenses() (directory.Licenses, error) {
	return t.ledger.licenses, nil
}

func (t *tx) SetLicenses(bought int) error {
	// The fence compares what is taken with what is bought at that moment, so
	// what was taken before is counted before.
	if err := t.flush(); err != nil {
		return err
	}
	if _, err := t.exec(updateLicensesBought, t.organization, int64(bought)); err != nil {
		return err
	}
	t.ledger.licenses.Bought = bought
	return nil
}

func (t *tx) TakeLicense(member directory.MemberID) error {
	newcomer := t.ledger.newcomer(member)
	before, err := t.holding(newcomer, member)
	if err != nil || before.licensed {
		return err
	}
	if t.ledger.licenses.Free() == 0 {
		return noLicense()
	}
	t.ledger.moved(before, holding{licensed: true})
	t.wrote()
	if newcomer != nil {
		newcomer.Licensed, newcomer.Wait = true, directory.Wait{}
		return nil
	}
	_, err = t.exec(takeLicense, t.organization, string(member))
	return err
}

// holding reads what a member has, who is a newcomer or stands in the database.
func (t *tx) holding(newcomer *directory.Member, member directory.MemberID) (holding, error) {
	if newcomer != nil {
		return holding{newcomer.Licensed, newcomer.Wait.Number}, nil
	}
	return single(t.reader, "member", scanHolding, selectHolding, t.organization, string(member))
}

// moved counts what a member has now, and had before.
func (l *ledger) moved(before, now holding) {
	l.licenses.InUse += one(now.licensed) - one(before.licensed)
	l.licenses.InLine += one(now.waitNumber > 0) - one(before.waitNumber > 0)
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

func noLicense() error {
	return directory.RuleNoLicenseAtAll.Refuse(directory.NoLicense)
}

func (t *tx) ReleaseLicense(member directory.MemberID) error {
	if !isText(string(member)) {
		return notFound("member")
	}
	if newcomer := t.ledger.newcomer(member); newcomer != nil {
		if newcomer.Licensed || newcomer.InLine() {
			t.ledger.moved(holding{newcomer.Licensed, newcomer.Wait.Number}, holding{})
			newcomer.Licensed, newcomer.Wait = false, directory.Wait{}
			t.wrote()
		}
		return nil
	}
	released, err := t.exec(releaseLicense, t.organization, string(member))
	if err != nil {
		return err
	}
	t.ledger.licenses.InUse -= int(released)
	if released == 0 {
		return t.leaveLine(member)
	}
	return nil
}

// leaveLine takes somebody without a license out of the line, where they stand in
// it.
func (t *tx) leaveLine(member directory.MemberID) error {
	before, err := t.holding(nil, member)
	if err != nil || before.waitNumber == 0 {
		return err
	}
	t.ledger.moved(before, holding{})
	_, err = t.exec(leaveLine, t.organization, string(member))
	return err
}

// PassLicense moves what is counted already, so the pool is not asked.
func (t *tx) PassLicense(from, to directory.MemberID) error {
	for _, id := range []directory.MemberID{from, to} {
		if !isText(string(id)) {
			return notFound("member")
		}
		if err := t.storeNewcomer(id); err != nil {
			return err
		}
	}
	gives, err := t.holding(nil, from)
	if err != nil {
		return err
	}
	takes, err := t.holding(nil, to)
	if err != nil || !gives.licensed || takes.licensed {
		return err
	}
	if _, err := t.exec(releaseLicense, t.organization, string(from)); err != nil {
		return err
	}
	if _, err := t.exec(takeLicense, t.organization, string(to)); err != nil {
		return err
	}
	t.ledger.moved(gives, holding{})
	t.ledger.moved(takes, holding{licensed: true})
	return nil
}
