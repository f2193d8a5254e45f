package administration

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// LicenseWarning is a sentence for an organization whose licenses run out, or
// "" while there are enough.
func LicenseWarning(licenses directory.Licenses) string {
	switch {
	case licenses.InUse > licenses.Bought:
		return fmt.Sprintf("%d licenses are in use and %d are bought. Nobody can be added until %d more are bought or given back.",
			licenses.InUse, licenses.Bought, licenses.InUse-licenses.Bought+1)
	case licenses.Free() == 0:
		return fmt.Sprintf("All %d licenses are in use. Buy more or deactivate someone before you add people.", licenses.Bought)
	case licenses.Free() == 1:
		return fmt.Sprintf("1 of %d licenses is free. Make sure there are enough for everyone you will assign.", licenses.Bought)
	case licenses.Low():
		return fmt.Sprintf("%d of %d licenses are free. Make sure there are enough for everyone you will assign.", licenses.Free(), licenses.Bought)
	}
	return ""
}

// LicenseForecast says in one sentence how many licenses are in use, and how many
// people wait for one or work without.
func LicenseForecast(licenses directory.Licenses, line directory.LineCounts) string {
	sentence := fmt.Sprintf("%d of %d licenses are in use", licenses.InUse, licenses.Bought)
	switch {
	case line.Waiting == 1:
		sentence += ", 1 person waits for one"
	case line.Waiting > 1:
		sentence += fmt.Sprintf(", %d people wait for one", line.Waiting)
	}
	switch {
	case line.Working == 1:
		sentence += ", 1 person works without one"
	case line.Working > 1:
		sentence += fmt.Sprintf(", %d people work without one", line.Working)
	}
	return sentence + "."
}

// needsLicense says whether a member of the organization works with a license.
// Those who run the installation do not use the product.
func needsLicense(organization directory.Organization) bool {
	return organization.Kind != directory.Installation
}

// checkLicense refuses somebody for whom no license is free, and says whether
// they need one. The database holds the same line; asking first lets the refusal
// be a sentence and cost the neighbours nothing.
func checkLicense(reader directory.Reader, name, again string) (needed bool, err error) {
	organization, err := reader.Organization()
	if err != nil || !needsLicense(organization) {
		return false, err
	}
	licenses, err := reader.Licenses()
	if err != nil || licenses.Free() > 0 {
		return true, err
	}
	return true, ruleNoLicense.Refuse(directory.NoLicense,
		"member", name, "bought", strconv.Itoa(licenses.Bought), "again", again)
}

// taken is what an entry tells of somebody who takes a license if they need one.
func taken(needed bool) directory.LicenseEffect {
	if !needed {
		return ""
	}
	return directory.LicenseTaken
}

// keepsLicense says whether a member keeps their license when they are
// deactivated. Who waits for one has nothing to keep.
func keepsLicense(reader directory.Reader, member directory.Member) (bool, error) {
	if member.Connection() == "" || !member.Licensed {
		return false, nil
	}
	origin, err := reader.Connection(member.Connection())
	return origin.Policy.LicenseOnDeactivate == directory.KeepOnDeactivate, err
}

// releaseLicense takes back the license, or the place in line, of the member whom
// an entry is about, and serves who is next.
func releaseLicense(tx directory.Tx, told directory.Entry) error {
	if err := tx.ReleaseLicense(told.Member); err != nil {
		return err
	}
	return directory.ServeLine(tx, told)
}

// ReleaseLicense takes back the license that a deactivated member has kept. Where
// they hold none, it does nothing.
//
// Errors: NotFound, Refused for somebody who is not deactivated.
func (s *Service) ReleaseLicense(ctx context.Context, caller Caller, organization directory.OrganizationID, id directory.MemberID) (directory.Member, error) {
	now := s.now()
	var member directory.Member
	err := s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		var err error
		if member, err = tx.Member(id); err != nil || !member.Licensed {
			return err
		}
		if err := caller.checkSeen(member.UpdatedAt); err != nil {
			return err
		}
		if member.Status != directory.MemberDeactivated {
			return ruleDeactivateToRelease.Refuse(directory.Refused, "member", member.Name)
		}
		entry := caller.memberEntry(directory.MemberLicenseReleased, member, now)
		entry.License = directory.LicenseReleased
		if entry.Number, err = tx.Append(entry); err != nil {
			return err
		}
		member.Licensed, member.UpdatedAt = false, now
		if err := tx.UpdateMember(member); err != nil {
			return err
		}
		if err := releaseLicense(tx, entry); err != nil {
			return err
		}
		return s.Settle(tx, caller.Request, now) // who was in line may be another owner
	})
	if err != nil {
		return directory.Member{}, err
	}
	return member, nil
}

// admitWaiting lets those of a connection work who wait for a license, where its
// policy now lets people work without one. They keep their places in line. Under
// every other rule those in line stay as they are: nobody who works is locked out
// by a changed rule.
func admitWaiting(tx directory.Tx, caller Caller, connection directory.Connection, at time.Time) error {
	if connection.Policy.Licenses != directory.AllowWithout {
		return nil
	}
	place := directory.LinePlace{}
	for {
		waiting, err := tx.LicenseLine(place, linePage)
		if err != nil {
			return err
		}
		for _, member := range waiting {
			place = member.LinePlace()
			if member.Status != directory.MemberWaiting || member.Connection() != connection.ID {
				continue
			}
			if err := admit(tx, caller, member, at); err != nil {
				return err
			}
		}
		if len(waiting) < linePage || place.Status != directory.MemberWaiting {
			return nil
		}
	}
}

// linePage is how many people in line are read at once.
const linePage = 500

func admit(tx directory.Tx, caller Caller, member directory.Member, at time.Time) error {
	entry := caller.memberEntry(directory.MemberUpdated, member, at)
	entry.Personal.Changes = changed("status", string(member.Status), string(directory.MemberActive))
	if _, err := tx.Append(entry); err != nil {
		return err
	}
	member.Status, member.UpdatedAt = directory.MemberActive, at
	return tx.UpdateMember(member)
}
