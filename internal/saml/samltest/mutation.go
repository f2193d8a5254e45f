package samltest

import (
	"math/rand/v2"
	"strings"
)

// Mutator changes signed messages at random, always in the same way for the same
// seed. It works on bytes, on tokens and on the tree, and it knows what attackers
// like to put where.
type Mutator struct {
	random *rand.Rand
	corpus []*Node  // signed messages to change, and to take parts from
	texts  []string // the same, written
	tokens [][]string
	poison []string // markup of the attacker's
}

// NewMutator makes a mutator. Parts of every message of the corpus may end up in
// any other.
func NewMutator(seed uint64, corpus []*Node, attacker string) *Mutator {
	m := &Mutator{random: rand.New(rand.NewPCG(seed, seed)), corpus: corpus} //nolint:gosec // weak on purpose: the same seed must give the same mutations
	for _, message := range corpus {
		text := message.String()
		m.texts = append(m.texts, text)
		m.tokens = append(m.tokens, tokens(text))
	}
	m.poison = []string{
		"<!-- -->", "<!--x-->", "<![CDATA[" + attacker + "]]>", "<?x y?>", "<!DOCTYPE a>", "&who;", "&#64;", "&#x0;", "&amp;",
		attacker, " ", "\n", "\t", "\r\n", "\u00a0", "\u200b", "\ufeff", "\x00", "\xff", "<", ">", "/>", "\"", "'", "]]>",
		`<saml2:NameID>` + attacker + `</saml2:NameID>`,
		`<saml2:NameID xmlns:saml2="` + AssertionNamespace + `">` + attacker + `</saml2:NameID>`,
		`<saml2:Subject><saml2:NameID>` + attacker + `</saml2:NameID></saml2:Subject>`,
		` xmlns="urn:evil"`, ` xmlns:saml2="urn:evil"`, ` xmlns:ds="urn:evil"`, ` xmlns:x="urn:x"`, ` xmlns=""`,
		` ID="id-response"`, ` ID="id-assertion"`, ` Id="id-assertion"`, ` xml:id="id-assertion"`, ` URI=""`, ` URI="#id-assertion"`,
		`<ds:Object>`, `</ds:Object>`, `<saml2p:Extensions/>`, `<ds:Signature/>`, `<saml2:Assertion>`, `</saml2:Assertion>`,
		RSASHA1, HMACSHA256, SHA1, ExclusiveC14 + "WithComments", InclusiveC14,
	}
	return m
}

// tokens splits a document into tags and what is between them.
func tokens(text string) []string {
	var split []string
	for text != "" {
		end := strings.IndexByte(text[1:], '<') + 1
		if text[0] == '<' {
			end = strings.IndexByte(text, '>') + 1
		}
		if end <= 0 {
			end = len(text)
		}
		split = append(split, text[:end])
		text = text[end:]
	}
	return split
}

// Level is what a mutation works on.
type Level string

// The levels of mutation.
const (
	Bytes  Level = "bytes"
	Tokens Level = "tokens"
	Tree   Level = "tree"
)

// Levels lists the three.
func Levels() []Level { return []Level{Bytes, Tokens, Tree} }

// most is how many changes are made at once at most.
const most = 3

// Mutate returns the next mutation of some message of the corpus.
func (m *Mutator) Mutate(level Level) string {
	chosen := m.random.IntN(len(m.corpus))
	changes := 1 + m.random.IntN(most)
	switch level {
	case Bytes:
		text := m.texts[chosen]
		for range changes {
			text = m.changeBytes(text)
		}
		return text
	case Tokens:
		split := append([]string(nil), m.tokens[chosen]...)
		for range changes {
			split = m.changeTokens(split)
		}
		return strings.Join(split, "")
	default:
		tree := m.corpus[chosen].Clone()
		for range changes {
			tree = m.changeTree(tree)
		}
		return tree.String()
	}
}

func (m *Mutator) changeBytes(text string) string {
	if text == "" {
		return text
	}
	at := m.random.IntN(len(text))
	length := min(1+m.random.IntN(40), len(text)-at)
	switch m.random.IntN(8) {
	case 0: // one bit
		return text[:at] + string([]byte{text[at] ^ 1<<m.random.IntN(8)}) + text[at+1:]
	case 1: // one byte
		return text[:at] + string([]byte{byte(m.random.IntN(256))}) + text[at+1:]
	case 2:
		return text[:at] + text[at+length:]
	case 3:
		return text[:at+length] + text[at:]
	case 4:
		return text[:at] + m.poisonous() + text[at:]
	case 5: // a part of another message
		other := m.texts[m.random.IntN(len(m.texts))]
		from := m.random.IntN(len(other))
		return text[:at] + other[from:min(from+m.random.IntN(400), len(other))] + text[at+length:]
	case 6:
		return text[:at]
	default: // the other case of a letter
		return text[:at] + strings.ToUpper(text[at:at+1]) + text[at+1:]
	}
}

func (m *Mutator) changeTokens(split []string) []string {
	if len(split) < 2 {
		return split
	}
	at, to := m.random.IntN(len(split)), m.random.IntN(len(split))
	join := func(parts ...[]string) []string {
		var joined []string
		for _, part := range parts {
			joined = append(joined, part...)
		}
		return joined
	}
	switch m.random.IntN(8) {
	case 0:
		return join(split[:at], split[at+1:])
	case 1:
		return join(split[:at], split[to:to+1], split[at:])
	case 2:
		swapped := append([]string(nil), split...)
		swapped[at], swapped[to] = swapped[to], swapped[at]
		return swapped
	case 3:
		return join(split[:at], []string{m.poisonous()}, split[at:])
	case 4: // into a token: an attribute of a tag, or a part of a text
		token := split[at]
		inside := m.random.IntN(len(token))
		if space := strings.IndexByte(token, ' '); space > 0 && m.random.IntN(2) == 0 {
			inside = space
		}
		return join(split[:at], []string{token[:inside] + m.poisonous() + token[inside:]}, split[at+1:])
	case 5: // a run of tokens of another message
		other := m.tokens[m.random.IntN(len(m.tokens))]
		from := m.random.IntN(len(other))
		return join(split[:at], other[from:min(from+m.random.IntN(60), len(other))], split[at:])
	case 6: // a run of tokens somewhere else
		from, end := min(at, to), max(at, to)
		position := m.random.IntN(from + 1)
		return join(split[:position], split[from:end], split[position:from], split[end:])
	default: // space where it does not matter, in a tag
		token := split[at]
		if strings.HasPrefix(token, "<") && strings.HasSuffix(token, ">") {
			token = token[:len(token)-1] + " >"
		}
		return join(split[:at], []string{token}, split[at+1:])
	}
}

func (m *Mutator) poisonous() string { return m.poison[m.random.IntN(len(m.poison))] }

func (m *Mutator) element(tree *Node) *Node {
	elements := tree.Elements()
	return elements[m.random.IntN(len(elements))]
}

func (m *Mutator) changeTree(tree *Node) *Node {
	element, target := m.element(tree), m.element(tree)
	position := m.random.IntN(len(target.Kids) + 1)
	other := m.element(m.corpus[m.random.IntN(len(m.corpus))]).Clone()
	switch m.random.IntN(12) {
	case 0: // an element somewhere else, or there too
		moved := element.Clone()
		if m.random.IntN(2) == 0 && element != tree {
			tree.Remove(element)
		}
		target.Insert(min(position, len(target.Kids)), moved)
	case 1: // an element of another message
		target.Insert(position, other)
	case 2:
		if element != tree {
			tree.Replace(element, other)
		}
	case 3:
		if element != tree {
			tree.Remove(element)
		}
	case 4: // something around it
		if element != tree {
			around := Element([]string{"saml2p:Extensions", "saml2:Advice", "ds:Object", "saml2:Subject", "x"}[m.random.IntN(5)])
			tree.Replace(element, around)
			around.Add(element)
		}
	case 5: // a text for a text, of this message or the attacker's
		element.SetText(m.poisonous())
	case 6:
		target.Insert(position, Raw(m.poisonous()))
	case 7: // an attribute's value from elsewhere
		from := m.element(tree)
		if len(element.Attrs) > 0 && len(from.Attrs) > 0 {
			element.Attrs[m.random.IntN(len(element.Attrs))].Value = from.Attrs[m.random.IntN(len(from.Attrs))].Value
		}
	case 8:
		element.Attrs = append(element.Attrs, Attr{[]string{"ID", "Id", "xml:id", "xmlns", "xmlns:saml2", "xmlns:x", "x"}[m.random.IntN(7)], "id-assertion"})
	case 9: // the attributes in another order, which changes nothing
		m.random.Shuffle(len(element.Attrs), func(i, j int) {
			element.Attrs[i], element.Attrs[j] = element.Attrs[j], element.Attrs[i]
		})
	case 10:
		if len(element.Attrs) > 0 {
			i := m.random.IntN(len(element.Attrs))
			element.Attrs = append(element.Attrs[:i:i], element.Attrs[i+1:]...)
		}
	default: // an attack that has a name
		return m.wrap(tree)
	}
	return tree
}

// wrap applies a wrapping attack for an attacker who sets what is in the name.
func (m *Mutator) wrap(tree *Node) *Node {
	assertion := tree.Find("saml2:Assertion")
	if assertion == nil {
		return tree
	}
	target := tree
	if target.Child("ds:Signature") == nil || m.random.IntN(2) == 0 && assertion.Child("ds:Signature") != nil {
		target = assertion
	}
	if !wrappable(tree, assertion, target) {
		return tree
	}
	newIDs := m.random.IntN(2) == 0
	return Wrap(1+m.random.IntN(len(Wraps())), tree, target, func(copied *Node) {
		copied.Find("saml2:NameID").SetText(m.poisonous())
		for _, element := range copied.Elements() {
			if newIDs && element.Attr("ID") != "" {
				element.Set("ID", "id-evil-"+element.Attr("ID"))
			}
		}
	})
}

// wrappable tells whether earlier changes have left all that an attack needs.
func wrappable(tree, assertion, target *Node) bool {
	signature := target.Child("ds:Signature")
	if signature == nil || signature.Child("ds:KeyInfo") == nil || tree.Tag != "saml2p:Response" || tree.Child("saml2:Assertion") != assertion {
		return false
	}
	bare := target.Clone()
	bare.Remove(bare.Child("ds:Signature"))
	return bare.Find("saml2:Assertion") != nil && bare.Find("saml2:NameID") != nil
}
