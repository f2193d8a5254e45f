package api

import (
	"strings"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// Route is a row of the table, as tests of the whole door see it.
type Route struct {
	Method, Path, ID  string
	Anyone            bool
	StepUp            bool // the gate asks for it
	Once, Secret      bool
	Creates           bool
	Streams           bool
	NeedsOrganization bool
	Scopes            []directory.Scope
	may               who
}

// The bounds of streams.
const (
	MaxListeners    = maxListeners
	MaxOwnListeners = maxOwnListeners
)

// StreamHeartbeat is how often a quiet stream says that it is still there.
func StreamHeartbeat() time.Duration { return standardPace.heartbeat }

// PaceStreams changes how often streams do something by themselves. Call it
// before any is open.
func (s *Server) PaceStreams(heartbeat, again time.Duration) { s.pace = streamPace{heartbeat, again} }

// Routes are the rows of the table.
func Routes() []Route {
	var all []Route
	for _, r := range routes {
		all = append(all, Route{
			Method: r.method, Path: r.path, ID: r.id, Anyone: r.may.includes(anyone), StepUp: r.stepUp == always,
			Once: r.once, Secret: r.secret, Creates: r.status == created, Streams: r.streams == streamType, NeedsOrganization: r.needsOrganization(),
			Scopes: r.scopes, may: r.may,
		})
	}
	return all
}

// Allows says whether the row lets a role in, by its name in the table.
func (r Route) Allows(role string) bool {
	return strings.Contains(", "+r.may.String()+",", ", "+role+",")
}

// Forms are how directory codes are answered.
func Forms() map[directory.Code]int {
	statuses := map[directory.Code]int{}
	for code, form := range forms {
		statuses[code] = form.status
	}
	return statuses
}

// EntryKinds are the kinds that the document lists.
func EntryKinds() []directory.EntryKind { return entryKinds }

// CSVValue is a value as exports write it.
func CSVValue(value string) string { return csvValue(value) }

// Flatten lists the values of a resource.
func Flatten(resource []byte) ([]Attribute, error) { return flatten(resource) }
