package api

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
