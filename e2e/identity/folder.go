package identity

import (
	"io"
	"testing"
)

// Folder is where this package lies, as seen from whoever starts a provider: the
// programs and what was installed for them are beside it.
type Folder string

// StartOpenIDProvider starts the provider for one test, and tells it if it fails
// what troubled the provider.
func (f Folder) StartOpenIDProvider(t testing.TB, settings OpenIDSettings) *OpenIDProvider {
	t.Helper()
	return started(t, func() (*OpenIDProvider, error) { return f.OpenOpenIDProvider(settings, t.Output()) })
}

// StartSAMLProvider starts the provider for one test, as StartOpenIDProvider does.
func (f Folder) StartSAMLProvider(t testing.TB, people ...Person) *SAMLProvider {
	t.Helper()
	return started(t, func() (*SAMLProvider, error) { return f.OpenSAMLProvider(t.Output(), people...) })
}

// started starts a provider that ends before its test does.
func started[P io.Closer](t testing.TB, open func() (P, error)) P {
	t.Helper()
	p, err := open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}
