package scim

import "strconv"

// SchemaListResponse is the URN of the ListResponse message (RFC 7644 §3.4.2).
const SchemaListResponse = "urn:ietf:params:scim:api:messages:2.0:ListResponse"

// ListResponse is the frame around one page of resources (RFC 7644 §3.4.2).
// Its counters are always written, as integers, and Resources is always
// present: clients fail on anything else.
type ListResponse struct {
	TotalResults int
	StartIndex   int // of the first resource, counted from 1
	ItemsPerPage int // the number of resources on this page

	// NextCursor and PreviousCursor (RFC 9865 §2) are left out when empty.
	NextCursor     string
	PreviousCursor string
}

// AppendHead appends the message up to and with the bracket that opens
// Resources. The caller appends the resources, separated by commas, and then
// calls AppendTail.
func (l ListResponse) AppendHead(dst []byte) []byte {
	dst = append(dst, `{"schemas":["`+SchemaListResponse+`"],"totalResults":`...)
	dst = strconv.AppendInt(dst, int64(l.TotalResults), 10)
	dst = append(dst, `,"startIndex":`...)
	dst = strconv.AppendInt(dst, int64(l.StartIndex), 10)
	dst = append(dst, `,"itemsPerPage":`...)
	dst = strconv.AppendInt(dst, int64(l.ItemsPerPage), 10)
	if l.PreviousCursor != "" {
		dst = append(dst, `,"previousCursor":`...)
		dst = appendString(dst, l.PreviousCursor)
	}
	if l.NextCursor != "" {
		dst = append(dst, `,"nextCursor":`...)
		dst = appendString(dst, l.NextCursor)
	}
	return append(dst, `,"Resources":[`...)
}

// AppendTail appends what closes the message.
func (l ListResponse) AppendTail(dst []byte) []byte { return append(dst, "]}"...) }

// AppendJSON appends the whole message around resources, each of them JSON.
func (l ListResponse) AppendJSON(dst []byte, resources ...[]byte) []byte {
	dst = l.AppendHead(dst)
	for i, r := range resources {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, r...)
	}
	return l.AppendTail(dst)
}
