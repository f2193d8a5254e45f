package api

import (
	"context"
	"errors"
	"strings"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/federation"
	"github.com/musterhq/muster/internal/outbound"
)

// CreateLoginMethod is what createLoginMethod takes.
type CreateLoginMethod struct {
	InOrganization
	Once
	Body struct {
		Provider Provider      `json:"provider"`
		Protocol LoginProtocol `json:"protocol"`
		Name     string        `json:"name,omitempty" maxLength:"100" doc:"What the sign-in page calls it; the provider's name where it is left out."`
	} `nameHint:"LoginMethodCreate"`
}

// UpdateLoginMethod is what updateLoginMethod takes.
type UpdateLoginMethod struct {
	OfLoginMethod
	IfMatch
	Body struct {
		Name        *string     `json:"name,omitempty" maxLength:"100"`
		JustInTime  *bool       `json:"just_in_time,omitempty"`
		Unsolicited *bool       `json:"unsolicited,omitempty" doc:"Of a login method that speaks SAML."`
		OIDC        *OIDCUpdate `json:"oidc,omitempty"`
	} `nameHint:"LoginMethodUpdate"`
}

// OIDCUpdate is what a provider calls itself and us by OpenID Connect.
type OIDCUpdate struct {
	Issuer       string `json:"issuer" minLength:"1" maxLength:"1024"`
	ClientID     string `json:"client_id" minLength:"1" maxLength:"1024"`
	ClientSecret string `json:"client_secret,omitempty" maxLength:"4096" doc:"Left out, the one that is there stays, as long as the issuer does."`
	WithKey      bool   `json:"with_key,omitempty" doc:"Proves itself by the key at addresses.keys from now on; a secret that is there is forgotten."`
}

// ReadMetadata is what readLoginMetadata takes.
type ReadMetadata struct {
	OfLoginMethod
	IfMatch
	Body struct {
		URL  string `json:"url,omitempty" maxLength:"2048" doc:"Where the metadata is read now."`
		File string `json:"file,omitempty" maxLength:"262144" doc:"The metadata itself. Either this or url."`
	} `nameHint:"LoginMetadataRead"`
}

// SetSignInRule is what setSignInRule takes.
type SetSignInRule struct {
	InOrganization
	Body struct {
		ProvidersOnly bool               `json:"providers_only"`
		BreakGlass    directory.MemberID `json:"break_glass,omitempty" maxLength:"256" doc:"An active owner who has a passkey. Required with providers_only."`
	} `nameHint:"SignInRuleSet"`
}

func (s *Server) createLoginMethod(c *call, in *CreateLoginMethod) (*Tagged[LoginMethod], error) {
	key, err := federation.NewSigningKey(s.now())
	if err != nil {
		return nil, err
	}
	made, err := s.config.Administration.CreateLoginMethod(c.ctx, c.caller(), c.organization.ID, administration.NewLoginMethod{
		Provider: directory.Provider(in.Body.Provider),
		Protocol: directory.LoginProtocol(in.Body.Protocol),
		Name:     in.Body.Name,
		Key:      key,
	})
	if err != nil {
		return nil, err
	}
	return s.loginMethodTagged(c, made.ID)
}

func (s *Server) updateLoginMethod(c *call, in *UpdateLoginMethod) (*Tagged[LoginMethod], error) {
	edit := administration.LoginMethodEdit{Name: in.Body.Name, JustInTime: in.Body.JustInTime, Unsolicited: in.Body.Unsolicited}
	if in.Body.OIDC != nil {
		edit.OIDC = &directory.OIDCSettings{Issuer: in.Body.OIDC.Issuer, ClientID: in.Body.OIDC.ClientID, ClientSecret: in.Body.OIDC.ClientSecret}
		edit.WithoutSecret = in.Body.OIDC.WithKey
	}
	return s.editLoginMethod(c, in.OfLoginMethod, in.IfMatch, edit)
}

func (s *Server) editLoginMethod(c *call, of OfLoginMethod, seen IfMatch, edit administration.LoginMethodEdit) (*Tagged[LoginMethod], error) {
	caller, err := c.callerWho(seen)
	if err != nil {
		return nil, err
	}
	if _, err := s.config.Administration.UpdateLoginMethod(c.ctx, caller, c.organization.ID, of.Method, edit); err != nil {
		return nil, err
	}
	return s.loginMethodTagged(c, of.Method)
}

// readLoginMetadata fills in what a provider's metadata says, read from its address
// or handed over as a file.
func (s *Server) readLoginMetadata(c *call, in *ReadMetadata) (*Tagged[LoginMethod], error) {
	if (in.Body.URL == "") == (in.Body.File == "") {
		return nil, ruleMetadataOrURL.Refuse(directory.Invalid).About("file")
	}
	settings, err := s.metadata(c, in.Body.URL, in.Body.File)
	if err != nil {
		return nil, err
	}
	return s.editLoginMethod(c, in.OfLoginMethod, in.IfMatch, administration.LoginMethodEdit{SAML: &settings})
}

func (s *Server) metadata(c *call, address, file string) (directory.SAMLSettings, error) {
	if address == "" {
		return federation.ReadMetadata([]byte(file), s.now())
	}
	settings, err := federation.FetchMetadata(c.ctx, s.config.Outbound, address, s.now())
	return settings, notFetched(err)
}

// notFetched is the refusal of an address that could not be read: outbound says why
// in words.
func notFetched(err error) error {
	if failed, ok := errors.AsType[*outbound.Error](err); ok {
		return ruleNotFetched.Refuse(directory.Invalid, "why", strings.TrimSuffix(failed.Sentence, ".")).About("url")
	}
	return err
}

func (s *Server) testLoginMethod(c *call, in *OfLoginMethod) (*Answer[LoginChecks], error) {
	method, err := c.view().LoginMethod(in.Method)
	if err != nil {
		return nil, err
	}
	found, err := s.config.Clients.Test(c.ctx, method)
	if err != nil {
		return nil, err
	}
	tested := LoginChecks{Passed: true, Checks: make([]LoginCheck, len(found))}
	for i, check := range found {
		tested.Checks[i] = LoginCheck{Name: check.Name, Passed: check.OK, Sentence: check.Sentence}
		tested.Passed = tested.Passed && check.OK
	}
	return &Answer[LoginChecks]{Body: tested}, nil
}

func (s *Server) activateLoginMethod(c *call, in *OfLoginMethod) (*Tagged[LoginMethod], error) {
	return s.switchLoginMethod(c, in, s.config.Administration.ActivateLoginMethod)
}

func (s *Server) deactivateLoginMethod(c *call, in *OfLoginMethod) (*Tagged[LoginMethod], error) {
	return s.switchLoginMethod(c, in, s.config.Administration.DeactivateLoginMethod)
}

func (s *Server) switchLoginMethod(c *call, in *OfLoginMethod, do func(context.Context, administration.Caller, directory.OrganizationID, directory.LoginMethodID) error) (*Tagged[LoginMethod], error) {
	if err := do(c.ctx, c.caller(), c.organization.ID, in.Method); err != nil {
		return nil, err
	}
	return s.loginMethodTagged(c, in.Method)
}

func (s *Server) deleteLoginMethod(c *call, in *OfLoginMethod) (*Nothing, error) {
	return nil, s.config.Administration.DeleteLoginMethod(c.ctx, c.caller(), c.organization.ID, in.Method)
}

func (s *Server) addSigningCertificate(c *call, in *OfLoginMethod) (*Tagged[LoginMethod], error) {
	key, err := federation.NewSigningKey(s.now())
	if err != nil {
		return nil, err
	}
	if _, err := s.config.Administration.AddSigningKey(c.ctx, c.caller(), c.organization.ID, in.Method, key); err != nil {
		return nil, err
	}
	return s.loginMethodTagged(c, in.Method)
}

func (s *Server) useNewSigningCertificate(c *call, in *OfLoginMethod) (*Tagged[LoginMethod], error) {
	if _, err := s.config.Administration.UseNewSigningKey(c.ctx, c.caller(), c.organization.ID, in.Method); err != nil {
		return nil, err
	}
	return s.loginMethodTagged(c, in.Method)
}

func (s *Server) setSignInRule(c *call, in *SetSignInRule) (*Answer[SignInRule], error) {
	updated, err := s.config.Administration.SetSignInRule(c.ctx, c.caller(), c.organization.ID, administration.SignInRule{
		ProvidersOnly: in.Body.ProvidersOnly, BreakGlass: in.Body.BreakGlass,
	})
	if err != nil {
		return nil, err
	}
	return &Answer[SignInRule]{Body: signInRuleOf(updated, newNames(c.view()))}, nil
}
