package api

import (
	"slices"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// Adoption says that a connection took over a member who was made by hand.
type Adoption struct {
	UserName string `json:"user_name" doc:"What the provider called the person then, or when they were last given a role." example:"ana@example.com"`
	At       Time   `json:"at"`
}

// AdoptionRequest says that a connection wants to take over a member, and was
// refused until an owner confirms it.
type AdoptionRequest struct {
	Connection     ConnectionReference `json:"connection"`
	UserName       string              `json:"user_name" doc:"What the provider calls the person." example:"ana@example.com"`
	AskedAt        Time                `json:"asked_at"`
	ConfirmedUntil *Time               `json:"confirmed_until,omitempty" doc:"Until when the provider may try again, where an owner has confirmed it; it may be over."`
}

// ConfirmAdoption is what confirmAdoption takes.
type ConfirmAdoption struct {
	OfMember
	Body struct {
		ConnectionID directory.ConnectionID `json:"connection_id" minLength:"1" maxLength:"256"`
		UserName     string                 `json:"user_name" minLength:"1" maxLength:"1024" doc:"What the provider calls the person, as the request says." example:"ana@example.com"`
	} `nameHint:"AdoptionConfirmation"`
}

func (s *Server) confirmAdoption(c *call, in *ConfirmAdoption) (*Tagged[MemberDetail], error) {
	err := s.config.Administration.ConfirmAdoption(c.ctx, c.caller(), c.organization.ID, in.Member, in.Body.ConnectionID, in.Body.UserName)
	if err != nil {
		return nil, err
	}
	return s.memberTagged(c, in.Member)
}

// adoptionsOf reads what connections want with members, by member. Only few can have
// been asked for.
func adoptionsOf(reader directory.Reader, members []directory.Member) (map[directory.MemberID][]directory.Adoption, error) {
	var ids []directory.MemberID
	for _, member := range members {
		if member.AdoptedBy != "" || member.Unclaimed() && member.Role.Manages() {
			ids = append(ids, member.ID)
		}
	}
	found, err := reader.Adoptions(ids)
	adoptions := make(map[directory.MemberID][]directory.Adoption, len(ids))
	for _, adoption := range found {
		adoptions[adoption.Member] = append(adoptions[adoption.Member], adoption)
	}
	return adoptions, err
}

// adoption says how a member was adopted, or nil.
func adoption(member directory.Member, adoptions []directory.Adoption) *Adoption {
	at := slices.IndexFunc(adoptions, func(a directory.Adoption) bool { return a.Connection == member.AdoptedBy })
	if member.AdoptedBy == "" || at < 0 {
		return nil
	}
	return &Adoption{UserName: adoptions[at].UserName, At: Time(adoptions[at].AdoptedAt)}
}

// adoptionRequests are the connections that wait for an owner to confirm.
func (o origins) adoptionRequests(member directory.Member, adoptions []directory.Adoption) []AdoptionRequest {
	requests := []AdoptionRequest{}
	for _, adoption := range adoptions {
		if !administration.AsksToAdopt(member, o[adoption.Connection], adoption) {
			continue
		}
		request := AdoptionRequest{
			Connection: *o.reference(adoption.Connection),
			UserName:   adoption.UserName,
			AskedAt:    Time(adoption.AskedAt),
		}
		if !adoption.ConfirmedAt.IsZero() {
			until := Time(adoption.ConfirmedUntil())
			request.ConfirmedUntil = &until
		}
		requests = append(requests, request)
	}
	return requests
}
