package administration

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"github.com/musterhq/muster/internal/directory"
)

// versionOf names what a plan says: two plans have one name where they say the
// same.
func versionOf(says any) string {
	text, err := json.Marshal(says)
	if err != nil {
		panic(err) // plans hold texts and numbers
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}

// version names what the plan says of the two, without what has no part in it, such
// as when they signed in last.
func (p MemberMerge) version() string {
	type account struct {
		ID            directory.MemberID
		Identity      directory.IdentityID
		Name, Email   string
		Role          directory.Role
		Status        directory.MemberStatus
		Licensed      bool
		InLine, Known bool
	}
	accountOf := func(m directory.Member) account {
		return account{m.ID, m.Identity, m.Name, m.Email, m.Role, m.Status, m.Licensed, m.InLine(), m.Provisioned()}
	}
	refused := ""
	if p.Refusal != nil {
		refused = p.Refusal.Said.Rule
	}
	return versionOf(struct {
		Stays, Goes, After account
		Choice             bool
		Joins              []directory.MemberTeam
		Left               []TeamLeft
		License            directory.LicenseEffect
		Ends               WaysIn
		Stranded           bool
		Detaches           directory.ConnectionID
		Refused            string
	}{
		accountOf(p.Stays), accountOf(p.Goes), accountOf(p.After),
		p.Choice, p.Joins, p.Left, p.License, p.Ends, p.Stranded, p.Detaches.ID, refused,
	})
}
