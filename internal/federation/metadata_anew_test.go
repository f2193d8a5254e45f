package federation_test

import (
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/federation"
)

// TestTheMetadataIsReadAnew: a test of a SAML login method whose metadata has an
// address compares what stands there now with what is kept, and changes nothing.
func TestTheMetadataIsReadAnew(t *testing.T) {
	t.Parallel()
	certificate, next := newKey(t, now).Certificate, newKey(t, now).Certificate
	says := func(entity, signIn string, certificates ...[]byte) string {
		keys := ""
		for _, each := range certificates {
			keys += `<KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>` +
				base64.StdEncoding.EncodeToString(each) + `</ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor>`
		}
		return `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="` + entity + `">` +
			`<IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">` + keys +
			`<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="` + signIn + `"/></IDPSSODescriptor></EntityDescriptor>`
	}
	const signIn = "https://idp.example/sso"
	kept := says("urn:idp", signIn, certificate)
	const otherwise = "Its metadata says something else than what is kept: %s. Read the metadata again if the provider has changed that."
	for name, test := range map[string]struct {
		status int
		now    string
		passes bool
		says   string
	}{
		"the same":              {200, kept, true, "Its metadata, read just now, says what is kept."},
		"a certificate more":    {200, says("urn:idp", signIn, certificate, next), false, fmt.Sprintf(otherwise, "certificates")},
		"another certificate":   {200, says("urn:idp", signIn, next), false, fmt.Sprintf(otherwise, "certificates")},
		"another place to go":   {200, says("urn:idp", signIn+"2", certificate), false, fmt.Sprintf(otherwise, "sign-in URL")},
		"another provider":      {200, says("urn:other", signIn, next), false, fmt.Sprintf(otherwise, "entity ID, certificates")},
		"nothing there":         {404, "", false, "Its metadata could not be read. 127.0.0.1 has nothing at this address (HTTP 404). Look whether it is copied in full."},
		"what nobody could use": {200, "<html/>", false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			settings, err := federation.ReadMetadata([]byte(kept), now)
			if err != nil {
				t.Fatal(err)
			}
			provider := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(test.status)
				io.WriteString(w, test.now)
			}))
			t.Cleanup(provider.Close)
			settings.MetadataURL = provider.URL
			clients := federation.NewClients(provider.Client(), public, func() time.Time { return now })
			checks, err := clients.Test(t.Context(), directory.LoginMethod{Protocol: directory.SAML, Settings: directory.LoginSettings{SAML: settings}})
			if err != nil {
				t.Fatal(err)
			}
			last := checks[len(checks)-1]
			if last.Name != "metadata" || last.OK != test.passes || test.says != "" && last.Sentence != test.says {
				t.Errorf("the last check is %+v, want %t %q", last, test.passes, test.says)
			}
		})
	}
}
