package federation

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/oidc"
)

// Check is one check of a test of a login method, in words.
type Check struct {
	Name     string
	OK       bool
	Sentence string
}

// Test asks a login method's provider, and looks at what is known of it. What
// could not be checked, because something before it failed, is not in the list.
func (c *Clients) Test(ctx context.Context, method directory.LoginMethod) ([]Check, error) {
	if method.Protocol == directory.SAML {
		checks, err := testSAML(method, c.now())
		if settings := method.Settings.SAML; err == nil && settings.MetadataURL != "" {
			checks = append(checks, c.checkMetadata(ctx, settings))
		}
		return checks, err
	}
	client, err := c.newClient(method) // a new one: what is kept is not asked for again
	if refusal, ok := errors.AsType[*oidc.Refusal](err); ok {
		return []Check{{string(refusal.Check), false, refusal.Message}}, nil
	}
	if err != nil {
		return nil, err
	}
	var checks []Check
	for _, check := range client.Test(ctx) {
		checks = append(checks, Check{string(check.Name), check.OK, check.Sentence})
	}
	return checks, nil
}

// soon is how long before its end a certificate is spoken of.
const soon = 30 * 24 * time.Hour

// testSAML looks at what is known of a SAML provider. Whether it signs people in
// shows only when somebody does.
func testSAML(method directory.LoginMethod, now time.Time) ([]Check, error) {
	theirs, err := IdentityProvider(method)
	if err != nil {
		return nil, err
	}
	checks := []Check{
		given("entity_id", theirs.EntityID, "The provider is called %s.", "The provider's entity ID is not known. Upload its metadata file."),
		given("sign_in_url", theirs.SignInURL, "People are sent to %s.", "The provider's sign-in URL is not known. Upload its metadata file."),
	}
	current := theirs.Current(now)
	switch {
	case len(theirs.Certificates) == 0:
		checks = append(checks, Check{"certificates", false, "No certificate of the provider is known, so nothing it says could be verified. Upload its metadata file."})
	case len(current) == 0:
		checks = append(checks, Check{"certificates", false, "No certificate of the provider is valid now. Upload its current metadata file."})
	default:
		last := current[0].NotAfter
		for _, certificate := range current {
			if certificate.NotAfter.After(last) {
				last = certificate.NotAfter
			}
		}
		check := Check{"certificates", true, fmt.Sprintf("Its signatures are verified by a certificate that is valid until %s.", last.UTC().Format(time.DateOnly))}
		if len(current) > 1 {
			check.Sentence = fmt.Sprintf("Its signatures are verified by %d certificates, the last of which is valid until %s.", len(current), last.UTC().Format(time.DateOnly))
		}
		if last.Sub(now) < soon {
			check.Sentence += " Upload its next metadata file before then."
		}
		checks = append(checks, check)
	}
	if theirs.LogoutURL != "" {
		checks = append(checks, Check{"sign_out_url", true, "Whoever signs out there is signed out here, and the other way round."})
	}
	return checks, nil
}

func given(name, value, known, unknown string) Check {
	if value == "" {
		return Check{name, false, unknown}
	}
	return Check{name, true, fmt.Sprintf(known, value)}
}
