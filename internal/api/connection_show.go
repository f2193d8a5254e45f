package api

import (
	"slices"
	"strings"
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/traffic"
)

// connection shows one connection.
func (s *Server) connection(c *call, id directory.ConnectionID) (Connection, error) {
	reader := c.view()
	found, err := reader.Connection(id)
	if err != nil {
		return Connection{}, err
	}
	shown, _, err := s.healthOf(c, reader, found)
	return shown, err
}

// healthOf shows a connection, and how it does: when its token was used last is
// known from its traffic.
func (s *Server) healthOf(c *call, reader directory.Reader, connection directory.Connection) (Connection, Health, error) {
	credentials, err := reader.Credentials(connection.ID)
	if err != nil {
		return Connection{}, Health{}, err
	}
	live := slices.DeleteFunc(credentials, func(each directory.Credential) bool { return !each.Counts(s.now()) })
	var since time.Time // whoever comes with any of the tokens is heard
	if len(live) > 0 {
		since = live[0].CreatedAt
	}
	health, err := s.config.Traffic.Health(c.ctx, connection, since)
	if err != nil {
		return Connection{}, Health{}, err
	}
	shown := Connection{
		ID:           connection.ID,
		Provider:     Provider(connection.Provider),
		ProviderName: connection.Provider.Name(),
		State:        ConnectionState(connection.State),
		HasToken:     len(live) > 0,
		TenantURL:    s.base(c.r) + "/scim/v2/" + string(connection.ID),
		Policy:       Policy(connection.Policy),
		Members:      connection.Identities,
		Teams:        connection.Teams,
		CreatedAt:    Time(connection.CreatedAt),
		UpdatedAt:    Time(connection.UpdatedAt),
	}
	if preset := Preset(directory.PresetOf(connection.Policy)); preset != "" {
		shown.Preset = &preset
	}
	return shown, healthShown(health), s.showTokens(c, connection, live, health, &shown)
}

// showTokens shows the one or two tokens that count. With one, the last request is
// its last use; of two the log says which was used when.
func (s *Server) showTokens(c *call, connection directory.Connection, live []directory.Credential, health traffic.Health, shown *Connection) error {
	if len(live) == 0 {
		return nil
	}
	current := live[len(live)-1]
	shown.Token = tokenOf(current)
	if len(live) == 1 {
		if !health.LastRequestAt.Before(current.CreatedAt) { // not an earlier token's
			shown.Token.LastUsedAt, shown.Token.LastUsedFrom = when(health.LastRequestAt), health.LastAddress
		}
		return nil
	}
	former := live[len(live)-2]
	shown.FormerToken = tokenOf(former)
	uses, err := s.config.Traffic.TokenUses(c.ctx, connection, former.CreatedAt, current.CreatedAt)
	if err != nil {
		return err
	}
	shown.Token.LastUsedAt, shown.Token.LastUsedFrom = when(uses.Current.At), uses.Current.Address
	shown.FormerToken.LastUsedAt, shown.FormerToken.LastUsedFrom = when(uses.Former.At), uses.Former.Address
	return nil
}

func tokenOf(credential directory.Credential) *SecretToken {
	return &SecretToken{
		ID:        credential.ID(),
		LastFour:  credential.LastFour,
		CreatedAt: Time(credential.CreatedAt),
		EndsAt:    when(credential.RevokedAt),
	}
}

func healthShown(health traffic.Health) Health {
	shown := Health{
		State:         HealthState(health.State),
		LastRequestAt: when(health.LastRequestAt),
		LastAddress:   health.LastAddress,
		RequestsToday: int64(health.RequestsToday),
		ErrorsToday:   int64(health.ErrorsToday),
		Tape:          make([]Stroke, len(health.Tape)),
	}
	for i, stroke := range health.Tape {
		shown.Tape[i] = Stroke{At: Time(stroke.At), Outcome: Outcome(stroke.Outcome)}
	}
	if last := health.LastError; last != nil {
		shown.LastError = &LastError{
			At:        Time(last.At),
			Sentence:  withoutRemedy(last.Sentence, last.Detail),
			Remedy:    last.Detail,
			RequestID: last.Request,
			Status:    last.Status,
		}
	}
	return shown
}

// withoutRemedy takes the remedy from the end of a sentence that gives it. What
// is left ends as a sentence: the "Refused:" before it announces nothing more.
func withoutRemedy(sentence, remedy string) string {
	what, ends := strings.CutSuffix(sentence, remedy)
	if !ends || remedy == "" {
		return sentence
	}
	what = strings.TrimRight(what, " ")
	if announced, ok := strings.CutSuffix(what, ":"); ok {
		return announced + "."
	}
	return what
}

func (s *Server) connectionTagged(c *call, id directory.ConnectionID) (*Tagged[Connection], error) {
	shown, err := s.connection(c, id)
	if err != nil {
		return nil, err
	}
	return tagged(shown, shown.UpdatedAt), nil
}
