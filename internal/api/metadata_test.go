package api_test

// metadata is a SAML provider's, as Okta writes it, of a provider that signs
// nothing any more: its certificate is a test's.
const metadata = `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="http://www.okta.com/exk1">
<md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>MIIDGTCCAgGgAwIBAgIUMmqCWjUCDNMnuN4SK7jEqGaXlIMwDQYJKoZIhvcNAQELBQAwGzEZMBcGA1UEAwwQZXhhbXBsZS5va3RhLmNvbTAgFw0yNjExMjgxNTQ2MDBaGA8yMDgxMDgzMTE1NDYwMFowGzEZMBcGA1UEAwwQZXhhbXBsZS5va3RhLmNvbTCCASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBAL5pwmOZUWF8gDzL5fL7cwIftEzJCtM7c9MA8Gdl9nrVVHCXSsO6ZrZ36pilKAP4SX+wfDIAbiDL6MDWYZlsnaJ5hPUt1+vafEJ1VbnKkYq3qhe7G/1AbNs0AQNW1oUeY4efQ0tNb14OGOFnlzUatWYwUVsI1Zq/oT6Rb047/TuijRu8cWILNqD29tklEWzUdCbQB9TU3Tc6WcoGwwAsuc2RJD4zz715G6UJScBF0g0GoEPpTCrVAnKY3xT6o6bWWEjj/FJS5cVEnMYEfw00Kn6aPAfYU+Ojgu+Q6J4l3SjoX4Ewm5aGFKv+Dh+/97ob9aXDTrqjTm7pnW2mChiQTJkCAwEAAaNTMFEwHQYDVR0OBBYEFAv2R8+5+GH3/ytovnrl+WW+SdNLMB8GA1UdIwQYMBaAFAv2R8+5+GH3/ytovnrl+WW+SdNLMA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZIhvcNAQELBQADggEBAKMZM11i2XwjhzGci3Pr/NsC7bWM1olp/JVIgll8FD91LzupWG5KKWnTJ+AH3OSJOc2RA8MZrrvYDLP9wP9005DW5Ub5LX4pxMQYfFXIggPfsQ81pELNPel3b6KcC389gx6HTAOJdS9atHmqfNUL/6sCh+eHk4RtbrmJWzn3eoZLRD5fSEW/LQX48ZhXj6CS5p7hm2iVPjfblG3xqSh8odw+KDckSFwW3HYRB0DNU3Lk2Y+tF2Wwzm9git9TYKN30vPhHBArSoC9mHu+LhRYTHb3F9r9r8P5KcrxC9y8N1ny69keO0V84isWtihm/7Lk0jeglnA6b+DEkM3+5a5V+FY=</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://example.okta.com/app/exk1/sso/saml"/>
</md:IDPSSODescriptor>
</md:EntityDescriptor>`
