package scimserver_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// badBodies are bodies that no resource and no PATCH can have.
var badBodies = map[string]string{
	"nothing":                    "",
	"blank":                      " \n",
	"truncated object":           `{"userName":"x","displayName":"x"`,
	"truncated string":           `{"userName":"x","displayName":"x`,
	"truncated escape":           `{"userName":"x","displayName":"\u00`,
	"two values":                 `{"userName":"x","displayName":"x"} {}`,
	"trailing comma":             `{"userName":"x","displayName":"x",}`,
	"comment":                    `{"userName":"x","displayName":"x" /* y */}`,
	"single quotes":              `{'userName':'x','displayName':'x'}`,
	"bare words":                 `{userName:x}`,
	"NaN":                        `{"userName":"x","displayName":"x","n":NaN}`,
	"leading zero":               `{"userName":"x","displayName":"x","n":01}`,
	"plus sign":                  `{"userName":"x","displayName":"x","n":+1}`,
	"array":                      `[]`,
	"string":                     `"x"`,
	"null":                       `null`,
	"number":                     `7`,
	"true":                       `true`,
	"same name twice":            `{"userName":"x","displayName":"x","displayName":"y"}`,
	"same name in another case":  `{"userName":"x","displayName":"x","DISPLAYNAME":"y"}`,
	"same name escaped":          `{"userName":"x","displayName":"x","d\u0069splayName":"y"}`,
	"same unknown name twice":    `{"userName":"x","displayName":"x","a":1,"A":2}`,
	"same name deep":             `{"userName":"x","displayName":"x","a":{"b":1,"b":2}}`,
	"NUL":                        "{\"userName\":\"x\x00\",\"displayName\":\"x\x00\"}",
	"escaped NUL":                `{"userName":"x\u0000","displayName":"x\u0000"}`,
	"NUL in a name":              `{"userName":"x","displayName":"x","a\u0000b":1}`,
	"control character":          "{\"userName\":\"x\",\"displayName\":\"a\x01b\"}",
	"escaped control character":  `{"userName":"a\u0007b","displayName":"a\u0007b"}`,
	"invalid UTF-8":              "{\"userName\":\"x\xff\",\"displayName\":\"x\xff\"}",
	"overlong UTF-8":             "{\"userName\":\"x\xc0\xaf\",\"displayName\":\"x\xc0\xaf\"}",
	"surrogate in UTF-8":         "{\"userName\":\"x\xed\xa0\x80\",\"displayName\":\"x\xed\xa0\x80\"}",
	"lone high surrogate":        `{"userName":"x\ud800","displayName":"x\ud800"}`,
	"lone low surrogate":         `{"userName":"x\udc00","displayName":"x\udc00"}`,
	"surrogates in wrong order":  `{"userName":"x\udc00\ud800","displayName":"x\udc00\ud800"}`,
	"bidirectional override":     `{"userName":"x\u202e","displayName":"x\u202e"}`,
	"wrong type of the name":     `{"userName":{"x":1},"displayName":{"x":1}}`,
	"number for the name":        `{"userName":5,"displayName":5}`,
	"array for the name":         `{"userName":["x","y"],"displayName":["x","y"]}`,
	"empty name":                 `{"userName":"","displayName":""}`,
	"null name":                  `{"userName":null,"displayName":null}`,
	"no name":                    `{"externalId":"x"}`,
	"number for the external id": `{"userName":"x","displayName":"x","externalId":7}`,
	"five thousand parentheses":  strings.Repeat("[", 5000),
	"five thousand objects":      strings.Repeat(`{"a":`, 5000),
}

// TestBadBodies sends every bad body to every address that takes one: 4xx with
// one useful sentence, nothing stored, and the server goes on.
func TestBadBodies(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ada := d.person(t, "ada@example.com")
		crew := d.pushed(t, "Crew", ada.ID)
		d.writesNothing(t, "bad bodies", func() {
			for what, body := range badBodies {
				for _, request := range [][2]string{
					{"POST", "/Users"},
					{"PUT", "/Users/" + ada.ID},
					{"PATCH", "/Users/" + ada.ID},
					{"PUT", "/Users/unknown"},
					{"POST", "/Groups"},
					{"PUT", "/Groups/" + crew.ID},
					{"PATCH", "/Groups/" + crew.ID},
					{"PATCH", "/Groups/unknown"},
				} {
					got := d.send(t, request[0], request[1], body, func(r *http.Request) { r.Header.Set("Content-Type", "application/scim+json") })
					unknown := strings.HasSuffix(request[1], "unknown") && got.status == http.StatusNotFound
					if got.status != http.StatusBadRequest && !unknown {
						t.Errorf("%s: %s %s is answered %d %.200s", what, request[0], request[1], got.status, got.body)
					}
				}
			}
		})
	})
}

// TestBadValues: a value that the schema does not allow is refused with the name
// of its attribute.
func TestBadValues(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		d.writesNothing(t, "bad values", func() {
			for attribute, value := range map[string]string{
				"active":       `"perhaps"`,
				"name":         `"Ada"`,
				"emails":       `7`,
				"displayName":  `true`,
				"addresses":    `"here"`,
				"phoneNumbers": `[["x","y"]]`,
				"title":        `{"x":1}`,
				"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": `"x"`,
			} {
				d.post(t, "/Users", `{"userName":"x",`+quoted(attribute)+`:`+value+`}`).refused(t, http.StatusBadRequest, "invalidValue", attribute)
			}
			d.post(t, "/Users", `{"userName":"x","emails":[{"value":"a","primary":true},{"value":"b","primary":true}]}`).refused(t, http.StatusBadRequest, "invalidValue", "primary")
			d.post(t, "/Users", `{"userName":"x","active":1e400}`).refused(t, http.StatusBadRequest, "invalidValue", "active")
		})
		// What no schema defines is kept as it came, huge numbers too.
		got := d.post(t, "/Users", `{"userName":"x","huge":1e400,"long":`+strings.Repeat("9", 400)+`,"small":-0.0}`).want(t, http.StatusCreated)
		if !strings.Contains(string(got.body), `"huge":1e400,"long":999`) {
			t.Errorf("huge numbers are answered %s", got.body)
		}
	})
}

// garbage are texts that have broken something somewhere: injections, templates,
// formats, paths, and characters that programs trip over.
var garbage = []string{
	`'`, `"`, `\`, `%`, `%s%n%d%v`, `_`, `*`, `$1`, `?`, `;--`, `' OR '1'='1`, `"; DROP TABLE identities; --`, `x' UNION SELECT hash FROM credentials --`,
	`${7*7}`, `#{7*7}`, `{{7*7}}`, `<%= 7*7 %>`, `${jndi:ldap://127.0.0.1/x}`, `<script>alert(1)</script>`, `../../../../etc/passwd`, `file:///etc/passwd`,
	`=cmd|' /C calc'!A0`, "a\tb", "a\r\nSet-Cookie: x=1", "\u00a0", "\u200b", "\u2028", "\ufeff", "\U0001f469\u200d\U0001f680", "ﬁ", "İ", "ß", "ſ", "K",
	"1", "0", "-1", "true", "null", "undefined", "NaN", "1e309", "0x10", "__proto__", "constructor", "id", "schemas", "meta", "urn:", "urn:x:y:z", "a.b.c", "a[", "]", "[value eq \"x\"]",
}

// TestGarbageEverywhere puts garbage into every place that a client fills. What
// is no name is refused, what is one is taken as text, and no answer fails or
// shows anything of the inside (CVE-2021-21479, an expression in an error).
func TestGarbageEverywhere(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ada := d.person(t, "ada@example.com")
		crew := d.pushed(t, "Crew", ada.ID)
		for i, text := range garbage {
			name := fmt.Sprintf("g%d ", i) + text
			created := d.post(t, "/Users", fmt.Sprintf(`{"userName":%s,"displayName":%s,"externalId":%s,"title":%s,%s:%s}`, quoted(name), quoted(text), quoted(text), quoted(text), quoted("x"+text), quoted(text)))
			switch created.status {
			case http.StatusCreated:
				if got := decode[wireUser](t, created); got.UserName != name || got.DisplayName != text || got.ExternalID != text || got.Title != text {
					t.Errorf("%q comes back as %+v", text, got)
				}
			case http.StatusBadRequest:
			default:
				t.Errorf("%q is answered %d %s", text, created.status, created.body)
			}
			got := []answer{
				d.post(t, "/Groups", groupBody(name, text, ada.ID)),
				d.patch(t, "/Users/"+ada.ID, patchBody(`{"op":"replace","path":`+quoted(text)+`,"value":`+quoted(text)+`}`)),
				d.patch(t, "/Users/"+ada.ID, patchBody(`{"op":"add","value":{`+quoted("y"+text)+`:`+quoted(text)+`}}`)),
				d.patch(t, "/Users/"+ada.ID, patchBody(`{"op":`+quoted(text)+`,"path":"title"}`)),
				d.patch(t, "/Groups/"+crew.ID, patchBody(`{"op":"remove","path":`+quoted("members[value eq "+quoted(text)+"]")+`}`)),
				d.patch(t, "/Groups/"+crew.ID, patchBody(`{"op":"add","path":"members","value":[{"value":`+quoted(text)+`}]}`)),
				d.get(t, "/Users?filter="+url.QueryEscape(text)),
				d.get(t, "/Users?filter="+url.QueryEscape("userName eq "+quoted(text))),
				d.get(t, "/Users?filter="+url.QueryEscape("emails[type eq "+quoted(text)+"].value sw "+quoted(text))),
				d.get(t, "/Groups?filter="+url.QueryEscape("displayName co "+quoted(text))),
				d.get(t, "/Users?attributes="+url.QueryEscape(text)),
				d.get(t, "/Groups?excludedAttributes="+url.QueryEscape(text)),
				d.get(t, "/Users?startIndex="+url.QueryEscape(text)),
				d.get(t, "/Users?count="+url.QueryEscape(text)),
				d.get(t, "/Users?"+url.QueryEscape(text)+"="+url.QueryEscape(text)),
				d.get(t, "/Users/"+url.PathEscape(text)+"x"),
				d.get(t, "/Schemas/"+url.PathEscape(text)+"x"),
				d.get(t, "/ResourceTypes/"+url.PathEscape(text)+"x"),
				d.get(t, "/"+url.PathEscape(text)+"x"),
				d.delete(t, "/Groups/"+url.PathEscape(text)+"x"),
			}
			for _, got := range got {
				if got.status >= 500 {
					t.Errorf("%q: %s is answered %d %s", text, got.asked, got.status, got.body)
				}
			}
		}
		if ids := d.group(t, crew.ID).memberIDs(); len(ids) != 1 {
			t.Errorf("after all the garbage the group holds %v", ids)
		}
		if got := d.user(t, ada.ID); got.UserName != "ada@example.com" || !*got.Active {
			t.Errorf("after all the garbage the user is %+v", got)
		}
		if log := d.log.String(); strings.Contains(log, `"level":"ERROR"`) {
			t.Errorf("something failed inside:\n%s", log)
		}
	})
}

// TestExternalIDNeverResolvesToSomebodyElse (CVE-2025-41115: an external id that
// was a number became the internal one).
func TestExternalIDNeverResolvesToSomebodyElse(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ada := d.person(t, "ada@example.com")
		identity, err := d.view(t).Identities(d.connection.ID, firstIdentity)
		if err != nil {
			t.Fatal(err)
		}
		for i, externalID := range []string{"1", "0", "-1", ada.ID, string(identity[0].Member), string(d.connection.ID), string(d.organization.ID), fmt.Sprint(identity[0].Ordinal)} {
			eve := decode[wireUser](t, d.post(t, "/Users", fmt.Sprintf(`{"userName":"eve%d","externalId":%s,"id":%s}`, i, quoted(externalID), quoted(externalID))).want(t, http.StatusCreated))
			if eve.ID == externalID || eve.ID == ada.ID {
				t.Errorf("external id %q gave the id %s", externalID, eve.ID)
			}
			if got := d.lookup(t, "/Users", "externalId eq "+quoted(externalID)); len(got) != 1 || got[0] != eve.ID {
				t.Errorf("external id %q finds %v, want %s", externalID, got, eve.ID)
			}
			if externalID != ada.ID {
				d.get(t, "/Users/"+externalID).want(t, http.StatusNotFound)
			}
		}
		if got := d.user(t, ada.ID); got.UserName != "ada@example.com" || got.ExternalID != ada.ExternalID {
			t.Errorf("the first user is %+v", got)
		}
	})
}
