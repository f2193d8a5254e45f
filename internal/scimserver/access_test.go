package scimserver_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/secret"
)

// authorization sets the header as given, or removes it.
func authorization(values ...string) func(*http.Request) {
	return func(r *http.Request) { r.Header["Authorization"] = values }
}

// TestEveryFormOfToken: Okta's apps send the Secret Token with Bearer and bare,
// and catalog apps know no connection in the address.
func TestEveryFormOfToken(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ada := d.person(t, "ada@example.com")
		for _, header := range []string{"Bearer " + d.token, "bearer " + d.token, d.token, "Bearer Bearer " + d.token, "  Bearer   " + d.token + " "} {
			for _, address := range []string{d.base + "/Users/" + ada.ID, d.root + "/scim/v2/Users/" + ada.ID} {
				got := d.send(t, http.MethodGet, address, "", authorization(header)).want(t, http.StatusOK)
				if want := strings.TrimSuffix(address, "/Users/"+ada.ID); !strings.Contains(string(got.body), `"location":"`+want+`/Users/`) {
					t.Errorf("%s answers %s, want locations below %s", address, got.body, want)
				}
			}
		}
	})
}

// TestEveryRouteWantsAToken (CVE-2025-4210: a SCIM door that asked for none).
func TestEveryRouteWantsAToken(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		other := d.beside(t, doorOptions{})
		ada := d.person(t, "ada@example.com")
		revoked := other.beside(t, doorOptions{})
		if err := d.admin.DisableConnection(t.Context(), administration.Operator(), revoked.organization.ID, revoked.connection.ID); err != nil {
			t.Fatal(err)
		}
		headers := map[string][]string{
			"none":                nil,
			"empty":               {""},
			"scheme alone":        {"Bearer"},
			"a wrong word":        {"Bearer open-sesame"},
			"basic":               {"Basic dXNlcjpwYXNz"},
			"a made-up token":     {"Bearer " + secret.New(secret.SCIM).Reveal()},
			"one letter missing":  {"Bearer " + d.token[:len(d.token)-1]},
			"another letter case": {"Bearer " + strings.ToUpper(d.token)},
			"of another customer": {"Bearer " + other.token},
			"revoked":             {"Bearer " + revoked.token},
			"two headers":         {"Bearer " + d.token, "Bearer " + other.token},
			"token of a panel":    {"Bearer muster_session_" + d.token[len("muster_scim_"):]},
		}
		d.writesNothing(t, "requests without the right token", func() {
			for what, header := range headers {
				for _, path := range []string{"/Users", "/Users/" + ada.ID, "/Groups", "/Groups/x", "/ServiceProviderConfig", "/ResourceTypes", "/ResourceTypes/User", "/Schemas", "/Me", "/Bulk", "/.search", "/Users/.search", "/Nonsense"} {
					for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE"} {
						got := d.send(t, method, path, "", authorization(header...))
						if got.status != http.StatusUnauthorized {
							t.Errorf("%s %s with the token %s is answered %d %s", method, path, what, got.status, got.body)
						}
					}
				}
			}
		})
	})
}

// TestTokenChangesCountAtOnce: rotating, switching off and on, suspending.
func TestTokenChangesCountAtOnce(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ctx, operator := t.Context(), administration.Operator()
		ada := d.person(t, "ada@example.com")
		read := func() answer { return d.get(t, "/Users/"+ada.ID) }

		old := d.token
		token, err := d.admin.IssueToken(ctx, operator, d.organization.ID, d.connection.ID)
		if err != nil {
			t.Fatal(err)
		}
		read().refused(t, http.StatusUnauthorized, "", "Secret Token")
		d.token = token.Reveal()
		read().want(t, http.StatusOK)

		if err := d.admin.DisableConnection(ctx, operator, d.organization.ID, d.connection.ID); err != nil {
			t.Fatal(err)
		}
		read().want(t, http.StatusUnauthorized)
		if token, err = d.admin.EnableConnection(ctx, operator, d.organization.ID, d.connection.ID); err != nil {
			t.Fatal(err)
		}
		read().want(t, http.StatusUnauthorized)
		d.token = token.Reveal()
		read().want(t, http.StatusOK)
		if got := d.user(t, ada.ID); got.UserName != "ada@example.com" {
			t.Errorf("after switching off and on the user is %+v", got)
		}
		d.token = old
		read().want(t, http.StatusUnauthorized)
	})
}

// TestSuspendedOrganization: its connections answer nobody, and say why.
func TestSuspendedOrganization(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		suspended := directory.Organization{
			ID: directory.OrganizationID(directory.NewID()), Name: t.Name() + directory.NewID(),
			Status: directory.OrganizationSuspended, Provisioning: true, CreatedAt: d.organization.CreatedAt,
		}
		err := d.engine.store.CreateOrganization(t.Context(), suspended, 10, directory.Entry{At: suspended.CreatedAt, Kind: directory.OrganizationCreated, Actor: administration.Operator().Actor})
		if err != nil {
			t.Fatal(err)
		}
		connection, token, err := d.admin.CreateConnection(t.Context(), administration.Operator(), suspended.ID, directory.Okta, directory.Standard())
		if err != nil {
			t.Fatal(err)
		}
		for _, address := range []string{"/scim/v2/Users", "/scim/v2/" + string(connection.ID) + "/Users"} {
			d.send(t, http.MethodGet, d.root+address, "", authorization("Bearer "+token.Reveal())).refused(t, http.StatusForbidden, "", "suspended")
		}
	})
}

// TestPathsAreReadAsSent: doubled and trailing slashes are answered and never
// redirected, encoded ones name nothing, and no spelling of a path gets past the
// token (CVE-2026-32130).
func TestPathsAreReadAsSent(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ada := d.person(t, "ada@example.com")
		base := "/scim/v2/" + string(d.connection.ID)
		for target, status := range map[string]int{
			base + "/Users":                              http.StatusOK,
			base + "//Users":                             http.StatusOK,
			base + "/Users/":                             http.StatusOK,
			base + "///Users//" + ada.ID:                 http.StatusOK,
			"/scim//v2/Users":                            http.StatusNotFound,
			"/scim/v2//Users":                            http.StatusOK,
			"/scim/v2/Users/":                            http.StatusOK,
			base + "/%55sers":                            http.StatusOK,
			base + "/Users/" + ada.ID + "/":              http.StatusOK,
			base + "/Users%2F" + ada.ID:                  http.StatusNotFound,
			base + "/Users/%2F" + ada.ID:                 http.StatusNotFound,
			base + "%2FUsers":                            http.StatusNotFound,
			"/scim%2Fv2/Users":                           http.StatusNotFound,
			"/scim/v2%2fUsers":                           http.StatusNotFound,
			base + "/Users/..%2f" + ada.ID:               http.StatusNotFound,
			base + "/../Users":                           http.StatusNotFound,
			base + "/./Users":                            http.StatusNotFound,
			base + "/Users/../Groups":                    http.StatusNotFound,
			base + "/Users;x=1":                          http.StatusNotFound,
			base + "/users":                              http.StatusNotFound,
			base + "/USERS":                              http.StatusNotFound,
			base + "/Users/%00":                          http.StatusNotFound,
			base + "/Users/" + strings.Repeat("x", 5000): http.StatusNotFound,
			"http://tenant.example" + base + "/Users":    http.StatusOK,
			"/scim/v2/Users?filter":                      http.StatusBadRequest,
		} {
			got := d.raw(t, d.rawRequest("GET", target, ""))
			if broken := got.broken(); broken != "" {
				t.Errorf("%s: %s\n%s", target, broken, got.body)
			}
			if got.status != status {
				t.Errorf("%s is answered %d %.200s, want %d", target, got.status, got.body, status)
			}
			without := d.raw(t, strings.Replace(d.rawRequest("GET", target, ""), "Authorization", "X-Was", 1))
			if without.status != http.StatusUnauthorized && without.status != http.StatusNotFound || strings.Contains(string(without.body), ada.ID) {
				t.Errorf("%s without a token is answered %d %.200s", target, without.status, without.body)
			}
		}
	})
}

// TestMethods: every address answers every method, and names those it has.
func TestMethods(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ada := d.person(t, "ada@example.com")
		for path, allowed := range map[string]string{
			"/Users":                 "GET, POST",
			"/Users/" + ada.ID:       "GET, PUT, PATCH, DELETE",
			"/Groups":                "GET, POST",
			"/Groups/x":              "GET, PUT, PATCH, DELETE",
			"/ServiceProviderConfig": "GET",
			"/ResourceTypes":         "GET",
			"/ResourceTypes/User":    "GET",
			"/Schemas":               "GET",
			"/Schemas/urn:ietf:params:scim:schemas:core:2.0:User": "GET",
		} {
			for _, method := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get"} {
				if strings.Contains(allowed, method) || method == "HEAD" {
					continue
				}
				got := d.send(t, method, path, "")
				got.refused(t, http.StatusMethodNotAllowed, "", allowed)
				if got.header.Get("Allow") != allowed {
					t.Errorf("%s allows %q, want %q", got.asked, got.header.Get("Allow"), allowed)
				}
			}
			whole, head := d.get(t, path), d.send(t, http.MethodHead, path, "")
			if head.status != whole.status || len(head.body) > 0 || head.header.Get("Content-Length") != whole.header.Get("Content-Length") {
				t.Errorf("HEAD %s is answered %d with %d bytes, and GET %d", path, head.status, len(head.body), whole.status)
			}
		}
		for _, path := range []string{"/Me", "/Bulk", "/.search", "/Users/.search", "/Groups/.search"} {
			for _, method := range []string{"GET", "POST"} {
				d.send(t, method, path, "").refused(t, http.StatusNotImplemented, "", "ServiceProviderConfig")
			}
		}
		for _, path := range []string{"", "/", "/Nonsense", "/Users/x/y", "/ServiceProviderConfig/x", "/Schemas/x/y"} {
			d.get(t, path).refused(t, http.StatusNotFound, "")
		}
	})
}
