package storetest

import "github.com/musterhq/muster/internal/directory"

// write changes something in the organization of own by the ids and texts of
// another: a foreign organization's, or nobody's.
type write func(tx directory.Tx, own, other things) (any, error)

// writes holds at least one case for each method that Tx has and Reader has
// not. A new method without one fails the suite.
var writes = map[string][]write{
	"Append": {func(tx directory.Tx, _, _ things) (any, error) { return tx.Append(entry(directory.TeamUpdated)) }},
	"SetLicenses": {func(tx directory.Tx, _, _ things) (any, error) {
		if err := tx.SetLicenses(7); err != nil {
			return nil, err
		}
		return tx.Licenses()
	}},
	"TakeLicense": {func(tx directory.Tx, _, other things) (any, error) { return nil, tx.TakeLicense(other.member) }},
	"PassLicense": {
		func(tx directory.Tx, own, other things) (any, error) {
			return nil, tx.PassLicense(other.member, own.member)
		},
		func(tx directory.Tx, own, other things) (any, error) {
			return nil, tx.PassLicense(own.member, other.member)
		},
	},
	"JoinManualTeams": {
		func(tx directory.Tx, own, other things) (any, error) {
			return tx.JoinManualTeams(own.member, other.member, moment(50))
		},
		func(tx directory.Tx, own, other things) (any, error) {
			return tx.JoinManualTeams(other.member, own.member, moment(50))
		},
	},
	"ReleaseLicense": {func(tx directory.Tx, _, other things) (any, error) { return nil, tx.ReleaseLicense(other.member) }},
	"CreateConnection": {func(tx directory.Tx, _, other things) (any, error) {
		connection := newConnection("") // of the transaction's organization, whatever it says
		connection.ID, connection.CreatedAt = other.connection, moment(50)
		return nil, tx.CreateConnection(connection)
	}},
	"UpdateConnection": {func(tx directory.Tx, _, other things) (any, error) {
		connection := newConnection("")
		connection.ID, connection.State = other.connection, directory.ConnectionDisabled
		return nil, tx.UpdateConnection(connection)
	}},
	"CreateCredential": {func(tx directory.Tx, _, other things) (any, error) {
		return nil, tx.CreateCredential(newCredential(directory.Connection{ID: other.connection}))
	}},
	"RevokeCredentials": {func(tx directory.Tx, _, other things) (any, error) { return tx.RevokeCredentials(other.connection) }},
	"EndCredential": {func(tx directory.Tx, _, other things) (any, error) {
		return tx.EndCredential(other.connection, other.secret, moment(0))
	}},
	"CreateIdentity": {
		identityWrite(directory.Tx.CreateIdentity, func(i *directory.Identity, _, other things) { i.Connection = other.connection }),
		identityWrite(directory.Tx.CreateIdentity, func(i *directory.Identity, _, other things) { i.Member = other.member }),
		identityWrite(directory.Tx.CreateIdentity, func(i *directory.Identity, _, other things) { i.ID = other.identity }),
		identityWrite(directory.Tx.CreateIdentity, func(i *directory.Identity, _, other things) { i.UserName = other.mark }),
	},
	"CreateFirstIdentity": {
		func(tx directory.Tx, own, other things) (any, error) {
			return nil, tx.CreateFirstIdentity(newIdentity(own.connection, "new"), "by-hand-"+other.mark)
		},
		func(tx directory.Tx, own, other things) (any, error) {
			return nil, tx.CreateFirstIdentity(newIdentity(other.connection, "new"), "")
		},
		func(tx directory.Tx, own, other things) (any, error) {
			identity := newIdentity(own.connection, "new")
			identity.Member = other.member
			return nil, tx.CreateFirstIdentity(identity, "")
		},
	},
	"UpdateIdentity": {
		identityWrite(updateInPlace, func(i *directory.Identity, _, other things) { i.ID = other.identity }),
		identityWrite(updateInPlace, func(i *directory.Identity, _, other things) {
			i.ID, i.Connection = other.identity, other.connection
		}),
		identityWrite(updateInPlace, func(i *directory.Identity, own, other things) {
			i.ID, i.Member = own.identity, other.member
		}),
		identityWrite(updateInPlace, func(i *directory.Identity, own, other things) {
			i.ID, i.UserName = own.identity, other.mark
		}),
	},
	"SetLeaving": {
		func(tx directory.Tx, _, other things) (any, error) {
			return nil, tx.SetLeaving(other.connection, other.identity, newLeaving())
		},
		func(tx directory.Tx, own, other things) (any, error) {
			return nil, tx.SetLeaving(own.connection, other.identity, newLeaving())
		},
	},
	"SetEdited": {
		func(tx directory.Tx, _, other things) (any, error) {
			return nil, tx.SetEdited(other.connection, other.identity, false)
		},
		func(tx directory.Tx, own, other things) (any, error) {
			return nil, tx.SetEdited(own.connection, other.identity, false)
		},
	},
	"PutEnded": {
		func(tx directory.Tx, own, other things) (any, error) {
			return nil, tx.PutEnded(directory.Ended{Number: 99, Connection: other.connection, Member: own.member})
		},
		func(tx directory.Tx, own, other things) (any, error) {
			return nil, tx.PutEnded(directory.Ended{Number: 99, Connection: own.connection, Member: other.member})
		},
		func(tx directory.Tx, own, other things) (any, error) {
			return nil, tx.PutEnded(directory.Ended{Number: 99, Connection: own.connection, Member: own.member, NewMember: other.member})
		},
		func(tx directory.Tx, own, other things) (any, error) {
			return nil, tx.PutEnded(directory.Ended{Number: 99, Connection: own.connection, Team: other.team})
		},
		func(tx directory.Tx, own, other things) (any, error) {
			return nil, tx.PutEnded(directory.Ended{Number: 99, Connection: own.connection, Team: own.team, NewTeam: other.team})
		},
	},
	"ReleaseTeam": {
		func(tx directory.Tx, _, other things) (any, error) {
			team := newTeam(other.connection, "stolen")
			team.ID = other.team
			return nil, tx.ReleaseTeam(team)
		},
		func(tx directory.Tx, own, other things) (any, error) {
			team := newTeam(own.connection, "stolen")
			team.ID = other.team
			return nil, tx.ReleaseTeam(team)
		},
	},
	"LeaveAs": {func(tx directory.Tx, _, other things) (any, error) { return nil, tx.LeaveAs(other.member, other.mark) }},
	"DeleteIdentity": {
		func(tx directory.Tx, _, other things) (any, error) {
			return nil, tx.DeleteIdentity(other.connection, other.identity)
		},
		func(tx directory.Tx, own, other things) (any, error) {
			return nil, tx.DeleteIdentity(own.connection, other.identity)
		},
	},
	"CreateMember": {
		func(tx directory.Tx, _, other things) (any, error) {
			member := newMember("new")
			member.Origin = other.connection
			return nil, tx.CreateMember(member)
		},
		func(tx directory.Tx, _, other things) (any, error) {
			member := newMember("new")
			member.ID = other.member
			return nil, tx.CreateMember(member)
		},
		func(tx directory.Tx, _, other things) (any, error) {
			member := newMember("new")
			member.JoinedBy = other.method
			return nil, tx.CreateMember(member)
		},
	},
	"SetAccount": {
		func(tx directory.Tx, _, other things) (any, error) {
			return tx.SetAccount(other.member, directory.Account{Name: "stolen", Status: directory.MemberActive, License: directory.HoldLicense})
		},
		func(tx directory.Tx, own, other things) (any, error) {
			return tx.SetAccount(own.member, directory.Account{Name: "stolen", AdoptedBy: other.connection, Status: directory.MemberActive, License: directory.HoldLicense})
		},
	},
	"PutAdoption": {
		func(tx directory.Tx, own, other things) (any, error) {
			return nil, tx.PutAdoption(newAdoption(other.member, own.connection))
		},
		func(tx directory.Tx, own, other things) (any, error) {
			return nil, tx.PutAdoption(newAdoption(own.member, other.connection))
		},
	},
	"UpdateMember": {func(tx directory.Tx, _, other things) (any, error) {
		member := newMember("stolen")
		member.ID = other.member
		return nil, tx.UpdateMember(member)
	}},
	"DeleteMember": {func(tx directory.Tx, _, other things) (any, error) { return nil, tx.DeleteMember(other.member) }},
	"UpdateOrganization": {func(tx directory.Tx, own, _ things) (any, error) {
		organization, err := tx.Organization()
		if err != nil {
			return nil, err
		}
		organization.Name, organization.Status = "new", directory.OrganizationSuspended
		organization.ProvidersOnly, organization.BreakGlass = true, own.member
		return nil, tx.UpdateOrganization(organization)
	}},
	"CreateTeam": {
		teamWrite(directory.Tx.CreateTeam, func(team *directory.Team, _, other things) { team.Origin = other.connection }),
		teamWrite(directory.Tx.CreateTeam, func(team *directory.Team, _, other things) { team.ID = other.team }),
		teamWrite(directory.Tx.CreateTeam, func(team *directory.Team, _, other things) { team.Name = other.mark }),
		teamWrite(directory.Tx.CreateTeam, func(team *directory.Team, _, other things) { team.Origin, team.Name = "", other.mark }),
	},
	"UpdateTeam": {
		teamWrite(directory.Tx.UpdateTeam, func(team *directory.Team, _, other things) { team.ID = other.team }),
		teamWrite(directory.Tx.UpdateTeam, func(team *directory.Team, _, other things) {
			team.ID, team.Origin = other.team, other.connection
		}),
		teamWrite(directory.Tx.UpdateTeam, func(team *directory.Team, own, other things) {
			team.ID, team.Name = own.team, other.mark
		}),
	},
	"DeleteTeam": {
		func(tx directory.Tx, _, other things) (any, error) {
			return nil, tx.DeleteTeam(other.connection, other.team)
		},
		func(tx directory.Tx, own, other things) (any, error) {
			return nil, tx.DeleteTeam(own.connection, other.team)
		},
		func(tx directory.Tx, _, other things) (any, error) { return nil, tx.DeleteTeam("", other.team) },
	},
	"AddTeamMembers":       setWrites(directory.Tx.AddTeamMembers),
	"RemoveTeamMembers":    setWrites(directory.Tx.RemoveTeamMembers),
	"RetainTeamMembers":    setWrites(directory.Tx.RetainTeamMembers),
	"AddUnknownMembers":    setWrites(directory.Tx.AddUnknownMembers),
	"RemoveUnknownMembers": setWrites(directory.Tx.RemoveUnknownMembers),
	"RetainUnknownMembers": setWrites(directory.Tx.RetainUnknownMembers),
	"AddToManualTeam":      manualWrites(directory.Tx.AddToManualTeam),
	"RemoveFromManualTeam": manualWrites(directory.Tx.RemoveFromManualTeam),

	"CreateSession": {
		func(tx directory.Tx, _, other things) (any, error) {
			return nil, tx.CreateSession(newSession(other.member))
		},
		func(tx directory.Tx, _, other things) (any, error) {
			session := newSession("")
			session.Link = other.link
			return nil, tx.CreateSession(session)
		},
		func(tx directory.Tx, own, other things) (any, error) {
			session := newSession(own.member)
			session.ID = other.session
			return nil, tx.CreateSession(session)
		},
		func(tx directory.Tx, own, other things) (any, error) {
			session := newSession(own.member)
			session.Method = other.method
			return nil, tx.CreateSession(session)
		},
	},
	"UpdateSession": {
		func(tx directory.Tx, _, other things) (any, error) {
			return nil, tx.UpdateSession(directory.Session{Member: other.member, ID: other.session})
		},
		func(tx directory.Tx, own, other things) (any, error) {
			return nil, tx.UpdateSession(directory.Session{Member: own.member, ID: other.session})
		},
	},
	"EndEverySession": {func(tx directory.Tx, _, _ things) (any, error) { return tx.EndEverySession() }},
	"DeleteSessions": {
		func(tx directory.Tx, _, other things) (any, error) { return tx.DeleteSessions(other.member, "") },
		func(tx directory.Tx, _, other things) (any, error) {
			return tx.DeleteSessions(other.member, other.session)
		},
		func(tx directory.Tx, own, other things) (any, error) {
			return tx.DeleteSessions(own.member, other.session)
		},
	},
	"CreateLink": {
		func(tx directory.Tx, _, other things) (any, error) {
			return nil, tx.CreateLink(newLink(directory.LinkSignIn, other.member))
		},
		func(tx directory.Tx, own, other things) (any, error) {
			link := newLink(directory.LinkSignIn, own.member)
			link.ID = other.link
			return nil, tx.CreateLink(link)
		},
	},
	"UpdateLink": {func(tx directory.Tx, _, other things) (any, error) {
		return nil, tx.UpdateLink(directory.Link{ID: other.link, RevokedAt: moment(50)})
	}},
	"RevokeLinks": {func(tx directory.Tx, _, other things) (any, error) {
		return nil, tx.RevokeLinks(other.member, moment(50))
	}},
	"CreateAPIKey": {
		func(tx directory.Tx, _, other things) (any, error) {
			return nil, tx.CreateAPIKey(newAPIKey(other.member))
		},
		func(tx directory.Tx, own, other things) (any, error) {
			key := newAPIKey(own.member)
			key.ID = other.key
			return nil, tx.CreateAPIKey(key)
		},
	},
	"UpdateAPIKey": {func(tx directory.Tx, _, other things) (any, error) {
		return nil, tx.UpdateAPIKey(directory.APIKey{ID: other.key, RevokedAt: moment(50)})
	}},
	"SetPassword": {
		func(tx directory.Tx, _, other things) (any, error) {
			return nil, tx.SetPassword(newPassword(other.member))
		},
		func(tx directory.Tx, _, other things) (any, error) {
			return nil, tx.SetPassword(directory.Password{Member: other.member})
		},
	},
	"CreatePasskey": {
		func(tx directory.Tx, _, other things) (any, error) {
			return nil, tx.CreatePasskey(newPasskey(other.member, "new"))
		},
		func(tx directory.Tx, own, other things) (any, error) {
			return nil, tx.CreatePasskey(newPasskey(own.member, other.mark))
		},
	},
	"UpdatePasskey": {
		func(tx directory.Tx, _, other things) (any, error) {
			return nil, tx.UpdatePasskey(newPasskey(other.member, other.mark))
		},
		func(tx directory.Tx, own, other things) (any, error) {
			return nil, tx.UpdatePasskey(newPasskey(own.member, other.mark))
		},
	},
	"DeletePasskey": {
		func(tx directory.Tx, _, other things) (any, error) {
			return nil, tx.DeletePasskey(other.member, []byte(other.mark))
		},
		func(tx directory.Tx, own, other things) (any, error) {
			return nil, tx.DeletePasskey(own.member, []byte(other.mark))
		},
	},

	"CreateLoginMethod": {func(tx directory.Tx, _, _ things) (any, error) {
		method := newLoginMethod("new") // an id is nobody's to choose
		method.CreatedAt = moment(50)
		return nil, tx.CreateLoginMethod(method)
	}},
	"UpdateLoginMethod": {func(tx directory.Tx, _, other things) (any, error) {
		method := newLoginMethod("stolen")
		method.ID = other.method
		return nil, tx.UpdateLoginMethod(method)
	}},
	"DeleteLoginMethod": {func(tx directory.Tx, _, other things) (any, error) { return nil, tx.DeleteLoginMethod(other.method) }},
	"EndLoginSessions":  {func(tx directory.Tx, _, other things) (any, error) { return tx.EndLoginSessions(other.method) }},
	"CreateLogin": {
		func(tx directory.Tx, own, other things) (any, error) {
			return nil, tx.CreateLogin(newLogin(other.method, "new", own.member))
		},
		func(tx directory.Tx, own, other things) (any, error) {
			return nil, tx.CreateLogin(newLogin(own.method, "new", other.member))
		},
		func(tx directory.Tx, own, other things) (any, error) {
			if err := tx.DeleteLogin(own.method, own.member); err != nil {
				return nil, err
			}
			return nil, tx.CreateLogin(newLogin(own.method, other.mark, own.member))
		},
	},
	"UpdateLogin": {
		func(tx directory.Tx, _, other things) (any, error) {
			return nil, tx.UpdateLogin(newLogin(other.method, other.mark, other.member))
		},
		func(tx directory.Tx, own, other things) (any, error) {
			return nil, tx.UpdateLogin(newLogin(own.method, other.mark, other.member))
		},
	},
	"DeleteLogin": {
		func(tx directory.Tx, _, other things) (any, error) {
			return nil, tx.DeleteLogin(other.method, other.member)
		},
		func(tx directory.Tx, own, other things) (any, error) {
			return nil, tx.DeleteLogin(own.method, other.member)
		},
		func(tx directory.Tx, own, other things) (any, error) {
			return nil, tx.DeleteLogin(other.method, own.member)
		},
	},
	"UseAssertion": {
		func(tx directory.Tx, _, other things) (any, error) {
			return nil, tx.UseAssertion(other.method, "new", farAway, moment(0))
		},
		func(tx directory.Tx, own, other things) (any, error) {
			return nil, tx.UseAssertion(own.method, other.mark, farAway, moment(0))
		},
	},
	"CreateDomain": {func(tx directory.Tx, _, other things) (any, error) {
		return nil, tx.CreateDomain(newDomain(other.mark))
	}},
	"VerifyDomain": {func(tx directory.Tx, _, other things) (any, error) {
		return nil, tx.VerifyDomain(other.mark, moment(50))
	}},
	"DeleteDomain": {func(tx directory.Tx, _, other things) (any, error) { return nil, tx.DeleteDomain(other.mark) }},
}

// manualWrites are setWrites for manual teams.
func manualWrites(do func(directory.Tx, directory.TeamID, []directory.MemberID) ([]directory.MemberID, error)) []write {
	return []write{
		func(tx directory.Tx, own, other things) (any, error) {
			return do(tx, other.manual, []directory.MemberID{own.member})
		},
		func(tx directory.Tx, own, other things) (any, error) {
			return do(tx, own.manual, []directory.MemberID{other.member})
		},
		func(tx directory.Tx, _, other things) (any, error) {
			return do(tx, other.manual, []directory.MemberID{other.member})
		},
	}
}

// setWrites are a foreign team with own people, an own team with foreign
// people, and both foreign.
func setWrites(do func(directory.Tx, directory.TeamID, []directory.IdentityID) ([]directory.IdentityID, error)) []write {
	return []write{
		func(tx directory.Tx, own, other things) (any, error) {
			return do(tx, other.team, []directory.IdentityID{own.identity})
		},
		func(tx directory.Tx, own, other things) (any, error) {
			return do(tx, own.team, []directory.IdentityID{other.identity})
		},
		func(tx directory.Tx, _, other things) (any, error) {
			return do(tx, other.team, []directory.IdentityID{other.identity})
		},
		func(tx directory.Tx, _, other things) (any, error) { return do(tx, other.team, nil) },
	}
}

func identityWrite(do func(directory.Tx, directory.Identity) error, set func(i *directory.Identity, own, other things)) write {
	return func(tx directory.Tx, own, other things) (any, error) {
		identity := newIdentity(own.connection, "new")
		identity.Ordinal = 1000
		set(&identity, own, other)
		return nil, do(tx, identity)
	}
}

// updateInPlace updates what is there, or what is not.
func updateInPlace(tx directory.Tx, identity directory.Identity) error {
	before := identity
	if stored, err := tx.Identity(identity.Connection, identity.ID); err == nil {
		before = stored
	}
	_, err := tx.UpdateIdentity(before, identity)
	return err
}

func teamWrite(do func(directory.Tx, directory.Team) error, set func(team *directory.Team, own, other things)) write {
	return func(tx directory.Tx, own, other things) (any, error) {
		team := newTeam(own.connection, "new")
		team.Ordinal = 1000
		set(&team, own, other)
		return nil, do(tx, team)
	}
}
