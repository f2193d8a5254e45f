package access

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/secret"
)

// How long sessions last. Owners and administrators have shorter ones, because
// theirs open more.
const (
	ManagerIdle     = 30 * time.Minute
	ManagerLifetime = 12 * time.Hour
	MemberIdle      = 12 * time.Hour
	MemberLifetime  = 7 * 24 * time.Hour
	SetupLifetime   = 8 * time.Hour

	// maxSessions is how many a member may have: a further one ends the one that
	// was not used for longest.
	maxSessions = 20
	// useIsKept is how exactly the use of a session or key is kept, so that most
	// requests write nothing.
	useIsKept = time.Minute
)

// Admission is somebody who was just let in, with the secret of their new
// session, which is shown once.
type Admission struct {
	Principal Principal
	Secret    secret.Secret
}

// Session returns who a session's secret stands for, and keeps, to the minute,
// that it was used. Normally that writes nothing.
//
// Errors: Unauthorized, Disabled when the organization is suspended.
func (s *Service) Session(ctx context.Context, token string, client Client) (Principal, error) {
	at := s.now()
	principal, err := s.session(ctx, token, at)
	if err != nil {
		return Principal{}, err
	}
	if principal.Kind != Setup && at.Sub(principal.Session.UsedAt) >= useIsKept {
		// That a session was used is no reason to fail a request. At worst the
		// session seems idle for longer than it was, and ends too soon.
		_ = s.keepUse(ctx, principal, client.address(), at)
	}
	return principal, nil
}

// Again returns who a principal is by now, found by the token that they came
// with. Unlike Session and Key it counts as no use: a page that lies open and
// listens is idle all the same.
//
// Errors: Unauthorized, Disabled when the organization is suspended.
func (s *Service) Again(ctx context.Context, p Principal, token string) (Principal, error) {
	if p.Kind == Key {
		return s.key(ctx, token, s.now())
	}
	return s.session(ctx, token, s.now())
}

// session returns who a session's secret stands for at a time.
func (s *Service) session(ctx context.Context, token string, at time.Time) (Principal, error) {
	parsed, err := secret.Parse(secret.Session, token)
	if err != nil {
		return Principal{}, signedOut()
	}
	found, err := s.store.SignedIn(ctx, directory.SecretHash(parsed.Hash()), at)
	if directory.CodeOf(err) == directory.Unauthorized {
		return Principal{}, signedOut()
	}
	if err != nil {
		return Principal{}, err
	}
	if found.Session.Member == "" && !found.Link.Usable(at) {
		return Principal{}, ruleSetupEnded.Refuse(directory.Unauthorized)
	}
	principal := principalOf(found.Organization, found.Member, found.Session)
	principal.Link = found.Link
	if ended(principal, at) {
		return Principal{}, signedOut()
	}
	if found.Organization.Status == directory.OrganizationSuspended {
		return Principal{}, suspended(found.Organization)
	}
	return principal, nil
}

// keepUse keeps when and from where a session was used. It changes the row as
// it is by then, because a fresh proof may have come in between.
func (s *Service) keepUse(ctx context.Context, p Principal, address string, at time.Time) error {
	return s.store.Update(ctx, p.Organization.ID, func(tx directory.Tx) error {
		session, found, err := ownSession(tx, p)
		if err != nil || !found || at.Sub(session.UsedAt) < useIsKept {
			return err
		}
		session.UsedAt, session.Address = at, address
		return tx.UpdateSession(session)
	})
}

func ownSession(tx directory.Reader, p Principal) (directory.Session, bool, error) {
	sessions, err := tx.Sessions(p.Member.ID)
	at := slices.IndexFunc(sessions, func(other directory.Session) bool { return other.ID == p.Session.ID })
	if err != nil || at < 0 {
		return directory.Session{}, false, err
	}
	return sessions[at], true, nil
}

// principalOf says who is behind a session. Its end follows the role that the
// member has now: whoever is made an administrator has an administrator's
// session from then on.
func principalOf(organization directory.Organization, member directory.Member, session directory.Session) Principal {
	principal := Principal{Kind: Member, Organization: organization, Member: member, Session: session, ExpiresAt: session.ExpiresAt}
	switch {
	case session.Member == "":
		principal.Kind = Setup
	case member.Role.Manages():
		principal.ExpiresAt = earlier(session.ExpiresAt, session.CreatedAt.Add(ManagerLifetime))
		if organization.Kind == directory.Installation {
			principal.Kind = Operator
		}
	}
	return principal
}

// ended says whether a principal's session is over at a time, by its age or by
// lying idle. What a setup link opened has no idle limit: it is short.
func ended(p Principal, at time.Time) bool {
	idle := MemberIdle
	if p.Member.Role.Manages() {
		idle = ManagerIdle
	}
	return !at.Before(p.ExpiresAt) || p.Kind != Setup && at.Sub(p.Session.UsedAt) >= idle
}

// opening is a session about to be opened: its secret is made outside of the
// change, which may run more than once.
type opening struct {
	id     directory.SessionID
	secret secret.Secret
	client Client
	at     time.Time
	// provedAt is when the person proved who they are: as a rule at, and with a
	// provider whenever they signed in there, which may be hours ago.
	provedAt time.Time
	// What a provider that vouches for the session says of it; otherwise zero.
	method          directory.LoginMethodID
	providerSession string
	endsAt          time.Time
	// byPasskey says that a passkey of the member's was just used.
	byPasskey bool
}

func (s *Service) newOpening(client Client) opening {
	at := s.now()
	return opening{id: directory.SessionID(s.newID()), secret: secret.New(secret.Session), client: client, at: at, provedAt: at}
}

func (o opening) session() directory.Session {
	return directory.Session{
		ID:        o.id,
		Hash:      directory.SecretHash(o.secret.Hash()),
		Browser:   browserName(o.client.UserAgent),
		Address:   o.client.address(),
		ProvedAt:  o.provedAt,
		CreatedAt: o.at,
		UsedAt:    o.at,

		Method:          o.method,
		ProviderSession: o.providerSession,
	}
}

// admission hands the secret out with whoever was let in, and nothing where
// nobody was.
func (o opening) admission(p Principal, err error) (Admission, error) {
	if err != nil {
		return Admission{}, err
	}
	return Admission{Principal: p, Secret: o.secret}, nil
}

// admit opens a session of a member who has just proved who they are.
func (s *Service) admit(tx directory.Tx, member directory.Member, opening opening) (Principal, error) {
	organization, err := tx.Organization()
	if err != nil {
		return Principal{}, err
	}
	if member.Status != directory.MemberActive {
		return Principal{}, wrongSignIn()
	}
	if organization.Status == directory.OrganizationSuspended {
		return Principal{}, suspended(organization)
	}
	if !mayEnterBy(organization, member, opening) {
		return Principal{}, ruleProvidersOnly.Refuse(directory.Refused, "organization", organization.Name)
	}
	session := opening.session()
	session.Organization, session.Member = organization.ID, member.ID
	session.CreatedAt = afterSignOut(member, session.CreatedAt)
	session.ExpiresAt = session.CreatedAt.Add(MemberLifetime)
	if member.Role.Manages() {
		session.ExpiresAt = session.CreatedAt.Add(ManagerLifetime)
	}
	if !opening.endsAt.IsZero() {
		session.ExpiresAt = earlier(session.ExpiresAt, opening.endsAt)
	}
	if err := makeRoom(tx, organization, member, opening.at); err != nil {
		return Principal{}, err
	}
	return principalOf(organization, member, session), tx.CreateSession(session)
}

// mayEnterBy says whether what a member proved themselves by counts in the
// organization: where people sign in by their provider alone, one owner may use a
// passkey for the day on which the provider is down.
func mayEnterBy(organization directory.Organization, member directory.Member, opening opening) bool {
	return !organization.ProvidersOnly || opening.method != "" || opening.byPasskey && member.ID == organization.BreakGlass
}

// afterSignOut returns when something of a member was made: now, and in any case
// after they were last signed out. Otherwise a clock that was set back would
// make it stillborn.
func afterSignOut(member directory.Member, at time.Time) time.Time {
	if earliest := member.SignedOutAt.Add(time.Microsecond); !member.SignedOutAt.IsZero() && at.Before(earliest) {
		return earliest
	}
	return at
}

// makeRoom ends those sessions of a member that are over, and the one unused
// for longest where there are too many.
func makeRoom(tx directory.Tx, organization directory.Organization, member directory.Member, at time.Time) error {
	sessions, err := tx.Sessions(member.ID)
	if err != nil {
		return err
	}
	slices.SortFunc(sessions, latestFirst)
	for i, session := range sessions {
		if i < maxSessions-1 && !ended(principalOf(organization, member, session), at) {
			continue
		}
		if _, err := tx.DeleteSessions(member.ID, session.ID); err != nil {
			return err
		}
	}
	return nil
}

func latestFirst(a, b directory.Session) int {
	return cmp.Or(b.UsedAt.Compare(a.UsedAt), cmp.Compare(b.ID, a.ID))
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
