package sqlstore

import (
	"github.com/musterhq/muster/internal/directory"
)

// An account that gains or loses the license, one that does neither, and one whose
// license and place in line are set to what they are to be. Whoever may not work
// any more is signed out everywhere: of what was made by a clock that was ahead,
// nothing is younger than that.
var (
	turnAccount  = newStatement("set account", setAccount+`, licensed = $11 `+whereAccount+` AND licensed <> $11`)
	keepAccount  = newStatement("set account", setAccount+whereAccount+` AND licensed = $11`)
	leaveAccount = newStatement("set account", setAccount+whereAccount)
	placeAccount = newStatement("set account", setAccount+`, licensed = $11, wait_number = $12, waiting_since = $13 `+whereAccount)
)

const (
	setAccount = `
	UPDATE members
	SET name = $3, email = $4, search_key = $5, status = $6, identity_id = $7, updated_at = $8,
		adopted_by = CASE WHEN $9 = '' THEN adopted_by ELSE $9 END,
		unclaimed_address = CASE WHEN origin = '' AND $7 = '' THEN $10 ELSE '' END,
		signed_out_at = CASE WHEN $6 = 'deactivated' AND status <> 'deactivated' THEN (
			SELECT MAX(made.made_at)
			FROM (
				SELECT CAST($8 AS BIGINT) AS made_at
				UNION ALL
				SELECT s.created_at FROM sessions s WHERE s.organization_id = $1 AND s.member_id = $2
				UNION ALL
				SELECT k.created_at FROM api_keys k WHERE k.organization_id = $1 AND k.created_by = $2) made)
			ELSE signed_out_at END`

	whereAccount = `
	WHERE organization_id = $1 AND member_id = $2
	AND CASE WHEN role = 'owner' AND status = 'active' AND $6 <> 'active'
		THEN ` + anotherOwner + ` ELSE true END`
)

// SetAccount looks at what the member has only where that decides something: where
// nobody is in line and a license is free, an update says by itself what it did.
func (t *tx) SetAccount(id directory.MemberID, account directory.Account) (directory.LicenseEffect, error) {
	if !isText(string(id)) {
		return "", notFound("member")
	}
	if account.AdoptedBy != "" {
		if err := t.requireConnection(account.AdoptedBy); err != nil {
			return "", err
		}
	}
	if err := t.storeNewcomer(id); err != nil {
		return "", err
	}
	args := []any{
		t.organization,
		string(id),
		account.Name,
		account.Email,
		directory.SearchKey(account.Name, account.Email),
		string(account.Status),
		string(account.Identity),
		micros(account.UpdatedAt),
		string(account.AdoptedBy),
		directory.FoldLoosely(account.Email),
	}
	licenses := t.ledger.licenses
	switch {
	case account.License == directory.LeaveLicense:
		return "", t.setAccount(id, leaveAccount, args)
	case account.License == directory.AwaitLicense, licenses.InLine > 0, account.License == directory.HoldLicense && licenses.Free() == 0:
		return t.placeAccount(id, account, args)
	}
	return t.turnAccount(id, account.License == directory.HoldLicense, args)
}

func (t *tx) setAccount(id directory.MemberID, text *statement, args []any) error {
	return t.whereOwnerStays(id, func() (bool, error) {
		affected, err := t.exec(text, args...)
		return affected > 0, err
	})
}

// turnAccount sets the account of somebody who stands in no line.
func (t *tx) turnAccount(id directory.MemberID, licensed bool, args []any) (directory.LicenseEffect, error) {
	args = append(args, licensed)
	var effect directory.LicenseEffect
	err := t.whereOwnerStays(id, func() (bool, error) {
		turned, err := t.exec(turnAccount, args...)
		if err != nil {
			return false, err
		}
		if turned == 0 {
			kept, err := t.exec(keepAccount, args...)
			return kept > 0, err
		}
		effect = t.ledger.turned(holding{licensed: !licensed}, holding{licensed: licensed})
		return true, nil
	})
	return effect, err
}

// placeAccount sets the account of somebody of whom it is read first what they
// have.
func (t *tx) placeAccount(id directory.MemberID, account directory.Account, args []any) (directory.LicenseEffect, error) {
	before, err := t.holding(nil, id)
	if err != nil {
		return "", err
	}
	var now holding
	switch account.License {
	case directory.HoldLicense:
		now.licensed = true
	case directory.AwaitLicense:
		now.waitNumber = account.Wait.Number
	case directory.DropLicense, directory.LeaveLicense:
	}
	if now.licensed && !before.licensed && t.ledger.licenses.Free() == 0 {
		return "", noLicense()
	}
	since := account.Wait.Since
	if now.waitNumber == 0 {
		since = directory.Wait{}.Since
	}
	if err := t.setAccount(id, placeAccount, append(args, now.licensed, now.waitNumber, micros(since))); err != nil {
		return "", err
	}
	return t.ledger.turned(before, now), nil
}

// turned counts as moved does, and says what happened.
func (l *ledger) turned(before, now holding) directory.LicenseEffect {
	l.moved(before, now)
	switch {
	case now.licensed && !before.licensed:
		return directory.LicenseTaken
	case before.licensed && !now.licensed:
		return directory.LicenseReleased
	case now.waitNumber > 0 && before.waitNumber == 0:
		return directory.LicenseAwaited
	case before.waitNumber > 0 && now.waitNumber == 0:
		return directory.LicenseForgone
	}
	return ""
}
