package api

import "github.com/musterhq/muster/internal/directory"

// Organization is a customer of whoever runs the installation.
type Organization struct {
	ID           directory.OrganizationID `json:"id"`
	Name         string                   `json:"name" example:"Analytical Engines"`
	Kind         OrganizationKind         `json:"kind"`
	Status       OrganizationStatus       `json:"status"`
	Provisioning bool                     `json:"provisioning" doc:"Whether the organization's plan includes provisioning."`
	LogDays      int                      `json:"log_days" doc:"For how many days the provisioning log keeps a request."`
	Licenses     LicenseCounts            `json:"licenses"`
	CreatedAt    Time                     `json:"created_at"`
	UpdatedAt    Time                     `json:"updated_at"`
}

// LicenseCounts is an organization's pool of licenses.
type LicenseCounts struct {
	Bought int `json:"bought" example:"240"`
	InUse  int `json:"in_use" example:"36"`
	Free   int `json:"free" example:"204"`
	// Waiting and WithoutOne are those in line.
	Waiting    int `json:"waiting" doc:"How many members wait for a license and cannot sign in until they get one."`
	WithoutOne int `json:"without_one" doc:"How many members work without a license and get the next ones, after those who wait."`
}

// Licenses is the pool, with a warning when it runs out.
type Licenses struct {
	LicenseCounts
	Low      bool   `json:"low" doc:"True from 5 % free on."`
	Forecast string `json:"forecast" doc:"How many are in use, and how many people wait, in one sentence." example:"48 of 50 licenses are in use, 3 people wait for one."`
	Warning  string `json:"warning,omitempty" doc:"One sentence that says what is missing and what to do."`
}

// Summary is what the panel's sidebar counts.
type Summary struct {
	Members     int                 `json:"members"`
	Teams       int                 `json:"teams"`
	Licenses    LicenseCounts       `json:"licenses"`
	Connections []ConnectionSummary `json:"connections" nullable:"false" doc:"Empty for those who may not see connections."`
	Head        int64               `json:"head" doc:"The number of the newest activity entry."`
}

// ConnectionSummary is a connection with its health in short.
type ConnectionSummary struct {
	ID       directory.ConnectionID `json:"id"`
	Provider Provider               `json:"provider"`
	State    ConnectionState        `json:"state"`
	Health   HealthSummary          `json:"health"`
}

// HealthSummary is a connection's health in short.
type HealthSummary struct {
	State         HealthState `json:"state"`
	LastRequestAt *Time       `json:"last_request_at,omitempty"`
}

// Overview is what the operator sees first.
type Overview struct {
	Organizations      int `json:"organizations"`
	Members            int `json:"members"`
	ConnectionsOn      int `json:"connections_on"`
	ConnectionsFailing int `json:"connections_failing"`
}

// ConnectionHealth is one connection of one organization, with its health.
type ConnectionHealth struct {
	Organization OrganizationReference `json:"organization"`
	Connection   Connection            `json:"connection"`
	Health       Health                `json:"health"`
}
