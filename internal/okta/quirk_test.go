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

// A quirk is something that servers get wrong, what reveals it, and what Okta
// then says.
type quirk struct {
	name    string
	fault   oktatest.Fault
	dialect okta.Dialect
	tune    func(*okta.Settings)
	// act returns what failed, nil for nothing. It has to be nil at a server
	// without the fault.
	act func(context.Context, *fixture) error
	// says is a part of what must be said when the fault is on.
	says string
}

// TestQuirks holds the stand-in to noticing every mistake that it is there to
// notice: with the fault the action or the comparison fails with the sentence,
// without it the very same actions pass.
func TestQuirks(t *testing.T) {
	t.Parallel()
	for _, q := range quirks {
		t.Run(strings.ReplaceAll(q.name, " ", "_"), func(t *testing.T) {
			t.Parallel()
			dialect := q.dialect
			if dialect == "" {
				dialect = okta.Catalog
			}
			// The bubble's clock makes an hour of waiting take no time.
			synctest.Test(t, func(t *testing.T) {
				if err := q.act(t.Context(), newFixture(t, dialect, q.tune)); err != nil {
					t.Errorf("a right server fails: %v", err)
				}
			})
			synctest.Test(t, func(t *testing.T) {
				err := q.act(t.Context(), newFixture(t, dialect, q.tune, q.fault))
				if err == nil {
					t.Fatalf("the fault %q goes unnoticed", q.fault)
				}
				if !strings.Contains(err.Error(), q.says) {
					t.Errorf("the fault %q is reported as\n%v\nwithout %q", q.fault, err, q.says)
				}
			})
		})
	}
}

var quirks = []quirk{
	{
		name: "Q1 bare token", fault: oktatest.BearerOnly,
		tune: func(s *okta.Settings) { s.Credential = okta.RawHeader },
		act:  func(ctx context.Context, f *fixture) error { return f.app.TestConnection(ctx) },
		says: "Error authenticating: Unauthorized. Errors reported by remote server: The token is not valid.",
	},
	{
		name: "Q2 no PATCH", fault: oktatest.NoPatch,
		act:  leave,
		says: "Not Implemented. Errors reported by remote server: PATCH is not served",
	},
	{
		name: "Q2 no PUT", fault: oktatest.NoPut, dialect: okta.Wizard,
		act:  leave,
		says: "Error while deactivating user Person.1@Northwind.example: Not Implemented.",
	},
	{
		name: "Q3 path-less PATCH with an id", fault: oktatest.PathlessIDRefused,
		act:  rename,
		says: "Unable to update Group Push mapping target App group Ops: Error while updating user group Ops: Bad Request. Errors reported by remote server: id is read-only",
	},
	{
		name: "Q4 rename clears members", fault: oktatest.RenameClearsMembers,
		act:  rename,
		says: "lists 0 members and lacks 2 that were pushed",
	},
	{
		name: "Q5 name before every change", fault: oktatest.NoopRefused,
		act:  addOne,
		says: "Bad Request. Errors reported by remote server: nothing would change",
	},
	{
		name: "Q6 own name", fault: oktatest.OwnNameConflicts, dialect: okta.Wizard,
		act:  addOne,
		says: "Conflict. Errors reported by remote server: There is a group Ops already.",
	},
	{
		name: "Q7 old name", fault: oktatest.NamesNeverFreed,
		act: func(ctx context.Context, f *fixture) error {
			group, _, err := f.pushed(ctx, "Ops", 2, 2)
			other := f.org.AddGroup("Ops")
			return errors.Join(err, f.app.RenameGroup(ctx, group, "SRE"), f.app.PushGroup(ctx, other.ID), f.healthy(ctx))
		},
		says: "Unable to create Group Push mapping target App group Ops: Error while creating user group Ops: Conflict.",
	},
	{
		name: "Q7 deleted name", fault: oktatest.NamesNeverFreed,
		act: func(ctx context.Context, f *fixture) error {
			group, _, err := f.pushed(ctx, "Ops", 2, 2)
			return errors.Join(err, f.app.UnlinkGroup(ctx, group, okta.DeleteInTarget), f.app.PushGroup(ctx, group), f.healthy(ctx))
		},
		says: "There was a group Ops already.",
	},
	{
		name: "Q8 members without type", fault: oktatest.UntypedMembersDropped,
		act:  pushThree,
		says: "Ops: member is",
	},
	{
		name: "Q8 members with display null", fault: oktatest.NullDisplayRefused,
		tune: func(s *okta.Settings) { s.NullMemberDisplay = true },
		act:  pushThree,
		says: "Errors reported by remote server: display must not be null",
	},
	{
		name: "Q9 Push Now of an empty group", fault: oktatest.EmptyReplaceRefused,
		act:  emptyGroup,
		says: "Bad Request. Errors reported by remote server: members must not be empty",
	},
	{
		name: "Q9 Push Now of an emptied group", fault: oktatest.EmptyReplaceIgnored,
		act:  emptyGroup,
		says: "Ops: member is",
	},
	{
		name: "Q10 remove one", fault: oktatest.RemoveClears,
		act: func(ctx context.Context, f *fixture) error {
			group, ids, err := f.pushed(ctx, "Ops", 3, 3)
			return errors.Join(err, f.app.RemoveMembers(ctx, group, ids[0]), f.healthy(ctx))
		},
		says: "Ops: member is",
	},
	{
		name: "Q10 add one", fault: oktatest.AddReplaces,
		act:  addOne,
		says: "Ops: member is",
	},
	{
		name: "Q11 redundant add", fault: oktatest.AddDuplicates,
		act:  pushThree,
		says: "twice",
	},
	{
		name: "Q12 more than a hundred members", fault: oktatest.MembersTruncated,
		act: func(ctx context.Context, f *fixture) error {
			group, _, err := f.pushed(ctx, "Ops", 120, 120)
			return errors.Join(err, f.app.PushNow(ctx, group))
		},
		says: "lists 100 members and lacks 20 that were pushed",
	},
	{
		name: "Q13 large batches in time", fault: oktatest.SlowBatches,
		act:  pushLarge(256),
		tune: func(s *okta.Settings) { s.MembershipBatch = 256 },
		says: "the remote server did not answer within 60 seconds",
	},
	{
		name: "Q14 overlapping changes", fault: oktatest.LostUpdates,
		act: func(ctx context.Context, f *fixture) error {
			group, ids, err := f.pushed(ctx, "Ops", 6, 0)
			if err != nil {
				return err
			}
			errs := make(chan error)
			for _, id := range ids {
				go func() { errs <- f.app.AddMembers(ctx, group, id) }()
			}
			for range ids {
				err = errors.Join(err, <-errs)
			}
			return errors.Join(err, f.healthy(ctx))
		},
		says: `Ops: member is "" on the server`,
	},
	{
		name: "Q15 PUT stores what it answers", fault: oktatest.PutStoresNoMembers, dialect: okta.Wizard,
		act:  pushThree,
		says: "Ops: member is",
	},
	{
		name: "Q16 one unknown member", fault: oktatest.UnknownMemberRefused,
		act: func(ctx context.Context, f *fixture) error {
			group, ids, err := f.pushed(ctx, "Ops", 3, 0)
			gone, _ := f.app.RemoteID(ids[0])
			f.server.DeleteUser(gone)
			err = errors.Join(err, f.app.AddMembers(ctx, group, ids...))
			remote, _ := f.app.RemoteGroupID(group)
			if n := len(f.server.Members(remote)); n != 2 {
				err = errors.Join(err, fmt.Errorf("%d members arrived, not 2", n))
			}
			return err
		},
		says: "0 members arrived, not 2",
	},
	{
		name: "Q17 deactivated people are found", fault: oktatest.InactiveHidden,
		act:  leaveAndReturn,
		says: "Error while reactivating user Person.1@Northwind.example: Conflict. Errors reported by remote server: There is a user Person.1@Northwind.example already.",
	},
	{
		name: "Q17 deactivated people are read", fault: oktatest.InactiveHidden, dialect: okta.Wizard,
		act:  leaveAndCompare,
		says: "There is no user",
	},
	{
		name: "Q18 case is kept", fault: oktatest.UserNameLowered,
		act:  arrive,
		says: "the remote server created person.1@northwind.example where Person.1@Northwind.example was sent",
	},
	{
		name: "Q18 case is ignored in lookups", fault: oktatest.LookupCaseSensitive,
		act:  arriveAndCompare,
		says: "lookup of pERSON.1@nORTHWIND.EXAMPLE",
	},
	{
		name: "Q19 the filter means the userName", fault: oktatest.LookupByEmail,
		act: func(ctx context.Context, f *fixture) error {
			p := f.org.AddPerson(okta.Profile{Login: "ada", Email: "ada@northwind.example", GivenName: "Ada", FamilyName: "King"})
			return errors.Join(f.app.Assign(ctx, p.ID), f.healthy(ctx))
		},
		says: `lookup of ada`,
	},
	{
		name: "Q20 errors in JSON", fault: oktatest.HTMLErrors,
		act:  expectDetail,
		says: "Conflict. Errors reported by remote server: Invalid JSON: Unrecognized token '<html'",
	},
	{
		name: "Q20 errors at the root", fault: oktatest.NestedErrors,
		act:  expectDetail,
		says: "the answer has no detail at its root",
	},
	{
		name: "Q21 counters are numbers", fault: oktatest.StringCounters,
		act:  arrive,
		says: `cannot read "0" as a whole number`,
	},
	{
		name: "Q22 groups of a user are read-only", fault: oktatest.GroupsObeyed, dialect: okta.Wizard,
		act: func(ctx context.Context, f *fixture) error {
			_, ids, err := f.pushed(ctx, "Ops", 2, 2)
			return errors.Join(err, f.app.Unassign(ctx, ids[0]), f.app.Reassign(ctx, ids[0]), f.healthy(ctx))
		},
		says: "lacks 1 that were pushed",
	},
	{
		name: "Q23 echoed meta", fault: oktatest.EchoRefused,
		act:  pushTitle,
		says: "Automatic profile push of user Person.1@Northwind.example to app Muster failed: Error while trying to push profile update for Person.1@Northwind.example: Bad Request. Errors reported by remote server: meta is read-only",
	},
	{
		name: "Q24 password on create", fault: oktatest.PasswordRefused,
		act:  arrive,
		says: "Bad Request. Errors reported by remote server: a password cannot be set",
	},
	{
		name: "Q24 password stays secret", fault: oktatest.PasswordReturned,
		act:  arrive,
		says: "came back with a password",
	},
	{
		name: "Q25 unknown extensions", fault: oktatest.UnknownRefused,
		tune: func(s *okta.Settings) {
			s.CustomAttributes = []okta.CustomAttribute{{Name: "badge", Namespace: "urn:example:badge:1.0:User"}, {Name: "silent"}}
		},
		act: func(ctx context.Context, f *fixture) error {
			p := f.org.AddPerson(okta.Profile{Login: "ada@northwind.example", Custom: map[string]string{"badge": "7", "silent": "8"}})
			return errors.Join(f.app.Assign(ctx, p.ID), f.app.PushProfile(ctx, p.ID), f.healthy(ctx))
		},
		says: "the schema urn:example:badge:1.0:User is not known",
	},
	{
		name: "Q26 no externalId on groups", fault: oktatest.GroupExternalIDRequired,
		act:  pushThree,
		says: "Bad Request. Errors reported by remote server: externalId is required",
	},
	{
		name: "Q27 lookup after a rename", fault: oktatest.StaleNames,
		act: func(ctx context.Context, f *fixture) error {
			ids, err := f.assigned(ctx, 1)
			return errors.Join(err, f.app.ChangeUsername(ctx, ids[0], "new@northwind.example"), f.healthy(ctx))
		},
		says: "lookup of new@northwind.example",
	},
	{
		name: "Q28 the first user is a whole one", fault: oktatest.FirstUserBare,
		act: spec, says: "spec-01-emails[0].value",
	},
	{
		name: "Q29 trailing slash", fault: oktatest.DoubleSlashRedirected,
		tune: func(s *okta.Settings) { s.TenantURL += "/" },
		act:  arrive,
		says: "Moved Permanently",
	},
	{
		name: "Q30 media type with charset", fault: oktatest.CharsetRefused,
		act:  arrive,
		says: "Unsupported Media Type. Errors reported by remote server: the content type application/scim+json; charset=utf-8 is not served",
	},
	{
		name: "Q30 POST as application/json", fault: oktatest.PlainJSONRefused,
		act: spec, says: "spec-06-status",
	},
	{
		name: "Q30 accept", fault: oktatest.AcceptRefused,
		act:  func(ctx context.Context, f *fixture) error { return f.app.TestConnection(ctx) },
		says: "Not Acceptable",
	},
	{
		name: "Q31 arrays for scalars", fault: oktatest.ScalarArrayRefused,
		tune: func(s *okta.Settings) { s.ScalarArrays = true },
		act:  leave,
		says: "active must be true or false",
	},
	{
		name: "Q32 Retry-After in seconds", fault: oktatest.RetryAfterDate,
		act: func(ctx context.Context, f *fixture) error {
			f.server.Throttle = 1
			if err := f.app.TestConnection(ctx); err != nil {
				return err
			}
			task := f.app.Log.Tasks()[0]
			return errors.Join(stringErrors(task.Warnings)...)
		},
		says: "Okta reads whole seconds only and waits 5m0s instead.",
	},
}
