// Command stage sets the scene for tests that are written in another language:
// the browser's. It starts the built muster on SQLite or on a PostgreSQL server
// of its own, and plays Okta by the stand-in, one request at a time as the test
// asks for it.
//
//	stage --muster bin/muster [--engine sqlite|postgres] [--identity e2e/identity] [-- FLAG…]
//
// It reads one JSON object a line on stdin and answers each with one line on
// stdout, in order:
//
//	{"do": "muster", "arguments": ["organization", "list", "--json"]}
//	{"do": "connect", "okta": "main", "tenant_url": "…", "token": "…"}
//	{"do": "hire", "okta": "main", "people": [{"login": "ana@fernhill.example", "given": "Ana", "family": "Ruiz"}]}
//	{"do": "assign", "okta": "main", "logins": ["ana@fernhill.example"]}
//	{"do": "connect", "okta": "large", "tenant_url": "…", "token": "…", "company": {"people": 100000, "groups": 14}}
//	{"do": "assign everybody", "okta": "large"}
//	{"do": "group", "okta": "main", "group": "Coatings", "logins": ["ana@fernhill.example"]}
//	{"do": "push", "okta": "main", "group": "Coatings"}
//	{"do": "record", "name": "_muster.fernhill.example", "text": "…"}
//	{"do": "age proofs"}
//	{"do": "sign people in", "okta": "main"}
//	{"do": "password", "okta": "main", "logins": ["ana@fernhill.example"], "password": "…"}
//	{"do": "oidc app", "okta": "main", "redirect_uri": "…"}
//	{"do": "saml app", "okta": "main", "acs_url": "…", "entity_id": "…"}
//	{"do": "rotate certificate", "okta": "main"}
//	{"do": "openid provider", "redirect_uri": "…", "keys_url": "…", "sign_out_uri": "…"}
//	{"do": "rotate openid keys"}
//	{"do": "saml provider", "people": [{"login": "ana@fernhill.example", "given": "Ana", "family": "Ruiz"}], "password": "…"}
//	{"do": "trust", "metadata": "…"}
//	{"do": "prepare saml certificate"}
//	{"do": "rotate saml certificate"}
//
// Signing people in is answered with what an administrator copies from Okta, in
// "sign_in": the issuer, the client id and secret, or the addresses and the
// certificate for SAML. Who is provisioned is assigned there too. The last six
// lines are for providers that nobody here wrote, which are answered in the same
// way: npm's oidc-provider, and SimpleSAMLphp, which trusts whom it has metadata of.
//
// An answer is {"ok": true, …}, or {"ok": false, "error": "…"}, where the error
// of an action of Okta's is the sentence that its administrator reads. The first
// line it prints, without being asked, says where Muster listens, and the lines
// that Muster printed until then. Everything ends when stdin does.
//
// The package owns the protocol. It imports the stand-in and what starts those
// providers, never a room of the
// server: what a test sees of the server, it sees from outside. The one thing done
// behind the server's back is letting proofs grow stale (proof.go), because only
// time does that otherwise.
package main
