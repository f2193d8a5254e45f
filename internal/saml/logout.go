package saml

import (
	"time"
)

// LogoutTarget names the session that ends: the subject as the assertion gave
// it, and the session's name at the provider.
type LogoutTarget struct {
	Subject      Subject
	SessionIndex string // empty for every session of the subject
}

// LogoutRequest is a signed request of ours to end a session at the identity
// provider. The caller stores the ID and hands it to ReadLogoutResponse, once.
type LogoutRequest struct {
	ID       string
	Delivery Delivery
}

// logoutLifetime is how long our requests may be on their way.
const logoutLifetime = 5 * time.Minute

// LogoutRequest makes a signed request to end the session of somebody who signed
// out here.
func (sp *ServiceProvider) LogoutRequest(idp *IdentityProvider, target LogoutTarget, now time.Time) (LogoutRequest, error) {
	message, id := sp.newMessage("LogoutRequest", idp.LogoutURL, now)
	message.CreateAttr("NotOnOrAfter", formatInstant(now.Add(logoutLifetime)))
	name := message.CreateElement("saml:NameID")
	for _, attribute := range []struct{ name, value string }{
		{"Format", string(target.Subject.Format)},
		{"NameQualifier", target.Subject.NameQualifier},
		{"SPNameQualifier", target.Subject.SPNameQualifier},
	} {
		if attribute.value != "" {
			name.CreateAttr(attribute.name, attribute.value)
		}
	}
	name.SetText(target.Subject.NameID)
	if target.SessionIndex != "" {
		message.CreateElement("samlp:SessionIndex").SetText(target.SessionIndex)
	}
	delivery, err := sp.deliver(message, Delivery{Binding: idp.LogoutBinding, URL: idp.LogoutURL, Parameter: RequestParameter})
	return LogoutRequest{ID: id, Delivery: delivery}, err
}

// LogoutAnswer is what we answer to a logout request that was read.
type LogoutAnswer struct {
	RequestID  string // ReceivedLogout.ID
	RelayState string // as it came with the request
	Failed     bool   // the sessions could not be ended
	Now        time.Time
}

// LogoutResponse makes our signed answer to the identity provider's request.
func (sp *ServiceProvider) LogoutResponse(idp *IdentityProvider, answer LogoutAnswer) (Delivery, error) {
	destination := idp.LogoutResponseURL
	if destination == "" {
		destination = idp.LogoutURL
	}
	message, _ := sp.newMessage("LogoutResponse", destination, answer.Now)
	message.CreateAttr("InResponseTo", answer.RequestID)
	value := statusPrefix + "Success"
	if answer.Failed {
		value = statusPrefix + "Responder"
	}
	message.CreateElement("samlp:Status").CreateElement("samlp:StatusCode").CreateAttr("Value", value)
	return sp.deliver(message, Delivery{
		Binding: idp.LogoutBinding, URL: destination, Parameter: ResponseParameter, RelayState: answer.RelayState,
	})
}
