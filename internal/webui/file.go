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

// A file is one built file, ready to be sent. It is kept in one encoding only:
// almost every browser takes it packed, and for the others it is unpacked.
type file struct {
	contentType string
	size        int // of the plain file, in bytes
	body        []byte
	packed      bool // not where packing gains nothing, as for fonts
	tag         string
}

// etag is the entity tag of the file in one encoding. Each has its own, since a
// cache must not take one for the other.
func (f *file) etag(packed bool) string {
	if packed {
		return `"` + f.tag + `-gzip"`
	}
	return `"` + f.tag + `"`
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
	f := &file{contentType: kind, size: len(body), body: body, tag: base64.RawURLEncoding.EncodeToString(digest[:18])}
	if packed := packer.pack(body); len(packed) < len(body)*9/10 {
		f.body, f.packed = packed, true
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
	h := w.Header()
	h.Set("Content-Type", f.contentType)
	// Names carry no hash, so a browser asks each time and is mostly told that
	// nothing changed. A new version of Muster shows at the next load.
	h.Set("Cache-Control", "no-cache")
	packed := f.packed && acceptsGzip(r.Header.Values("Accept-Encoding"))
	if f.packed {
		h.Set("Vary", "Accept-Encoding")
	}
	h.Set("ETag", f.etag(packed))
	if matches(r.Header.Values("If-None-Match"), f.etag(packed)) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	length := f.size
	if packed {
		h.Set("Content-Encoding", "gzip")
		length = len(f.body)
	}
	h.Set("Content-Length", strconv.Itoa(length))
	w.WriteHeader(http.StatusOK)
	if r.Method == http.MethodHead {
		return
	}
	f.writeTo(w, packed)
}

// writeTo writes the file's bytes in one encoding. A browser that has gone is
// nobody to tell, and what was packed here unpacks.
func (f *file) writeTo(w io.Writer, packed bool) {
	if packed == f.packed {
		_, _ = w.Write(f.body)
		return
	}
	if unpacker, err := gzip.NewReader(bytes.NewReader(f.body)); err == nil {
		_, _ = io.CopyN(w, unpacker, int64(f.size))
	}
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
