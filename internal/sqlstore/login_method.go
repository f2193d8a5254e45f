package sqlstore

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/musterhq/muster/internal/directory"
)

const (
	loginMethodColumns = `
	l.login_method_id,
	l.organization_id,
	l.provider,
	l.protocol,
	l.name,
	l.active,
	l.just_in_time,
	l.settings,
	l.keys,
	l.created_at,
	l.updated_at`

	loginMethodsWhere = `
	SELECT ` + loginMethodColumns + `
	FROM login_methods l
	WHERE `
)

var findLoginMethod = newStatement("find login method", loginMethodsWhere+`l.login_method_id = $1`)

var selectLoginMethod = newStatement("read login method", loginMethodsWhere+`l.organization_id = $1 AND l.login_method_id = $2`)

var selectLoginMethods = newStatement("list login methods", loginMethodsWhere+`
	l.organization_id = $1
	ORDER BY l.created_at, l.login_method_id`)

var insertLoginMethod = newStatement("create login method", `
	INSERT INTO login_methods (organization_id, login_method_id, provider, protocol, name, active, just_in_time,
		settings, keys, created_at, updated_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`)

var updateLoginMethod = newStatement("update login method", `
	UPDATE login_methods
	SET name = $3, active = $4, just_in_time = $5, settings = $6, keys = $7, updated_at = $8
	WHERE organization_id = $1 AND login_method_id = $2`)

var deleteLoginMethod = newStatement("remove login method", `
	DELETE FROM login_methods
	WHERE organization_id = $1 AND login_method_id = $2`)

// It walks through the sessions of the organization: this is asked for when
// somebody changes a method, and an index would have to be kept for every
// session.
var deleteSessionsOfMethod = newStatement("end sessions", `
	DELETE FROM sessions
	WHERE organization_id = $1 AND login_method_id = $2`)

func scanLoginMethod(rows cursor, method *directory.LoginMethod) error {
	var created, updated int64
	var settings, keys string
	err := rows.Scan(
		(*string)(&method.ID),
		(*string)(&method.Organization),
		(*string)(&method.Provider),
		(*string)(&method.Protocol),
		&method.Name,
		&method.Active,
		&method.JustInTime,
		&settings,
		&keys,
		&created,
		&updated,
	)
	if err != nil {
		return err
	}
	method.CreatedAt = timeFromMicros(created)
	method.UpdatedAt = timeFromMicros(updated)
	if err := json.Unmarshal([]byte(settings), &method.Settings); err != nil {
		return fmt.Errorf("read the settings: %w", err)
	}
	if err := json.Unmarshal([]byte(keys), &method.Keys); err != nil {
		return fmt.Errorf("read the keys: %w", err)
	}
	return nil
}

// FindLoginMethod returns a login method of whichever organization; see
// directory.Store.
func (s *Store) FindLoginMethod(ctx context.Context, id directory.LoginMethodID) (directory.LoginMethod, error) {
	return single(s.view(ctx, ""), "login method", scanLoginMethod, findLoginMethod, string(id))
}

func (r *reader) LoginMethods() ([]directory.LoginMethod, error) {
	return collect(r, scanLoginMethod, selectLoginMethods, r.organization)
}

func (r *reader) LoginMethod(id directory.LoginMethodID) (directory.LoginMethod, error) {
	return single(r, "login method", scanLoginMethod, selectLoginMethod, r.organization, string(id))
}

// requireLoginMethod is requireConnection for login methods.
func (t *tx) requireLoginMethod(id directory.LoginMethodID) error {
	_, err := t.LoginMethod(id)
	return err
}

// textFromSettings returns them as JSON, which would put another text in the
// place of one that no column can hold.
func textFromSettings(settings directory.LoginSettings) (string, error) {
	oidc, saml := settings.OIDC, settings.SAML
	if !areTexts([]any{
		oidc.Issuer, oidc.ClientID, oidc.ClientSecret,
		saml.EntityID, saml.SignInURL, saml.SignOutURL, saml.SignOutAnswerURL, saml.MetadataURL,
	}) {
		return "", notText()
	}
	text, err := json.Marshal(settings)
	return string(text), err
}

func textFromKeys(keys []directory.SigningKey) (string, error) {
	stored := slices.Clone(keys)
	for i := range stored {
		stored[i].CreatedAt = timeFromMicros(micros(stored[i].CreatedAt))
	}
	text, err := json.Marshal(stored)
	return string(text), err
}

func (t *tx) CreateLoginMethod(method directory.LoginMethod) error {
	settings, err := textFromSettings(method.Settings)
	if err != nil {
		return err
	}
	keys, err := textFromKeys(method.Keys)
	if err != nil {
		return err
	}
	_, err = t.exec(insertLoginMethod,
		t.organization,
		string(method.ID),
		string(method.Provider),
		string(method.Protocol),
		method.Name,
		method.Active,
		method.JustInTime,
		settings,
		keys,
		micros(method.CreatedAt),
		micros(method.UpdatedAt),
	)
	return err
}

func (t *tx) UpdateLoginMethod(method directory.LoginMethod) error {
	if !isText(string(method.ID)) {
		return notFound("login method")
	}
	settings, err := textFromSettings(method.Settings)
	if err != nil {
		return err
	}
	keys, err := textFromKeys(method.Keys)
	if err != nil {
		return err
	}
	affected, err := t.exec(updateLoginMethod,
		t.organization,
		string(method.ID),
		method.Name,
		method.Active,
		method.JustInTime,
		settings,
		keys,
		micros(method.UpdatedAt),
	)
	if err == nil && affected == 0 {
		return notFound("login method")
	}
	return err
}

func (t *tx) DeleteLoginMethod(id directory.LoginMethodID) error {
	if !isText(string(id)) {
		return notFound("login method")
	}
	affected, err := t.exec(deleteLoginMethod, t.organization, string(id))
	if err != nil {
		return err
	}
	if affected == 0 {
		return notFound("login method")
	}
	for _, forget := range []*statement{
		deleteSessionsOfMethod,
		deleteLoginsOfMethod,
		deleteAssertionsOfMethod,
	} {
		if _, err := t.exec(forget, t.organization, string(id)); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) EndLoginSessions(id directory.LoginMethodID) (int, error) {
	if id == "" || !isText(string(id)) { // none names the sessions of no method
		return 0, nil
	}
	ended, err := t.exec(deleteSessionsOfMethod, t.organization, string(id))
	return int(ended), err
}
