package main

import (
	"cmp"
	"context"
	"fmt"

	"github.com/musterhq/muster/internal/okta"
)

// app is an app integration of an Okta org, addressed by logins and names.
type app struct {
	*okta.App
	signIn *signIn // nil until it is asked for
}

// newcomer is a person who is to be added to the org.
type newcomer struct {
	Login      string `json:"login"`
	Given      string `json:"given"`
	Family     string `json:"family"`
	Display    string `json:"display"`
	Title      string `json:"title"`
	Department string `json:"department"`
}

func (n newcomer) profile() okta.Profile {
	return okta.Profile{
		Login: n.Login, GivenName: n.Given, FamilyName: n.Family, DisplayName: n.Display,
		Title: n.Title, Department: n.Department,
	}
}

// company is a made-up company that fills an org.
type company struct {
	Name   string `json:"name"`
	Domain string `json:"domain"`
	People int    `json:"people"`
	Groups int    `json:"groups"`
	Seed   uint64 `json:"seed"`
}

// connect adds an app integration, to an org of its own. An app that exists gets
// the new Tenant URL and Secret Token and forgets nothing else.
func (s *scene) connect(asked request) error {
	credential, err := okta.ParseCredential(cmp.Or(asked.Credential, string(okta.Bearer)))
	if err != nil {
		return err
	}
	dialect, err := okta.ParseDialect(cmp.Or(asked.Dialect, string(okta.Catalog)))
	if err != nil {
		return err
	}
	settings := okta.NewSettings(dialect, asked.TenantURL, asked.Token)
	settings.Credential = credential
	if known, found := s.apps[asked.Okta]; found {
		return known.Reconfigure(settings)
	}
	org := okta.NewOrg(1)
	if asked.Company.People > 0 {
		org = okta.NewCompany(okta.CompanySize{
			Name: asked.Company.Name, Domain: asked.Company.Domain, Seed: max(1, asked.Company.Seed),
			People: asked.Company.People, Groups: asked.Company.Groups,
		}).Org
	}
	made, err := okta.NewApp(org, settings, okta.AppOptions{Seed: 1})
	if err != nil {
		return err
	}
	s.apps[asked.Okta] = &app{App: made}
	return nil
}

// do does one thing in Okta.
func (a *app) do(ctx context.Context, asked request) (answer, error) {
	switch asked.Do {
	case "hire":
		for _, person := range asked.People {
			a.Org().AddPerson(person.profile())
		}
		return answer{}, nil
	case "group":
		members, err := a.people(asked.Logins)
		if err != nil {
			return answer{}, err
		}
		a.Org().AddGroup(asked.Group, members...)
		return answer{}, nil
	case "assign everybody":
		return answer{}, a.assignEverybody(ctx)
	case "people":
		return a.list(), nil
	case "test":
		return answer{}, a.TestConnection(ctx)
	case "save":
		return answer{}, a.Save(ctx)
	case "import":
		_, err := a.ImportUsers(ctx)
		return answer{}, err
	case "compare":
		return a.compare(ctx)
	case "sign people in", "password", "oidc app", "saml app", "rotate keys", "prepare certificate", "rotate certificate":
		return a.doSignIn(ctx, asked)
	case "push", "push now", "unlink", "rename", "add", "remove":
		return answer{}, a.doGroup(ctx, asked)
	}
	return answer{}, a.doPeople(ctx, asked)
}

// assignEverybody assigns a whole company, as Okta does with the group that
// holds it.
func (a *app) assignEverybody(ctx context.Context) error {
	var everybody []okta.UserID
	for _, person := range a.Org().People() {
		everybody = append(everybody, person.ID)
	}
	return a.Assign(ctx, everybody...)
}

// doPeople does one thing with people of the org.
func (a *app) doPeople(ctx context.Context, asked request) error {
	people, err := a.people(asked.Logins)
	if err != nil {
		return err
	}
	switch asked.Do {
	case "assign":
		return a.Assign(ctx, people...)
	case "unassign":
		return a.Unassign(ctx, people...)
	case "deactivate":
		return a.Deactivate(ctx, people...)
	case "reassign":
		return a.Reassign(ctx, people...)
	case "suspend", "unsuspend":
		return a.suspend(people, asked.Do == "suspend")
	case "edit":
		for _, person := range people {
			if _, err := a.Org().EditProfile(person, asked.edit); err != nil {
				return err
			}
		}
		return a.PushProfile(ctx, people...)
	case "change login":
		for _, person := range people {
			if err := a.ChangeUsername(ctx, person, asked.Login); err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("stage cannot do %q", asked.Do)
}

// suspend tells Okta alone: the app hears nothing of it.
func (a *app) suspend(people []okta.UserID, suspended bool) error {
	change := a.Org().Unsuspend
	if suspended {
		change = a.Org().Suspend
	}
	for _, person := range people {
		if err := change(person); err != nil {
			return err
		}
	}
	return nil
}

// doGroup does one thing with a group of the org.
func (a *app) doGroup(ctx context.Context, asked request) error {
	group, err := a.group(asked.Group)
	if err != nil {
		return err
	}
	people, err := a.people(asked.Logins)
	if err != nil {
		return err
	}
	switch asked.Do {
	case "push":
		return a.PushGroup(ctx, group)
	case "push now":
		return a.PushNow(ctx, group)
	case "unlink":
		return a.UnlinkGroup(ctx, group, okta.DeleteInTarget)
	case "rename":
		return a.RenameGroup(ctx, group, asked.Name)
	case "add":
		return a.AddMembers(ctx, group, people...)
	default: // remove
		return a.RemoveMembers(ctx, group, people...)
	}
}

// edit changes what the request names of a profile.
func (r request) edit(profile *okta.Profile) {
	profile.Title = cmp.Or(r.Title, profile.Title)
	profile.Department = cmp.Or(r.Department, profile.Department)
	profile.DisplayName = cmp.Or(r.Name, profile.DisplayName)
}

// people finds people by their logins; none means nobody.
func (a *app) people(logins []string) ([]okta.UserID, error) {
	ids := make(map[string]okta.UserID)
	for _, person := range a.Org().People() {
		ids[person.Profile.Login] = person.ID
	}
	var found []okta.UserID
	for _, login := range logins {
		id, ok := ids[login]
		if !ok {
			return nil, fmt.Errorf("there is nobody with the login %q in Okta", login)
		}
		found = append(found, id)
	}
	return found, nil
}

func (a *app) group(name string) (okta.GroupID, error) {
	for _, group := range a.Org().Groups() {
		if group.Name == name {
			return group.ID, nil
		}
	}
	return "", fmt.Errorf("there is no group %q in Okta", name)
}

func (a *app) list() answer {
	var listed answer
	for _, person := range a.Org().People() {
		listed.Logins = append(listed.Logins, person.Profile.Login)
	}
	for _, group := range a.Org().Groups() {
		listed.Groups = append(listed.Groups, group.Name)
	}
	return listed
}

func (a *app) compare(ctx context.Context) (answer, error) {
	differences, err := a.Compare(ctx)
	var compared answer
	for _, difference := range differences {
		compared.Differences = append(compared.Differences, difference.String())
	}
	return compared, err
}
