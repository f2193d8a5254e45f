package traffic_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/provisioning"
	"github.com/musterhq/muster/internal/scimserver"
	"github.com/musterhq/muster/internal/sqlstore"
	"github.com/musterhq/muster/internal/traffic"
)

// Each organization keeps its log for as long as it wants, and no more than so
// many requests.
func TestRetention(t *testing.T) {
	onEachEngine(t, func(t *testing.T, at sqlstore.Location) {
		d := newDesk(t, at, traffic.Budget{})
		at0 := d.Now()
		batch := traffic.Batch{}
		for _, organization := range []directory.OrganizationID{fernhill, "brief", "busy"} {
			for hour := range 72 {
				at := at0.Add(time.Duration(hour) * time.Hour)
				batch.Requests = append(batch.Requests, traffic.Request{Number: traffic.NumberOf(at), At: at, Organization: organization})
			}
		}
		if err := d.store.Write(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
		d.pass(72 * time.Hour)
		retention := traffic.Retention{
			Store: d.store, Now: d.Now, AtMost: 60,
			Organizations: func(context.Context) ([]directory.Organization, error) {
				return []directory.Organization{{ID: fernhill, LogDays: 2}, {ID: "brief", LogDays: 1}, {ID: "busy"}}, nil
			},
		}
		for _, want := range []int{24 + 48 + 12, 0} {
			if got, err := retention.Sweep(t.Context()); err != nil || got != want {
				t.Errorf("a sweep deletes %d, %v, want %d", got, err, want)
			}
		}
		for organization, want := range map[directory.OrganizationID]int{fernhill: 48, "brief": 24, "busy": 60} {
			page, err := d.log.Search(t.Context(), organization, traffic.Query{Limit: 200})
			if err != nil || len(page.Requests) != want {
				t.Errorf("%s keeps %d, %v, want %d", organization, len(page.Requests), err, want)
				continue
			}
			if oldest := page.Requests[want-1].At; !oldest.Equal(d.Now().Add(-time.Duration(want) * time.Hour)) {
				t.Errorf("the oldest that %s keeps is of %v", organization, oldest)
			}
		}
	})
}

// A sweep deletes in small batches, and all of it.
func TestSweepOfMany(t *testing.T) {
	onEachEngine(t, func(t *testing.T, at sqlstore.Location) {
		d := newDesk(t, at, traffic.Budget{})
		batch := traffic.Batch{}
		for i := range 1201 {
			batch.Requests = append(batch.Requests, traffic.Request{Number: traffic.NumberOf(d.Now()) + int64(i), Organization: fernhill})
		}
		if err := d.store.Write(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
		d.pass(31 * 24 * time.Hour)
		retention := traffic.Retention{Store: d.store, Now: d.Now, Organizations: func(context.Context) ([]directory.Organization, error) {
			return []directory.Organization{{ID: fernhill, LogDays: 30}}, nil
		}}
		if got, err := retention.Sweep(t.Context()); err != nil || got != 1201 {
			t.Errorf("the sweep deletes %d, %v, want 1201", got, err)
		}
	})
}

// TestBundle opens a support bundle as the support would.
func TestBundle(t *testing.T) {
	onEachEngine(t, func(t *testing.T, at sqlstore.Location) {
		store, err := sqlstore.Open(t.Context(), at, sqlstore.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close()
		d := newDesk(t, at, traffic.Budget{})
		d.log.Directory = store
		admin := &administration.Service{Store: store, Now: d.Now, NewID: directory.NewID, Settle: provisioning.Inactive(scimserver.Inactive).Settle}
		organization, err := admin.CreateOrganization(t.Context(), administration.Operator(), "Fernhill", 5)
		if err != nil {
			t.Fatal(err)
		}
		connection, token, err := admin.CreateConnection(t.Context(), administration.Operator(), organization.ID, directory.Okta, directory.Standard())
		if err != nil {
			t.Fatal(err)
		}
		for range 150 { // more than are read at a time
			d.says(traffic.Create, func(r *traffic.Request) {
				r.Organization, r.Connection, r.Person = organization.ID, connection.ID, ana
			})
			d.pass(time.Second)
		}
		d.written(t)
		var file bytes.Buffer
		if err := d.log.Bundle(t.Context(), organization.ID, connection.ID, &file); err != nil {
			t.Fatal(err)
		}
		archive, err := zip.NewReader(bytes.NewReader(file.Bytes()), int64(file.Len()))
		if err != nil {
			t.Fatal(err)
		}
		parts := map[string]string{}
		for _, part := range archive.File {
			opened, err := part.Open()
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(opened)
			if err != nil {
				t.Fatal(err)
			}
			parts[part.Name] = string(text)
			if strings.Contains(string(text), token.Reveal()) {
				t.Errorf("%s holds the token", part.Name)
			}
		}
		lines := strings.Split(strings.TrimSpace(parts["requests.jsonl"]), "\n")
		var newest struct{ ID, Sentence string }
		if err := json.Unmarshal([]byte(lines[0]), &newest); err != nil || len(lines) != 150 || newest.ID != "request-150" || newest.Sentence != "Okta created Ana Ruiz." {
			t.Errorf("there are %d requests, the first %+v, %v", len(lines), newest, err)
		}
		if slices.Sort(lines); len(slices.Compact(lines)) != 150 {
			t.Error("requests are there twice")
		}
		for part, want := range map[string]string{
			"journal.jsonl":   `"kind":"connection.created"`,
			"connection.json": `"last_four": "` + token.Reveal()[len(token.Reveal())-4:] + `"`,
			"versions.json":   `"muster": "test"`,
			"README.txt":      "150 requests of the provider",
		} {
			if !strings.Contains(parts[part], want) {
				t.Errorf("%s does not hold %s:\n%s", part, want, parts[part])
			}
		}
		if err := d.log.Bundle(t.Context(), "another", connection.ID, io.Discard); directory.CodeOf(err) != directory.NotFound {
			t.Errorf("another organization gets %v, want NotFound", err)
		}
	})
}
