package scimserver_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"testing"
)

// TestLookupFindsPeopleByEveryKey looks people up as the vendors' guides tell
// administrators to (RFC 7644 §3.4.2.2).
func TestLookupFindsPeopleByEveryKey(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ada := decode[wireUser](t, d.post(t, "/Users", `{"userName":"Ada.Straße@Example.com","externalId":"00uADA",`+
			`"name":{"familyName":"Lovelace"},"emails":[{"value":"ada@work.example","type":"work","primary":true},{"value":"ada@home.example","type":"home"}]}`).want(t, http.StatusCreated))
		d.person(t, "somebody@example.com")
		d.patch(t, "/Users/"+ada.ID, patchBody(`{"op":"replace","value":{"active":false}}`)).want(t, http.StatusOK)
		for _, filter := range []string{
			`userName eq "Ada.Straße@Example.com"`,
			`userName eq "ADA.STRAßE@EXAMPLE.COM"`,
			`USERNAME Eq "ada.straße@example.com"`,
			`urn:ietf:params:scim:schemas:core:2.0:User:userName eq "ada.straße@example.com"`,
			`externalId eq "00uADA"`,
			`externalId eq 00uADA`,
			`id eq "` + ada.ID + `"`,
			`emails.value eq "ADA@work.example"`,
			`emails.value eq "ada@home.example"`,
			`emails[type eq "work"].value eq "ada@work.example"`,
			`emails[type eq "work" and value eq "ada@work.example"]`,
			`emails[value eq "ada@home.example"]`,
			`emails eq "ada@work.example"`,
			`email eq "ada@work.example"`,
			`userName eq "ada.straße@example.com" and externalId eq "00uADA"`,
			`active eq false`,
			`active eq "False"`,
			`not (userName eq "somebody@example.com")`,
			`userName sw "ada." and name.familyName co "lace"`,
			`(externalId eq "nobody" or externalId eq "00uADA")`,
			`meta.created gt "2020-01-01T00:00:00Z" and active ne true`,
		} {
			if got := d.lookup(t, "/Users", filter); !slices.Equal(got, []string{ada.ID}) {
				t.Errorf("%s finds %v, want %v", filter, got, ada.ID)
			}
		}
		for _, filter := range []string{
			`userName eq "ada"`, `userName eq ""`, `externalId eq "00uada"`, `id eq "` + ada.ID + `x"`,
			`emails[type eq "home" and value eq "ada@work.example"]`, `emails[type eq "home"].value eq "ada@work.example"`,
			`userName eq "ada.straße@example.com" and active eq true`, `userName eq "a\u0007b"`,
			`emails.value eq "` + "\u202e" + `"`,
		} {
			if got := d.lookup(t, "/Users", filter); len(got) > 0 {
				t.Errorf("%s finds %v, want nobody", filter, got)
			}
		}
	})
}

// TestLookupFindsGroupsByEveryKey does the same for groups.
func TestLookupFindsGroupsByEveryKey(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ada, bob := d.person(t, "ada@example.com"), d.person(t, "bob@example.com")
		crew := decode[wireGroup](t, d.post(t, "/Groups", `{"displayName":"Crew Ä","externalId":"g-1","members":[{"value":"`+ada.ID+`"}]}`).want(t, http.StatusCreated))
		d.pushed(t, "Others", bob.ID)
		for _, filter := range []string{
			`displayName eq "Crew Ä"`, `displayName eq "crew ä"`, `externalId eq "g-1"`, `id eq "` + crew.ID + `"`,
			`members[value eq "` + ada.ID + `"]`, `members.value eq "` + ada.ID + `"`, `members eq "` + ada.ID + `"`,
			`members[value eq "` + ada.ID + `" and type eq "User"]`,
			`members[display eq "ADA@example.com"]`,
			`members[value eq "` + ada.ID + `" and display eq "ada@example.com"]`,
			`displayName eq "crew Ä" and members[value eq "` + ada.ID + `"]`,
			`members pr and not (members.value eq "` + bob.ID + `")`,
			`displayName sw "crew"`,
		} {
			if got := d.lookup(t, "/Groups", filter); !slices.Equal(got, []string{crew.ID}) {
				t.Errorf("%s finds %v, want %v", filter, got, crew.ID)
			}
		}
		for _, filter := range []string{
			`members[value eq "` + crew.ID + `"]`, `displayName eq "Crew"`, `externalId eq "G-1"`,
			`members[value eq "` + ada.ID + `"] and members[value eq "` + bob.ID + `"]`,
			`members[value eq "` + ada.ID + `" and display eq "bob@example.com"]`,
		} {
			if got := d.lookup(t, "/Groups", filter); len(got) > 0 {
				t.Errorf("%s finds %v, want none", filter, got)
			}
		}
	})
}

// TestFilterRefusals: a filter that cannot be understood is refused, because an
// empty answer would make the provider create a person a second time.
func TestFilterRefusals(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ada := d.person(t, "ada@example.com")
		for _, filter := range []string{
			"", " ", "userName", `userName eq`, `userName eq "open`, `userName is "x"`, `userName eq "x" and`, `(userName eq "x"`,
			`nosuch eq "x"`, `urn:example:Crew:rank eq "x"`, `name.nosuch eq "x"`, `emails[nosuch eq "x"]`, `password eq "1mz050nq"`,
			`password sw "1"`, `members.value eq "x"`, `active gt true`, `active eq "maybe"`, `userName[value eq "x"]`,
			`name eq "x"`, `userName eq "\ud800"`, `userName eq "a\u0000b"`, "userName eq \"a\x01\"", `meta.created gt "yesterday"`, `userName co 5`,
			`userName eq "x"; DROP TABLE identities`, `userName eq 'x'`,
		} {
			d.get(t, "/Users?filter="+url.QueryEscape(filter)).refused(t, http.StatusBadRequest, "invalidFilter")
		}
		for _, method := range []string{"PUT", "PATCH", "DELETE"} {
			body := personBody("ada@example.com")
			d.send(t, method, "/Users/"+ada.ID+"?filter="+url.QueryEscape(`userName eq "ada@example.com"`), body).refused(t, http.StatusBadRequest, "invalidFilter")
		}
		d.get(t, "/Users?filter=userName%20eq%20%22x%22&filter=externalId%20eq%20%22y%22").refused(t, http.StatusBadRequest, "invalidSyntax", "filter")
		d.get(t, "/Users?filter=userName%20eq%20%zz").refused(t, http.StatusBadRequest, "invalidSyntax")
	})
}

// TestLookupParameters: the forms in which clients send a lookup.
func TestLookupParameters(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		d.person(t, "somebody@example.com")
		ada := d.person(t, "ada@example.com")
		for _, query := range []string{
			`filter=userName%20eq%20%22ada%40example.com%22&startIndex=1&count=100`,
			`count=100&startIndex=1&filter=userName+eq+%22ada%40example.com%22`,
			`filter=userName%20eq%20"ada@example.com"&`, // OneLogin
			`filter=userName%20eq%20%22ada%40example.com%22&aadOptscim062020`,
			`Filter=userName%20eq%20%22ada%40example.com%22&StartIndex=1`,
			`filter=userName%20eq%20%22ada%40example.com%22&sortBy=userName&nonsense=1`,
		} {
			list := decode[wireList[wireUser]](t, d.get(t, "/Users?"+query).want(t, http.StatusOK))
			if len(list.Resources) != 1 || list.Resources[0].ID != ada.ID {
				t.Errorf("%s finds %+v, want %s alone", query, list.Resources, ada.ID)
			}
		}
		for _, query := range []string{"count=x", "startIndex=1.5", "count=1e3", "startIndex=%31%30x"} {
			d.get(t, "/Users?"+query).refused(t, http.StatusBadRequest, "invalidValue", "whole number")
		}
	})
}

// TestPages: counters are numbers, a page is stable, and a count is honoured or
// shortened, never refused (RFC 7644 §3.4.2.4).
func TestPages(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		var ids []string
		for i := range 7 {
			ids = append(ids, d.person(t, fmt.Sprintf("p%d@example.com", i)).ID)
		}
		for _, test := range []struct {
			query      string
			start      int
			want       []string
			wantsNoRes bool
		}{
			{query: "", start: 1, want: ids},
			{query: "startIndex=1&count=2", start: 1, want: ids[:2]},
			{query: "startIndex=3&count=3", start: 3, want: ids[2:5]},
			{query: "startIndex=6&count=100", start: 6, want: ids[5:]},
			{query: "startIndex=8&count=100", start: 8},
			{query: "startIndex=0", start: 1, want: ids},
			{query: "startIndex=-5&count=1", start: 1, want: ids[:1]},
			{query: "count=0", start: 1},
			{query: "count=-3", start: 1},
			{query: "count=100000", start: 1, want: ids},
			{query: "count=99999999999999999999999", start: 1, want: ids},
			{query: "startIndex=99999999999999999999999", start: 1<<31 - 1},
			{query: "filter=" + url.QueryEscape(`active eq true`) + "&startIndex=2&count=2", start: 2, want: ids[1:3]},
			{query: "filter=" + url.QueryEscape(`active eq true`) + "&count=0", start: 1},
		} {
			list := decode[wireList[wireUser]](t, d.get(t, "/Users?"+test.query).want(t, http.StatusOK))
			var got []string
			for _, user := range list.Resources {
				got = append(got, user.ID)
			}
			if !slices.Equal(got, test.want) || list.Resources == nil {
				t.Errorf("%q answers %v, want %v", test.query, got, test.want)
			}
			if *list.TotalResults != 7 || *list.StartIndex != test.start || *list.ItemsPerPage != len(test.want) {
				t.Errorf("%q counts %d, %d, %d; want 7, %d, %d", test.query, *list.TotalResults, *list.StartIndex, *list.ItemsPerPage, test.start, len(test.want))
			}
			if !slices.Equal(list.Schemas, []string{"urn:ietf:params:scim:api:messages:2.0:ListResponse"}) {
				t.Errorf("%q has the schemas %v", test.query, list.Schemas)
			}
		}
	})
}

// TestPageSizes: a hundred where nothing is said, five hundred at the most, and a
// count up to a hundred is honoured (Z-16, Z-17).
func TestPageSizes(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		d.crowd(t, "person", 501)
		for query, want := range map[string]int{
			"": 100, "?count=1": 1, "?count=100": 100, "?count=500": 500, "?count=501": 500, "?count=100000": 500,
			"?startIndex=501": 1, "?startIndex=401&count=200": 101, "?filter=active%20eq%20true": 100, "?filter=active%20eq%20true&count=1000": 500,
		} {
			list := decode[wireList[wireUser]](t, d.get(t, "/Users"+query).want(t, http.StatusOK))
			if len(list.Resources) != want || *list.TotalResults != 501 || *list.ItemsPerPage != want {
				t.Errorf("%q answers %d of %d, want %d of 501", query, len(list.Resources), *list.TotalResults, want)
			}
		}
	})
}
