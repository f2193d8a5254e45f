package storetest

import (
	"cmp"
	"maps"
	"slices"

	"github.com/musterhq/muster/internal/directory"
)

// useLicense does with a member's license what an account says.
func (m *model) useLicense(id directory.MemberID, account directory.Account) error {
	member := m.members[id]
	switch account.License {
	case directory.HoldLicense:
		return m.TakeLicense(id)
	case directory.DropLicense:
		member.Licensed, member.Wait = false, directory.Wait{}
	case directory.AwaitLicense:
		member.Licensed = false
		member.Wait = directory.Wait{Number: account.Wait.Number, Since: kept(account.Wait.Since)}
	case directory.LeaveLicense:
	}
	m.members[id] = member
	return nil
}

func (m *model) PassLicense(from, to directory.MemberID) error {
	gives, takes := m.members[from], m.members[to]
	if gives.ID == "" || takes.ID == "" {
		return errNotFound
	}
	if !gives.Licensed || takes.Licensed {
		return nil
	}
	gives.Licensed = false
	takes.Licensed, takes.Wait = true, directory.Wait{}
	m.members[from], m.members[to] = gives, takes
	return nil
}

// effectOf says what became of a member's license.
func effectOf(before, after directory.Member) directory.LicenseEffect {
	switch {
	case after.Licensed && !before.Licensed:
		return directory.LicenseTaken
	case before.Licensed && !after.Licensed:
		return directory.LicenseReleased
	case after.InLine() && !before.InLine():
		return directory.LicenseAwaited
	case before.InLine() && !after.InLine():
		return directory.LicenseForgone
	}
	return ""
}

// line is everybody in line, in order.
func (m *model) line() []directory.Member {
	list := slices.SortedFunc(maps.Values(m.members), func(a, b directory.Member) int {
		return cmp.Or(cmp.Compare(b.Status, a.Status), cmp.Compare(a.Wait.Number, b.Wait.Number))
	})
	return slices.DeleteFunc(list, func(member directory.Member) bool { return !member.InLine() })
}

func (m *model) LicenseLine(after directory.LinePlace, limit int) ([]directory.Member, error) {
	list := slices.DeleteFunc(m.line(), func(member directory.Member) bool {
		return after.Status != "" && !isBehind(member.LinePlace(), after)
	})
	return list[:min(limit, len(list))], nil
}

func isBehind(place, other directory.LinePlace) bool {
	return place.Status < other.Status || place.Status == other.Status && place.Number > other.Number
}

func (m *model) PlaceInLine(place directory.LinePlace) (int, error) {
	before := slices.DeleteFunc(m.line(), func(member directory.Member) bool { return !isBehind(place, member.LinePlace()) })
	return len(before) + 1, nil
}

func (m *model) CountLine() (directory.LineCounts, error) {
	var counts directory.LineCounts
	for _, member := range m.line() {
		if member.Status == directory.MemberWaiting {
			counts.Waiting++
		} else {
			counts.Working++
		}
	}
	return counts, nil
}

func (m *model) LicenseLedger(before int64, limit int) ([]directory.Entry, error) {
	list, err := m.JournalBefore(before, everything)
	list = slices.DeleteFunc(list, func(e directory.Entry) bool { return !movesLicenses(e) })
	return list[:min(limit, len(list))], err
}

func movesLicenses(e directory.Entry) bool {
	return e.License != "" || e.Kind == directory.LicensesChanged ||
		e.Kind == directory.OrganizationUpdated && e.Personal != nil &&
			slices.ContainsFunc(e.Personal.Changes, func(c directory.Change) bool { return c.Field == "licenses" })
}
