package load

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"time"
)

// maxAnswer bounds an answer's body, in bytes: a group of 100,000 members fits.
const maxAnswer = 64 << 20

// conn is one kept-alive HTTP/1.1 connection with one request under way at a
// time. net/http's client costs about as much as the servers measured here;
// this one reads just what a SCIM server's answer needs: a status, a length or
// chunks, a body.
type conn struct {
	network net.Conn
	reader  *bufio.Reader
	body    []byte
}

// dial connects, and lets no exchange go on beyond the context's deadline.
func dial(ctx context.Context, address string) (*conn, error) {
	var dialer net.Dialer
	network, err := dialer.DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	if deadline, ok := ctx.Deadline(); ok {
		if err := network.SetDeadline(deadline); err != nil {
			return nil, errors.Join(err, network.Close())
		}
	}
	return &conn{network: network, reader: bufio.NewReaderSize(network, 16<<10)}, nil
}

// interrupt makes an exchange under way fail at once.
func (c *conn) interrupt() { _ = c.network.SetDeadline(time.Unix(1, 0)) }

func (c *conn) close() { _ = c.network.Close() }

// exchange sends one request and reads its answer. The body is valid until the
// next exchange.
func (c *conn) exchange(request []byte) (status int, body []byte, err error) {
	if _, err := c.network.Write(request); err != nil {
		return 0, nil, fmt.Errorf("send request: %w", err)
	}
	status, framing, err := c.readHead()
	if err != nil {
		return 0, nil, fmt.Errorf("read answer: %w", err)
	}
	c.body = c.body[:0]
	switch {
	case status == 204 || status == 304: // RFC 9110 §6.4.1: these have no body
	case framing.chunked:
		err = c.readChunks()
	case framing.length >= 0:
		err = c.readMore(framing.length)
	default:
		err = errors.New("neither a Content-Length nor chunks")
	}
	if err != nil {
		return 0, nil, fmt.Errorf("read answer: %w", err)
	}
	return status, c.body, nil
}

// framing says where a body ends.
type framing struct {
	length  int // -1 when there is none
	chunked bool
}

func (c *conn) readHead() (status int, body framing, err error) {
	line, err := c.readLine()
	if err != nil {
		return 0, framing{}, err
	}
	if len(line) < len("HTTP/1.1 200") || !bytes.HasPrefix(line, []byte("HTTP/1.1 ")) {
		return 0, framing{}, fmt.Errorf("not an HTTP/1.1 answer: %q", line)
	}
	status, err = strconv.Atoi(string(line[9:12]))
	if err != nil {
		return 0, framing{}, fmt.Errorf("not an HTTP status: %q", line)
	}
	body.length = -1
	for {
		line, err := c.readLine()
		if err != nil {
			return 0, framing{}, err
		}
		if len(line) == 0 {
			return status, body, nil
		}
		if err := body.learn(line); err != nil {
			return 0, framing{}, err
		}
	}
}

// learn takes what a header line says about the body's end.
func (f *framing) learn(line []byte) error {
	name, value, _ := bytes.Cut(line, []byte(":"))
	value = bytes.TrimSpace(value)
	switch {
	case bytes.EqualFold(name, []byte("Content-Length")):
		length, err := strconv.Atoi(string(value))
		if err != nil || length < 0 || length > maxAnswer {
			return fmt.Errorf("unusable Content-Length %q", value)
		}
		f.length = length
	case bytes.EqualFold(name, []byte("Transfer-Encoding")):
		f.chunked = bytes.EqualFold(value, []byte("chunked"))
	}
	return nil
}

// readLine returns a line without its end. It is valid until the next read.
func (c *conn) readLine() ([]byte, error) {
	line, err := c.reader.ReadSlice('\n')
	if err != nil {
		return nil, err
	}
	return bytes.TrimRight(line, "\r\n"), nil
}

func (c *conn) readChunks() error {
	for {
		line, err := c.readLine()
		if err != nil {
			return err
		}
		size, _, _ := bytes.Cut(line, []byte(";"))
		length, err := strconv.ParseUint(string(size), 16, 31)
		if err != nil {
			return fmt.Errorf("unusable chunk size %q", size)
		}
		if length == 0 {
			return c.skipTrailer()
		}
		if err := c.readMore(int(length)); err != nil {
			return err
		}
		if _, err := c.reader.Discard(len("\r\n")); err != nil {
			return err
		}
	}
}

func (c *conn) skipTrailer() error {
	for {
		line, err := c.readLine()
		if err != nil || len(line) == 0 {
			return err
		}
	}
}

// readMore appends the next bytes to the body.
func (c *conn) readMore(length int) error {
	start := len(c.body)
	if start+length > maxAnswer {
		return fmt.Errorf("the answer is longer than %d bytes", maxAnswer)
	}
	if cap(c.body) < start+length {
		grown := make([]byte, start, 2*(start+length))
		copy(grown, c.body)
		c.body = grown
	}
	c.body = c.body[:start+length]
	_, err := io.ReadFull(c.reader, c.body[start:])
	return err
}
