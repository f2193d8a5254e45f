package scim_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/scim"
)

// Work grows with the input, not with its square: 64 times as much takes about
// 64 times as long, a few hundred times on a busy machine, and 4,000 times if it
// is quadratic. What a PATCH looks at is counted in TestPatchLooksAtFewValues.
func TestWorkGrowsLinearly(t *testing.T) {
	if testing.Short() {
		t.Skip("measures time")
	}
	for name, work := range map[string]struct {
		size int
		make func(n int) func()
	}{
		"attributes":          {500, readAttributes},
		"members":             {1_000, readMembers},
		"operations":          {200, patchTitles},
		"removed attributes":  {200, patchRemovals},
		"members in a PATCH":  {200, patchMembers},
		"replaced members":    {200, patchReplacements},
		"pathless attributes": {500, patchPathless},
	} {
		t.Run(name, func(t *testing.T) {
			small, large := work.make(work.size), work.make(64*work.size)
			ratio := fastest(large) / fastest(small)
			t.Logf("64 times the input takes %.0f times as long", ratio)
			if ratio > 1_500 {
				t.Error("that is not linear")
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

// unlimited forgives everything and bounds nothing.
func unlimited() scim.Dialect {
	d := scim.Tolerant()
	d.Limits = scim.Limits{Nodes: -1, Operations: -1, Members: -1, PatchMembers: -1}
	return d
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
		_, err := scim.UserResourceType().Read(body, unlimited())
		must(err)
	}
}

func readMembers(n int) func() {
	body := wholeGroup(n)
	return func() {
		_, err := scim.GroupResourceType().Read(body, unlimited())
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
	doc, err := rt.Read([]byte(before), unlimited())
	must(err)
	op, err := scim.ParsePatch(operations(list(n, operation, ",")), unlimited())
	must(err)
	return func() {
		_, err := rt.Apply(op, doc.Resource, scim.PatchOptions{Dialect: unlimited()})
		must(err)
	}
}

func patchTitles(n int) func() {
	return applying(scim.UserResourceType(), `{"userName":"a"}`, func(i int) string {
		return fmt.Sprintf(`{"op":"replace","path":"title","value":"%d"}`, i)
	}, n)
}

func patchRemovals(n int) func() {
	before := `{"userName":"a","urn:x:y":{"a":1` + list(2*n, func(i int) string { return fmt.Sprintf(`,"x%d":%d`, i, i) }, "") + `}}`
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
