package signin

import (
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"strings"

	"github.com/musterhq/muster/internal/okta"
)

// rounds are few: the passwords are made up, and tests sign in often.
const rounds = 1000

// password is what is kept of one.
type password struct {
	salt [16]byte
	hash []byte
}

// SetPassword gives a person a password, in place of the one before. Without one
// nobody can sign in.
func (s *Service) SetPassword(id okta.UserID, text string) error {
	if _, ok := s.org.Person(id); !ok {
		return fmt.Errorf("there is no person %s in the org", id)
	}
	if text == "" {
		return errors.New("enter a password")
	}
	var made password
	_, _ = rand.Read(made.salt[:]) // never fails
	var err error
	if made.hash, err = hash(text, made.salt[:]); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.passwords[id] = made
	return nil
}

func hash(text string, salt []byte) ([]byte, error) {
	return pbkdf2.Key(sha256.New, text, salt, rounds, sha256.Size)
}

// authenticate returns the person of a login and a password, if they may sign
// in. It tells nobody what was wrong, as Okta does not.
func (s *Service) authenticate(login, text string) (okta.Person, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, kept := range s.passwords {
		person, active := s.active(id)
		if !active || !strings.EqualFold(person.Profile.Login, login) {
			continue
		}
		got, err := hash(text, kept.salt[:])
		return person, err == nil && subtle.ConstantTimeCompare(got, kept.hash) == 1
	}
	return okta.Person{}, false
}
