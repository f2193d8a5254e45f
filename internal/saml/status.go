package saml

import (
	"strings"

	"github.com/musterhq/muster/internal/saml/strictxml"
)

const statusPrefix = "urn:oasis:names:tc:SAML:2.0:status:"

// checkStatus wants success, and otherwise says in our words what the identity
// provider reports. Its own words are not shown: a failure is often not signed.
func checkStatus(root *strictxml.Element) *Refusal {
	status := root.Only(protocolName("Status"))
	if status == nil {
		return refuse(CheckStatus, "The message does not say whether it reports success. Turn to the support of the identity provider.")
	}
	code := status.Only(protocolName("StatusCode"))
	if code == nil {
		return refuse(CheckStatus, "The message does not say whether it reports success. Turn to the support of the identity provider.")
	}
	value, _ := code.Attribute("Value")
	if value == statusPrefix+"Success" {
		return nil
	}
	reason := statusWords(value)
	if detail := code.Only(protocolName("StatusCode")); detail != nil {
		second, _ := detail.Attribute("Value")
		if words := statusWords(second); words != "" {
			reason = words
		}
	}
	if reason == "" {
		reason = "it gives no reason that SAML knows"
	}
	return refuse(CheckStatus, "The identity provider did not do what it was asked: %s.", reason)
}

// statusWords puts a status code of SAML core section 3.2.2.2 into words.
func statusWords(value string) string {
	local, ours := strings.CutPrefix(value, statusPrefix)
	if !ours {
		return ""
	}
	switch local {
	case "Requester":
		return "it holds our request to be wrong; compare the entity ID and the URLs in its settings with those shown here"
	case "Responder":
		return "it had an error of its own; look into its log"
	case "VersionMismatch":
		return "it does not speak SAML 2.0"
	case "AuthnFailed":
		return "the person did not sign in there"
	case "InvalidNameIDPolicy":
		return "it cannot give names in the format that was asked for; choose another format of the NameID"
	case "NoAuthnContext":
		return "it cannot sign the person in with the strength that was asked for"
	case "NoPassive":
		return "the person must do something to sign in there"
	case "PartialLogout":
		return "the person is not signed out everywhere"
	case "RequestDenied":
		return "it denied the request; check that the person is assigned to this application there"
	case "RequestUnsupported", "UnsupportedBinding":
		return "it does not support what was asked; read its metadata file again"
	case "UnknownPrincipal":
		return "it does not know the person"
	default:
		return ""
	}
}
