// Package pgtest gives tests and measurements a PostgreSQL server of their own.
//
// It owns the server: a fresh cluster in a temporary directory, reached by a
// Unix socket that only its owner may use, with PostgreSQL's own durability
// settings. Nothing is installed or configured on the machine, and nothing is
// left: the server stops and its files go when the program that started it ends,
// however it ends.
//
// It does not install PostgreSQL; `make postgres` does. The environment variable
// TEST_POSTGRES_URL names a running server to use instead, in which databases may
// be made and dropped.
package pgtest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"

	"github.com/jackc/pgx/v5"
)

// ErrMissing says that PostgreSQL is not installed here.
var ErrMissing = errors.New("PostgreSQL is not installed: run `make postgres`, or set TEST_POSTGRES_URL")

// debianBin is where Debian keeps the programs of the version Muster promises
// to work with.
const debianBin = "/usr/lib/postgresql/15/bin"

// supervise makes a cluster, starts its server, says so, and undoes both when
// its input ends. The input is a pipe that the starting program holds, and that
// the kernel closes for it if it is killed. The folder itself it may not be able to
// remove, where PostgreSQL runs as another user: whoever started it does.
//
// The database's locale is not that of C, so that a query that relies on the
// order of bytes without saying so shows itself.
const supervise = `
set -e
trap '' HUP INT TERM
dir=$1; bin=$2; shift 2
trap 'rm -rf "$dir" || true' EXIT
"$bin/initdb" --pgdata "$dir/data" --username postgres --auth trust --encoding UTF8 \
	--locale C.UTF-8 --locale-provider icu --icu-locale en-US --no-sync >"$dir/initdb.log" 2>&1 || { cat "$dir/initdb.log"; exit 1; }
"$bin/pg_ctl" --pgdata "$dir/data" --log "$dir/server.log" --wait --timeout 60 \
	--options "-k '$dir' -h '' -c max_connections=200 $*" start >"$dir/start.log" 2>&1 </dev/null || { cat "$dir/start.log" "$dir/server.log"; exit 1; }
trap '"$bin/pg_ctl" --pgdata "$dir/data" --mode immediate --wait stop >/dev/null 2>&1 || true; rm -rf "$dir" || true' EXIT
echo ready
read -r _ || true
`

// Server is a running PostgreSQL server.
type Server struct {
	// base is the address of its database "postgres".
	base      *url.URL
	databases atomic.Int64
	stop      func() error
}

// Start starts a server, or connects to the one that TEST_POSTGRES_URL names.
// Settings are "name=value" pairs of postgresql.conf. It returns ErrMissing
// where PostgreSQL is not installed.
func Start(ctx context.Context, settings ...string) (*Server, error) {
	if given := os.Getenv("TEST_POSTGRES_URL"); given != "" {
		base, err := url.Parse(given)
		if err != nil {
			return nil, fmt.Errorf("TEST_POSTGRES_URL: %w", err)
		}
		return &Server{base: base, stop: func() error { return nil }}, nil
	}
	bin, err := programs()
	if err != nil {
		return nil, err
	}
	attributes := &syscall.SysProcAttr{Setsid: true} // a terminal's Ctrl-C is for the test alone
	dir, err := os.MkdirTemp("", "pgtest")
	if err != nil {
		return nil, err
	}
	if os.Geteuid() == 0 { // PostgreSQL refuses to run as root
		if err := handOver(dir, attributes); err != nil {
			return nil, errors.Join(err, os.RemoveAll(dir))
		}
	}
	server, err := start(ctx, dir, bin, attributes, settings)
	if err != nil {
		return nil, fmt.Errorf("start PostgreSQL: %w", errors.Join(err, os.RemoveAll(dir)))
	}
	return server, nil
}

// programs returns the folder of PostgreSQL's programs.
func programs() (string, error) {
	if _, err := os.Stat(filepath.Join(debianBin, "initdb")); err == nil {
		return debianBin, nil
	}
	initdb, err := exec.LookPath("initdb")
	if err != nil {
		return "", ErrMissing
	}
	return filepath.Dir(initdb), nil
}

// handOver gives a folder to an unprivileged user, and the process to come too.
func handOver(dir string, attributes *syscall.SysProcAttr) error {
	account, err := user.Lookup("postgres")
	if err != nil {
		account, err = user.Lookup("nobody")
	}
	if err != nil {
		return err
	}
	uid, err := strconv.ParseUint(account.Uid, 10, 32)
	if err != nil {
		return err
	}
	gid, err := strconv.ParseUint(account.Gid, 10, 32)
	if err != nil {
		return err
	}
	attributes.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return os.Chown(dir, int(uid), int(gid))
}

func start(ctx context.Context, dir, bin string, attributes *syscall.SysProcAttr, settings []string) (*Server, error) {
	args := []string{"-c", supervise, "supervise", dir, bin}
	for _, setting := range settings {
		args = append(args, "-c", setting)
	}
	// Not CommandContext: ctx bounds the start, not the server's life.
	supervisor := exec.Command("/bin/sh", args...) //nolint:noctx // as said
	supervisor.Dir = dir
	supervisor.SysProcAttr = attributes
	input, err := supervisor.StdinPipe()
	if err != nil {
		return nil, err
	}
	output, err := supervisor.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := supervisor.Start(); err != nil {
		return nil, err
	}
	stop := func() error {
		_ = input.Close() // its end is what the supervisor waits for
		return errors.Join(supervisor.Wait(), os.RemoveAll(dir))
	}
	cancel := context.AfterFunc(ctx, func() { _ = input.Close() })
	said, err := readUntilReady(output)
	if !cancel() {
		return nil, errors.Join(ctx.Err(), stop())
	}
	if err != nil {
		return nil, errors.Join(err, errors.New(said), stop())
	}
	base := &url.URL{Scheme: "postgres", Path: "/postgres", RawQuery: url.Values{"host": {dir}, "user": {"postgres"}}.Encode()}
	return &Server{base: base, stop: stop}, nil
}

// readUntilReady returns what the supervisor said, and io.EOF if it ended
// without having said that the server is ready.
func readUntilReady(output io.Reader) (string, error) {
	var said strings.Builder
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		if lines.Text() == "ready" {
			return "", nil
		}
		said.WriteString(lines.Text() + "\n")
	}
	return said.String(), io.EOF
}

// Stop stops the server at once and removes its files. It needs no call at the
// end of a program.
func (s *Server) Stop() error { return s.stop() }

// Create makes an empty database and returns its URL.
func (s *Server) Create(ctx context.Context) (string, error) {
	name := fmt.Sprintf("muster_test_%d_%d", os.Getpid(), s.databases.Add(1))
	if err := s.exec(ctx, "CREATE DATABASE "+name); err != nil {
		return "", fmt.Errorf("create a database: %w", err)
	}
	made := *s.base
	made.Path = "/" + name
	return made.String(), nil
}

// Drop removes a database that Create made, and whoever is connected to it.
func (s *Server) Drop(ctx context.Context, database string) error {
	made, err := url.Parse(database)
	if err != nil {
		return err
	}
	return s.exec(ctx, "DROP DATABASE IF EXISTS "+strings.TrimPrefix(made.Path, "/")+" WITH (FORCE)")
}

func (s *Server) exec(ctx context.Context, text string) error {
	connection, err := pgx.Connect(ctx, s.base.String())
	if err != nil {
		return err
	}
	_, err = connection.Exec(ctx, text)
	return errors.Join(err, connection.Close(ctx))
}
