package signin

import (
	"embed"
	"net/http"
)

//go:embed assets
var assets embed.FS

// routes lists every page.
func (s *Service) routes() http.Handler {
	mux := http.NewServeMux()

	mux.HandleFunc("GET /{$}", s.home)
	mux.HandleFunc("GET /app/UserHome", s.home)
	mux.Handle("GET /assets/", http.FileServerFS(assets))

	// What a person does on a page of ours cannot be done from another site.
	same := http.NewCrossOriginProtection()
	mux.HandleFunc("GET /login/login.htm", s.loginPage)
	mux.Handle("POST /login/login.htm", same.Handler(http.HandlerFunc(s.login)))
	mux.HandleFunc("GET /login/token/redirect", s.resume)
	mux.Handle("POST /login/signout", same.Handler(http.HandlerFunc(s.signOut)))

	mux.HandleFunc("GET /.well-known/openid-configuration", s.discovery)
	mux.HandleFunc("GET /oauth2/v1/authorize", s.authorize)
	mux.HandleFunc("POST /oauth2/v1/authorize", s.authorize)
	mux.HandleFunc("POST /oauth2/v1/token", s.token)
	mux.HandleFunc("GET /oauth2/v1/keys", s.publishKeys)
	mux.HandleFunc("GET /oauth2/v1/userinfo", s.userinfo)
	mux.HandleFunc("POST /oauth2/v1/userinfo", s.userinfo)
	mux.HandleFunc("GET /oauth2/v1/logout", s.logout)

	mux.HandleFunc("GET /app/{label}/{id}/sso/saml", s.samlSignIn)
	mux.HandleFunc("POST /app/{label}/{id}/sso/saml", s.samlSignIn)
	mux.HandleFunc("GET /app/{label}/{id}/slo/saml", s.samlLogout)
	mux.HandleFunc("POST /app/{label}/{id}/slo/saml", s.samlLogout)
	mux.HandleFunc("GET /app/{id}/sso/saml/metadata", s.samlMetadata)

	return headers(mux)
}

// headers are those of every answer. There is no form-action among them:
// browsers hold it against the redirect after a form too, and signing in ends
// with a redirect to the application.
func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("Cache-Control", "no-store")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("X-Content-Type-Options", "nosniff")
		r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
		next.ServeHTTP(w, r)
	})
}
