package scim

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// Indexes only make a PATCH faster: random operations have the same outcome
// with indexes from the first value on and without any.
func TestPatchIndexesChangeNothing(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(7, 7))
	pick := func(choices ...string) string { return choices[random.IntN(len(choices))] }
	element := func() string {
		return fmt.Sprintf(`{"value":"%s","type":"%s"%s}`, pick("a", "b", "C", "d"), pick("work", "Work", "home"),
			pick("", "", `,"primary":true`, `,"display":"x"`))
	}
	filter := func() string {
		return pick(`value eq \"a\"`, `value eq \"c\"`, `type eq \"work\"`, `type eq \"work\" and value eq \"b\"`,
			`primary eq true`, `primary eq \"True\" and type eq \"home\"`, `display pr`, `type eq \"home\" or value eq \"d\"`,
			`display eq \"X\" and value ne \"a\"`, `type eq \"new\"`)
	}
	operation := func() string {
		switch random.IntN(7) {
		case 0:
			return fmt.Sprintf(`{"op":"remove","path":"emails[%s]"}`, filter())
		case 1:
			return fmt.Sprintf(`{"op":"remove","path":"emails[%s].%s"}`, filter(), pick("type", "display", "primary"))
		case 2:
			return fmt.Sprintf(`{"op":"%s","path":"emails[%s].value","value":"%s"}`, pick("add", "replace"), filter(), pick("a", "b", "e"))
		case 3:
			return fmt.Sprintf(`{"op":"%s","path":"emails[%s]","value":%s}`, pick("add", "replace"), filter(), element())
		case 4:
			return fmt.Sprintf(`{"op":"remove","path":"emails","value":[{"value":"%s"}]}`, pick("a", "b"))
		case 5:
			return fmt.Sprintf(`{"op":"%s","path":"emails.type","value":"%s"}`, pick("add", "replace"), pick("home", "work"))
		}
		return fmt.Sprintf(`{"op":"add","path":"emails","value":[%s,%s]}`, element(), element())
	}
	changed, refused := 0, 0
	for range 3_000 {
		elements := make([]string, random.IntN(6))
		for i := range elements {
			elements[i] = fmt.Sprintf(`{"value":"%s","type":"%s"}`, pick("a", "b", "C"), pick("work", "home"))
		}
		doc, err := UserResourceType().Read([]byte(`{"userName":"u","emails":[`+strings.Join(elements, ",")+`]}`), Tolerant())
		if err != nil {
			t.Fatal(err)
		}
		list := make([]string, 1+random.IntN(6))
		for i := range list {
			list[i] = operation()
		}
		op, err := ParsePatch([]byte(`{"Operations":[`+strings.Join(list, ",")+`]}`), Tolerant())
		if err != nil {
			t.Fatal(err)
		}
		outcome := func(indexFrom int) string {
			p := patcher{
				rt: UserResourceType(), options: PatchOptions{Dialect: Tolerant()},
				root: doc.Resource.root.clone(), work: mostWork, indexFrom: indexFrom,
			}
			edit, err := p.apply(op, doc.Resource)
			if err != nil {
				refused++
			}
			if edit.Changed {
				changed++
			}
			return fmt.Sprint(edit.Resource.Object().Value(), err)
		}
		if with, without := outcome(0), outcome(1_000); with != without {
			t.Fatalf("%s\nto %s\nwith indexes    %s\nwithout indexes %s", list, doc.Resource.Object().Value(), with, without)
		}
	}
	if changed < 3_000 || refused < 300 {
		t.Errorf("only %d changes and %d refusals: the operations are too tame", changed, refused)
	}
}

// A thousand operations on a thousand values look at a few thousand, not at a
// million.
func TestPatchLooksAtFewValues(t *testing.T) {
	t.Parallel()
	const n = 1_000
	none := func(int) string { return "" }
	email := func(i int) string { return fmt.Sprintf(`{"value":"%d","type":"work"}`, i) }
	for name, tt := range map[string]struct {
		before    func(i int) string
		operation func(i int) string
	}{
		"added": {none, func(i int) string {
			return fmt.Sprintf(`{"op":"add","path":"emails","value":[{"value":"%d"}]}`, i)
		}},
		"added as primary": {none, func(i int) string {
			return fmt.Sprintf(`{"op":"add","path":"emails","value":[{"value":"%d","primary":true}]}`, i)
		}},
		"selected": {email, func(i int) string {
			return fmt.Sprintf(`{"op":"replace","path":"emails[type eq \"work\" and value eq \"%d\"].value","value":"x%d"}`, i, i)
		}},
		"made primary": {email, func(i int) string {
			return fmt.Sprintf(`{"op":"replace","path":"emails[value eq \"%d\"].primary","value":true}`, i)
		}},
		"removed and added": {email, func(i int) string {
			if i%2 == 0 {
				return fmt.Sprintf(`{"op":"remove","path":"emails[value eq \"%d\"]"}`, i)
			}
			return fmt.Sprintf(`{"op":"add","path":"emails","value":[{"value":"x%d"}]}`, i)
		}},
		"named": {email, func(i int) string {
			return fmt.Sprintf(`{"op":"remove","path":"emails","value":[{"value":"%d"}]}`, i)
		}},
		"created": {none, func(i int) string {
			return fmt.Sprintf(`{"op":"add","path":"emails[type eq \"%d\"].value","value":"%d"}`, i, i)
		}},
		"added to an unknown attribute": {none, func(i int) string {
			return fmt.Sprintf(`{"op":"add","path":"urn:x:y:a","value":[%d]}`, i)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var emails, list []string
			for i := range n {
				if e := tt.before(i); e != "" {
					emails = append(emails, e)
				}
				list = append(list, tt.operation(i))
			}
			doc, err := UserResourceType().Read([]byte(`{"userName":"u","emails":[`+strings.Join(emails, ",")+`]}`), Dialect{})
			if err != nil {
				t.Fatal(err)
			}
			op, err := ParsePatch([]byte(`{"Operations":[`+strings.Join(list, ",")+`]}`), Dialect{})
			if err != nil {
				t.Fatal(err)
			}
			p := patcher{rt: UserResourceType(), root: doc.Resource.root.clone(), work: mostWork, indexFrom: indexedElementsFrom}
			if edit, err := p.apply(op, doc.Resource); err != nil || !edit.Changed {
				t.Fatalf("changed: %v, %v", edit.Changed, err)
			}
			if looked := mostWork - p.work; looked > 10*n {
				t.Errorf("%d operations looked at %d values", n, looked)
			}
		})
	}
}
