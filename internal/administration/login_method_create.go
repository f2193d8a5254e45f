package administration

import (
	"context"
	"fmt"

	"github.com/musterhq/muster/internal/directory"
)

// maxMethods is how many login methods an organization may have: each is a button
// on its sign-in page.
const maxMethods = 10

// NewLoginMethod is a wish for a login method.
type NewLoginMethod struct {
	Provider directory.Provider
	Protocol directory.LoginProtocol
	// Name is how the sign-in page calls it; the provider's name where it is
	// empty.
	Name string
	// Key is what we sign with towards the provider.
	Key directory.SigningKey
}

// CreateLoginMethod makes a login method that lets nobody in yet: what the
// provider must be told follows from its id, and what the provider answers is
// filled in by UpdateLoginMethod.
//
// Errors: NotFound, Invalid, Refused for the installation's own organization and
// where there are ten already.
func (s *Service) CreateLoginMethod(ctx context.Context, caller Caller, organization directory.OrganizationID, wish NewLoginMethod) (directory.LoginMethod, error) {
	if !wish.Provider.Valid() {
		return directory.LoginMethod{}, ruleNoProvider.Refuse(directory.Invalid, "provider", string(wish.Provider), "known", fmt.Sprint(directory.Providers()))
	}
	if !wish.Protocol.Valid() {
		return directory.LoginMethod{}, ruleProtocol.Refuse(directory.Invalid).About("protocol")
	}
	name, err := methodName(wish.Name, wish.Provider, wish.Protocol)
	if err != nil {
		return directory.LoginMethod{}, err
	}
	now := s.now()
	method := directory.LoginMethod{
		ID:           directory.LoginMethodID(s.NewID()),
		Organization: organization,
		Provider:     wish.Provider,
		Protocol:     wish.Protocol,
		Name:         name,
		Keys:         []directory.SigningKey{wish.Key},
		CreatedAt:    now,
		UpdatedAt:    now,
	}
	err = s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		home, err := tx.Organization()
		if err != nil {
			return err
		}
		if home.Kind == directory.Installation {
			return ruleOperatorsOwnSignIn.Refuse(directory.Refused)
		}
		methods, err := tx.LoginMethods()
		if err != nil {
			return err
		}
		if len(methods) >= maxMethods {
			return ruleTooManyMethods.Refuse(directory.Refused)
		}
		if _, err := tx.Append(methodEntry(caller, directory.LoginMethodCreated, method, nil)); err != nil {
			return err
		}
		return tx.CreateLoginMethod(method)
	})
	if err != nil {
		return directory.LoginMethod{}, err
	}
	return method, nil
}
