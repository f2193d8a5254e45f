package api

import (
	"cmp"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/musterhq/muster/internal/directory"
)

// translateProblem turns what huma refuses into a Problem: one sentence that
// names the value. What was sent is never repeated.
func translateProblem(ctx huma.Context, _ string, body any) (any, error) {
	model, ok := body.(*huma.ErrorModel)
	if !ok {
		return body, nil
	}
	status := statusOf(model.Status)
	if status >= http.StatusInternalServerError {
		return complete(ctx.Context(), problemSaying(status, codeInternal, ruleInternal.Say(), "")), nil
	}
	field, said := "", ruleNoBody.Say()
	if len(model.Errors) > 0 && model.Errors[0] != nil {
		field, said = explain(model.Errors[0])
	}
	return complete(ctx.Context(), problemSaying(status, codeInvalid, said, field)), nil
}

// complaint is a message of huma's and the rule that says it about a named value.
// What follows the beginning of the message is the rule's limit.
type complaint struct {
	begins string
	rule   *directory.Rule
	// kind is what a value must be, where that is the complaint.
	kind string
}

// complaints are tried in order.
var complaints = []complaint{
	{"unexpected property", ruleUnknownField, ""},
	{"unknown query parameter", ruleUnknownParameter, ""},
	{"required", ruleParameterMissing, ""},
	{"expected value to be one of ", ruleUnknownValue, ""},
	{"expected length >= 1", ruleEmpty, ""},
	{"expected length >= ", ruleTooShort, ""},
	{"expected length <= ", ruleTooLong, ""},
	{"expected array length >= ", ruleTooFew, ""},
	{"expected array length <= ", ruleTooMany, ""},
	{"expected number >= ", ruleTooSmall, ""},
	{"expected number <= ", ruleTooGreat, ""},
	{"expected string to be RFC 3339", ruleNoTime, ""},
	{"invalid date/time", ruleNoTime, ""},
	{"expected string to be ", ruleNoPattern, ""},
	{"expected string", ruleKind, "text"},
	{"expected boolean", ruleKind, "boolean"},
	{"invalid boolean", ruleKind, "boolean"},
	{"expected integer", ruleKind, "integer"},
	{"invalid integer", ruleKind, "integer"},
	{"expected number", ruleKind, "number"},
	{"expected array", ruleKind, "list"},
	{"expected object", ruleKind, "object"},
}

const missingProperty = "expected required property "

// explain says in words what huma found, and which value it means.
func explain(found *huma.ErrorDetail) (field string, said directory.Said) {
	place, field, _ := strings.Cut(found.Location, ".")
	field = shown(field)
	if name, isMissing := strings.CutPrefix(found.Message, missingProperty); isMissing {
		name = strings.TrimSuffix(name, " to be present")
		if field != "" {
			name = field + "." + name
		}
		return name, ruleFieldMissing.Say("value", name)
	}
	if place == "body" && field == "" && !strings.HasPrefix(found.Message, "expected ") {
		return "", ruleUnreadable.Say()
	}
	value := cmp.Or(field, place)
	for _, known := range complaints {
		if rest, begins := strings.CutPrefix(found.Message, known.begins); begins {
			return field, known.rule.Say("value", value, "limit", strings.Trim(rest, `"`), "kind", known.kind, "document", documentPath)
		}
	}
	return field, ruleNotValid.Say("value", value, "document", documentPath)
}

// shown is a name that a client sent, as a sentence may repeat it: what it is
// called here, or nothing.
func shown(name string) string {
	const most = 64
	if len(name) > most {
		return "that was sent"
	}
	for _, c := range []byte(name) {
		plain := '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || strings.IndexByte("-_.[]", c) >= 0
		if !plain {
			return "that was sent"
		}
	}
	return name
}
