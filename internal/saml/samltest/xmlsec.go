package samltest

import (
	"context"
	"encoding/pem"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// XMLSec is Debian's xmlsec1, which nobody here wrote, as a judge of signatures.
type XMLSec struct {
	program string
	folder  string
}

// FindXMLSec finds xmlsec1. Without it the test fails: a judge who is not there
// has not agreed.
func FindXMLSec(t testing.TB) XMLSec {
	t.Helper()
	program, err := exec.LookPath("xmlsec1")
	if err != nil {
		t.Fatal("xmlsec1 is missing, which judges our signatures: install it, on Debian by apt-get install xmlsec1")
	}
	return XMLSec{program: program, folder: t.TempDir()}
}

// Verifies tells whether the signature that stands directly in an element is
// right by a certificate. element is its local name; every element with an ID is
// made known.
func (x XMLSec) Verifies(t testing.TB, signer Signer, document, element string) bool {
	t.Helper()
	return x.run(t, document,
		"--verify", "--pubkey-cert-pem", x.file(t, "cert.pem", certificatePEM(signer)),
		"--enabled-key-data", "rsa,ecdsa",
		"--node-xpath", "//*[local-name()='"+element+"']/*[local-name()='Signature']")
}

func (x XMLSec) run(t testing.TB, document string, arguments ...string) bool {
	t.Helper()
	for _, name := range []string{"Response", "AuthnRequest", "LogoutRequest", "LogoutResponse"} {
		arguments = append(arguments, "--id-attr:ID", ProtocolNamespace+":"+name)
	}
	arguments = append(arguments, "--id-attr:ID", AssertionNamespace+":Assertion", x.file(t, "document.xml", document))
	command := exec.CommandContext(context.Background(), x.program, arguments...) //nolint:gosec // a fixed program on files of the test's own folder
	output, err := command.CombinedOutput()
	if _, ran := errors.AsType[*exec.ExitError](err); err != nil && !ran {
		t.Fatalf("run xmlsec1: %v", err)
	}
	if err != nil {
		t.Logf("xmlsec1 refuses: %s", output)
	}
	return err == nil
}

func (x XMLSec) file(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(x.folder, name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func certificatePEM(signer Signer) string {
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: signer.Certificate.Raw}))
}
