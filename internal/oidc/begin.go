package oidc

import (
	"context"
	"log/slog"
	"strconv"
	"time"

	"golang.org/x/oauth2"
)

// pendingLifetime is how long somebody may take to sign in at the provider.
const pendingLifetime = 15 * time.Minute

// An Ask is what is wanted of a sign-in beyond the usual.
type Ask struct {
	// Fresh asks the provider to have the person sign in again although it
	// knows them (prompt=login), and refuses an answer about an older sign-in:
	// the step-up before something dangerous.
	Fresh bool
	// MaxAge refuses a sign-in at the provider that is longer ago. Zero means
	// that any is good. It is rounded down to seconds.
	MaxAge time.Duration
	// LoginHint is whom the provider may expect; it proves nothing.
	LoginHint string
}

// A Pending is a sign-in that has begun. The caller keeps it where only the
// browser that began can lead back to it, takes it from there when that
// browser returns, and uses it once, whatever comes of it. It can be kept as
// JSON; it then holds its secrets in the open.
type Pending struct {
	Issuer   string
	ClientID string
	State    Secret
	Nonce    Secret
	Verifier Secret // of PKCE
	Begun    time.Time
	Fresh    bool
	MaxAge   time.Duration
}

// LogValue returns what a log may know.
func (p Pending) LogValue() slog.Value {
	return slog.GroupValue(slog.String("issuer", p.Issuer), slog.String("client", p.ClientID), slog.Time("begun", p.Begun))
}

// Begin returns the address to send the browser to and what must be kept until
// it returns (OIDC Core section 3.1.2.1, RFC 7636 section 4.3). The error is a
// *Refusal.
func (c *Client) Begin(ctx context.Context, ask Ask) (string, Pending, error) {
	metadata, err := c.config.Provider.Metadata(ctx)
	if err != nil {
		return "", Pending{}, err
	}
	if err := firstFailed([]Check{c.checkAuthentication(metadata)}); err != nil {
		return "", Pending{}, err
	}
	pending := Pending{
		Issuer:   c.config.Provider.Issuer(),
		ClientID: c.config.ID,
		State:    newSecret(),
		Nonce:    newSecret(),
		Verifier: Secret(oauth2.GenerateVerifier()),
		Begun:    c.now(),
		Fresh:    ask.Fresh,
		MaxAge:   ask.MaxAge.Truncate(time.Second),
	}
	options := []oauth2.AuthCodeOption{
		oauth2.S256ChallengeOption(string(pending.Verifier)),
		oauth2.SetAuthURLParam("nonce", string(pending.Nonce)),
	}
	if ask.Fresh {
		options = append(options, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
	} else if pending.MaxAge > 0 {
		options = append(options, oauth2.SetAuthURLParam("max_age", strconv.Itoa(int(pending.MaxAge.Seconds()))))
	}
	if ask.LoginHint != "" {
		options = append(options, oauth2.SetAuthURLParam("login_hint", ask.LoginHint))
	}
	return c.oauth(metadata).AuthCodeURL(string(pending.State), options...), pending, nil
}

func (c *Client) now() time.Time { return c.config.Provider.config.Now() }
