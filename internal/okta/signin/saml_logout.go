package signin

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"
)

const (
	statusRequester        = "urn:oasis:names:tc:SAML:2.0:status:Requester"
	statusUnknownPrincipal = "urn:oasis:names:tc:SAML:2.0:status:UnknownPrincipal"
)

// samlLogout ends the session that an app names in a signed request, and answers
// it. Who cannot prove to be the app gets no answer but a page.
func (s *Service) samlLogout(w http.ResponseWriter, r *http.Request) {
	app, known := s.appOfPath(w, r)
	if !known {
		return
	}
	request, err := readRequest(r)
	if err == nil {
		err = app.checkLogout(request, s)
	}
	if err != nil {
		s.badRequest(w, err)
		return
	}
	name, err := request.root.Child(namespaceAssertion, "NameID")
	if err != nil {
		s.badRequest(w, err)
		return
	}
	var indexes []string
	for _, index := range request.root.Children(namespaceProtocol, "SessionIndex") {
		indexes = append(indexes, index.Text())
	}
	response, err := s.logoutResponse(app, request.id, s.endNamed(app.ID, name.Text(), indexes))
	if err != nil {
		s.problem(w, http.StatusInternalServerError, "The answer could not be signed", "Start again.")
		return
	}
	s.send(w, app, app.LogoutURL, response, request.relayState)
}

// checkLogout holds a LogoutRequest to the app's settings.
func (a *SAMLApp) checkLogout(request samlRequest, s *Service) error {
	if a.LogoutURL == "" {
		return errors.New("the app does not allow single logout")
	}
	if err := request.check("LogoutRequest", a, a.SLOURL, s.now()); err != nil {
		return err
	}
	if err := request.verify(a.Certificate.PublicKey); err != nil {
		return fmt.Errorf("the request is not acceptable: %w", err)
	}
	if text := request.root.Attribute("NotOnOrAfter"); text != "" {
		end, err := time.Parse(time.RFC3339, text)
		if err != nil || !s.now().Before(end) {
			return errors.New("the request has expired")
		}
	}
	return nil
}

// endNamed ends the sessions in which an app was given this name and one of
// these indexes, or any index where the request says none. It reports whether
// the request fits: an index that belongs to another name does not. A session
// that has ended already is what was asked for.
func (s *Service) endNamed(app AppID, name string, indexes []string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, one := range s.sessions {
		told, takesPart := one.saml[app]
		if !takesPart || len(indexes) > 0 && !slices.Contains(indexes, told.index) {
			continue
		}
		if told.nameID == name {
			delete(s.sessions, id)
		} else if len(indexes) > 0 {
			return false
		}
	}
	return true
}

// logoutResponse answers a LogoutRequest.
func (s *Service) logoutResponse(app *SAMLApp, request string, ended bool) (string, error) {
	status := element("saml2p:StatusCode", attributes{{"Value", statusSuccess}})
	if !ended {
		status = element("saml2p:StatusCode", attributes{{"Value", statusRequester}},
			element("saml2p:StatusCode", attributes{{"Value", statusUnknownPrincipal}}))
	}
	id := newID()
	write := func(signature string) string {
		return element("saml2p:LogoutResponse", attributes{
			{"xmlns:saml2p", namespaceProtocol},
			{"Destination", app.LogoutURL},
			{"ID", id},
			{"InResponseTo", request},
			{"IssueInstant", instant(s.now())},
			{"Version", "2.0"},
		}, app.issuerElement(), signature, element("saml2p:Status", nil, status))
	}
	unsigned := write("")
	signature, err := s.signer().Sign(id, unsigned)
	return write(signature), err
}
