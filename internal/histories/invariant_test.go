package histories_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/musterhq/muster/internal/directory"
)

// invariant is something that holds after every step, whatever it was. broken says
// how it does not, or "".
type invariant struct {
	name   string
	broken func(before, after *snapshot, step *step) string
}

// invariants are those of the directory, in the order of docs and with what follows
// from them.
var invariants = []invariant{
	{"what is answered is stored", answeredIsStored},
	{"what is refused changes nothing", refusedChangesNothing},
	{"nothing changes without an entry, and entries have no holes", changesAreTold},
	{"licenses are counted, and in use never beyond those bought", licensesAreCounted},
	{"the line stands in order, and nobody in it while a license is free", lineIsServed},
	{"a user name belongs to one identity", userNamesAreUnique},
	{"an identity and its member name each other", identitiesHaveTheirMembers},
	{"provisioned teams have those whom the provider pushed, and nobody made by hand", teamsHoldWhomTheyMay},
	{"a provider grants no role and touches no manual team", providerStaysOutside},
	{"a provider changes whom it addresses, and nobody else", providerTouchesWhomItAddresses},
	{"an owner who may sign in stays", anOwnerStays},
	{"what is in the way of a leaver is all that keeps them", leaversWaitForAReason},
	{"whose leaving is noted as refused waits", refusedLeaversWait},
	{"who is deactivated is out, and gives the license back", deactivatedAreOut},
	{"what a provider asserts is read-only for people", assertedIsLocked},
}

func answeredIsStored(_, after *snapshot, step *step) string {
	if step.by != byProvider || !step.accepted || step.asserts == nil {
		return ""
	}
	said := step.asserts()
	identity, ok := after.identities[step.about]
	if !ok {
		return fmt.Sprintf("the identity %s is not there", step.about)
	}
	if identity.UserName != said.login || identity.ExternalID != said.external || identity.Active != said.active {
		return fmt.Sprintf("the identity is %q %q %t; the provider said %q %q %t",
			identity.UserName, identity.ExternalID, identity.Active, said.login, said.external, said.active)
	}
	member, ok := after.members[identity.Member]
	if works := ok && member.Status == directory.MemberActive; works && !said.active {
		return member.Name + " may still work"
	}
	if said.active && (!ok || member.Status != directory.MemberActive && member.Status != directory.MemberWaiting) {
		return fmt.Sprintf("whom the provider asserts as active is %q", member.Status)
	}
	return ""
}

func refusedChangesNothing(before, after *snapshot, step *step) string {
	if step.accepted || step.by == byAll {
		return ""
	}
	if before.state() != after.state() {
		return "something changed"
	}
	if before.pending() != after.pending() && step.by != byProvider {
		return "what waits changed"
	}
	notices := []directory.EntryKind{
		directory.NoticeNoLicense, directory.NoticeNotAdopted, directory.NoticeUnknownMembers, directory.NoticeLeavingRefused, directory.NoticeRefused,
	}
	for _, entry := range after.entries {
		if !slices.Contains(notices, entry.Kind) && entry.Kind != directory.MemberLinkCreated {
			return "the journal tells " + string(entry.Kind)
		}
	}
	return ""
}

func changesAreTold(before, after *snapshot, step *step) string {
	for at, entry := range after.entries {
		if want := before.head + int64(at) + 1; entry.Number != want {
			return fmt.Sprintf("an entry has the number %d where %d comes", entry.Number, want)
		}
	}
	if last := before.head + int64(len(after.entries)); last != after.head {
		return fmt.Sprintf("the head is %d, and the last entry %d", after.head, last)
	}
	if len(after.entries) == 0 && (before.state() != after.state() || before.pending() != after.pending()) {
		return "something changed"
	}
	return ""
}

func licensesAreCounted(before, after *snapshot, _ *step) string {
	held, line := 0, 0
	for _, member := range after.members {
		if member.Licensed {
			held++
		}
		if member.InLine() {
			line++
		}
		if member.Licensed && member.InLine() {
			return member.Name + " holds a license and waits for one"
		}
	}
	if held != after.licenses.InUse || line != after.licenses.InLine {
		return fmt.Sprintf("%d hold one and %d wait; counted are %d and %d", held, line, after.licenses.InUse, after.licenses.InLine)
	}
	if most := mostBought(before, after); held > before.licenses.InUse && held > most {
		return fmt.Sprintf("%d are in use of %d", held, most)
	}
	return ""
}

// mostBought is how many licenses there were at the most, before, after or in between.
func mostBought(before, after *snapshot) int {
	most := max(before.licenses.Bought, after.licenses.Bought)
	for _, entry := range after.entries {
		if entry.Kind != directory.LicensesChanged {
			continue
		}
		for _, change := range entry.Personal.Changes {
			bought, err := strconv.Atoi(change.After)
			if err == nil {
				most = max(most, bought)
			}
		}
	}
	return most
}

func lineIsServed(_, after *snapshot, _ *step) string {
	if after.licenses.InLine > 0 && after.licenses.Free() > 0 {
		return fmt.Sprintf("%d wait while %d are free", after.licenses.InLine, after.licenses.Free())
	}
	if len(after.line) != after.licenses.InLine {
		return fmt.Sprintf("%d stand in it, and %d are counted", len(after.line), after.licenses.InLine)
	}
	if !slices.IsSortedFunc(after.line, func(a, b directory.Member) int {
		return cmp.Or(-cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Wait.Number, b.Wait.Number))
	}) {
		return fmt.Sprint(after.line)
	}
	return ""
}

// rank is 1 for who may not work before they get a license.
func rank(member directory.Member) int {
	if member.Status == directory.MemberWaiting {
		return 1
	}
	return 0
}

func userNamesAreUnique(_, after *snapshot, _ *step) string {
	holders := map[string]directory.IdentityID{}
	for id, identity := range after.identities {
		folded, err := directory.Fold(identity.UserName)
		if err != nil {
			return err.Error()
		}
		if other, taken := holders[string(identity.Connection)+folded]; taken {
			return fmt.Sprintf("%q is the name of %s and of %s", identity.UserName, id, other)
		}
		holders[string(identity.Connection)+folded] = id
	}
	return ""
}

func identitiesHaveTheirMembers(_, after *snapshot, _ *step) string {
	for id, identity := range after.identities {
		if identity.Member != "" && after.members[identity.Member].Identity != id {
			return fmt.Sprintf("%s names the member %s, who names %q", id, identity.Member, after.members[identity.Member].Identity)
		}
	}
	for id, member := range after.members {
		if member.Identity == "" {
			continue
		}
		if identity := after.identities[member.Identity]; identity.Member != id || identity.Connection != member.Connection() {
			return fmt.Sprintf("%s names the identity %s, which names %q", id, member.Identity, identity.Member)
		}
	}
	return ""
}

func teamsHoldWhomTheyMay(_, after *snapshot, _ *step) string {
	for id, team := range after.teams {
		if !team.Provisioned() {
			continue
		}
		var members []directory.MemberID
		for _, each := range after.pushed[id] {
			identity, ok := after.identities[each]
			if !ok || identity.Connection != team.Origin {
				return fmt.Sprintf("%s holds %s, who is not of its connection", team.Name, each)
			}
			if identity.Member != "" {
				members = append(members, identity.Member)
			}
		}
		slices.Sort(members)
		if !slices.Equal(members, after.joined[id]) {
			return fmt.Sprintf("%s has the members %v; pushed were %v", team.Name, after.joined[id], members)
		}
	}
	return ""
}

func providerStaysOutside(before, after *snapshot, step *step) string {
	if step.by != byProvider {
		return ""
	}
	for id, member := range after.members {
		was, known := before.members[id]
		switch {
		case !known && member.Role != directory.RoleMember:
			return fmt.Sprintf("%s arrives as %s", member.Name, member.Role)
		case known && member.Role != was.Role:
			return fmt.Sprintf("%s becomes %s", member.Name, member.Role)
		}
	}
	for id, team := range before.teams {
		if team.Provisioned() {
			continue
		}
		var stayed []directory.MemberID
		for _, member := range before.joined[id] {
			if _, ok := after.members[member]; ok {
				stayed = append(stayed, member)
			}
		}
		if after.teams[id].Name != team.Name || !slices.Equal(stayed, after.joined[id]) {
			return fmt.Sprintf("%s had %v and has %v", team.Name, before.joined[id], after.joined[id])
		}
	}
	return ""
}

func providerTouchesWhomItAddresses(before, after *snapshot, step *step) string {
	if step.by != byProvider {
		return ""
	}
	addressed := []directory.MemberID{before.identities[step.about].Member, after.identities[step.about].Member}
	for id, was := range before.members {
		is, ok := after.members[id]
		if slices.Contains(addressed, id) {
			continue
		}
		if is.Licensed && was.InLine() { // somebody made room for whoever was first in line
			was.Licensed, was.Status, was.Wait, was.UpdatedAt = true, is.Status, is.Wait, is.UpdatedAt
		}
		if !ok || is != was {
			return fmt.Sprintf("%s was %+v and is %+v", was.Name, was, is)
		}
	}
	for id, was := range before.identities {
		is := after.identities[id]
		if id != step.about && (is.UserName != was.UserName || is.Active != was.Active || is.Member != was.Member || is.Leaving != was.Leaving) {
			return fmt.Sprintf("%s changes", was.UserName)
		}
	}
	return ""
}

func anOwnerStays(before, after *snapshot, _ *step) string {
	count := func(s *snapshot) (owners int) {
		for _, member := range s.members {
			if member.Role == directory.RoleOwner && member.Status == directory.MemberActive {
				owners++
			}
		}
		return owners
	}
	if count(before) > 0 && count(after) == 0 {
		return "none is there any more"
	}
	return ""
}

// leaversWaitForAReason: whoever waits to leave has somebody to wait for, and a
// member who has a role stays where the policy protects roles.
func leaversWaitForAReason(before, after *snapshot, step *step) string {
	for _, leaver := range after.leaving {
		if leaver.Said.Rule == "waits_for_nothing" {
			return fmt.Sprintf("%s waits, and %s", leaver.Member, leaver.Said.Detail)
		}
	}
	for id, identity := range after.identities {
		connection, member := after.connections[identity.Connection], after.members[identity.Member]
		on := connection.State == directory.ConnectionEnabled
		if identity.Leaving.Waits() && on && step.by != byAll && !member.Role.Manages() {
			return fmt.Sprintf("%s of %s waits for nothing", id, identity.UserName)
		}
		if identity.Leaving.Asked == directory.AskedToDeactivate && !identity.Active {
			return fmt.Sprintf("%s is said to be deactivated, and waits to be", id)
		}
	}
	if step.by != byProvider {
		return ""
	}
	for id, was := range before.members {
		is, there := after.members[id]
		protects := before.connections[was.Connection()].Policy.ProtectAdmins == directory.ProtectRoles
		ends := !there || was.Status != directory.MemberDeactivated && is.Status == directory.MemberDeactivated
		if was.Identity != "" && was.Role.Manages() && protects && ends {
			return was.Name + " is gone"
		}
	}
	return ""
}

// refusedLeaversWait: the provider does not ask again, so what the journal notes must
// be kept until it can be done.
func refusedLeaversWait(_, after *snapshot, step *step) string {
	if step.by != byProvider {
		return ""
	}
	for _, entry := range after.entries {
		if entry.Kind == directory.NoticeLeavingRefused && !after.identities[entry.Identity].Leaving.Waits() {
			return fmt.Sprintf("%s does not", after.identities[entry.Identity].UserName)
		}
	}
	return ""
}

func deactivatedAreOut(before, after *snapshot, step *step) string {
	for id, member := range after.members {
		if member.Status != directory.MemberDeactivated {
			continue
		}
		if sessions := after.sessions[id]; sessions > 0 {
			return fmt.Sprintf("%s has %d sessions", member.Name, sessions)
		}
		was, known := before.members[id]
		policy := before.connections[member.Connection()].Policy
		keeps := member.Provisioned() && policy.LicenseOnDeactivate == directory.KeepOnDeactivate
		if member.Licensed && step.by != byAll && !keeps && (!known || was.Status != directory.MemberDeactivated) {
			return member.Name + " keeps the license"
		}
	}
	return ""
}

// assertedIsLocked looks at what people did alone, by the policy that counted when
// they began.
func assertedIsLocked(before, after *snapshot, step *step) string {
	if step.by != byPeople {
		return ""
	}
	for _, id := range slices.Sorted(maps.Keys(before.members)) {
		was := before.members[id]
		origin := before.connections[was.Connection()]
		on := origin.State == directory.ConnectionEnabled
		if was.Identity == "" || before.identities[was.Identity].Leaving.Waits() {
			continue // what the provider asked for may complete by what people did
		}
		is, there := after.members[id]
		left := was.Status == directory.MemberDeactivated && origin.Policy.WhoMayRemove == directory.AdministratorsRemove
		byHand := was.Role.Manages() && origin.Policy.ProtectAdmins == directory.ProtectRoles
		if on && !there && !left && !byHand {
			return was.Name + " is removed"
		}
		if detailsAreLocked(origin) && there && (is.Name != was.Name || is.Email != was.Email) {
			return fmt.Sprintf("%s of %s becomes %s of %s", was.Name, was.Email, is.Name, is.Email)
		}
		if on && there && was.Status == directory.MemberActive && before.identities[was.Identity].Active && is.Status == directory.MemberDeactivated {
			return was.Name + " is deactivated"
		}
	}
	for id, team := range before.teams {
		origin := before.connections[team.Origin]
		if !team.Provisioned() {
			continue
		}
		is, there := after.teams[id]
		groups := origin.State == directory.ConnectionEnabled && origin.Policy.Groups == directory.GroupsOn
		if groups && (!there || !slices.Equal(after.pushed[id], before.pushed[id])) {
			return team.Name + " changes"
		}
		if there && is.Name != team.Name && (groups && origin.Policy.ReadOnly == directory.ReadOnlyLocked) {
			return team.Name + " becomes " + is.Name
		}
	}
	return ""
}

// detailsAreLocked says whether names and addresses that came from a connection are
// nobody's to edit here.
func detailsAreLocked(origin directory.Connection) bool {
	if origin.State == directory.ConnectionEnabled {
		return origin.Policy.ReadOnly == directory.ReadOnlyLocked
	}
	return origin.Policy.OnDisable == directory.LockedOff
}
