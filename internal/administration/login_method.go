package administration

import (
	"strings"

	"github.com/musterhq/muster/internal/directory"
)

// methodEntry begins an entry about a login method.
func methodEntry(caller Caller, kind directory.EntryKind, method directory.LoginMethod, changes []directory.Change) directory.Entry {
	entry := caller.entry(kind, method.UpdatedAt)
	entry.Personal = &directory.Personal{Subject: method.Name, Changes: changes}
	return entry
}

// methodChanges are what an edit changed, without secrets and keys. It names all
// that an edit can change: where it is empty, nothing is written.
func methodChanges(before, after directory.LoginMethod) []directory.Change {
	changes := changed("name", before.Name, after.Name)
	changes = append(changes, changed("just_in_time", yesOrNo(before.JustInTime), yesOrNo(after.JustInTime))...)
	a, b := before.Settings, after.Settings
	changes = append(changes, changed("issuer", before.Issuer(), after.Issuer())...)
	changes = append(changes, changed("client_id", a.OIDC.ClientID, b.OIDC.ClientID)...)
	changes = append(changes, changed("client_secret", isSet(a.OIDC.ClientSecret), isSet(b.OIDC.ClientSecret))...)
	if a.OIDC.ClientSecret != b.OIDC.ClientSecret && a.OIDC.ClientSecret != "" && b.OIDC.ClientSecret != "" {
		changes = append(changes, directory.Change{Field: "client_secret", Before: "set", After: "replaced"})
	}
	changes = append(changes, changed("sign_in_url", a.SAML.SignInURL, b.SAML.SignInURL)...)
	changes = append(changes, changed("posts_requests", yesOrNo(a.SAML.PostsRequests), yesOrNo(b.SAML.PostsRequests))...)
	changes = append(changes, changed("sign_out_url", a.SAML.SignOutURL, b.SAML.SignOutURL)...)
	changes = append(changes, changed("sign_out_answer_url", a.SAML.SignOutAnswerURL, b.SAML.SignOutAnswerURL)...)
	changes = append(changes, changed("posts_sign_out", yesOrNo(a.SAML.PostsSignOut), yesOrNo(b.SAML.PostsSignOut))...)
	changes = append(changes, changed("metadata_url", a.SAML.MetadataURL, b.SAML.MetadataURL)...)
	changes = append(changes, changed("certificates", fingerprints(a.SAML.Certificates), fingerprints(b.SAML.Certificates))...)
	changes = append(changes, changed("unsolicited", yesOrNo(a.SAML.Unsolicited), yesOrNo(b.SAML.Unsolicited))...)
	return append(changes, changed("signing_certificates", keyFingerprints(before.Keys), keyFingerprints(after.Keys))...)
}

func yesOrNo(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

func isSet(secret string) string {
	if secret == "" {
		return ""
	}
	return "set"
}

// methodName is what a login method is called: the provider's name where nobody
// chose another.
func methodName(name string, provider directory.Provider, protocol directory.LoginProtocol) (string, error) {
	name = strings.TrimSpace(name)
	switch {
	case name == "" && provider == directory.Other:
		return "Single sign-on (" + strings.ToUpper(string(protocol)) + ")", nil
	case name == "":
		return provider.Name(), nil
	}
	if err := (directory.Organization{Name: name}).Validate(); err != nil || len(name) > maxMethodName {
		return "", ruleMethodName.Refuse(directory.Invalid).About("name")
	}
	return name, nil
}

// maxMethodName is how long the name of a login method may be, in bytes: it stands
// on a button.
const maxMethodName = 100

// otherActive says whether people could still come in by another login method.
func otherActive(reader directory.Reader, id directory.LoginMethodID) (bool, error) {
	methods, err := reader.LoginMethods()
	for _, method := range methods {
		if method.ID != id && method.Active {
			return true, err
		}
	}
	return false, err
}
