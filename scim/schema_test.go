package scim_test

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/musterhq/muster/scim"
)

// Each discovery document has only attributes of its own schema, of the right
// type, and all that the schema requires.
func TestDiscoveryDocumentsFollowTheirSchemas(t *testing.T) {
	t.Parallel()
	documents := map[string][]byte{}
	for _, s := range scim.Schemas() {
		documents["schema "+s.Name] = s.AppendJSON(nil, "https://example.com/Schemas/"+s.ID)
	}
	for _, rt := range []*scim.ResourceType{scim.UserResourceType(), scim.GroupResourceType()} {
		documents["resource type "+rt.Name()] = rt.AppendJSON(nil, "https://example.com/ResourceTypes/"+rt.Name())
	}
	documents["empty config"] = scim.ServiceProviderConfig{}.AppendJSON(nil, "")
	documents["full config"] = scim.ServiceProviderConfig{
		DocumentationURI: "x", Bulk: &scim.Bulk{MaxOperations: 1, MaxPayloadSize: 1},
		Pagination:            scim.Pagination{DefaultMethod: "index", DefaultPageSize: 1, MaxPageSize: 1, CursorTimeout: 1},
		AuthenticationSchemes: []scim.AuthenticationScheme{{SpecURI: "x", DocumentationURI: "x", Primary: true}},
	}.AppendJSON(nil, "")

	schemas := map[string]scim.Schema{}
	for _, s := range scim.Schemas() {
		schemas[s.ID] = s
	}
	for name, document := range documents {
		v, err := scim.ParseValue(document, scim.Limits{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		urns, _ := v.Lookup("schemas")
		for urn := range urns.Items() {
			id, _ := urn.Text()
			checkObject(t, name, schemas[id].Attributes, v, "schemas", "id", "meta")
		}
	}
}

func checkObject(t *testing.T, at string, attributes []scim.Attribute, v scim.Value, common ...string) {
	t.Helper()
	object, ok := v.Object()
	if !ok {
		t.Fatalf("%s is no object", at)
	}
	for name, value := range object.All() {
		i := slices.IndexFunc(attributes, func(a scim.Attribute) bool { return a.Name == name })
		if i < 0 {
			if !slices.Contains(common, name) {
				t.Errorf("%s: %s is in no schema", at, name)
			}
			continue
		}
		checkValue(t, at+"."+name, attributes[i], value)
	}
	for _, a := range attributes {
		if _, ok := object.Lookup(a.Name); a.Required && !ok {
			t.Errorf("%s: %s is missing", at, a.Name)
		}
	}
}

func checkValue(t *testing.T, at string, a scim.Attribute, v scim.Value) {
	t.Helper()
	if a.MultiValued {
		if v.Kind() != scim.KindArray {
			t.Errorf("%s is no array", at)
		}
		a.MultiValued = false
		for item := range v.Items() {
			checkValue(t, at, a, item)
		}
		return
	}
	want := map[scim.Type]scim.Kind{scim.TypeBoolean: scim.KindBool, scim.TypeInteger: scim.KindNumber, scim.TypeComplex: scim.KindObject}[a.Type]
	if want == scim.KindNull {
		want = scim.KindString
	}
	if v.Kind() != want {
		t.Errorf("%s is a %s, want %s", at, v.Kind(), want)
	}
	// The schema of schemas describes sub-attributes within sub-attributes no
	// further (RFC 7643 §8.7.2), and has some itself.
	if a.Type == scim.TypeComplex {
		checkObject(t, at, a.SubAttributes, v, "subAttributes")
	}
	text, ok := v.Text()
	if ok && text != "" && len(a.CanonicalValues) > 0 && !slices.Contains(a.CanonicalValues, text) {
		t.Errorf("%s is %s, want one of %s", at, text, a.CanonicalValues)
	}
}

// Every attribute has a valid name and a description, every multi-valued one
// with a type declares its types or has none (Interoperability Profile §5.4).
func TestSchemasAreComplete(t *testing.T) {
	t.Parallel()
	name := regexp.MustCompile(`^\$?[A-Za-z][A-Za-z0-9_-]*$`)
	free := []string{"entitlements", "roles", "x509Certificates"}
	var check func(at string, a scim.Attribute)
	check = func(at string, a scim.Attribute) {
		at += "." + a.Name
		if !name.MatchString(a.Name) || a.Description == "" || !strings.HasSuffix(a.Description, ".") {
			t.Errorf("%s has a bad name or description", at)
		}
		if (a.Type == scim.TypeComplex) != (len(a.SubAttributes) > 0) {
			t.Errorf("%s is complex without parts, or has parts and is not", at)
		}
		if (a.Type == scim.TypeReference) != (len(a.ReferenceTypes) > 0) {
			t.Errorf("%s has no reference types, or has some and is no reference", at)
		}
		for _, sub := range a.SubAttributes {
			check(at, sub)
			if sub.Name == "type" && a.MultiValued && len(sub.CanonicalValues) == 0 && !slices.Contains(free, a.Name) && a.Name != "attributes" && a.Name != "subAttributes" {
				t.Errorf("%s declares no types", at)
			}
		}
	}
	for _, s := range scim.Schemas() {
		for _, a := range s.Attributes {
			check(s.Name, a)
		}
	}
}

func TestUserSchemaIsTheRFC(t *testing.T) {
	t.Parallel()
	// RFC 7643 §4.1 in its order, without password.
	want := strings.Fields("userName name displayName nickName profileUrl title userType preferredLanguage locale timezone active " +
		"emails phoneNumbers ims photos addresses groups entitlements roles x509Certificates")
	var got []string
	for _, a := range scim.UserSchema().Attributes {
		got = append(got, a.Name)
	}
	if !slices.Equal(got, want) {
		t.Errorf("attributes are %s, want %s", got, want)
	}
	for path, check := range map[string]func(a scim.Attribute) bool{
		"userName": func(a scim.Attribute) bool { return a.Required && !a.CaseExact && a.Uniqueness == scim.UniqueServer },
		"id": func(a scim.Attribute) bool {
			return a.CaseExact && a.Mutability == scim.ReadOnly && a.Returned == scim.ReturnedAlways
		},
		"externalId":                  func(a scim.Attribute) bool { return a.CaseExact && a.Mutability == scim.ReadWrite },
		"groups":                      func(a scim.Attribute) bool { return a.Mutability == scim.ReadOnly },
		"emails.value":                func(a scim.Attribute) bool { return !a.CaseExact },
		"EMAILS.Primary":              func(a scim.Attribute) bool { return a.Type == scim.TypeBoolean },
		enterprise + ":manager.value": func(a scim.Attribute) bool { return a.CaseExact },
		enterprise:                    func(a scim.Attribute) bool { return a.Type == scim.TypeComplex && !a.Required },
	} {
		a, canonical, ok := scim.UserResourceType().Attribute(path)
		if !ok || !check(a) || !strings.EqualFold(canonical, path) {
			t.Errorf("%s is %q, %+v", path, canonical, a)
		}
	}
	for _, path := range []string{"password", "nosuch", "name.nosuch", "urn:x:y", "", "emails[type pr]"} {
		if a, _, ok := scim.UserResourceType().Attribute(path); ok {
			t.Errorf("%s is %+v", path, a)
		}
	}
}

func TestNewResourceTypeRefuses(t *testing.T) {
	t.Parallel()
	schema := scim.Schema{ID: "urn:x", Attributes: []scim.Attribute{{Name: "a"}}}
	for name, d := range map[string]scim.Definition{
		"no name":            {Endpoint: "/X", Schema: schema},
		"no endpoint":        {Name: "X", Schema: schema},
		"no slash":           {Name: "X", Endpoint: "X", Schema: schema},
		"no schema":          {Name: "X", Endpoint: "/X"},
		"a name twice":       {Name: "X", Endpoint: "/X", Schema: scim.Schema{ID: "urn:x", Attributes: []scim.Attribute{{Name: "a"}, {Name: "A"}}}},
		"a common name":      {Name: "X", Endpoint: "/X", Schema: scim.Schema{ID: "urn:x", Attributes: []scim.Attribute{{Name: "meta"}}}},
		"an extension twice": {Name: "X", Endpoint: "/X", Schema: schema, Extensions: []scim.Extension{{Schema: scim.Schema{ID: "urn:y"}}, {Schema: scim.Schema{ID: "urn:Y"}}}},
	} {
		if _, err := scim.NewResourceType(d); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

// The typed views have a field for every attribute a client may set, and no
// other; and each field goes into the tree and comes back.
func TestViewsFollowTheSchemas(t *testing.T) {
	t.Parallel()
	externalID := scim.Attribute{Name: "externalId"}
	user := append([]scim.Attribute{externalID}, scim.UserSchema().Attributes...)
	user = append(user, scim.Attribute{Name: enterprise, Type: scim.TypeComplex, SubAttributes: scim.EnterpriseUserSchema().Attributes})
	compareFields(t, "User", reflect.TypeFor[scim.User](), user)
	compareFields(t, "Group", reflect.TypeFor[scim.Group](), append([]scim.Attribute{externalID}, scim.GroupSchema().Attributes...))

	var u scim.User
	fill(reflect.ValueOf(&u).Elem(), new(int))
	r, err := u.Resource()
	if err != nil {
		t.Fatal(err)
	}
	wellFormed(t, r)
	if unknown := r.UnknownAttributes(); len(unknown) > 0 {
		t.Errorf("the view writes %s, in no schema", unknown)
	}
	if got := scim.UserFrom(r.Within(scim.Envelope{Groups: u.Groups})); !reflect.DeepEqual(got, u) {
		t.Errorf("\n got %+v\nwant %+v", got, u)
	}

	var g scim.Group
	fill(reflect.ValueOf(&g).Elem(), new(int))
	if r, err = g.Resource(); err != nil {
		t.Fatal(err)
	}
	if got := scim.GroupFrom(r.Within(scim.Envelope{Members: g.Members})); !reflect.DeepEqual(got, g) {
		t.Errorf("\n got %+v\nwant %+v", got, g)
	}
	if _, err := (scim.User{}).Resource(); err == nil {
		t.Error("a user without userName becomes a resource")
	}
}

func compareFields(t *testing.T, at string, view reflect.Type, attributes []scim.Attribute) {
	t.Helper()
	fields := map[string]reflect.StructField{}
	for i := range view.NumField() {
		name := view.Field(i).Tag.Get("scim")
		if view == reflect.TypeFor[scim.Member]() {
			name = map[string]string{"Value": "value", "Display": "display", "Type": "type", "Ref": "$ref"}[view.Field(i).Name]
		}
		fields[name] = view.Field(i)
	}
	for _, a := range attributes {
		field, ok := fields[a.Name]
		delete(fields, a.Name)
		if !ok {
			t.Errorf("%s has no field for %s", at, a.Name)
			continue
		}
		typ := field.Type
		if (typ.Kind() == reflect.Slice) != a.MultiValued {
			t.Errorf("%s.%s: one is multi-valued, the other is not", at, a.Name)
		}
		for typ.Kind() == reflect.Slice || typ.Kind() == reflect.Pointer {
			typ = typ.Elem()
		}
		want := reflect.String
		switch a.Type {
		case scim.TypeBoolean:
			want = reflect.Bool
		case scim.TypeComplex:
			want = reflect.Struct
		}
		if typ.Kind() != want {
			t.Errorf("%s.%s is a %s, the schema says %s", at, a.Name, typ, a.Type)
			continue
		}
		if want == reflect.Struct {
			compareFields(t, at+"."+a.Name, typ, a.SubAttributes)
		}
	}
	for name := range fields {
		t.Errorf("%s has a field for %q, which is in no schema", at, name)
	}
}

// fill gives every field a value of its own.
func fill(v reflect.Value, n *int) {
	switch v.Kind() {
	case reflect.String:
		*n++
		v.SetString(strings.Repeat("x", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), n)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	}
}
