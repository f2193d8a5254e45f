package scimserver

import (
	"net/url"
	"strings"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/scim"
)

// filterOf reads the filter of a list request; nil when there is none.
func (c *call) filterOf(t *scim.ResourceType) (*scim.Matcher, error) {
	if !c.query.Has("filter") {
		return nil, nil
	}
	dialect := dialectOf(c.access.Connection)
	filter, err := scim.ParseFilter(c.query.Get("filter"), dialect)
	if err != nil {
		return nil, err
	}
	return t.Compile(filter, dialect)
}

// identityKeys are the attributes by which people can be looked up, the most
// telling first.
var identityKeys = []struct {
	attribute string
	by        directory.IdentityIndex
}{
	{"id", directory.ByID},
	{"userName", directory.ByUserName},
	{"externalId", directory.ByExternalID},
	{"emails.value", directory.ByEmail},
}

// narrowIdentities finds an index that holds everyone who can match. The filter
// itself decides on what comes back.
func narrowIdentities(matcher *scim.Matcher) directory.IdentityKey {
	equalities := matcher.Equalities()
	for _, key := range identityKeys {
		for _, equality := range equalities {
			if equality.Attribute == key.attribute {
				return directory.IdentityKey{By: key.by, Value: equality.Value}
			}
		}
	}
	return directory.IdentityKey{}
}

// teamKeys are the attributes by which groups can be looked up.
var teamKeys = []struct {
	attribute string
	by        directory.TeamIndex
}{
	{"id", directory.TeamByID},
	{"displayName", directory.TeamByName},
	{"externalId", directory.TeamByExternalID},
	{"members.value", directory.TeamByIdentity},
}

// narrowTeams is narrowIdentities for groups.
func narrowTeams(matcher *scim.Matcher) directory.TeamKey {
	equalities := matcher.Equalities()
	for _, key := range teamKeys {
		for _, equality := range equalities {
			if equality.Attribute == key.attribute {
				return directory.TeamKey{By: key.by, Value: equality.Value}
			}
		}
	}
	return directory.TeamKey{}
}

// membersInQuestion are the ids of members that decide whether a group matches.
// It reports false when no few ids do, and all members must be looked at.
func membersInQuestion(matcher *scim.Matcher) ([]directory.IdentityID, bool) {
	var ids []directory.IdentityID
	for _, equality := range matcher.Equalities() {
		if equality.Attribute == "members.value" {
			ids = append(ids, directory.IdentityID(equality.Value))
		}
	}
	return ids, len(ids) == mentionsOf(matcher.Filter(), "members")
}

// mentionsOf counts the conditions of a filter that look at an attribute.
func mentionsOf(filter scim.Filter, attribute string) int {
	count := func(path scim.Path) int {
		if strings.EqualFold(path.Name, attribute) {
			return 1
		}
		return 0
	}
	sum := 0
	switch f := filter.(type) {
	case scim.And:
		for _, part := range f {
			sum += mentionsOf(part, attribute)
		}
	case scim.Or:
		for _, part := range f {
			sum += mentionsOf(part, attribute)
		}
	case scim.Not:
		sum += mentionsOf(f.Filter, attribute)
	case scim.Compare:
		sum += count(f.Path)
	case scim.Present:
		sum += count(f.Path)
	case scim.ValuePath:
		sum += count(f.Path)
	}
	return sum
}

// listName tells the lists of a connection apart in the memory of their pages.
func listName(endpoint string, query url.Values) string {
	return endpoint + "?" + query.Get("filter")
}
