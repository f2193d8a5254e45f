package directory

import (
	"strings"
	"time"
)

// Organization is the tenant: one customer of the vendor, with a directory of
// its own.
type Organization struct {
	ID     OrganizationID
	Name   string
	Kind   OrganizationKind
	Status OrganizationStatus
	// Provisioning says whether the organization's plan includes provisioning.
	Provisioning bool
	// LogDays is for how many days the provisioning log keeps a request.
	LogDays int
	// ProvidersOnly says whether people sign in by the organization's login methods
	// alone, and BreakGlass is the owner who may use a passkey all the same, so
	// that a provider that is down locks nobody out for ever.
	ProvidersOnly bool
	BreakGlass    MemberID
	CreatedAt     time.Time
	UpdatedAt     time.Time
}

// OrganizationKind tells the customers from the one organization of those who
// run Muster.
type OrganizationKind string

const (
	// Customer is an organization like every other.
	Customer OrganizationKind = "customer"
	// Installation is the organization of the operators: its owners and
	// administrators run Muster. There is at most one, and no list of customers
	// shows it.
	Installation OrganizationKind = "installation"
)

// The bounds of LogDays, and what an organization starts with.
const (
	MinLogDays     = 1
	DefaultLogDays = 30
	MaxLogDays     = 400
)

// OrganizationStatus says whether an organization may be used.
type OrganizationStatus string

const (
	// OrganizationActive is the normal state.
	OrganizationActive OrganizationStatus = "active"
	// OrganizationSuspended: the operator has stopped it; its connections
	// answer nobody.
	OrganizationSuspended OrganizationStatus = "suspended"
)

// Validate returns an Invalid error when the organization has no usable name.
func (o Organization) Validate() error {
	if strings.TrimSpace(o.Name) == "" {
		return ruleNameless.Refuse(Invalid).About("name")
	}
	_, err := checkName("name", o.Name)
	return err
}
