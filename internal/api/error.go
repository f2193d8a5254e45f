package api

import (
	"context"
	"errors"
	"math"
	"net/http"
	"strconv"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/httpserver"
)

// form is how a directory.Code is answered.
type form struct {
	status int
	code   ProblemCode
}

// forms maps every directory.Code. A test ranges over directory.Codes, so that a
// new code cannot be forgotten here.
var forms = map[directory.Code]form{
	directory.Invalid:      {http.StatusBadRequest, codeInvalid},
	directory.NotFound:     {http.StatusNotFound, codeNotFound},
	directory.Taken:        {http.StatusConflict, codeTaken},
	directory.NoLicense:    {http.StatusForbidden, codeNoLicense},
	directory.Refused:      {http.StatusForbidden, codeRefused},
	directory.Unauthorized: {http.StatusUnauthorized, codeUnauthorized},
	directory.Disabled:     {http.StatusForbidden, codeDisabled},
	directory.Unavailable:  {http.StatusServiceUnavailable, codeUnavailable},
}

// refusal is a refusal of the door itself.
type refusal struct {
	status         int
	code           ProblemCode
	detail, remedy string
	field          string
}

// Error returns the sentence.
func (e *refusal) Error() string { return e.detail }

func refuse(status int, code ProblemCode, detail, remedy string) *refusal {
	return &refusal{status: status, code: code, detail: detail, remedy: remedy}
}

// refuseField refuses one value of a request.
func refuseField(field, detail, remedy string) *refusal {
	return &refusal{status: http.StatusBadRequest, code: codeInvalid, detail: detail, remedy: remedy, field: field}
}

// problem turns any error into what answers it. What is internal is logged here,
// and not shown.
func (s *Server) problem(c *call, err error) *Problem {
	answer, internal := problemOf(err)
	if answer.Status == http.StatusUnauthorized && c.principal.Kind != "" {
		// Whoever is signed in and mistypes a password is signed in still.
		answer.Status, answer.Code = http.StatusForbidden, codeRefused
	}
	if internal {
		s.config.Logger.ErrorContext(c.ctx, "api request failed", "error", err, "route", c.route.id, "request", httpserver.RequestID(c.ctx))
	}
	if limited, found := errors.AsType[*access.RateLimitedError](err); found {
		c.w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(limited.RetryAfter.Seconds()))))
	} else if answer.Status == http.StatusServiceUnavailable {
		c.w.Header().Set("Retry-After", "5")
	}
	return complete(c.ctx, answer)
}

// complete fills what every Problem says.
func complete(ctx context.Context, p Problem) *Problem {
	p.Type, p.Title, p.RequestID = "about:blank", http.StatusText(p.Status), httpserver.RequestID(ctx)
	return &p
}

// problemOf says how an error is answered, and whether it is internal.
func problemOf(err error) (answer Problem, internal bool) {
	if own, found := errors.AsType[*refusal](err); found {
		return Problem{Status: own.status, Code: own.code, Detail: own.detail, Remedy: own.remedy, Field: own.field}, false
	}
	if refused, found := errors.AsType[*directory.Error](err); found {
		form, known := forms[refused.Code]
		if known {
			answer := Problem{Status: form.status, Code: form.code, Detail: refused.Message, Field: refused.Field}
			return special(err, answer), form.status >= http.StatusInternalServerError
		}
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return Problem{Status: http.StatusServiceUnavailable, Code: codeUnavailable, Detail: "The request was ended before it could be carried out.", Remedy: "Send it again."}, false
	}
	return Problem{Status: http.StatusInternalServerError, Code: codeInternal, Detail: "Something went wrong inside Muster.", Remedy: "Try again; if it stays, name the request id to the support."}, true
}

// special answers what says more than its code.
func special(err error, answer Problem) Problem {
	if _, found := errors.AsType[*access.StepUpRequiredError](err); found {
		answer.Status, answer.Code = http.StatusForbidden, codeStepUpRequired
		answer.Remedy = "Enter your password or use a passkey, then repeat it."
	}
	if _, found := errors.AsType[*access.RateLimitedError](err); found {
		answer.Status, answer.Code = http.StatusTooManyRequests, codeRateLimited
	}
	if errors.Is(err, administration.ErrChangedSince) {
		answer.Status, answer.Code = http.StatusPreconditionFailed, codePreconditionFailed
	}
	return answer
}
