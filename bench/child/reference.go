package child

import (
	"context"

	"github.com/musterhq/muster/bench/load"
)

// ReferenceCommand is the first argument that makes this program the reference
// server instead of the benchmark.
const ReferenceCommand = "reference"

// StartReference starts program, which is this one, as the reference server on
// the directory dir.
func StartReference(ctx context.Context, program, dir string) (*Process, load.Target, error) {
	address, err := FreeAddress(ctx)
	if err != nil {
		return nil, load.Target{}, err
	}
	process, err := Start(ctx, Config{
		Program:   program,
		Arguments: []string{ReferenceCommand, "--listen", address, "--data", dir},
	})
	if err != nil {
		return nil, load.Target{}, err
	}
	target := load.Target{Address: address, Base: "/scim/v2"}
	nobody := "http://" + address + `/scim/v2/Users?filter=userName%20eq%20%22nobody%22`
	if err := process.AwaitOK(ctx, nobody); err != nil {
		process.Stop()
		return nil, load.Target{}, err
	}
	return process, target, nil
}
