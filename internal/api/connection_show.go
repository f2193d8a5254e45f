package api

import (
	"strings"

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
	credential, has := counting(credentials)
	health, err := s.config.Traffic.Health(c.ctx, connection, credential.CreatedAt)
	if err != nil {
		return Connection{}, Health{}, err
	}
	shown := Connection{
		ID:           connection.ID,
		Provider:     Provider(connection.Provider),
		ProviderName: connection.Provider.Name(),
		State:        ConnectionState(connection.State),
		HasToken:     has,
		TenantURL:    s.base(c.r) + "/scim/v2/" + string(connection.ID),
		Policy:       Policy{UnknownMember: UnknownMember(connection.Policy.UnknownMember), WhoMayRemove: WhoMayRemove(connection.Policy.WhoMayRemove)},
		Members:      connection.Identities,
		Teams:        connection.Teams,
		CreatedAt:    Time(connection.CreatedAt),
		UpdatedAt:    Time(connection.UpdatedAt),
	}
	if has {
		shown.Token = tokenOf(credential, health)
	}
	return shown, healthShown(health), nil
}

// counting is the credential that counts, of which there is at most one.
func counting(credentials []directory.Credential) (directory.Credential, bool) {
	for _, credential := range credentials {
		if credential.RevokedAt.IsZero() {
			return credential, true
		}
	}
	return directory.Credential{}, false
}

func tokenOf(credential directory.Credential, health traffic.Health) *SecretToken {
	token := &SecretToken{LastFour: credential.LastFour, CreatedAt: Time(credential.CreatedAt)}
	if !health.LastRequestAt.Before(credential.CreatedAt) { // not an earlier token's
		token.LastUsedAt, token.LastUsedFrom = when(health.LastRequestAt), health.LastAddress
	}
	return token
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
