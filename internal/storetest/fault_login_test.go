package storetest

import (
	"slices"
	"strings"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// loginFaults are mistakes with the ways in through providers.
var loginFaults = []fault{
	{name: "lets two organizations verify a domain", subjects: []string{"Domains", "LoginRace"}, verifiesTwice: true},
	{name: "takes a listed domain for verified", subjects: []string{"Domains"}, trustsListed: true},
	{name: "lets a subject be tied twice", subjects: []string{"Logins", "LoginRace"}, wrong: func(_ *memory, m *model) directory.Tx { return tiesSubjects{m} }},
	{name: "lets a member be tied twice", subjects: []string{"Logins", "LoginProperties"}, wrong: func(_ *memory, m *model) directory.Tx { return tiesMembers{m} }},
	{name: "compares subjects without their case", subjects: []string{"Logins"}, wrong: func(_ *memory, m *model) directory.Tx { return foldsSubjects{m} }},
	{name: "compares subjects without spaces at their ends", subjects: []string{"Logins"}, wrong: func(_ *memory, m *model) directory.Tx { return trimsSubjects{m} }},
	{name: "accepts an assertion twice", subjects: []string{"Logins", "LoginRace", "LoginProperties"}, wrong: func(_ *memory, m *model) directory.Tx { return acceptsTwice{m} }},
	{name: "remembers assertions for ever", subjects: []string{"Logins"}, wrong: func(_ *memory, m *model) directory.Tx { return remembersAssertions{m} }},
	{name: "forgets the assertions of every method", subjects: []string{"Logins"}, wrong: func(_ *memory, m *model) directory.Tx { return forgetsEverywhere{m} }},
	{name: "keeps sessions of a deleted method", subjects: []string{"LoginMethods"}, wrong: func(_ *memory, m *model) directory.Tx { return keepsSessions{m} }},
	{name: "keeps assertions of a deleted method", subjects: []string{"LoginMethods"}, wrong: func(_ *memory, m *model) directory.Tx { return keepsAssertions{m} }},
	{name: "ends the sessions of no method", subjects: []string{"LoginMethods"}, wrong: func(_ *memory, m *model) directory.Tx { return endsOthers{m} }},
	{name: "changes the protocol of a method", subjects: []string{"LoginMethods"}, wrong: func(_ *memory, m *model) directory.Tx { return changesProtocol{m} }},
	{name: "forgets by what somebody joined", subjects: []string{"LoginMethods", "LoginProperties"}, wrong: func(_ *memory, m *model) directory.Tx { return joinsAnew{m} }},
	{name: "keeps logins of the deleted", subjects: []string{"Logins", "MemberRemoval"}, wrong: func(_ *memory, m *model) directory.Tx { return keepsLogins{m} }},
	{name: "keeps a domain verified that was given up", subjects: []string{"Domains"}, wrong: func(_ *memory, m *model) directory.Tx { return keepsVerified{m} }},
}

type tiesSubjects struct{ *model }

func (f tiesSubjects) CreateLogin(login directory.Login) error {
	if _, err := f.Login(login.Method, login.Subject); err == nil {
		return nil
	}
	return f.model.CreateLogin(login)
}

type tiesMembers struct{ *model }

func (f tiesMembers) CreateLogin(login directory.Login) error {
	if _, err := f.Login(login.Method, login.Subject); err == nil || f.members[login.Member].ID == "" {
		return f.model.CreateLogin(login)
	}
	f.logins = append(f.logins, login)
	return nil
}

type foldsSubjects struct{ *model }

func (f foldsSubjects) Login(method directory.LoginMethodID, subject string) (directory.Login, error) {
	for _, login := range f.logins {
		if login.Method == method && strings.EqualFold(login.Subject, subject) {
			return login, nil
		}
	}
	return directory.Login{}, errNotFound
}

type trimsSubjects struct{ *model }

func (f trimsSubjects) Login(method directory.LoginMethodID, subject string) (directory.Login, error) {
	return f.model.Login(method, strings.TrimSpace(subject))
}

type acceptsTwice struct{ *model }

func (f acceptsTwice) UseAssertion(method directory.LoginMethodID, assertion string, until, now time.Time) error {
	delete(f.assertions, usedAssertion{method, assertion})
	return f.model.UseAssertion(method, assertion, until, now)
}

type remembersAssertions struct{ *model }

func (f remembersAssertions) UseAssertion(method directory.LoginMethodID, assertion string, _, now time.Time) error {
	return f.model.UseAssertion(method, assertion, farAway, now)
}

type forgetsEverywhere struct{ *model }

func (f forgetsEverywhere) UseAssertion(method directory.LoginMethodID, assertion string, until, now time.Time) error {
	for used, end := range f.assertions {
		if !end.After(now) {
			delete(f.assertions, used)
		}
	}
	return f.model.UseAssertion(method, assertion, until, now)
}

type keepsSessions struct{ *model }

func (f keepsSessions) DeleteLoginMethod(id directory.LoginMethodID) error {
	sessions := slices.Clone(f.sessions)
	err := f.model.DeleteLoginMethod(id)
	f.sessions = sessions
	return err
}

type keepsAssertions struct{ *model }

func (f keepsAssertions) DeleteLoginMethod(id directory.LoginMethodID) error {
	assertions := f.assertions
	f.assertions = nil
	err := f.model.DeleteLoginMethod(id)
	f.assertions = assertions
	return err
}

type endsOthers struct{ *model }

func (f endsOthers) EndLoginSessions(id directory.LoginMethodID) (int, error) {
	before := len(f.sessions)
	f.sessions = slices.DeleteFunc(f.sessions, func(s directory.Session) bool { return s.Method == id })
	return before - len(f.sessions), nil
}

type changesProtocol struct{ *model }

func (f changesProtocol) UpdateLoginMethod(method directory.LoginMethod) error {
	if stored, ok := f.loginMethods[method.ID]; ok {
		stored.Protocol = method.Protocol
		f.loginMethods[method.ID] = stored
	}
	return f.model.UpdateLoginMethod(method)
}

type joinsAnew struct{ *model }

func (f joinsAnew) UpdateMember(member directory.Member) error {
	if stored, ok := f.members[member.ID]; ok {
		stored.JoinedBy = member.JoinedBy
		f.members[member.ID] = stored
	}
	return f.model.UpdateMember(member)
}

type keepsLogins struct{ *model }

func (f keepsLogins) DeleteMember(id directory.MemberID) error {
	logins := slices.Clone(f.logins)
	err := f.model.DeleteMember(id)
	f.logins = logins
	return err
}

type keepsVerified struct{ *model }

func (f keepsVerified) DeleteDomain(name string) error {
	if domain, ok := f.domains[name]; ok && domain.Verified() {
		return nil
	}
	return f.model.DeleteDomain(name)
}
