package federation_test

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/federation"
)

// metadata is a provider's file. Each text stands among the attributes of the list,
// of the provider, and of its role.
func metadata(t *testing.T, list, provider, role string) []byte {
	t.Helper()
	return []byte(`<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ` + list + `>
<md:EntityDescriptor entityID="urn:idp" ` + provider + `><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol" ` + role + `>
<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>` +
		base64.StdEncoding.EncodeToString(newKey(t, now).Certificate) + `</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example/sso"/>
</md:IDPSSODescriptor></md:EntityDescriptor></md:EntitiesDescriptor>`)
}

// Metadata that has ended says what was so once: a certificate in it may have been
// given up since, because somebody else has its key.
func TestMetadataThatHasEnded(t *testing.T) {
	t.Parallel()
	const ended, later = `validUntil="2026-03-01T12:00:00Z"`, `validUntil="2026-03-01T12:00:01Z"`
	const sentence = "This metadata cannot be used: It was valid until 2026-03-01 12:00:00 UTC and has ended, so that its certificates may not be the provider's any more; download it from the identity provider again."
	for name, test := range map[string]struct {
		file    []byte
		refused bool
	}{
		"without an end":    {metadata(t, "", "", ""), false},
		"a second before":   {metadata(t, later, later, later), false},
		"an ended list":     {metadata(t, ended, later, later), true},
		"an ended provider": {metadata(t, later, ended, ""), true},
		"an ended role":     {metadata(t, "", later, ended), true},
	} {
		settings, err := federation.ReadMetadata(test.file, now)
		if !test.refused && (err != nil || settings.EntityID != "urn:idp") {
			t.Errorf("%s: answered %v", name, err)
		}
		if test.refused && (directory.CodeOf(err) != directory.Invalid || strings.TrimSpace(err.Error()) != sentence || settings.EntityID != "") {
			t.Errorf("%s: answered %v", name, err)
		}
	}
	if _, err := federation.ReadMetadata(metadata(t, ended, "", ""), now.Add(-time.Second)); err != nil {
		t.Errorf("a second before its end: %v", err)
	}
}
