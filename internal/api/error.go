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
	status int
	code   ProblemCode
	said   directory.Said
	field  string
}

// Error returns the sentence.
func (e *refusal) Error() string { return e.said.Sentence() }

// refuse refuses by a rule, with its values as for Rule.Say.
func refuse(status int, code ProblemCode, rule *directory.Rule, named ...string) *refusal {
	return &refusal{status: status, code: code, said: rule.Say(named...)}
}

// refuseField refuses one value of a request.
func refuseField(field string, rule *directory.Rule) *refusal {
	refused := refuse(http.StatusBadRequest, codeInvalid, rule)
	refused.field = field
	return refused
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
		return problemSaying(own.status, own.code, own.said, own.field), false
	}
	if refused, found := errors.AsType[*directory.Error](err); found {
		form, known := forms[refused.Code]
		if known {
			answer := problemSaying(form.status, form.code, refused.Said, refused.Field)
			if answer.Detail == "" {
				answer.Detail = refused.Message
			}
			return special(err, answer), form.status >= http.StatusInternalServerError
		}
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return problemSaying(http.StatusServiceUnavailable, codeUnavailable, ruleInterrupted.Say(), ""), false
	}
	return problemSaying(http.StatusInternalServerError, codeInternal, ruleInternal.Say(), ""), true
}

func problemSaying(status int, code ProblemCode, said directory.Said, field string) Problem {
	return Problem{Status: status, Code: code, Detail: said.Detail, Remedy: said.Remedy, Saying: sayingOf(said), Field: field}
}

// special answers what says more than its code.
func special(err error, answer Problem) Problem {
	if _, found := errors.AsType[*access.StepUpRequiredError](err); found {
		answer.Status, answer.Code = http.StatusForbidden, codeStepUpRequired
	}
	if _, found := errors.AsType[*access.RateLimitedError](err); found {
		answer.Status, answer.Code = http.StatusTooManyRequests, codeRateLimited
	}
	if errors.Is(err, administration.ErrChangedSince) || errors.Is(err, administration.ErrMergeChanged) {
		answer.Status, answer.Code = http.StatusPreconditionFailed, codePreconditionFailed
	}
	return answer
}
