package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// flatten lists every value of a SCIM resource with its path, in the order in
// which it was sent. The resource is read token by token because order and
// spelling are part of what an administrator looks for; nothing here knows SCIM
// but the labels.
func flatten(resource []byte) ([]Attribute, error) {
	decoder := json.NewDecoder(bytes.NewReader(resource))
	decoder.UseNumber()
	flat := []Attribute{}
	if err := flattenValue(decoder, "", 0, &flat); err != nil {
		return nil, fmt.Errorf("read a stored resource: %w", err)
	}
	return flat, nil
}

func flattenValue(decoder *json.Decoder, path string, depth int, flat *[]Attribute) error {
	token, err := decoder.Token()
	if err != nil {
		return err
	}
	switch token := token.(type) {
	case json.Delim:
		if err := flattenInside(decoder, token, path, depth, flat); err != nil {
			return err
		}
		_, err := decoder.Token() // the closing one
		return err
	case nil:
		return nil // SCIM: null is as good as absent
	default:
		*flat = append(*flat, Attribute{Path: path, Label: labelOf(path), Value: fmt.Sprint(token)})
		return nil
	}
}

func flattenInside(decoder *json.Decoder, opening json.Delim, path string, depth int, flat *[]Attribute) error {
	for i := 0; decoder.More(); i++ {
		inner := path + "[" + strconv.Itoa(i) + "]"
		if opening == '{' {
			name, err := decoder.Token()
			if err != nil {
				return err
			}
			inner = under(path, fmt.Sprint(name), depth)
		}
		if err := flattenValue(decoder, inner, depth+1, flat); err != nil {
			return err
		}
	}
	return nil
}

// under is the path of an attribute inside another. What stands in an extension
// follows its URN behind a colon, as RFC 7644 §3.10 writes it: extensions stand
// in no attribute, so theirs is the only path that is a URN and nothing more.
func under(path, name string, depth int) string {
	switch {
	case depth == 0:
		return name
	case depth == 1 && strings.HasPrefix(path, "urn:"):
		return path + ":" + name
	}
	return path + "." + name
}

// lastPart is what follows the version in a URN: "User" in "…:2.0:User".
func lastPart(urn string) string { return urn[strings.LastIndexByte(urn, ':')+1:] }

// labels are what administrators call the well-known attributes.
var labels = map[string]string{
	"schemas":                 "Schemas",
	"userName":                "User name",
	"externalId":              "External id",
	"active":                  "Active",
	"name.formatted":          "Full name",
	"name.givenName":          "First name",
	"name.middleName":         "Middle name",
	"name.familyName":         "Last name",
	"displayName":             "Display name",
	"nickName":                "Nickname",
	"profileUrl":              "Profile address",
	"title":                   "Title",
	"userType":                "User type",
	"preferredLanguage":       "Preferred language",
	"locale":                  "Locale",
	"timezone":                "Time zone",
	"emails.value":            "Email",
	"emails.type":             "Email type",
	"emails.primary":          "Primary email",
	"phoneNumbers.value":      "Phone number",
	"phoneNumbers.type":       "Phone number type",
	"addresses.streetAddress": "Street address",
	"addresses.locality":      "City",
	"addresses.region":        "State or region",
	"addresses.postalCode":    "Postal code",
	"addresses.country":       "Country",
	"employeeNumber":          "Employee number",
	"costCenter":              "Cost center",
	"organization":            "Organization",
	"division":                "Division",
	"department":              "Department",
	"manager.value":           "Manager's id",
	"manager.displayName":     "Manager",
}

// labelOf says a path in words: as it is known, or its last name taken apart.
func labelOf(path string) string {
	plain := withoutIndexes(path)
	if strings.HasPrefix(plain, "urn:") {
		plain = lastPart(plain)
	}
	if label, known := labels[plain]; known {
		return label
	}
	var words strings.Builder
	for i, r := range plain[strings.LastIndexByte(plain, '.')+1:] {
		switch {
		case i == 0:
			words.WriteRune(unicode.ToUpper(r))
		case unicode.IsUpper(r):
			words.WriteRune(' ')
			words.WriteRune(unicode.ToLower(r))
		default:
			words.WriteRune(r)
		}
	}
	return words.String()
}

func withoutIndexes(path string) string {
	for {
		opening := strings.IndexByte(path, '[')
		closing := strings.IndexByte(path, ']')
		if opening < 0 || closing < opening {
			return path
		}
		path = path[:opening] + path[closing+1:]
	}
}
