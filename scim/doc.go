// Package scim is the vocabulary of SCIM 2.0, RFC 7643 and RFC 7644, as a
// library: resources, schemas, filters, paths, PATCH, lists and errors. It
// stands on the standard library alone and does no I/O; bytes come in and go
// out as slices.
package scim
