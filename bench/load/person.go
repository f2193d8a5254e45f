package load

import "strconv"

// Person is somebody whom Okta knows. The same person always has the same
// attributes, so that a run can be repeated.
type Person struct {
	Domain   string // tells the people of one measurement from another's
	Number   int
	Revision int // a profile push counts it up, which changes the title
}

var givenNames = [...]string{
	"Aiko", "Amara", "Björn", "Chloé", "Dmitri", "Elena", "Fatima", "Giovanni",
	"Hannah", "Ibrahim", "José", "Katarzyna", "Liam", "Mei", "Noor", "Olivia",
}

var familyNames = [...]string{
	"Andersson", "Brown", "Costa", "Dubois", "Eriksen", "Fischer", "García", "Haddad",
	"Ivanova", "Jones", "Kowalski", "Lindström", "Müller", "Nakamura", "Okafor", "Patel", "Quinn",
}

func (p Person) givenName() string { return givenNames[p.Number%len(givenNames)] }

func (p Person) familyName() string { return familyNames[p.Number%len(familyNames)] }

// appendUserName appends the name that the person signs in with.
func (p Person) appendUserName(to []byte) []byte { return p.appendName(to, "@") }

// appendQueryUserName appends the same name as a query holds it: Okta encodes
// the "@".
func (p Person) appendQueryUserName(to []byte) []byte { return p.appendName(to, "%40") }

func (p Person) appendName(to []byte, at string) []byte {
	to = append(to, "person."...)
	to = appendPadded(to, p.Number, 7)
	to = append(to, at...)
	to = append(to, p.Domain...)
	return append(to, ".example"...)
}

// appendBody appends the person as Okta creates somebody: the attributes, their
// order and the placeholder password are Okta's. The title comes with a profile
// push, from revision 1 on.
func (p Person) appendBody(to []byte) []byte {
	to = append(to, `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"`...)
	to = p.appendUserName(to)
	to = append(to, `","name":{"givenName":"`...)
	to = append(to, p.givenName()...)
	to = append(to, `","familyName":"`...)
	to = append(to, p.familyName()...)
	to = append(to, `"},"emails":[{"primary":true,"value":"`...)
	to = p.appendUserName(to)
	to = append(to, `","type":"work"}],"displayName":"`...)
	to = append(to, p.givenName()...)
	to = append(to, ' ')
	to = append(to, p.familyName()...)
	to = append(to, `","locale":"en-US","externalId":"00u`...)
	to = appendPadded(to, p.Number, 9)
	to = append(to, "hT6Aj10h"...)
	to = append(to, `","groups":[],`...)
	if p.Revision == 0 {
		to = append(to, `"password":"1mz050nq",`...)
	} else {
		to = append(to, `"title":"`...)
		to = p.appendTitle(to)
		to = append(to, `",`...)
	}
	return append(to, `"active":true}`...)
}

func (p Person) appendTitle(to []byte) []byte {
	return strconv.AppendInt(append(to, "Engineer, level "...), int64(p.Revision), 10)
}

// appendPadded appends a number with leading zeros up to the width.
func appendPadded(to []byte, number, width int) []byte {
	for limit := 10; width > 1; width-- {
		if number < limit {
			to = append(to, zeros[:width-1]...)
			break
		}
		limit *= 10
	}
	return strconv.AppendInt(to, int64(number), 10)
}

const zeros = "0000000000000000"

// UserName returns the name that the person signs in with.
func (p Person) UserName() string { return string(p.appendUserName(nil)) }

// Body returns the person as Okta creates somebody, as JSON.
func (p Person) Body() []byte { return p.appendBody(nil) }
