package okta_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/musterhq/muster/internal/okta"
	"github.com/musterhq/muster/internal/okta/oktatest"
)

// mistakes are what servers get wrong beside the numbered quirks.
var mistakes = []quirk{
	{
		name: "empty 201", fault: oktatest.EmptyCreate,
		act: arrive, says: "Create new user returned empty user",
	},
	{
		name: "id is a number", fault: oktatest.NumericID,
		act: arrive, says: "the resource's id 4711 is no string",
	},
	{
		name: "no id", fault: oktatest.MissingID,
		act: arrive, says: "the resource has no id",
	},
	{
		name: "no schemas", fault: oktatest.NoSchemas,
		act: arrive, says: "No schema's defined",
	},
	{
		name: "unstable order of pages", fault: oktatest.UnstableOrder,
		act: arrivals(150), says: "the order of pages is not stable",
	},
	{
		name: "a row is missing", fault: oktatest.LastRowMissing,
		act: arrivals(150), says: "has 150 resources by its totalResults but listed 149",
	},
	{
		name: "two users of one name", fault: oktatest.UniquenessCaseSensitive,
		act: func(ctx context.Context, f *fixture) error {
			upper := f.org.AddPerson(okta.Profile{Login: "ADA@northwind.example"})
			lower := f.org.AddPerson(okta.Profile{Login: "ada@northwind.example"})
			// Both lookups come before both creates, so one POST must fail.
			err := f.app.Assign(ctx, upper.ID, lower.ID)
			if err != nil && strings.Contains(err.Error(), "Conflict") {
				err = nil
			}
			_, imported := f.app.ImportUsers(ctx)
			return errors.Join(err, imported)
		},
		says: "have the same userName",
	},
	{
		name: "a second POST", fault: oktatest.DuplicatePostAccepted,
		act: spec, says: "spec-08-status",
	},
	{
		name: "any token", fault: oktatest.AnyToken,
		act: spec, says: "spec-11-status",
	},
	{
		name: "no answer", fault: oktatest.Stuck,
		act: arrive, says: "the remote server did not answer within 60 seconds",
	},
	{
		name: "profile is not stored", fault: oktatest.ProfileIgnored,
		act: pushTitle, says: `title is "Engineer" on the server and "Director" in Okta`,
	},
	{
		name: "rename is not stored", fault: oktatest.RenameIgnored,
		act: rename, says: "the remote server calls the group Ops where SRE was pushed",
	},
	{
		name: "deactivation is not stored", fault: oktatest.ActiveIgnored,
		act: leaveAndCompare, says: `active is "true" on the server and "false" in Okta`,
	},
}

// TestMistakes is TestQuirks for mistakes without a number.
func TestMistakes(t *testing.T) {
	t.Parallel()
	for _, m := range mistakes {
		t.Run(strings.ReplaceAll(m.name, " ", "_"), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				if err := m.act(t.Context(), newFixture(t, okta.Catalog, nil)); err != nil {
					t.Errorf("a right server fails: %v", err)
				}
			})
			synctest.Test(t, func(t *testing.T) {
				err := m.act(t.Context(), newFixture(t, okta.Catalog, nil, m.fault))
				if err == nil || !strings.Contains(err.Error(), m.says) {
					t.Errorf("the fault %q is reported as\n%v\nwithout %q", m.fault, err, m.says)
				}
			})
		})
	}
}

func arrive(ctx context.Context, f *fixture) error {
	_, err := f.assigned(ctx, 1)
	return err
}

func arriveAndCompare(ctx context.Context, f *fixture) error {
	return errors.Join(arrive(ctx, f), f.healthy(ctx))
}

func arrivals(n int) func(context.Context, *fixture) error {
	return func(ctx context.Context, f *fixture) error {
		_, err := f.assigned(ctx, n)
		return errors.Join(err, f.healthy(ctx))
	}
}

func leave(ctx context.Context, f *fixture) error {
	ids, err := f.assigned(ctx, 1)
	return errors.Join(err, f.app.Deactivate(ctx, ids...))
}

func leaveAndCompare(ctx context.Context, f *fixture) error {
	return errors.Join(leave(ctx, f), f.healthy(ctx))
}

func leaveAndReturn(ctx context.Context, f *fixture) error {
	ids, err := f.assigned(ctx, 1)
	return errors.Join(err, f.app.Deactivate(ctx, ids...), f.app.Reassign(ctx, ids...), f.healthy(ctx))
}

func pushTitle(ctx context.Context, f *fixture) error {
	ids, err := f.assigned(ctx, 1)
	_, edited := f.org.EditProfile(ids[0], func(p *okta.Profile) { p.Title = "Director" })
	return errors.Join(err, edited, f.app.PushProfile(ctx, ids...), f.healthy(ctx))
}

func pushThree(ctx context.Context, f *fixture) error {
	_, _, err := f.pushed(ctx, "Ops", 3, 3)
	return errors.Join(err, f.healthy(ctx))
}

func pushLarge(n int) func(context.Context, *fixture) error {
	return func(ctx context.Context, f *fixture) error {
		_, _, err := f.pushed(ctx, "Ops", n, n)
		return errors.Join(err, f.healthy(ctx))
	}
}

func addOne(ctx context.Context, f *fixture) error {
	group, ids, err := f.pushed(ctx, "Ops", 3, 2)
	return errors.Join(err, f.app.AddMembers(ctx, group, ids[2]), f.healthy(ctx))
}

func rename(ctx context.Context, f *fixture) error {
	group, _, err := f.pushed(ctx, "Ops", 2, 2)
	// The redundant add of the push repairs nothing after the rename.
	return errors.Join(err, f.app.RenameGroup(ctx, group, "SRE"), f.app.PushNow(ctx, group), f.healthy(ctx))
}

// emptyGroup empties a group in Okta alone, as a group rule does between two
// pushes, and pushes it now.
func emptyGroup(ctx context.Context, f *fixture) error {
	group, ids, err := f.pushed(ctx, "Ops", 2, 2)
	return errors.Join(err, f.app.Unassign(ctx, ids...), f.app.PushNow(ctx, group), f.healthy(ctx))
}

// expectDetail provokes a conflict and wants its detail in the sentence.
func expectDetail(ctx context.Context, f *fixture) error {
	p := f.org.AddPerson(okta.Profile{Login: "ada@northwind.example"})
	q := f.org.AddPerson(okta.Profile{Login: "ada@northwind.example"})
	err := f.app.Assign(ctx, p.ID, q.ID)
	if err != nil && strings.Contains(err.Error(), "There is a user ada@northwind.example already.") {
		return nil
	}
	return err
}

// spec runs the published suites and joins what fails, each with its ID.
func spec(ctx context.Context, f *fixture) error {
	var errs []error
	target := okta.Target{BaseURL: "http://scim.example", Authorization: "Bearer " + oktatest.Token, Transport: f.server}
	err := okta.SpecTest(ctx, target, func(c okta.Check) {
		if c.Err != nil {
			errs = append(errs, fmt.Errorf("%s: %s: %w", c.ID, c.Text, c.Err))
		}
	})
	return errors.Join(append(errs, err)...)
}

func stringErrors(texts []string) []error {
	var errs []error
	for _, text := range texts {
		errs = append(errs, errors.New(text))
	}
	return errs
}
