// Package activity tells the journal to people: an entry as an English sentence,
// and which entries somebody looks for.
//
// It owns words and rules of selection. It reads nothing: whoever shows entries
// hands them over, with the names of the people in them.
package activity
