package browser

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
)

// Seal makes a browser keep what it was given, as it was given: without the keys
// nobody writes anything that is read. What a browser keeps is no secret of
// ours, but what an answer must fit is in the answer, so that whoever caught one
// could write the rest. The last key seals and each opens, so that the first can be
// given up while browsers still come back. A Seal without keys opens nothing.
type Seal [][]byte

// close returns a text with its seal. The name is of the cookie that the text goes
// into: it is read in no other one.
func (s Seal) close(name string, text []byte) string {
	return base64.RawURLEncoding.EncodeToString(append(sum(s[len(s)-1], name, text), text...))
}

// open returns the text that was sealed under a name.
func (s Seal) open(name, sealed string) ([]byte, bool) {
	both, err := base64.RawURLEncoding.DecodeString(sealed)
	if err != nil || len(both) < sha256.Size {
		return nil, false
	}
	text := both[sha256.Size:]
	for _, key := range s {
		if hmac.Equal(both[:sha256.Size], sum(key, name, text)) {
			return text, true
		}
	}
	return nil, false
}

func sum(key []byte, name string, text []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(name + "\n")) // a cookie's name has no line break
	mac.Write(text)
	return mac.Sum(nil)
}
