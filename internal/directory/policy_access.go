package directory

// TokenRotation says what becomes of a connection's Secret Token when it gets
// another.
type TokenRotation string

const (
	// RotateAtOnce: it stops counting at once.
	RotateAtOnce TokenRotation = "at_once"
	// OverlapTokens: it counts for another day, so that the provider is never
	// turned away; at most two count at a time.
	OverlapTokens TokenRotation = "overlap"
)
