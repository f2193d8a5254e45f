package sqlstore

import (
	"context"

	"github.com/musterhq/muster/internal/directory"
)

// The answers are no part of the directory and have no journal: what is told here
// is what a client was told. Each statement is a change of its own.

var insertAnswer = newStatement("claim an answer", `
	INSERT INTO kept_answers (organization_id, key, fingerprint, status, header, body, created_at)
	VALUES ($1, $2, $3, 0, '', $4, $5)
	ON CONFLICT (organization_id, key) DO NOTHING`)

var selectAnswer = newStatement("read an answer", `
	SELECT key, fingerprint, status, header, body, created_at
	FROM kept_answers
	WHERE organization_id = $1 AND key = $2`)

var updateAnswer = newStatement("keep an answer", `
	UPDATE kept_answers
	SET status = $3, header = $4, body = $5
	WHERE organization_id = $1 AND key = $2`)

var deleteAnswer = newStatement("drop an answer", `
	DELETE FROM kept_answers
	WHERE organization_id = $1 AND key = $2 AND status = 0`)

var deleteOldAnswers = newStatement("forget old answers", `
	DELETE FROM kept_answers
	WHERE organization_id = $1 AND created_at < $2`)

func scanAnswer(rows cursor, answer *directory.KeptAnswer) error {
	var created int64
	err := rows.Scan(&answer.Key, (*storedHash)(&answer.Fingerprint), &answer.Status, &answer.Header, &answer.Body, &created)
	answer.CreatedAt = timeFromMicros(created)
	return err
}

// keep runs f in a change of an organization, with nothing but its statements.
func (s *Store) keep(ctx context.Context, organization directory.OrganizationID, f func(*tx) error) error {
	return s.commit(ctx, organization, func(g *group) error {
		ledger, err := g.ledger(organization)
		if err != nil {
			return err
		}
		t := newTx(g, ledger)
		defer func() { t.over = true }()
		return f(t)
	})
}

// ClaimAnswer keeps a new answer, or returns the one that is kept; see
// directory.Store.
func (s *Store) ClaimAnswer(ctx context.Context, organization directory.OrganizationID, answer directory.KeptAnswer) (directory.KeptAnswer, bool, error) {
	var kept directory.KeptAnswer
	var claimed bool
	err := s.keep(ctx, organization, func(t *tx) error {
		old := answer.CreatedAt.Add(-directory.AnswersAreKept)
		if _, err := t.exec(deleteOldAnswers, t.organization, micros(old)); err != nil {
			return err
		}
		affected, err := t.exec(insertAnswer, t.organization, answer.Key, answer.Fingerprint[:], []byte{}, micros(answer.CreatedAt))
		if err != nil {
			return err
		}
		claimed = affected == 1
		kept, err = single(t.reader, "answer", scanAnswer, selectAnswer, t.organization, answer.Key)
		return err
	})
	if err != nil {
		return directory.KeptAnswer{}, false, err
	}
	return kept, claimed, nil
}

// KeepAnswer stores a claimed answer; see directory.Store.
func (s *Store) KeepAnswer(ctx context.Context, organization directory.OrganizationID, answer directory.KeptAnswer) error {
	return s.keep(ctx, organization, func(t *tx) error {
		affected, err := t.exec(updateAnswer, t.organization, answer.Key, int64(answer.Status), answer.Header, bytesNotNull(answer.Body))
		if err == nil && affected == 0 {
			return notFound("answer")
		}
		return err
	})
}

// DropAnswer forgets a claimed answer; see directory.Store.
func (s *Store) DropAnswer(ctx context.Context, organization directory.OrganizationID, key string) error {
	return s.keep(ctx, organization, func(t *tx) error {
		_, err := t.exec(deleteAnswer, t.organization, key)
		return err
	})
}
