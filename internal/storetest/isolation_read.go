package storetest

import "github.com/musterhq/muster/internal/directory"

// read asks in the organization of own for something by the ids and texts of
// another: a foreign organization's, or nobody's.
type read func(r directory.Reader, own, other things) (any, error)

// reads holds at least one case for each method of Reader. A new method
// without one fails the suite.
var reads = map[string][]read{
	"Organization": {func(r directory.Reader, _, _ things) (any, error) { return r.Organization() }},
	"Licenses":     {func(r directory.Reader, _, _ things) (any, error) { return r.Licenses() }},
	"LicenseLine": {func(r directory.Reader, _, _ things) (any, error) {
		return r.LicenseLine(directory.LinePlace{}, everything)
	}},
	"PlaceInLine": {func(r directory.Reader, _, _ things) (any, error) {
		return r.PlaceInLine(directory.LinePlace{Status: directory.MemberActive, Number: everything})
	}},
	"CountLine":     {func(r directory.Reader, _, _ things) (any, error) { return r.CountLine() }},
	"LicenseLedger": {func(r directory.Reader, _, _ things) (any, error) { return r.LicenseLedger(0, everything) }},
	"Connections":   {func(r directory.Reader, _, _ things) (any, error) { return r.Connections() }},
	"Connection":    {func(r directory.Reader, _, other things) (any, error) { return r.Connection(other.connection) }},
	"Credentials":   {func(r directory.Reader, _, other things) (any, error) { return r.Credentials(other.connection) }},
	"Identity": {
		func(r directory.Reader, _, other things) (any, error) {
			return r.Identity(other.connection, other.identity)
		},
		func(r directory.Reader, own, other things) (any, error) {
			return r.Identity(own.connection, other.identity)
		},
		func(r directory.Reader, own, other things) (any, error) {
			return r.Identity(other.connection, own.identity)
		},
	},
	"Identities": identityReads(),
	"UserNameHolder": {
		func(r directory.Reader, own, other things) (any, error) {
			return r.UserNameHolder(own.connection, other.mark)
		},
		func(r directory.Reader, own, other things) (any, error) {
			return r.UserNameHolder(other.connection, own.mark)
		},
	},
	"IdentityOrdinal": {
		func(r directory.Reader, _, other things) (any, error) { return r.IdentityOrdinal(other.connection, 1) },
	},
	"KnownIdentities": {
		func(r directory.Reader, own, other things) (any, error) {
			return r.KnownIdentities(own.connection, []directory.IdentityID{other.identity, own.identity})
		},
		func(r directory.Reader, own, other things) (any, error) {
			return r.KnownIdentities(other.connection, []directory.IdentityID{other.identity, own.identity})
		},
	},
	"Member": {func(r directory.Reader, _, other things) (any, error) { return r.Member(other.member) }},
	"Members": {func(r directory.Reader, _, _ things) (any, error) {
		return r.Members(directory.MemberQuery{Limit: everything})
	}},
	"SearchMembers": {
		searchRead(func(s *directory.MemberSearch, _, _ things) {}),
		searchRead(func(s *directory.MemberSearch, _, other things) { s.Text = other.mark }),
		searchRead(func(s *directory.MemberSearch, _, other things) { s.Team = other.team }),
		searchRead(func(s *directory.MemberSearch, _, other things) { s.Team = other.manual }),
		searchRead(func(s *directory.MemberSearch, _, other things) { s.NotInTeam = other.team }),
		searchRead(func(s *directory.MemberSearch, _, other things) { s.NotInTeam = other.manual }),
		searchRead(func(s *directory.MemberSearch, _, other things) {
			s.Connections = []directory.ConnectionID{other.connection}
		}),
		searchRead(func(s *directory.MemberSearch, _, _ things) { s.Licensed = true }),
		searchRead(func(s *directory.MemberSearch, own, other things) {
			s.Among = []directory.MemberID{own.member, other.member}
		}),
	},
	"CountMembers":   {func(r directory.Reader, _, _ things) (any, error) { return r.CountMembers() }},
	"MembersByEmail": {func(r directory.Reader, _, other things) (any, error) { return r.MembersByEmail(other.mark) }},
	"UnclaimedMembers": {
		func(r directory.Reader, _, other things) (any, error) { return r.UnclaimedMembers(other.mark) },
		func(r directory.Reader, _, other things) (any, error) {
			return r.UnclaimedMembers("by-hand-" + other.mark)
		},
	},
	"Adoptions": {func(r directory.Reader, own, other things) (any, error) {
		return r.Adoptions([]directory.MemberID{other.member, own.member})
	}},
	"IdentityMembers": {func(r directory.Reader, own, other things) (any, error) {
		return r.IdentityMembers([]directory.IdentityID{other.identity, own.identity})
	}},
	"ActiveIdentities": {func(r directory.Reader, own, other things) (any, error) {
		return r.ActiveIdentities([]directory.IdentityID{other.identity, own.identity})
	}},
	"EditedIdentities": {func(r directory.Reader, _, other things) (any, error) {
		return r.EditedIdentities(other.connection, everything)
	}},
	"RenamedTeams": {func(r directory.Reader, _, other things) (any, error) {
		return r.RenamedTeams(other.connection, everything)
	}},
	"CountEdited": {func(r directory.Reader, _, other things) (any, error) { return r.CountEdited(other.connection) }},
	"EndedOf":     {func(r directory.Reader, _, other things) (any, error) { return r.EndedOf(other.connection, everything) }},
	"CountEnded":  {func(r directory.Reader, _, other things) (any, error) { return r.CountEnded(other.connection) }},
	"EndedMember": {func(r directory.Reader, own, other things) (any, error) {
		return r.EndedMember(other.connection, other.mark, other.mark)
	}},
	"EndedTeam": {func(r directory.Reader, own, other things) (any, error) {
		return r.EndedTeam(other.connection, other.mark)
	}},
	"DuplicatesOfMembers": {func(r directory.Reader, own, other things) (any, error) {
		return r.DuplicatesOfMembers([]directory.MemberID{other.member, own.member})
	}},
	"DuplicatesOfTeams": {func(r directory.Reader, own, other things) (any, error) {
		return r.DuplicatesOfTeams([]directory.TeamID{other.team, own.team})
	}},
	"LeavingIdentities": {func(r directory.Reader, _, _ things) (any, error) { return r.LeavingIdentities() }},
	"MemberWhoLeft": {
		func(r directory.Reader, own, other things) (any, error) {
			return r.MemberWhoLeft(own.connection, other.mark)
		},
		func(r directory.Reader, own, other things) (any, error) {
			return r.MemberWhoLeft(other.connection, own.mark)
		},
	},
	"TeamsOfMembers": {func(r directory.Reader, own, other things) (any, error) {
		return r.TeamsOfMembers([]directory.MemberID{other.member, own.member})
	}},
	"ManualTeamMembers": {
		func(r directory.Reader, _, other things) (any, error) {
			return r.ManualTeamMembers(other.manual, "", "", everything)
		},
		func(r directory.Reader, own, other things) (any, error) {
			return r.ManualTeamMembers(own.manual, other.manual, "", everything)
		},
	},
	"AnyTeam": {
		func(r directory.Reader, _, other things) (any, error) { return r.AnyTeam(other.team) },
		func(r directory.Reader, _, other things) (any, error) { return r.AnyTeam(other.manual) },
	},
	"SearchTeams": {
		func(r directory.Reader, _, _ things) (any, error) {
			return r.SearchTeams(directory.TeamSearch{Limit: everything})
		},
		func(r directory.Reader, _, other things) (any, error) {
			return r.SearchTeams(directory.TeamSearch{Text: other.mark, Limit: everything})
		},
		func(r directory.Reader, _, other things) (any, error) {
			return r.SearchTeams(directory.TeamSearch{Origins: []directory.ConnectionID{other.connection}, Limit: everything})
		},
	},
	"CountTeams": {func(r directory.Reader, _, _ things) (any, error) { return r.CountTeams() }},
	"Team": {
		func(r directory.Reader, _, other things) (any, error) { return r.Team(other.connection, other.team) },
		func(r directory.Reader, own, other things) (any, error) { return r.Team(own.connection, other.team) },
		func(r directory.Reader, own, other things) (any, error) { return r.Team(other.connection, own.team) },
		func(r directory.Reader, _, other things) (any, error) { return r.Team("", other.team) },
	},
	"Teams": teamReads(),
	"TeamOrdinal": {
		func(r directory.Reader, _, other things) (any, error) { return r.TeamOrdinal(other.connection, 1) },
		func(r directory.Reader, _, _ things) (any, error) { return r.TeamOrdinal("", 2) },
	},
	"TeamMembers": {
		func(r directory.Reader, _, other things) (any, error) {
			return r.TeamMembers(other.team, "", everything)
		},
	},
	"TeamHas": {
		func(r directory.Reader, own, other things) (any, error) {
			return r.TeamHas(other.team, []directory.IdentityID{other.identity, own.identity})
		},
		func(r directory.Reader, own, other things) (any, error) {
			return r.TeamHas(own.team, []directory.IdentityID{other.identity, own.identity})
		},
	},
	"UnknownMembers": {func(r directory.Reader, _, other things) (any, error) { return r.UnknownMembers(other.team) }},
	"Journal":        {func(r directory.Reader, _, _ things) (any, error) { return r.Journal(0, everything) }},
	"JournalBefore":  {func(r directory.Reader, _, _ things) (any, error) { return r.JournalBefore(0, everything) }},
	"Head":           {func(r directory.Reader, _, _ things) (any, error) { return r.Head() }},
	"Sessions":       {func(r directory.Reader, _, other things) (any, error) { return r.Sessions(other.member) }},
	"Links": {
		func(r directory.Reader, _, other things) (any, error) {
			return r.Links(directory.LinkSignIn, other.member)
		},
		func(r directory.Reader, _, _ things) (any, error) { return howMany(r.Links(directory.LinkSignIn, "")) },
	},
	"APIKeys":      {func(r directory.Reader, _, _ things) (any, error) { return howMany(r.APIKeys()) }},
	"Password":     {func(r directory.Reader, _, other things) (any, error) { return r.Password(other.member) }},
	"Passkeys":     {func(r directory.Reader, _, other things) (any, error) { return r.Passkeys(other.member) }},
	"LoginMethods": {func(r directory.Reader, _, _ things) (any, error) { return r.LoginMethods() }},
	"LoginMethod":  {func(r directory.Reader, _, other things) (any, error) { return r.LoginMethod(other.method) }},
	"Login": {
		func(r directory.Reader, _, other things) (any, error) { return r.Login(other.method, other.mark) },
		func(r directory.Reader, own, other things) (any, error) { return r.Login(own.method, other.mark) },
		func(r directory.Reader, own, other things) (any, error) { return r.Login(other.method, own.mark) },
	},
	"Logins":  {func(r directory.Reader, _, other things) (any, error) { return r.Logins(other.member) }},
	"Domains": {func(r directory.Reader, _, _ things) (any, error) { return r.Domains() }},
}

// howMany stands for a list of which each has a random hash.
func howMany[T any](list []T, err error) (any, error) { return len(list), err }

func searchRead(set func(s *directory.MemberSearch, own, other things)) read {
	return func(r directory.Reader, own, other things) (any, error) {
		search := directory.MemberSearch{Limit: everything}
		set(&search, own, other)
		return r.SearchMembers(search)
	}
}

func identityReads() []read {
	var list []read
	for _, by := range []directory.IdentityIndex{directory.ByUserName, directory.ByExternalID, directory.ByEmail} {
		list = append(list,
			func(r directory.Reader, own, other things) (any, error) {
				return r.Identities(own.connection, directory.IdentityQuery{Key: directory.IdentityKey{By: by, Value: other.mark}, Limit: 9, WithTeams: true})
			},
			func(r directory.Reader, _, other things) (any, error) {
				return r.Identities(other.connection, directory.IdentityQuery{Key: directory.IdentityKey{By: by, Value: other.mark}, Limit: 9})
			})
	}
	return append(list,
		func(r directory.Reader, own, _ things) (any, error) {
			return r.Identities(own.connection, directory.IdentityQuery{Limit: everything, WithTeams: true})
		},
		func(r directory.Reader, _, other things) (any, error) {
			return r.Identities(other.connection, directory.IdentityQuery{Limit: everything, WithTeams: true})
		},
		func(r directory.Reader, own, other things) (any, error) {
			return r.Identities(own.connection, directory.IdentityQuery{Key: directory.IdentityKey{By: directory.ByID, Value: string(other.identity)}, Limit: 9})
		})
}

func teamReads() []read {
	var list []read
	for _, by := range []directory.TeamIndex{directory.TeamByID, directory.TeamByName, directory.TeamByExternalID, directory.TeamByIdentity} {
		value := func(other things) string {
			switch by {
			case directory.TeamByID:
				return string(other.team)
			case directory.TeamByIdentity:
				return string(other.identity)
			default:
				return other.mark
			}
		}
		list = append(list,
			func(r directory.Reader, own, other things) (any, error) {
				return r.Teams(own.connection, directory.TeamQuery{Key: directory.TeamKey{By: by, Value: value(other)}, Limit: 9})
			},
			func(r directory.Reader, _, other things) (any, error) {
				return r.Teams(other.connection, directory.TeamQuery{Key: directory.TeamKey{By: by, Value: value(other)}, Limit: 9})
			},
			func(r directory.Reader, _, other things) (any, error) {
				return r.Teams("", directory.TeamQuery{Key: directory.TeamKey{By: by, Value: value(other)}, Limit: 9})
			})
	}
	return append(list,
		func(r directory.Reader, own, _ things) (any, error) {
			return r.Teams(own.connection, directory.TeamQuery{Limit: everything})
		},
		func(r directory.Reader, _, other things) (any, error) {
			return r.Teams(other.connection, directory.TeamQuery{Limit: everything})
		},
		func(r directory.Reader, _, _ things) (any, error) {
			return r.Teams("", directory.TeamQuery{Limit: everything})
		})
}
