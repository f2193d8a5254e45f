package scimserver_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestLimits: each has its own answer, which names it, and what is just within
// it is taken.
func TestLimits(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ada := d.person(t, "ada@example.com")
		crew := d.pushed(t, "Crew", ada.ID)
		user, group := "/Users/"+ada.ID, "/Groups/"+crew.ID

		members := func(count int) string {
			ids := make([]string, count)
			for i := range ids {
				ids[i] = fmt.Sprintf("n%d", i%10)
			}
			return memberList(ids...)
		}
		operations := func(count int) string {
			return patchBody(strings.TrimSuffix(strings.Repeat(`{"op":"add","path":"displayName","value":"Crew"},`, count), ","))
		}
		of := func(size int, head, tail string) string {
			return head + strings.Repeat("x", size-len(head)-len(tail)) + tail
		}
		const mib = 1 << 20

		d.patch(t, user, of(2*mib, `{"Operations":[{"op":"add","path":"password","value":"`, `"}]}`)).want(t, http.StatusOK)
		d.patch(t, group, patchBody(`{"op":"add","path":"members","value":`+members(10_000)+`}`)).want(t, http.StatusOK)
		d.put(t, group, `{"displayName":"Crew","members":`+members(100_000)+`}`).want(t, http.StatusOK)
		d.patch(t, group, operations(1000)).want(t, http.StatusOK)
		d.get(t, "/Users?filter="+url.QueryEscape(of(8192, `userName eq "`, `"`))).want(t, http.StatusOK)
		d.get(t, "/Users?filter="+url.QueryEscape(strings.Repeat("(", 30)+`userName eq "x"`+strings.Repeat(")", 30))).want(t, http.StatusOK)
		d.get(t, "/Users?filter="+url.QueryEscape(strings.Repeat(`userName eq "x" or `, 200)+`userName eq "x"`)).want(t, http.StatusOK)

		d.writesNothing(t, "what is beyond a limit", func() {
			d.post(t, "/Users", of(2*mib+1, `{"userName":"`, `"}`)).refused(t, http.StatusRequestEntityTooLarge, "", "2 MiB")
			d.put(t, user, of(2*mib+1, `{"userName":"`, `"}`)).refused(t, http.StatusRequestEntityTooLarge, "", "2 MiB")
			d.patch(t, user, of(2*mib+1, `{"Operations":"`, `"}`)).refused(t, http.StatusRequestEntityTooLarge, "", "2 MiB")
			d.patch(t, group, of(8*mib+1, `{"Operations":"`, `"}`)).refused(t, http.StatusRequestEntityTooLarge, "", "8 MiB")
			d.put(t, group, groupBody("Crew", make([]string, 0)...)+strings.Repeat(" ", 32*mib)).refused(t, http.StatusRequestEntityTooLarge, "", "32 MiB")

			d.put(t, group, `{"displayName":"Crew","members":`+members(100_001)+`}`).refused(t, http.StatusRequestEntityTooLarge, "", "100,000 members")
			d.patch(t, group, patchBody(`{"op":"add","path":"members","value":`+members(10_001)+`}`)).refused(t, http.StatusRequestEntityTooLarge, "", "10,000 members")
			d.patch(t, group, operations(1001)).refused(t, http.StatusRequestEntityTooLarge, "", "1,000 operations")

			d.get(t, "/Users?filter="+url.QueryEscape(of(8193, `userName eq "`, `"`))).refused(t, http.StatusBadRequest, "invalidFilter", "8,192")
			d.get(t, "/Users?filter="+url.QueryEscape(of(mib, `userName eq "`, `"`))).refused(t, http.StatusBadRequest, "invalidFilter")
			d.get(t, "/Users?filter="+url.QueryEscape(strings.Repeat("(", 2500)+`userName eq "x"`+strings.Repeat(")", 2500))).refused(t, http.StatusBadRequest, "invalidFilter")
			d.get(t, "/Users?filter="+url.QueryEscape(strings.Repeat("not (", 1000)+`userName eq "x"`+strings.Repeat(")", 1000))).refused(t, http.StatusBadRequest, "invalidFilter")
			d.patch(t, user, patchBody(`{"op":"remove","path":"emails[`+strings.Repeat("(", 200)+`type eq \"x\"`+strings.Repeat(")", 200)+`]"}`)).refused(t, http.StatusBadRequest, "invalidFilter")
			d.post(t, "/Users", `{"userName":"x","deep":`+strings.Repeat("[", 5000)+strings.Repeat("]", 5000)+`}`).refused(t, http.StatusBadRequest, "invalidSyntax")
			d.post(t, "/Users", `{"userName":"x","deep":`+strings.Repeat(`{"a":`, 5000)+"1"+strings.Repeat("}", 5000)+`}`).refused(t, http.StatusBadRequest, "invalidSyntax")
			d.post(t, "/Users", `{"userName":"`+strings.Repeat("x", 1025)+`"}`).refused(t, http.StatusBadRequest, "invalidValue", "1,024")
			d.post(t, "/Users", `{"userName":"x","externalId":"`+strings.Repeat("x", 1025)+`"}`).refused(t, http.StatusBadRequest, "invalidValue", "1,024")
			d.post(t, "/Users", `{"userName":"x","emails":[{"value":"`+strings.Repeat("x", 1025)+`"}]}`).refused(t, http.StatusBadRequest, "invalidValue", "1,024")
			d.post(t, "/Groups", `{"displayName":"`+strings.Repeat("x", 1025)+`"}`).refused(t, http.StatusBadRequest, "invalidValue", "1,024")
			d.post(t, "/Users", `{"userName":"x","many":[`+strings.Repeat("1,", 200_000)+`1]}`).refused(t, http.StatusRequestEntityTooLarge, "")
		})
		half := strings.Repeat("x", 3*mib/2)
		d.patch(t, user, patchBody(`{"op":"add","path":"nickName","value":"`+half+`"}`)).want(t, http.StatusOK)
		d.writesNothing(t, "a user that grew beyond what is kept of one", func() {
			d.patch(t, user, patchBody(`{"op":"add","path":"title","value":"`+half+`"}`)).refused(t, http.StatusBadRequest, "invalidValue", "2 MiB")
		})
	})
}

// TestLargeBodyOfUnknownLength is cut off at the limit like any other.
func TestLargeBodyOfUnknownLength(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		body := `{"userName":"` + strings.Repeat("x", 3<<20) + `"}`
		d.send(t, http.MethodPost, "/Users", "", func(r *http.Request) {
			r.Body, r.ContentLength = io.NopCloser(strings.NewReader(body)), -1
			r.Header.Set("Content-Type", "application/scim+json")
		}).refused(t, http.StatusRequestEntityTooLarge, "", "2 MiB")
		small := d.send(t, http.MethodPost, "/Groups", "", func(r *http.Request) {
			r.Body, r.ContentLength = io.NopCloser(strings.NewReader(groupBody("Crew"))), -1
		})
		small.want(t, http.StatusCreated)
	})
}

// TestContentOfAnotherKind: other types and encodings are refused in words.
func TestContentOfAnotherKind(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		var packed bytes.Buffer
		writer := gzip.NewWriter(&packed)
		io.WriteString(writer, personBody("ada"))
		writer.Close()
		d.writesNothing(t, "content of another kind", func() {
			for _, contentType := range []string{"text/plain", "application/xml", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "image/png", "application/scim+xml", ";;;"} {
				d.send(t, http.MethodPost, "/Users", personBody("ada"), func(r *http.Request) { r.Header.Set("Content-Type", contentType) }).
					refused(t, http.StatusUnsupportedMediaType, "", "application/scim+json")
			}
			for _, encoding := range []string{"gzip", "br", "deflate", "gzip, gzip"} {
				d.send(t, http.MethodPost, "/Users", packed.String(), func(r *http.Request) { r.Header.Set("Content-Encoding", encoding) }).
					refused(t, http.StatusUnsupportedMediaType, "", "Content-Encoding")
			}
			d.post(t, "/Users", packed.String()).refused(t, http.StatusBadRequest, "invalidSyntax")
			d.post(t, "/Users", "\xff\xfe{\x00}\x00").refused(t, http.StatusBadRequest, "invalidSyntax")
		})
		d.send(t, http.MethodPost, "/Users", personBody("ada"), func(r *http.Request) { r.Header.Set("Content-Encoding", "identity") }).want(t, http.StatusCreated)
	})
}
