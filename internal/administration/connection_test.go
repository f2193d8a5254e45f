package administration_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

func TestRotatingATokenEndsTheOldOneAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	organization := o.organization("Analytical Engines")
	connection, first := o.connection(organization.ID)
	if !o.opens(first) {
		t.Fatal("a new token does not open its connection")
	}
	second, err := o.IssueToken(t.Context(), administration.Operator(), organization.ID, connection.ID)
	if err != nil {
		t.Fatal(err)
	}
	if o.opens(first) || !o.opens(second) {
		t.Errorf("the old token opens: %v, the new one: %v; want false, true", o.opens(first), o.opens(second))
	}
	_, err = o.IssueToken(t.Context(), administration.Operator(), organization.ID, "nobody")
	wantCode(t, err, directory.NotFound)
	o.wantKinds(organization.ID,
		directory.OrganizationCreated,
		directory.ConnectionCreated, directory.ConnectionTokenCreated,
		directory.ConnectionTokenRevoked, directory.ConnectionTokenCreated)
}

func TestSwitchingAConnectionOffAndOn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	organization := o.organization("Analytical Engines")
	connection, first := o.connection(organization.ID)
	operator := administration.Operator()

	_, err := o.EnableConnection(t.Context(), operator, organization.ID, connection.ID)
	wantRefusal(t, err, directory.Refused, "The connection is on already; get a new Secret Token for it if you need one.")
	for range 2 { // the second time does nothing
		if err := o.DisableConnection(t.Context(), operator, organization.ID, connection.ID); err != nil {
			t.Fatal(err)
		}
	}
	if o.opens(first) {
		t.Error("the token opens a connection that is off")
	}
	_, err = o.IssueToken(t.Context(), operator, organization.ID, connection.ID)
	wantRefusal(t, err, directory.Disabled, "The connection is off; turn it on to get a new Secret Token.")

	second, err := o.EnableConnection(t.Context(), operator, organization.ID, connection.ID)
	if err != nil {
		t.Fatal(err)
	}
	if o.opens(first) || !o.opens(second) {
		t.Errorf("the old token opens: %v, the new one: %v; want false, true", o.opens(first), o.opens(second))
	}
	o.wantKinds(organization.ID,
		directory.OrganizationCreated,
		directory.ConnectionCreated, directory.ConnectionTokenCreated,
		directory.ConnectionWasDisabled, directory.ConnectionTokenRevoked,
		directory.ConnectionWasEnabled, directory.ConnectionTokenCreated)
}

func TestConnectionsThatCannotBeMade(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	organization := o.organization("Analytical Engines")
	for _, test := range []struct {
		organization directory.OrganizationID
		provider     directory.Provider
		policy       directory.Policy
		want         directory.Code
	}{
		{organization.ID, "nobody", directory.Standard(), directory.Invalid},
		{organization.ID, directory.Okta, directory.Policy{}, directory.Invalid},
		{"nobody", directory.Okta, directory.Standard(), directory.NotFound},
	} {
		_, _, err := o.CreateConnection(t.Context(), administration.Operator(), test.organization, test.provider, test.policy)
		wantCode(t, err, test.want)
	}
	o.wantKinds(organization.ID, directory.OrganizationCreated)
}

// TestEnablingAndTokenApart: a connection can be turned on first and get its
// token later, as some products' guides have it.
func TestEnablingAndTokenApart(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	organization := o.organization("Analytical Engines")
	operator := administration.Operator()
	connection, err := o.CreateConnectionWithoutToken(t.Context(), operator, organization.ID, directory.Okta, directory.Standard())
	if err != nil {
		t.Fatal(err)
	}
	wantConsequences := func(want administration.Consequences) {
		t.Helper()
		got, err := o.Consequences(t.Context(), organization.ID, connection.ID)
		if err != nil || got != want {
			t.Errorf("the consequences are %+v, %v; want %+v", got, err, want)
		}
	}
	wantConsequences(administration.Consequences{})
	first, err := o.IssueToken(t.Context(), operator, organization.ID, connection.ID)
	if err != nil || !o.opens(first) {
		t.Fatalf("the first token opens: %v, %v", o.opens(first), err)
	}
	wantConsequences(administration.Consequences{HasToken: true})
	if err := o.DisableConnection(t.Context(), operator, organization.ID, connection.ID); err != nil {
		t.Fatal(err)
	}
	wantConsequences(administration.Consequences{})
	if err := o.EnableConnectionWithoutToken(t.Context(), operator, organization.ID, connection.ID); err != nil {
		t.Fatal(err)
	}
	wantConsequences(administration.Consequences{})
	second, err := o.IssueToken(t.Context(), operator, organization.ID, connection.ID)
	if err != nil || !o.opens(second) || o.opens(first) {
		t.Fatalf("the second token opens: %v, the first: %v, %v", o.opens(second), o.opens(first), err)
	}
	o.wantKinds(organization.ID,
		directory.OrganizationCreated,
		directory.ConnectionCreated, directory.ConnectionTokenCreated,
		directory.ConnectionWasDisabled, directory.ConnectionTokenRevoked,
		directory.ConnectionWasEnabled, directory.ConnectionTokenCreated)
}

func TestConsequencesAreCounted(t *testing.T) {
	t.Parallel()
	k := newOffice(t).company(5).okta()
	k.pushTeam("Crew", k.push("Petra Pushed"), k.push("Paul Pushed"))
	got, err := k.Consequences(t.Context(), k.company.id, k.Connection.ID)
	if want := (administration.Consequences{Members: 2, Teams: 1, HasToken: true}); err != nil || got != want {
		t.Errorf("the consequences are %+v, %v; want %+v", got, err, want)
	}
	_, err = k.Consequences(t.Context(), k.company.id, "nobody")
	wantCode(t, err, directory.NotFound)
}

func TestOneConnectionOfAProviderIsOn(t *testing.T) {
	t.Parallel()
	c := newOffice(t).company(5)
	first, _ := c.connection(c.id)
	const sentence = "Another connection with Okta is on, and would provision the same people twice. Turn that one off first, or use it."
	_, _, err := c.CreateConnection(t.Context(), c.owner, c.id, directory.Okta, directory.Standard())
	wantRefusal(t, err, directory.Refused, sentence)
	if _, _, err := c.CreateConnection(t.Context(), c.owner, c.id, directory.Entra, directory.Standard()); err != nil {
		t.Errorf("another provider is refused: %v", err)
	}
	if err := c.DisableConnection(t.Context(), c.owner, c.id, first.ID); err != nil {
		t.Fatal(err)
	}
	if _, _, err := c.CreateConnection(t.Context(), c.owner, c.id, directory.Okta, directory.Standard()); err != nil {
		t.Errorf("a second connection is refused while the first is off: %v", err)
	}
	_, err = c.EnableConnection(t.Context(), c.owner, c.id, first.ID)
	wantRefusal(t, err, directory.Refused, sentence)
}

func TestProvisioningIsPartOfThePlan(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	operator := administration.Operator()
	organization, err := o.CreateOrganizationFrom(t.Context(), operator, administration.NewOrganization{Name: "Small & Co", Licenses: 5})
	if err != nil {
		t.Fatal(err)
	}
	const sentence = "The plan of Small & Co does not include provisioning. Ask whoever runs this installation to add it."
	_, _, err = o.CreateConnection(t.Context(), operator, organization.ID, directory.Okta, directory.Standard())
	wantRefusal(t, err, directory.Refused, sentence)
	included, no := true, false
	if _, err := o.UpdateOrganization(t.Context(), operator, organization.ID, administration.OrganizationEdit{Provisioning: &included}); err != nil {
		t.Fatal(err)
	}
	connection, _ := o.connection(organization.ID)
	if _, err := o.UpdateOrganization(t.Context(), operator, organization.ID, administration.OrganizationEdit{Provisioning: &no}); err != nil {
		t.Fatal(err)
	}
	if err := o.DisableConnection(t.Context(), operator, organization.ID, connection.ID); err != nil {
		t.Errorf("turning off is refused: %v", err)
	}
	wantRefusal(t, o.EnableConnectionWithoutToken(t.Context(), operator, organization.ID, connection.ID), directory.Refused, sentence)
}

func TestChangingThePolicy(t *testing.T) {
	t.Parallel()
	c := newOffice(t).company(5)
	connection, _ := c.connection(c.id)
	before := c.head()
	policy := directory.Standard()
	policy.UnknownMember, policy.WhoMayRemove, policy.SSOPrerequisite = directory.RefuseUnknown, directory.AdministratorsRemove, directory.RequireSSO
	for range 2 { // the second time does nothing
		got, err := c.ChangePolicy(t.Context(), c.owner, c.id, connection.ID, policy)
		if err != nil || got.Policy != policy {
			t.Fatalf("the policy is %+v, %v; want %+v", got.Policy, err, policy)
		}
		if stored, err := c.view().Connection(connection.ID); err != nil || stored != got {
			t.Errorf("stored is %+v, %v; want %+v", stored, err, got)
		}
	}
	told := c.wantTold(before, directory.ConnectionPolicyChanged)
	want := []directory.Change{
		{Field: "unknown_member", Before: "skip", After: "refuse"},
		{Field: "who_may_remove", Before: "provider", After: "administrators"},
		{Field: "sso_prerequisite", Before: "suggest", After: "require"},
	}
	if diff := cmp.Diff(want, told[0].Personal.Changes); diff != "" || told[0].Connection != connection.ID {
		t.Errorf("the entry is about %s, its changes differ (-want +got):\n%s", told[0].Connection, diff)
	}
	policy.UnknownMember = "guess"
	_, err := c.ChangePolicy(t.Context(), c.owner, c.id, connection.ID, policy)
	wantRefusal(t, err, directory.Invalid, "The rule unknown_member has one of these values: skip, refuse; choose one of them.")
	_, err = c.ChangePolicy(t.Context(), c.owner, c.id, "nobody", directory.Standard())
	wantCode(t, err, directory.NotFound)
}

// Where the policy wants sign-in first, nobody turns provisioning on without it.
func TestSignInComesFirst(t *testing.T) {
	t.Parallel()
	c := newOffice(t).company(5)
	connection, _ := c.connection(c.id)
	policy := directory.Standard()
	policy.SSOPrerequisite = directory.RequireSSO
	if _, err := c.ChangePolicy(t.Context(), c.owner, c.id, connection.ID, policy); err != nil {
		t.Fatal(err)
	}
	if err := c.DisableConnection(t.Context(), c.owner, c.id, connection.ID); err != nil {
		t.Fatal(err)
	}
	const sentence = "The connection's policy wants people to be able to sign in by their identity provider first. " +
		"Activate a login method under Settings › Login methods, then turn provisioning on."
	_, err := c.EnableConnection(t.Context(), c.owner, c.id, connection.ID)
	wantRefusal(t, err, directory.Refused, sentence)

	method, err := c.CreateLoginMethod(t.Context(), c.owner, c.id, administration.NewLoginMethod{Provider: directory.Okta, Protocol: directory.OIDC})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.EnableConnection(t.Context(), c.owner, c.id, connection.ID)
	wantRefusal(t, err, directory.Refused, sentence) // one that is not active does not help
	settings := directory.OIDCSettings{Issuer: "https://example.okta.com", ClientID: "0oa1"}
	if _, err := c.UpdateLoginMethod(t.Context(), c.owner, c.id, method.ID, administration.LoginMethodEdit{OIDC: &settings}); err != nil {
		t.Fatal(err)
	}
	if err := c.ActivateLoginMethod(t.Context(), c.owner, c.id, method.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := c.EnableConnection(t.Context(), c.owner, c.id, connection.ID); err != nil {
		t.Errorf("with an active login method: %v", err)
	}
}
