package sqlstore

import (
	"crypto/sha256"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// One that was noted and is over by now may be noted again: the statement takes
// its row, so that what is refused has written nothing.
var insertAssertion = newStatement("use assertion", `
	INSERT INTO used_assertions (organization_id, login_method_id, assertion, expires_at)
	VALUES ($1, $2, $3, $4)
	ON CONFLICT (organization_id, login_method_id, assertion) DO UPDATE
	SET expires_at = excluded.expires_at
	WHERE used_assertions.expires_at <= $5`)

var deleteOldAssertions = newStatement("forget old assertions", `
	DELETE FROM used_assertions
	WHERE organization_id = $1 AND login_method_id = $2 AND expires_at <= $3`)

var deleteAssertionsOfMethod = newStatement("forget assertions", `
	DELETE FROM used_assertions
	WHERE organization_id = $1 AND login_method_id = $2`)

// UseAssertion notes the hash of an assertion's name, which a provider may make
// as long as it likes.
func (t *tx) UseAssertion(method directory.LoginMethodID, assertion string, until, now time.Time) error {
	if err := t.requireLoginMethod(method); err != nil {
		return err
	}
	hash := sha256.Sum256([]byte(assertion))
	affected, err := t.exec(insertAssertion, t.organization, string(method), hash[:], micros(until), micros(now))
	if err != nil {
		return err
	}
	if affected == 0 {
		return directory.RuleAssertionIsUsed.Refuse(directory.Taken).About("assertion")
	}
	_, err = t.exec(deleteOldAssertions, t.organization, string(method), micros(now))
	return err
}
