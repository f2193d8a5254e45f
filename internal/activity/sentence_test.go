package activity

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// declaredKinds reads the kinds of entries from the source of the journal, so
// that a new one cannot be forgotten here.
func declaredKinds(t *testing.T) []directory.EntryKind {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../directory/journal.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var kinds []directory.EntryKind
	ast.Inspect(file, func(node ast.Node) bool {
		spec, ok := node.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if name, ok := spec.Type.(*ast.Ident); !ok || name.Name != "EntryKind" {
			return true
		}
		for _, value := range spec.Values {
			text, err := strconv.Unquote(value.(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			kinds = append(kinds, directory.EntryKind(text))
		}
		return true
	})
	return kinds
}

func TestEveryKindHasASentence(t *testing.T) {
	t.Parallel()
	kinds := declaredKinds(t)
	if len(kinds) < 18 {
		t.Fatalf("only %d kinds were found in the source: %v", len(kinds), kinds)
	}
	if len(sentences) != len(kinds) {
		t.Errorf("%d sentences for %d kinds", len(sentences), len(kinds))
	}
	for _, kind := range kinds {
		if sentences[kind] == nil {
			t.Errorf("no sentence for %s", kind)
			continue
		}
		// Erased values and unknown people must not break a line.
		erased := directory.Entry{
			Kind: kind, Actor: directory.Actor{Kind: directory.ActorConnection, Name: "Okta (SCIM)"},
			Added: []directory.IdentityID{"i1"}, RemovedMembers: []directory.MemberID{"m2"},
		}
		if got := Sentence(erased, Names{}); len(got) < len("Okta (SCIM) did") {
			t.Errorf("%s without its personal values: %q", kind, got)
		}
	}
}

func TestSentences(t *testing.T) {
	t.Parallel()
	ana := directory.Personal{Subject: "Ana Petrović"}
	engineering := directory.Personal{Subject: "Engineering"}
	okta := directory.Personal{Subject: "Okta"}
	changed := func(subject string, changes ...directory.Change) directory.Personal {
		return directory.Personal{Subject: subject, Changes: changes}
	}
	ids := func(n int) []directory.IdentityID {
		all := []directory.IdentityID{"ana", "bo", "cem", "dan"}
		return all[:n]
	}
	const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User."
	tests := []struct {
		kind           directory.EntryKind
		personal       directory.Personal
		added, removed []directory.IdentityID
		license        directory.LicenseEffect
		joined         []directory.TeamID
		want           string
	}{
		{kind: directory.OrganizationCreated, personal: directory.Personal{Subject: "Acme"}, want: "created the organization Acme"},
		{kind: directory.LicensesChanged, personal: changed("", directory.Change{Field: "licenses", Before: "3", After: "7"}), want: "changed the licenses from 3 to 7"},
		{kind: directory.ConnectionCreated, personal: okta, want: "created a connection to Okta"},
		{kind: directory.ConnectionWasEnabled, personal: okta, want: "enabled the connection to Okta"},
		{kind: directory.ConnectionWasDisabled, personal: okta, want: "disabled the connection to Okta"},
		{kind: directory.ConnectionTokenCreated, personal: okta, want: "issued a Secret Token for Okta"},
		{kind: directory.ConnectionTokenRevoked, personal: okta, want: "cancelled the Secret Token for Okta"},
		{kind: directory.MemberCreated, personal: ana, want: "added Ana Petrović"},
		{kind: directory.MemberCreated, personal: ana, license: directory.LicenseTaken, want: "added Ana Petrović"},
		{kind: directory.MemberCreated, personal: ana, license: directory.LicenseAwaited, want: "added Ana Petrović, for whom no license was free"},
		{kind: directory.MemberReactivated, personal: ana, license: directory.LicenseAwaited, want: "reactivated Ana Petrović, for whom no license was free"},
		{kind: directory.MemberLicensed, personal: ana, license: directory.LicenseTaken, want: "freed a license, and Ana Petrović got it"},
		{kind: directory.MemberLicenseReleased, personal: ana, want: "released the license that Ana Petrović had kept"},
		{kind: directory.MemberWasDeactivated, personal: ana, want: "deactivated Ana Petrović"},
		{kind: directory.MemberReactivated, personal: ana, want: "reactivated Ana Petrović"},
		{kind: directory.MemberDetached, personal: ana, want: "deleted the user of Ana Petrović, who stays as a deactivated member"},
		{kind: directory.MemberAttached, personal: ana, want: "created the user of Ana Petrović again, and speaks for the member who was here already"},
		{kind: directory.MemberLeavingCancelled, personal: ana, want: "says again that Ana Petrović is active: what was pending is cancelled"},
		{kind: directory.NoticeRefused, personal: ana, want: "was refused what it asked about Ana Petrović"},
		{kind: directory.NoticeRefused, personal: directory.Personal{Reason: "This connection takes no groups."}, want: "pushed groups, which the connection's policy does not take"},
		{kind: directory.NoticeLeavingRefused, personal: directory.Personal{Subject: "Ana Petrović", Reason: "Ana Petrović is an administrator."}, want: "could not end the access of Ana Petrović yet: it is pending"},
		{kind: directory.MemberReleased, personal: ana, want: "ended by the edit what the identity provider knows of Ana Petrović, whom it may create a second time"},
		{kind: directory.TeamReleased, personal: directory.Personal{Subject: "Crew"}, want: "ended by the new name what the identity provider knows of the team Crew, which it may create a second time"},
		{kind: directory.MemberAdopted, personal: ana, want: "adopted Ana Petrović, who was made by hand"},
		{kind: directory.MemberAdoptionConfirmed, personal: ana, want: "let the identity provider adopt Ana Petrović when it tries again"},
		{
			kind: directory.MemberReplaced, personal: directory.Personal{Subject: "Ana", Named: []string{"Ana Ruiz"}},
			want: "changed the user name of Ana, who was deactivated and replaced by Ana Ruiz",
		},
		{kind: directory.MemberReplaced, personal: ana, want: "changed the user name of Ana Petrović, who was deactivated and replaced by a new member"},
		{kind: directory.MemberUpdated, personal: ana, want: "changed Ana Petrović"},
		{
			kind: directory.MemberUpdated, personal: changed("Ana", directory.Change{Field: "title", Before: "Engineer", After: "Lead"}),
			want: "changed the title of Ana from Engineer to Lead",
		},
		{
			kind: directory.MemberUpdated, personal: changed("Ana", directory.Change{Field: enterprise + "department", After: "Sales"}),
			want: "set the department of Ana to Sales",
		},
		{
			kind: directory.MemberUpdated, personal: changed("Ana", directory.Change{Field: enterprise + "manager.value", Before: "7"}),
			want: "removed the manager of Ana",
		},
		{
			kind: directory.MemberUpdated,
			personal: changed("Ana",
				directory.Change{Field: "name.familyName"}, directory.Change{Field: "name.formatted"}, directory.Change{Field: "displayName"},
				directory.Change{Field: enterprise + "costCenter"}, directory.Change{Field: enterprise + "manager.value"},
				directory.Change{Field: enterprise + "manager.displayName"}),
			want: "changed Ana: family name, name, display name, cost center and 1 more",
		},
		{
			kind: directory.MemberMerged, personal: directory.Personal{Subject: "Ana P.", Named: []string{"Ana Petrović"}},
			want: "merged Ana P. into Ana Petrović",
		},
		{kind: directory.MemberMerged, personal: ana, want: "merged Ana Petrović into another member"},
		{
			kind: directory.MemberMerged, license: directory.LicenseReleased, joined: []directory.TeamID{"Chess", "Go"},
			personal: directory.Personal{Subject: "Ana P.", Named: []string{"Ana Petrović"}, Changes: []directory.Change{
				{Field: "role", Before: "member", After: "administrator"},
				{Field: directory.EndedPassword, Before: "set"},
				{Field: directory.EndedPasskeys, Before: "2"},
				{Field: directory.EndedLogins, Before: "1"},
				{Field: directory.EndedAPIKeys, Before: "1"},
			}},
			want: "merged Ana P. into Ana Petrović, who joined Chess and Go; the role of Ana Petrović changed from member to administrator; " +
				"the license of Ana P. became free; the password, 2 passkeys, 1 tie to a login method and 1 API key of Ana P. ended",
		},
		{
			kind: directory.MemberMerged, license: directory.LicensePassed, joined: []directory.TeamID{"Chess", ""},
			personal: changed("Ana P.", directory.Change{Field: directory.EndedLogins, Before: "3"}),
			want: "merged Ana P. into another member, who joined 2 teams; the license of Ana P. was passed on; " +
				"3 ties to login methods of Ana P. ended",
		},
		{
			kind: directory.MemberMerged, license: directory.LicenseForgone, joined: []directory.TeamID{""}, personal: ana,
			want: "merged Ana Petrović into another member, who joined 1 team; Ana Petrović left the line for a license",
		},
		{
			kind: directory.TeamMerged, personal: directory.Personal{Subject: "Crew", Named: []string{"Engineering"}}, added: ids(2),
			want: "merged the team Crew into Engineering, which ana and bo joined",
		},
		{kind: directory.TeamMerged, personal: engineering, want: "merged the team Engineering into another team"},
		{kind: directory.TeamCreated, personal: engineering, want: "created the team Engineering"},
		{kind: directory.TeamDeleted, personal: engineering, want: "deleted the team Engineering"},
		{
			kind: directory.TeamUpdated, personal: changed("New", directory.Change{Field: "displayName", Before: "Old", After: "New"}),
			want: "renamed the team Old to New",
		},
		{
			kind: directory.TeamUpdated, personal: changed("New", directory.Change{Field: "externalId", Before: "1", After: "2"}),
			want: "changed the external id of the team New from 1 to 2",
		},
		{kind: directory.TeamMembersChanged, personal: engineering, added: ids(1), want: "added ana to the team Engineering"},
		{kind: directory.TeamMembersChanged, personal: engineering, added: ids(3), want: "added ana, bo and cem to the team Engineering"},
		{kind: directory.TeamMembersChanged, personal: engineering, removed: ids(4), want: "removed 4 people from the team Engineering"},
		{
			kind: directory.TeamMembersChanged, personal: engineering, added: ids(2), removed: ids(1),
			want: "added ana and bo to the team Engineering and removed ana from the team Engineering",
		},
		{
			kind: directory.NoticeUnknownMembers, personal: directory.Personal{Subject: "Engineering", Named: []string{"x"}},
			want: "pushed 1 person into the team Engineering who is unknown here: assign x in the identity provider, then push the group again",
		},
		{
			kind: directory.NoticeUnknownMembers, personal: directory.Personal{Subject: "Engineering", Named: []string{"x", "y"}},
			want: "pushed 2 people into the team Engineering who are unknown here: assign them in the identity provider, then push the group again",
		},
		{kind: directory.OrganizationUpdated, personal: changed("Acme", directory.Change{Field: "log_days", Before: "30", After: "90"}), want: "changed the log days of the organization Acme from 30 to 90"},
		{kind: directory.OrganizationWasSuspended, personal: directory.Personal{Subject: "Acme"}, want: "suspended the organization Acme"},
		{kind: directory.OrganizationResumed, personal: directory.Personal{Subject: "Acme"}, want: "opened the organization Acme again"},
		{
			kind: directory.ConnectionPolicyChanged, personal: changed("Okta", directory.Change{Field: "unknown_member", Before: "skip", After: "refuse"}),
			want: "changed the unknown member of the connection to Okta from skip to refuse",
		},
		{kind: directory.SetupLinkCreated, personal: directory.Personal{Subject: "IT at Acme"}, want: "made a setup link for IT at Acme"},
		{kind: directory.SetupLinkUsed, personal: directory.Personal{Subject: "IT at Acme"}, want: "opened the setup link"},
		{kind: directory.SetupLinkRevoked, personal: directory.Personal{Subject: "IT at Acme"}, want: "ended the setup link for IT at Acme"},
		{kind: directory.APIKeyCreated, personal: directory.Personal{Subject: "Report"}, want: "made the API key Report"},
		{kind: directory.APIKeyRevoked, personal: directory.Personal{Subject: "Report"}, want: "revoked the API key Report"},
		{kind: directory.MemberWasInvited, personal: ana, want: "invited Ana Petrović"},
		{kind: directory.MemberJoined, personal: ana, want: "accepted the invitation"},
		{
			kind: directory.MemberRoleChanged, personal: changed("Ana", directory.Change{Field: "role", Before: "member", After: "owner"}),
			want: "changed the role of Ana from member to owner",
		},
		{kind: directory.MemberRemoved, personal: ana, want: "removed Ana Petrović"},
		{kind: directory.MemberLinkCreated, personal: ana, want: "made a new link for Ana Petrović to sign in with"},
		{kind: directory.MemberSignedOut, personal: ana, want: "signed Ana Petrović out everywhere"},
		{kind: directory.MemberSignInChanged, personal: ana, want: "changed how they sign in"},
		{kind: directory.MemberSignInChanged, personal: changed("Ana", directory.Change{Field: "password", After: "set"}), want: "set a password"},
		{
			kind:     directory.MemberSignInChanged,
			personal: changed("Ana", directory.Change{Field: "password", Before: "set"}, directory.Change{Field: "passkey", Before: "Key", After: "MacBook"}),
			want:     "removed the password and renamed the passkey Key to MacBook",
		},
		{kind: directory.MemberSignInChanged, personal: changed("Ana", directory.Change{Field: "login_method", Before: "Okta"}), want: "took away the tie to Okta"},
		{kind: directory.MemberJoined, personal: changed("Ana", directory.Change{Field: "email", After: "ana@acme.example"}, directory.Change{Field: "joined_by", After: "Okta"}), want: "joined by signing in with Okta"},
		{kind: directory.MemberLoginLinked, personal: changed("Ana", directory.Change{Field: "login_method", After: "Okta"}), want: "signed in by Okta for the first time"},
		{kind: directory.LoginMethodCreated, personal: okta, want: "added the login method Okta"},
		{kind: directory.LoginMethodUpdated, personal: changed("Okta", directory.Change{Field: "just_in_time", Before: "off", After: "on"}), want: "changed the just in time of the login method Okta from off to on"},
		{kind: directory.LoginMethodWasActivated, personal: okta, want: "activated the login method Okta"},
		{kind: directory.LoginMethodWasDeactivated, personal: okta, want: "deactivated the login method Okta and ended its sessions"},
		{kind: directory.LoginMethodDeleted, personal: okta, want: "deleted the login method Okta"},
		{
			kind:     directory.SignInRuleChanged,
			personal: changed("Acme", directory.Change{Field: "providers_only", Before: "off", After: "on"}, directory.Change{Field: "break_glass", After: "Ana"}),
			want:     "let people sign in by login methods alone, and Ana by passkey in an emergency",
		},
		{
			kind:     directory.SignInRuleChanged,
			personal: changed("Acme", directory.Change{Field: "break_glass", After: "Ana"}),
			want:     "made Ana the owner for emergencies",
		},
		{
			kind:     directory.SignInRuleChanged,
			personal: changed("Acme", directory.Change{Field: "providers_only", Before: "on", After: "off"}, directory.Change{Field: "break_glass"}),
			want:     "let people sign in by passkey and password again",
		},
		{kind: directory.DomainAdded, personal: directory.Personal{Subject: "acme.example"}, want: "added the domain acme.example"},
		{kind: directory.DomainWasVerified, personal: directory.Personal{Subject: "acme.example"}, want: "verified the domain acme.example"},
		{kind: directory.DomainRemoved, personal: directory.Personal{Subject: "acme.example"}, want: "removed the domain acme.example"},
		{
			kind: directory.NoticeNotAdopted, personal: directory.Personal{Subject: "Ana", Named: []string{"ana@acme.test"}},
			want: "did not create ana@acme.test: Ana has the address and was made by hand",
		},
		{kind: directory.NoticeNoLicense, personal: ana, want: "got no license for Ana Petrović: every license is in use"},
	}
	said := map[directory.EntryKind]bool{}
	for _, test := range tests {
		said[test.kind] = true
		entry := directory.Entry{
			Kind: test.kind, Actor: directory.Actor{Kind: directory.ActorConnection, Name: "Okta (SCIM)"},
			Personal: &test.personal, Added: test.added, Removed: test.removed, License: test.license, Joined: test.joined,
		}
		got := Sentence(entry, Names{
			Identity: func(id directory.IdentityID) string { return string(id) },
			Member:   func(id directory.MemberID) string { return string(id) },
			Team:     func(id directory.TeamID) string { return string(id) },
		})
		if want := "Okta (SCIM) " + test.want; got != want {
			t.Errorf("%s:\n got %s\nwant %s", test.kind, got, want)
		}
	}
	for _, kind := range declaredKinds(t) {
		if !said[kind] {
			t.Errorf("no test of the sentence of %s", kind)
		}
	}

	unknown := directory.Entry{Kind: "member.promoted", Actor: directory.Actor{Kind: directory.ActorOperator, Name: "operator"}}
	if got := Sentence(unknown, Names{}); got != "The operator: member.promoted" {
		t.Errorf("a kind of a newer Muster: %q", got)
	}
}
