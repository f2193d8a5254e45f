package okta

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// CompanySize describes a company to make up.
type CompanySize struct {
	// Name is the company's, "Northwind Labs" when empty.
	Name string
	// Domain is what logins end with, "northwind.example" when empty.
	Domain string
	// People and Groups are how many there are at the beginning. The groups
	// are everybody, the departments, the offices and then projects.
	People int
	Groups int
	// Seed decides everything: the same size and seed give the same company.
	Seed uint64
}

// Company is a made-up company that keeps its people in an Okta org. It is
// used by one goroutine at a time.
type Company struct {
	Name string
	Org  *Org

	domain string
	rand   *rand.Rand
	logins map[string]bool
	hired  int
	// heads holds the first person of each department, who leads it.
	heads map[string]UserID
	chief UserID
	// rules say who belongs to a group by profile; projects have none.
	rules    map[GroupID]func(Profile) bool
	projects []GroupID
	named    int
}

// NewCompany makes up a company.
func NewCompany(size CompanySize) *Company {
	c := &Company{
		Name:   size.Name,
		Org:    NewOrg(size.Seed),
		domain: size.Domain,
		rand:   rand.New(rand.NewPCG(size.Seed, 0x636f6d70)),
		logins: map[string]bool{},
		heads:  map[string]UserID{},
		rules:  map[GroupID]func(Profile) bool{},
	}
	if c.Name == "" {
		c.Name = "Northwind Labs"
	}
	if c.domain == "" {
		c.domain = "northwind.example"
	}
	for range size.People {
		c.hire()
	}
	for i := range size.Groups {
		c.found(i)
	}
	return c
}

// hire adds a person to the org and to nothing else.
func (c *Company) hire() Person {
	given, givenLogin := spelled(pick(c.rand, givenNames))
	family, familyLogin := spelled(pick(c.rand, familyNames))
	d := c.department()
	place := c.office()
	c.hired++
	profile := Profile{
		Login:          c.login(givenLogin, familyLogin),
		GivenName:      given,
		FamilyName:     family,
		NickName:       nickNames[given],
		UserType:       "Employee",
		EmployeeNumber: fmt.Sprintf("E%05d", 1000+c.hired),
		Organization:   c.Name,
	}
	profile.Email = profile.Login
	if c.rand.IntN(12) == 0 {
		profile.UserType = "Contractor"
	}
	if c.rand.IntN(15) == 0 {
		profile.MiddleName, _ = spelled(pick(c.rand, givenNames))
	}
	if c.rand.IntN(20) == 0 {
		profile.HonorificPrefix = "Dr."
	}
	if c.rand.IntN(60) == 0 {
		profile.HonorificSuffix = "PhD"
	}
	place.settle(&profile, c.rand)
	person := c.Org.AddPerson(c.place(profile, d))
	if c.chief == "" {
		c.chief = person.ID
		return c.edit(person.ID, func(p *Profile) { p.Title = "Chief Executive Officer" })
	}
	if _, led := c.heads[d.name]; !led {
		c.heads[d.name] = person.ID
		chief := c.superior(c.chief)
		return c.edit(person.ID, func(p *Profile) {
			p.Title = d.head
			p.ManagerID, p.Manager = chief.number, chief.name
		})
	}
	return person
}

func (c *Company) edit(id UserID, edit func(*Profile)) Person {
	// The person is one of the company's own, so there is no error.
	person, _ := c.Org.EditProfile(id, edit)
	return person
}

// place gives a profile a job in a department, under its head.
func (c *Company) place(p Profile, d department) Profile {
	p.Department = d.name
	p.Division = d.division
	p.CostCenter = d.costCenter
	p.Title = pick(c.rand, d.titles)
	if head, led := c.heads[d.name]; led {
		boss := c.superior(head)
		p.ManagerID, p.Manager = boss.number, boss.name
	}
	return p
}

// superior is how a manager stands in the profiles of others.
type superior struct{ number, name string }

func (c *Company) superior(id UserID) superior {
	person, _ := c.Org.Person(id)
	return superior{number: person.Profile.EmployeeNumber, name: person.Profile.Name()}
}

// settle fills in what follows from the office.
func (o office) settle(p *Profile, r *rand.Rand) {
	p.StreetAddress, p.City, p.State, p.ZipCode, p.CountryCode = o.street, o.city, o.state, o.zip, o.country
	p.Locale, p.PreferredLanguage, p.Timezone = o.locale, o.language, o.zone
	p.PrimaryPhone = fmt.Sprintf("%s%03d", o.phone, r.IntN(1000))
	p.MobilePhone = ""
	if r.IntN(3) == 0 {
		p.MobilePhone = fmt.Sprintf("%s9%03d", o.phone, r.IntN(1000))
	}
}

func (c *Company) department() department {
	total := 0
	for _, d := range departments {
		total += d.weight
	}
	n := c.rand.IntN(total)
	for _, d := range departments {
		if n -= d.weight; n < 0 {
			return d
		}
	}
	return departments[0]
}

// office favours the first ones.
func (c *Company) office() office {
	return offices[min(c.rand.IntN(len(offices)), c.rand.IntN(len(offices)))]
}

// login makes a username that nobody had before, as companies do: given name,
// dot, family name, and a number for the second of the same name.
func (c *Company) login(given, family string) string {
	for n := 1; ; n++ {
		login := given + "." + family
		if n > 1 {
			login += fmt.Sprint(n)
		}
		login += "@" + c.domain
		if !c.logins[login] {
			c.logins[login] = true
			return login
		}
	}
}

// found creates the i-th group. The first fourteen mix the kinds; what comes
// after the departments and offices are projects.
func (c *Company) found(i int) {
	switch order := []string{
		"all", "d0", "d1", "d2", "o0", "o1", "p", "d3", "d4", "o2", "p", "d5", "d6", "p",
		"o3", "d7", "o4", "d8", "o5", "d9",
	}; {
	case i >= len(order) || order[i] == "p":
		c.project()
	case order[i] == "all":
		c.ruled("All staff", func(Profile) bool { return true })
	case order[i][0] == 'd':
		d := departments[order[i][1]-'0']
		c.ruled(d.name, func(p Profile) bool { return p.Department == d.name })
	default:
		o := offices[order[i][1]-'0']
		c.ruled(o.city+" office", func(p Profile) bool { return p.City == o.city })
	}
}

// ruled creates a group whose members follow from their profiles.
func (c *Company) ruled(name string, belongs func(Profile) bool) {
	var members []UserID
	for _, person := range c.Org.People() {
		if belongs(person.Profile) {
			members = append(members, person.ID)
		}
	}
	group := c.Org.AddGroup(name, members...)
	c.rules[group.ID] = belongs
}

// project creates a group of a few people from everywhere.
func (c *Company) project() {
	people := c.Org.People()
	var members []UserID
	for range min(4+c.rand.IntN(12), len(people)) {
		id := pick(c.rand, people).ID
		if !slices.Contains(members, id) {
			members = append(members, id)
		}
	}
	group := c.Org.AddGroup(c.projectName(), members...)
	c.projects = append(c.projects, group.ID)
}

// projectName gives a name that no project had before.
func (c *Company) projectName() string {
	name := "Project " + projectNames[c.named%len(projectNames)]
	if round := c.named / len(projectNames); round > 0 {
		name += fmt.Sprintf(" %d", round+1)
	}
	c.named++
	return name
}

// belongs gives the groups that the rules put a profile into.
func (c *Company) belongs(p Profile) []GroupID {
	var ids []GroupID
	for _, group := range c.Org.Groups() {
		if rule, ok := c.rules[group.ID]; ok && rule(p) {
			ids = append(ids, group.ID)
		}
	}
	return ids
}

func pick[T any](r *rand.Rand, items []T) T { return items[r.IntN(len(items))] }

// article puts "a" or "an" before a title; "UX" is spoken with a consonant.
func article(title string) string {
	if strings.ContainsRune("AEIOaeio", rune(title[0])) {
		return "an " + title
	}
	return "a " + title
}
