package scimserver_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"
)

type wireFeature struct {
	Supported      bool `json:"supported"`
	MaxResults     int  `json:"maxResults"`
	MaxOperations  int  `json:"maxOperations"`
	MaxPayloadSize int  `json:"maxPayloadSize"`
}

type wireConfig struct {
	Schemas                  []string    `json:"schemas"`
	Patch                    wireFeature `json:"patch"`
	Bulk                     wireFeature `json:"bulk"`
	Filter                   wireFeature `json:"filter"`
	ChangePassword           wireFeature `json:"changePassword"`
	Sort                     wireFeature `json:"sort"`
	ETag                     wireFeature `json:"etag"`
	InteropProfileConformant *bool       `json:"interopProfileConformant"`
	AuthenticationSchemes    []struct {
		Type string `json:"type"`
	} `json:"authenticationSchemes"`
	Pagination struct {
		Cursor                  bool   `json:"cursor"`
		Index                   bool   `json:"index"`
		DefaultPaginationMethod string `json:"defaultPaginationMethod"`
		DefaultPageSize         int    `json:"defaultPageSize"`
		MaxPageSize             int    `json:"maxPageSize"`
	} `json:"pagination"`
	Meta wireMeta `json:"meta"`
}

// TestServiceProviderConfig says what works and nothing else (RFC 7643 §5,
// RFC 9865 §4).
func TestServiceProviderConfig(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		got := decode[wireConfig](t, d.get(t, "/ServiceProviderConfig").want(t, http.StatusOK))
		if !got.Patch.Supported || !got.Filter.Supported || got.Filter.MaxResults != 500 {
			t.Errorf("what works is not there: %+v", got)
		}
		if got.Bulk.Supported || got.Sort.Supported || got.ETag.Supported || got.ChangePassword.Supported || got.Pagination.Cursor {
			t.Errorf("what does not work is there: %+v", got)
		}
		if !got.Pagination.Index || got.Pagination.DefaultPaginationMethod != "index" || got.Pagination.DefaultPageSize != 100 || got.Pagination.MaxPageSize != 500 {
			t.Errorf("pagination is %+v", got.Pagination)
		}
		if len(got.AuthenticationSchemes) != 1 || got.AuthenticationSchemes[0].Type != "oauthbearertoken" {
			t.Errorf("the authentication schemes are %+v", got.AuthenticationSchemes)
		}
		if got.InteropProfileConformant != nil && *got.InteropProfileConformant {
			t.Error("conformance is claimed that the tolerant profile has not")
		}
		if got.Meta.Location != d.base+"/ServiceProviderConfig" || got.Meta.ResourceType != "ServiceProviderConfig" {
			t.Errorf("meta is %+v", got.Meta)
		}
	})
}

type wireResourceType struct {
	Schemas          []string `json:"schemas"`
	ID               string   `json:"id"`
	Name             string   `json:"name"`
	Endpoint         string   `json:"endpoint"`
	Schema           string   `json:"schema"`
	SchemaExtensions []struct {
		Schema   string `json:"schema"`
		Required bool   `json:"required"`
	} `json:"schemaExtensions"`
	Meta wireMeta `json:"meta"`
}

// TestResourceTypes: an id is the name, and every schema named is in /Schemas.
func TestResourceTypes(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		list := decode[wireList[wireResourceType]](t, d.get(t, "/ResourceTypes").want(t, http.StatusOK))
		var ids []string
		for _, listed := range list.Resources {
			ids = append(ids, listed.ID)
			alone := decode[wireResourceType](t, d.get(t, "/ResourceTypes/"+listed.ID).want(t, http.StatusOK))
			if alone.Name != listed.ID || alone.Endpoint != listed.Endpoint || alone.Meta.Location != d.base+"/ResourceTypes/"+listed.ID {
				t.Errorf("the resource type is %+v", alone)
			}
			d.get(t, listed.Endpoint).want(t, http.StatusOK)
			d.get(t, "/Schemas/"+listed.Schema).want(t, http.StatusOK)
			for _, extension := range listed.SchemaExtensions {
				d.get(t, "/Schemas/"+extension.Schema).want(t, http.StatusOK)
			}
		}
		if !slices.Equal(ids, []string{"User", "Group"}) || *list.TotalResults != 2 {
			t.Errorf("the resource types are %v", ids)
		}
		d.get(t, "/ResourceTypes/Nonsense").refused(t, http.StatusNotFound, "", "/ResourceTypes")
		d.get(t, `/ResourceTypes?filter=name%20eq%20"User"`).refused(t, http.StatusForbidden, "", "filter")
	})
}

type wireAttribute struct {
	Name            string          `json:"name"`
	Type            string          `json:"type"`
	MultiValued     *bool           `json:"multiValued"`
	Description     string          `json:"description"`
	Required        *bool           `json:"required"`
	CaseExact       *bool           `json:"caseExact"`
	Mutability      string          `json:"mutability"`
	Returned        string          `json:"returned"`
	Uniqueness      string          `json:"uniqueness"`
	CanonicalValues []string        `json:"canonicalValues"`
	SubAttributes   []wireAttribute `json:"subAttributes"`
}

type wireSchema struct {
	ID         string          `json:"id"`
	Name       string          `json:"name"`
	Attributes []wireAttribute `json:"attributes"`
	Meta       wireMeta        `json:"meta"`
}

// TestSchemas: whole, each attribute with its characteristics, and what Okta's
// "Import User Schema" needs: types in canonicalValues (Z-4, Z-10).
func TestSchemas(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		list := decode[wireList[wireSchema]](t, d.get(t, "/Schemas").want(t, http.StatusOK))
		attributes := map[string]map[string]wireAttribute{}
		for _, schema := range list.Resources {
			byName := map[string]wireAttribute{}
			for _, attribute := range schema.Attributes {
				checkAttribute(t, schema.ID, attribute)
				byName[attribute.Name] = attribute
			}
			attributes[schema.ID] = byName
			alone := d.get(t, "/Schemas/"+schema.ID).want(t, http.StatusOK)
			if decode[wireSchema](t, alone).Meta.Location != d.base+"/Schemas/"+schema.ID {
				t.Errorf("the location of %s is wrong: %.300s", schema.ID, alone.body)
			}
		}
		for schema, names := range map[string][]string{
			"urn:ietf:params:scim:schemas:core:2.0:User": {
				"userName", "name", "displayName", "nickName", "profileUrl", "title", "userType", "preferredLanguage", "locale", "timezone", "active",
				"emails", "phoneNumbers", "ims", "photos", "addresses", "groups", "entitlements", "roles", "x509Certificates",
			},
			"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber", "costCenter", "organization", "division", "department", "manager"},
			"urn:ietf:params:scim:schemas:core:2.0:Group":                {"displayName", "members"},
		} {
			for _, name := range names {
				if _, ok := attributes[schema][name]; !ok {
					t.Errorf("%s does not declare %s", schema, name)
				}
			}
			if _, ok := attributes[schema]["password"]; ok {
				t.Error("a password is declared, and none is kept")
			}
		}
		d.get(t, "/Schemas/URN:IETF:params:scim:schemas:core:2.0:user").want(t, http.StatusOK)
		d.get(t, "/Schemas/urn:nonsense").refused(t, http.StatusNotFound, "", "/Schemas")
		d.get(t, `/Schemas?filter=id%20eq%20"x"`).refused(t, http.StatusForbidden, "")
	})
}

func checkAttribute(t *testing.T, where string, a wireAttribute) {
	t.Helper()
	if a.Name == "" || a.Type == "" || a.MultiValued == nil || a.Description == "" || a.Required == nil || a.Mutability == "" || a.Returned == "" || a.Uniqueness == "" {
		encoded, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		t.Errorf("%s has an attribute without its characteristics: %s", where, encoded)
	}
	for _, sub := range a.SubAttributes {
		checkAttribute(t, where+"."+a.Name, sub)
	}
	typed := slices.ContainsFunc(a.SubAttributes, func(sub wireAttribute) bool { return sub.Name == "type" })
	if wants := []string{"emails", "phoneNumbers", "addresses", "ims", "photos"}; typed && slices.Contains(wants, a.Name) {
		for _, sub := range a.SubAttributes {
			if sub.Name == "type" && len(sub.CanonicalValues) == 0 {
				t.Errorf("%s.%s.type declares no canonicalValues", where, a.Name)
			}
		}
	}
}
