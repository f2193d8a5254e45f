package child

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"

	"github.com/jackc/pgx/v5"
)

// PostgreSQL is a running database server with a cluster of its own, made for
// the measurement: fsync on, everything else as PostgreSQL ships it but for
// the number of connections.
type PostgreSQL struct {
	*Process
	address string
	version string
}

// StartPostgreSQL makes a cluster in the directory dir with the programs of
// binaries (initdb, postgres) and starts it. PostgreSQL refuses to run as root:
// there it runs as the user postgres, or else nobody, who is given dir.
func StartPostgreSQL(ctx context.Context, binaries, dir string) (*PostgreSQL, error) {
	owner, err := unprivileged(dir)
	if err != nil {
		return nil, fmt.Errorf("start PostgreSQL: %w", err)
	}
	cluster := filepath.Join(dir, "cluster")
	_, err = Output(ctx, Config{
		Program:   filepath.Join(binaries, "initdb"),
		Arguments: []string{"--pgdata", cluster, "--username", "postgres", "--auth", "trust", "--encoding", "UTF8", "--no-locale"},
		User:      owner,
	})
	if err != nil {
		return nil, fmt.Errorf("start PostgreSQL: %w", err)
	}
	address, err := FreeAddress(ctx)
	if err != nil {
		return nil, fmt.Errorf("start PostgreSQL: %w", err)
	}
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("start PostgreSQL: %w", err)
	}
	process, err := Start(ctx, Config{
		Program: filepath.Join(binaries, "postgres"),
		Arguments: []string{
			"-D", cluster, "-p", port, "-k", "",
			"-c", "listen_addresses=127.0.0.1", "-c", "fsync=on", "-c", "max_connections=300",
		},
		User:      owner,
		Interrupt: syscall.SIGINT, // "fast": end without waiting for clients
	})
	if err != nil {
		return nil, err
	}
	postgresql := &PostgreSQL{Process: process, address: address}
	if err := process.Await(ctx, postgresql.greet); err != nil {
		process.Stop()
		return nil, err
	}
	return postgresql, nil
}

// URL returns the address of a database, as drivers want it.
func (p *PostgreSQL) URL(database string) string {
	return "postgres://postgres@" + p.address + "/" + database + "?sslmode=disable"
}

// Version returns the server's version, "15.14".
func (p *PostgreSQL) Version() string { return p.version }

// CreateDatabase makes an empty database.
func (p *PostgreSQL) CreateDatabase(ctx context.Context, name string) error {
	conn, err := pgx.Connect(ctx, p.URL("postgres"))
	if err != nil {
		return fmt.Errorf("create database: %w", err)
	}
	_, err = conn.Exec(ctx, "CREATE DATABASE "+pgx.Identifier{name}.Sanitize())
	if err := errors.Join(err, conn.Close(ctx)); err != nil {
		return fmt.Errorf("create database: %w", err)
	}
	return nil
}

func (p *PostgreSQL) greet(ctx context.Context) error {
	conn, err := pgx.Connect(ctx, p.URL("postgres"))
	if err != nil {
		return err
	}
	p.version = conn.PgConn().ParameterStatus("server_version")
	return conn.Close(ctx)
}

// unprivileged returns whom PostgreSQL runs as, and gives that user dir. It is
// nil where this process is not root and needs nobody else.
func unprivileged(dir string) (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	account, err := user.Lookup("postgres")
	if err != nil {
		account, err = user.Lookup("nobody")
	}
	if err != nil {
		return nil, err
	}
	uid, err := strconv.ParseUint(account.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(account.Gid, 10, 32)
	if err != nil {
		return nil, err
	}
	if err := os.Chown(dir, int(uid), int(gid)); err != nil {
		return nil, err
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
}
