package administration

import "github.com/musterhq/muster/internal/directory"

// What is refused about merging, and why something does not come along.
var (
	ruleMergeChanged = rules.Rule("merge_changed", "Something changed after you looked at what this merge does.", "Look at it again, then confirm it.")

	ruleMergeSelf      = rules.Rule("merge_self", "A merge takes two: choose another member.", "")
	ruleMergeLiving    = rules.Rule("merge_both_living", "Identity providers speak for both {stays} and {goes}, and would make anew whoever goes.", "Unassign one of them there, or turn a connection off under Settings › Access management, then merge them.")
	ruleMergeStays     = rules.Rule("merge_who_stays", "An identity provider knows {stays} and would not find {goes}, so {stays} stays.", "")
	ruleMergeYourself  = rules.Rule("merge_yourself", "You are signed in as {goes}, who would go.", "Ask another owner or administrator to merge them.")
	ruleMergeRole      = rules.Rule("merge_role", "{goes} is "+aRole+", and only an owner gives that role to {stays}.", "Ask an owner to merge them, or give {goes} another role first.")
	ruleMergeManyTeams = rules.Rule("merge_many_teams", "{goes} is in more than 1,000 teams.", "Take them out of some first.")

	ruleMergeTeamSelf    = rules.Rule("merge_team_self", "A merge takes two: choose another team.", "")
	ruleMergeTeamsPushed = rules.Rule("merge_teams_both_pushed", "Both {stays} and {goes} are pushed by identity providers, which would push again whichever goes.", "Unlink and delete one of the groups there, or turn a connection off under Settings › Access management, then merge them.")
	ruleMergeLeft        = rules.Rule("merge_left_behind", "{team} was provisioned by "+aProvider+" and takes only people whom it provisioned.", "")
	ruleMergeTeamStays   = rules.Rule("merge_which_team_stays", "An identity provider knows {stays} and would not find {goes}, so {stays} stays.", "")
)

// ErrMergeChanged is answered where a merge would not do any more what its plan
// said.
var ErrMergeChanged = ruleMergeChanged.Refuse(directory.Refused)
