// Package nameserver stands in for the name servers of the internet, for tests that
// prove an organization's domains to the built program.
//
// It answers what a test has published, and listens on 127.0.0.1 alone.
package nameserver

import (
	"context"
	"errors"
	"net"
	"strings"
	"sync"

	"golang.org/x/net/dns/dnsmessage"
)

// Server answers what a test has published: TXT records, over UDP. Every other name
// does not exist. It is safe for concurrent use.
type Server struct {
	socket net.PacketConn
	ended  chan struct{}

	mu      sync.Mutex
	records map[string][]string
}

// Listen starts a server on a free port.
func Listen(ctx context.Context) (*Server, error) {
	socket, err := (&net.ListenConfig{}).ListenPacket(ctx, "udp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &Server{socket: socket, ended: make(chan struct{}), records: map[string][]string{}}
	go s.serve()
	return s, nil
}

// Address is where it is asked.
func (s *Server) Address() string { return s.socket.LocalAddr().String() }

// Publish adds a TXT record to a name.
func (s *Server) Publish(name, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	name = strings.ToLower(strings.TrimSuffix(name, ".")) + "."
	s.records[name] = append(s.records[name], text)
}

// Close ends the server.
func (s *Server) Close() error {
	err := s.socket.Close()
	<-s.ended
	return err
}

func (s *Server) serve() {
	defer close(s.ended)
	buffer := make([]byte, 1500)
	for {
		size, from, err := s.socket.ReadFrom(buffer)
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			continue
		}
		if reply, err := s.answer(buffer[:size]); err == nil {
			_, _ = s.socket.WriteTo(reply, from) // who asked asks again
		}
	}
}

func (s *Server) answer(packet []byte) ([]byte, error) {
	var query dnsmessage.Message
	if err := query.Unpack(packet); err != nil {
		return nil, err
	}
	if len(query.Questions) != 1 {
		return nil, errors.New("there is not one question")
	}
	asked := query.Questions[0]
	s.mu.Lock()
	texts := s.records[strings.ToLower(asked.Name.String())]
	s.mu.Unlock()
	reply := dnsmessage.Message{
		Header:    dnsmessage.Header{ID: query.ID, Response: true, Authoritative: true, RecursionDesired: query.RecursionDesired, RecursionAvailable: true},
		Questions: query.Questions,
	}
	if len(texts) == 0 {
		reply.RCode = dnsmessage.RCodeNameError
	}
	for _, text := range texts {
		if asked.Type == dnsmessage.TypeTXT {
			reply.Answers = append(reply.Answers, dnsmessage.Resource{
				Header: dnsmessage.ResourceHeader{Name: asked.Name, Type: dnsmessage.TypeTXT, Class: dnsmessage.ClassINET, TTL: 1},
				Body:   &dnsmessage.TXTResource{TXT: []string{text}},
			})
		}
	}
	return reply.Pack()
}
