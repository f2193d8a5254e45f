package identity

import (
	"cmp"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"time"
)

// SAMLProvider is Debian's SimpleSAMLphp, running. It calls people by their
// address.
type SAMLProvider struct {
	MetadataURL string

	program *program
	folder  string
	trusted int
}

// Person is somebody whom the SAML provider knows.
type Person struct {
	// Name and Password are what they type.
	Name, Password string
	Email          string
	// DisplayName is what the provider calls them, the name that they type when empty.
	DisplayName string
	// Barred keeps them out of every application.
	Barred bool
}

// knownAs is what the provider says of somebody.
type knownAs struct {
	Mail        []string `json:"mail"`
	DisplayName []string `json:"displayName"`
	Barred      []string `json:"barred,omitempty"`
}

func (p Person) known() knownAs {
	known := knownAs{Mail: []string{p.Email}, DisplayName: []string{cmp.Or(p.DisplayName, p.Name)}}
	if p.Barred {
		known.Barred = []string{"yes"}
	}
	return known
}

// startedAt is where PHP says that its server is.
var startedAt = regexp.MustCompile(`\((http://127\.0\.0\.1:\d+)\) started`)

// ordinaryRequest is what PHP's server prints of one.
var ordinaryRequest = regexp.MustCompile(`\] 127\.0\.0\.1:\d+ (Accepted|Closing|\[[23]\d\d\])`)

// OpenSAMLProvider starts the provider with the people whom it knows. It writes
// what troubles it into log.
func (f Folder) OpenSAMLProvider(log io.Writer, people ...Person) (*SAMLProvider, error) {
	folder, err := os.MkdirTemp("", "saml-provider")
	if err != nil {
		return nil, err
	}
	p := &SAMLProvider{folder: folder}
	if err := p.prepare(people); err != nil {
		return nil, errors.Join(err, p.Close())
	}
	if err := p.begin(f, log); err != nil {
		return nil, errors.Join(err, p.Close())
	}
	return p, nil
}

// prepare writes down what belongs to this run alone.
func (p *SAMLProvider) prepare(people []Person) error {
	for _, folder := range []string{"temp", "sessions", "trusted"} {
		if err := os.Mkdir(filepath.Join(p.folder, folder), 0o700); err != nil {
			return err
		}
	}
	known := map[string]knownAs{}
	for _, person := range people {
		known[person.Name+":"+person.Password] = person.known()
	}
	text, err := json.Marshal(known)
	if err != nil {
		return err
	}
	return errors.Join(p.write("people.json", text), p.writeKey("provider"))
}

func (p *SAMLProvider) begin(f Folder, log io.Writer) error {
	ours, err := filepath.Abs(string(f))
	if err != nil {
		return err
	}
	pages := filepath.Join(ours, "../../bin/simplesamlphp/usr/share/simplesamlphp/www")
	if _, err := os.Stat(pages); err != nil {
		return fmt.Errorf("SimpleSAMLphp is not here: run make identity-providers, as make test does: %w", err)
	}
	if err := exec.Command("php", "-r", "exit(extension_loaded('dom') ? 0 : 1);").Run(); err != nil { //nolint:noctx // a moment
		return fmt.Errorf("PHP with its extension for XML is missing: run make identity-providers, as make test does: %w", err)
	}
	command := exec.Command("sh", filepath.Join(ours, "saml_provider.sh"), filepath.Join(ours, "saml_provider"), p.folder, pages) //nolint:gosec,noctx // our own paths; it ends with its standard input
	if p.program, err = start("SimpleSAMLphp", command, log); err != nil {
		return err
	}
	line, err := p.program.line()
	if err != nil {
		return err
	}
	said := startedAt.FindSubmatch(line)
	if said == nil {
		return fmt.Errorf("PHP's server says something else than its address: %s", line)
	}
	p.program.tell(ordinaryRequest)
	p.MetadataURL = string(said[1]) + "/saml2/idp/metadata.php"
	return nil
}

// Close ends the provider.
func (p *SAMLProvider) Close() error {
	var err error
	if p.program != nil {
		err = p.program.close()
	}
	return errors.Join(err, os.RemoveAll(p.folder))
}

// Trust lets an application ask the provider, by the metadata that it publishes. Of
// one application the latest counts.
func (p *SAMLProvider) Trust(metadata []byte) error {
	p.trusted++
	return p.write(fmt.Sprintf("trusted/%04d.xml", p.trusted), metadata)
}

// PrepareCertificate lets the provider publish a second certificate, by which it does
// not sign yet.
func (p *SAMLProvider) PrepareCertificate() error { return p.writeKey("new") }

// RotateCertificate lets it sign by the certificate that was prepared, and forget the
// former.
func (p *SAMLProvider) RotateCertificate() error {
	var err error
	for _, kind := range []string{".key", ".crt"} {
		err = errors.Join(err, os.Rename(filepath.Join(p.folder, "new"+kind), filepath.Join(p.folder, "provider"+kind)))
	}
	return err
}

// writeKey makes a key that the provider signs with, and its certificate.
func (p *SAMLProvider) writeKey(name string) error {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	now := time.Now() //nolint:forbidigo // a certificate for another program, which has the machine's clock
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "SimpleSAMLphp"},
		NotBefore: now.Add(-time.Hour), NotAfter: now.Add(24 * time.Hour),
	}
	certificate, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return err
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	return errors.Join(
		p.write(name+".key", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})),
		p.write(name+".crt", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate})),
	)
}

func (p *SAMLProvider) write(name string, text []byte) error {
	return os.WriteFile(filepath.Join(p.folder, name), text, 0o600)
}
