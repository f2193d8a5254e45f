package scim

import (
	"fmt"
	"strconv"
)

// SchemaError is the URN of the Error message (RFC 7644 §3.12).
const SchemaError = "urn:ietf:params:scim:api:messages:2.0:Error"

// ErrorType is the scimType of an Error.
type ErrorType string

// The values of scimType: RFC 7644 Table 9 in its order, then RFC 9865 §2.1.
const (
	InvalidFilter ErrorType = "invalidFilter"
	TooMany       ErrorType = "tooMany"
	Uniqueness    ErrorType = "uniqueness"
	Mutability    ErrorType = "mutability"
	InvalidSyntax ErrorType = "invalidSyntax"
	InvalidPath   ErrorType = "invalidPath"
	NoTarget      ErrorType = "noTarget"
	InvalidValue  ErrorType = "invalidValue"
	InvalidVers   ErrorType = "invalidVers"
	Sensitive     ErrorType = "sensitive"

	InvalidCursor ErrorType = "invalidCursor"
	ExpiredCursor ErrorType = "expiredCursor"
	InvalidCount  ErrorType = "invalidCount"
)

// Error is the answer to a request that was refused (RFC 7644 §3.12), and the
// type of every error this package returns.
type Error struct {
	Status int       // HTTP status; 0 means 400
	Type   ErrorType // scimType; may be empty
	Detail string    // one plain sentence for the person who reads it, with a capital and a full stop
	Err    error     // cause, a *LimitError for instance; never encoded
}

// Error returns the detail.
func (e *Error) Error() string { return e.Detail }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// AppendJSON appends the SCIM Error message. Its status is a string, as the
// RFC wants it.
func (e *Error) AppendJSON(dst []byte) []byte {
	dst = append(dst, `{"schemas":["`+SchemaError+`"]`...)
	if e.Type != "" {
		dst = append(dst, `,"scimType":`...)
		dst = appendString(dst, string(e.Type))
	}
	if e.Detail != "" {
		dst = append(dst, `,"detail":`...)
		dst = appendString(dst, e.Detail)
	}
	dst = append(dst, `,"status":"`...)
	dst = strconv.AppendInt(dst, int64(e.status()), 10)
	return append(dst, `"}`...)
}

// MarshalJSON returns the SCIM Error message. It never fails.
func (e *Error) MarshalJSON() ([]byte, error) { return e.AppendJSON(nil), nil }

func (e *Error) status() int {
	if e.Status == 0 {
		return 400
	}
	return e.Status
}

func refuse(t ErrorType, format string, args ...any) *Error {
	return &Error{Status: 400, Type: t, Detail: fmt.Sprintf(format, args...)}
}

// Limit names a bound of Limits.
type Limit string

// The bounds that a LimitError can name.
const (
	LimitDepth        Limit = "depth"
	LimitNodes        Limit = "nodes"
	LimitOperations   Limit = "operations"
	LimitMembers      Limit = "members"
	LimitFilterLength Limit = "filter length"
	LimitFilterDepth  Limit = "filter depth"
	LimitWork         Limit = "work"
)

// LimitError is the cause of an Error that reports input larger than the
// caller allows: errors.AsType[*LimitError] finds it.
type LimitError struct {
	Limit Limit
	Max   int
}

// Error names the bound.
func (e *LimitError) Error() string {
	return fmt.Sprintf("more than %d (%s)", e.Max, e.Limit)
}

// overLimit refuses input beyond a limit. The format says its number with %s.
// A scimType belongs to 400 alone (RFC 7644 §3.12).
func overLimit(status int, t ErrorType, limit LimitError, format string) *Error {
	return &Error{Status: status, Type: t, Detail: fmt.Sprintf(format, thousands(limit.Max)), Err: &limit}
}

// thousands writes a number as people read it: 10,000.
func thousands(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
