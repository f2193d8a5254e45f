package scimserver

import (
	"net/http"
	"strings"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/secret"
	"github.com/musterhq/muster/scim"
)

// One sentence answers every wrong Secret Token, whatever is wrong with it, so
// that guessing teaches nothing: not even whether a connection exists.
var errWrongToken = &scim.Error{Status: http.StatusUnauthorized, Detail: "The Secret Token is not valid for this Tenant URL; enter the current token from the connection's settings, and if provisioning was switched off, switch it on first."}

var errNoToken = &scim.Error{Status: http.StatusUnauthorized, Detail: "The request carries no Secret Token; enter the token of the connection as the API token, with or without the word Bearer before it."}

var errBasic = &scim.Error{Status: http.StatusUnauthorized, Detail: "Basic authentication is not accepted; choose HTTP header or OAuth bearer token and enter the connection's Secret Token."}

// authenticate finds what the request's Secret Token opens. The store is asked
// every time: whatever it remembers, a token that was changed or revoked anywhere
// stops counting at once. When the path names a connection it must be the token's own.
// What is switched off is returned too, beside the refusal.
func (s *Server) authenticate(r *http.Request, named directory.ConnectionID) (directory.Access, error) {
	text, err := presentedToken(r.Header)
	if err != nil {
		return directory.Access{}, err
	}
	token, err := secret.Parse(secret.SCIM, text)
	if err != nil {
		return directory.Access{}, errWrongToken
	}
	access, err := s.store.Authenticate(r.Context(), directory.CredentialHash(token.Hash()))
	if directory.CodeOf(err) == directory.Unauthorized {
		return directory.Access{}, errWrongToken
	}
	if err != nil {
		return directory.Access{}, err
	}
	if named != "" && named != access.Connection.ID {
		return directory.Access{}, errWrongToken
	}
	if access.Organization.Status != directory.OrganizationActive {
		return access, directory.Errorf(directory.Disabled, "This organization is suspended; ask the vendor of the product to open it again.")
	}
	if access.Connection.State != directory.ConnectionEnabled {
		return access, directory.Errorf(directory.Disabled, "Provisioning is switched off for this connection; switch it on in the connection's settings and enter the new Secret Token.")
	}
	return access, nil
}

// presentedToken reads the Authorization header. Okta's Header Auth app sends
// what was typed, with or without "Bearer", and some type it where the form adds
// it too.
func presentedToken(header http.Header) (string, error) {
	values := header.Values("Authorization")
	if len(values) > 1 {
		return "", refuse(http.StatusUnauthorized, "", "The request carries several Authorization headers; send one.")
	}
	if len(values) == 0 {
		return "", errNoToken
	}
	token := strings.TrimSpace(values[0])
	for {
		scheme, rest, found := strings.Cut(token, " ")
		if !found {
			break
		}
		if strings.EqualFold(scheme, "Basic") {
			return "", errBasic
		}
		if !strings.EqualFold(scheme, "Bearer") {
			return "", errWrongToken
		}
		token = strings.TrimSpace(rest)
	}
	if token == "" || strings.EqualFold(token, "Bearer") {
		return "", errNoToken
	}
	return token, nil
}
