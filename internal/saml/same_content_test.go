package saml

import "testing"

// No message is known that comes as far as this check and fails it. It stands
// behind the others for the day on which canonicalization has a fault.
func TestSameContent(t *testing.T) {
	t.Parallel()
	const open = `<p:Response xmlns:p="` + protocolNamespace + `" xmlns:s="` + assertionNamespace + `" xmlns:x="urn:x"><s:Assertion ID="1">`
	const signature = `<Signature xmlns="` + signatureNamespace + `"></Signature>`
	response, refusal := readDocument([]byte(open + signature + `<s:Issuer>a</s:Issuer></s:Assertion></p:Response>`))
	if refusal != nil {
		t.Fatal(refusal)
	}
	for text, want := range map[string]bool{
		`<s:Assertion xmlns:s="` + assertionNamespace + `" xmlns:x="urn:x" ID="1"><s:Issuer>a</s:Issuer></s:Assertion>`:  true,
		`<s:Assertion xmlns:s="` + assertionNamespace + `" ID="1"><s:Issuer>b</s:Issuer></s:Assertion>`:                  false,
		`<s:Assertion xmlns:s="` + assertionNamespace + `" ID="2"><s:Issuer>a</s:Issuer></s:Assertion>`:                  false,
		`<s:Assertion xmlns:s="` + assertionNamespace + `" ID="1">` + signature + `<s:Issuer>a</s:Issuer></s:Assertion>`: false,
	} {
		signed, refusal := readDocument([]byte(text))
		if refusal != nil {
			t.Fatal(refusal)
		}
		if got := sameContent(response, response.root.Only(assertionName("Assertion")), signed); got != want {
			t.Errorf("sameContent with %s = %t, want %t", text, got, want)
		}
	}
}
