package scim

// Group is the typed view of a Group. Its members are not part of the
// resource; they are read from one that Within returned, and Resource passes
// over them.
type Group struct {
	ExternalID  string   `scim:"externalId"`
	DisplayName string   `scim:"displayName"`
	Members     []Member `scim:"members"`
}

// GroupFrom returns the view of a resource.
func GroupFrom(r Resource) Group {
	root := r.Object().Value()
	return Group{
		ExternalID:  textAt(root, "externalId"),
		DisplayName: textAt(root, "displayName"),
		Members:     membersAt(root, "members"),
	}
}

// Resource returns the view as a resource, without its members. It fails as
// Read does, without a displayName for instance.
func (g Group) Resource() (Resource, error) {
	var b fieldList
	b.text("externalId", g.ExternalID)
	b.text("displayName", g.DisplayName)
	return GroupResourceType().fromFields(b)
}
