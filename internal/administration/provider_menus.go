package administration

import (
	"strings"

	"github.com/musterhq/muster/internal/directory"
)

// menus are the ways through a provider's own pages to where it decides
// something, as its menus call them.
type menus struct {
	provider string
	// profile and group lead to one person and one group.
	profile, group func(name string) string
	// assignments is where people are given to the application and taken from
	// it, groups where the groups are, pushes where a group is sent or no longer.
	assignments, groups, pushes string
}

func (m menus) sentence(way string) string { return "In " + m.provider + ": " + way + "." }

func menusOf(provider directory.Provider) menus {
	m := menus{
		provider:    provider.Name(),
		profile:     func(name string) string { return "Users › " + name },
		group:       func(name string) string { return "Groups › " + name },
		assignments: "the application's assignments",
		groups:      "Groups",
		pushes:      "the application's groups",
	}
	switch provider {
	case directory.Okta:
		m.profile = func(name string) string { return "Directory › People › " + name + " › Profile" }
		m.group = func(name string) string { return "Directory › Groups › " + name }
		m.groups = "Directory › Groups"
		m.assignments = "Applications › the application › Assignments"
		m.pushes = "Applications › the application › Push Groups"
	case directory.Entra:
		m.assignments = "Enterprise applications › the application › Users and groups"
		m.pushes = m.assignments
	case directory.OneLogin:
		m.assignments = "Applications › the application › Users"
	case directory.JumpCloud:
		m.group = func(name string) string { return "User Groups › " + name }
		m.groups = "User Groups"
		m.assignments = "SSO Applications › the application › User Groups"
		m.pushes = m.assignments
	case directory.Google:
		m.profile = func(name string) string { return "Directory › Users › " + name }
		m.group = func(name string) string { return "Directory › Groups › " + name }
		m.groups = "Directory › Groups"
	case directory.Other:
	}
	return m
}

// sentenceName is how a provider is called where a sentence begins.
func sentenceName(provider directory.Provider) string {
	name := provider.Name()
	first := min(1, len(name))
	return strings.ToUpper(name[:first]) + name[first:]
}
