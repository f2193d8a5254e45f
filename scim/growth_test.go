package scim_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/scim"
)

// Work grows with the input, not with its square: ten times as much takes far
// less than a hundred times as long. The bound of 40 leaves room for caches and
// a busy machine; quadratic code lands near 100.
func TestWorkGrowsLinearly(t *testing.T) {
	if testing.Short() {
		t.Skip("measures time")
	}
	for name, work := range map[string]struct {
		size int
		make func(n int) func()
	}{
		"attributes":          {1_000, readAttributes},
		"members":             {10_000, readMembers},
		"operations":          {100, patchTitles},
		"added values":        {100, patchEmails},
		"primary values":      {100, patchPrimaries},
		"selected values":     {100, patchSelected},
		"selected and added":  {100, patchSelectedAndAdded},
		"named values":        {100, patchNamed},
		"created values":      {100, patchCreated},
		"removed attributes":  {100, patchRemovals},
		"members in a PATCH":  {100, patchMembers},
		"replaced members":    {100, patchReplacements},
		"pathless attributes": {1_000, patchPathless},
	} {
		t.Run(name, func(t *testing.T) {
			small, large := work.make(work.size), work.make(10*work.size)
			if ratio := fastest(large) / fastest(small); ratio > 40 {
				t.Errorf("ten times the input takes %.0f times as long", ratio)
			}
		})
	}
}

// fastest returns the shortest of several runs, in nanoseconds.
func fastest(run func()) float64 {
	var times []time.Duration
	for range 5 {
		start := time.Now()
		run()
		times = append(times, time.Since(start))
	}
	return float64(slices.Min(times).Nanoseconds() + 1)
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func readAttributes(n int) func() {
	body := []byte(`{"userName":"a"` + list(n, func(i int) string { return fmt.Sprintf(`,"x%d":%d`, i, i) }, "") +
		`,"title":"T","emails":[]}`)
	return func() {
		_, err := scim.UserResourceType().Read(body, scim.Dialect{})
		must(err)
	}
}

func readMembers(n int) func() {
	body := wholeGroup(n)
	return func() {
		_, err := scim.GroupResourceType().Read(body, scim.Dialect{})
		must(err)
	}
}

func list(n int, item func(i int) string, separator string) string {
	items := make([]string, n)
	for i := range items {
		items[i] = item(i)
	}
	return strings.Join(items, separator)
}

func applying(rt *scim.ResourceType, before string, operation func(i int) string, n int) func() {
	doc, err := rt.Read([]byte(before), scim.Dialect{})
	must(err)
	op, err := scim.ParsePatch(operations(list(n, operation, ",")), scim.Tolerant())
	must(err)
	return func() {
		_, err := rt.Apply(op, doc.Resource, scim.PatchOptions{Dialect: scim.Tolerant()})
		must(err)
	}
}

func patchTitles(n int) func() {
	return applying(scim.UserResourceType(), `{"userName":"a"}`, func(i int) string {
		return fmt.Sprintf(`{"op":"replace","path":"title","value":"%d"}`, i)
	}, n)
}

func patchEmails(n int) func() {
	return applying(scim.UserResourceType(), `{"userName":"a"}`, func(i int) string {
		return fmt.Sprintf(`{"op":"add","path":"emails","value":[{"value":"%d"}]}`, i)
	}, n)
}

func patchPrimaries(n int) func() {
	return applying(scim.UserResourceType(), `{"userName":"a"}`, func(i int) string {
		return fmt.Sprintf(`{"op":"add","path":"emails","value":[{"value":"%d","primary":true}]}`, i)
	}, n)
}

// manyEmails is a user with n addresses.
func manyEmails(n int) string {
	return `{"userName":"a","emails":[` + list(n, func(i int) string { return fmt.Sprintf(`{"value":"%d","type":"work"}`, i) }, ",") + `]}`
}

func patchSelected(n int) func() {
	return applying(scim.UserResourceType(), manyEmails(n), func(i int) string {
		return fmt.Sprintf(`{"op":"replace","path":"emails[type eq \"work\" and value eq \"%d\"].value","value":"x%d"}`, i, i)
	}, n)
}

func patchSelectedAndAdded(n int) func() {
	return applying(scim.UserResourceType(), manyEmails(n), func(i int) string {
		if i%2 == 0 {
			return fmt.Sprintf(`{"op":"remove","path":"emails[value eq \"%d\"]"}`, i)
		}
		return fmt.Sprintf(`{"op":"add","path":"emails","value":[{"value":"x%d","primary":true}]}`, i)
	}, n)
}

func patchNamed(n int) func() {
	return applying(scim.UserResourceType(), manyEmails(n), func(i int) string {
		return fmt.Sprintf(`{"op":"remove","path":"emails","value":[{"value":"%d"}]}`, i)
	}, n)
}

func patchCreated(n int) func() {
	return applying(scim.UserResourceType(), `{"userName":"a"}`, func(i int) string {
		return fmt.Sprintf(`{"op":"add","path":"emails[type eq \"%d\"].value","value":"%d"}`, i, i)
	}, n)
}

func patchRemovals(n int) func() {
	before := `{"userName":"a","urn:x:y":{"a":1` + list(10*n, func(i int) string { return fmt.Sprintf(`,"x%d":%d`, i, i) }, "") + `}}`
	return applying(scim.UserResourceType(), before, func(i int) string {
		return fmt.Sprintf(`{"op":"remove","path":"urn:x:y:x%d"}`, i)
	}, n)
}

func patchMembers(n int) func() {
	return applying(scim.GroupResourceType(), `{"displayName":"G"}`, func(i int) string {
		if i%2 == 0 {
			return fmt.Sprintf(`{"op":"add","path":"members","value":[{"value":"%d"}]}`, i)
		}
		return fmt.Sprintf(`{"op":"remove","path":"members[value eq \"%d\"]"}`, i-1)
	}, n)
}

func patchReplacements(n int) func() {
	return applying(scim.GroupResourceType(), `{"displayName":"G"}`, func(i int) string {
		return fmt.Sprintf(`{"op":"replace","path":"members","value":[{"value":"%d"},{"value":"x"}]}`, i)
	}, n)
}

func patchPathless(n int) func() {
	return applying(scim.UserResourceType(), `{"userName":"a"}`, func(int) string {
		return `{"op":"add","value":{"title":"T"` + list(n, func(i int) string { return fmt.Sprintf(`,"x%d":%d`, i, i) }, "") + `}}`
	}, 1)
}
