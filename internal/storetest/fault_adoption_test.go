package storetest

import (
	"slices"

	"github.com/musterhq/muster/internal/directory"
)

type adoptsAnybody struct{ *model }

func (f adoptsAnybody) UnclaimedMembers(email string) ([]directory.Member, error) {
	list, err := f.Members(directory.MemberQuery{Limit: everything})
	return slices.DeleteFunc(list, func(member directory.Member) bool { return !hasEmail(member, email) }), err
}

type doublesAddresses struct{ *model }

func (f doublesAddresses) CreateFirstIdentity(identity directory.Identity, _ string) error {
	return f.CreateIdentity(identity)
}

type keepsFirstAdoption struct{ *model }

func (f keepsFirstAdoption) PutAdoption(adoption directory.Adoption) error {
	if slices.ContainsFunc(f.adoptions, func(a directory.Adoption) bool {
		return a.Member == adoption.Member && a.Connection == adoption.Connection
	}) {
		return nil
	}
	return f.model.PutAdoption(adoption)
}

type forgetsAdopters struct{ *model }

func (f forgetsAdopters) SetAccount(id directory.MemberID, account directory.Account) (directory.LicenseEffect, error) {
	account.AdoptedBy = ""
	return f.model.SetAccount(id, account)
}
