package directory

// Policy is the rules of a connection, as data. The zero value is not a policy;
// use Standard.
type Policy struct {
	UnknownMember UnknownMember `json:"unknown_member"`
	WhoMayRemove  WhoMayRemove  `json:"who_may_remove"`
	Deprovision   Deprovision   `json:"deprovision"`
	SCIMDelete    SCIMDelete    `json:"scim_delete"`
	ProtectAdmins ProtectAdmins `json:"protect_admins"`
	// SSOPrerequisite says whether people must be able to sign in by a provider
	// before the connection can be turned on.
	SSOPrerequisite  SSOPrerequisite  `json:"sso_prerequisite"`
	Groups           Groups           `json:"groups"`
	TokenRotation    TokenRotation    `json:"token_rotation"`
	ExistingMember   ExistingMember   `json:"existing_member"`
	EmailSource      EmailSource      `json:"email_source"`
	UniqueIdentifier UniqueIdentifier `json:"unique_identifier"`
	UserNameChange   UserNameChange   `json:"username_change"`
	// Licenses says what happens when no license is free.
	Licenses            WithoutLicense      `json:"licenses"`
	LicenseOnDeactivate LicenseOnDeactivate `json:"license_on_deactivate"`
	ReadOnly            ReadOnly            `json:"read_only"`
	OnDisable           OnDisable           `json:"on_disable"`
	Reconnect           Reconnect           `json:"reconnect"`
}

// Standard is the policy of a connection for which nobody chose another.
func Standard() Policy {
	return Policy{
		UnknownMember:       SkipUnknown,
		WhoMayRemove:        ProviderRemoves,
		Deprovision:         DeprovisionDeactivates,
		SCIMDelete:          DeleteDeactivates,
		ProtectAdmins:       ProtectNobody,
		SSOPrerequisite:     SuggestSSO,
		Groups:              GroupsOn,
		TokenRotation:       RotateAtOnce,
		ExistingMember:      AdoptExisting,
		EmailSource:         EmailFromEmails,
		UniqueIdentifier:    IdentifiedByUserName,
		UserNameChange:      UpdateRenamed,
		Licenses:            RejectWithout,
		LicenseOnDeactivate: ReleaseOnDeactivate,
		ReadOnly:            ReadOnlyLocked,
		OnDisable:           EditableOff,
		Reconnect:           MatchReturning,
	}
}

// UnknownMember says what happens when a pushed group names people whom the
// connection has never created.
type UnknownMember string

const (
	// SkipUnknown applies the known members and shows the unknown with the
	// team: nothing else in the push is lost, because Okta does not repeat it.
	SkipUnknown UnknownMember = "skip"
	// RefuseUnknown refuses the whole request, naming the unknown.
	RefuseUnknown UnknownMember = "refuse"
)

// WhoMayRemove says who may remove a provisioned member while the connection is
// on.
type WhoMayRemove string

const (
	// ProviderRemoves: only the identity provider. Whom ProtectAdmins keeps from
	// it, administrators remove.
	ProviderRemoves WhoMayRemove = "provider"
	// AdministratorsRemove: administrators too, and only who is deactivated.
	AdministratorsRemove WhoMayRemove = "administrators"
)

// SSOPrerequisite says whether sign-in by a provider comes before provisioning.
type SSOPrerequisite string

const (
	// SuggestSSO reminds of it.
	SuggestSSO SSOPrerequisite = "suggest"
	// RequireSSO refuses to turn a connection on while no login method is active.
	RequireSSO SSOPrerequisite = "require"
)
