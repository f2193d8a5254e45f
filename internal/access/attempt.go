package access

import (
	"github.com/musterhq/muster/internal/directory"
)

// attempt counts one attempt to prove something, before it is looked at: of a
// hundred attempts at once no more get through than of a hundred in a row. The
// function that it returns takes the count back, for one that did not fail.
//
// Nothing here depends on whether there is anybody behind the key.
func (s *Service) attempt(key string, client Client) (undo func(), err error) {
	at, network := s.now(), client.network()
	if wait := s.byNetwork.take(network, at); wait > 0 {
		return nil, rateLimited(wait, ruleNetworkFailed)
	}
	// An attempt that is refused here stays counted for its network, and costs
	// the address nothing: a network that is refused cannot use up an address.
	if wait := s.byAddress.take(key, at); wait > 0 {
		return nil, rateLimited(wait, ruleAttemptsFailed)
	}
	return func() {
		s.byNetwork.giveBack(network)
		s.byAddress.giveBack(key)
	}, nil
}

// addressKey is what attempts at an email address are counted under, whether
// there is such an address or not.
func addressKey(email string) string {
	folded, err := directory.Fold(email)
	if err != nil {
		folded = email
	}
	return "address " + folded
}

// memberKey is what attempts of somebody who is signed in are counted under, so
// that strangers who guess at the address cannot hinder them.
func memberKey(organization directory.OrganizationID, member directory.MemberID) string {
	return "member " + string(organization) + "." + string(member)
}
