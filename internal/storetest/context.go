package storetest

import (
	"context"
	"errors"
	"reflect"
	"runtime"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

func testContexts(t *testing.T, open Opener) {
	store := open(t)
	cancelled := func(t *testing.T) context.Context {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		return ctx
	}
	isCancelled := func(t *testing.T, what string, err error) {
		t.Helper()
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: got error %v, want context.Canceled", what, err)
		}
	}

	t.Run("cancelled before", func(t *testing.T) {
		t.Parallel()
		h, _ := furnish(t, store)
		before := snap(t, h.view(t))
		ran := false
		isCancelled(t, "Update", store.Update(cancelled(t), h.organization.ID, func(tx directory.Tx) error {
			ran = true
			return tx.SetLicenses(50)
		}))
		if ran {
			t.Error("a change ran although its context was cancelled")
		}
		_, err := store.Authenticate(cancelled(t), directory.CredentialHash{})
		isCancelled(t, "Authenticate", err)
		_, err = store.Organizations(cancelled(t))
		isCancelled(t, "Organizations", err)
		_, err = store.SignedIn(cancelled(t), newHash(), moment(0))
		isCancelled(t, "SignedIn", err)
		_, err = store.KeyAccess(cancelled(t), newHash(), moment(0))
		isCancelled(t, "KeyAccess", err)
		_, err = store.Link(cancelled(t), newHash())
		isCancelled(t, "Link", err)
		_, _, err = store.ClaimAnswer(cancelled(t), h.organization.ID, newKeptAnswer("key"))
		isCancelled(t, "ClaimAnswer", err)
		_, err = store.PasswordsFor(cancelled(t), "ada@example.com")
		isCancelled(t, "PasswordsFor", err)
		_, err = store.FindLoginMethod(cancelled(t), "method")
		isCancelled(t, "FindLoginMethod", err)
		_, err = store.DomainOwner(cancelled(t), "example.com")
		isCancelled(t, "DomainOwner", err)
		unchanged(t, before, snap(t, h.view(t)))
	})

	t.Run("a deadline that has passed", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 1)
		ctx, cancel := context.WithDeadline(t.Context(), moment(0))
		defer cancel()
		err := store.Update(ctx, h.organization.ID, func(tx directory.Tx) error { return tx.SetLicenses(50) })
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got error %v, want context.DeadlineExceeded", err)
		}
		ask(h.view(t).Licenses()).is(t, directory.Licenses{Bought: 1})
	})

	// Every method of a Reader, also one that a later version adds.
	t.Run("a cancelled view", func(t *testing.T) {
		t.Parallel()
		h, th := furnish(t, store)
		view := store.View(cancelled(t), h.organization.ID)
		for name := range methods[directory.Reader]() {
			method := reflect.ValueOf(view).MethodByName(name)
			arguments := make([]reflect.Value, method.Type().NumIn())
			for i := range arguments {
				arguments[i] = argument(method.Type().In(i), th)
			}
			results := method.Call(arguments)
			err, _ := results[len(results)-1].Interface().(error)
			isCancelled(t, name, err)
		}
		unchanged(t, snap(t, h.view(t)), snap(t, h.view(t)))
	})

	t.Run("cancelled while it waits", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 1)
		entered, leave, waited := make(chan struct{}), make(chan struct{}), make(chan error)
		first := make(chan error)
		go func() {
			once := false
			first <- store.Update(t.Context(), h.organization.ID, func(tx directory.Tx) error {
				if !once {
					once = true
					close(entered)
				}
				<-leave
				return tx.SetLicenses(2)
			})
		}()
		<-entered
		ctx, cancel := context.WithCancel(t.Context())
		starting := make(chan struct{})
		ran := false
		go func() {
			close(starting)
			waited <- store.Update(ctx, h.organization.ID, func(tx directory.Tx) error {
				ran = true
				return tx.SetLicenses(3)
			})
		}()
		<-starting
		for range 100 {
			runtime.Gosched() // let it get in line; that it did cannot be seen from here
		}
		cancel()
		close(leave)
		done(t, <-first)
		isCancelled(t, "Update", <-waited)
		if ran {
			t.Error("a change ran although its context was cancelled before its turn")
		}
		ask(h.view(t).Licenses()).is(t, directory.Licenses{Bought: 2})
	})

	// A statement that ends with the context would take the neighbours' work
	// with it.
	t.Run("cancelled while it runs", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 1)
		ctx, cancel := context.WithCancel(t.Context())
		var during error
		err := store.Update(ctx, h.organization.ID, func(tx directory.Tx) error {
			cancel()
			during = tx.SetLicenses(2)
			return during
		})
		done(t, during)
		want := directory.Licenses{Bought: 2}
		if err != nil {
			isCancelled(t, "Update", err)
			want.Bought = 1
		}
		ask(h.view(t).Licenses()).is(t, want)
	})
}

// argument is something to ask a method of a Reader with.
func argument(kind reflect.Type, th things) reflect.Value {
	for _, value := range []any{
		th.connection, th.identity, th.member, th.team, th.method,
		[]directory.IdentityID{th.identity},
		[]directory.MemberID{th.member},
		[]directory.TeamID{th.team},
		th.mark,
		directory.LinePlace{},
		directory.MemberSearch{Limit: 9},
		directory.TeamSearch{Limit: 9},
		directory.IdentityQuery{Limit: 9},
		directory.MemberQuery{Limit: 9},
		directory.TeamQuery{Limit: 9},
		int64(1), 9,
	} {
		if reflect.TypeOf(value) == kind {
			return reflect.ValueOf(value)
		}
	}
	return reflect.Zero(kind)
}
