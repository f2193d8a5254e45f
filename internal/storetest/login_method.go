package storetest

import (
	"slices"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

func testLoginMethods(t *testing.T, open Opener) {
	store, neighbour := open(t), open(t)

	t.Run("kept as given", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		oidc := newLoginMethod("okta")
		oidc.Organization = "another" // of the transaction's organization, whatever it says
		oidc.Name, oidc.JustInTime = " Öktä \"sign in\" \u202e", true
		oidc.Settings.OIDC.ClientSecret = "<s&cret>\u2028\\\ufffd"
		oidc.CreatedAt, oidc.UpdatedAt = foreignMoment(31), foreignMoment(32)
		saml := directory.LoginMethod{
			ID: directory.LoginMethodID(directory.NewID()), Provider: directory.Okta, Protocol: directory.SAML, Name: "SAML",
			Settings: directory.LoginSettings{SAML: directory.SAMLSettings{
				EntityID: "urn:ü", SignInURL: "https://idp.example.com/?a=b&c=d", PostsRequests: true,
				SignOutURL: "https://idp.example.com/out", Certificates: [][]byte{{0, 0xff, 1}, {2}},
				MetadataURL: "https://idp.example.com/metadata", Unsolicited: true,
			}},
			Keys: []directory.SigningKey{
				{Private: []byte{0, 1, 0xff}, Certificate: []byte{3}, CreatedAt: foreignMoment(33)},
				{Private: []byte("second"), Certificate: []byte("its own"), CreatedAt: foreignMoment(34)},
			},
			CreatedAt: foreignMoment(30), UpdatedAt: foreignMoment(35),
		}
		var inside directory.LoginMethod
		h.update(t, func(tx directory.Tx) error {
			for _, method := range []directory.LoginMethod{oidc, saml} {
				if err := tx.CreateLoginMethod(method); err != nil {
					return err
				}
			}
			var err error
			inside, err = tx.LoginMethod(saml.ID)
			return err
		})
		oidc.Organization, saml.Organization = h.organization.ID, h.organization.ID
		oidc.CreatedAt, oidc.UpdatedAt = moment(31), moment(32)
		saml.CreatedAt, saml.UpdatedAt = moment(30), moment(35)
		saml.Keys[0].CreatedAt, saml.Keys[1].CreatedAt = moment(33), moment(34)
		ask(inside, nil).is(t, saml)
		ask(h.view(t).LoginMethods()).is(t, []directory.LoginMethod{saml, oidc})
		ask(h.view(t).LoginMethod(oidc.ID)).is(t, oidc)
		for _, s := range []directory.Store{store, neighbour} {
			ask(s.FindLoginMethod(t.Context(), oidc.ID)).is(t, oidc)
			ask(s.FindLoginMethod(t.Context(), saml.ID)).is(t, saml)
		}

		bare := directory.LoginMethod{ID: directory.LoginMethodID(directory.NewID()), CreatedAt: moment(31), UpdatedAt: moment(31)}
		h.update(t, func(tx directory.Tx) error { return tx.CreateLoginMethod(bare) })
		bare.Organization = h.organization.ID
		ask(h.view(t).LoginMethod(bare.ID)).is(t, bare)
	})

	t.Run("listed by age", func(t *testing.T) {
		t.Parallel()
		h, other := build(t, store, 0), build(t, store, 0)
		methods := h.enable(t, "first", "second", "third")
		theirs := other.enable(t, "theirs")
		ask(h.view(t).LoginMethods()).is(t, methods)
		ask(other.view(t).LoginMethods()).is(t, theirs)
		oldest, same := newLoginMethod("oldest"), newLoginMethod("as old")
		same.ID = "A" + oldest.ID
		oldest.Organization, same.Organization = h.organization.ID, h.organization.ID
		h.update(t, func(tx directory.Tx) error {
			if err := tx.CreateLoginMethod(oldest); err != nil {
				return err
			}
			return tx.CreateLoginMethod(same)
		})
		want := []directory.LoginMethod{oldest, same}
		if same.ID < oldest.ID { // by their bytes
			slices.Reverse(want)
		}
		ask(h.view(t).LoginMethods()).is(t, append(want, methods...))
	})

	t.Run("update", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		methods := h.enable(t, "okta", "other")
		want, change := methods[0], methods[0]
		change.Organization, change.Provider, change.Protocol = "another", "entra", directory.SAML // never change
		change.CreatedAt = moment(99)
		change.Name, change.Active, change.JustInTime = "Ökta", false, true
		change.Settings = directory.LoginSettings{SAML: directory.SAMLSettings{EntityID: "urn", Certificates: [][]byte{{1}}}}
		change.Keys = []directory.SigningKey{{Private: []byte{1}, Certificate: []byte{2}, CreatedAt: foreignMoment(40)}}
		change.UpdatedAt = foreignMoment(41)
		h.update(t, func(tx directory.Tx) error { return tx.UpdateLoginMethod(change) })
		want.Name, want.Active, want.JustInTime, want.Settings = change.Name, false, true, change.Settings
		want.Keys = []directory.SigningKey{{Private: []byte{1}, Certificate: []byte{2}, CreatedAt: moment(40)}}
		want.UpdatedAt = moment(41)
		ask(h.view(t).LoginMethods()).is(t, []directory.LoginMethod{want, methods[1]})
		ask(neighbour.FindLoginMethod(t.Context(), want.ID)).is(t, want)

		change.Settings, change.Keys = directory.LoginSettings{}, nil
		h.update(t, func(tx directory.Tx) error { return tx.UpdateLoginMethod(change) })
		want.Settings, want.Keys = change.Settings, nil
		ask(h.view(t).LoginMethod(want.ID)).is(t, want)
	})

	// What cannot be kept is refused, and never becomes something else.
	t.Run("texts that are none", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		known := h.enable(t, "okta")[0]
		for _, text := range []string{"a\x00b", "\xff"} {
			for name, set := range map[string]func(*directory.LoginMethod){
				"name":                func(m *directory.LoginMethod) { m.Name = text },
				"issuer":              func(m *directory.LoginMethod) { m.Settings.OIDC.Issuer = text },
				"client id":           func(m *directory.LoginMethod) { m.Settings.OIDC.ClientID = text },
				"client secret":       func(m *directory.LoginMethod) { m.Settings.OIDC.ClientSecret = text },
				"entity id":           func(m *directory.LoginMethod) { m.Settings.SAML.EntityID = text },
				"sign-in URL":         func(m *directory.LoginMethod) { m.Settings.SAML.SignInURL = text },
				"sign-out URL":        func(m *directory.LoginMethod) { m.Settings.SAML.SignOutURL = text },
				"metadata URL":        func(m *directory.LoginMethod) { m.Settings.SAML.MetadataURL = text },
				"sign-out answer URL": func(m *directory.LoginMethod) { m.Settings.SAML.SignOutAnswerURL = text },
			} {
				made, changed := newLoginMethod("new"), known
				made.Organization = h.organization.ID
				set(&made)
				set(&changed)
				for _, write := range []struct {
					do     func(directory.Tx) error
					method directory.LoginMethod
				}{
					{func(tx directory.Tx) error { return tx.CreateLoginMethod(made) }, made},
					{func(tx directory.Tx) error { return tx.UpdateLoginMethod(changed) }, changed},
				} {
					err := h.try(t, write.do)
					if err == nil {
						ask(h.view(t).LoginMethod(write.method.ID)).is(t, write.method)
					} else if directory.CodeOf(err) != directory.Invalid {
						t.Errorf("%s %q: got error %v, want none or the code Invalid", name, text, err)
					}
				}
			}
		}
	})

	t.Run("is told by sessions", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		method, member := h.enable(t, "okta")[0], h.hire(t, "Ada", directory.RoleMember)
		want := newSession(member.ID)
		want.Organization, want.Method, want.ProviderSession = h.organization.ID, method.ID, "_sess\"ion ü"
		h.update(t, func(tx directory.Tx) error { return tx.CreateSession(want) })
		change := want
		change.Method, change.ProviderSession = "", "another" // never change
		h.update(t, func(tx directory.Tx) error { return tx.UpdateSession(change) })
		ask(h.view(t).Sessions(member.ID)).is(t, []directory.Session{want})
		ask(neighbour.SignedIn(t.Context(), want.Hash, moment(20))).is(t,
			directory.SignedIn{Session: want, Organization: h.organization, Member: member})
	})

	t.Run("is told by whoever joined by it", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 1)
		method := newLoginMethod("okta")
		want := newMember("Ada")
		want.JoinedBy, want.Role = method.ID, directory.RoleOwner
		session, key := newSession(want.ID), newAPIKey(want.ID)
		h.update(t, func(tx directory.Tx) error {
			return inTurn(
				func() error { return tx.CreateLoginMethod(method) },
				func() error { return addMember(tx, &want) },
				func() error { return tx.CreateLogin(newLogin(method.ID, "ada", want.ID)) },
				func() error { return tx.CreateSession(session) },
				func() error { return tx.CreateAPIKey(key) },
			)
		})
		check := func() {
			t.Helper()
			ask(h.view(t).Member(want.ID)).is(t, want)
			ask(h.view(t).Members(directory.MemberQuery{Limit: 9})).is(t, []directory.Member{want})
			ask(h.view(t).SearchMembers(directory.MemberSearch{Limit: 9})).is(t, []directory.Member{want})
			ask(ask(store.SignedIn(t.Context(), session.Hash, moment(20))).ok(t).Member, nil).is(t, want)
			ask(ask(store.KeyAccess(t.Context(), key.Hash, moment(20))).ok(t).Creator, nil).is(t, want)
		}
		check()
		change := want
		change.JoinedBy = "another" // never changes
		h.update(t, func(tx directory.Tx) error { return tx.UpdateMember(change) })
		check()
		account := directory.Account{Name: want.Name, Email: want.Email, Status: directory.MemberActive, License: directory.HoldLicense, UpdatedAt: want.UpdatedAt}
		h.update(t, func(tx directory.Tx) error { return setAccount(tx, want.ID, account) })
		want.Licensed = true
		check()
	})

	t.Run("ends the sessions that it opened", func(t *testing.T) {
		t.Parallel()
		o := openLogins(t, store)
		end := func(id directory.LoginMethodID, want int) {
			t.Helper()
			ended := 0
			o.update(t, func(tx directory.Tx) error {
				var err error
				ended, err = tx.EndLoginSessions(id)
				return err
			})
			ask(ended, nil).is(t, want)
		}
		end("", 0)
		end("nobody", 0)
		o.opens(t, o.adas, o.graces, o.elsewhere, o.without)
		end(o.method.ID, 2)
		end(o.method.ID, 0)
		o.ended(t, neighbour, o.adas, o.graces)
		o.opens(t, o.elsewhere, o.without)
		ask(o.view(t).LoginMethod(o.method.ID)).is(t, o.method)
		ask(o.view(t).Login(o.method.ID, "ada")).ok(t)
	})

	t.Run("goes with what it has", func(t *testing.T) {
		t.Parallel()
		o := openLogins(t, store)
		done(t, o.spend(t, o.method.ID, "assertion", 1000, 0))
		done(t, o.spend(t, o.other.ID, "assertion", 1000, 0))
		o.update(t, func(tx directory.Tx) error {
			if err := tx.DeleteLoginMethod(o.method.ID); err != nil {
				return err
			}
			refused(t, tx.DeleteLoginMethod(o.method.ID), directory.NotFound)
			refused(t, tx.CreateLogin(newLogin(o.method.ID, "new", o.ada.ID)), directory.NotFound)
			return nil
		})
		ask(o.view(t).LoginMethod(o.method.ID)).refused(t, directory.NotFound)
		ask(neighbour.FindLoginMethod(t.Context(), o.method.ID)).refused(t, directory.NotFound)
		ask(o.view(t).LoginMethods()).is(t, []directory.LoginMethod{o.other})
		ask(o.view(t).Login(o.method.ID, "ada")).refused(t, directory.NotFound)
		ask(o.view(t).Logins(o.ada.ID)).is(t, []directory.Login{newLogin(o.other.ID, "ada", o.ada.ID)})
		ask(o.view(t).Logins(o.grace.ID)).is(t, nil)
		o.ended(t, neighbour, o.adas, o.graces)
		o.opens(t, o.elsewhere, o.without)
		ask(ask(o.view(t).Member(o.ada.ID)).ok(t).JoinedBy, nil).is(t, o.method.ID)

		// Even one that has the same id begins anew.
		o.update(t, func(tx directory.Tx) error { return tx.CreateLoginMethod(o.method) })
		done(t, o.spend(t, o.method.ID, "assertion", 1000, 0))
		refused(t, o.spend(t, o.other.ID, "assertion", 1000, 0), directory.Taken)
		done(t, o.tie(t, newLogin(o.method.ID, "ada", o.grace.ID)))
	})

	t.Run("unknown", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		member := h.hire(t, "Ada", directory.RoleMember)
		h.enable(t, "okta")
		before := snap(t, h.view(t))
		for _, text := range hostile {
			id := directory.LoginMethodID(text)
			ask(h.view(t).LoginMethod(id)).refused(t, directory.NotFound)
			ask(store.FindLoginMethod(t.Context(), id)).refused(t, directory.NotFound)
			for _, write := range []func(tx directory.Tx) error{
				func(tx directory.Tx) error { return tx.UpdateLoginMethod(directory.LoginMethod{ID: id}) },
				func(tx directory.Tx) error { return tx.DeleteLoginMethod(id) },
				func(tx directory.Tx) error {
					session := newSession(member.ID)
					session.Method = id
					if id == "" {
						session.Method = "none"
					}
					return tx.CreateSession(session)
				},
			} {
				refused(t, h.try(t, write), directory.NotFound)
			}
			h.update(t, func(tx directory.Tx) error {
				ended, err := tx.EndLoginSessions(id)
				if ended != 0 {
					t.Errorf("%q ended %d sessions", id, ended)
				}
				return err
			})
		}
		stranger := newMember("Grace")
		stranger.JoinedBy = "none"
		refused(t, h.try(t, func(tx directory.Tx) error { return tx.CreateMember(stranger) }), directory.NotFound)
		unchanged(t, before, snap(t, h.view(t)))
	})
}

// logins is a house where two people came in by a login method, one of them by
// another too, and one without any.
type logins struct {
	house
	method, other                    directory.LoginMethod
	ada, grace                       directory.Member
	adas, graces, elsewhere, without directory.Session
}

func openLogins(t *testing.T, store directory.Store) logins {
	t.Helper()
	o := logins{house: build(t, store, 0)}
	methods := o.enable(t, "okta", "other")
	o.method, o.other = methods[0], methods[1]
	o.ada, o.grace = newMember("Ada"), newMember("Grace")
	o.ada.JoinedBy = o.method.ID
	o.adas, o.graces, o.elsewhere, o.without = newSession(o.ada.ID), newSession(o.grace.ID), newSession(o.ada.ID), newSession(o.ada.ID)
	o.adas.Method, o.graces.Method, o.elsewhere.Method = o.method.ID, o.method.ID, o.other.ID
	o.update(t, func(tx directory.Tx) error {
		for _, member := range []*directory.Member{&o.ada, &o.grace} {
			if err := addMember(tx, member); err != nil {
				return err
			}
		}
		for _, session := range []directory.Session{o.adas, o.graces, o.elsewhere, o.without} {
			if err := tx.CreateSession(session); err != nil {
				return err
			}
		}
		return inTurn(
			func() error { return tx.CreateLogin(newLogin(o.method.ID, "ada", o.ada.ID)) },
			func() error { return tx.CreateLogin(newLogin(o.method.ID, "grace", o.grace.ID)) },
			func() error { return tx.CreateLogin(newLogin(o.other.ID, "ada", o.ada.ID)) },
		)
	})
	return o
}

// opens wants each of these sessions to open still.
func (o logins) opens(t *testing.T, sessions ...directory.Session) {
	t.Helper()
	for _, session := range sessions {
		ask(o.store.SignedIn(t.Context(), session.Hash, moment(20))).ok(t)
	}
}

// ended wants each of these sessions to have ended, seen through another store.
func (o logins) ended(t *testing.T, through directory.Store, sessions ...directory.Session) {
	t.Helper()
	for _, session := range sessions {
		ask(through.SignedIn(t.Context(), session.Hash, moment(20))).refused(t, directory.Unauthorized)
	}
}
