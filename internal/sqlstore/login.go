package sqlstore

import (
	"github.com/musterhq/muster/internal/directory"
)

const loginsWhere = `
	SELECT member_id, login_method_id, subject, created_at, used_at
	FROM logins
	WHERE organization_id = $1 `

var selectLogin = newStatement("read login", loginsWhere+`AND login_method_id = $2 AND subject = $3`)

var selectLogins = newStatement("list logins", loginsWhere+`AND member_id = $2
	ORDER BY created_at, login_method_id`)

// A subject that is tied meets one index, a member who is tied the other.
var insertLogin = newStatement("create login", `
	INSERT INTO logins (organization_id, member_id, login_method_id, subject, created_at, used_at)
	VALUES ($1, $2, $3, $4, $5, $6)
	ON CONFLICT DO NOTHING`)

var updateLogin = newStatement("update login", `
	UPDATE logins
	SET used_at = $4
	WHERE organization_id = $1 AND login_method_id = $2 AND subject = $3`)

var deleteLogin = newStatement("remove login", `
	DELETE FROM logins
	WHERE organization_id = $1 AND member_id = $2 AND login_method_id = $3`)

var deleteLoginsOfMember = newStatement("remove logins", `
	DELETE FROM logins
	WHERE organization_id = $1 AND member_id = $2`)

var deleteLoginsOfMethod = newStatement("remove logins", `
	DELETE FROM logins
	WHERE organization_id = $1 AND login_method_id = $2`)

func scanLogin(rows cursor, login *directory.Login) error {
	var created, used int64
	err := rows.Scan((*string)(&login.Member), (*string)(&login.Method), &login.Subject, &created, &used)
	login.CreatedAt = timeFromMicros(created)
	login.UsedAt = timeFromMicros(used)
	return err
}

func (r *reader) Login(method directory.LoginMethodID, subject string) (directory.Login, error) {
	return single(r, "login", scanLogin, selectLogin, r.organization, string(method), subject)
}

func (r *reader) Logins(member directory.MemberID) ([]directory.Login, error) {
	return collect(r, scanLogin, selectLogins, r.organization, string(member))
}

func (t *tx) CreateLogin(login directory.Login) error {
	if err := t.requireLoginMethod(login.Method); err != nil {
		return err
	}
	if err := t.requireMember(login.Member); err != nil {
		return err
	}
	affected, err := t.exec(insertLogin,
		t.organization,
		string(login.Member),
		string(login.Method),
		login.Subject,
		micros(login.CreatedAt),
		micros(login.UsedAt),
	)
	if err == nil && affected == 0 {
		return directory.RuleSubjectIsTied.Refuse(directory.Taken).About("subject")
	}
	return err
}

func (t *tx) UpdateLogin(login directory.Login) error {
	if !isText(string(login.Method)) || !isText(login.Subject) {
		return notFound("login")
	}
	affected, err := t.exec(updateLogin, t.organization, string(login.Method), login.Subject, micros(login.UsedAt))
	if err == nil && affected == 0 {
		return notFound("login")
	}
	return err
}

func (t *tx) DeleteLogin(method directory.LoginMethodID, member directory.MemberID) error {
	if !isText(string(method)) || !isText(string(member)) {
		return notFound("login")
	}
	affected, err := t.exec(deleteLogin, t.organization, string(member), string(method))
	if err == nil && affected == 0 {
		return notFound("login")
	}
	return err
}
