package traffic

// milestoneSet is a set of milestones: a bit for each, in the order of
// MilestoneNames.
type milestoneSet uint8

const (
	authenticated milestoneSet = 1 << iota
	lookup
	create
	update
	deactivate
	group
)

func (s milestoneSet) names() []MilestoneName {
	if s == 0 {
		return nil
	}
	var names []MilestoneName
	for i, name := range MilestoneNames() {
		if s&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return names
}

// milestonesOf returns which first times a request may be. Only what was answered
// counts.
func milestonesOf(request *Request) milestoneSet {
	if request.Outcome != Answered {
		return 0
	}
	switch request.Kind {
	case Lookup:
		if !isGroups(request) {
			return authenticated | lookup
		}
	case Create:
		return authenticated | create
	case Update:
		return authenticated | update
	case Deactivate, Delete:
		return authenticated | deactivate
	case GroupCreate, GroupMembers:
		return authenticated | group
	case List, Read, Reactivate, GroupRename, GroupDelete, Discovery, Other, Unauthorized, More:
	}
	return authenticated
}
