package traffic

import (
	"archive/zip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"strings"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

const (
	// bundleRequests is how many requests a bundle holds, and bundlePage how many
	// of them are read at a time.
	bundleRequests = 2000
	bundlePage     = 100
	// bundleEntries bounds the journal's part.
	bundleEntries     = 10_000
	bundleEntriesPage = 500
)

// Bundle writes a zip for the support: the newest requests of a connection, what
// they changed, the connection without its secret, and the versions. An error
// leaves a broken file behind: whoever is served it must be cut off.
func (l *Log) Bundle(ctx context.Context, organization directory.OrganizationID, connection directory.ConnectionID, w io.Writer) error {
	view := l.Directory.View(ctx, organization)
	found, err := view.Connection(connection)
	if err != nil {
		return err
	}
	b := bundle{log: l, connection: found, view: view, zip: zip.NewWriter(w), madeAt: l.Now().UTC()}
	for _, part := range []struct {
		name  string
		write func(context.Context, io.Writer) error
	}{
		{"requests.jsonl", b.requests},
		{"journal.jsonl", b.journal},
		{"connection.json", b.describe},
		{"versions.json", b.versions},
		{"README.txt", b.readme},
	} {
		file, err := b.zip.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: b.madeAt})
		if err == nil {
			err = part.write(ctx, file)
		}
		if err != nil {
			return fmt.Errorf("write %s of a support bundle: %w", part.name, err)
		}
	}
	return b.zip.Close()
}

// bundle is a support bundle that is being written.
type bundle struct {
	log        *Log
	view       directory.Reader
	connection directory.Connection
	zip        *zip.Writer
	madeAt     time.Time
	// count and oldest are of the requests written.
	count  int
	oldest time.Time
	// entries is how many journal entries were written.
	entries int
}

// bundledRequest is a line of requests.jsonl.
type bundledRequest struct {
	ID           string          `json:"id"`
	At           time.Time       `json:"at"`
	Method       string          `json:"method,omitempty"`
	Path         string          `json:"path,omitempty"`
	Query        string          `json:"query,omitempty"`
	Route        string          `json:"route,omitempty"`
	Kind         Kind            `json:"kind"`
	Status       int             `json:"status,omitempty"`
	Outcome      Outcome         `json:"outcome"`
	Sentence     string          `json:"sentence"`
	DurationMS   float64         `json:"duration_ms"`
	Address      string          `json:"address,omitempty"`
	UserAgent    string          `json:"user_agent,omitempty"`
	Identity     string          `json:"identity,omitempty"`
	Member       string          `json:"member,omitempty"`
	Team         string          `json:"team,omitempty"`
	RequestBody  json.RawMessage `json:"request_body,omitempty"`
	ResponseBody json.RawMessage `json:"response_body,omitempty"`
}

func (b *bundle) requests(ctx context.Context, w io.Writer) error {
	lines := json.NewEncoder(w)
	before := int64(0)
	for b.count < bundleRequests {
		page, err := b.log.Store.Newest(ctx, b.connection.Organization, b.connection.ID, before, min(bundlePage, bundleRequests-b.count))
		if err != nil {
			return err
		}
		for i := range page {
			if err := lines.Encode(bundledRequestFrom(&page[i])); err != nil {
				return err
			}
			before, b.oldest = page[i].Number, page[i].At
			b.count++
		}
		if len(page) < bundlePage {
			return nil
		}
	}
	return nil
}

func bundledRequestFrom(r *Request) bundledRequest {
	return bundledRequest{
		ID: r.ID, At: r.At, Method: r.Method, Path: r.Path, Query: r.Query, Route: r.Route,
		Kind: r.Kind, Status: r.Status, Outcome: r.Outcome, Sentence: r.Sentence,
		DurationMS: float64(r.Duration.Microseconds()) / 1000, Address: r.Address, UserAgent: r.UserAgent,
		Identity: string(r.Person.Identity), Member: string(r.Person.Member), Team: string(r.Team.ID),
		RequestBody: json.RawMessage(r.RequestBody), ResponseBody: json.RawMessage(r.ResponseBody),
	}
}

// journal writes the entries of the time of the requests, the newest first.
func (b *bundle) journal(_ context.Context, w io.Writer) error {
	if b.count == 0 {
		return nil
	}
	lines := json.NewEncoder(w)
	oldest := b.oldest.Add(-time.Minute) // a request is answered after what it changed
	for before := int64(0); b.entries < bundleEntries; {
		page, err := b.view.JournalBefore(before, bundleEntriesPage)
		if err != nil {
			return err
		}
		for _, entry := range page {
			if entry.At.Before(oldest) {
				return nil
			}
			before = entry.Number
			if entry.Connection != b.connection.ID && entry.Actor.ID != string(b.connection.ID) {
				continue
			}
			if err := lines.Encode(entry); err != nil {
				return err
			}
			b.entries++
		}
		if len(page) < bundleEntriesPage || before == 1 {
			return nil
		}
	}
	return nil
}

// bundledConnection is connection.json. A token is its last four characters and
// its dates.
type bundledConnection struct {
	ID         string           `json:"id"`
	Provider   string           `json:"provider"`
	State      string           `json:"state"`
	Profile    string           `json:"profile"`
	Policy     directory.Policy `json:"policy"`
	Identities int64            `json:"identities"`
	Teams      int64            `json:"teams"`
	CreatedAt  time.Time        `json:"created_at"`
	UpdatedAt  time.Time        `json:"updated_at"`
	Tokens     []bundledToken   `json:"tokens"`
	Milestones []Milestone      `json:"milestones"`
}

type bundledToken struct {
	LastFour  string     `json:"last_four"`
	CreatedAt time.Time  `json:"created_at"`
	RevokedAt *time.Time `json:"revoked_at,omitempty"`
}

func (b *bundle) describe(ctx context.Context, w io.Writer) error {
	credentials, err := b.view.Credentials(b.connection.ID)
	if err != nil {
		return err
	}
	milestones, err := b.log.Store.Milestones(ctx, b.connection.Organization, b.connection.ID)
	if err != nil {
		return err
	}
	c := b.connection
	described := bundledConnection{
		ID: string(c.ID), Provider: string(c.Provider), State: string(c.State), Profile: string(c.Profile), Policy: c.Policy,
		Identities: c.Identities, Teams: c.Teams, CreatedAt: c.CreatedAt, UpdatedAt: c.UpdatedAt, Milestones: milestones,
	}
	for _, credential := range credentials {
		token := bundledToken{LastFour: credential.LastFour, CreatedAt: credential.CreatedAt}
		if !credential.RevokedAt.IsZero() {
			token.RevokedAt = &credential.RevokedAt
		}
		described.Tokens = append(described.Tokens, token)
	}
	return indented(w, described)
}

// bundledVersions is versions.json.
type bundledVersions struct {
	Muster string    `json:"muster"`
	Go     string    `json:"go"`
	System string    `json:"system"`
	MadeAt time.Time `json:"made_at"`
}

func (b *bundle) versions(_ context.Context, w io.Writer) error {
	return indented(w, bundledVersions{
		Muster: b.log.Version, Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH, MadeAt: b.madeAt,
	})
}

func indented(w io.Writer, v any) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}

func (b *bundle) readme(_ context.Context, w io.Writer) error {
	since := "There are none."
	if b.count > 0 {
		since = "The oldest is of " + b.oldest.UTC().Format(time.RFC3339) + "."
	}
	text := strings.NewReplacer(
		"{connection}", string(b.connection.ID),
		"{provider}", b.connection.Provider.Name(),
		"{made}", b.madeAt.Format(time.RFC3339),
		"{count}", grouped(int64(b.count)),
		"{since}", since,
		"{entries}", grouped(int64(b.entries)),
	).Replace(bundleReadme)
	_, err := io.WriteString(w, text)
	return err
}

const bundleReadme = `This is a support bundle of one connection, made by Muster at {made}.

Connection {connection}, of {provider}.

requests.jsonl   {count} requests of the provider, the newest first, one a line,
                 each with what happened in words. {since}
journal.jsonl    {entries} journal entries of the same time: what changed. The
                 field "request" is the id of the request that caused it.
connection.json  the connection, its policy, and when its tokens were made.
versions.json    which program made this.

It holds names and addresses of people: hand it only to whom you trust with them.
It holds no Secret Token, no password and no header. Whatever was named like a
secret reads "[removed]", and long bodies are cut, with a note where.
`
