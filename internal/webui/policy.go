package webui

import "net/http"

// Policy is the content security policy of the panel. It allows files from our
// own origin and nothing else: no inline script or style, no data URL, no
// string turned into script. The panel is built to live under it, and the
// browser test fails on the first violation.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
	"connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; " +
	"require-trusted-types-for 'script'"

// protect sets the headers that every answer carries, refusals too.
func protect(h http.Header) {
	h.Set("Content-Security-Policy", Policy)
	h.Set("X-Content-Type-Options", "nosniff")
	// Addresses in the panel name members and requests; no other site is told.
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()")
	// A page that opened the panel, or was opened by it, gets no hold on it.
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
}
