package api

import (
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// translateProblem turns what huma refuses into a Problem: one sentence that
// names the value. What was sent is never repeated.
func translateProblem(ctx huma.Context, _ string, body any) (any, error) {
	model, ok := body.(*huma.ErrorModel)
	if !ok {
		return body, nil
	}
	answer := Problem{Status: statusOf(model.Status), Code: codeInvalid, Detail: "The request needs a body.", Remedy: "Send JSON."}
	if len(model.Errors) > 0 && model.Errors[0] != nil {
		answer.Field, answer.Detail, answer.Remedy = explain(model.Errors[0])
	}
	if answer.Status >= http.StatusInternalServerError {
		answer = Problem{Status: answer.Status, Code: codeInternal, Detail: "Something went wrong inside Muster.", Remedy: "Try again; if it stays, name the request id to the support."}
	}
	return complete(ctx.Context(), answer), nil
}

// complaint turns a message of huma's into a sentence about a named value. The
// rest is what follows the beginning of the message.
type complaint struct {
	begins string
	say    func(value, rest string) (detail, remedy string)
}

// complaints are tried in order.
var complaints = []complaint{
	{"unexpected property", func(value, _ string) (string, string) {
		return "There is no field " + value + " here.", "Leave it out, or look at " + documentPath + " for how it is called."
	}},
	{"unknown query parameter", func(value, _ string) (string, string) {
		return "There is no parameter " + value + " here.", "Leave it out, or look at " + documentPath + " for how it is called."
	}},
	{"required", func(value, _ string) (string, string) {
		return "The parameter " + value + " is missing.", "Send it along."
	}},
	{"expected value to be one of ", func(value, rest string) (string, string) {
		return value + " has a value that is not known here.", "Use one of these: " + strings.Trim(rest, `"`) + "."
	}},
	{"expected length >= 1", func(value, _ string) (string, string) { return value + " is empty.", "Enter something." }},
	{"expected length >= ", func(value, rest string) (string, string) {
		return value + " is too short.", "Enter at least " + rest + " characters."
	}},
	{"expected length <= ", func(value, rest string) (string, string) {
		return value + " is too long.", "Enter at most " + rest + " characters."
	}},
	{"expected array length >= ", func(value, rest string) (string, string) {
		return value + " names too few.", "Name at least " + rest + "."
	}},
	{"expected array length <= ", func(value, rest string) (string, string) {
		return value + " names too many.", "Name at most " + rest + "."
	}},
	{"expected number >= ", func(value, rest string) (string, string) {
		return value + " is too small.", "Use at least " + rest + "."
	}},
	{"expected number <= ", func(value, rest string) (string, string) {
		return value + " is too great.", "Use at most " + rest + "."
	}},
	{"expected string to be RFC 3339", aTime},
	{"invalid date/time", aTime},
	{"expected string to be ", func(value, rest string) (string, string) { return value + " is not valid.", "Use " + rest + "." }},
	{"expected string", mustBe("a text")},
	{"expected boolean", mustBe("true or false")},
	{"invalid boolean", mustBe("true or false")},
	{"expected integer", mustBe("a whole number")},
	{"invalid integer", mustBe("a whole number")},
	{"expected number", mustBe("a number")},
	{"expected array", mustBe("a list")},
	{"expected object", mustBe("an object")},
}

func aTime(value, _ string) (string, string) {
	return value + " is not a time.", "Write it as 2026-11-28T09:30:00Z."
}

func mustBe(what string) func(string, string) (string, string) {
	return func(value, _ string) (string, string) {
		return value + " must be " + what + ".", "Look at " + documentPath + " for how it is written."
	}
}

const missingProperty = "expected required property "

// explain says in words what huma found, and which value it means.
func explain(found *huma.ErrorDetail) (field, detail, remedy string) {
	place, field, _ := strings.Cut(found.Location, ".")
	field = shown(field)
	if name, isMissing := strings.CutPrefix(found.Message, missingProperty); isMissing {
		name = strings.TrimSuffix(name, " to be present")
		if field != "" {
			name = field + "." + name
		}
		return name, name + " is missing.", "Send it along."
	}
	if place == "body" && field == "" && !strings.HasPrefix(found.Message, "expected ") {
		return "", "The body is not JSON that can be read.", "Look for a missing quote or bracket, and send it again."
	}
	value := field
	if value == "" {
		value = "the " + place
	}
	for _, known := range complaints {
		if rest, begins := strings.CutPrefix(found.Message, known.begins); begins {
			detail, remedy := known.say(value, rest)
			return field, capital(detail), remedy
		}
	}
	return field, capital(value) + " is not valid.", "Look at " + documentPath + " for what it may be."
}

func capital(sentence string) string {
	if strings.HasPrefix(sentence, "the ") {
		return "T" + sentence[1:]
	}
	return sentence
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
