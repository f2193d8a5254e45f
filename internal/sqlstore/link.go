package sqlstore

import (
	"context"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

const (
	linkColumns = `
	l.hash,
	l.organization_id,
	l.link_id,
	l.kind,
	l.member_id,
	l.label,
	l.created_by,
	l.created_at,
	l.expires_at,
	l.used_at,
	l.revoked_at`

	linksWhere = `
	SELECT ` + linkColumns + `
	FROM links l
	WHERE `
)

var selectLink = newStatement("read link", linksWhere+`l.hash = $1`)

var selectLinkByID = newStatement("read link", linksWhere+`l.organization_id = $1 AND l.link_id = $2`)

var selectLinksOfMember = newStatement("list links", linksWhere+`
	l.organization_id = $1 AND l.kind = $2 AND l.member_id = $3
	ORDER BY l.created_at, l.link_id`)

var selectLinks = newStatement("list links", linksWhere+`
	l.organization_id = $1 AND l.kind = $2
	ORDER BY l.created_at, l.link_id`)

var insertLink = newStatement("create link", `
	INSERT INTO links (hash, organization_id, link_id, kind, member_id, label, created_by,
		created_at, expires_at, used_at, revoked_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`)

var updateLink = newStatement("update link", `
	UPDATE links
	SET expires_at = $3, used_at = $4, revoked_at = $5
	WHERE organization_id = $1 AND link_id = $2`)

var revokeLinks = newStatement("revoke links", `
	UPDATE links
	SET revoked_at = $3
	WHERE organization_id = $1 AND member_id = $2 AND used_at = 0 AND revoked_at = 0`)

var deleteLinksOfMember = newStatement("delete links", `
	DELETE FROM links
	WHERE organization_id = $1 AND member_id = $2`)

// linkScan takes the columns of a link from a row.
type linkScan struct {
	link                            *directory.Link
	created, expires, used, revoked int64
}

func (s *linkScan) columns() []any {
	return []any{
		(*storedHash)(&s.link.Hash),
		(*string)(&s.link.Organization),
		(*string)(&s.link.ID),
		(*string)(&s.link.Kind),
		(*string)(&s.link.Member),
		&s.link.Label,
		&s.link.CreatedBy,
		&s.created,
		&s.expires,
		&s.used,
		&s.revoked,
	}
}

func (s *linkScan) finish() {
	s.link.CreatedAt = timeFromMicros(s.created)
	s.link.ExpiresAt = timeFromMicros(s.expires)
	s.link.UsedAt = timeFromMicros(s.used)
	s.link.RevokedAt = timeFromMicros(s.revoked)
}

func scanLink(rows cursor, link *directory.Link) error {
	scan := linkScan{link: link}
	err := rows.Scan(scan.columns()...)
	scan.finish()
	return err
}

// Link returns the link with a secret; see directory.Store.
func (s *Store) Link(ctx context.Context, hash directory.SecretHash) (directory.Link, error) {
	return single(s.view(ctx, ""), "link", scanLink, selectLink, hash[:])
}

func (r *reader) Links(kind directory.LinkKind, member directory.MemberID) ([]directory.Link, error) {
	if member == "" {
		return collect(r, scanLink, selectLinks, r.organization, string(kind))
	}
	return collect(r, scanLink, selectLinksOfMember, r.organization, string(kind), string(member))
}

func (t *tx) CreateLink(link directory.Link) error {
	if link.Member != "" {
		if err := t.requireMember(link.Member); err != nil {
			return err
		}
	}
	_, err := t.exec(insertLink,
		link.Hash[:],
		t.organization,
		string(link.ID),
		string(link.Kind),
		string(link.Member),
		link.Label,
		link.CreatedBy,
		micros(link.CreatedAt),
		micros(link.ExpiresAt),
		micros(link.UsedAt),
		micros(link.RevokedAt),
	)
	return err
}

func (t *tx) UpdateLink(link directory.Link) error {
	if !isText(string(link.ID)) {
		return notFound("link")
	}
	affected, err := t.exec(updateLink, t.organization, string(link.ID),
		micros(link.ExpiresAt), micros(link.UsedAt), micros(link.RevokedAt))
	if err == nil && affected == 0 {
		return notFound("link")
	}
	return err
}

func (t *tx) RevokeLinks(member directory.MemberID, at time.Time) error {
	if member == "" || !isText(string(member)) {
		return nil
	}
	_, err := t.exec(revokeLinks, t.organization, string(member), micros(at))
	return err
}
