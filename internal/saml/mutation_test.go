package saml_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/x509"
	"sync/atomic"
	"testing"

	"github.com/musterhq/muster/internal/saml"
	"github.com/musterhq/muster/internal/saml/samltest"
)

// Mutations are tried in shards, each with a seed of its own, so that two
// processors share them and a failure names its shard.
const (
	shards            = 24
	mutationsPerShard = 4200
)

// mutationsWatched is how many of each shard the race detector watches, under
// which one takes five times as long. What it could find, the first ones show.
const mutationsWatched = 200

// mutationCorpus is what is mutated: two people, a response of each kind, signed
// by two keys that count; and what a stranger signed, to take parts from. Signed
// by curves too, since each key has code of its own.
func mutationCorpus(t testing.TB, s *scene, curve samltest.Signer) (corpus []*samltest.Node, signed []saml.Assertion) {
	t.Helper()
	people := []string{person, "grace@acme.example"}
	for i, name := range people {
		for _, what := range samltest.AllSigned() {
			l := login()
			l.NameID, l.Groups = name, nil
			l.ResponseID, l.AssertionID = "id-response", "id-assertion"
			if i > 0 {
				l.ResponseID, l.AssertionID = l.ResponseID+"-2", l.AssertionID+"-2"
			}
			// What KeyInfo says is ignored, and long.
			signer, how := s.signer, samltest.Signing{KeyInfo: "AAAA"}
			if i > 0 {
				signer = curve
			}
			response := l.Response()
			if err := signer.SignResponse(response, what, how); err != nil {
				t.Fatal(err)
			}
			corpus = append(corpus, response)
		}
		want := rightAssertion()
		want.Subject.NameID, want.Attributes = name, nil
		if i > 0 {
			want.ID += "-2"
		}
		signed = append(signed, want)
	}
	stranger := login()
	stranger.NameID = attacker
	response := stranger.Response()
	if err := s.stranger.SignResponse(response, samltest.SignedBoth, samltest.Signing{}); err != nil {
		t.Fatal(err)
	}
	return append(corpus, response), signed
}

func TestMutations(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	curve := newCurveSigner(t)
	s.idp.Certificates = append(s.idp.Certificates, curve.Certificate)
	corpus, signed := mutationCorpus(t, s, curve)
	// Most changes of bytes are refused at once and cost little; those of the tree
	// come furthest and cost most.
	levels := []samltest.Level{samltest.Bytes, samltest.Tokens, samltest.Tree, samltest.Bytes, samltest.Tokens}
	perShard := mutationsPerShard
	if underRace {
		perShard = mutationsWatched
	}
	var tried, accepted atomic.Int64
	t.Run("shards", func(t *testing.T) {
		for shard := range shards {
			t.Run("", func(t *testing.T) {
				t.Parallel()
				mutator := samltest.NewMutator(uint64(shard), corpus, attacker)
				for i := range perShard {
					message := mutator.Mutate(levels[i%len(levels)])
					tried.Add(1)
					if wantLaw(t, message, s.expectation(), signed...) {
						accepted.Add(1)
					}
				}
			})
		}
	})
	t.Logf("%d mutations, of which %d were accepted as what was signed", tried.Load(), accepted.Load())
	want := int64(shards * perShard)
	if tried.Load() != want || !underRace && want < 100_000 {
		t.Errorf("tried %d mutations, want %d and without the race detector at least 100,000", tried.Load(), want)
	}
	// Some mutations change nothing that was signed. If none were accepted, the
	// mutator would only make noise that never comes to the signature.
	if accepted.Load() < want/100 {
		t.Errorf("accepted %d mutations, want at least one in a hundred", accepted.Load())
	}
}

// The same seed makes the same mutations, so that a failure can be seen again.
func TestMutationsAreTheSameForASeed(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	corpus, _ := mutationCorpus(t, s, newCurveSigner(t))
	one, other := samltest.NewMutator(7, corpus, attacker), samltest.NewMutator(7, corpus, attacker)
	for i := range 3000 {
		level := samltest.Levels()[i%len(samltest.Levels())]
		if one.Mutate(level) != other.Mutate(level) {
			t.Fatalf("mutation %d differs", i)
		}
	}
}

func FuzzReadResponse(f *testing.F) {
	// The fuzzer runs in several processes, so the keys must be the same in each,
	// or no seed would be signed rightly anywhere but in the first.
	s := &scene{signer: fixedSigner(f, 1), stranger: fixedSigner(f, 3)}
	curve := fixedSigner(f, 2)
	s.sp = &saml.ServiceProvider{EntityID: spEntity, ACSURL: acsURL}
	s.idp = &saml.IdentityProvider{EntityID: idpEntity, Certificates: []*x509.Certificate{s.signer.Certificate, curve.Certificate}}
	corpus, signed := mutationCorpus(f, s, curve)
	for i, message := range corpus {
		stranger := i == len(corpus)-1
		if wantLaw(f, message.String(), s.expectation(), signed...) == stranger {
			f.Errorf("message %d of the corpus: accepted = %t", i, !stranger)
		}
		f.Add(message.String())
	}
	f.Fuzz(func(t *testing.T, message string) {
		wantLaw(t, message, s.expectation(), signed...)
	})
}

// fixedSigner has a key that is the same every time.
func fixedSigner(t testing.TB, number byte) samltest.Signer {
	t.Helper()
	secret := make([]byte, 32)
	secret[len(secret)-1] = number
	key, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), secret)
	if err != nil {
		t.Fatal(err)
	}
	return newSigner(t, key)
}
