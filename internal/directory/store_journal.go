package directory

// JournalReader reads the journal.
type JournalReader interface {
	// Journal lists entries after a number, in order.
	Journal(after int64, limit int) ([]Entry, error)
	// JournalBefore lists entries before a number, the newest first; 0 begins at
	// the newest.
	JournalBefore(before int64, limit int) ([]Entry, error)
	// Head returns the number of the newest journal entry.
	Head() (int64, error)
}

// JournalWriter continues the journal.
type JournalWriter interface {
	// Append adds an entry to the journal and returns its number, which is the
	// store's to give.
	Append(entry Entry) (int64, error)
}
