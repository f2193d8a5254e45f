// Package xmlsectest lets xmlsec1, which nobody here wrote, judge signatures in
// tests and make them. Where it is missing, a test fails: a signature that only
// its own author has checked is not shown to be right.
package xmlsectest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// ids are the attributes that a signature may refer to.
var ids = []string{
	"--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:protocol:Response",
	"--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:protocol:LogoutResponse",
	"--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:protocol:AuthnRequest",
	"--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:protocol:LogoutRequest",
	"--id-attr:ID", "urn:oasis:names:tc:SAML:2.0:assertion:Assertion",
}

// Verify returns an error unless the signature at xpath was made with the key of
// a certificate. What KeyInfo says does not count.
func Verify(t *testing.T, document, xpath, certificate string) error {
	t.Helper()
	folder := t.TempDir()
	arguments := append([]string{
		"--verify", "--enabled-key-data", "key-name", "--pubkey-cert-pem", keep(t, folder, "certificate.pem", certificate),
		"--node-xpath", xpath,
	}, ids...)
	return run(t, append(arguments, keep(t, folder, "signed.xml", document))...)
}

// Sign fills in the signature that a document has as a template.
func Sign(t *testing.T, template, key string) string {
	t.Helper()
	folder := t.TempDir()
	signed := filepath.Join(folder, "signed.xml")
	arguments := append([]string{"--sign", "--privkey-pem", keep(t, folder, "key.pem", key), "--output", signed}, ids...)
	if err := run(t, append(arguments, keep(t, folder, "template.xml", template))...); err != nil {
		t.Fatal(err)
	}
	document, err := os.ReadFile(signed) //nolint:gosec // written a moment ago
	if err != nil {
		t.Fatal(err)
	}
	return string(document)
}

func run(t *testing.T, arguments ...string) error {
	t.Helper()
	path, err := exec.LookPath("xmlsec1")
	if err != nil {
		t.Fatal("xmlsec1 is missing, which judges the signatures: install it (Debian: apt-get install xmlsec1)")
	}
	printed, err := exec.CommandContext(t.Context(), path, arguments...).CombinedOutput() //nolint:gosec // arguments of the test
	if err != nil {
		return fmt.Errorf("xmlsec1: %w\n%s", err, printed)
	}
	return nil
}

func keep(t *testing.T, folder, name, text string) string {
	t.Helper()
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
