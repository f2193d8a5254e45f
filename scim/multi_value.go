package scim

// MultiValue is one value of emails, phoneNumbers, ims, photos, entitlements,
// roles or x509Certificates (RFC 7643 §2.4).
type MultiValue struct {
	Value   string
	Display string
	Type    string
	Primary bool
}

func multiValues(v Value) []MultiValue {
	if v.Len() == 0 {
		return nil
	}
	values := make([]MultiValue, 0, v.Len())
	for item := range v.Items() {
		m := MultiValue{Value: textAt(item, "value"), Display: textAt(item, "display"), Type: textAt(item, "type")}
		if m.Value == "" {
			continue
		}
		m.Primary = isPrimary(item)
		values = append(values, m)
	}
	return values
}
