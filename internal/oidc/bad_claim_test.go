package oidc_test

import (
	"strings"
	"time"

	"github.com/musterhq/muster/internal/oidc"
	"github.com/musterhq/muster/internal/oidc/oidctest"
)

func badForms() []badToken {
	return []badToken{
		{name: "not a token", want: oidc.CheckTokenForm, change: token(func(string) string { return "token" })},
		{name: "two parts", want: oidc.CheckTokenForm, change: token(func(s string) string { return s[:strings.LastIndex(s, ".")] })},
		{name: "four parts", want: oidc.CheckTokenForm, change: token(func(s string) string { return s + ".x" })},
		{name: "five parts, as if encrypted", want: oidc.CheckTokenForm, change: token(func(s string) string { return s + ".x.y" })},
		{name: "padding", want: oidc.CheckTokenForm, change: token(func(s string) string { return s + "==" })},
		{name: "a line break", want: oidc.CheckTokenForm, change: token(func(s string) string { return s + "\n" })},
		{name: "base64 of the other alphabet", want: oidc.CheckTokenForm, change: token(func(s string) string { return s[:len(s)-4] + "++//" })},
		{name: "the JSON form of a signature", want: oidc.CheckTokenForm, change: token(func(s string) string {
			parts := strings.Split(s, ".")
			return `{"protected":"` + parts[0] + `","payload":"` + parts[1] + `","signature":"` + parts[2] + `"}`
		})},
		{name: "header not JSON", want: oidc.CheckTokenForm, change: token(func(s string) string {
			return oidctest.Encode([]byte("alg=ES256")) + s[strings.Index(s, "."):]
		})},
		{name: "huge", want: oidc.CheckTokenSize, change: claim("groups", `"`+strings.Repeat("x", 70<<10)+`"`)},
		{name: "claims not JSON", want: oidc.CheckClaims, change: said(func(string) string { return "sub=ada" })},
		{name: "claims a list", want: oidc.CheckClaims, change: said(func(s string) string { return "[" + s + "]" })},
		{name: "claims null", want: oidc.CheckClaims, change: said(func(string) string { return "null" })},
		{name: "claims followed by others", want: oidc.CheckClaims, change: said(func(s string) string { return s + `{"sub":"00u1eve"}` })},
		{name: "claims cut short", want: oidc.CheckClaims, change: said(func(s string) string { return s[:len(s)-1] })},
		{name: "claims not UTF-8", want: oidc.CheckClaims, change: said(func(s string) string { return strings.Replace(s, "Ada", "\xff\xfe", 1) })},
		{name: "claims nested deep", want: oidc.CheckClaims, change: claim("deep", strings.Repeat("[", 1000)+strings.Repeat("]", 1000))},
		{name: "sub twice", want: oidc.CheckClaims, change: again("sub", `"00u1eve"`)},
		{name: "aud twice", want: oidc.CheckClaims, change: again("aud", `"another"`)},
		{name: "a name twice inside a claim", want: oidc.CheckClaims, change: claim("address", `{"street":"a","street":"b"}`)},
		{name: "a name twice by an escape", want: oidc.CheckClaims, change: said(func(s string) string {
			return strings.Replace(s, `{`, `{"\u0073ub":"00u1eve",`, 1)
		})},
	}
}

func badParties() []badToken {
	return []badToken{
		{name: "iss of another", want: oidc.CheckIssuer, change: claim("iss", `"https://evil.example.com"`)},
		{name: "iss with a slash more", want: oidc.CheckIssuer, change: func(p *oidctest.Provider) {
			p.Claims = func(o *oidctest.Object) { o.SetText("iss", p.Issuer+"/") }
		}},
		{name: "iss missing", want: oidc.CheckIssuer, change: without("iss")},
		{name: "iss in another spelling", want: oidc.CheckIssuer, change: func(p *oidctest.Provider) {
			p.Claims = func(o *oidctest.Object) { o.Remove("iss"); o.SetText("ISS", p.Issuer) }
		}},
		{name: "iss not a string", want: oidc.CheckClaims, change: claim("iss", `7`)},
		{name: "sub missing", want: oidc.CheckSubject, change: without("sub")},
		{name: "sub empty", want: oidc.CheckSubject, change: claim("sub", `""`)},
		{name: "sub of spaces", want: oidc.CheckSubject, change: claim("sub", `"  "`)},
		{name: "sub null", want: oidc.CheckSubject, change: claim("sub", `null`)},
		{name: "sub a number", want: oidc.CheckClaims, change: claim("sub", `1`)},
		{name: "sub of 256", want: oidc.CheckSubject, change: claim("sub", `"`+strings.Repeat("s", 256)+`"`)},
		{name: "sub with NUL", want: oidc.CheckSubject, change: claim("sub", `"00u1ada\u0000"`)},
		{name: "aud of another", want: oidc.CheckAudience, change: claim("aud", `"another"`)},
		{name: "aud a list of others", want: oidc.CheckAudience, change: claim("aud", `["another","third"]`)},
		{name: "aud missing", want: oidc.CheckAudience, change: without("aud")},
		{name: "aud empty", want: oidc.CheckAudience, change: claim("aud", `[]`)},
		{name: "aud begins with ours", want: oidc.CheckAudience, change: claim("aud", `"muster-2"`)},
		{name: "aud in another case", want: oidc.CheckAudience, change: claim("aud", `"Muster"`)},
		{name: "aud an object", want: oidc.CheckClaims, change: claim("aud", `{"muster":true}`)},
		{name: "aud with a null", want: oidc.CheckClaims, change: claim("aud", `["muster",null]`)},
		{name: "aud of a thousand", want: oidc.CheckAudience, change: claim("aud", `["muster"`+strings.Repeat(`,"x"`, 1000)+`]`)},
		{name: "several aud without azp", want: oidc.CheckAuthorizedParty, change: claim("aud", `["muster","another"]`)},
		{name: "several aud with azp of another", want: oidc.CheckAuthorizedParty, change: func(p *oidctest.Provider) {
			p.Claims = func(o *oidctest.Object) { o.Set("aud", `["muster","another"]`); o.SetText("azp", "another") }
		}},
		{name: "one aud with azp of another", want: oidc.CheckAuthorizedParty, change: claim("azp", `"another"`)},
		{name: "azp empty", want: oidc.CheckAuthorizedParty, change: claim("azp", `""`)},
		{name: "azp a list", want: oidc.CheckClaims, change: claim("azp", `["muster"]`)},
		{name: "nonce missing", want: oidc.CheckNonce, change: without("nonce")},
		{name: "nonce of another", want: oidc.CheckNonce, change: claim("nonce", `"another"`)},
		{name: "nonce empty", want: oidc.CheckNonce, change: claim("nonce", `""`)},
		{name: "at_hash of another token", want: oidc.CheckAccessTokenHash, change: claim("at_hash", `"`+oidctest.Encode(make([]byte, 16))+`"`)},
		{name: "at_hash empty", want: oidc.CheckAccessTokenHash, change: claim("at_hash", `""`)},
		{name: "access token exchanged", want: oidc.CheckAccessTokenHash, change: func(p *oidctest.Provider) {
			p.Answer = func(o *oidctest.Object) { o.SetText("access_token", "another") }
		}},
	}
}

func badTimes() []badToken {
	return []badToken{
		{name: "exp missing", want: oidc.CheckExpiry, change: without("exp")},
		{name: "exp a minute ago", want: oidc.CheckExpiry, change: claimAt("exp", -61*time.Second)},
		{name: "exp long ago", want: oidc.CheckExpiry, change: claimAt("exp", -24*time.Hour)},
		{name: "exp a string", want: oidc.CheckClaims, change: claim("exp", `"9999999999"`)},
		{name: "exp beyond numbers", want: oidc.CheckClaims, change: claim("exp", `1e400`)},
		{name: "exp beyond dates", want: oidc.CheckClaims, change: claim("exp", `1e300`)},
		{name: "exp negative", want: oidc.CheckClaims, change: claim("exp", `-1`)},
		{name: "iat missing", want: oidc.CheckIssuedAt, change: without("iat")},
		{name: "iat in the future", want: oidc.CheckIssuedAt, change: claimAt("iat", 90*time.Second)},
		{name: "iat before the sign-in began", want: oidc.CheckIssuedAt, change: claimAt("iat", -90*time.Second)},
		{name: "nbf in the future", want: oidc.CheckNotBefore, change: claimAt("nbf", 90*time.Second)},
		{name: "nbf a boolean", want: oidc.CheckClaims, change: claim("nbf", `true`)},
		{name: "auth_time in the future", want: oidc.CheckSignInTime, change: claimAt("auth_time", 90*time.Second)},
		{name: "auth_time missing where it is wanted", want: oidc.CheckSignInTime, change: without("auth_time"), ask: oidc.Ask{MaxAge: time.Hour}},
		{name: "auth_time beyond the age", want: oidc.CheckSignInTime, change: claimAt("auth_time", -2*time.Hour), ask: oidc.Ask{MaxAge: time.Hour}},
		{name: "auth_time missing at a step-up", want: oidc.CheckSignInTime, change: without("auth_time"), ask: oidc.Ask{Fresh: true}},
		{name: "auth_time from before the step-up", want: oidc.CheckSignInTime, change: claimAt("auth_time", -90*time.Second), ask: oidc.Ask{Fresh: true}},
	}
}

// said changes the claims as text, before they are signed.
func said(change func(string) string) func(*oidctest.Provider) {
	return func(p *oidctest.Provider) { p.ClaimsText = change }
}

// again says a claim once more.
func again(name, value string) func(*oidctest.Provider) {
	return func(p *oidctest.Provider) { p.Claims = func(o *oidctest.Object) { o.Add(name, value) } }
}
