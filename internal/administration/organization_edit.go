package administration

import (
	"context"
	"strconv"
	"strings"

	"github.com/musterhq/muster/internal/directory"
)

// OrganizationEdit is what is to change of an organization. What is nil stays.
type OrganizationEdit struct {
	Name *string
	// Licenses is how many are bought. Fewer than are in use may be bought: then
	// none can be taken until enough were given back.
	Licenses *int
	// Status suspends an organization, whose connections then answer nobody and
	// whose people cannot sign in, or lets it be used again.
	Status *directory.OrganizationStatus
	// Provisioning says whether the plan includes provisioning. A connection that
	// is on stays on when the plan loses it, but cannot be turned on again.
	Provisioning *bool
	// LogDays is for how many days the provisioning log keeps a request.
	LogDays *int
}

// UpdateOrganization changes an organization in one transaction, told in one
// journal entry, and returns it as it is after. While it is suspended its sessions and
// API keys open nothing and are told why. Resuming it ends the sessions for good:
// whoever works there then signs in anew. The keys count again.
//
// Errors: NotFound, Invalid, Taken when another organization has the name, Refused
// for suspending the installation.
func (s *Service) UpdateOrganization(ctx context.Context, caller Caller, id directory.OrganizationID, edit OrganizationEdit) (directory.Organization, error) {
	if edit.Name != nil {
		wanted := directory.Organization{ID: id, Name: strings.TrimSpace(*edit.Name)}
		if err := wanted.Validate(); err != nil {
			return directory.Organization{}, err
		}
		if err := s.checkOrganizationName(ctx, wanted); err != nil {
			return directory.Organization{}, err
		}
	}
	now := s.now()
	var updated directory.Organization
	err := s.Store.Update(ctx, id, func(tx directory.Tx) error {
		current, err := tx.Organization()
		if err != nil {
			return err
		}
		licenses, err := tx.Licenses()
		if err != nil {
			return err
		}
		updated = edit.applied(current)
		bought := licenses.Bought
		if edit.Licenses != nil {
			bought = *edit.Licenses
		}
		changes := organizationChanges(current, updated, licenses.Bought, bought)
		if len(changes) == 0 {
			return nil
		}
		if err := caller.checkSeen(current.UpdatedAt); err != nil {
			return err
		}
		if err := edit.check(updated, bought); err != nil {
			return err
		}

		entry := caller.entry(organizationEditKind(current, updated, changes), now)
		entry.Personal = &directory.Personal{Subject: updated.Name, Changes: changes}
		if entry.Number, err = tx.Append(entry); err != nil {
			return err
		}
		if bought != licenses.Bought {
			if err := tx.SetLicenses(bought); err != nil {
				return err
			}
		}
		updated.UpdatedAt = now
		if err := tx.UpdateOrganization(updated); err != nil {
			return err
		}
		if entry.Kind == directory.OrganizationResumed {
			if _, err := tx.EndEverySession(); err != nil {
				return err
			}
		}
		if err := directory.ServeLine(tx, entry); err != nil {
			return err
		}
		return s.Settle(tx, caller.Request, now) // who was in line may be another owner
	})
	if err != nil {
		return directory.Organization{}, err
	}
	return updated, nil
}

// SetLicenses sets how many licenses are bought; errors as UpdateOrganization.
func (s *Service) SetLicenses(ctx context.Context, caller Caller, id directory.OrganizationID, bought int) error {
	_, err := s.UpdateOrganization(ctx, caller, id, OrganizationEdit{Licenses: &bought})
	return err
}

func (e OrganizationEdit) applied(organization directory.Organization) directory.Organization {
	if e.Name != nil {
		organization.Name = strings.TrimSpace(*e.Name)
	}
	if e.Status != nil {
		organization.Status = *e.Status
	}
	if e.Provisioning != nil {
		organization.Provisioning = *e.Provisioning
	}
	if e.LogDays != nil {
		organization.LogDays = *e.LogDays
	}
	return organization
}

// check looks at the rules for what the edit names.
func (e OrganizationEdit) check(after directory.Organization, bought int) error {
	if err := checkLicenses(bought); err != nil {
		return err
	}
	if e.Status != nil {
		if err := checkOrganizationStatus(after); err != nil {
			return err
		}
	}
	if e.LogDays != nil && (after.LogDays < directory.MinLogDays || after.LogDays > directory.MaxLogDays) {
		return ruleLogDays.Refuse(directory.Invalid, "min", strconv.Itoa(directory.MinLogDays), "max", strconv.Itoa(directory.MaxLogDays)).About("log_days")
	}
	return nil
}

func checkOrganizationStatus(organization directory.Organization) error {
	switch {
	case organization.Status == directory.OrganizationActive:
		return nil
	case organization.Status != directory.OrganizationSuspended:
		return ruleOrganizationStatus.Refuse(directory.Invalid).About("status")
	case organization.Kind == directory.Installation:
		return ruleInstallationStays.Refuse(directory.Refused)
	}
	return nil
}

func organizationChanges(before, after directory.Organization, licensesBefore, licensesAfter int) []directory.Change {
	changes := changed("name", before.Name, after.Name)
	changes = append(changes, changed("licenses", strconv.Itoa(licensesBefore), strconv.Itoa(licensesAfter))...)
	changes = append(changes, changed("status", string(before.Status), string(after.Status))...)
	changes = append(changes, changed("provisioning", strconv.FormatBool(before.Provisioning), strconv.FormatBool(after.Provisioning))...)
	return append(changes, changed("log_days", strconv.Itoa(before.LogDays), strconv.Itoa(after.LogDays))...)
}

// organizationEditKind names an edit by its weightiest effect.
func organizationEditKind(before, after directory.Organization, changes []directory.Change) directory.EntryKind {
	switch {
	case before.Status != after.Status && after.Status == directory.OrganizationSuspended:
		return directory.OrganizationWasSuspended
	case before.Status != after.Status:
		return directory.OrganizationResumed
	case len(changes) == 1 && changes[0].Field == "licenses":
		return directory.LicensesChanged
	}
	return directory.OrganizationUpdated
}
