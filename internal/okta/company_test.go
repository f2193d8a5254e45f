package okta_test

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/okta"
)

// TestCompanyIsRepeatable holds that a seed decides everything.
func TestCompanyIsRepeatable(t *testing.T) {
	t.Parallel()
	size := okta.CompanySize{People: 250, Groups: 14, Seed: 42}
	a, b := okta.NewCompany(size), okta.NewCompany(size)
	if diff := cmp.Diff(a.Org.People(), b.Org.People()); diff != "" {
		t.Errorf("people differ:\n%s", diff)
	}
	if diff := cmp.Diff(a.Org.Groups(), b.Org.Groups()); diff != "" {
		t.Errorf("groups differ:\n%s", diff)
	}
	size.Seed = 43
	if cmp.Equal(a.Org.People(), okta.NewCompany(size).Org.People()) {
		t.Error("another seed gives the same people")
	}
}

var oktaID = regexp.MustCompile(`^00[ug][A-Za-z0-9]{17}$`)

// TestCompanyIsPlausible looks at what the demo shows.
func TestCompanyIsPlausible(t *testing.T) {
	t.Parallel()
	company := okta.NewCompany(okta.CompanySize{People: 3000, Groups: 14})
	logins := map[string]bool{}
	numbers := map[string]bool{}
	foreign, managed, heads := 0, 0, map[string]int{}
	for _, p := range company.Org.People() {
		if !oktaID.MatchString(string(p.ID)) {
			t.Fatalf("the id %s is none of Okta's", p.ID)
		}
		if logins[p.Profile.Login] || numbers[p.Profile.EmployeeNumber] {
			t.Fatalf("%s or %s is there twice", p.Profile.Login, p.Profile.EmployeeNumber)
		}
		logins[p.Profile.Login], numbers[p.Profile.EmployeeNumber] = true, true
		for _, r := range p.Profile.Login {
			if r > unicode.MaxASCII || unicode.IsUpper(r) || unicode.IsSpace(r) {
				t.Fatalf("the login %s of %s is not plain", p.Profile.Login, p.Profile.Name())
			}
		}
		if strings.HasPrefix(p.Profile.Login, ".") || strings.Contains(p.Profile.Login, ".@") {
			t.Fatalf("the login %s of %s misses a name", p.Profile.Login, p.Profile.Name())
		}
		if p.Profile.GivenName == "" || p.Profile.Department == "" || p.Profile.Title == "" || p.Profile.City == "" {
			t.Fatalf("the profile %+v has gaps", p.Profile)
		}
		if strings.ContainsFunc(p.Profile.Name(), func(r rune) bool { return r > unicode.MaxASCII }) {
			foreign++
		}
		if p.Profile.ManagerID != "" && numbers[p.Profile.ManagerID] {
			managed++
		}
		if strings.Contains(p.Profile.Title, "Chief") || p.Profile.Title == "General Counsel" || strings.HasPrefix(p.Profile.Title, "VP ") || strings.HasPrefix(p.Profile.Title, "Head ") {
			heads[p.Profile.Department]++
		}
	}
	if foreign < 600 {
		t.Errorf("%d of 3000 names are not ASCII", foreign)
	}
	if managed != 2999 {
		t.Errorf("%d of 3000 people have a manager who was there before", managed)
	}
	if len(heads) != 10 {
		t.Errorf("the departments are led by %v", heads)
	}
	names := []string{}
	for _, g := range company.Org.Groups() {
		names = append(names, g.Name)
		if len(g.Members) == 0 || !oktaID.MatchString(string(g.ID)) {
			t.Errorf("group %s with id %s has %d members", g.Name, g.ID, len(g.Members))
		}
	}
	want := []string{
		"All staff", "Engineering", "Sales", "Customer Support", "Berlin office", "London office", "Project Aurora",
		"Marketing", "Product", "New York office", "Project Borealis", "Design", "Finance", "Project Cascade",
	}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("groups (-want +got):\n%s", diff)
	}
}

// TestCompanySizes makes the smallest and the many-grouped.
func TestCompanySizes(t *testing.T) {
	t.Parallel()
	for _, size := range []okta.CompanySize{{}, {People: 1, Groups: 1}, {Groups: 3}, {People: 5, Groups: 60}} {
		company := okta.NewCompany(size)
		if n := len(company.Org.People()); n != size.People {
			t.Errorf("%d people, not %d", n, size.People)
		}
		names := map[string]bool{}
		for _, g := range company.Org.Groups() {
			names[g.Name] = true
		}
		if len(names) != size.Groups {
			t.Errorf("%d groups of different names, not %d", len(names), size.Groups)
		}
	}
}

// TestTrickle lets a company live for a while at a server, in both dialects:
// every kind of event happens, nothing fails, and the server knows everything.
func TestTrickle(t *testing.T) {
	t.Parallel()
	for _, dialect := range []okta.Dialect{okta.Catalog, okta.Wizard} {
		t.Run(string(dialect), func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, dialect, nil)
			company := okta.NewCompany(okta.CompanySize{People: 60, Groups: 8, Seed: 3})
			app, err := okta.NewApp(company.Org, f.app.Settings(), okta.AppOptions{Transport: f.server})
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range company.Org.People() {
				err = errors.Join(err, app.Assign(t.Context(), p.ID))
			}
			for _, g := range company.Org.Groups() {
				err = errors.Join(err, app.PushGroup(t.Context(), g.ID))
			}
			if err != nil {
				t.Fatal(err)
			}
			trickle := okta.NewTrickle(company, app, 9)
			kinds := map[okta.Kind]string{}
			for range 400 {
				event, err := trickle.Step(t.Context())
				if err != nil || event.Text == "" {
					t.Fatalf("%s: %q: %v", event.Kind, event.Text, err)
				}
				kinds[event.Kind] = event.Text
			}
			for _, kind := range []okta.Kind{
				okta.Joined, okta.Moved, okta.Left, okta.Returned, okta.Promoted, okta.ChangedName,
				okta.JoinedProject, okta.LeftProject, okta.RenamedProject, okta.StartedProject, okta.EndedProject,
			} {
				if kinds[kind] == "" {
					t.Errorf("nobody %s", kind)
				}
			}
			differences, err := app.Compare(t.Context())
			if err != nil || len(differences) > 0 {
				t.Errorf("afterwards: %v %v", err, differences)
			}
			expectRules(t, company.Org)
		})
	}
}

// expectRules holds that people are in the group of their department or office
// and in no other.
func expectRules(t *testing.T, org *okta.Org) {
	t.Helper()
	groups := map[string][]okta.UserID{}
	for _, g := range org.Groups() {
		groups[g.Name] = g.Members
	}
	for _, p := range org.People() {
		for name, belongs := range map[string]bool{
			"All staff":     true,
			"Engineering":   p.Profile.Department == "Engineering",
			"Sales":         p.Profile.Department == "Sales",
			"Berlin office": p.Profile.City == "Berlin",
		} {
			if slices.Contains(groups[name], p.ID) != belongs {
				t.Errorf("%s of %s in %s: member of %s is %t", p.Profile.Name(), p.Profile.Department, p.Profile.City, name, !belongs)
			}
		}
	}
}

// TestTrickleIsRepeatable holds that a seed decides what happens.
func TestTrickleIsRepeatable(t *testing.T) {
	t.Parallel()
	live := func() []string {
		f := newFixture(t, okta.Catalog, nil)
		company := okta.NewCompany(okta.CompanySize{People: 30, Groups: 8})
		app, err := okta.NewApp(company.Org, f.app.Settings(), okta.AppOptions{Transport: f.server})
		if err != nil {
			t.Fatal(err)
		}
		trickle := okta.NewTrickle(company, app, 5)
		var texts []string
		for range 50 {
			// Nobody is assigned and nothing pushed, so some pushes fail; what
			// happens does not depend on it.
			event, _ := trickle.Step(t.Context())
			texts = append(texts, event.Text)
		}
		return texts
	}
	if a, b := live(), live(); !slices.Equal(a, b) {
		t.Errorf("the same seed gives\n%v\nand\n%v", a, b)
	}
}
