package sqlstore

import (
	"fmt"
	"slices"
	"strings"

	"github.com/musterhq/muster/internal/directory"
)

// The teams of an identity come as one text, so that the statement returns each
// identity, with its resource, once however many teams there are. The control
// characters that part them cannot occur in a name: Fold refuses them.
const (
	teamSeparator = "\x1e"
	nameSeparator = "\x1f"

	identityTeams = `COALESCE((
			SELECT string_agg(t.team_id || '` + nameSeparator + `' || t.name, '` + teamSeparator + `')
			FROM team_identities b
			JOIN teams t ON t.organization_id = b.organization_id AND t.team_id = b.team_id
			WHERE b.organization_id = i.organization_id AND b.identity_id = i.identity_id
		), '')`

	identityColumns = `
		i.identity_id,
		i.place` + numberOnShelf + `,
		i.member_id,
		i.user_name,
		i.external_id,
		i.name,
		i.emails,
		i.active,
		i.resource,
		i.created_at,
		i.updated_at,
		i.version,
		i.leaving,
		i.leaving_since,
		i.edited`

	identitiesOfConnection = `
	FROM identities i
	WHERE i.organization_id = $1 AND i.connection_id = $2 `

	identitiesOnShelf = `
	FROM identities i
	WHERE i.place < ` + shelfOfConnection + shelfEnd + ` `

	// Every list continues after an ordinal, in the order of the index that
	// narrows it: no sort. One that is narrowed to a single identity has no
	// order, lest a planner walk an index for its sake.
	identityOnly = `
	AND i.place` + numberOnShelf + ` > $3
	LIMIT $4`
	identityPage = `
	AND i.place > ` + shelfOfConnection + ` + $3
	ORDER BY i.place
	LIMIT $4`
)

// identityQueries is one statement for each index, without and with teams.
type identityQueries struct {
	plain, withTeams *statement
}

func newIdentityQueries(from, page string) identityQueries {
	return identityQueries{
		plain:     newStatement("list identities", "SELECT "+identityColumns+", ''"+from+page),
		withTeams: newStatement("list identities", "SELECT "+identityColumns+", "+identityTeams+from+page),
	}
}

var selectIdentities = map[directory.IdentityIndex]identityQueries{
	directory.EveryIdentity: newIdentityQueries(identitiesOnShelf, identityPage),
	directory.ByID:          newIdentityQueries(identitiesOfConnection+`AND i.identity_id = $5`, identityOnly),
	directory.ByUserName:    newIdentityQueries(identitiesOfConnection+`AND i.user_name_key = $5`, identityOnly),
	directory.ByExternalID:  newIdentityQueries(identitiesOfConnection+`AND i.external_id = $5`, identityPage),
	directory.ByEmail: newIdentityQueries(identitiesOfConnection+`AND i.identity_id IN (
		SELECT n.identity_id
		FROM identities n
		WHERE n.organization_id = $1 AND n.connection_id = $2 AND n.user_name_key = $5 AND n.user_name_is_email
		UNION ALL
		SELECT a.identity_id
		FROM addresses a
		WHERE a.organization_id = $1 AND a.connection_id = $2 AND a.address_key = $5)`, identityPage),
}

var selectIdentity = newStatement("read identity",
	"SELECT "+identityColumns+", "+identityTeams+identitiesOfConnection+`AND i.identity_id = $3`)

var selectUserNameHolder = newStatement("find who has a user name", `
	SELECT i.identity_id`+identitiesOfConnection+`AND i.user_name_key = $3`)

var selectIdentityOrdinal = newStatement("find a position", `
	SELECT i.place`+numberOnShelf+identitiesOnShelf+`
	AND i.place > `+shelfOfConnection+`
	ORDER BY i.place
	LIMIT 1 OFFSET $3`)

var selectKnownIdentities = newStatement("find known identities", `
	SELECT i.identity_id`+identitiesOfConnection+`
	AND i.identity_id {among $3}
	ORDER BY i.identity_id`)

var selectActiveIdentities = newStatement("find active identities", `
	SELECT i.identity_id
	FROM identities i
	WHERE i.organization_id = $1 AND i.identity_id {among $2} AND i.active
	ORDER BY i.identity_id`)

var selectLeavingIdentities = newStatement("list who is leaving",
	"SELECT "+identityColumns+`, i.connection_id
	FROM identities i
	WHERE i.organization_id = $1 AND i.leaving <> ''
	ORDER BY i.leaving_since, i.identity_id`)

var updateLeaving = newStatement("note who is leaving", `
	UPDATE identities
	SET leaving = $4, leaving_since = $5, version = version + 1
	WHERE organization_id = $1 AND connection_id = $2 AND identity_id = $3`)

// Most updates leave alone by what an identity is found. They name no column of
// an index, which would be written again even for the same value.
var updateIdentity = newStatement("update identity", `
	UPDATE identities
	SET member_id = $5, name = $6, active = $7, resource = $8, updated_at = $9, version = version + 1
	WHERE organization_id = $1 AND connection_id = $2 AND identity_id = $3 AND version = $4`)

// A taken name is looked for in the statement itself: a broken constraint would
// end a PostgreSQL transaction, and with it the group.
var rekeyIdentity = newStatement("update identity", `
	UPDATE identities
	SET member_id = $5, name = $6, active = $7, resource = $8, updated_at = $9, version = version + 1,
		user_name = $10, user_name_key = $11, user_name_is_email = $12,
		has_addresses = has_addresses OR $13, external_id = $14, emails = $15
	WHERE organization_id = $1 AND connection_id = $2 AND identity_id = $3 AND version = $4
	AND NOT EXISTS (
		SELECT 1
		FROM identities o
		WHERE o.organization_id = $1 AND o.connection_id = $2 AND o.user_name_key = $11 AND o.identity_id <> $3)
	RETURNING has_addresses`)

var deleteIdentity = newStatement("delete identity", `
	DELETE FROM identities
	WHERE organization_id = $1 AND connection_id = $2 AND identity_id = $3
	RETURNING has_addresses`)

var deleteAddresses = newStatement("delete addresses", `
	DELETE FROM addresses
	WHERE organization_id = $1 AND identity_id = $2`)

var addressTable = newTable("addresses",
	column{name: "organization_id"},
	column{name: "identity_id"},
	column{name: "connection_id"},
	column{name: "address_key"},
)

// identityKeys are the folded forms by which an identity is found.
type identityKeys struct {
	userName string
	// userNameIsEmail says that one of the addresses is the user name.
	userNameIsEmail bool
	// addresses are the others, each once.
	addresses []string
}

func newIdentityKeys(assertion directory.Assertion) (identityKeys, error) {
	userName, err := directory.Fold(assertion.UserName)
	if err != nil {
		return identityKeys{}, err
	}
	keys := identityKeys{userName: userName}
	for _, email := range assertion.Emails {
		address, err := directory.Fold(email)
		if err != nil {
			return identityKeys{}, err
		}
		switch {
		case address == userName:
			keys.userNameIsEmail = true
		case address != "" && !slices.Contains(keys.addresses, address):
			keys.addresses = append(keys.addresses, address)
		}
	}
	return keys, nil
}

func textFromEmails(emails []string) string {
	if len(emails) == 0 {
		return ""
	}
	return strings.Join(emails, "\n") + "\n"
}

func emailsFromText(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

// scanIdentity returns the scan of an identity of the connection.
func scanIdentity(connection directory.ConnectionID) func(cursor, *directory.Identity) error {
	return func(rows cursor, identity *directory.Identity) error {
		var teams string
		if err := scanIdentityAnd(rows, identity, &teams); err != nil {
			return err
		}
		identity.Connection = connection
		identity.Teams = teamsFromText(teams)
		return nil
	}
}

// scanLeaving scans an identity of any connection.
func scanLeaving(rows cursor, identity *directory.Identity) error {
	return scanIdentityAnd(rows, identity, (*string)(&identity.Connection))
}

// scanIdentityAnd scans the columns of an identity and one more.
func scanIdentityAnd(rows cursor, identity *directory.Identity, last *string) error {
	var emails string
	var created, updated, leaving int64
	err := rows.Scan(
		(*string)(&identity.ID),
		&identity.Ordinal,
		(*string)(&identity.Member),
		&identity.UserName,
		&identity.ExternalID,
		&identity.Name,
		&emails,
		&identity.Active,
		&identity.Resource,
		&created,
		&updated,
		&identity.Version,
		(*string)(&identity.Leaving.Asked),
		&leaving,
		&identity.Edited,
		last,
	)
	identity.Emails = emailsFromText(emails)
	identity.CreatedAt = timeFromMicros(created)
	identity.UpdatedAt = timeFromMicros(updated)
	identity.Leaving.Since = timeFromMicros(leaving)
	return err
}

func teamsFromText(text string) []directory.TeamRef {
	if text == "" {
		return nil
	}
	var teams []directory.TeamRef
	for team := range strings.SplitSeq(text, teamSeparator) {
		id, name, _ := strings.Cut(team, nameSeparator)
		teams = append(teams, directory.TeamRef{ID: directory.TeamID(id), Name: name})
	}
	slices.SortFunc(teams, func(a, b directory.TeamRef) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return teams
}

func (r *reader) Identity(connection directory.ConnectionID, id directory.IdentityID) (directory.Identity, error) {
	return single(r, "user", scanIdentity(connection), selectIdentity, r.organization, string(connection), string(id))
}

func (r *reader) Identities(connection directory.ConnectionID, query directory.IdentityQuery) ([]directory.Identity, error) {
	args := []any{r.organization, string(connection), onShelf(query.After), int64(query.Limit)}
	switch query.Key.By {
	case directory.EveryIdentity:
	case directory.ByID, directory.ByExternalID:
		args = append(args, query.Key.Value)
	case directory.ByUserName, directory.ByEmail:
		key, err := directory.Fold(query.Key.Value)
		if err != nil {
			return nil, nil // what no name may hold is nobody's name
		}
		args = append(args, key)
	}
	queries, ok := selectIdentities[query.Key.By]
	if !ok {
		return nil, fmt.Errorf("list identities: there is no index %d", query.Key.By)
	}
	if query.WithTeams {
		return collect(r, scanIdentity(connection), queries.withTeams, args...)
	}
	return collect(r, scanIdentity(connection), queries.plain, args...)
}

func (r *reader) UserNameHolder(connection directory.ConnectionID, userName string) (directory.IdentityID, error) {
	key, err := directory.Fold(userName)
	if err != nil {
		return "", nil //nolint:nilerr // what no name may hold is nobody's name
	}
	if !isText(string(connection)) || !isText(key) {
		return "", nil
	}
	found, err := collect(r, scanText[directory.IdentityID], selectUserNameHolder, r.organization, string(connection), key)
	if err != nil || len(found) == 0 {
		return "", err
	}
	return found[0], nil
}

func (r *reader) IdentityOrdinal(connection directory.ConnectionID, position int64) (int64, error) {
	return ordinalAt(r, selectIdentityOrdinal, string(connection), position)
}

// ordinalAt returns the ordinal at a position of a list, counted from 1, or 0.
func ordinalAt(r *reader, text *statement, of string, position int64) (int64, error) {
	if position < 1 {
		return 0, nil
	}
	found, err := collect(r, scanNumber, text, r.organization, of, position-1)
	if err != nil || len(found) == 0 {
		return 0, err
	}
	return found[0], nil
}

func (r *reader) KnownIdentities(connection directory.ConnectionID, ids []directory.IdentityID) ([]directory.IdentityID, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return collect(r, scanText[directory.IdentityID], selectKnownIdentities, r.organization, string(connection), list(r, ids))
}

func (r *reader) ActiveIdentities(ids []directory.IdentityID) ([]directory.IdentityID, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return collect(r, scanText[directory.IdentityID], selectActiveIdentities, r.organization, list(r, ids))
}

func (r *reader) LeavingIdentities() ([]directory.Identity, error) {
	return collect(r, scanLeaving, selectLeavingIdentities, r.organization)
}

// list makes the argument for a list parameter.
func list[ID ~string](r *reader, ids []ID) any {
	texts := make([]string, 0, len(ids))
	for _, id := range ids {
		if isText(string(id)) { // what no column can hold is nobody's id
			texts = append(texts, string(id))
		}
	}
	return r.engine.list(texts)
}

func userNameTaken() error {
	return &directory.Error{
		Code:    directory.Taken,
		Field:   "user name",
		Message: "Another user of this connection has this userName already; use another or change theirs first.",
	}
}

func (t *tx) requireMemberOf(identity directory.Identity) error {
	if identity.Member == "" {
		return nil
	}
	return t.requireMember(identity.Member)
}

// bytesNotNull keeps nil from becoming NULL.
func bytesNotNull(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

func (t *tx) insertAddresses(identity directory.Identity, addresses []string) error {
	rows := make([][]any, 0, len(addresses))
	for _, address := range addresses {
		rows = append(rows, []any{t.organization, string(identity.ID), string(identity.Connection), address})
	}
	return t.insert(addressTable, rows)
}

// Identity remembers the member behind it, so that a later write of the identity
// need not look for it again. Whoever deletes a member detaches it.
func (t *tx) Identity(connection directory.ConnectionID, id directory.IdentityID) (directory.Identity, error) {
	identity, err := t.reader.Identity(connection, id)
	if err == nil && identity.Member != "" {
		remember(&t.ledger.members, identity.Member, true)
	}
	return identity, err
}

func (t *tx) UpdateIdentity(before, after directory.Identity) (bool, error) {
	if !isText(string(before.Connection)) || !isText(string(before.ID)) {
		return false, notFound("user")
	}
	if after.Member != before.Member {
		if err := t.requireMemberOf(after); err != nil {
			return false, err
		}
	}
	args := []any{
		t.organization,
		string(before.Connection),
		string(before.ID),
		before.Version,
		string(after.Member),
		after.Name,
		after.Active,
		bytesNotNull(after.Resource),
		micros(after.UpdatedAt),
	}
	if !sameKeys(before.Assertion, after.Assertion) {
		return t.rekeyIdentity(before, after, args)
	}
	affected, err := t.exec(updateIdentity, args...)
	if err != nil {
		return false, err
	}
	if affected == 0 {
		return false, t.whyNotUpdated(before)
	}
	return true, nil
}

// sameKeys says whether an identity is found by the same before and after.
func sameKeys(before, after directory.Assertion) bool {
	return before.UserName == after.UserName && before.ExternalID == after.ExternalID && slices.Equal(before.Emails, after.Emails)
}

// rekeyIdentity is UpdateIdentity with the keys.
func (t *tx) rekeyIdentity(before, after directory.Identity, args []any) (bool, error) {
	keys, err := newIdentityKeys(after.Assertion)
	if err != nil {
		return false, err
	}
	args = append(args,
		after.UserName,
		keys.userName,
		keys.userNameIsEmail,
		len(keys.addresses) > 0,
		after.ExternalID,
		textFromEmails(after.Emails),
	)
	hasAddresses, err := returning(t, scanBool, rekeyIdentity, args...)
	if err != nil {
		return false, err
	}
	if len(hasAddresses) == 0 {
		return false, t.whyNotUpdated(before)
	}
	if !hasAddresses[0] {
		return true, nil
	}
	if _, err := t.exec(deleteAddresses, t.organization, string(before.ID)); err != nil {
		return false, err
	}
	after.ID, after.Connection = before.ID, before.Connection
	return true, t.insertAddresses(after, keys.addresses)
}

func scanBool(rows cursor, value *bool) error { return rows.Scan(value) }

// whyNotUpdated returns the refusal of an update that found nothing to update,
// or nil where another update was faster.
func (t *tx) whyNotUpdated(before directory.Identity) error {
	now, err := t.Identity(before.Connection, before.ID)
	if err != nil || now.Version != before.Version {
		return err
	}
	return userNameTaken()
}

func (t *tx) SetLeaving(connection directory.ConnectionID, id directory.IdentityID, leaving directory.Leaving) error {
	if !isText(string(connection)) || !isText(string(id)) {
		return notFound("user")
	}
	affected, err := t.exec(updateLeaving, t.organization, string(connection), string(id), string(leaving.Asked), micros(leaving.Since))
	if err == nil && affected == 0 {
		return notFound("user")
	}
	return err
}

func (t *tx) DeleteIdentity(connection directory.ConnectionID, id directory.IdentityID) error {
	if !isText(string(connection)) || !isText(string(id)) {
		return notFound("user")
	}
	hadAddresses, err := returning(t, scanBool, deleteIdentity, t.organization, string(connection), string(id))
	if err != nil {
		return err
	}
	if len(hadAddresses) == 0 {
		return notFound("user")
	}
	t.ledger.total(connection).identities--
	_, err = t.exec(leaveTeams, t.organization, string(id))
	if err != nil {
		return err
	}
	_, err = t.exec(deleteMemberships, t.organization, string(id))
	if err != nil || !hadAddresses[0] {
		return err
	}
	_, err = t.exec(deleteAddresses, t.organization, string(id))
	return err
}
