package federation

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/outbound"
	"github.com/musterhq/muster/internal/saml"
)

// maxMetadata bounds a metadata file, in bytes.
const maxMetadata = 256 << 10

// ReadMetadata reads what a provider's metadata file says, where it counts now. The
// error is a sentence for the administrator.
func ReadMetadata(file []byte, now time.Time) (directory.SAMLSettings, error) {
	theirs, err := saml.ParseMetadata(file)
	if err == nil && !theirs.ValidUntil.IsZero() && !now.Before(theirs.ValidUntil) {
		err = &saml.MetadataError{Message: fmt.Sprintf(
			"It was valid until %s and has ended, so that its certificates may not be the provider's any more; download it from the identity provider again.",
			theirs.ValidUntil.UTC().Format(time.DateTime+" UTC"))}
	}
	if err != nil {
		return directory.SAMLSettings{}, ruleMetadata.Refuse(directory.Invalid, "why", strings.TrimSuffix(err.Error(), ".")).About("metadata")
	}
	settings := directory.SAMLSettings{
		EntityID:         theirs.EntityID,
		SignInURL:        theirs.SignInURL,
		PostsRequests:    theirs.SignInBinding == saml.PostBinding,
		SignOutURL:       theirs.LogoutURL,
		SignOutAnswerURL: theirs.LogoutResponseURL,
		PostsSignOut:     theirs.LogoutBinding == saml.PostBinding,
	}
	for _, certificate := range theirs.Certificates {
		settings.Certificates = append(settings.Certificates, certificate.Raw)
	}
	return settings, nil
}

// FetchMetadata reads a provider's metadata from its address. The error is an
// *outbound.Error where it could not be read, and ReadMetadata's where it says nothing
// that can be used.
func FetchMetadata(ctx context.Context, client *http.Client, address string, now time.Time) (directory.SAMLSettings, error) {
	file, err := outbound.Fetch(ctx, client, address, maxMetadata)
	if err != nil {
		return directory.SAMLSettings{}, err
	}
	settings, err := ReadMetadata(file, now)
	settings.MetadataURL = address
	return settings, err
}

// checkMetadata asks the provider for its metadata anew, and says whether what is kept
// of it still stands there. It changes nothing: whom to trust is for people to say.
func (c *Clients) checkMetadata(ctx context.Context, kept directory.SAMLSettings) Check {
	const name = "metadata"
	found, err := FetchMetadata(ctx, c.http, kept.MetadataURL, c.now())
	if failed, is := errors.AsType[*outbound.Error](err); is {
		return Check{name, false, "Its metadata could not be read. " + failed.Sentence}
	}
	if err != nil {
		return Check{name, false, "Its metadata could not be used. " + err.Error()}
	}
	var differs []string
	for _, value := range []struct{ what, kept, found string }{
		{"entity ID", kept.EntityID, found.EntityID},
		{"sign-in URL", kept.SignInURL, found.SignInURL},
		{"sign-out URL", kept.SignOutURL, found.SignOutURL},
		{"address for answers to sign-outs", kept.SignOutAnswerURL, found.SignOutAnswerURL},
	} {
		if value.kept != value.found {
			differs = append(differs, value.what)
		}
	}
	if kept.PostsRequests != found.PostsRequests || kept.PostsSignOut != found.PostsSignOut {
		differs = append(differs, "bindings")
	}
	if unlike(found.Certificates, kept.Certificates) {
		differs = append(differs, "certificates")
	}
	if len(differs) > 0 {
		return Check{name, false, fmt.Sprintf("Its metadata says something else than what is kept: %s. Read the metadata again if the provider has changed that.", strings.Join(differs, ", "))}
	}
	return Check{name, true, "Its metadata, read just now, says what is kept."}
}

// unlike says whether one list holds a certificate that the other does not.
func unlike(a, b [][]byte) bool {
	return len(a) != len(b) || slices.ContainsFunc(a, func(certificate []byte) bool {
		return !slices.ContainsFunc(b, func(other []byte) bool { return bytes.Equal(certificate, other) })
	})
}
