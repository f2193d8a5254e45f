package directory

import (
	"net/url"
	"strings"
)

// ProviderSession is a session of a provider's own, by which somebody came in, and
// how it named them there: whoever is signed out there is named as they were, since
// a name of another format is another name.
type ProviderSession struct {
	// Name is what the provider calls the session, or empty.
	Name string
	// What SAML says of a name beside the name itself; each is empty where it was
	// left out.
	NameFormat      string
	NameQualifier   string
	SPNameQualifier string
}

// Text is how it is kept, as Session.ProviderSession: the name, and on a line of its
// own what was said of the person's.
func (p ProviderSession) Text() string {
	said := url.Values{}
	for key, value := range map[string]string{"format": p.NameFormat, "qualifier": p.NameQualifier, "sp_qualifier": p.SPNameQualifier} {
		if value != "" {
			said.Set(key, value)
		}
	}
	if len(said) == 0 && !strings.Contains(p.Name, "\n") {
		return p.Name
	}
	return p.Name + "\n" + said.Encode()
}

// ReadProviderSession reads what Text wrote, or the name alone, as it was kept once.
func ReadProviderSession(text string) ProviderSession {
	end := strings.LastIndexByte(text, '\n')
	if end < 0 {
		return ProviderSession{Name: text}
	}
	said, err := url.ParseQuery(text[end+1:])
	if err != nil {
		return ProviderSession{Name: text}
	}
	return ProviderSession{
		Name: text[:end], NameFormat: said.Get("format"), NameQualifier: said.Get("qualifier"), SPNameQualifier: said.Get("sp_qualifier"),
	}
}
