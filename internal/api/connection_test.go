package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/api"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/traffic"
)

func TestAConnectionIsMadeTurnedOffAndOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owner, acme, connection, token := w.connected()
	path := in(acme, "/connections/"+string(connection.ID))
	if connection.State != "enabled" || !connection.HasToken || connection.Token.LastFour != token[len(token)-4:] ||
		connection.TenantURL != w.url+"/scim/v2/"+string(connection.ID) || connection.ProviderName != "Okta" {
		t.Errorf("the connection is %+v", connection)
	}
	w.provision(token, "Ana Ruiz", "ana@example.com")
	if got := read[api.Consequences](owner.get(path + "/consequences").want(http.StatusOK)); got.Members != 1 || got.Teams != 0 || !got.HasToken {
		t.Errorf("the consequences are %+v", got)
	}
	second := read[api.SecretTokenMade](owner.post(path+"/token", nil).want(http.StatusCreated))
	w.scim(token, http.MethodGet, "/Users", "").want(http.StatusUnauthorized)
	w.scim(second.SecretToken, http.MethodGet, "/Users", "").want(http.StatusOK)
	if got := read[api.Connection](owner.post(path+"/disable", nil).want(http.StatusOK)); got.State != "disabled" || got.HasToken || got.Token != nil {
		t.Errorf("off it is %+v", got)
	}
	w.scim(second.SecretToken, http.MethodGet, "/Users", "").want(http.StatusUnauthorized)
	owner.post(path+"/token", nil).refused(http.StatusForbidden, "disabled")
	owner.patch(path, map[string]string{"state": "enabled"}).refused(http.StatusBadRequest, "invalid")
	on := read[api.ConnectionOpened](owner.post(path+"/enable", map[string]bool{"issue_token": false}).want(http.StatusOK))
	if on.SecretToken != nil || on.Connection.HasToken || on.Connection.State != "enabled" {
		t.Errorf("on without a token it is %+v", on)
	}
	owner.post(path+"/enable", map[string]bool{"issue_token": true}).refused(http.StatusForbidden, "refused")
	changed := read[api.Connection](owner.patch(path, map[string]any{"policy": map[string]string{"unknown_member": "refuse"}}).want(http.StatusOK))
	want := directory.Standard()
	want.UnknownMember = directory.RefuseUnknown
	if directory.Policy(changed.Policy) != want || changed.Preset != nil {
		t.Errorf("its policy is %+v", changed.Policy)
	}
	if off := read[api.Connection](owner.patch(path, map[string]string{"state": "disabled"}).want(http.StatusOK)); off.State != "disabled" {
		t.Errorf("off by its state it is %+v", off)
	}
}

func TestWithoutThePlanNothingIsTurnedOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ada, acme := w.operator(), w.organization("Acme")
	owner := w.member(acme, "Olga Owner", directory.RoleOwner)
	list := read[api.Connections](owner.get(in(acme, "/connections")).want(http.StatusOK))
	for i, preset := range directory.Presets() {
		if got := list.Presets[i]; got.Preset != api.Preset(preset) || directory.Policy(got.Policy) != preset.Policy() {
			t.Errorf("the preset %s is %+v", preset, got)
		}
	}
	if !list.Entitled || list.Reason != "" || len(list.Providers) != 6 || list.SignInActive {
		t.Errorf("with the plan the list is %+v", list)
	}
	ada.patch(in(acme, ""), map[string]bool{"provisioning": false}).want(http.StatusOK)
	list = read[api.Connections](owner.get(in(acme, "/connections")).want(http.StatusOK))
	if list.Entitled || list.Reason == "" || list.SupportContact != "support@example.com" {
		t.Errorf("without it the list is %+v", list)
	}
	owner.post(in(acme, "/connections"), map[string]any{"provider": "okta", "issue_token": true}).refused(http.StatusForbidden, "refused")
}

func TestHealthAndGuideFollowTheTraffic(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owner, acme, connection, _ := w.connected()
	path := in(acme, "/connections/"+string(connection.ID))
	type health struct {
		State       string
		LastAddress string                             `json:"last_address"`
		LastError   *struct{ Sentence, Remedy string } `json:"last_error"`
		Tape        []struct{ Outcome string }
	}
	if got := read[health](owner.get(path + "/health").want(http.StatusOK)); got.State != "waiting" || got.Tape == nil {
		t.Errorf("before it is %+v", got)
	}
	w.record(acme, connection.ID, "first")
	if got := read[health](owner.get(path + "/health").want(http.StatusOK)); got.State != "connected" || got.LastAddress != "198.51.100.7" || len(got.Tape) != 1 {
		t.Errorf("after a request it is %+v", got)
	}
	shown := read[api.Connection](owner.get(path).want(http.StatusOK))
	if shown.Token.LastUsedAt == nil || shown.Token.LastUsedFrom != "198.51.100.7" {
		t.Errorf("its token is %+v", shown.Token)
	}
	w.record(acme, connection.ID, "second", func(r *traffic.Request) {
		r.Method, r.Kind, r.Status, r.Detail = http.MethodPost, traffic.Create, http.StatusForbidden, "Buy more licenses."
	})
	if got := read[health](owner.get(path + "/health").want(http.StatusOK)); got.State != "failing" || got.LastError == nil || got.LastError.Remedy != "Buy more licenses." {
		t.Errorf("after a refusal it is %+v", got)
	} else if sentence := got.LastError.Sentence; !strings.HasSuffix(sentence, " Refused.") {
		t.Errorf("the sentence of a refusal whose remedy is told apart is %q", sentence)
	}

	type guide struct {
		Milestones map[string]struct{ Saw string }
		Ticked     []struct{ Step, By string }
	}
	got := read[guide](owner.get(path + "/guide").want(http.StatusOK))
	if _, reached := got.Milestones["authenticated"]; !reached || len(got.Ticked) != 0 {
		t.Errorf("the guide is %+v", got)
	}
	got = read[guide](w.setupSession(acme).do(http.MethodPut, path+"/guide/create-app", map[string]string{}).want(http.StatusOK))
	if len(got.Ticked) != 1 || got.Ticked[0].Step != "create-app" || got.Ticked[0].By != "IT at Acme" {
		t.Errorf("ticked it is %+v", got)
	}
	if got = read[guide](owner.remove(path + "/guide/create-app").want(http.StatusOK)); len(got.Ticked) != 0 {
		t.Errorf("unticked it is %+v", got)
	}
	owner.do(http.MethodPut, path+"/guide/Nonsense!", map[string]string{}).refused(http.StatusBadRequest, "invalid")

	ada := w.operator()
	all := read[api.List[api.ConnectionHealth]](ada.get("/health").want(http.StatusOK)).Items
	if len(all) != 1 || all[0].Organization.ID != acme || all[0].Connection.ID != connection.ID || all[0].Health.State != "failing" {
		t.Errorf("the operator sees %+v", all)
	}
	if got := read[api.Overview](ada.get("/overview").want(http.StatusOK)); got != (api.Overview{Organizations: 1, Members: 1, ConnectionsOn: 1, ConnectionsFailing: 1}) {
		t.Errorf("the overview is %+v", got)
	}
	summary := read[api.Summary](owner.get(in(acme, "/summary")).want(http.StatusOK))
	if summary.Members != 1 || len(summary.Connections) != 1 || summary.Connections[0].Health.State != "failing" || summary.Head == 0 {
		t.Errorf("the summary is %+v", summary)
	}
	if got := read[api.Summary](w.member(acme, "Mia Member", directory.RoleMember).get(in(acme, "/summary"))); len(got.Connections) != 0 || got.Members != 2 {
		t.Errorf("a member's summary is %+v", got)
	}
}
