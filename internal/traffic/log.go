package traffic

import (
	"context"
	"strings"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// Log reads the provisioning log, and keeps what people tick in the setup guide.
// Its errors are those of a Store, and Invalid.
type Log struct {
	Store Store
	// Directory is where a support bundle reads the connection and the journal.
	Directory directory.Store
	Now       func() time.Time
	// Version is the program's, for support bundles.
	Version string
}

// Search lists requests, the newest first and without bodies.
func (l *Log) Search(ctx context.Context, organization directory.OrganizationID, query Query) (Page, error) {
	if query.Limit == 0 {
		query.Limit = defaultPage
	}
	query.Limit = min(max(query.Limit, 1), MaxPage)
	return l.Store.Requests(ctx, organization, query)
}

// Request returns the newest request with this id, bodies included, or NotFound.
func (l *Log) Request(ctx context.Context, organization directory.OrganizationID, id string) (Request, error) {
	return l.Store.Request(ctx, organization, id)
}

// Head returns the number of the newest request of an organization, 0 for none:
// live pages of another process ask for it now and then.
func (l *Log) Head(ctx context.Context, organization directory.OrganizationID) (int64, error) {
	return l.Store.Head(ctx, organization)
}

// Guide says how far the setup of a connection has come.
func (l *Log) Guide(ctx context.Context, organization directory.OrganizationID, connection directory.ConnectionID) (Guide, error) {
	milestones, err := l.Store.Milestones(ctx, organization, connection)
	if err != nil {
		return Guide{}, err
	}
	ticks, err := l.Store.Ticks(ctx, organization, connection)
	return Guide{Milestones: milestones, Ticks: ticks}, err
}

// maxStep bounds the name of a step, in bytes.
const maxStep = 64

// Tick keeps that a person ticked a step of the guide; it is durable when Tick
// returns. By is the person's name. A step is named by up to 64 letters, digits,
// hyphens and underscores.
func (l *Log) Tick(ctx context.Context, organization directory.OrganizationID, connection directory.ConnectionID, step, by string) error {
	if !isStep(step) {
		return directory.RuleNoSuchGuideStep.Refuse(directory.Invalid).About("step")
	}
	tick := Tick{Step: step, At: l.Now(), By: cutText(oneLine(by), maxShown)}
	return l.Store.SetTick(ctx, organization, connection, tick)
}

// Untick takes a tick back.
func (l *Log) Untick(ctx context.Context, organization directory.OrganizationID, connection directory.ConnectionID, step string) error {
	return l.Store.RemoveTick(ctx, organization, connection, step)
}

func isStep(step string) bool {
	return step != "" && len(step) <= maxStep && !strings.ContainsFunc(step, func(c rune) bool {
		return c > 0x7f || c != '-' && !isTokenByte(byte(c))
	})
}
