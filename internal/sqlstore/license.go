package sqlstore

import (
	"github.com/musterhq/muster/internal/directory"
)

var selectLicenses = newStatement("read licenses", `
	SELECT licenses_bought, licenses_in_use
	FROM organizations
	WHERE organization_id = $1`)

var updateLicensesBought = newStatement("set licenses", `
	UPDATE organizations
	SET licenses_bought = $2
	WHERE organization_id = $1`)

var selectLicensed = newStatement("read license", `
	SELECT m.licensed
	FROM members m
	WHERE m.organization_id = $1 AND m.member_id = $2`)

var takeLicense = newStatement("take license", `
	UPDATE members
	SET licensed = true
	WHERE organization_id = $1 AND member_id = $2 AND NOT licensed`)

var releaseLicense = newStatement("release license", `
	UPDATE members
	SET licensed = false
	WHERE organization_id = $1 AND member_id = $2 AND licensed`)

func (r *reader) Licenses() (directory.Licenses, error) {
	return single(r, "organization", func(rows cursor, licenses *directory.Licenses) error {
		return rows.Scan(&licenses.Bought, &licenses.InUse)
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
	if newcomer != nil && newcomer.Licensed {
		return nil
	}
	if newcomer == nil {
		licensed, err := t.licensed(member)
		if err != nil || licensed {
			return err
		}
	}
	if t.ledger.licenses.Free() == 0 {
		return noLicense()
	}
	t.ledger.licenses.InUse++
	t.wrote()
	if newcomer != nil {
		newcomer.Licensed = true
		return nil
	}
	_, err := t.exec(takeLicense, t.organization, string(member))
	return err
}

// licensed says whether the database holds a license of the member.
func (t *tx) licensed(member directory.MemberID) (bool, error) {
	return single(t.reader, "member", scanBool, selectLicensed, t.organization, string(member))
}

func noLicense() error {
	return directory.RuleNoLicenseAtAll.Refuse(directory.NoLicense)
}

func (t *tx) ReleaseLicense(member directory.MemberID) error {
	if !isText(string(member)) {
		return notFound("member")
	}
	if newcomer := t.ledger.newcomer(member); newcomer != nil {
		if newcomer.Licensed {
			newcomer.Licensed = false
			t.ledger.licenses.InUse--
			t.wrote()
		}
		return nil
	}
	released, err := t.exec(releaseLicense, t.organization, string(member))
	if err != nil {
		return err
	}
	if released == 0 {
		_, err := t.licensed(member)
		return err
	}
	t.ledger.licenses.InUse -= int(released)
	return nil
}
