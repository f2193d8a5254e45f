package scimserver

import (
	"net/http"
	"slices"
	"strings"

	"github.com/musterhq/muster/scim"
)

// serviceProviderConfig answers GET /ServiceProviderConfig: what works here and
// nothing else.
func (s *Server) serviceProviderConfig(c *call) error {
	config := scim.ServiceProviderConfig{
		Patch:  true,
		Filter: &scim.FilterFeature{MaxResults: maxPage},
		Pagination: scim.Pagination{
			Index:           true,
			DefaultMethod:   "index",
			DefaultPageSize: defaultPage,
			MaxPageSize:     maxPage,
		},
		AuthenticationSchemes: []scim.AuthenticationScheme{{
			Type:        "oauthbearertoken",
			Name:        "Secret Token",
			Description: "The connection's Secret Token in the Authorization header, after the word Bearer or alone.",
			SpecURI:     "https://www.rfc-editor.org/info/rfc6750",
			Primary:     true,
		}},
	}
	c.w.send(http.StatusOK, config.AppendJSON(nil, c.base+"/ServiceProviderConfig"))
	return nil
}

// listResourceTypes answers GET /ResourceTypes.
func (s *Server) listResourceTypes(c *call) error {
	var documents [][]byte
	for _, t := range c.resourceTypes() {
		documents = append(documents, t.AppendJSON(nil, c.base+"/ResourceTypes/"+t.Name()))
	}
	return c.sendDocuments(documents)
}

// resourceType answers GET /ResourceTypes/{id}; the id is the name.
func (s *Server) resourceType(c *call) error {
	for _, t := range c.resourceTypes() {
		if t.Name() == c.id {
			c.w.send(http.StatusOK, t.AppendJSON(nil, c.base+"/ResourceTypes/"+t.Name()))
			return nil
		}
	}
	return refuse(http.StatusNotFound, "", "There is no such resource type; /ResourceTypes lists those that exist.")
}

// listSchemas answers GET /Schemas, which Okta's "Import User Schema" reads.
func (s *Server) listSchemas(c *call) error {
	var documents [][]byte
	for _, schema := range c.schemas() {
		documents = append(documents, schema.AppendJSON(nil, c.base+"/Schemas/"+schema.ID))
	}
	return c.sendDocuments(documents)
}

// schema answers GET /Schemas/{urn}.
func (s *Server) schema(c *call) error {
	for _, schema := range c.schemas() {
		if strings.EqualFold(schema.ID, c.id) {
			c.w.send(http.StatusOK, schema.AppendJSON(nil, c.base+"/Schemas/"+schema.ID))
			return nil
		}
	}
	return refuse(http.StatusNotFound, "", "There is no such schema; /Schemas lists those that exist.")
}

// resourceTypes are those that the connection takes.
func (c *call) resourceTypes() []*scim.ResourceType {
	if c.access.Connection.Policy.TakesGroups() {
		return resourceTypes()
	}
	return []*scim.ResourceType{scim.UserResourceType()}
}

// schemas are those of the resource types that the connection takes, and of
// discovery itself.
func (c *call) schemas() []scim.Schema {
	all := scim.Schemas()
	if c.access.Connection.Policy.TakesGroups() {
		return all
	}
	return slices.DeleteFunc(all, func(schema scim.Schema) bool { return schema.ID == scim.GroupSchema().ID })
}

// sendDocuments answers a list that is never paged. A filter on it is refused, so
// that nobody takes everything for what they asked for (RFC 7644 §4).
func (c *call) sendDocuments(documents [][]byte) error {
	if c.query.Has("filter") {
		return refuse(http.StatusForbidden, "", "This list cannot be filtered; ask for it without a filter.")
	}
	list := scim.ListResponse{TotalResults: len(documents), StartIndex: 1, ItemsPerPage: len(documents)}
	c.w.send(http.StatusOK, list.AppendJSON(nil, documents...))
	return nil
}
