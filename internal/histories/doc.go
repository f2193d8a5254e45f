// Package histories has tests alone: random lives of an organization, in which a
// provider, administrators, people who join and the operator act one after the
// other and at once, under every policy, and after each step of which whatever must
// always hold is looked for in everything that is stored.
//
// A provider acts through the SCIM door as it does over HTTP; people act through
// the services by which the panel, the API and the command line act.
package histories
