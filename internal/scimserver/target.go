package scimserver

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/traffic"
	"github.com/musterhq/muster/scim"
)

// target is where a request is addressed to: the connection that the path
// names, if it names one, and the segments after it.
type target struct {
	connection directory.ConnectionID
	segments   []string
}

// route is one line of the door's table: a method, an endpoint, whether an id
// follows it, and what the provisioning log calls it, as far as the address says.
type route struct {
	method   string
	endpoint string
	byID     bool
	kind     traffic.Kind
	handle   func(*Server, *call) error
}

// name is how the log and the metrics call the route.
func (r route) name() string {
	if r.byID {
		return root + "/" + r.endpoint + "/{id}"
	}
	return root + "/" + r.endpoint
}

var routes = []route{
	{http.MethodGet, "Users", false, traffic.List, (*Server).listUsers},
	{http.MethodPost, "Users", false, traffic.Create, (*Server).createUser},
	{http.MethodGet, "Users", true, traffic.Read, (*Server).user},
	{http.MethodPut, "Users", true, traffic.Update, (*Server).replaceUser},
	{http.MethodPatch, "Users", true, traffic.Update, (*Server).patchUser},
	{http.MethodDelete, "Users", true, traffic.Delete, (*Server).deleteUser},

	{http.MethodGet, "Groups", false, traffic.List, (*Server).listGroups},
	{http.MethodPost, "Groups", false, traffic.GroupCreate, (*Server).createGroup},
	{http.MethodGet, "Groups", true, traffic.Read, (*Server).group},
	{http.MethodPut, "Groups", true, traffic.GroupMembers, (*Server).replaceGroup},
	{http.MethodPatch, "Groups", true, traffic.GroupMembers, (*Server).patchGroup},
	{http.MethodDelete, "Groups", true, traffic.GroupDelete, (*Server).deleteGroup},

	{http.MethodGet, "ServiceProviderConfig", false, traffic.Discovery, (*Server).serviceProviderConfig},
	{http.MethodGet, "ResourceTypes", false, traffic.Discovery, (*Server).listResourceTypes},
	{http.MethodGet, "ResourceTypes", true, traffic.Discovery, (*Server).resourceType},
	{http.MethodGet, "Schemas", false, traffic.Discovery, (*Server).listSchemas},
	{http.MethodGet, "Schemas", true, traffic.Discovery, (*Server).schema},
}

// notOffered are the endpoints of RFC 7644 that exist there and not here.
var notOffered = []string{"Me", "Bulk", ".search"}

const root = "/scim/v2"

// parseTarget reads the path as it was sent. Empty segments are skipped, because
// administrators paste Tenant URLs with a slash at the end. A segment is decoded
// after the path was cut, so that an encoded slash never moves a request to
// another address; it names nothing here.
func parseTarget(u *url.URL) (target, error) {
	rest, found := strings.CutPrefix(u.EscapedPath(), root)
	if !found || (rest != "" && rest[0] != '/') {
		return target{}, errNoSuchAddress
	}
	var segments []string
	for segment := range strings.SplitSeq(rest, "/") {
		if segment == "" {
			continue
		}
		decoded, err := url.PathUnescape(segment)
		if err != nil || strings.ContainsAny(decoded, "/\x00") || len(decoded) > directory.MaxIDLength || len(segments) == 4 {
			return target{}, errNoSuchAddress
		}
		segments = append(segments, decoded)
	}
	if len(segments) == 0 || isEndpoint(segments[0]) {
		return target{segments: segments}, nil
	}
	return target{connection: directory.ConnectionID(segments[0]), segments: segments[1:]}, nil
}

var errNoSuchAddress = &scim.Error{Status: http.StatusNotFound, Detail: "There is nothing at this address; the Tenant URL ends in /scim/v2/ and the connection's id, and Okta adds /Users or /Groups to it."}

func isEndpoint(segment string) bool {
	return slices.Contains(notOffered, segment) ||
		slices.ContainsFunc(routes, func(r route) bool { return r.endpoint == segment })
}

// route finds who answers a target, and the id that it names.
func (t target) route(w http.ResponseWriter, method string) (route, string, error) {
	if len(t.segments) == 0 || len(t.segments) > 2 {
		return route{}, "", errNoSuchAddress
	}
	endpoint, id := t.segments[0], ""
	if slices.Contains(notOffered, endpoint) || (len(t.segments) == 2 && t.segments[1] == ".search") {
		return route{}, "", refuse(http.StatusNotImplemented, "", "This server does not offer "+strings.Join(t.segments, "/")+"; /ServiceProviderConfig says what it offers.")
	}
	if len(t.segments) == 2 {
		id = t.segments[1]
	}
	if method == http.MethodHead {
		method = http.MethodGet
	}
	var allowed []string
	for _, r := range routes {
		if r.endpoint != endpoint || r.byID != (id != "") {
			continue
		}
		if r.method == method {
			return r, id, nil
		}
		allowed = append(allowed, r.method)
	}
	if len(allowed) == 0 {
		return route{}, "", errNoSuchAddress
	}
	w.Header().Set("Allow", strings.Join(allowed, ", "))
	return route{}, "", refuse(http.StatusMethodNotAllowed, "", "This address answers "+strings.Join(allowed, ", ")+" only.")
}
