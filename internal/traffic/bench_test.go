package traffic_test

import (
	"context"
	"testing"

	"github.com/musterhq/muster/internal/sqlstore"
	"github.com/musterhq/muster/internal/traffic"
)

// BenchmarkRecord is what a request costs the provisioning log: one that is only
// counted, which its own goroutine pays, and one that is kept, of which nearly
// all is the writer's part, on SQLite.
func BenchmarkRecord(b *testing.B) {
	sent := body(`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ana@fernhill.example","name":{"givenName":"Ana","familyName":"Ruiz"},"emails":[{"primary":true,"value":"ana@fernhill.example","type":"work"}],"displayName":"Ana Ruiz","locale":"en-US","externalId":"00ujl29u0le5T6Aj10h7","groups":[],"password":"1mz050nq","active":true}`)
	record := func(recorder *traffic.Recorder) {
		request := traffic.Request{
			ID: "TRKBE5IDOORG2N4I3ATBML35II", Organization: fernhill, Connection: okta, Kind: traffic.Create, Status: 201, Method: "POST",
			Route: "/scim/v2/Users", Path: "/scim/v2/06h0ljg3nlteba0528n3j9m9fs/Users", Person: ana, Address: "192.0.2.7", UserAgent: "Okta SCIM Client 1.0.0",
		}
		recorder.Record(&request, sent, sent)
	}
	b.Run("counted", func(b *testing.B) {
		recorder := traffic.NewRecorder(traffic.RecorderConfig{
			Store: outside{write: func(context.Context, traffic.Batch) error { return nil }},
			Now:   newClock().Now, Budget: traffic.Budget{Connection: 1, Total: 1},
		})
		defer recorder.Close()
		b.ReportAllocs()
		for b.Loop() {
			record(recorder)
		}
	})
	b.Run("kept", func(b *testing.B) {
		store := sqlstore.OpenTraffic(b.Context(), sqlstore.Location{Directory: b.TempDir()}, sqlstore.Options{})
		defer store.Close()
		clock := newClock()
		recorder := traffic.NewRecorder(traffic.RecorderConfig{Store: store, Now: clock.Now, Budget: traffic.Budget{Connection: 1 << 40, Total: 1 << 40}})
		defer recorder.Close()
		for i := range b.N {
			record(recorder)
			if i%50 == 49 { // what comes in 200 ms
				if err := recorder.Flush(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
