package webui

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
)

// contentType names the kinds of files that a build holds. The list is ours, not
// the machine's: what mime.TypeByExtension says depends on files outside.
func contentType(name string) (string, error) {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8", nil
	case ".js":
		return "text/javascript; charset=utf-8", nil
	case ".css":
		return "text/css; charset=utf-8", nil
	case ".svg":
		return "image/svg+xml", nil
	case ".woff2":
		return "font/woff2", nil
	case ".txt":
		return "text/plain; charset=utf-8", nil
	}
	return "", fmt.Errorf("panel file %s: no content type is known for it", name)
}

// A file is one built file, ready to be sent.
type file struct {
	contentType string
	plain       representation
	packed      representation // empty where packing gains nothing, as for fonts
}

// A representation is the bytes of a file in one encoding. Each has its own
// entity tag, since a cache must not take one for the other.
type representation struct {
	body []byte
	etag string
}

func readFiles(folder fs.FS) (map[string]*file, error) {
	files := map[string]*file{}
	packer := newPacker()
	err := fs.WalkDir(folder, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := fs.ReadFile(folder, name)
		if err != nil {
			return err
		}
		files["/"+name], err = newFile(name, body, packer)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the panel: %w", err)
	}
	if files[index] == nil {
		return nil, fmt.Errorf("read the panel: index.html is missing; make panel builds it")
	}
	return files, nil
}

func newFile(name string, body []byte, packer *packer) (*file, error) {
	kind, err := contentType(name)
	if err != nil {
		return nil, err
	}
	digest := sha256.Sum256(body)
	tag := base64.RawURLEncoding.EncodeToString(digest[:18])
	f := &file{contentType: kind, plain: representation{body: body, etag: `"` + tag + `"`}}
	if packed := packer.pack(body); len(packed) < len(body)*9/10 {
		f.packed = representation{body: packed, etag: `"` + tag + `-gzip"`}
	}
	return f, nil
}

// A packer compresses the files once, when the program starts, so that no
// request pays for it. All share its compressor: one of their own, a megabyte
// for each, would leave the program with more garbage than it ever needs.
type packer struct {
	compressor *gzip.Writer
}

func newPacker() *packer {
	compressor, err := gzip.NewWriterLevel(io.Discard, gzip.BestCompression)
	if err != nil {
		panic("webui: " + err.Error()) // the level is a constant that exists
	}
	return &packer{compressor}
}

func (p *packer) pack(body []byte) []byte {
	var packed bytes.Buffer
	p.compressor.Reset(&packed)
	if _, err := p.compressor.Write(body); err != nil {
		return body // a buffer takes every write; unpacked would be right all the same
	}
	if err := p.compressor.Close(); err != nil {
		return body // the same
	}
	return bytes.Clone(packed.Bytes()) // a buffer is up to twice as large
}

func (f *file) serve(w http.ResponseWriter, r *http.Request) {
	chosen := f.plain
	h := w.Header()
	h.Set("Content-Type", f.contentType)
	// Names carry no hash, so a browser asks each time and is mostly told that
	// nothing changed. A new version of Muster shows at the next load.
	h.Set("Cache-Control", "no-cache")
	if f.packed.body != nil {
		h.Set("Vary", "Accept-Encoding")
		if acceptsGzip(r.Header.Values("Accept-Encoding")) {
			chosen = f.packed
			h.Set("Content-Encoding", "gzip")
		}
	}
	h.Set("ETag", chosen.etag)
	if matches(r.Header.Values("If-None-Match"), chosen.etag) {
		h.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Length", strconv.Itoa(len(chosen.body)))
	w.WriteHeader(http.StatusOK)
	if r.Method == http.MethodHead {
		return
	}
	// A browser that has gone is nobody to tell.
	_, _ = w.Write(chosen.body)
}

// acceptsGzip reads Accept-Encoding (RFC 9110, section 12.5.3). A weight of 0
// says that gzip is not wanted. Who says only "*" gets the plain file.
func acceptsGzip(values []string) bool {
	for item := range items(values) {
		coding, parameters, _ := strings.Cut(item, ";")
		coding = strings.ToLower(strings.TrimSpace(coding))
		if coding != "gzip" && coding != "x-gzip" {
			continue
		}
		weight, found := strings.CutPrefix(strings.ReplaceAll(strings.ToLower(parameters), " ", ""), "q=")
		if !found {
			return true
		}
		q, err := strconv.ParseFloat(weight, 64)
		return err == nil && q > 0
	}
	return false
}

// matches reads If-None-Match (RFC 9110, section 13.1.2), which compares weakly.
func matches(values []string, etag string) bool {
	for item := range items(values) {
		if item == "*" || strings.TrimPrefix(item, "W/") == etag {
			return true
		}
	}
	return false
}

// items are the entries of a header that holds a list, in one line or several.
// Our tags and codings hold no comma.
func items(values []string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for _, value := range values {
			for item := range strings.SplitSeq(value, ",") {
				if !yield(strings.TrimSpace(item)) {
					return
				}
			}
		}
	}
}
