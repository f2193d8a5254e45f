package e2e_test

import "testing"

// TestForbidden shows that the search of the logs finds what it is for, and lets
// ordinary lines be.
func TestForbidden(t *testing.T) {
	t.Parallel()
	for _, line := range []string{
		`level=DEBUG msg=request authorization="Bearer abcdefgh12345678"`,
		`{"msg":"request","header":"Basic b3BlcmF0b3I6c2VjcmV0"}`,
		`token=muster_scim_0123456789abcdefghijklmnopqrstuvwxyz`,
		`WARNING: DATA RACE`,
		`panic: runtime error: index out of range`,
		`goroutine 17 [running]:`,
	} {
		if !forbidden.MatchString(line) {
			t.Errorf("%q is not found", line)
		}
	}
	for _, line := range []string{
		`time=2026-11-23T23:00:54.368Z level=INFO msg=request request=W5DAFYBQXANQBASTXZIOZGMBBA method=PATCH route=/scim/v2/Groups/{id} status=200`,
		`level=INFO msg=listening address=127.0.0.1:8080 version=devel`,
		`muster: there is no connection "nobody"; muster connection list shows which there are`,
	} {
		if found := forbidden.FindString(line); found != "" {
			t.Errorf("%q is found in %q", found, line)
		}
	}
}

// TestSecretsAreFound shows that a known secret is found wherever it stands.
func TestSecretsAreFound(t *testing.T) {
	t.Parallel()
	var known secrets
	known.add("1mz050nq")
	if got := known.found(`body={"password":"1mz050nq"}`); got != "1mz050nq" {
		t.Errorf("found %q; want the password", got)
	}
	if got := known.found("nothing of the kind"); got != "" {
		t.Errorf("found %q where there is nothing", got)
	}
}
