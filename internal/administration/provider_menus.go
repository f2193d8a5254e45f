package administration

import "github.com/musterhq/muster/internal/directory"

// menus are the ways through a provider's own pages to where it decides
// something, as its menus call them. Each way is told as the values of a rule's
// sentence.
type menus struct{ provider directory.Provider }

func menusOf(provider directory.Provider) menus { return menus{provider} }

// The places of the sentence that says where to change something. Where a menu's
// labels are known, they are the provider's, letter for letter, in any language.
const (
	// placeLabels: the labels alone lead there.
	placeLabels = "labels"
	// placeApplication: between the labels stands the application, whatever it is
	// called there.
	placeApplication = "application"
	// placeAssignments and placeGroups are of providers whose labels we do not
	// know.
	placeAssignments = "assignments"
	placeGroups      = "groups"
)

func (m menus) way(place string, labels ...string) []string {
	return append(labels, "provider", m.provider.NameInSentences(), "place", place)
}

func (m menus) labels(way string) []string { return m.way(placeLabels, "page", way) }

func (m menus) application(before, page string) []string {
	return m.way(placeApplication, "before", before, "page", page)
}

// profile leads to one person.
func (m menus) profile(name string) []string {
	switch m.provider {
	case directory.Okta:
		return m.labels("Directory › People › " + name + " › Profile")
	case directory.Google:
		return m.labels("Directory › Users › " + name)
	default:
		return m.labels("Users › " + name)
	}
}

// groups leads to where the groups are.
func (m menus) groups() []string { return m.labels(m.groupsMenu()) }

// group leads to one group.
func (m menus) group(name string) []string {
	return m.labels(m.groupsMenu() + " › " + name)
}

func (m menus) groupsMenu() string {
	switch m.provider {
	case directory.Okta, directory.Google:
		return "Directory › Groups"
	case directory.JumpCloud:
		return "User Groups"
	default:
		return "Groups"
	}
}

// assignments leads to where people are given to the application and taken from
// it.
func (m menus) assignments() []string {
	switch m.provider {
	case directory.Okta:
		return m.application("Applications", "Assignments")
	case directory.Entra:
		return m.application("Enterprise applications", "Users and groups")
	case directory.OneLogin:
		return m.application("Applications", "Users")
	case directory.JumpCloud:
		return m.application("SSO Applications", "User Groups")
	default:
		return m.way(placeAssignments)
	}
}

// pushes leads to where a group is sent or no longer.
func (m menus) pushes() []string {
	switch m.provider {
	case directory.Okta:
		return m.application("Applications", "Push Groups")
	case directory.Entra, directory.JumpCloud:
		return m.assignments()
	default:
		return m.way(placeGroups)
	}
}
