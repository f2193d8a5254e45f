package sqlstore

import (
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"testing"
	"unsafe"

	"modernc.org/libc"
	codes "modernc.org/sqlite/lib"
)

// forgetful is a SQLite VFS over the system's own that knows, of every file, what
// would be left if the machine lost its power now: what was there at the last
// sync. It hands writes on as they come, so the program under test notices
// nothing.
//
// The driver offers VFSes for reading only. This one is made as the driver makes
// its own: C structures with pointers to Go functions in them.
type forgetful struct {
	name  string
	mutex sync.Mutex
	// files are the states of files by path.
	files map[string]*forgetfulFile
	// open are the open files by the address of their sqlite3_file.
	open map[uintptr]openFile
	// methods are our copies of the system's sqlite3_io_methods, by the address
	// of the original.
	methods  map[uintptr]uintptr
	original uintptr
	// failing says that the next syncs fail, as those of a broken disk do.
	failing bool
	// kept keeps the functions alive that only C structures point to.
	kept []any
}

// forgetfulFile is what a file holds on the disk, and the writes that a loss of
// power would undo.
type forgetfulFile struct {
	durable []byte
	since   []func([]byte) []byte
}

type openFile struct {
	path    string
	methods *codes.Tsqlite3_io_methods // the system's
}

// at is the C structure at an address.
func at[T any](address uintptr) *T { return *(**T)(unsafe.Pointer(&address)) }

// function is the address by which C code, as the driver translates it, calls a
// Go function.
func function[F any](f *forgetful, called F) uintptr {
	f.kept = append(f.kept, called)
	return *(*uintptr)(unsafe.Pointer(&called))
}

// callable is the Go function at such an address.
func callable[F any](address uintptr) F { return *(*F)(unsafe.Pointer(&struct{ uintptr }{address})) }

type (
	xOpen     = func(tls *libc.TLS, vfs, name, file uintptr, flags int32, outFlags uintptr) int32
	xDelete   = func(tls *libc.TLS, vfs, name uintptr, syncDirectory int32) int32
	xWrite    = func(tls *libc.TLS, file, from uintptr, amount int32, offset int64) int32
	xTruncate = func(tls *libc.TLS, file uintptr, size int64) int32
	xSync     = func(tls *libc.TLS, file uintptr, flags int32) int32
)

// newForgetful registers a forgetful VFS under a name of its own. The files that
// are in the folder count as durable.
func newForgetful(t *testing.T, name, folder string) *forgetful {
	t.Helper()
	tls := libc.NewTLS()
	f := &forgetful{
		name:     name,
		files:    map[string]*forgetfulFile{},
		open:     map[uintptr]openFile{},
		methods:  map[uintptr]uintptr{},
		original: codes.Xsqlite3_vfs_find(tls, 0),
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		content, err := os.ReadFile(filepath.Join(folder, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		f.files[filepath.Join(folder, entry.Name())] = &forgetfulFile{durable: content}
	}
	cName, err := libc.CString(name)
	if err != nil {
		t.Fatal(err)
	}
	copied := libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(codes.Tsqlite3_vfs{})))
	vfs := at[codes.Tsqlite3_vfs](copied)
	*vfs = *at[codes.Tsqlite3_vfs](f.original)
	vfs.FpNext = 0
	vfs.FzName = cName
	vfs.FxOpen = function[xOpen](f, f.xOpen)
	vfs.FxDelete = function[xDelete](f, f.xDelete)
	if code := codes.Xsqlite3_vfs_register(tls, copied, 0); code != codes.SQLITE_OK {
		t.Fatalf("register the VFS: %d", code)
	}
	// C structures alone keep nothing alive: whoever opens a store on the files
	// after this closes it before the functions may go.
	t.Cleanup(func() {
		codes.Xsqlite3_vfs_unregister(tls, copied)
		runtime.KeepAlive(f)
		tls.Close()
	})
	return f
}

func (f *forgetful) xOpen(tls *libc.TLS, _, name, file uintptr, flags int32, outFlags uintptr) int32 {
	code := callable[xOpen](at[codes.Tsqlite3_vfs](f.original).FxOpen)(tls, f.original, name, file, flags, outFlags)
	if code != codes.SQLITE_OK || name == 0 {
		return code
	}
	f.mutex.Lock()
	defer f.mutex.Unlock()
	path := libc.GoString(name)
	if f.files[path] == nil {
		f.files[path] = &forgetfulFile{}
	}
	methods := &at[codes.Tsqlite3_file](file).FpMethods
	original := at[codes.Tsqlite3_io_methods](*methods)
	f.open[file] = openFile{path, original}
	if f.methods[*methods] == 0 {
		copied := libc.Xmalloc(tls, libc.Tsize_t(unsafe.Sizeof(codes.Tsqlite3_io_methods{})))
		ours := at[codes.Tsqlite3_io_methods](copied)
		*ours = *original
		ours.FxWrite = function[xWrite](f, f.xWrite)
		ours.FxTruncate = function[xTruncate](f, f.xTruncate)
		ours.FxSync = function[xSync](f, f.xSync)
		f.methods[*methods] = copied
	}
	*methods = f.methods[*methods]
	return code
}

// xDelete counts a file as gone at once: SQLite needs it no more.
func (f *forgetful) xDelete(tls *libc.TLS, _, name uintptr, syncDirectory int32) int32 {
	f.mutex.Lock()
	delete(f.files, libc.GoString(name))
	f.mutex.Unlock()
	return callable[xDelete](at[codes.Tsqlite3_vfs](f.original).FxDelete)(tls, f.original, name, syncDirectory)
}

// change notes a change of an open file, which the next sync makes durable.
func (f *forgetful) change(file uintptr, change func([]byte) []byte) *codes.Tsqlite3_io_methods {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	opened := f.open[file]
	if state := f.files[opened.path]; state != nil {
		state.since = append(state.since, change)
	}
	return opened.methods
}

func (f *forgetful) xWrite(tls *libc.TLS, file, from uintptr, amount int32, offset int64) int32 {
	written := slices.Clone(libc.GoBytes(from, int(amount))) // SQLite uses its buffer again
	original := f.change(file, func(content []byte) []byte {
		if missing := int(offset) + len(written) - len(content); missing > 0 {
			content = append(content, make([]byte, missing)...)
		}
		copy(content[offset:], written)
		return content
	})
	return callable[xWrite](original.FxWrite)(tls, file, from, amount, offset)
}

func (f *forgetful) xTruncate(tls *libc.TLS, file uintptr, size int64) int32 {
	original := f.change(file, func(content []byte) []byte { return content[:min(int(size), len(content))] })
	return callable[xTruncate](original.FxTruncate)(tls, file, size)
}

func (f *forgetful) xSync(tls *libc.TLS, file uintptr, flags int32) int32 {
	f.mutex.Lock()
	if f.failing {
		f.mutex.Unlock()
		return codes.SQLITE_IOERR_FSYNC
	}
	opened := f.open[file]
	if state := f.files[opened.path]; state != nil {
		for _, change := range state.since {
			state.durable = change(state.durable)
		}
		state.since = nil
	}
	f.mutex.Unlock()
	return callable[xSync](opened.methods.FxSync)(tls, file, flags)
}

// crash writes into a folder what would be left of the files of another, and
// returns how many writes were lost.
func (f *forgetful) crash(t *testing.T, into string) int {
	t.Helper()
	left := map[string][]byte{}
	lost := 0
	f.mutex.Lock()
	for path, state := range f.files {
		left[filepath.Base(path)] = append([]byte(nil), state.durable...)
		lost += len(state.since)
	}
	f.mutex.Unlock()
	for name, content := range maps.All(left) {
		if err := os.WriteFile(filepath.Join(into, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return lost
}
