package signin

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/musterhq/muster/internal/okta"
)

// ask is what an assertion is made for.
type ask struct {
	// request is the id of the application's request, empty when the sign-in
	// started here.
	request    string
	relayState string
}

// samlSignIn gives an app an assertion about whoever signs in. Without a request
// it is the tile that was pressed.
func (s *Service) samlSignIn(w http.ResponseWriter, r *http.Request) {
	app, known := s.appOfPath(w, r)
	if !known {
		return
	}
	if err := r.ParseForm(); err != nil {
		s.badRequest(w, err)
		return
	}
	waits := pending{app: app.Label}
	asked := ask{relayState: app.DefaultRelayState}
	if r.Form.Has("SAMLRequest") {
		request, err := readRequest(r)
		if err == nil {
			err = app.checkSignIn(request, s)
		}
		if err != nil {
			s.badRequest(w, err)
			return
		}
		asked = ask{request: request.id, relayState: request.relayState}
		waits.afresh = slices.Contains([]string{"true", "1"}, request.root.Attribute("ForceAuthn"))
		if subject := request.root.Children(namespaceAssertion, "Subject"); len(subject) == 1 {
			if name, err := subject[0].Child(namespaceAssertion, "NameID"); err == nil {
				waits.hint = name.Text()
			}
		}
	} else if r.Form.Has("RelayState") {
		asked.relayState = r.Form.Get("RelayState")
	}
	waits.resume = func(w http.ResponseWriter, _ *http.Request, current *session) { s.assert(w, app, asked, current) }
	s.proceed(w, r, waits)
}

// checkSignIn holds an AuthnRequest to the app's settings.
func (a *SAMLApp) checkSignIn(request samlRequest, s *Service) error {
	if err := request.check("AuthnRequest", a, a.SSOURL, s.now()); err != nil {
		return err
	}
	if address := request.root.Attribute("AssertionConsumerServiceURL"); address != "" && address != a.ACSURL {
		return fmt.Errorf("the address %q is not the single sign-on URL of the app", address)
	}
	if a.Certificate == nil {
		return nil
	}
	if err := request.verify(a.Certificate.PublicKey); err != nil {
		return fmt.Errorf("the request is not acceptable: %w", err)
	}
	return nil
}

// assert answers for who signed in.
func (s *Service) assert(w http.ResponseWriter, app *SAMLApp, asked ask, current *session) {
	person, err := s.eligible(current.user, app.Assigned)
	if err != nil {
		s.refuse(w, app.Label, err)
		return
	}
	known := s.participate(current, app, person)
	response, err := s.response(app, asked, person, known, current.signedIn)
	if err != nil {
		s.problem(w, http.StatusInternalServerError, "The answer could not be signed", "Start again.")
		return
	}
	s.send(w, app, app.ACSURL, response, asked.relayState)
}

// participate keeps what an app is told of a session, for its logout.
func (s *Service) participate(current *session, app *SAMLApp, person okta.Person) participant {
	s.mu.Lock()
	defer s.mu.Unlock()
	told := participant{index: current.saml[app.ID].index, nameID: fields[app.NameID](person)}
	if told.index == "" {
		told.index = newID()
	}
	current.saml[app.ID] = told
	return told
}

// appOfPath returns the app that an address names, or says that there is none.
func (s *Service) appOfPath(w http.ResponseWriter, r *http.Request) (*SAMLApp, bool) {
	app, known := s.samlApp(AppID(r.PathValue("id")))
	if !known || app.slug != r.PathValue("label") {
		s.problem(w, http.StatusNotFound, "There is no such app", "Copy the address from the app's settings again.")
		return nil, false
	}
	return app, true
}

// badRequest tells a person why the application's request goes unanswered.
func (s *Service) badRequest(w http.ResponseWriter, err error) {
	s.problem(w, http.StatusBadRequest, "Bad SAML request", "The application's request was not accepted: "+err.Error()+".")
}
