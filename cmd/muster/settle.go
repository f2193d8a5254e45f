package main

import (
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/provisioning"
	"github.com/musterhq/muster/internal/scimserver"
)

// settle completes what providers asked for and what waited. The rooms in which
// people take something out of its way know neither provisioning nor SCIM.
func settle(tx directory.Tx, request string, at time.Time) error {
	return provisioning.Inactive(scimserver.Inactive).Settle(tx, request, at)
}
