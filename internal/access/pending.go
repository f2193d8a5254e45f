package access

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/secret"
)

var errPending = errors.New("access: not built yet")

// Service knows who somebody is. Make one with New; it is safe for concurrent
// use.
type Service struct{}

// New makes a Service.
func New(config Config) (*Service, error) { return nil, errPending }

// Hashing are the parameters of argon2id.
type Hashing struct {
	// Memory is in KiB.
	Memory uint32
	// Passes over the memory.
	Passes uint32
	// Lanes is the parallelism.
	Lanes uint8
}

// StandardHashing is what passwords are hashed with.
func StandardHashing() Hashing { return Hashing{Memory: 46 * 1024, Passes: 1, Lanes: 1} }

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
	return Principal{}, errPending
}

// Key returns which program an API key stands for.
//
// Errors: Unauthorized, Disabled when the organization is suspended.
func (s *Service) Key(ctx context.Context, token string) (Principal, error) {
	return Principal{}, errPending
}

// PasswordSignIn is an attempt to sign in by password.
type PasswordSignIn struct {
	Email    string
	Password string
	// Organization says which one, when the address and the password fit
	// several; otherwise empty.
	Organization directory.OrganizationID
	Client       Client
}

// SignInByPassword lets somebody in. Where address and password fit several
// organizations and none was said, it lets nobody in and returns those, by name.
//
// Errors: Unauthorized, the same for whatever is wrong; RateLimitedError;
// Disabled when the organization is suspended; Unavailable when too many people
// sign in at this moment.
func (s *Service) SignInByPassword(ctx context.Context, attempt PasswordSignIn) (Admission, []directory.Organization, error) {
	return Admission{}, nil, errPending
}

// Ceremony is the first half of what a browser does with a passkey.
type Ceremony struct {
	// ID names the ceremony when it is finished. It counts once, for five minutes.
	ID string
	// Options are for navigator.credentials, as PublicKeyCredentialCreationOptionsJSON
	// or PublicKeyCredentialRequestOptionsJSON.
	Options json.RawMessage
}

// Passkeys says whether passkeys can be used at the public URL: browsers want a
// host name, and https unless it is localhost. Where not, every Begin is Refused.
func (s *Service) Passkeys() bool { return false }

// BeginPasskeySignIn begins signing in with a passkey.
//
// Errors: Refused, RateLimitedError.
func (s *Service) BeginPasskeySignIn(ctx context.Context, client Client) (Ceremony, error) {
	return Ceremony{}, errPending
}

// FinishPasskeySignIn lets somebody in. The credential is the JSON that the
// browser answered.
//
// Errors: Unauthorized; Disabled when the organization is suspended.
func (s *Service) FinishPasskeySignIn(ctx context.Context, ceremony string, credential []byte, client Client) (Admission, error) {
	return Admission{}, errPending
}

// SignOut ends the principal's own session.
func (s *Service) SignOut(ctx context.Context, p Principal) error { return errPending }

// Sessions lists the sessions of a member that still count, the latest first.
func (s *Service) Sessions(ctx context.Context, organization directory.OrganizationID, member directory.MemberID) ([]directory.Session, error) {
	return nil, errPending
}

// EndSession ends one session of a member.
//
// Errors: NotFound.
func (s *Service) EndSession(ctx context.Context, actor directory.Actor, organization directory.OrganizationID, member directory.MemberID, id directory.SessionID) error {
	return errPending
}

// EndSessions ends the sessions of a member, all but one where except names it,
// and returns how many there were.
//
// Errors: NotFound.
func (s *Service) EndSessions(ctx context.Context, actor directory.Actor, organization directory.OrganizationID, member directory.MemberID, except directory.SessionID) (int, error) {
	return 0, errPending
}

// RequireFresh refuses a person whose last proof is older than FreshFor. Keys
// and setup links have nothing to prove anew and pass: what they may do at all
// is for the door's table.
//
// Errors: StepUpRequiredError.
func (s *Service) RequireFresh(p Principal) error { return errPending }

// StepUpByPassword proves anew who the person is, and returns the principal
// with its fresh proof.
//
// Errors: Unauthorized, RateLimitedError, Refused where the member has no
// password.
func (s *Service) StepUpByPassword(ctx context.Context, p Principal, password string, client Client) (Principal, error) {
	return Principal{}, errPending
}

// BeginPasskeyStepUp begins proving anew by passkey.
func (s *Service) BeginPasskeyStepUp(ctx context.Context, p Principal) (Ceremony, error) {
	return Ceremony{}, errPending
}

// FinishPasskeyStepUp proves anew who the person is.
//
// Errors: Unauthorized.
func (s *Service) FinishPasskeyStepUp(ctx context.Context, p Principal, ceremony string, credential []byte) (Principal, error) {
	return Principal{}, errPending
}

// Methods are the ways in which a member can sign in.
type Methods struct {
	Password bool
	Passkeys []directory.Passkey
}

// Methods returns how a member can sign in.
func (s *Service) Methods(ctx context.Context, organization directory.OrganizationID, member directory.MemberID) (Methods, error) {
	return Methods{}, errPending
}

// PasswordChange is a member's wish for another password.
type PasswordChange struct {
	Password string
	// Current is the old password: it stands for a fresh proof. Otherwise empty.
	Current string
	Client  Client
}

// SetPassword sets the principal's own password, and ends their other sessions.
//
// Errors: StepUpRequiredError, Invalid for a password that is too weak,
// Unauthorized for a wrong Current, RateLimitedError.
func (s *Service) SetPassword(ctx context.Context, p Principal, change PasswordChange) error {
	return errPending
}

// RemovePassword removes the principal's own password, and ends their other
// sessions.
//
// Errors: StepUpRequiredError, Refused when it is their last way to sign in.
func (s *Service) RemovePassword(ctx context.Context, p Principal) error { return errPending }

// BeginPasskey begins adding a passkey to the principal's own.
//
// Errors: StepUpRequiredError, Refused.
func (s *Service) BeginPasskey(ctx context.Context, p Principal) (Ceremony, error) {
	return Ceremony{}, errPending
}

// FinishPasskey adds the passkey.
//
// Errors: StepUpRequiredError, Invalid, Taken.
func (s *Service) FinishPasskey(ctx context.Context, p Principal, ceremony string, credential []byte, name string) (directory.Passkey, error) {
	return directory.Passkey{}, errPending
}

// RenamePasskey names one of the principal's own passkeys.
//
// Errors: Invalid, NotFound.
func (s *Service) RenamePasskey(ctx context.Context, p Principal, credentialID []byte, name string) (directory.Passkey, error) {
	return directory.Passkey{}, errPending
}

// RemovePasskey removes one of the principal's own passkeys, and ends their
// other sessions.
//
// Errors: StepUpRequiredError, NotFound, Refused when it is their last way to
// sign in.
func (s *Service) RemovePasskey(ctx context.Context, p Principal, credentialID []byte) error {
	return errPending
}

// LinkView is what somebody sees who holds a link.
type LinkView struct {
	Link         directory.Link
	Organization directory.Organization
	// Member is whom the link is for; zero for a setup link.
	Member directory.Member
	// AsksEmail says that nobody has told the member's address yet: the very
	// first owner tells it while accepting.
	AsksEmail bool
	// Refusal says why the link does not count, or is nil where it does.
	Refusal *directory.Error
}

// LookAtLink returns what a link is for. Looking does not use it up.
//
// Errors: NotFound.
func (s *Service) LookAtLink(ctx context.Context, token string) (LinkView, error) {
	return LinkView{}, errPending
}

// CreateMemberLink makes a link for a member: an invitation for one who has not
// joined yet, otherwise a sign-in link. The member's earlier links end. Whoever
// holds the link becomes that member: the door must ask for a fresh proof, and
// let nobody make one for a member above them.
//
// Errors: NotFound, Refused when the member is deactivated.
func (s *Service) CreateMemberLink(ctx context.Context, actor directory.Actor, organization directory.OrganizationID, member directory.MemberID) (directory.Link, secret.Secret, error) {
	return directory.Link{}, secret.Secret{}, errPending
}

// CreateSetupLink makes a setup link, for at most MaxSetupLinkLifetime.
//
// Errors: NotFound, Invalid.
func (s *Service) CreateSetupLink(ctx context.Context, actor directory.Actor, organization directory.OrganizationID, label string, lifetime time.Duration) (directory.Link, secret.Secret, error) {
	return directory.Link{}, secret.Secret{}, errPending
}

// RevokeSetupLink ends a setup link and the sessions that it opened, at once.
//
// Errors: NotFound.
func (s *Service) RevokeSetupLink(ctx context.Context, actor directory.Actor, organization directory.OrganizationID, id directory.LinkID) error {
	return errPending
}

// OpenSetupLink opens a session for whoever holds a setup link.
//
// Errors: NotFound, Refused when the link does not count, Disabled when the
// organization is suspended.
func (s *Service) OpenSetupLink(ctx context.Context, token string, client Client) (Admission, error) {
	return Admission{}, errPending
}

// Acceptance is somebody's acceptance of an invitation or sign-in link.
type Acceptance struct {
	Token string
	// Name is how the person wants to be called, or empty to leave it. Only an
	// invitation lets them choose.
	Name string
	// Email is the address of the very first owner; otherwise empty. See
	// LinkView.AsksEmail.
	Email  string
	Client Client
}

// AcceptByPassword accepts a link, and the password is the member's way to sign
// in from then on.
//
// Errors: NotFound, Invalid for a weak password, Refused when the link does not
// count, Disabled when the organization is suspended.
func (s *Service) AcceptByPassword(ctx context.Context, acceptance Acceptance, password string) (Admission, error) {
	return Admission{}, errPending
}

// BeginPasskeyAcceptance begins accepting a link by passkey.
//
// Errors: as AcceptByPassword.
func (s *Service) BeginPasskeyAcceptance(ctx context.Context, acceptance Acceptance) (Ceremony, error) {
	return Ceremony{}, errPending
}

// FinishPasskeyAcceptance accepts the link.
//
// Errors: as AcceptByPassword, Invalid for a credential that proves nothing.
func (s *Service) FinishPasskeyAcceptance(ctx context.Context, ceremony string, credential []byte, name string, client Client) (Admission, error) {
	return Admission{}, errPending
}

// EnsureInstallation returns the installation's organization, which it makes
// with an invited first owner if there is none. The owner's address may be left
// empty: they tell it while accepting.
func (s *Service) EnsureInstallation(ctx context.Context, actor directory.Actor, email string) (directory.Organization, error) {
	return directory.Organization{}, errPending
}

// FirstRun says whether nobody runs this installation yet: it has no active
// owner.
func (s *Service) FirstRun(ctx context.Context) (bool, error) { return false, errPending }

// OwnerLink makes a link for the installation's oldest owner: an invitation
// before they joined, a sign-in link afterwards. It is the way back in for
// whoever holds the machine.
//
// Errors: NotFound before EnsureInstallation.
func (s *Service) OwnerLink(ctx context.Context, actor directory.Actor) (directory.Link, secret.Secret, error) {
	return directory.Link{}, secret.Secret{}, errPending
}

// NewKey is a wish for an API key.
type NewKey struct {
	Name   string
	Scopes []directory.Scope
	// Lifetime is zero for a key that does not expire.
	Lifetime time.Duration
}

// CreateKey makes an API key of the principal's own organization. It dies with
// the principal's membership.
//
// Errors: StepUpRequiredError, Invalid, Refused for whoever is not a person and
// for a scope that their organization cannot give.
func (s *Service) CreateKey(ctx context.Context, p Principal, wish NewKey) (directory.APIKey, secret.Secret, error) {
	return directory.APIKey{}, secret.Secret{}, errPending
}

// RevokeKey ends a key at once. Revoking a revoked key does nothing.
//
// Errors: NotFound.
func (s *Service) RevokeKey(ctx context.Context, actor directory.Actor, organization directory.OrganizationID, id directory.APIKeyID) error {
	return errPending
}
