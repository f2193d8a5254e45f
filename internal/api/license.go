package api

import (
	"github.com/danielgtaylor/huma/v2"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// LicenseWait is a member's place in the line for a license.
type LicenseWait struct {
	Since Time `json:"since"`
	Place int  `json:"place,omitempty" doc:"Their place in the line, from 1; only where one member is asked for." example:"2"`
	Of    int  `json:"of,omitempty" doc:"How many stand in line as they do." example:"3"`
}

// InLine is somebody in line for a license.
type InLine struct {
	Place  int    `json:"place" example:"1"`
	Since  Time   `json:"since"`
	Member Member `json:"member"`
}

// LicenseEffect is what an entry did to a license.
type LicenseEffect string

// Schema describes the effects.
func (LicenseEffect) Schema(r huma.Registry) *huma.Schema {
	return enum(r, "LicenseEffect",
		"What an entry did to the license of its member: taken, released, awaited (none was free, so they stand in line) forgone (they left the line) or passed (it is their successor's).",
		directory.LicenseEffects()...)
}

// LicenseLedger is one page of the ledger, the newest entry first.
type LicenseLedger struct {
	Items      []Entry `json:"items" nullable:"false" doc:"What took or released a license, moved the line, or changed how many are bought."`
	NextBefore *int64  `json:"next_before" doc:"Where to go on: the before of the next request; null at the end."`
	Opening    int     `json:"opening" doc:"How many were in use when the ledger began. With what all its entries took, less what they released, it is what is in use."`
	InUse      int     `json:"in_use"`
}

// ListLicenseLedger is what listLicenseLedger takes.
type ListLicenseLedger struct {
	InOrganization
	Before int64 `query:"before" minimum:"0" doc:"The next_before of the page before."`
	Limit  int   `query:"limit" default:"50" minimum:"1" maximum:"200"`
}

// ListLicenseLine is what listLicenseLine takes.
type ListLicenseLine struct {
	InOrganization
	Paging
}

// lineCursor is where a page of the line ended, and which place that was.
type lineCursor struct {
	At     directory.LinePlace
	Behind int
}

// licenseCounts reads the pool, and who is in line where anybody is.
func licenseCounts(reader directory.Reader) (LicenseCounts, error) {
	licenses, line, err := readLicenses(reader)
	return LicenseCounts{
		Bought:     licenses.Bought,
		InUse:      licenses.InUse,
		Free:       licenses.Free(),
		Waiting:    line.Waiting,
		WithoutOne: line.Working,
	}, err
}

func readLicenses(reader directory.Reader) (directory.Licenses, directory.LineCounts, error) {
	licenses, err := reader.Licenses()
	if err != nil || licenses.InLine == 0 {
		return licenses, directory.LineCounts{}, err
	}
	line, err := reader.CountLine()
	return licenses, line, err
}

func (s *Server) getLicenses(c *call, _ *InOrganization) (*Answer[Licenses], error) {
	reader := c.view()
	licenses, line, err := readLicenses(reader)
	if err != nil {
		return nil, err
	}
	counts, err := licenseCounts(reader)
	if err != nil {
		return nil, err
	}
	return &Answer[Licenses]{Body: Licenses{
		LicenseCounts: counts,
		Low:           licenses.Low(),
		Forecast:      administration.LicenseForecast(licenses, line),
		Warning:       administration.LicenseWarning(licenses),
	}}, nil
}

// waitOf is a member's place in the line among those who stand in it as they do.
func waitOf(reader directory.Reader, member directory.Member) (*LicenseWait, error) {
	place, err := reader.PlaceInLine(member.LinePlace())
	if err != nil {
		return nil, err
	}
	line, err := reader.CountLine()
	wait := LicenseWait{Since: Time(member.Wait.Since), Place: place, Of: line.Waiting}
	if member.Status != directory.MemberWaiting {
		wait.Of += line.Working // those who wait come before them
	}
	return &wait, err
}

func (s *Server) listLicenseLine(c *call, in *ListLicenseLine) (*Answer[List[InLine]], error) {
	from, err := readCursor[lineCursor](in.Cursor)
	if err != nil {
		return nil, err
	}
	reader := c.view()
	found, err := reader.LicenseLine(from.At, in.Limit+1)
	if err != nil {
		return nil, err
	}
	more := len(found) > in.Limit
	found = found[:min(len(found), in.Limit)]
	members, err := membersOf(reader, found)
	if err != nil {
		return nil, err
	}
	list := List[InLine]{Items: make([]InLine, len(members))}
	for i, member := range members {
		list.Items[i] = InLine{Place: from.Behind + i + 1, Since: Time(found[i].Wait.Since), Member: member}
	}
	if more {
		list.NextCursor = writeCursor(lineCursor{At: found[in.Limit-1].LinePlace(), Behind: from.Behind + in.Limit})
	}
	return &Answer[List[InLine]]{Body: list}, nil
}

func (s *Server) listLicenseLedger(c *call, in *ListLicenseLedger) (*Answer[LicenseLedger], error) {
	reader := c.view()
	licenses, err := reader.Licenses()
	if err != nil {
		return nil, err
	}
	found, err := reader.LicenseLedger(in.Before, in.Limit+1)
	if err != nil {
		return nil, err
	}
	ledger := LicenseLedger{Opening: licenses.Opening, InUse: licenses.InUse}
	if len(found) > in.Limit {
		found = found[:in.Limit]
		ledger.NextBefore = &found[in.Limit-1].Number
	}
	known, err := readOrigins(reader)
	if err != nil {
		return nil, err
	}
	ledger.Items, err = entriesOf(reader, known, found)
	return &Answer[LicenseLedger]{Body: ledger}, err
}
