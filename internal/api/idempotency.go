package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"net/http"
	"time"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/directory"
)

// onlyOnce carries a request out unless one with its key was carried out
// already, whose answer it repeats. The claim is committed before anything is
// done, so that two at once make one thing.
func (s *Server) onlyOnce(c *call, key string, body []byte, proceed func(http.ResponseWriter)) {
	answer := directory.KeptAnswer{
		Key:         identityOf(c.principal) + " " + key,
		Fingerprint: fingerprint(c.r, body),
		CreatedAt:   s.now(),
	}
	organization := c.organization.ID
	if organization == "" {
		organization = c.principal.Organization.ID
	}
	kept, claimed, err := s.config.Store.ClaimAnswer(c.ctx, organization, answer)
	if err == nil && !claimed {
		err = repeat(c, kept, answer.Fingerprint)
	}
	if err != nil {
		s.answerProblem(c.w, s.problem(c, err))
		return
	}
	if !claimed {
		return
	}
	out, made := c.w, &madeAnswer{header: http.Header{}}
	proceed(made)
	s.keep(c, organization, answer, made)
	made.send(out)
}

// repeat answers as the first request was answered.
func repeat(c *call, kept directory.KeptAnswer, sent [sha256.Size]byte) error {
	switch {
	case kept.Fingerprint != sent:
		return conflict(ruleKeyUsed)
	case kept.Status == 0:
		return conflict(ruleUnderWay)
	case c.route.secret:
		return conflict(ruleSecretShown)
	}
	header := c.w.Header()
	header.Set("Content-Type", "application/json")
	header.Set("Idempotency-Replayed", "true")
	if kept.Header != "" {
		header.Set("ETag", kept.Header)
	}
	c.w.WriteHeader(kept.Status)
	c.w.Write(kept.Body) //nolint:errcheck // a client that went away has no use for the error
	return nil
}

func conflict(rule *directory.Rule) *refusal {
	return refuse(http.StatusConflict, codeConflict, rule)
}

// keep stores what the request was answered. A refusal changed nothing and is
// forgotten, so that a repaired request may use the key again; of a failure
// nobody knows what it did, so the claim stays.
func (s *Server) keep(c *call, organization directory.OrganizationID, answer directory.KeptAnswer, made *madeAnswer) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.ctx), keepsWithin)
	defer cancel()
	var err error
	switch {
	case made.status < http.StatusBadRequest:
		answer.Status, answer.Header, answer.Body = made.status, made.header.Get("ETag"), made.body.Bytes()
		if c.route.secret {
			answer.Header, answer.Body = "", nil // never in the clear
		}
		err = s.config.Store.KeepAnswer(ctx, organization, answer)
	case made.status < http.StatusInternalServerError:
		err = s.config.Store.DropAnswer(ctx, organization, answer.Key)
	}
	if err != nil {
		// The answer is true all the same. Who repeats the request is told that
		// nobody knows, which is true as well.
		s.config.Logger.WarnContext(c.ctx, "an answer could not be kept under its idempotency key", "error", err, "route", c.route.id)
	}
}

// keepsWithin bounds keeping an answer whose client may be gone.
const keepsWithin = 5 * time.Second

// identityOf names a caller apart from every other of the organization: one
// client's keys are not another's.
func identityOf(p access.Principal) string {
	switch p.Kind {
	case access.Key:
		return "key " + string(p.APIKey.ID)
	case access.Setup:
		return "link " + string(p.Link.ID)
	case access.Member, access.Operator:
		return "member " + string(p.Member.ID)
	}
	return ""
}

func fingerprint(r *http.Request, body []byte) [sha256.Size]byte {
	hash := sha256.New()
	hash.Write([]byte(r.Method + " " + r.URL.Path + "\n"))
	hash.Write(body)
	return [sha256.Size]byte(hash.Sum(nil))
}

// madeAnswer is an answer that is kept before it is sent.
type madeAnswer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header returns the answer's header.
func (m *madeAnswer) Header() http.Header { return m.header }

// WriteHeader remembers the status.
func (m *madeAnswer) WriteHeader(status int) {
	if m.status == 0 {
		m.status = statusOf(status)
	}
}

// Write remembers the body.
func (m *madeAnswer) Write(p []byte) (int, error) {
	m.WriteHeader(http.StatusOK)
	return m.body.Write(p)
}

func (m *madeAnswer) send(w http.ResponseWriter) {
	for name, values := range m.header {
		w.Header()[name] = values
	}
	w.WriteHeader(m.status)
	w.Write(m.body.Bytes()) //nolint:errcheck // a client that went away has no use for the error
}
