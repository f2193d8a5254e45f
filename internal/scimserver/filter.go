package scimserver

import (
	"crypto/sha256"
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
// itself decides on what comes back, unless it asks nothing but what the index
// compares by the same folding: then exact is true. That is every lookup before
// Okta creates somebody.
func narrowIdentities(matcher *scim.Matcher) (narrow directory.IdentityKey, exact bool) {
	equalities := matcher.Equalities()
	_, single := matcher.Filter().(scim.Compare)
	for _, key := range identityKeys {
		for _, equality := range equalities {
			if equality.Attribute == key.attribute {
				// An address is looked for in what is nearly the same: the user name too.
				return directory.IdentityKey{By: key.by, Value: equality.Value}, single && key.by != directory.ByEmail
			}
		}
	}
	return directory.IdentityKey{}, false
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
// It reports false where the filter asks for more than whether these few belong
// to the group, so that all members must be looked at.
func membersInQuestion(filter scim.Filter) ([]directory.IdentityID, bool) {
	terms, ok := filter.(scim.And)
	if !ok {
		terms = scim.And{filter}
	}
	var ids []directory.IdentityID
	for _, term := range terms {
		condition, ok := conditionOnMembers(term)
		if !ok {
			return nil, false
		}
		if condition == nil {
			continue
		}
		id, isText := condition.Value.Text()
		if condition.Operator != scim.Equal || !isText {
			return nil, false
		}
		ids = append(ids, directory.IdentityID(id))
	}
	return ids, true
}

// conditionOnMembers returns what a term of a filter asks of the members' ids,
// or nil when it asks something of the group itself. It reports false for
// everything else.
func conditionOnMembers(term scim.Filter) (*scim.Compare, bool) {
	switch f := term.(type) {
	case scim.Compare:
		if !strings.EqualFold(f.Path.Name, "members") {
			return nil, true
		}
		return &f, f.Path.Filter == nil && (f.Path.Sub == "" || strings.EqualFold(f.Path.Sub, "value"))
	case scim.ValuePath:
		inner, ok := f.Path.Filter.(scim.Compare)
		return &inner, ok && strings.EqualFold(inner.Path.Name, "value")
	case scim.Present:
		return nil, !strings.EqualFold(f.Path.Name, "members")
	}
	return nil, false
}

// listName tells the lists of a connection apart in the memory of their pages. It
// is short whatever the filter, of which the memory may have to keep many.
func listName(endpoint string, query url.Values) string {
	if !query.Has("filter") {
		return endpoint
	}
	digest := sha256.Sum256([]byte(query.Get("filter")))
	return endpoint + "?" + string(digest[:])
}
