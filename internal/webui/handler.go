package webui

import (
	"embed"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

//go:embed all:dist
var dist embed.FS

// Handler serves the embedded panel.
func Handler() http.Handler {
	built, err := fs.Sub(dist, "dist")
	if err != nil {
		panic("webui: " + err.Error()) // the name is a constant: it cannot fail once it compiled
	}
	handler, err := Files(built)
	if err != nil {
		panic("webui: " + err.Error()) // embedded files are always there to read
	}
	return handler
}

// Files serves a built panel from a folder. It reads every file once; a change
// in the folder shows after the next call.
func Files(folder fs.FS) (http.Handler, error) {
	files, err := readFiles(folder)
	if err != nil {
		return nil, err
	}
	return panel(files), nil
}

// A panel is the built files by their path, as "/assets/app.js".
type panel map[string]*file

const index = "/index.html"

func (p panel) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	protect(w.Header())
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "The control panel is read with GET. Changes go to the API under /api.", http.StatusMethodNotAllowed)
		return
	}
	f := p.find(r.URL.Path)
	if f == nil {
		http.Error(w, "There is no such file.", http.StatusNotFound)
		return
	}
	f.serve(w, r)
}

// find returns the file at an address, or the page itself for an address that
// only the panel's own router knows. An address with an extension asks for a
// file: answering it with the page would hide that a file is missing.
func (p panel) find(address string) *file {
	address = path.Clean("/" + address)
	if f, ok := p[address]; ok {
		return f
	}
	if strings.Contains(path.Base(address), ".") || strings.HasPrefix(address, "/assets/") {
		return nil
	}
	return p[index]
}
