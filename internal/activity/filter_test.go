package activity_test

import (
	"testing"
	"time"

	"github.com/musterhq/muster/internal/activity"
	"github.com/musterhq/muster/internal/directory"
)

func TestFilterSelects(t *testing.T) {
	t.Parallel()
	noon := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	entry := directory.Entry{
		At: noon, Kind: directory.TeamMembersChanged, Request: "request-7",
		Actor: directory.Actor{Kind: directory.ActorConnection, ID: "okta", Name: "Okta (SCIM)"},
		Team:  "engineering", Connection: "okta", Member: "ana", Identity: "ana-scim",
		Added: []directory.IdentityID{"bo-scim"}, RemovedMembers: []directory.MemberID{"cem"},
		Personal: &directory.Personal{
			Subject: "Engineering", Reason: "All licenses are in use.", Named: []string{"unknown-9"},
			Changes: []directory.Change{{Field: "title", Before: "Straße", After: "Lead"}},
		},
	}
	notice := entry
	notice.Kind = directory.NoticeNoLicense
	operators := entry
	operators.Actor = directory.Actor{Kind: directory.ActorOperator, ID: "ada", Name: "Ada"}
	old := entry
	old.Actor.ID = ""
	oldOperators := operators
	oldOperators.Actor.ID = ""
	merged := directory.Entry{Kind: directory.TeamMerged, Team: "crew", SuccessorTeam: "engineering"}
	joined := directory.Entry{Kind: directory.MemberMerged, Member: "old", Successor: "ana", Joined: []directory.TeamID{"chess", "engineering"}}
	erased := entry
	erased.Personal = nil
	for name, test := range map[string]struct {
		filter activity.Filter
		entry  directory.Entry
		want   bool
	}{
		"everything":             {activity.Filter{}, entry, true},
		"another kind":           {activity.Filter{Kinds: []directory.EntryKind{directory.MemberCreated}}, entry, false},
		"one of two kinds":       {activity.Filter{Kinds: []directory.EntryKind{directory.MemberCreated, entry.Kind}}, entry, true},
		"the team":               {activity.Filter{Team: "engineering"}, entry, true},
		"another team":           {activity.Filter{Team: "sales"}, entry, false},
		"the team that went":     {activity.Filter{Team: "crew"}, merged, true},
		"the team that stayed":   {activity.Filter{Team: "engineering"}, merged, true},
		"a team that was joined": {activity.Filter{Team: "engineering"}, joined, true},
		"a team left alone":      {activity.Filter{Team: "sales"}, joined, false},
		"who was merged":         {activity.Filter{Member: "old"}, joined, true},
		"into whom":              {activity.Filter{Member: "ana"}, joined, true},
		"the actor":              {activity.Filter{Actor: "okta"}, entry, true},
		"another actor":          {activity.Filter{Actor: "entra"}, entry, false},
		"the actor, long ago":    {activity.Filter{Actor: "okta"}, old, true},
		"another, long ago":      {activity.Filter{Actor: "entra"}, old, false},
		"not who it was done to": {activity.Filter{Actor: "okta"}, operators, false},
		"at the command line":    {activity.Filter{Actor: "okta"}, oldOperators, false},
		"not by operators":       {activity.Filter{Operators: true}, entry, false},
		"by operators":           {activity.Filter{Operators: true}, operators, true},
		"the connection":         {activity.Filter{Connection: "okta"}, operators, true},
		"another connection":     {activity.Filter{Connection: "entra"}, entry, false},
		"about the member":       {activity.Filter{Member: "ana"}, entry, true},
		"by the member":          {activity.Filter{Member: "ada"}, operators, true},
		"who left by hand":       {activity.Filter{Member: "cem"}, entry, true},
		"who was pushed":         {activity.Filter{Member: "bo", Identity: "bo-scim"}, entry, true},
		"pushed, not looked for": {activity.Filter{Member: "bo"}, entry, false},
		"nobody":                 {activity.Filter{Member: "dan", Identity: "dan-scim"}, entry, false},
		"a subject":              {activity.Filter{Text: "ENGINEER"}, entry, true},
		"a value":                {activity.Filter{Text: "STRAßE"}, entry, true},
		"a reason":               {activity.Filter{Text: "in use"}, entry, true},
		"a name as sent":         {activity.Filter{Text: "unknown-9"}, entry, true},
		"a request":              {activity.Filter{Text: "request-7"}, entry, true},
		"an actor's name":        {activity.Filter{Text: "scim"}, erased, true},
		"no text":                {activity.Filter{Text: "marketing"}, entry, false},
		"erased":                 {activity.Filter{Text: "engineer"}, erased, false},
		"no refusal":             {activity.Filter{Refusals: true}, entry, false},
		"a refusal":              {activity.Filter{Refusals: true}, notice, true},
		"since then":             {activity.Filter{Since: noon}, entry, true},
		"since later":            {activity.Filter{Since: noon.Add(1)}, entry, false},
		"until then":             {activity.Filter{Until: noon}, entry, false},
		"until later":            {activity.Filter{Until: noon.Add(1)}, entry, true},
	} {
		if got := test.filter.Selects(test.entry); got != test.want {
			t.Errorf("%s: Selects = %v, want %v", name, got, test.want)
		}
	}
}

func TestFilterEnds(t *testing.T) {
	t.Parallel()
	noon := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	filter := activity.Filter{Since: noon}
	for before, want := range map[time.Duration]bool{0: false, time.Minute: false, time.Hour: true} {
		if got := filter.Ends(directory.Entry{At: noon.Add(-before)}); got != want {
			t.Errorf("%v earlier: Ends = %v, want %v", before, got, want)
		}
	}
	if (activity.Filter{}).Ends(directory.Entry{}) {
		t.Error("a search without a beginning ends")
	}
}
