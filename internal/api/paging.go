package api

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
)

// Paging is what every list takes.
type Paging struct {
	Cursor string `query:"cursor" maxLength:"2048" doc:"Where to go on: the next_cursor of the page before."`
	Limit  int    `query:"limit" default:"50" minimum:"1" maximum:"200" doc:"The greatest number of items to answer."`
}

// List is one page of a list.
type List[T any] struct {
	Items      []T     `json:"items" nullable:"false"`
	NextCursor *string `json:"next_cursor" doc:"Where the next page begins; null on the last one."`
	Total      *int64  `json:"total,omitempty" doc:"How many there are in all, where counting costs little."`
}

// All is a list that is short enough to be answered whole.
type All[T any] struct {
	Items []T `json:"items" nullable:"false"`
}

// writeCursor names a place in a list. A client hands it back as it is.
func writeCursor(place any) *string {
	text, err := json.Marshal(place)
	if err != nil {
		panic(err) // a place holds text and numbers
	}
	cursor := base64.RawURLEncoding.EncodeToString(text)
	return &cursor
}

// readCursor reads a place, the zero one where there is no cursor.
func readCursor[P any](cursor string) (P, error) {
	var place P
	if cursor == "" {
		return place, nil
	}
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	if err == nil {
		decoder := json.NewDecoder(bytes.NewReader(text))
		decoder.DisallowUnknownFields()
		err = decoder.Decode(&place)
	}
	if err != nil {
		return place, refuseField("cursor", ruleCursor)
	}
	return place, nil
}

// page cuts a list that was asked for one more than the limit, and says where the
// next page begins.
func page[T, P any](found []T, limit int, place func(T) P) ([]T, *string) {
	if len(found) <= limit {
		return found, nil
	}
	found = found[:limit]
	return found, writeCursor(place(found[limit-1]))
}
