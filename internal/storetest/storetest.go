// Package storetest is the suite that every directory.Store must pass. It is
// what makes two engines equal: what it does not check, nobody may rely on.
//
// It owns the meaning of the Store interface, told as tests: what each method
// keeps and answers, that organizations cannot reach each other, that changes
// are whole, numbered and independent of their neighbours, and what holds when
// many ask at once, through several Stores over one database too. It does not
// own what only one engine has: migrations, backups, lost syncs.
//
// Conventions:
//   - every test makes organizations of its own, so that all may share one
//     database and none depends on another;
//   - every function given to Update may run more than once: it sets what it
//     hands out, and adds nothing to it;
//   - texts are ordered by their bytes, whatever the database's locale.
package storetest

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// Opener opens one more Store over the same database, as another process would,
// and closes it when the test ends. The first call finds the database empty.
type Opener func(t *testing.T) directory.Store

// Run runs the suite as subtests of t. Create makes an empty database and
// returns the Opener of Stores over it; it is called once for each subject, by
// tests that run in parallel.
func Run(t *testing.T, create func(t *testing.T) Opener) {
	for _, subject := range []struct {
		name string
		test func(t *testing.T, open Opener)
	}{
		{"Organizations", testOrganizations},
		{"Installation", testInstallation},
		{"Connections", testConnections},
		{"Credentials", testCredentials},
		{"Identities", testIdentities},
		{"IdentityKeys", testIdentityKeys},
		{"Leaving", testLeaving},
		{"Members", testMembers},
		{"MemberSearch", testMemberSearch},
		{"MemberRemoval", testMemberRemoval},
		{"MembersWhoLeft", testMembersWhoLeft},
		{"Adoptions", testAdoptions},
		{"Returning", testReturning},
		{"Owners", testOwners},
		{"Licenses", testLicenses},
		{"LicenseLine", testLicenseLine},
		{"LicenseLedger", testLicenseLedger},
		{"Teams", testTeams},
		{"TeamMembers", testTeamMembers},
		{"UnknownMembers", testUnknownMembers},
		{"ManualTeams", testManualTeams},
		{"TeamSearch", testTeamSearch},
		{"Merging", testMerging},
		{"Journal", testJournal},
		{"Sessions", testSessions},
		{"Links", testLinks},
		{"APIKeys", testAPIKeys},
		{"SignInMethods", testSignInMethods},
		{"LoginMethods", testLoginMethods},
		{"Logins", testLogins},
		{"Domains", testDomains},
		{"KeptAnswers", testKeptAnswers},
		{"Properties", testProperties},
		{"LoginProperties", testLoginProperties},
		{"Isolation", testIsolation},
		{"Rollback", testRollback},
		{"Neighbours", testNeighbours},
		{"Contexts", testContexts},
		{"JournalRace", testJournalRace},
		{"NameRace", testNameRace},
		{"LicenseRace", testLicenseRace},
		{"LicenseLineRace", testLicenseLineRace},
		{"TeamMemberRace", testTeamMemberRace},
		{"OwnerRace", testOwnerRace},
		{"AnswerRace", testAnswerRace},
		{"LoginRace", testLoginRace},
	} {
		t.Run(subject.name, func(t *testing.T) {
			t.Parallel()
			subject.test(t, create(t))
		})
	}
}
