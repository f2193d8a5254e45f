package scimserver

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/httpserver"
	"github.com/musterhq/muster/scim"
)

// wireForm is how a directory.Code looks on the wire.
type wireForm struct {
	status int
	typ    scim.ErrorType
}

// wireForms maps every directory.Code. A test ranges over directory.Codes, so
// that a new code cannot be forgotten here.
var wireForms = map[directory.Code]wireForm{
	directory.Invalid:      {http.StatusBadRequest, scim.InvalidValue},
	directory.NotFound:     {http.StatusNotFound, ""},
	directory.Taken:        {http.StatusConflict, scim.Uniqueness},
	directory.NoLicense:    {http.StatusForbidden, ""},
	directory.Refused:      {http.StatusForbidden, ""},
	directory.Unauthorized: {http.StatusUnauthorized, ""},
	directory.Disabled:     {http.StatusForbidden, ""},
	directory.Unavailable:  {http.StatusServiceUnavailable, ""},
}

// errorOf turns any error into the SCIM error that answers it. The second
// result says whether the error is internal: to be logged, and not shown.
func errorOf(err error) (answer *scim.Error, internal bool) {
	if refusal, ok := errors.AsType[*scim.Error](err); ok {
		answer := *refusal
		if answer.Status == 0 {
			answer.Status = http.StatusBadRequest
		}
		return &answer, answer.Status >= http.StatusInternalServerError && answer.Status != http.StatusNotImplemented
	}
	if refusal, ok := errors.AsType[*directory.Error](err); ok {
		form, known := wireForms[refusal.Code]
		if known {
			return &scim.Error{Status: form.status, Type: form.typ, Detail: refusal.Message}, form.status >= http.StatusInternalServerError
		}
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, errClientGone) {
		return &scim.Error{Status: http.StatusServiceUnavailable, Detail: "The request was ended before it could be carried out; send it again."}, false
	}
	return &scim.Error{Status: http.StatusInternalServerError, Detail: "Something went wrong on this side and nothing was changed; try again, and if it stays, name the request id in X-Request-Id to the support."}, true
}

// requestNamed names the request behind a refusal by a rule or a policy: whoever
// reads it in the provider finds it under that in the provisioning log, and in the
// activity with what came of it. What the door itself refuses, such as an id that
// nobody has, is answered in the same words each time.
func requestNamed(ctx context.Context, err error) string {
	id := httpserver.RequestID(ctx)
	if id == "" {
		return ""
	}
	byRule := []directory.Code{directory.Invalid, directory.Taken, directory.NoLicense, directory.Refused}
	if !slices.Contains(byRule, directory.CodeOf(err)) {
		return ""
	}
	return " Request " + id + "."
}

func refuse(status int, typ scim.ErrorType, detail string) *scim.Error {
	return &scim.Error{Status: status, Type: typ, Detail: detail}
}

// errNoSuchUser and errNoSuchGroup answer an id that is unknown here, and one
// that belongs to somebody else, in the same words.
func errNoSuchUser(id string) *scim.Error {
	return refuse(http.StatusNotFound, "", "There is no user with the id "+shown(id)+"; if it was deleted here, unassign it and assign it again.")
}

func errNoSuchGroup(id string) *scim.Error {
	return refuse(http.StatusNotFound, "", "There is no group with the id "+shown(id)+"; if it was deleted here, unlink it and push it again.")
}

// shown is an id as a sentence may repeat it. What a client sent ends up in its
// administrator's browser and in logs on the way there, so only what could be an
// id is repeated, up to a bound.
func shown(id string) string {
	const most = 64
	for _, c := range []byte(id) {
		plain := '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '-' || c == '_' || c == '.'
		if !plain {
			return "that was given"
		}
	}
	if len(id) > most {
		return "that was given"
	}
	return id
}
