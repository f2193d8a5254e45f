package sqlstore

import (
	"context"
	"slices"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

const sessionColumns = `
	s.hash,
	s.organization_id,
	s.session_id,
	s.member_id,
	s.link_id,
	s.login_method_id,
	s.provider_session,
	s.browser,
	s.address,
	s.proved_at,
	s.created_at,
	s.used_at,
	s.expires_at`

// A session has a member or a link, and not both.
const (
	optionalMemberColumns = `
	COALESCE(m.member_id, ''),
	COALESCE(m.ordinal, 0),
	COALESCE(m.origin, ''),
	COALESCE(m.identity_id, ''),
	COALESCE(m.joined_by, ''),
	COALESCE(m.adopted_by, ''),
	COALESCE(m.name, ''),
	COALESCE(m.email, ''),
	COALESCE(m.role, ''),
	COALESCE(m.status, ''),
	COALESCE(m.licensed, false),
	COALESCE(m.wait_number, 0),
	COALESCE(m.waiting_since, 0),
	COALESCE(m.signed_out_at, 0),
	COALESCE(m.created_at, 0),
	COALESCE(m.updated_at, 0)`

	optionalLinkColumns = `
	l.hash,
	COALESCE(l.organization_id, ''),
	COALESCE(l.link_id, ''),
	COALESCE(l.kind, ''),
	COALESCE(l.member_id, ''),
	COALESCE(l.label, ''),
	COALESCE(l.created_by, ''),
	COALESCE(l.created_at, 0),
	COALESCE(l.expires_at, 0),
	COALESCE(l.used_at, 0),
	COALESCE(l.revoked_at, 0)`
)

// Who is behind the session is looked at here and now: a member who was
// deactivated, signed out or deleted has no session from the moment that commits,
// and whoever signs somebody out need not look for sessions. The same holds for a
// setup link. Nobody's session has neither, and opens nothing.
var selectSignedIn = newStatement("look at a session", `
	SELECT `+sessionColumns+`,`+organizationColumns+`,`+optionalMemberColumns+`,`+optionalLinkColumns+`
	FROM sessions s
	JOIN organizations o ON o.organization_id = s.organization_id
	LEFT JOIN members m ON m.organization_id = s.organization_id AND m.member_id = s.member_id
	LEFT JOIN links l ON l.organization_id = s.organization_id AND l.link_id = s.link_id
	WHERE s.hash = $1 AND s.expires_at > $2
	AND CASE WHEN s.member_id <> ''
		THEN m.status = 'active' AND m.signed_out_at < s.created_at
		ELSE l.revoked_at = 0 AND l.expires_at > $2 END`)

var selectSessions = newStatement("list sessions", `
	SELECT `+sessionColumns+`
	FROM sessions s
	LEFT JOIN members m ON m.organization_id = s.organization_id AND m.member_id = s.member_id
	WHERE s.organization_id = $1 AND s.member_id = $2 AND s.expires_at > $3
	AND COALESCE(m.signed_out_at, 0) < s.created_at
	ORDER BY s.created_at, s.session_id`)

var insertSession = newStatement("create session", `
	INSERT INTO sessions (hash, organization_id, session_id, member_id, link_id, login_method_id, provider_session,
		browser, address, proved_at, created_at, used_at, expires_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`)

var updateSession = newStatement("update session", `
	UPDATE sessions
	SET address = $4, proved_at = $5, used_at = $6, expires_at = $7
	WHERE organization_id = $1 AND member_id = $2 AND session_id = $3`)

var deleteSession = newStatement("end session", `
	DELETE FROM sessions
	WHERE organization_id = $1 AND member_id = $2 AND session_id = $3`)

var deleteSessionsOfMember = newStatement("end sessions", `
	DELETE FROM sessions
	WHERE organization_id = $1 AND member_id = $2`)

var deleteEverySession = newStatement("end every session", `
	DELETE FROM sessions
	WHERE organization_id = $1`)

var deleteExpiredSessions = newStatement("forget expired sessions", `
	DELETE FROM sessions
	WHERE organization_id = $1 AND member_id = $2 AND expires_at <= $3`)

// sessionScan takes the columns of a session from a row.
type sessionScan struct {
	session                        *directory.Session
	proved, created, used, expires int64
}

func (s *sessionScan) columns() []any {
	return []any{
		(*storedHash)(&s.session.Hash),
		(*string)(&s.session.Organization),
		(*string)(&s.session.ID),
		(*string)(&s.session.Member),
		(*string)(&s.session.Link),
		(*string)(&s.session.Method),
		&s.session.ProviderSession,
		&s.session.Browser,
		&s.session.Address,
		&s.proved,
		&s.created,
		&s.used,
		&s.expires,
	}
}

func (s *sessionScan) finish() {
	s.session.ProvedAt = timeFromMicros(s.proved)
	s.session.CreatedAt = timeFromMicros(s.created)
	s.session.UsedAt = timeFromMicros(s.used)
	s.session.ExpiresAt = timeFromMicros(s.expires)
}

func scanSession(rows cursor, session *directory.Session) error {
	scan := sessionScan{session: session}
	err := rows.Scan(scan.columns()...)
	scan.finish()
	return err
}

func scanSignedIn(rows cursor, signedIn *directory.SignedIn) error {
	session := sessionScan{session: &signedIn.Session}
	organization := organizationScan{organization: &signedIn.Organization}
	member := memberScan{member: &signedIn.Member}
	link := linkScan{link: &signedIn.Link}
	err := rows.Scan(slices.Concat(session.columns(), organization.columns(), member.columns(), link.columns())...)
	session.finish()
	organization.finish()
	member.finish()
	link.finish()
	return err
}

// SignedIn returns what a session's secret opens; see directory.Store.
func (s *Store) SignedIn(ctx context.Context, hash directory.SecretHash, at time.Time) (directory.SignedIn, error) {
	found, err := collect(s.view(ctx, ""), scanSignedIn, selectSignedIn, hash[:], micros(at))
	if err != nil {
		return directory.SignedIn{}, err
	}
	if len(found) == 0 {
		return directory.SignedIn{}, directory.RuleSignedOut.Refuse(directory.Unauthorized)
	}
	return found[0], nil
}

func (r *reader) Sessions(member directory.MemberID) ([]directory.Session, error) {
	return collect(r, scanSession, selectSessions, r.organization, string(member), micros(r.now()))
}

func (t *tx) CreateSession(session directory.Session) error {
	if session.Member != "" {
		if err := t.requireMember(session.Member); err != nil {
			return err
		}
	}
	if session.Link != "" {
		if _, err := single(t.reader, "link", scanLink, selectLinkByID, t.organization, string(session.Link)); err != nil {
			return err
		}
	}
	if session.Method != "" {
		if err := t.requireLoginMethod(session.Method); err != nil {
			return err
		}
	}
	_, err := t.exec(deleteExpiredSessions, t.organization, string(session.Member), micros(session.CreatedAt))
	if err != nil {
		return err
	}
	_, err = t.exec(insertSession,
		session.Hash[:],
		t.organization,
		string(session.ID),
		string(session.Member),
		string(session.Link),
		string(session.Method),
		session.ProviderSession,
		session.Browser,
		session.Address,
		micros(session.ProvedAt),
		micros(session.CreatedAt),
		micros(session.UsedAt),
		micros(session.ExpiresAt),
	)
	return err
}

func (t *tx) UpdateSession(session directory.Session) error {
	if !isText(string(session.Member)) || !isText(string(session.ID)) {
		return notFound("session")
	}
	affected, err := t.exec(updateSession,
		t.organization,
		string(session.Member),
		string(session.ID),
		session.Address,
		micros(session.ProvedAt),
		micros(session.UsedAt),
		micros(session.ExpiresAt),
	)
	if err == nil && affected == 0 {
		return notFound("session")
	}
	return err
}

func (t *tx) DeleteSessions(member directory.MemberID, id directory.SessionID) (int, error) {
	if !isText(string(member)) || !isText(string(id)) {
		return 0, nil
	}
	var ended int64
	var err error
	if id == "" {
		ended, err = t.exec(deleteSessionsOfMember, t.organization, string(member))
	} else {
		ended, err = t.exec(deleteSession, t.organization, string(member), string(id))
	}
	return int(ended), err
}

func (t *tx) EndEverySession() (int, error) {
	ended, err := t.exec(deleteEverySession, t.organization)
	return int(ended), err
}
