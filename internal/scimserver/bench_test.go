package scimserver_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// BenchmarkOkta is a working day of Okta's over HTTP, by 8 clients on SQLite:
// each person is looked up, created, read, changed and deactivated. `make profile`
// takes from it what the compiler is told about the program's hot paths.
func BenchmarkOkta(b *testing.B) {
	d := newDoor(b, sqliteOnce, doorOptions{licenses: 1 << 40})
	const clients = 8
	together(b, clients, func(client int) {
		for i := client; i < b.N; i += clients {
			name := fmt.Sprintf("person%d.%d@example.com", b.N, i)
			d.get(b, "/Users?filter=userName%20eq%20%22"+name+"%22&startIndex=1&count=100").want(b, http.StatusOK)
			at := "/Users/" + d.person(b, name).ID
			d.get(b, at).want(b, http.StatusOK)
			changed := strings.Replace(personBody(name), `"displayName":"Ada Lovelace"`, `"displayName":"Ada King"`, 1)
			d.put(b, at, changed).want(b, http.StatusOK)
			d.patch(b, at, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{"active":false}}]}`).want(b, http.StatusOK)
		}
	})
}
