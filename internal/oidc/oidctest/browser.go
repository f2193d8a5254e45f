package oidctest

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// A Back is what a browser brings back to the application.
type Back map[string]string

func (b Back) encode() string {
	values := url.Values{}
	for name, value := range b {
		values.Set(name, value)
	}
	return values.Encode()
}

// Visit is the browser of the one person: it opens the address that an
// application sent it to and returns what the provider has it bring back.
func (p *Provider) Visit(ctx context.Context, address string) (url.Values, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return nil, fmt.Errorf("visit: %w", err)
	}
	browser := *p.Server.Client()
	browser.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	response, err := browser.Do(request)
	if err != nil {
		return nil, fmt.Errorf("visit: %w", err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusFound {
		return nil, fmt.Errorf("visit: the provider answered with %s", response.Status)
	}
	back, err := response.Location()
	if err != nil {
		return nil, fmt.Errorf("visit: %w", err)
	}
	return back.Query(), nil
}

// authenticated tells whether the client proved itself (OIDC Core section 9).
func (p *Provider) authenticated(r *http.Request) bool {
	if p.Client.Key != nil {
		return r.PostFormValue("client_assertion_type") == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" &&
			p.asserted(r.PostFormValue("client_assertion"))
	}
	id, secret, ok := r.BasicAuth()
	if !ok {
		id, secret = r.PostFormValue("client_id"), r.PostFormValue("client_secret")
	}
	return id == p.Client.ID && secret == p.Client.Secret
}

// asserted judges a client's assertion (RFC 7523 section 3).
func (p *Provider) asserted(token string) bool {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return false
	}
	var header struct{ Alg, Kid string }
	var claims struct {
		Iss, Sub, Aud, Jti string
		Exp, Iat           int64
	}
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	now := p.Now().Unix()
	return err == nil && decode(parts[0], &header) && decode(parts[1], &claims) &&
		header.Alg == p.Client.Key.Algorithm && header.Kid == p.Client.Key.ID &&
		p.Client.Key.verifies(parts[0]+"."+parts[1], signature) &&
		claims.Iss == p.Client.ID && claims.Sub == p.Client.ID && claims.Aud == p.URL+"/token" && claims.Jti != "" &&
		claims.Exp > now && claims.Exp <= now+300 && claims.Iat <= now+60
}

func decode(part string, into any) bool {
	data, err := base64.RawURLEncoding.DecodeString(part)
	return err == nil && json.Unmarshal(data, into) == nil
}
