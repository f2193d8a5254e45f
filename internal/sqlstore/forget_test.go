package sqlstore

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// A change may refuse after it appended and made a member, as long as no
// statement of its has written: both are only noted until the end of the group,
// and forgotten.
func TestRefusalForgetsWhatWasNoted(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		o := furnish(t, openStore(t, at, Options{}))
		view := o.store.View(t.Context(), o.id)
		before, err := view.Journal(0, 100)
		if err != nil {
			t.Fatal(err)
		}
		note := func(tx directory.Tx) (int64, error) {
			number, err := tx.Append(directory.Entry{Kind: directory.MemberCreated})
			if err != nil {
				return 0, err
			}
			return number, tx.CreateMember(directory.Member{ID: directory.MemberID(directory.NewID()), Ordinal: number})
		}
		err = o.store.Update(t.Context(), o.id, func(tx directory.Tx) error {
			if _, err := note(tx); err != nil {
				return err
			}
			return directory.Errorf(directory.Refused, "Not today.")
		})
		if directory.CodeOf(err) != directory.Refused {
			t.Errorf("got %v, want the refusal", err)
		}
		var number int64
		o.update(t, func(tx directory.Tx) (err error) {
			number, err = note(tx)
			return err
		})
		if want := int64(len(before) + 1); number != want {
			t.Errorf("the next entry has the number %d, want %d", number, want)
		}
		members, err := view.Members(directory.MemberQuery{Limit: 9})
		if err != nil || len(members) != 1 {
			t.Errorf("there are the members %v, %v; want the one who was not refused", members, err)
		}
	})
}
