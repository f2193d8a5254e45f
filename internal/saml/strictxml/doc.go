// Package strictxml reads the small part of XML that SAML messages need, and
// refuses everything else.
//
// Attacks on SAML live where two readers of one document see two things:
// comments that split a text, entities, processing instructions, names that
// only look alike, an ID given twice. This reader knows none of that. What it
// accepts, every XML parser reads in the same way:
//
//   - UTF-8 without a byte order mark, and only characters that XML 1.0 allows;
//   - one XML declaration at the very beginning or none, no DOCTYPE, no
//     processing instruction, no CDATA section, and no comment unless allowed;
//   - character references and the five entities that need no declaration;
//   - names of ASCII letters, digits, "_", "-" and ".", with at most one colon,
//     whose prefix is declared; no attribute twice;
//   - no ID twice, whatever the attribute is called (ID, Id, id, AssertionID);
//   - bounded depth, nodes and attributes.
//
// The package owns the reading alone. It writes nothing and knows no SAML.
package strictxml
