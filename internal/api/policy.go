package api

import (
	"github.com/danielgtaylor/huma/v2"

	"github.com/musterhq/muster/internal/directory"
)

// Policy is the rules of a connection.
type Policy directory.Policy

// Schema describes the rules and what each can be.
func (Policy) Schema(r huma.Registry) *huma.Schema {
	schema := rulesSchema("The rules of a connection.")
	for _, rule := range directory.PolicyRules() {
		schema.Required = append(schema.Required, rule.Name)
	}
	return registered(r, "Policy", schema)
}

// PolicyUpdate is the rules to change, by their names.
type PolicyUpdate map[string]string

// Schema describes the rules and what each can be.
func (PolicyUpdate) Schema(r huma.Registry) *huma.Schema {
	return registered(r, "PolicyUpdate", rulesSchema("The rules to change."))
}

// applied is the policy with these rules changed.
func (u PolicyUpdate) applied(policy directory.Policy) directory.Policy {
	for _, rule := range directory.PolicyRules() {
		if value, changed := u[rule.Name]; changed {
			rule.Put(&policy, value)
		}
	}
	return policy
}

// Preset names a policy.
type Preset string

// Schema describes the presets.
func (Preset) Schema(r huma.Registry) *huma.Schema {
	return enum(r, "Preset", "The rules of one vendor's guide; standard is our own, and what nobody has to choose.", directory.Presets()...)
}

func rulesSchema(description string) *huma.Schema {
	schema := &huma.Schema{Type: huma.TypeObject, Description: description, AdditionalProperties: false, Properties: map[string]*huma.Schema{}}
	for _, rule := range directory.PolicyRules() {
		property := &huma.Schema{Type: huma.TypeString, Description: rule.About}
		for _, value := range rule.Values {
			property.Enum = append(property.Enum, value)
		}
		property.PrecomputeMessages()
		schema.Properties[rule.Name] = property
	}
	return schema
}

// registered keeps a schema under its name and refers to it.
func registered(r huma.Registry, name string, schema *huma.Schema) *huma.Schema {
	if _, known := r.Map()[name]; !known {
		schema.PrecomputeMessages()
		r.Map()[name] = schema
	}
	return &huma.Schema{Ref: schemas + name}
}
