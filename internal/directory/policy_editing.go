package directory

// ReadOnly says whether people here may edit what a provider keeps up to date.
type ReadOnly string

const (
	// ReadOnlyLocked: while the connection is on, the provider alone decides the
	// details of the members and teams that came from it.
	ReadOnlyLocked ReadOnly = "locked"
	// ReadOnlyEditable: administrators may edit a name, an address or a team's
	// name, until the provider says it again. Who is active, who is in a team, and
	// who is here, stays the provider's to decide.
	ReadOnlyEditable ReadOnly = "editable"
)

// OnDisable says what becomes of provisioned members and teams when the connection
// is turned off.
type OnDisable string

const (
	// EditableOff: people edit them as their own.
	EditableOff OnDisable = "editable"
	// LockedOff: they stay as the provider left them, so that nothing has drifted
	// apart when the connection is on again. People may still deactivate and remove.
	LockedOff OnDisable = "locked"
)

// DecidesDetails says whether the provider, and nobody here, decides the names and
// addresses that came from the connection.
func (c Connection) DecidesDetails() bool {
	return c.State == ConnectionEnabled && c.Policy.ReadOnly == ReadOnlyLocked
}

// StaysAsLeft says whether what came from the connection, which is off, is nobody's
// to edit.
func (c Connection) StaysAsLeft() bool {
	return c.State == ConnectionDisabled && c.Policy.OnDisable == LockedOff
}
