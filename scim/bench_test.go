package scim_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/musterhq/muster/scim"
)

func BenchmarkReadUser(b *testing.B) {
	body := []byte(fullUser)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := scim.UserResourceType().Read(body, scim.Tolerant()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRestoreUser(b *testing.B) {
	body := readUser(b, fullUser).AppendJSON(nil)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := scim.UserResourceType().Restore(body); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAppendUser(b *testing.B) {
	r := readUser(b, fullUser)
	var dst []byte
	b.ReportAllocs()
	for b.Loop() {
		dst = r.AppendJSON(dst[:0])
	}
}

func BenchmarkReadGroup100000(b *testing.B) {
	body := wholeGroup(100_000)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := scim.GroupResourceType().Read(body, scim.Tolerant()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPatchActive(b *testing.B) {
	r := readUser(b, fullUser)
	body := []byte(`{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{"active":false}}]}`)
	b.ReportAllocs()
	for b.Loop() {
		op, err := scim.ParsePatch(body, scim.Tolerant())
		if err != nil {
			b.Fatal(err)
		}
		if _, err := scim.UserResourceType().Apply(op, r, scim.PatchOptions{Dialect: scim.Tolerant()}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFilter(b *testing.B) {
	r := readUser(b, fullUser)
	b.ReportAllocs()
	for b.Loop() {
		f, err := scim.ParseFilter(`userName eq "ana.ruiz@example.com"`, scim.Tolerant())
		if err != nil {
			b.Fatal(err)
		}
		m, err := scim.UserResourceType().Compile(f, scim.Tolerant())
		if err != nil || !m.Match(r) {
			b.Fatal(err)
		}
	}
}

// wholeGroup returns a group as Okta pushes it.
func wholeGroup(members int) []byte {
	var b bytes.Buffer
	b.WriteString(`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Everyone","members":[`)
	for i := range members {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"value":"2819c223-7f76-453a-919d-%012d","display":"user%d@example.com"}`, i, i)
	}
	b.WriteString(`]}`)
	return b.Bytes()
}
