package api

import (
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// ProblemCode says what kind of refusal a Problem is.
type ProblemCode string

const (
	codeInvalid            ProblemCode = "invalid"
	codeNotFound           ProblemCode = "not_found"
	codeTaken              ProblemCode = "taken"
	codeNoLicense          ProblemCode = "no_license"
	codeRefused            ProblemCode = "refused"
	codeUnauthorized       ProblemCode = "unauthorized"
	codeForbidden          ProblemCode = "forbidden"
	codeDisabled           ProblemCode = "disabled"
	codeUnavailable        ProblemCode = "unavailable"
	codeStepUpRequired     ProblemCode = "step_up_required"
	codePreconditionFailed ProblemCode = "precondition_failed"
	codeConflict           ProblemCode = "idempotency_conflict"
	codeRateLimited        ProblemCode = "rate_limited"
	codeInternal           ProblemCode = "internal"
)

// Schema describes the codes.
func (ProblemCode) Schema(r huma.Registry) *huma.Schema {
	return enum(r, "ProblemCode", "What kind of refusal it is, for programs.",
		codeInvalid, codeNotFound, codeTaken, codeNoLicense, codeRefused, codeUnauthorized, codeForbidden, codeDisabled,
		codeUnavailable, codeStepUpRequired, codePreconditionFailed, codeConflict, codeRateLimited, codeInternal)
}

// Problem is how every refusal is answered (RFC 9457).
type Problem struct {
	Type   string      `json:"type" example:"about:blank"`
	Title  string      `json:"title" doc:"The status in words." example:"Forbidden"`
	Status int         `json:"status" example:"403"`
	Detail string      `json:"detail" doc:"What is wrong, in one sentence." example:"Okta decides the name and address of Ana Ruiz."`
	Remedy string      `json:"remedy,omitempty" doc:"What to do next." example:"Change it in Okta: Directory › People › Ana Ruiz › Profile."`
	Code   ProblemCode `json:"code"`
	Saying
	Field     string `json:"field,omitempty" doc:"Which value is meant." example:"email"`
	RequestID string `json:"request_id" doc:"Name it to the support."`
}

// sentence is what is wrong and what to do, in one.
func (p *Problem) sentence() string { return strings.TrimSpace(p.Detail + " " + p.Remedy) }

// problemType is the content type of a Problem.
const problemType = "application/problem+json"

// GetStatus is for huma, which answers an error that has a status as it is.
func (p *Problem) GetStatus() int { return p.Status }

// Error returns the sentence.
func (p *Problem) Error() string { return p.Detail }

// ContentType is for huma.
func (p *Problem) ContentType(string) string { return problemType }
