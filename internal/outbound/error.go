package outbound

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"
)

var errTooLarge = errors.New("answer beyond its limit")

// An Error is a request that brought no answer, told to the administrator who
// typed the address in.
type Error struct {
	// Sentence says what is wrong and what to do about it.
	Sentence string
	// Err is what happened below, for the log. It may be nil.
	Err error
}

// Error returns the sentence.
func (e *Error) Error() string { return e.Sentence }

// Unwrap returns what happened below.
func (e *Error) Unwrap() error { return e.Err }

// Explanation returns the sentence. It lets rooms that do not know this one
// ask an error whether it has something to say.
func (e *Error) Explanation() string { return e.Sentence }

// explain turns what the network said into a sentence.
func explain(host string, err error) error {
	if already, ok := errors.AsType[*Error](err); ok {
		return already
	}
	sentence := func(format string) error {
		return &Error{Sentence: fmt.Sprintf(format, host), Err: err}
	}
	if lookup, ok := errors.AsType[*net.DNSError](err); ok && lookup.IsNotFound {
		return sentence("There is no host with the name %s. Look whether the address is spelled right.")
	}
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return sentence("The certificate of %s is signed by an authority that Muster does not trust. Install one that is publicly trusted, with its intermediate certificates, or ask the operator of Muster to trust yours.")
	}
	if _, ok := errors.AsType[x509.HostnameError](err); ok {
		return sentence("The certificate of %s is for another name. Look whether the address is spelled right, or install a certificate for it.")
	}
	if invalid, ok := errors.AsType[x509.CertificateInvalidError](err); ok && invalid.Reason == x509.Expired {
		return sentence("The certificate of %s has expired or is not valid yet. Renew it, and try again.")
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return sentence("The certificate of %s is not valid. Install one that is publicly trusted, and try again.")
	}
	if timeout, ok := errors.AsType[net.Error](err); ok && timeout.Timeout() || errors.Is(err, context.DeadlineExceeded) {
		return sentence("%s did not answer in time. Look whether it is reachable from Muster, and try again.")
	}
	switch {
	case errors.Is(err, context.Canceled):
		return sentence("The request to %s was given up before it was answered. Try again.")
	case errors.Is(err, errTooLarge), strings.Contains(err.Error(), "server response headers exceeded"): // net/http has no name for it
		return sentence("%s answers with more than is read. Look whether the address is the right one.")
	case errors.Is(err, syscall.ECONNREFUSED):
		return sentence("%s refuses connections. Look whether the address and its port are right, and whether the identity provider is running.")
	default:
		return sentence("%s could not be asked: the connection failed. Look whether the address is right, and try again.")
	}
}
