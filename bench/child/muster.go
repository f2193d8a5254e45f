package child

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/musterhq/muster/bench/load"
)

// Muster is a running `muster serve` with everything on.
type Muster struct {
	*Process
	program string
	storage []string // where its data is, as its flags say it
	address string
}

// StartMuster starts the program on storage: {"--data", dir} or
// {"--database", url}.
func StartMuster(ctx context.Context, program string, storage ...string) (*Muster, error) {
	address, err := FreeAddress(ctx)
	if err != nil {
		return nil, err
	}
	process, err := Start(ctx, Config{
		Program:   program,
		Arguments: append([]string{"serve", "--listen", address}, storage...),
	})
	if err != nil {
		return nil, err
	}
	if err := process.AwaitOK(ctx, "http://"+address+"/readyz"); err != nil {
		process.Stop()
		return nil, err
	}
	return &Muster{Process: process, program: program, storage: storage, address: address}, nil
}

// Connect makes an organization with so many licenses and an Okta connection,
// and returns where the connection is answered.
func (m *Muster) Connect(ctx context.Context, organization string, licenses int) (load.Target, error) {
	if _, err := m.run(ctx, "organization", "create", organization, "--licenses", strconv.Itoa(licenses)); err != nil {
		return load.Target{}, err
	}
	printed, err := m.run(ctx, "connection", "create", "--organization", organization, "--provider", "okta", "--json")
	if err != nil {
		return load.Target{}, err
	}
	var connection struct {
		TenantURL   string `json:"tenant_url"`
		SecretToken string `json:"secret_token"`
	}
	if err := json.Unmarshal(printed, &connection); err != nil {
		return load.Target{}, fmt.Errorf("read the new connection: %w: %s", err, printed)
	}
	// The Tenant URL names the public address, which a benchmark goes around.
	tenantURL, err := url.Parse(connection.TenantURL)
	if err != nil || connection.SecretToken == "" {
		return load.Target{}, fmt.Errorf("the new connection has no usable Tenant URL and Secret Token: %s", printed)
	}
	return load.Target{
		Address: m.address,
		Base:    strings.TrimSuffix(tenantURL.Path, "/"),
		Token:   connection.SecretToken,
	}, nil
}

// run calls a command that works beside the running server.
func (m *Muster) run(ctx context.Context, arguments ...string) ([]byte, error) {
	return Output(ctx, Config{Program: m.program, Arguments: append(arguments, m.storage...)})
}
