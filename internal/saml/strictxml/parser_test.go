package strictxml_test

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/saml/strictxml"
)

var limits = strictxml.Limits{Bytes: 10_000, Depth: 8, Nodes: 100, Attributes: 8}

func TestParse(t *testing.T) {
	t.Parallel()
	root, err := strictxml.Parse([]byte("<?xml version='1.0' encoding=\"utf-8\" standalone='no' ?>\r\n"+
		`<a:one xmlns:a="urn:a" xmlns="urn:d" x = '1&#x9;2`+"\n"+`3'><two a:y="&lt;&quot;'">t&amp;`+"\r\n"+`&#65;]]</two><three xmlns=""/>tail</a:one >`+"\n"), limits)
	if err != nil {
		t.Fatal(err)
	}
	if root.Name != (strictxml.Name{Space: "urn:a", Local: "one"}) || root.Text != "tail" || len(root.Children) != 2 {
		t.Errorf("root = %+v", root)
	}
	if x, _ := root.Attribute("x"); x != "1\t2 3" {
		t.Errorf("x = %q", x)
	}
	two, three := root.Children[0], root.Children[1]
	if two.Name.Space != "urn:d" || two.Text != "t&\nA]]" || two.Attributes[0].Value != `<"'` || two.Attributes[0].Name.Space != "urn:a" {
		t.Errorf("two = %+v", two)
	}
	if three.Name != (strictxml.Name{Local: "three"}) || three.Path()[0] != 1 || three.Namespaces()["a"] != "urn:a" {
		t.Errorf("three = %+v", three)
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for document, want := range map[string]string{
		"":                                  "does not begin with an element",
		"text":                              "does not begin with an element",
		"</a>":                              "does not begin with an element",
		"<a>":                               "ends before",
		"<a></b>":                           "closes another",
		"<a/><b/>":                          "follows its end",
		"<a/>x":                             "follows its end",
		"<a b>":                             "no value",
		"<a b=c/>":                          "not quoted",
		"<a b='c/>":                         "no end",
		"<a b='<'/>":                        "contains '<'",
		"<a b=''c=''/>":                     "not well-formed",
		"<a b='' b=''/>":                    "attribute twice",
		"<a xmlns='x' xmlns='y'/>":          "attribute twice",
		"<a xmlns:b=''/>":                   "prefix without a namespace",
		"<b:a/>":                            "prefix that is not declared",
		"<xmlns:a/>":                        "prefix that is not declared",
		"<a b:c=''/>":                       "prefix that is not declared",
		"<ä/>":                              "name in it",
		"< a/>":                             "name in it",
		"<a ID='1'><b id='1'/></a>":         "same ID",
		"<a>&b;</a>":                        "entity",
		"<a>&lt</a>":                        "without an entity",
		"<a>&#0;</a>":                       "character",
		"<a>&#xD800;</a>":                   "character",
		"<a>&#x110000;</a>":                 "character",
		"<a>&#-1;</a>":                      "character",
		"<a>]]></a>":                        "]]>",
		"<a>\x01</a>":                       "U+0001",
		"<a>\xff</a>":                       "not UTF-8",
		"<a><!----></a>":                    "comment",
		"<!----><a/>":                       "comment",
		"<a/><!---->":                       "comment",
		"<a><![CDATA[]]></a>":               "CDATA",
		"<!DOCTYPE a><a/>":                  "document type",
		"<a><?b?></a>":                      "processing instruction",
		" <?xml version='1.0'?><a/>":        "processing instruction",
		"<?xml version='1.1'?><a/>":         "XML declaration",
		"<?xml version='1.0\"?><a/>":        "XML declaration",
		"<?xml?><a/>":                       "XML declaration",
		strings.Repeat("<a>", 9):            "nested",
		strings.Repeat("<a/>", 1):           "",
		"<a>" + strings.Repeat("<b/>", 100): "nodes",
		"<a" + " b='' c='' d='' e='' f='' g='' h='' i='' j=''/>": "attributes",
		strings.Repeat(" ", 10_001):                              "bytes",
	} {
		_, err := strictxml.Parse([]byte(document), limits)
		if want == "" {
			if err != nil {
				t.Errorf("Parse(%.40q) = %v, want no error", document, err)
			}
			continue
		}
		if _, is := errors.AsType[*strictxml.Error](err); !is || !strings.Contains(err.Error(), want) {
			t.Errorf("Parse(%.40q) = %v, want an error with %q", document, err, want)
		}
	}
}

func TestParseSkipsComments(t *testing.T) {
	t.Parallel()
	lenient := limits
	lenient.Comments = true
	root, err := strictxml.Parse([]byte("<!-- x --><a>b<!-- <c/> -->d</a><!-- y -->"), lenient)
	if err != nil || root.Text != "bd" {
		t.Errorf("Parse = %+v, %v", root, err)
	}
	if _, err := strictxml.Parse([]byte("<a><!-- </a>"), lenient); err == nil {
		t.Error("a comment without an end is accepted")
	}
}

// What is accepted, encoding/xml reads as the same elements, texts and names.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"<a/>", "<a:b xmlns:a='u' a:c='&lt;'>t&amp;<d xmlns='v'>\r\n</d></a:b>", "<?xml version='1.0'?><a ID='1'>&#x41;</a>",
		"<a><!-- --></a>", "<!DOCTYPE a><a/>", "<a>]]></a>", "<a b='\t'/>",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, document string) {
		root, err := strictxml.Parse([]byte(document), limits)
		if err != nil {
			if _, is := errors.AsType[*strictxml.Error](err); !is {
				t.Fatalf("error of another type: %v", err)
			}
			return
		}
		decoder := xml.NewDecoder(strings.NewReader(document))
		var open []*strictxml.Element
		var texts []string
		order := flatten(root)
		for {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("encoding/xml refuses what was accepted: %v", err)
			}
			switch token := token.(type) {
			case xml.StartElement:
				if len(order) == 0 || order[0].Name != (strictxml.Name{Space: token.Name.Space, Local: token.Name.Local}) {
					t.Fatalf("encoding/xml reads <%v> where we do not", token.Name)
				}
				open, texts, order = append(open, order[0]), append(texts, ""), order[1:]
			case xml.CharData:
				if len(texts) > 0 {
					texts[len(texts)-1] += string(token)
				}
			case xml.EndElement:
				last := len(open) - 1
				if open[last].Text != texts[last] {
					t.Fatalf("text %q, encoding/xml reads %q", open[last].Text, texts[last])
				}
				open, texts = open[:last], texts[:last]
			}
		}
		if len(order) > 0 {
			t.Fatalf("%d elements that encoding/xml does not see", len(order))
		}
	})
}

func flatten(root *strictxml.Element) []*strictxml.Element {
	var all []*strictxml.Element
	root.Walk(func(element *strictxml.Element) { all = append(all, element) })
	return all
}
