package access

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"github.com/musterhq/muster/internal/directory"
)

// newRelyingParty returns what passkeys are bound to at the public URL, or nil
// where browsers allow none: at a bare network address, and without TLS
// anywhere but on localhost.
func newRelyingParty(public *url.URL) (*webauthn.WebAuthn, error) {
	host := public.Hostname()
	local := host == "localhost" || strings.HasSuffix(host, ".localhost")
	if host == "" || net.ParseIP(host) != nil || public.Scheme != "https" && !local {
		return nil, nil
	}
	return webauthn.New(&webauthn.Config{
		RPID:          host,
		RPDisplayName: "Muster",
		RPOrigins:     []string{public.Scheme + "://" + public.Host},
		// Who made the authenticator is none of our business.
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			// The passkey is the only thing a person presents, so it must say whose
			// it is, and must not work for whoever holds the device.
			ResidentKey:        protocol.ResidentKeyRequirementRequired,
			RequireResidentKey: protocol.ResidentKeyRequired(),
			UserVerification:   protocol.VerificationRequired,
		},
		Timeouts: webauthn.TimeoutsConfig{
			Login:        webauthn.TimeoutConfig{Timeout: CeremonyLifetime},
			Registration: webauthn.TimeoutConfig{Timeout: CeremonyLifetime},
		},
		// Password managers answer credProps without being asked. We read no
		// output of any extension.
		ExtensionsUnsolicitedOutputPolicy: protocol.UnsolicitedOutputPolicyIgnore,
	})
}

// Passkeys says whether passkeys can be used at the public URL: browsers want a
// host name, and https unless it is localhost. Where not, every Begin is Refused.
func (s *Service) Passkeys() bool { return s.relyingParty != nil }

func (s *Service) checkPasskeys() error {
	if s.relyingParty == nil {
		return ruleNoPasskeysHere.Refuse(directory.Refused)
	}
	return nil
}

// passkeyUser is a member as the ceremony sees them.
type passkeyUser struct {
	organization directory.OrganizationID
	member       directory.Member
	credentials  []webauthn.Credential
}

// WebAuthnID is the user handle that the authenticator keeps and says again at
// sign-in: 53 bytes, and nothing personal.
func (u passkeyUser) WebAuthnID() []byte {
	return []byte(string(u.organization) + "." + string(u.member.ID))
}

// WebAuthnName is what the authenticator shows beside the key.
func (u passkeyUser) WebAuthnName() string { return u.member.Email }

// WebAuthnDisplayName is the person's name.
func (u passkeyUser) WebAuthnDisplayName() string { return u.member.Name }

// WebAuthnCredentials are the passkeys that count for the member.
func (u passkeyUser) WebAuthnCredentials() []webauthn.Credential { return u.credentials }

// readPasskeyUser reads a member with their passkeys.
func readPasskeyUser(reader directory.Reader, organization directory.OrganizationID, id directory.MemberID) (passkeyUser, error) {
	member, err := reader.Member(id)
	if err != nil {
		return passkeyUser{}, err
	}
	passkeys, err := reader.Passkeys(id)
	if err != nil {
		return passkeyUser{}, err
	}
	user := passkeyUser{organization: organization, member: member}
	for _, passkey := range passkeys {
		credential, err := decodeCredential(passkey)
		if err != nil {
			return passkeyUser{}, err
		}
		user.credentials = append(user.credentials, credential)
	}
	return user, nil
}

// splitUserHandle reads what WebAuthnID wrote.
func splitUserHandle(handle []byte) (directory.OrganizationID, directory.MemberID, bool) {
	organization, member, found := strings.Cut(string(handle), ".")
	return directory.OrganizationID(organization), directory.MemberID(member), found && organization != "" && member != ""
}

func decodeCredential(passkey directory.Passkey) (webauthn.Credential, error) {
	var credential webauthn.Credential
	if err := json.Unmarshal(passkey.Credential, &credential); err != nil {
		return webauthn.Credential{}, fmt.Errorf("read passkey: %w", err)
	}
	return credential, nil
}

func encodeCredential(credential webauthn.Credential) ([]byte, error) {
	credential.Attestation = webauthn.CredentialAttestation{} // proved once; of no use later
	encoded, err := json.Marshal(credential)
	if err != nil {
		return nil, fmt.Errorf("keep passkey: %w", err)
	}
	return encoded, nil
}

// beginRegistration asks the browser for a new passkey of a member.
func (s *Service) beginRegistration(user passkeyUser, ceremony begun) (Ceremony, error) {
	if err := s.checkPasskeys(); err != nil {
		return Ceremony{}, err
	}
	options, data, err := s.relyingParty.BeginRegistration(user,
		webauthn.WithExclusions(webauthn.Credentials(user.credentials).CredentialDescriptors()))
	if err != nil {
		return Ceremony{}, fmt.Errorf("begin passkey: %w", err)
	}
	ceremony.data = *data
	return s.begin(ceremony, options.Response)
}

// begin remembers a ceremony and writes its options for the browser.
func (s *Service) begin(ceremony begun, options any) (Ceremony, error) {
	encoded, err := json.Marshal(options)
	if err != nil {
		return Ceremony{}, fmt.Errorf("write passkey options: %w", err)
	}
	return Ceremony{ID: s.ceremonies.put(ceremony, s.now()), Options: encoded}, nil
}

// register checks the browser's answer and returns the new passkey, without its
// name and times.
func (s *Service) register(user passkeyUser, ceremony begun, answer []byte) (directory.Passkey, error) {
	parsed, err := protocol.ParseCredentialCreationResponseBytes(answer)
	if err != nil {
		return directory.Passkey{}, notAPasskey(err)
	}
	credential, err := s.relyingParty.CreateCredential(user, ceremony.data, parsed)
	if err != nil {
		return directory.Passkey{}, notAPasskey(err)
	}
	encoded, err := encodeCredential(*credential)
	if err != nil {
		return directory.Passkey{}, err
	}
	return directory.Passkey{Member: user.member.ID, CredentialID: credential.ID, Credential: encoded}, nil
}

func notAPasskey(err error) error {
	return ruleNotAPasskey.Refuse(directory.Invalid).About("passkey").Because(err)
}

func wrongPasskey(err error) error {
	return ruleWrongPasskey.Refuse(directory.Unauthorized).Because(err)
}

var errClonedPasskey = errors.New("the signature counter did not grow")

// usePasskey keeps that a passkey was used. It refuses one whose counter did not
// grow: then two devices hold the same key, and one of them is not the member's.
// It compares with what is stored by now.
func (s *Service) usePasskey(tx directory.Tx, member directory.MemberID, used webauthn.Credential) (func() error, error) {
	passkeys, err := tx.Passkeys(member)
	if err != nil {
		return nil, err
	}
	for _, passkey := range passkeys {
		if string(passkey.CredentialID) != string(used.ID) {
			continue
		}
		stored, err := decodeCredential(passkey)
		if err != nil {
			return nil, err
		}
		stored.Authenticator.CloneWarning = false
		stored.Authenticator.UpdateCounter(used.Authenticator.SignCount)
		if used.Authenticator.CloneWarning || stored.Authenticator.CloneWarning {
			return nil, ruleCopiedPasskey.Refuse(directory.Unauthorized).Because(errClonedPasskey)
		}
		stored.Flags = used.Flags
		passkey.UsedAt = s.now()
		if passkey.Credential, err = encodeCredential(stored); err != nil {
			return nil, err
		}
		return func() error { return tx.UpdatePasskey(passkey) }, nil
	}
	return nil, wrongPasskey(nil)
}
