package administration

import (
	"fmt"
	"strconv"

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
