package scim

import "slices"

// elements finds values of one multi-valued attribute while a PATCH changes
// it, so that a thousand operations on a thousand values do not look at a
// million. Its answers may name too many positions, never too few; whoever
// asks looks at each.
type elements struct {
	patcher   *patcher
	node      *node
	indexes   map[indexName]*index
	primaries []int // positions of all that are primary, if listed
	listed    bool
}

// index says where the values with a key are.
type index struct {
	positions map[string][]int // also those of values that had the key once
	keys      []string         // the key of each value
}

func (x *index) note(i int, key string) {
	if i < len(x.keys) && x.keys[i] == key {
		return
	}
	if i == len(x.keys) {
		x.keys = append(x.keys, key)
	}
	x.keys[i] = key
	x.positions[key] = append(x.positions[key], i)
}

// indexName names what values are found by: a sub-attribute, or one of the
// keys below, which are no names.
type indexName struct {
	name  string
	exact bool // letter case counts
}

var (
	byValueAndType = indexName{name: "[value,type]"} // RFC 7643 §2.4
	byValue        = indexName{name: "[value]"}
)

// indexedElementsFrom is the number of values from which an index pays.
const indexedElementsFrom = 16

func (p *patcher) elements(n *node) *elements {
	if e, ok := p.known[n]; ok {
		return e
	}
	if p.known == nil {
		p.known = map[*node]*elements{}
	}
	e := &elements{patcher: p, node: n}
	p.known[n] = e
	return e
}

// key returns what an index finds a value by.
func (e *elements) key(by indexName, item Value) string {
	switch by {
	case byValueAndType:
		return elementKey(item)
	case byValue:
		return plainKey(item)
	}
	text := textAt(item, by.name)
	if by.exact {
		return text
	}
	return e.patcher.options.Dialect.fold(text)
}

// find returns the positions of the values with a key, and perhaps others, in
// no order and perhaps twice.
func (e *elements) find(by indexName, key string) ([]int, error) {
	n := e.node
	if len(n.items) < e.patcher.indexFrom {
		return e.all()
	}
	x, ok := e.indexes[by]
	if !ok {
		if err := e.patcher.spend(len(n.items)); err != nil {
			return nil, err
		}
		x = &index{positions: make(map[string][]int, len(n.items)), keys: make([]string, 0, len(n.items))}
		for i, item := range n.items {
			x.note(i, e.key(by, item))
		}
		if e.indexes == nil {
			e.indexes = map[indexName]*index{}
		}
		e.indexes[by] = x
	}
	return x.positions[key], nil
}

// all returns every position.
func (e *elements) all() ([]int, error) {
	positions := make([]int, len(e.node.items))
	for i := range positions {
		positions[i] = i
	}
	return positions, e.patcher.spend(len(positions))
}

// changed takes note of a value that was added or changed. One that was
// removed needs no note.
func (e *elements) changed(i int) {
	item := e.node.items[i]
	for by, x := range e.indexes {
		x.note(i, e.key(by, item))
	}
	if e.listed && isPrimary(item) {
		e.primaries = append(e.primaries, i)
	}
}

// onlyPrimary makes the values that are not chosen cease to be primary, if one
// of the chosen is (RFC 7644 §3.5.2).
func (e *elements) onlyPrimary(chosen ...int) error {
	n := e.node
	if !slices.ContainsFunc(chosen, func(i int) bool { return isPrimary(n.items[i]) }) {
		return nil
	}
	if !e.listed {
		all, err := e.all()
		if err != nil {
			return err
		}
		e.primaries, e.listed = all, true
	}
	among := make(map[int]bool, len(chosen))
	for _, i := range chosen {
		among[i] = true
	}
	if err := e.patcher.spend(len(e.primaries)); err != nil {
		return err
	}
	var kept []int
	for _, i := range e.primaries {
		switch {
		case !isPrimary(n.items[i]):
		case among[i]:
			kept = append(kept, i)
		default:
			n.items[i].node.put("primary", Bool(false))
		}
	}
	e.primaries = kept
	return nil
}

// spend counts values looked at, and refuses when they become too many.
func (p *patcher) spend(values int) error {
	if p.work -= values; p.work < 0 {
		return overLimit(413, "", LimitError{LimitWork, mostWork},
			"The operations look at more than %s values; send fewer at once.")
	}
	return nil
}
