package sqlstore

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// Whatever database/sql would store into a place, so does the cursor; and it
// tells what does not fit.
func TestScanValue(t *testing.T) {
	t.Parallel()
	type number int8
	for _, test := range []struct {
		place any
		value any
		want  string
	}{
		{new(string), "a", "a"},
		{new(string), []byte("a"), "a"},
		{new(directory.MemberID), "a", "a"},
		{new(int64), int64(-3), "-3"},
		{new(int), int64(3), "3"},
		{new(number), int64(3), "3"},
		{new(uint32), int64(3), "3"},
		{new(bool), int64(1), "true"},
		{new([]byte), []byte("a"), "[97]"},
		{new([]byte), "a", "[97]"},
		{new([]byte), nil, "[]"},
		{new(storedHash), []byte("12345678901234567890123456789012"), "[49 50 51 52 53 54 55 56 57 48 49 50 51 52 53 54 55 56 57 48 49 50 51 52 53 54 55 56 57 48 49 50]"},
		{new(number), int64(300), ""},
		{new(uint32), int64(-1), ""},
		{new(int64), "a", ""},
		{new(string), int64(1), ""},
		{new(string), nil, ""},
		{"no place", "a", ""},
	} {
		err := scanValue(test.place, test.value)
		if (err == nil) != (test.want != "") {
			t.Errorf("a %T into a %T: %v", test.value, test.place, err)
		}
		if got := fmt.Sprint(reflect.Indirect(reflect.ValueOf(test.place))); err == nil && got != test.want {
			t.Errorf("a %T into a %T gives %s, want %s", test.value, test.place, got, test.want)
		}
	}
}
