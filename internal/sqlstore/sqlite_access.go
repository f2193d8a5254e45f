package sqlstore

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"

	"github.com/musterhq/muster/internal/directory"
)

// accessFile is the name of the announcement in the data directory.
const accessFile = "muster.access"

// maxRemembered bounds the secrets whose access is remembered.
const maxRemembered = 10_000

// accessMemory remembers what secrets open, so that a request need not ask the
// database for it, and yet a secret that was revoked by any process on the
// database stops counting at once.
//
// The database has a version of access: SQLite's user_version, which every
// change to a credential or connection raises in its own transaction. The same
// number is announced in a file beside the database: written before the commit,
// by whoever holds the only write lock. What is remembered was read together
// with the version, and counts while the file still says that version.
//
//   - Before a commit the file is ahead: nothing remembered counts, the database
//     is asked, and nothing new is remembered.
//   - After it both agree on a version that nothing old was remembered under.
//   - After a crash or rollback between the two the file stays ahead: every
//     request asks the database, until the next such change, or until a process
//     opens the database and puts the file right.
type accessMemory struct {
	file *os.File

	mutex   sync.RWMutex
	version uint32 // of all that is known
	known   map[directory.CredentialHash]directory.Access
}

func openAccessMemory(folder string) (*accessMemory, error) {
	file, err := os.OpenFile(filepath.Join(folder, accessFile), os.O_RDWR|os.O_CREATE, 0o600) //nolint:gosec // the operator names the directory
	if err != nil {
		return nil, err
	}
	return &accessMemory{file: file, known: map[directory.CredentialHash]directory.Access{}}, nil
}

// announced reads the version in the file; false while there is none.
func (m *accessMemory) announced() (uint32, bool, error) {
	var text [4]byte
	_, err := m.file.ReadAt(text[:], 0)
	if errors.Is(err, io.EOF) {
		return 0, false, nil
	}
	return binary.LittleEndian.Uint32(text[:]), err == nil, err
}

// announce writes the version. The caller holds the database's write lock.
func (m *accessMemory) announce(version uint32) error {
	_, err := m.file.WriteAt(binary.LittleEndian.AppendUint32(nil, version), 0)
	return err
}

func (m *accessMemory) recall(version uint32, hash directory.CredentialHash) (directory.Access, bool) {
	m.mutex.RLock()
	defer m.mutex.RUnlock()
	if m.version != version {
		return directory.Access{}, false
	}
	access, known := m.known[hash]
	return access, known
}

func (m *accessMemory) remember(version uint32, hash directory.CredentialHash, access directory.Access) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.version != version || len(m.known) >= maxRemembered {
		clear(m.known)
		m.version = version
	}
	m.known[hash] = access
}

// access returns what a secret opens: as it is remembered, or as load reads it.
func (e *sqlite) access(hash directory.CredentialHash, load func() (access, error)) (directory.Access, error) {
	version, announced, err := e.memory.announced()
	if err != nil {
		return directory.Access{}, fmt.Errorf("read the announced version of access: %w", err)
	}
	if remembered, known := e.memory.recall(version, hash); announced && known {
		return remembered, nil
	}
	found, err := load()
	if err != nil {
		return directory.Access{}, err
	}
	if announced && found.version == version {
		e.memory.remember(version, hash, found.Access)
	}
	return found.Access, nil
}

// changesAccess raises the version of access in this transaction and announces
// it. What is remembered counts no more from here on.
func (t sqliteTransaction) changesAccess() error {
	version, err := t.accessVersion(t.context())
	if err != nil {
		return err
	}
	version++
	// A PRAGMA takes no parameters.
	raise := fmt.Sprintf(`PRAGMA user_version = %d`, version)
	if err := t.run(t.context(), raise); err != nil {
		return fmt.Errorf("raise the version of access: %w", err)
	}
	return t.engine.memory.announce(version)
}

var selectAccessVersion = newStatement("read the version of access", `PRAGMA user_version`)

// accessVersion reads the version in the database.
func (s *sqliteSession) accessVersion(ctx context.Context) (version uint32, err error) {
	rows, err := s.query(ctx, selectAccessVersion)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", selectAccessVersion.does, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	if !rows.Next() {
		return 0, fmt.Errorf("%s: no row: %w", selectAccessVersion.does, rows.Err())
	}
	err = rows.Scan(&version)
	return version, err
}

// reconcile puts the announcement right, after whatever ended the last process.
// It mostly is right: then opening the database waits for nobody who writes.
func (e *sqlite) reconcile(ctx context.Context, reading *sqliteSession) error {
	announced, ok, err := e.memory.announced()
	if err != nil {
		return fmt.Errorf("read the announced version of access: %w", err)
	}
	version, err := reading.accessVersion(ctx)
	if err != nil {
		return err
	}
	if ok && announced == version {
		return nil
	}
	begun, err := e.beginImmediate(ctx)
	if err != nil {
		return err
	}
	defer begun.rollback()
	version, err = begun.accessVersion(ctx)
	if err != nil {
		return err
	}
	return e.memory.announce(version)
}
