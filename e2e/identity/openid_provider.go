package identity

import (
	"crypto/ecdsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// OpenIDProvider is npm's oidc-provider, running. Everybody is known there, by
// whatever name and password they type: a name without a domain is one of
// example.com.
type OpenIDProvider struct {
	Issuer string

	program *program
}

// OpenIDClient is an application that the provider knows. It proves itself by a
// secret or by one of the keys that it publishes, and is told RS256, or by a key that
// the provider was given, and is told ES256.
type OpenIDClient struct {
	ID          string     `json:"id"`
	Secret      string     `json:"secret,omitempty"`
	Key         *PublicKey `json:"key,omitempty"`
	KeysURL     string     `json:"keysURL,omitempty"`
	RedirectURI string     `json:"redirectURI"`
	ReturnTo    string     `json:"returnTo"`
}

// PublicKey is a JSON Web Key on P-256.
type PublicKey struct {
	Type      string `json:"kty"`
	Curve     string `json:"crv"`
	X         string `json:"x"`
	Y         string `json:"y"`
	ID        string `json:"kid"`
	Algorithm string `json:"alg"`
	Use       string `json:"use"`
}

// NewPublicKey is the public half of a key under an id.
func NewPublicKey(id string, key *ecdsa.PrivateKey) (*PublicKey, error) {
	point, err := key.PublicKey.Bytes()
	if err != nil {
		return nil, err
	}
	return &PublicKey{
		Type: "EC", Curve: "P-256", ID: id, Algorithm: "ES256", Use: "sig",
		X: base64.RawURLEncoding.EncodeToString(point[1:33]), Y: base64.RawURLEncoding.EncodeToString(point[33:]),
	}, nil
}

// OpenIDSettings are what the provider is started with.
type OpenIDSettings struct {
	// Clients are those who may ask it.
	Clients []OpenIDClient `json:"clients"`
	// Forgetful lets a code count as often as it comes, which no provider should.
	Forgetful bool `json:"forgetful"`
	// Telling lets Tokens return what it gives. They have to be read then.
	Telling bool `json:"telling"`
}

// OpenOpenIDProvider starts the provider, which writes what troubles it into log.
func (f Folder) OpenOpenIDProvider(settings OpenIDSettings, log io.Writer) (*OpenIDProvider, error) {
	if _, err := os.Stat(filepath.Join(string(f), "node_modules", "oidc-provider")); err != nil {
		return nil, fmt.Errorf("oidc-provider is not installed: run npm ci in e2e/identity, as make test does: %w", err)
	}
	line, err := json.Marshal(settings)
	if err != nil {
		return nil, err
	}
	command := exec.Command("node", "openid_provider.js") //nolint:noctx // it ends with its standard input
	command.Dir = string(f)
	started, err := start("oidc-provider", command, log)
	if err != nil {
		return nil, err
	}
	p := &OpenIDProvider{program: started}
	if err := p.begin(line); err != nil {
		return nil, errors.Join(err, p.Close())
	}
	return p, nil
}

// begin tells the program its settings, and is told where it can be asked.
func (p *OpenIDProvider) begin(settings []byte) error {
	issuer, err := p.told(settings)
	p.Issuer = issuer
	return err
}

// RotateKeys lets the provider sign with other keys, and publish no others any more.
// Whom it knows stays known to it.
func (p *OpenIDProvider) RotateKeys() error {
	_, err := p.told([]byte(`"other keys"`))
	return err
}

// told tells the program something, and waits until it can be asked.
func (p *OpenIDProvider) told(what []byte) (issuer string, err error) {
	if _, err := p.program.input.Write(append(what, '\n')); err != nil {
		return "", err
	}
	line, err := p.program.line()
	if err != nil {
		return "", err
	}
	var ready struct{ Issuer string }
	if err := json.Unmarshal(line, &ready); err != nil {
		return "", fmt.Errorf("oidc-provider says something else than its address: %w", err)
	}
	return ready.Issuer, nil
}

// Close ends the provider.
func (p *OpenIDProvider) Close() error { return p.program.close() }

// Tokens are what the provider gave an application for a code.
type Tokens struct {
	ID     string `json:"id_token"`
	Access string `json:"access_token"`
}

// Tokens returns what was given for the next code that was taken, and waits for it.
func (p *OpenIDProvider) Tokens() (Tokens, error) {
	line, err := p.program.line()
	if err != nil {
		return Tokens{}, err
	}
	var given Tokens
	if err := json.Unmarshal(line, &given); err != nil || given.ID == "" || given.Access == "" {
		return Tokens{}, fmt.Errorf("oidc-provider does not say what it gave, but %q", line)
	}
	return given, nil
}
