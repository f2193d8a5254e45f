package administration

import (
	"slices"

	"github.com/musterhq/muster/internal/directory"
)

// MayTrust says whether a caller decides which identity providers are believed.
// While the organization has an active owner, only an owner, or whoever operates the
// installation, activates a login method or changes what is trusted of an active
// one, because whoever controls its provider comes in as anybody.
func MayTrust(reader directory.Reader, caller Caller) (bool, error) {
	// A key has the role of whoever made it, and is no owner; one of the
	// installation's, which has no account here, is its operator's.
	if caller.Role == directory.RoleOwner && (caller.Actor.Kind != directory.ActorKey || caller.Member == "") {
		return true, nil
	}
	owners, err := reader.SearchMembers(directory.MemberSearch{
		Roles:    []directory.Role{directory.RoleOwner},
		Statuses: []directory.MemberStatus{directory.MemberActive},
		Limit:    1,
	})
	return err == nil && len(owners) == 0, err
}

// checkTrust refuses by a rule whoever may not trust.
func checkTrust(reader directory.Reader, caller Caller, rule *directory.Rule) error {
	may, err := MayTrust(reader, caller)
	if err != nil || may {
		return err
	}
	return rule.Refuse(directory.Refused)
}

// sameTrust says whether two versions of a login method believe the same provider:
// its names for itself and us, its addresses and certificates. A client secret
// and our own keys are how we prove ourselves there.
func sameTrust(a, b directory.LoginSettings) bool {
	x, y := a.SAML, b.SAML
	return a.OIDC.Issuer == b.OIDC.Issuer && a.OIDC.ClientID == b.OIDC.ClientID &&
		x.EntityID == y.EntityID && x.SignInURL == y.SignInURL && x.PostsRequests == y.PostsRequests &&
		x.SignOutURL == y.SignOutURL && x.SignOutAnswerURL == y.SignOutAnswerURL && x.PostsSignOut == y.PostsSignOut &&
		x.MetadataURL == y.MetadataURL && slices.EqualFunc(x.Certificates, y.Certificates, slices.Equal)
}
