package directory

// Preset names a policy: the rules of one vendor's guide, or our own.
type Preset string

// The presets. What a guide leaves open has the value of StandardPreset.
const (
	StandardPreset  Preset = "standard"
	NordLayerPreset Preset = "nordlayer"
	NordPassPreset  Preset = "nordpass"
	EnpassPreset    Preset = "enpass"
	NulabPreset     Preset = "nulab"
)

// Presets lists every Preset, the one that nobody has to choose first.
func Presets() []Preset {
	return []Preset{StandardPreset, NordLayerPreset, NordPassPreset, EnpassPreset, NulabPreset}
}

// Policy returns the preset's rules, or Standard for a name that is none.
func (p Preset) Policy() Policy {
	policy := Standard()
	switch p {
	case StandardPreset:
	case NordPassPreset:
		policy.UniqueIdentifier = IdentifiedByEmail
		policy.Groups = GroupsEncrypted // group provisioning needs the encryption service
	case EnpassPreset:
		policy.Deprovision = DeprovisionRemoves // whom Okta deprovisions is removed
		policy.SCIMDelete = DeleteRemoves       // whoever is removed does not stay because another request says it
		policy.ProtectAdmins = ProtectRoles     // administrators leave in the console before Okta can deprovision them
	case NulabPreset:
		policy.WhoMayRemove = AdministratorsRemove // an administrator may delete a synchronized account
		policy.SSOPrerequisite = RequireSSO
		policy.EmailSource = EmailFromUserName
		policy.Groups = GroupsOff // the guide provisions users alone
		policy.UserNameChange = ReplaceRenamed
		policy.ReadOnly = ReadOnlyEditable // an administrator may edit one, and the next synchronization overwrites it
	case NordLayerPreset:
		policy.Reconnect = DuplicateReturning // what was edited while it was off comes a second time
	}
	return policy
}

// PresetOf returns the first preset with exactly these rules, or "" for a policy
// of somebody's own.
func PresetOf(policy Policy) Preset {
	for _, preset := range Presets() {
		if preset.Policy() == policy {
			return preset
		}
	}
	return ""
}
