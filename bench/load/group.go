package load

import (
	"fmt"
	"strconv"
)

const patchOp = `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[`

// CreateGroup posts an empty group.
func (c *Client) CreateGroup(displayName string) (ID, error) {
	c.begin("POST", "/Groups")
	c.body = append(c.body[:0], `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":`...)
	c.body = strconv.AppendQuote(c.body, displayName)
	c.body = append(c.body, `,"members":[]}`...)
	answer, err := c.send(201)
	if err != nil {
		return "", fmt.Errorf("create group: %w", err)
	}
	id, err := firstID(answer)
	if err != nil {
		return "", fmt.Errorf("create group: %w", err)
	}
	return id, nil
}

// AddMembers adds people to a group in one PATCH, as Okta pushes a batch.
func (c *Client) AddMembers(group ID, members []ID) error {
	c.begin("PATCH", "/Groups/", string(group))
	c.body = append(c.body[:0], patchOp...)
	c.body = append(c.body, `{"op":"add","path":"members","value":[`...)
	for i, member := range members {
		if i > 0 {
			c.body = append(c.body, ',')
		}
		c.body = append(c.body, `{"value":"`...)
		c.body = append(c.body, member...)
		c.body = append(c.body, `"}`...)
	}
	c.body = append(c.body, `]}]}`...)
	if _, err := c.send(200, 204); err != nil {
		return fmt.Errorf("add %d members: %w", len(members), err)
	}
	return nil
}

// RemoveMembers removes people from a group in one PATCH, one operation for
// each, as Okta does.
func (c *Client) RemoveMembers(group ID, members []ID) error {
	c.begin("PATCH", "/Groups/", string(group))
	c.body = append(c.body[:0], patchOp...)
	for i, member := range members {
		if i > 0 {
			c.body = append(c.body, ',')
		}
		c.body = append(c.body, `{"op":"remove","path":"members[value eq \"`...)
		c.body = append(c.body, member...)
		c.body = append(c.body, `\"]"}`...)
	}
	c.body = append(c.body, `]}`...)
	if _, err := c.send(200, 204); err != nil {
		return fmt.Errorf("remove %d members: %w", len(members), err)
	}
	return nil
}
