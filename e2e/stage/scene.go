package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// request is one line that a test writes.
type request struct {
	Do string `json:"do"`

	Arguments []string `json:"arguments"` // of muster

	Okta       string     `json:"okta"` // which app integration
	TenantURL  string     `json:"tenant_url"`
	Token      string     `json:"token"`
	Dialect    string     `json:"dialect"`
	Credential string     `json:"credential"`
	People     []newcomer `json:"people"`
	Company    company    `json:"company"`
	Logins     []string   `json:"logins"`
	Login      string     `json:"login"`
	Group      string     `json:"group"`
	Name       string     `json:"name"`
	Title      string     `json:"title"`
	Department string     `json:"department"`
	Text       string     `json:"text"` // of a TXT record

	signInRequest
}

// answer is the line that it is answered with.
type answer struct {
	OK     bool     `json:"ok"`
	Error  string   `json:"error,omitempty"`
	Stdout string   `json:"stdout,omitempty"`
	Logins []string `json:"logins,omitempty"`
	Groups []string `json:"groups,omitempty"`
	// Differences are what Muster holds other than Okta does.
	Differences []string `json:"differences,omitempty"`
	// SignIn is what Muster is told of an app that signs people in.
	SignIn *signInAnswer `json:"sign_in,omitempty"`
	opening
}

// scene is a running Muster with the app integrations that provision it.
type scene struct {
	program *program
	apps    map[string]*app
	// providers sign people in whom an app of Okta provisions.
	providers *identityProviders
	// publish adds a TXT record to the name server that Muster asks.
	publish func(name, text string)
	// ageProofs lets the proof of everybody who is signed in grow stale.
	ageProofs func(context.Context) error
}

// play answers requests until in ends or ctx does.
func (s *scene) play(ctx context.Context, began opening, in io.Reader, out io.Writer) error {
	answers := json.NewEncoder(out)
	if err := answers.Encode(answer{OK: true, opening: began}); err != nil {
		return err
	}
	requests := make(chan []byte)
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 16<<20)
	go func() {
		defer close(requests)
		for lines.Scan() {
			line := append([]byte(nil), lines.Bytes()...)
			select {
			case requests <- line:
			case <-ctx.Done():
				return
			}
		}
	}()
	for {
		select {
		case <-ctx.Done():
			return nil
		case line, open := <-requests:
			if !open {
				return nil
			}
			if err := answers.Encode(s.answer(ctx, line)); err != nil {
				return err
			}
		}
	}
}

// answer does what a line asks for.
func (s *scene) answer(ctx context.Context, line []byte) answer {
	var asked request
	if err := json.Unmarshal(line, &asked); err != nil {
		return answer{Error: fmt.Sprintf("read the request: %v", err)}
	}
	done, err := s.do(ctx, asked)
	if err != nil {
		return answer{Error: err.Error()}
	}
	done.OK = true
	return done
}

func (s *scene) do(ctx context.Context, asked request) (answer, error) {
	switch asked.Do {
	case "muster":
		printed, err := s.program.run(ctx, asked.Arguments)
		return answer{Stdout: printed}, err
	case "restart":
		if err := s.program.stop(); err != nil {
			return answer{}, err
		}
		began, err := s.program.serve(ctx, s.program.flags)
		return answer{opening: began}, err
	case "record":
		s.publish(asked.Name, asked.Text)
		return answer{}, nil
	case "age proofs":
		return answer{}, s.ageProofs(ctx)
	case "connect":
		return answer{}, s.connect(asked)
	case "openid provider", "rotate openid keys", "saml provider", "trust", "prepare saml certificate", "rotate saml certificate":
		return s.providers.do(asked)
	}
	app, found := s.apps[asked.Okta]
	if !found {
		return answer{}, fmt.Errorf("there is no Okta app %q; connect it first", asked.Okta)
	}
	return app.do(ctx, asked)
}

func (s *scene) close() error {
	err := s.providers.close()
	for _, app := range s.apps {
		app.Close()
		if app.signIn != nil {
			err = errors.Join(err, app.signIn.stop())
		}
	}
	return err
}
