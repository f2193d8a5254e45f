package directory

import (
	"errors"
	"fmt"
)

// Code says what kind of refusal an Error is. The list is closed: every door
// (SCIM, API, command line) maps each code once, and a test ranges over Codes.
type Code int

const (
	// Invalid: a value that the directory cannot keep. Field names it.
	Invalid Code = iota + 1
	// NotFound: there is no such thing in this organization. A thing of another
	// organization or connection is answered exactly the same way.
	NotFound
	// Taken: a value that must be unique belongs to another. Field names it.
	Taken
	// NoLicense: every license is in use.
	NoLicense
	// Refused: a rule or policy forbids the change.
	Refused
	// Unauthorized: the credential is unknown, revoked or expired.
	Unauthorized
	// Disabled: the connection or the organization is switched off.
	Disabled
	// Unavailable: the store cannot say whether the change was made, or cannot
	// work now. Asking again later is right.
	Unavailable
)

// Codes lists every Code.
func Codes() []Code {
	return []Code{Invalid, NotFound, Taken, NoLicense, Refused, Unauthorized, Disabled, Unavailable}
}

// String returns the code's name, as used in logs and metrics.
func (c Code) String() string {
	switch c {
	case Invalid:
		return "invalid"
	case NotFound:
		return "not_found"
	case Taken:
		return "taken"
	case NoLicense:
		return "no_license"
	case Refused:
		return "refused"
	case Unauthorized:
		return "unauthorized"
	case Disabled:
		return "disabled"
	case Unavailable:
		return "unavailable"
	}
	return fmt.Sprintf("Code(%d)", int(c))
}

// Error is a refusal that may be shown. Any other error is internal: it is
// logged and never shown.
type Error struct {
	Code Code
	// Field is the name of the value that caused the refusal, in directory
	// words ("user name"), or empty.
	Field string
	// Message is one plain sentence for the administrator who reads it in the
	// identity provider, in the control panel or in a terminal. It says what to
	// do next and holds nothing internal.
	Message string
	// Said is the same with the rule that says it and its values, for doors that
	// say it in other languages too; zero where no rule is named.
	Said Said
	// Err is the cause, for the log; it is not shown.
	Err error
}

// ErrAddressIsHeld is answered where somebody's address is that of a member for whom
// no connection speaks.
var ErrAddressIsHeld = RuleAddressIsHeld.Refuse(Taken).About("email")

// Error returns the message and, when there is one, the cause.
func (e *Error) Error() string {
	if e.Err != nil {
		return e.Message + " (" + e.Err.Error() + ")"
	}
	return e.Message
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Errorf makes an Error of the given code with a formatted message.
func Errorf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// About names the value that caused the refusal.
func (e *Error) About(field string) *Error {
	e.Field = field
	return e
}

// Because keeps the cause, for the log.
func (e *Error) Because(cause error) *Error {
	e.Err = cause
	return e
}

// CodeOf returns the code of the first Error in err's chain, or 0 when there is
// none.
func CodeOf(err error) Code {
	var refusal *Error
	if errors.As(err, &refusal) {
		return refusal.Code
	}
	return 0
}
