// Package entra sends the request shapes of identity providers other than
// Okta: Microsoft Entra ID, OneLogin, JumpCloud and Google Workspace.
//
// It owns a list of scenarios. Each drives a SCIM server with one habit of one
// provider and reports what came of it as named checks, judged by what a later
// read returns rather than by the answer alone. It owns no server, no
// directory and no schedule, and imports none of Muster's packages.
//
// Scenarios use names with a random ending and may run side by side, and again
// and again, on one server. What they create they leave behind.
package entra
