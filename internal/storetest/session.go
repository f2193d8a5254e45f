package storetest

import (
	"errors"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

func testSessions(t *testing.T, open Opener) {
	store, neighbour := open(t), open(t)

	t.Run("opens what it says", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 1)
		member := h.hire(t, "Ada", directory.RoleOwner)
		session := newSession(member.ID)
		session.Organization = h.organization.ID
		session.Browser, session.Address = "Firefox \"120\" ü", "2001:db8::1"
		session.CreatedAt, session.ProvedAt, session.UsedAt = foreignMoment(6), foreignMoment(7), foreignMoment(8)
		h.update(t, func(tx directory.Tx) error {
			if err := tx.TakeLicense(member.ID); err != nil {
				return err
			}
			return tx.CreateSession(session)
		})
		session.CreatedAt, session.ProvedAt, session.UsedAt = moment(6), moment(7), moment(8)
		member.Licensed = true
		want := directory.SignedIn{Session: session, Organization: h.organization, Member: member}
		for _, s := range []directory.Store{store, neighbour} {
			ask(s.SignedIn(t.Context(), session.Hash, moment(20))).is(t, want)
		}
		ask(h.view(t).Sessions(member.ID)).is(t, []directory.Session{session})

		organization := h.organization
		organization.Status = directory.OrganizationSuspended
		h.update(t, func(tx directory.Tx) error { return tx.UpdateOrganization(organization) })
		want.Organization.Status = directory.OrganizationSuspended // for the caller to look at
		ask(neighbour.SignedIn(t.Context(), session.Hash, moment(20))).is(t, want)
	})

	t.Run("unknown", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		session := newSession(h.hire(t, "Ada", directory.RoleMember).ID)
		h.update(t, func(tx directory.Tx) error { return tx.CreateSession(session) })
		ask(store.SignedIn(t.Context(), directory.SecretHash{}, moment(20))).refused(t, directory.Unauthorized)
		for i := range session.Hash {
			near := session.Hash
			near[i] ^= 0x20
			ask(store.SignedIn(t.Context(), near, moment(20))).refused(t, directory.Unauthorized)
		}
		for _, id := range hostile {
			ask(h.view(t).Sessions(directory.MemberID(id))).is(t, nil)
			gone := newSession(directory.MemberID(id))
			refused(t, h.try(t, func(tx directory.Tx) error { return tx.UpdateSession(gone) }), directory.NotFound)
			if id != "" {
				refused(t, h.try(t, func(tx directory.Tx) error { return tx.CreateSession(gone) }), directory.NotFound)
			}
		}
	})

	t.Run("ends when the member may not work", func(t *testing.T) {
		t.Parallel()
		for name, change := range map[string]func(*directory.Member){
			"deactivated":           func(m *directory.Member) { m.Status = directory.MemberDeactivated },
			"invited":               func(m *directory.Member) { m.Status = directory.MemberInvited },
			"signed out after":      func(m *directory.Member) { m.SignedOutAt = moment(7) },
			"signed out just then":  func(m *directory.Member) { m.SignedOutAt = moment(6) },
			"deactivated by a push": func(m *directory.Member) { m.Status, m.SignedOutAt = directory.MemberDeactivated, moment(9) },
		} {
			h := build(t, store, 0)
			member := h.hire(t, "Ada", directory.RoleMember)
			session := newSession(member.ID)
			h.update(t, func(tx directory.Tx) error { return tx.CreateSession(session) })
			changed := member
			change(&changed)
			h.update(t, func(tx directory.Tx) error { return tx.UpdateMember(changed) })
			if _, err := neighbour.SignedIn(t.Context(), session.Hash, moment(20)); directory.CodeOf(err) != directory.Unauthorized {
				t.Errorf("%s: got error %v, want the session to have ended", name, err)
			}
			if changed.SignedOutAt.IsZero() {
				continue
			}
			// Whoever returns signs in again.
			member.SignedOutAt = changed.SignedOutAt
			again := newSession(member.ID)
			again.CreatedAt = moment(10)
			h.update(t, func(tx directory.Tx) error {
				if err := tx.UpdateMember(member); err != nil {
					return err
				}
				return tx.CreateSession(again)
			})
			ask(store.SignedIn(t.Context(), session.Hash, moment(20))).refused(t, directory.Unauthorized)
			ask(ask(store.SignedIn(t.Context(), again.Hash, moment(20))).ok(t).Session.ID, nil).is(t, again.ID)
			listed := ask(h.view(t).Sessions(member.ID)).ok(t)
			if len(listed) != 1 || listed[0].ID != again.ID {
				t.Errorf("%s: the sessions are %v, want only the new one", name, listed)
			}
		}
	})

	t.Run("ends with an account, whatever the clock says", func(t *testing.T) {
		t.Parallel()
		for name, test := range map[string]struct{ deactivated, session, key, want int }{
			"none is younger":        {20, 6, 8, 20},
			"the session is younger": {5, 7, 6, 7},
			"the key is younger":     {5, 6, 8, 8},
		} {
			h := build(t, store, 1)
			members := h.employ(t, "Ada", "Grace")
			ada, grace := members[0], members[1]
			ada.Role = directory.RoleAdministrator
			session, key := newSession(ada.ID), newAPIKey(ada.ID)
			session.CreatedAt, key.CreatedAt = moment(test.session), moment(test.key)
			graces, hers := newSession(grace.ID), newAPIKey(grace.ID)
			graces.CreatedAt, hers.CreatedAt = moment(19), moment(19)
			account := directory.Account{Status: directory.MemberDeactivated, UpdatedAt: foreignMoment(test.deactivated)}
			again := directory.Account{Status: directory.MemberActive, License: directory.HoldLicense, UpdatedAt: moment(30)}
			h.update(t, func(tx directory.Tx) error {
				return errors.Join(tx.UpdateMember(ada), tx.CreateSession(session), tx.CreateAPIKey(key), tx.CreateSession(graces), tx.CreateAPIKey(hers))
			})
			h.update(t, func(tx directory.Tx) error { return setAccount(tx, ada.ID, account) })
			h.update(t, func(tx directory.Tx) error { return setAccount(tx, ada.ID, again) })
			if got := ask(h.view(t).Member(ada.ID)).ok(t).SignedOutAt; !got.Equal(moment(test.want)) {
				t.Errorf("%s: signed out at %v, want %v", name, got, moment(test.want))
			}
			if _, err := neighbour.SignedIn(t.Context(), session.Hash, moment(20)); directory.CodeOf(err) != directory.Unauthorized {
				t.Errorf("%s: got error %v of the session, want it to have ended", name, err)
			}
			if _, err := neighbour.KeyAccess(t.Context(), key.Hash, moment(20)); directory.CodeOf(err) != directory.Unauthorized {
				t.Errorf("%s: got error %v of the key, want it to have died", name, err)
			}
			ask(store.SignedIn(t.Context(), graces.Hash, moment(20))).ok(t)
		}
	})

	t.Run("expires", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		member := h.hire(t, "Ada", directory.RoleMember)
		long := newSession(member.ID)
		short := newSession(member.ID)
		short.ExpiresAt = moment(30)
		h.update(t, func(tx directory.Tx) error {
			if err := tx.CreateSession(long); err != nil {
				return err
			}
			return tx.CreateSession(short)
		})
		ask(ask(store.SignedIn(t.Context(), short.Hash, moment(29))).ok(t).Session.ID, nil).is(t, short.ID)
		ask(store.SignedIn(t.Context(), short.Hash, moment(30))).refused(t, directory.Unauthorized)
		ask(store.SignedIn(t.Context(), long.Hash, moment(31))).ok(t)

		ask(len(ask(h.view(t).Sessions(member.ID)).ok(t)), nil).is(t, 1) // by the store's own clock

		// The next one of the member sweeps it away: it cannot be prolonged.
		next := newSession(member.ID)
		next.CreatedAt = moment(30)
		h.update(t, func(tx directory.Tx) error { return tx.CreateSession(next) })
		short.ExpiresAt = farAway
		refused(t, h.try(t, func(tx directory.Tx) error { return tx.UpdateSession(short) }), directory.NotFound)
		ask(len(ask(h.view(t).Sessions(member.ID)).ok(t)), nil).is(t, 2)
	})

	t.Run("update", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		member := h.hire(t, "Ada", directory.RoleMember)
		want, other := newSession(member.ID), newSession(member.ID)
		want.Organization, other.Organization = h.organization.ID, h.organization.ID
		h.update(t, func(tx directory.Tx) error {
			if err := tx.CreateSession(want); err != nil {
				return err
			}
			return tx.CreateSession(other)
		})
		change := want
		change.Hash, change.Browser, change.CreatedAt = newHash(), "another", moment(99) // never change
		change.Address, change.ProvedAt = "198.51.100.7", foreignMoment(11)
		change.UsedAt, change.ExpiresAt = foreignMoment(12), farAway.AddDate(1, 0, 0)
		h.update(t, func(tx directory.Tx) error { return tx.UpdateSession(change) })
		want.Address, want.ProvedAt, want.UsedAt, want.ExpiresAt = change.Address, moment(11), moment(12), change.ExpiresAt
		ask(h.view(t).Sessions(member.ID)).is(t, []directory.Session{want, other})
	})

	t.Run("are ended one by one or together", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		member, other := h.hire(t, "Ada", directory.RoleMember), h.hire(t, "Grace", directory.RoleMember)
		mine := []directory.Session{newSession(member.ID), newSession(member.ID), newSession(member.ID)}
		theirs := newSession(other.ID)
		h.update(t, func(tx directory.Tx) error {
			for _, session := range append(mine, theirs) {
				if err := tx.CreateSession(session); err != nil {
					return err
				}
			}
			return nil
		})
		end := func(member directory.MemberID, id directory.SessionID, want int) {
			t.Helper()
			ended := 0
			h.update(t, func(tx directory.Tx) error {
				var err error
				ended, err = tx.DeleteSessions(member, id)
				return err
			})
			ask(ended, nil).is(t, want)
		}
		end(member.ID, theirs.ID, 0)
		end(member.ID, mine[1].ID, 1)
		end(member.ID, mine[1].ID, 0)
		ask(store.SignedIn(t.Context(), mine[1].Hash, moment(20))).refused(t, directory.Unauthorized)
		ask(store.SignedIn(t.Context(), mine[0].Hash, moment(20))).ok(t)
		end(member.ID, "", 2)
		end("nobody", "", 0)
		for _, session := range mine {
			ask(neighbour.SignedIn(t.Context(), session.Hash, moment(20))).refused(t, directory.Unauthorized)
		}
		ask(store.SignedIn(t.Context(), theirs.Hash, moment(20))).ok(t)
	})

	t.Run("are ended all at once", func(t *testing.T) {
		t.Parallel()
		h, elsewhere := build(t, store, 0), build(t, store, 0)
		var hashes []directory.SecretHash
		for _, name := range []string{"Ada", "Grace"} {
			session := newSession(h.hire(t, name, directory.RoleMember).ID)
			h.update(t, func(tx directory.Tx) error { return tx.CreateSession(session) })
			hashes = append(hashes, session.Hash)
		}
		link, session := newLink(directory.LinkSetup, ""), newSession("")
		session.Link = link.ID
		h.update(t, func(tx directory.Tx) error { return errors.Join(tx.CreateLink(link), tx.CreateSession(session)) })
		hashes = append(hashes, session.Hash)
		stays := newSession(elsewhere.hire(t, "Ada", directory.RoleMember).ID)
		elsewhere.update(t, func(tx directory.Tx) error { return tx.CreateSession(stays) })
		for _, want := range []int{3, 0} {
			h.update(t, func(tx directory.Tx) error {
				ended, err := tx.EndEverySession()
				ask(ended, nil).is(t, want)
				return err
			})
		}
		for _, hash := range hashes {
			ask(neighbour.SignedIn(t.Context(), hash, moment(20))).refused(t, directory.Unauthorized)
		}
		ask(store.SignedIn(t.Context(), stays.Hash, moment(20))).ok(t)
	})

	t.Run("of a setup link", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		for _, end := range []func(*directory.Link){
			func(l *directory.Link) { l.RevokedAt = moment(15) },
			func(l *directory.Link) { l.ExpiresAt = moment(20) },
		} {
			link := newLink(directory.LinkSetup, "")
			link.Organization = h.organization.ID
			session := newSession("")
			session.Organization, session.Link = h.organization.ID, link.ID
			h.update(t, func(tx directory.Tx) error {
				if err := tx.CreateLink(link); err != nil {
					return err
				}
				return tx.CreateSession(session)
			})
			want := directory.SignedIn{Session: session, Organization: h.organization, Link: link}
			ask(store.SignedIn(t.Context(), session.Hash, moment(20))).is(t, want)
			end(&link)
			h.update(t, func(tx directory.Tx) error { return tx.UpdateLink(link) })
			ask(store.SignedIn(t.Context(), session.Hash, moment(20))).refused(t, directory.Unauthorized)
		}
		nobodys, unknown := newSession(""), newSession("")
		unknown.Link = "none"
		h.update(t, func(tx directory.Tx) error { return tx.CreateSession(nobodys) })
		ask(store.SignedIn(t.Context(), nobodys.Hash, moment(20))).refused(t, directory.Unauthorized)
		refused(t, h.try(t, func(tx directory.Tx) error { return tx.CreateSession(unknown) }), directory.NotFound)
	})
}
