package scimserver_test

import (
	"net/http"
	"testing"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// TestFormerTokenIsTold: while one token replaces another the log says which of them
// a request presented, also of a push, whose facts are told late.
func TestFormerTokenIsTold(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		recording := newRecording(t, engine)
		policy := directory.Standard()
		policy.TokenRotation = directory.OverlapTokens
		d := newDoor(t, engine, doorOptions{policy: policy, recorder: recording.recorder})
		ada := d.person(t, "ada@example.com")
		crew := d.pushed(t, "Crew")
		token, err := d.admin.IssueToken(t.Context(), administration.Operator(), d.organization.ID, d.connection.ID)
		if err != nil {
			t.Fatal(err)
		}
		d.patch(t, "/Groups/"+crew.ID, patchBody(`{"op":"add","path":"members","value":[{"value":"`+ada.ID+`"}]}`)).want(t, http.StatusOK)
		d.token = token.Reveal()
		d.get(t, "/Users/"+ada.ID).want(t, http.StatusOK)
		for i, request := range recording.requests(t, d) {
			if former := i == 2; request.Facts.FormerToken != former {
				t.Errorf("request %d, %s, is told as of the former token: %v, want %v", i, request.Sentence, request.Facts.FormerToken, former)
			}
		}
	})
}
