package access

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/crypto/argon2"
)

// Hashing are the parameters of argon2id (RFC 9106).
type Hashing struct {
	// Memory is in KiB.
	Memory uint32
	// Passes over the memory.
	Passes uint32
	// Lanes is the parallelism.
	Lanes uint8
}

// StandardHashing is what passwords are hashed with: 46 MiB, one pass, one lane.
// Decision 0015 says why.
func StandardHashing() Hashing { return Hashing{Memory: 46 * 1024, Passes: 1, Lanes: 1} }

// The bounds of what a stored hash may ask for, so that a damaged row cannot
// take the machine.
const (
	maxMemory = 256 * 1024 // KiB
	maxPasses = 16
	maxLanes  = 16
)

const (
	saltLength = 16
	keyLength  = 32
)

func (h Hashing) validate() error {
	if h.Passes < 1 || h.Passes > maxPasses || h.Lanes < 1 || h.Lanes > maxLanes ||
		h.Memory < 8*uint32(h.Lanes) || h.Memory > maxMemory {
		return fmt.Errorf("argon2id parameters %+v are out of bounds", h)
	}
	return nil
}

// weakerThan says whether a hash of these parameters is worth making anew with
// others.
func (h Hashing) weakerThan(other Hashing) bool {
	return h.Memory < other.Memory || h.Passes < other.Passes
}

// passwordHash is a stored hash. Its text is the usual one (PHC string format):
// $argon2id$v=19$m=47104,t=1,p=1$salt$key, with salt and key in base64 without
// padding.
type passwordHash struct {
	hashing Hashing
	salt    []byte
	key     []byte
}

var errPasswordHash = errors.New("this is not the text of an argon2id hash")

// phcEncoding refuses bits that stand for nothing, so that each hash has one
// text.
var phcEncoding = base64.RawStdEncoding.Strict()

// String returns the hash as it is stored.
func (h passwordHash) String() string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version,
		h.hashing.Memory, h.hashing.Passes, h.hashing.Lanes,
		phcEncoding.EncodeToString(h.salt), phcEncoding.EncodeToString(h.key))
}

// parsePasswordHash reads what String wrote.
func parsePasswordHash(text string) (passwordHash, error) {
	parts := strings.Split(text, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != "v="+strconv.Itoa(argon2.Version) {
		return passwordHash{}, errPasswordHash
	}
	parameters := strings.Split(parts[3], ",")
	if len(parameters) != 3 {
		return passwordHash{}, errPasswordHash
	}
	memory, okMemory := parseParameter(parameters[0], "m=", 32)
	passes, okPasses := parseParameter(parameters[1], "t=", 32)
	lanes, okLanes := parseParameter(parameters[2], "p=", 8)
	if !okMemory || !okPasses || !okLanes {
		return passwordHash{}, errPasswordHash
	}
	hash := passwordHash{hashing: Hashing{Memory: uint32(memory), Passes: uint32(passes), Lanes: uint8(lanes)}}
	if err := hash.hashing.validate(); err != nil {
		return passwordHash{}, fmt.Errorf("%w: %w", errPasswordHash, err)
	}
	var errSalt, errKey error
	hash.salt, errSalt = decodePart(parts[4], 8, 64)
	hash.key, errKey = decodePart(parts[5], 16, 64)
	if errSalt != nil || errKey != nil {
		return passwordHash{}, errPasswordHash
	}
	return hash, nil
}

// parseParameter reads a number in its only spelling: no sign, no leading zero.
func parseParameter(text, name string, bits int) (uint64, bool) {
	digits, found := strings.CutPrefix(text, name)
	if !found {
		return 0, false
	}
	number, err := strconv.ParseUint(digits, 10, bits)
	return number, err == nil && strconv.FormatUint(number, 10) == digits
}

func decodePart(text string, least, most int) ([]byte, error) {
	if strings.ContainsAny(text, "\r\n") { // which the decoder would skip
		return nil, errPasswordHash
	}
	decoded, err := phcEncoding.DecodeString(text)
	if err != nil || len(decoded) < least || len(decoded) > most {
		return nil, errPasswordHash
	}
	return bytes.Clone(decoded), nil
}
