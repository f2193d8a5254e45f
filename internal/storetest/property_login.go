package storetest

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/musterhq/muster/internal/directory"
)

// testLoginProperties is testProperties for the ways in through providers, on
// fewer kinds of steps, so that they meet more often.
func testLoginProperties(t *testing.T, open Opener) {
	properties(t, open(t), loginCards, (*deck).furnishLogins)
}

// loginCards are the steps of people who come in through providers, and of those
// who let them.
var loginCards = []card{
	{"UpdateOrganization", func(d *deck) func(directory.Tx) (any, error) {
		organization := newOrganization(d.name())
		organization.ProvidersOnly, organization.BreakGlass = d.number(0, 1) == 1, d.member().ID
		return func(tx directory.Tx) (any, error) { return nil, tx.UpdateOrganization(organization) }
	}},
	{"CreateMember", createMemberByLogin},
	{"CreateMember", createMemberByLogin},
	{"UpdateMember", func(d *deck) func(directory.Tx) (any, error) {
		member := d.member()
		member.Name, member.JoinedBy = d.name(), d.loginMethod()
		return func(tx directory.Tx) (any, error) { return nil, tx.UpdateMember(member) }
	}},
	{"DeleteMember", func(d *deck) func(directory.Tx) (any, error) {
		id := d.member().ID
		return func(tx directory.Tx) (any, error) { return nil, tx.DeleteMember(id) }
	}},
	{"CreateSession", createSessionByLogin},
	{"CreateSession", createSessionByLogin},
	{"UpdateLoginMethod", func(d *deck) func(directory.Tx) (any, error) {
		method := newLoginMethod(d.name())
		method.ID, method.Active, method.UpdatedAt = d.loginMethod(), d.number(0, 1) == 1, moment(d.number(1, 9))
		return func(tx directory.Tx) (any, error) { return nil, tx.UpdateLoginMethod(method) }
	}},
	{"DeleteLoginMethod", func(d *deck) func(directory.Tx) (any, error) {
		id := d.loginMethod()
		return func(tx directory.Tx) (any, error) { return nil, tx.DeleteLoginMethod(id) }
	}},
	{"EndLoginSessions", func(d *deck) func(directory.Tx) (any, error) {
		id := d.loginMethod()
		return func(tx directory.Tx) (any, error) { return tx.EndLoginSessions(id) }
	}},
	{"CreateLogin", createLogin},
	{"CreateLogin", createLogin},
	{"CreateLogin", createLogin},
	{"UpdateLogin", func(d *deck) func(directory.Tx) (any, error) {
		login := newLogin(d.loginMethod(), d.name(), "")
		login.UsedAt = moment(d.number(1, 9))
		return func(tx directory.Tx) (any, error) { return nil, tx.UpdateLogin(login) }
	}},
	{"DeleteLogin", func(d *deck) func(directory.Tx) (any, error) {
		method, member := d.loginMethod(), d.member().ID
		return func(tx directory.Tx) (any, error) { return nil, tx.DeleteLogin(method, member) }
	}},
	{"Login", func(d *deck) func(directory.Tx) (any, error) {
		method, subject := d.loginMethod(), d.name()
		return func(tx directory.Tx) (any, error) { return tx.Login(method, subject) }
	}},
	{"UseAssertion", useAssertion},
	{"UseAssertion", useAssertion},
	{"CreateDomain", func(d *deck) func(directory.Tx) (any, error) {
		domain := newDomain(d.domain())
		return func(tx directory.Tx) (any, error) { return nil, tx.CreateDomain(domain) }
	}},
	{"VerifyDomain", func(d *deck) func(directory.Tx) (any, error) {
		name, at := d.domain(), moment(d.number(1, 9))
		return func(tx directory.Tx) (any, error) { return nil, tx.VerifyDomain(name, at) }
	}},
	{"DeleteDomain", func(d *deck) func(directory.Tx) (any, error) {
		name := d.domain()
		return func(tx directory.Tx) (any, error) { return nil, tx.DeleteDomain(name) }
	}},
}

// createMemberByLogin makes a member whom no connection asserts.
func createMemberByLogin(d *deck) func(directory.Tx) (any, error) {
	member := newMember(d.name())
	member.ID, member.JoinedBy = directory.MemberID(d.newID("m")), directory.LoginMethodID(d.text(string(d.loginMethod()), ""))
	d.members = append(d.members, member)
	return func(tx directory.Tx) (any, error) { return nil, addMember(tx, &member) }
}

func createSessionByLogin(d *deck) func(directory.Tx) (any, error) {
	session := newSession(d.member().ID)
	session.ID, session.Hash = directory.SessionID(d.newID("s")), d.hash()
	session.Method, session.ProviderSession = directory.LoginMethodID(d.text(string(d.loginMethod()), "")), d.text("", "x")
	session.CreatedAt = moment(d.number(1, 9))
	return withMember(session.Member, func(tx directory.Tx) (any, error) { return nil, tx.CreateSession(session) })
}

func createLogin(d *deck) func(directory.Tx) (any, error) {
	login := newLogin(d.loginMethod(), d.name(), d.member().ID)
	login.CreatedAt = moment(d.number(1, 9))
	return func(tx directory.Tx) (any, error) { return nil, tx.CreateLogin(login) }
}

func useAssertion(d *deck) func(directory.Tx) (any, error) {
	method, assertion := d.loginMethod(), d.text("a", "A", "a\x00")
	now := d.number(1, 9)
	until := now + d.number(0, 9)
	return func(tx directory.Tx) (any, error) {
		return nil, tx.UseAssertion(method, assertion, moment(until), moment(now))
	}
}

// furnishLogins makes two members and two login methods.
func (d *deck) furnishLogins() []step {
	var steps []step
	for i := range 2 {
		method := newLoginMethod("okta")
		// No two organizations have one id.
		method.ID = directory.LoginMethodID(string(d.organization) + d.newID("w"))
		method.CreatedAt = moment(i)
		d.loginMethods = append(d.loginMethods, method.ID)
		steps = append(steps, step{"CreateLoginMethod", func(tx directory.Tx) (any, error) { return nil, tx.CreateLoginMethod(method) }})
	}
	for range 2 {
		steps = append(steps, step{"CreateMember", createMemberByLogin(d)})
	}
	return steps
}

func (d *deck) loginMethod() directory.LoginMethodID {
	return rapid.SampledFrom(append(slices.Clone(d.loginMethods), "never made")).Draw(d.t, "login method")
}

// domain is one that no other organization has.
func (d *deck) domain() string { return d.text("a", "b", "B") + "." + string(d.organization) }
