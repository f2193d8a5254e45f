package saml

import (
	"fmt"
	"slices"
)

// Check is one step of reading a message. The steps are made in the order in
// which they are listed here.
type Check string

const (
	// CheckSize bounds what is looked at.
	CheckSize Check = "size"
	// CheckEncoding wants strict base64, and for a redirect DEFLATE in a
	// well-formed query.
	CheckEncoding Check = "encoding"
	// CheckMarkup wants the part of XML that every parser reads alike.
	CheckMarkup Check = "markup"
	// CheckMessage wants exactly the one message that is expected.
	CheckMessage Check = "message"
	// CheckAssertion wants exactly one assertion, in its place and readable.
	CheckAssertion Check = "assertion"
	// CheckSignaturePlace wants a signature where SAML puts it, and nowhere else.
	CheckSignaturePlace Check = "signature place"
	// CheckReference wants one reference, to the element that holds the signature.
	CheckReference Check = "reference"
	// CheckTransforms wants the two transforms that SAML allows.
	CheckTransforms Check = "transforms"
	// CheckAlgorithms wants algorithms that nobody can forge today.
	CheckAlgorithms Check = "algorithms"
	// CheckCertificate wants a stored certificate that is valid now.
	CheckCertificate Check = "certificate"
	// CheckSignature verifies signature and digest.
	CheckSignature Check = "signature"
	// CheckVerified reads the verified bytes anew and wants the same message in them.
	CheckVerified Check = "verified content"
	// CheckStatus wants success.
	CheckStatus Check = "status"
	// CheckIssuer wants the configured identity provider.
	CheckIssuer Check = "issuer"
	// CheckDestination wants our URL as the destination.
	CheckDestination Check = "destination"
	// CheckConfirmation wants the subject confirmed for whoever brings the
	// assertion here, in time.
	CheckConfirmation Check = "subject confirmation"
	// CheckInResponseTo wants the answer to the pending request.
	CheckInResponseTo Check = "in response to"
	// CheckTime wants the message to be valid now.
	CheckTime Check = "time"
	// CheckAudience wants the message to be meant for us alone.
	CheckAudience Check = "audience"
	// CheckAuthentication wants to be told when and that somebody signed in.
	CheckAuthentication Check = "authentication"
	// CheckSubject wants a name that can be used as it stands.
	CheckSubject Check = "subject"
)

// ResponseChecks lists the checks of ReadResponse in their order.
func ResponseChecks() []Check {
	return []Check{
		CheckSize, CheckEncoding, CheckMarkup, CheckMessage, CheckAssertion,
		CheckSignaturePlace, CheckReference, CheckTransforms, CheckAlgorithms, CheckCertificate, CheckSignature, CheckVerified,
		CheckStatus, CheckIssuer, CheckDestination, CheckConfirmation, CheckInResponseTo, CheckTime, CheckAudience,
		CheckAuthentication, CheckSubject,
	}
}

// Sentence says what it means that the check was passed.
func (c Check) Sentence() string {
	switch c {
	case CheckSize:
		return "The message is not too large."
	case CheckEncoding:
		return "The message is encoded as SAML says."
	case CheckMarkup:
		return "The message is plain XML that can be read in one way only."
	case CheckMessage:
		return "It is the one SAML 2.0 message that was expected."
	case CheckAssertion:
		return "It carries exactly one assertion."
	case CheckSignaturePlace:
		return "It is signed, and each signature stands where SAML puts it."
	case CheckReference:
		return "Each signature covers exactly the element that holds it."
	case CheckTransforms:
		return "Nothing is taken out before signing but the signature itself."
	case CheckAlgorithms:
		return "It is signed with a strong algorithm."
	case CheckCertificate:
		return "A certificate of the identity provider is stored and valid now."
	case CheckSignature:
		return "The signature was made by the identity provider's key."
	case CheckVerified:
		return "What was signed is what is read."
	case CheckStatus:
		return "The identity provider reports success."
	case CheckIssuer:
		return "It was issued by the identity provider that is set up here."
	case CheckDestination:
		return "It was sent to this address."
	case CheckConfirmation:
		return "The person is confirmed for this address, and not too late."
	case CheckInResponseTo:
		return "It answers the request that was made, or needs none."
	case CheckTime:
		return "It is valid now."
	case CheckAudience:
		return "It is meant for this service alone."
	case CheckAuthentication:
		return "It says when the person signed in, and the session lasts."
	case CheckSubject:
		return "It names the person."
	default:
		return string(c)
	}
}

// Refusal is the error of everything in this package that reads a message. It
// says which check failed and, in a sentence for an administrator, why and what
// to do. The message quotes no name, address or value of an unverified document.
type Refusal struct {
	Check   Check
	Message string
}

func (r *Refusal) Error() string { return r.Message }

func refuse(check Check, format string, values ...any) *Refusal {
	return &Refusal{Check: check, Message: fmt.Sprintf(format, values...)}
}

// passed lists the checks made so far. A reader notes each once it has passed.
type passed []Check

func (p *passed) note(check Check) {
	if !slices.Contains(*p, check) {
		*p = append(*p, check)
	}
}

// before returns the checks noted before one that has failed. Where two
// signatures were verified, the first may have passed what the second did not.
func (p passed) before(failed Check) []Check {
	if i := slices.Index(p, failed); i >= 0 {
		return p[:i]
	}
	return p
}
