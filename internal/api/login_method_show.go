package api

import (
	"crypto/x509"
	"encoding/pem"
	"net/url"
	"strings"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/federation"
)

// OfLoginMethod is for routes about one login method.
type OfLoginMethod struct {
	InOrganization
	Method directory.LoginMethodID `path:"method" maxLength:"256" doc:"The login method's id."`
}

func (s *Server) listLoginMethods(c *call, _ *InOrganization) (*Answer[LoginMethods], error) {
	reader := c.view()
	found, err := reader.LoginMethods()
	if err != nil {
		return nil, err
	}
	list := LoginMethods{Items: make([]LoginMethod, len(found))}
	for i, method := range found {
		if list.Items[i], err = s.loginMethodOf(c, method); err != nil {
			return nil, err
		}
	}
	list.Rule = signInRuleOf(c.organization, newNames(reader))
	return &Answer[LoginMethods]{Body: list}, nil
}

func (s *Server) getLoginMethod(c *call, in *OfLoginMethod) (*Tagged[LoginMethod], error) {
	return s.loginMethodTagged(c, in.Method)
}

func (s *Server) loginMethodTagged(c *call, id directory.LoginMethodID) (*Tagged[LoginMethod], error) {
	found, err := c.view().LoginMethod(id)
	if err != nil {
		return nil, err
	}
	shown, err := s.loginMethodOf(c, found)
	if err != nil {
		return nil, err
	}
	return tagged(shown, shown.UpdatedAt), nil
}

func (s *Server) loginMethodOf(c *call, method directory.LoginMethod) (LoginMethod, error) {
	addresses := federation.AddressesOf(s.base(c.r), method.ID)
	shown := LoginMethod{
		ID:           method.ID,
		Provider:     Provider(method.Provider),
		ProviderName: method.Provider.Name(),
		Protocol:     LoginProtocol(method.Protocol),
		Name:         method.Name,
		Active:       method.Active,
		Complete:     method.IsComplete(),
		JustInTime:   method.JustInTime,
		Addresses: LoginAddresses{
			Start: addresses.Start, RedirectURI: addresses.Redirect, Keys: addresses.Keys, SignedOut: addresses.SignedOut,
			EntityID: addresses.EntityID, ACS: addresses.ACS, Logout: addresses.Logout,
		},
		CreatedAt: Time(method.CreatedAt),
		UpdatedAt: Time(method.UpdatedAt),
	}
	may, err := administration.MayTrust(c.view(), c.caller())
	if err != nil {
		return LoginMethod{}, err
	}
	shown.OwnersOnly = !may
	ours := make([][]byte, len(method.Keys))
	for i, key := range method.Keys {
		ours[i] = key.Certificate
	}
	if shown.Certificates, err = certificatesOf(ours); err != nil {
		return LoginMethod{}, err
	}
	switch method.Protocol {
	case directory.OIDC:
		settings := method.Settings.OIDC
		shown.OIDC = &OIDCSettings{Issuer: settings.Issuer, ClientID: settings.ClientID, HasSecret: settings.ClientSecret != ""}
	case directory.SAML:
		settings := method.Settings.SAML
		shown.SAML = &SAMLSettings{
			EntityID: settings.EntityID, SignInURL: settings.SignInURL, SignOutURL: settings.SignOutURL,
			MetadataURL: settings.MetadataURL, Unsolicited: settings.Unsolicited,
		}
		if shown.SAML.Certificates, err = certificatesOf(settings.Certificates); err != nil {
			return LoginMethod{}, err
		}
	}
	if last, known := s.config.Arrivals.Last(method.ID); known {
		shown.LastArrival = &LoginArrival{At: Time(last.At), Trial: last.Trial, Passed: append([]string{}, last.Passed...), Refused: last.Refused}
	}
	return shown, nil
}

func certificatesOf(certificates [][]byte) ([]Certificate, error) {
	shown := make([]Certificate, len(certificates))
	for i, der := range certificates {
		certificate, err := x509.ParseCertificate(der)
		if err != nil {
			return nil, err
		}
		shown[i] = Certificate{
			Fingerprint: administration.Fingerprint(der),
			PEM:         string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})),
			ValidFrom:   Time(certificate.NotBefore),
			ValidUntil:  Time(certificate.NotAfter),
		}
	}
	return shown, nil
}

func signInRuleOf(organization directory.Organization, names *names) SignInRule {
	rule := SignInRule{ProvidersOnly: organization.ProvidersOnly}
	if organization.BreakGlass != "" {
		rule.BreakGlass = &MemberReference{ID: organization.BreakGlass, Name: names.member(organization.BreakGlass)}
	}
	return rule
}

// FindWaysIn is what findWaysIn takes.
type FindWaysIn struct {
	Body struct {
		Email string `json:"email" minLength:"1" maxLength:"1024" example:"ana@example.com"`
	} `nameHint:"WaysInFind"`
}

// findWaysIn finds the login methods of the organization that has verified the
// domain of an address. It looks at nobody: an address that nobody has is answered
// as one that somebody has.
func (s *Server) findWaysIn(c *call, in *FindWaysIn) (*Answer[WaysIn], error) {
	ways := WaysIn{Items: []WayIn{}, Passwords: true}
	domain, err := administration.DomainName(in.Body.Email[strings.LastIndexByte(in.Body.Email, '@')+1:])
	if err != nil { // no address yet: somebody is typing
		return &Answer[WaysIn]{Body: ways}, nil
	}
	owner, err := s.config.Store.DomainOwner(c.ctx, domain)
	if directory.CodeOf(err) == directory.NotFound {
		return &Answer[WaysIn]{Body: ways}, nil
	}
	if err != nil {
		return nil, err
	}
	view := s.config.Store.View(c.ctx, owner)
	organization, err := view.Organization()
	if err != nil {
		return nil, err
	}
	if ways.Items, err = waysInto(view, nil); err != nil {
		return nil, err
	}
	ways.Passwords = !organization.ProvidersOnly
	for i := range ways.Items {
		ways.Items[i].Start += "?" + url.Values{"hint": {in.Body.Email}}.Encode()
	}
	return &Answer[WaysIn]{Body: ways}, nil
}

// waysInto lists the active login methods of an organization, without those that
// are known already.
func waysInto(reader directory.Reader, known map[directory.LoginMethodID]bool) ([]WayIn, error) {
	methods, err := reader.LoginMethods()
	if err != nil {
		return nil, err
	}
	ways := []WayIn{}
	for _, method := range methods {
		if method.Active && !known[method.ID] {
			ways = append(ways, WayIn{
				ID: method.ID, Name: method.Name, Provider: Provider(method.Provider),
				Start: federation.AddressesOf("", method.ID).Start,
			})
		}
	}
	return ways, nil
}
