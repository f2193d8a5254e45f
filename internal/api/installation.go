package api

// Installation is what anyone may know of this server.
type Installation struct {
	Name           string `json:"name" doc:"What the installation is called." example:"Muster"`
	Version        string `json:"version" example:"1.0.0"`
	PublicURL      string `json:"public_url" doc:"The address by which people and providers reach it." example:"https://muster.example.com"`
	SupportContact string `json:"support_contact,omitempty" doc:"Whom to ask for help, as people read it." example:"support@example.com"`
	FirstRun       bool   `json:"first_run" doc:"True until the first operator has signed in."`
	Passkeys       bool   `json:"passkeys" doc:"Whether passkeys work at this address."`
}
