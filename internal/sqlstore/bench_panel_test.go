package sqlstore

import (
	"fmt"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// BenchmarkPanel is what the control panel's list of members asks of a great
// organization. No index serves it: it walks through everybody.
func BenchmarkPanel(b *testing.B) {
	const people = 100_000
	for _, engine := range engines() {
		o := furnish(b, openStore(b, engine.create(b), Options{}))
		o.fill(b, people)
		last, err := o.view(b).SearchMembers(directory.MemberSearch{Text: userName(people / 2), Limit: 1})
		if err != nil || len(last) != 1 {
			b.Fatalf("found %d, %v", len(last), err)
		}
		for _, question := range []struct {
			name   string
			search directory.MemberSearch
		}{
			{"first page", directory.MemberSearch{}},
			{"later page", directory.MemberSearch{After: last[0].Place()}},
			{"text", directory.MemberSearch{Text: "abc"}},
			{"nothing", directory.MemberSearch{Text: "nobody is called so"}},
			{"active", directory.MemberSearch{Statuses: []directory.MemberStatus{directory.MemberActive}}},
			{"by hand", directory.MemberSearch{Connections: []directory.ConnectionID{""}}},
			{"licensed", directory.MemberSearch{Licensed: true}},
			{"candidates", directory.MemberSearch{NotInTeam: "team"}},
		} {
			question.search.Limit = 50
			b.Run(fmt.Sprintf("%s/%s", engine.name, question.name), func(b *testing.B) {
				for b.Loop() {
					if _, err := o.view(b).SearchMembers(question.search); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		b.Run(engine.name+"/counts", func(b *testing.B) {
			for b.Loop() {
				if _, err := o.view(b).CountMembers(); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(engine.name+"/address", func(b *testing.B) {
			for b.Loop() {
				if _, err := o.view(b).MembersByEmail(userName(7)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
