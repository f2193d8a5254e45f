package okta

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// importPage is how many resources Okta asks for at once, and by how much it
// moves on, whatever the server returned.
const importPage = 100

// ImportedUser is a user that an import found.
type ImportedUser struct {
	// RemoteID is the server's id.
	RemoteID   string
	UserName   string
	ExternalID string
	Email      string
	Active     bool

	user user
}

// Profile gives the profile that somebody gets in Okta who is imported as a new
// person.
func (u ImportedUser) Profile() Profile {
	p := Profile{
		Login: u.UserName, Email: u.Email, DisplayName: u.user.DisplayName, NickName: u.user.NickName,
		Title: u.user.Title, UserType: u.user.UserType, Locale: u.user.Locale,
	}
	if n := u.user.Name; n != nil {
		p.GivenName, p.FamilyName = n.GivenName, n.FamilyName
	}
	if e := u.user.Enterprise; e != nil {
		p.Department, p.EmployeeNumber = e.Department, e.EmployeeNumber
	}
	return p
}

// UserImport is what an import of users found.
type UserImport struct {
	// Users are all that the server listed, in its order.
	Users []ImportedUser
	// Scanned is how many an administrator sees: inactive users are skipped.
	Scanned int
	// Inactive is how many were skipped.
	Inactive int
}

// ImportUsers reads all users, page by page. It writes nothing. The task fails
// when a user comes twice, when two users have the same name but for case, or
// when fewer users came than the server counts, which is what an unstable
// order looks like.
func (a *App) ImportUsers(ctx context.Context) (UserImport, error) {
	t := a.begin(ActionImportUsers, "")
	found, err := a.importUsers(ctx, t)
	if err == nil {
		t.task.Outcome = fmt.Sprintf("%d users scanned, %d inactive skipped", found.Scanned, found.Inactive)
	}
	return found, t.end(err)
}

func (a *App) importUsers(ctx context.Context, t *running) (UserImport, error) {
	resources, err := a.readPages(ctx, t, "/Users")
	if err != nil {
		return UserImport{}, err
	}
	var found UserImport
	names := map[string]string{}
	for _, d := range resources {
		u, err := importedUserFrom(d)
		if err != nil {
			return UserImport{}, err
		}
		folded := strings.ToLower(u.UserName)
		if other, ok := names[folded]; ok {
			return UserImport{}, fmt.Errorf("users %s and %s have the same userName %s", other, u.RemoteID, u.UserName)
		}
		names[folded] = u.RemoteID
		found.Users = append(found.Users, u)
		if !u.Active {
			found.Inactive++
			continue
		}
		found.Scanned++
	}
	return found, nil
}

func importedUserFrom(d document) (ImportedUser, error) {
	remote, err := remoteUserFrom(d)
	if err != nil {
		return ImportedUser{}, err
	}
	view, err := userFromDocument(d)
	if err != nil {
		return ImportedUser{}, err
	}
	u := ImportedUser{
		RemoteID:   remote.id,
		UserName:   remote.userName,
		ExternalID: view.ExternalID,
		Active:     remote.active,
		user:       view,
	}
	if len(view.Emails) > 0 {
		u.Email = view.Emails[0].Value
	}
	return u, nil
}

// userFromDocument reads the attributes that Okta knows.
func userFromDocument(d document) (user, error) {
	text, err := d.MarshalJSON()
	if err != nil {
		return user{}, err
	}
	var u user
	if err := json.Unmarshal(text, &u); err != nil {
		return user{}, fmt.Errorf("a user cannot be read: %w", err)
	}
	return u, nil
}

// Confirm takes an imported user for a person's, who is assigned by it. Nothing
// is sent.
func (a *App) Confirm(id UserID, imported ImportedUser) { a.setAssignment(id, imported.RemoteID) }

// ImportedGroup is a group that an import found.
type ImportedGroup struct {
	RemoteID string
	Name     string
	// Members are the server's ids of users.
	Members []string
}

// ImportGroups reads all groups, page by page. It writes nothing, and Okta
// relies on the list from then on: pushing a group of an imported name links
// it.
func (a *App) ImportGroups(ctx context.Context) ([]ImportedGroup, error) {
	t := a.begin(ActionImportGroups, "")
	groups, err := a.readGroups(ctx, t)
	if err == nil {
		t.task.Outcome = fmt.Sprintf("%d groups", len(groups))
	}
	return groups, t.end(err)
}

func (a *App) readGroups(ctx context.Context, t *running) ([]ImportedGroup, error) {
	resources, err := a.readPages(ctx, t, "/Groups")
	if err != nil {
		return nil, err
	}
	groups := make([]ImportedGroup, 0, len(resources))
	names := make(map[string]string, len(resources))
	for _, d := range resources {
		g, err := remoteGroupFrom(d)
		if err != nil {
			return nil, err
		}
		groups = append(groups, ImportedGroup{RemoteID: g.id, Name: g.name, Members: g.members})
		names[g.name] = g.id
	}
	a.mu.Lock()
	a.imported = names
	a.mu.Unlock()
	return groups, nil
}

// readPages reads all resources under path, and fails when one comes twice or
// when fewer came than the server counts.
func (a *App) readPages(ctx context.Context, t *running, path string) ([]document, error) {
	var resources []document
	seen := map[string]int{}
	for start := 1; ; start += importPage {
		got, err := a.wire.send(ctx, t, request{
			method: http.MethodGet,
			path:   path,
			query:  []parameter{{"startIndex", strconv.Itoa(start)}, {"count", strconv.Itoa(importPage)}},
		})
		if err != nil {
			return nil, err
		}
		page, err := got.list()
		if err != nil {
			return nil, err
		}
		for _, d := range page.resources {
			id, err := requireID(d)
			if err != nil {
				return nil, err
			}
			if first, ok := seen[id]; ok {
				return nil, fmt.Errorf("%s/%s was listed twice, by startIndex %d and %d: the order of pages is not stable", path, id, first, start)
			}
			seen[id] = start
			resources = append(resources, d)
		}
		if start+importPage > page.total {
			if len(resources) < page.total {
				return nil, fmt.Errorf("%s has %d resources by its totalResults but listed %d", path, page.total, len(resources))
			}
			return resources, nil
		}
	}
}
