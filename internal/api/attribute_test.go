package api_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/api"
)

func TestAResourceIsFlattenedInOrder(t *testing.T) {
	t.Parallel()
	got, err := api.Flatten([]byte(`{"userName":"ana@example.com","name":{"familyName":"Ruiz","givenName":"Ana"},"active":true,"nickName":null,
		"emails":[{"value":"ana@example.com","primary":true},{"value":"ana@home.example"}],
		"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"costCenter":"007","manager":{"value":"42"}},
		"x509Certificates":[],"favouriteColour":"green","salary":12345678901234567890}`))
	if err != nil {
		t.Fatal(err)
	}
	const enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:"
	want := []api.Attribute{
		{Path: "userName", Label: "User name", Value: "ana@example.com"},
		{Path: "name.familyName", Label: "Last name", Value: "Ruiz"},
		{Path: "name.givenName", Label: "First name", Value: "Ana"},
		{Path: "active", Label: "Active", Value: "true"},
		{Path: "emails[0].value", Label: "Email", Value: "ana@example.com"},
		{Path: "emails[0].primary", Label: "Primary email", Value: "true"},
		{Path: "emails[1].value", Label: "Email", Value: "ana@home.example"},
		{Path: enterprise + "costCenter", Label: "Cost center", Value: "007"},
		{Path: enterprise + "manager.value", Label: "Manager's id", Value: "42"},
		{Path: "favouriteColour", Label: "Favourite colour", Value: "green"},
		{Path: "salary", Label: "Salary", Value: "12345678901234567890"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if _, err := api.Flatten([]byte(`{"userName":`)); err == nil {
		t.Error("half a resource is flattened")
	}
}
