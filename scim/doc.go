// Package scim is the vocabulary of SCIM 2.0 (RFC 7643 and RFC 7644) as a
// library: resources, schemas, filters, paths, PATCH, lists, errors and
// discovery documents. It is for those who write a SCIM server or client and
// want its meaning without its transport: the package stands on the standard
// library alone, does no I/O and knows no HTTP. Bytes come in and go out as
// slices.
//
// # One tree
//
// A [Resource] is an ordered tree of attributes. [ResourceType.Read] reads it
// strictly and brings it into canonical form, in which equal resources have
// equal bytes; filters, PATCH, projections, equality and storage all walk this
// one tree by the one [Schema] of its type. What no schema defines stays in it
// at any depth, with its spelling and its numbers as they were sent. [User] and
// [Group] are typed views of it.
//
// # What a server does
//
//	create, PUT   ResourceType.Read → Resource.AppendJSON, to store
//	answer        Envelope.AppendJSON around the stored bytes; Projection
//	list          ParseFilter → ResourceType.Compile → Matcher; ListResponse
//	PATCH         ParsePatch → ResourceType.Apply → Edit
//	refuse        Error.AppendJSON
//
// What the server owns, id, meta and a User's groups, never enters a resource
// that is read; an [Envelope] holds it. Members of a Group never enter the
// tree either: Read gives them as a list, Apply as a difference, so that a
// group of a hundred thousand costs no tree of a hundred thousand.
//
// # Dialects
//
// Identity providers deviate from the RFCs, each in its own way. A [Dialect] is
// a value that says which deviations to forgive and how large input may be; it
// is passed to every function that reads. There is no global state.
//
// # Invariants
//
// Every error is an [*Error] with a scimType and one plain sentence. Nothing
// that was read is changed afterwards: resources, patches, filters and
// resource types are safe for concurrent use. Names of attributes and schemas
// compare without regard to ASCII case, and to ASCII case only. Time and
// memory are bounded by the size of the input, whatever it is.
//
// # Choices where the RFCs leave one
//
//   - More than one primary value in a whole resource is refused; in a PATCH
//     the last one made primary wins.
//   - ne also matches where there is no value.
//   - A filter on an attribute in no schema is refused, also within extensions
//     in no schema that resources may hold.
//   - The schemas of a resource are derived from what it holds.
//   - A PATCH path in an extension in no schema is kept; one that names an
//     unknown attribute of a known schema is invalidPath.
//   - password is not part of the User schema. It is accepted and dropped.
package scim
