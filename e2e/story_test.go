package e2e_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/okta"
)

// TestStory plays a company's life through each kind of Okta app and each form
// of credentials, and then holds what the commands print against Okta's own
// memory.
func TestStory(t *testing.T) {
	onBothEngines(t, func(t *testing.T, i *installation) {
		server := i.serve()
		for _, app := range []struct {
			dialect    okta.Dialect
			credential okta.Credential
		}{
			{okta.Catalog, okta.Bearer},
			{okta.Catalog, okta.RawHeader},
			{okta.Wizard, okta.PrefixedHeader},
		} {
			t.Run(fmt.Sprintf("%s/%s", app.dialect, app.credential), func(t *testing.T) {
				t.Parallel()
				play(t, i, server, app.dialect, app.credential)
			})
		}
	})
}

// storyPeople is how many people are assigned first. One license is bought for
// each of them and for one more.
const storyPeople = 60

// story is a company's life on its way. Its steps are methods, each told by one
// line of storySteps.
type story struct {
	*testing.T
	installation *installation
	name         string // of the organization
	company      *okta.Company
	app          *okta.App
	people       []okta.UserID
	groups       []okta.GroupID
	extra        okta.GroupID // a group that is made, and unlinked in the end
}

var storySteps = []struct {
	name string
	run  func(*story, context.Context) error
}{
	{"test and save", func(s *story, ctx context.Context) error {
		return cmp.Or(s.app.TestConnection(ctx), s.app.Save(ctx))
	}},
	{"assign everybody", func(s *story, ctx context.Context) error { return s.app.Assign(ctx, s.people...) }},
	{"push the groups", func(s *story, ctx context.Context) error { return s.app.PushGroup(ctx, s.groups...) }},
	{"push a group of everybody", func(s *story, ctx context.Context) error {
		s.extra = s.company.Org.AddGroup("Everybody in 2026", s.people...).ID
		return s.app.PushGroup(ctx, s.extra)
	}},
	{"rename it", func(s *story, ctx context.Context) error {
		return s.app.RenameGroup(ctx, s.extra, "Everybody")
	}},
	{"give its old name to another", func(s *story, ctx context.Context) error {
		return s.app.PushGroup(ctx, s.company.Org.AddGroup("Everybody in 2026").ID)
	}},
	{"remove a batch of members", func(s *story, ctx context.Context) error {
		return s.app.RemoveMembers(ctx, s.extra, s.people[:45]...)
	}},
	{"add a batch of members", func(s *story, ctx context.Context) error {
		return s.app.AddMembers(ctx, s.extra, s.people[5:40]...)
	}},
	{"push now", func(s *story, ctx context.Context) error { return s.app.PushNow(ctx, s.extra) }},
	{"change a username", func(s *story, ctx context.Context) error {
		return s.app.ChangeUsername(ctx, s.people[3], "Zoë.Ångström@"+s.domain())
	}},
	{"change a profile", func(s *story, ctx context.Context) error {
		_, err := s.company.Org.EditProfile(s.people[4], func(p *okta.Profile) { p.Title = "Countess" })
		return cmp.Or(err, s.app.PushProfile(ctx, s.people[4]))
	}},
	{"deactivate some", func(s *story, ctx context.Context) error {
		return s.app.Deactivate(ctx, s.people[10:20]...)
	}},
	{"hire in their place", func(s *story, ctx context.Context) error {
		for n := range 8 {
			login := fmt.Sprintf("joiner%d@%s", n, s.domain())
			joiner := s.company.Org.AddPerson(okta.Profile{Login: login, GivenName: "Joiner", FamilyName: fmt.Sprint(n)})
			s.people = append(s.people, joiner.ID)
		}
		return s.app.Assign(ctx, s.people[storyPeople:]...)
	}},
	{"assign one again, groups empty", func(s *story, ctx context.Context) error {
		return s.app.Reassign(ctx, s.people[10], s.people[11])
	}},
	{"unlink a group", func(s *story, ctx context.Context) error {
		return s.app.UnlinkGroup(ctx, s.extra, okta.DeleteInTarget)
	}},
	{"import", func(s *story, ctx context.Context) error {
		users, err := s.app.ImportUsers(ctx)
		if err != nil {
			return err
		}
		if users.Scanned != storyPeople || users.Inactive != 8 {
			s.Errorf("the import scanned %d people and skipped %d; want %d and 8", users.Scanned, users.Inactive, storyPeople)
		}
		_, err = s.app.ImportGroups(ctx)
		return err
	}},
}

func play(t *testing.T, i *installation, server *server, dialect okta.Dialect, credential okta.Credential) {
	t.Helper()
	s := &story{T: t, installation: i, name: fmt.Sprintf("Engines by %s and %s", dialect, credential)}
	i.run("organization", "create", s.name, "--licenses", fmt.Sprint(storyPeople+1))
	made := i.credentials("connection", "create", "--organization", s.name, "--provider", "okta")
	s.company = okta.NewCompany(okta.CompanySize{People: storyPeople, Groups: 9, Seed: 7})
	settings := okta.NewSettings(dialect, server.tenantURL(t, made), made.SecretToken)
	settings.Credential = credential
	settings.MembershipBatch = 20
	var err error
	s.app, err = okta.NewApp(s.company.Org, settings, okta.AppOptions{Seed: 7, Record: i.keepPasswords})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.app.Close)
	for _, person := range s.company.Org.People() {
		s.people = append(s.people, person.ID)
	}
	for _, group := range s.company.Org.Groups() {
		s.groups = append(s.groups, group.ID)
	}
	for _, step := range storySteps {
		if err := step.run(s, t.Context()); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
	}
	differences, err := s.app.Compare(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, difference := range differences {
		t.Error(difference)
	}
	s.wantMembers()
	s.wantTeams()
	s.wantJournal()
}

func (s *story) domain() string { return "northwind.example" }

// wantMembers compares the members that the command prints with Okta's people.
func (s *story) wantMembers() {
	s.Helper()
	var want []memberLine
	for _, person := range s.company.Org.People() {
		line := memberLine{Name: person.Profile.Name(), Email: person.Profile.Email, Status: "deactivated", Role: "member"}
		if s.app.Assigned(person.ID) {
			line.Status, line.Licensed = "active", true
		}
		want = append(want, line)
	}
	got := lines[memberLine](s.installation, "members", "--organization", s.name)
	for at := range got {
		if got[at].ID == "" || got[at].Origin == "" {
			s.Errorf("the member %s has no id or no origin", got[at].Email)
		}
		got[at].ID, got[at].Origin = "", ""
	}
	byEmail := func(a, b memberLine) int { return cmp.Compare(a.Email, b.Email) }
	slices.SortFunc(want, byEmail)
	slices.SortFunc(got, byEmail)
	if diff := gocmp.Diff(want, got); diff != "" {
		s.Errorf("members differ from Okta's people (-want +got):\n%s", diff)
	}
}

// wantTeams compares the teams that the command prints with the groups that an
// import finds, which the comparison before held against Okta's memory.
func (s *story) wantTeams() {
	s.Helper()
	groups, err := s.app.ImportGroups(s.Context())
	if err != nil {
		s.Fatal(err)
	}
	if len(groups) != len(s.groups)+1 {
		s.Errorf("the import found %d groups; want %d", len(groups), len(s.groups)+1)
	}
	var want []teamLine
	for _, group := range groups {
		want = append(want, teamLine{ID: group.RemoteID, Name: group.Name, Members: int64(len(group.Members))})
	}
	got := lines[teamLine](s.installation, "teams", "--organization", s.name)
	for at := range got {
		got[at].Origin = ""
	}
	byName := func(a, b teamLine) int { return cmp.Compare(a.Name, b.Name) }
	slices.SortFunc(want, byName)
	slices.SortFunc(got, byName)
	if diff := gocmp.Diff(want, got); diff != "" {
		s.Errorf("teams differ from what was imported (-want +got):\n%s", diff)
	}
}

// wantJournal demands that the journal tells the story, in its order.
func (s *story) wantJournal() {
	s.Helper()
	journal := lines[journalLine](s.installation, "journal", "--organization", s.name)
	wantUnbroken(s, journal)
	got := kinds(journal)
	for kind, want := range map[directory.EntryKind]int{
		directory.OrganizationCreated:    1,
		directory.ConnectionCreated:      1,
		directory.ConnectionTokenCreated: 1,
		directory.MemberCreated:          storyPeople + 8,
		directory.MemberUpdated:          3, // the username, the e-mail after it, the title
		directory.MemberWasDeactivated:   10,
		directory.MemberReactivated:      2,
		directory.TeamCreated:            11,
		directory.TeamUpdated:            1,
		directory.TeamDeleted:            1,
		directory.NoticeUnknownMembers:   0,
		directory.NoticeNoLicense:        0,
	} {
		if got[kind] != want {
			s.Errorf("the journal has %d entries %s; want %d", got[kind], kind, want)
		}
	}
	batch := "added 20 people" // the catalog app's PATCHes
	if s.app.Settings().Dialect == okta.Wizard {
		batch = "added 35 people" // one PUT
	}
	said := told(journal, 0)
	at := 0
	for _, sentence := range []string{
		"The operator created the organization " + s.name + "\n",
		"The operator issued a Secret Token for Okta\n",
		"Okta (SCIM) created the team Everybody in 2026\n",
		"Okta (SCIM) renamed the team Everybody in 2026 to Everybody\n",
		"Okta (SCIM) created the team Everybody in 2026\n",
		"Okta (SCIM) " + batch + " to the team Everybody\n",
		" to Zoë.Ångström@" + s.domain() + "\n",
		" to Countess\n",
		"Okta (SCIM) deactivated ",
		"Okta (SCIM) added Joiner ",
		"Okta (SCIM) reactivated ",
		"Okta (SCIM) deleted the team Everybody\n",
	} {
		if at = indexAfter(said, sentence, at); at < 0 {
			s.Fatalf("the journal does not tell %q after what came before; it tells:\n%s", sentence, said)
		}
	}
}

// keepPasswords keeps the passwords that Okta sends among the secrets.
func (i *installation) keepPasswords(e okta.Exchange) {
	var sent struct {
		Password string `json:"password"`
	}
	if json.Unmarshal(e.Body, &sent) == nil && sent.Password != "" {
		i.secrets.add(sent.Password)
	}
}
