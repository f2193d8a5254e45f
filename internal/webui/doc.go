// Package webui serves the control panel: the files that web/ builds, embedded
// in the program.
//
// It owns the panel's files and the headers they are sent with, above all the
// content security policy. It knows no organization, no session and no API;
// the panel's code asks for those over the documented JSON API like any other
// client. Always true: every answer carries the policy, and nothing outside of
// the built folder can be named.
package webui
