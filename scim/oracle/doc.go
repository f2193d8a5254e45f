// Package oracle holds scim against two other Go libraries for SCIM: the
// grammar of filters and paths against github.com/scim2/filter-parser, the
// meaning of filters, the schemas and the reading of resources against
// github.com/elimity-com/scim. It has tests only, and is a module of its own so
// that nobody who imports scim gets these libraries.
//
// Where the libraries differ, the difference is listed in the test with its
// reason. A difference that is not listed fails the test, and so does a listed
// one that does not occur.
package oracle
