package activity

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/musterhq/muster/internal/directory"
)

// memberMerged tells exactly what a merge did: who is whose now, which teams came
// along, what became of the license, and which ways in ended.
func memberMerged(e directory.Entry, names Names) string {
	into := cmp.Or(enumerate(personal(e).Named), "another member")
	said := "merged " + person(e) + " into " + into
	if len(e.Joined) > 0 {
		said += ", who joined " + teams(namesOf(e.Joined, names.Team))
	}
	parts := []string{said}
	for _, change := range personal(e).Changes {
		if change.Field == "role" || change.Field == "status" {
			parts = append(parts, fmt.Sprintf("the %s of %s changed from %s to %s", change.Field, into, change.Before, change.After))
		}
	}
	switch e.License {
	case directory.LicenseReleased:
		parts = append(parts, "the license of "+person(e)+" became free")
	case directory.LicensePassed:
		parts = append(parts, "the license of "+person(e)+" was passed on")
	case directory.LicenseForgone:
		parts = append(parts, person(e)+" left the line for a license")
	case directory.LicenseTaken, directory.LicenseAwaited: // by no merge
	}
	if ended := enumerate(waysEnded(personal(e).Changes)); ended != "" {
		parts = append(parts, ended+" of "+person(e)+" ended")
	}
	return strings.Join(parts, "; ")
}

// waysEnded lists the ways in that went with a member.
func waysEnded(changes []directory.Change) (ended []string) {
	for _, change := range changes {
		switch change.Field {
		case directory.EndedPassword:
			ended = append(ended, "the password")
		case directory.EndedPasskeys:
			ended = append(ended, counted(change.Before, "passkey", "passkeys"))
		case directory.EndedLogins:
			ended = append(ended, counted(change.Before, "tie to a login method", "ties to login methods"))
		case directory.EndedAPIKeys:
			ended = append(ended, counted(change.Before, "API key", "API keys"))
		}
	}
	return ended
}

func counted(number, one, more string) string {
	if number == "1" {
		return "1 " + one
	}
	return number + " " + more
}

// teams names a few teams, or counts them where one of the names is gone.
func teams(called []string) string {
	if len(called) <= namedPeople && !hasGap(called) {
		return enumerate(called)
	}
	if len(called) == 1 {
		return "1 team"
	}
	return fmt.Sprintf("%d teams", len(called))
}
