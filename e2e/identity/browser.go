package identity

import (
	"errors"
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

// A Browser keeps cookies, follows redirects and sends forms, and stops where a
// provider leads back to the application.
type Browser struct {
	t      testing.TB
	home   string
	client *http.Client
	jar    *jar
	pages  int // with a form, shown since it was made
}

// errLeft stops a client at the address that leads back to the application.
var errLeft = errors.New("left for the application")

// NewBrowser makes a browser that stops at addresses that begin with home: the
// application's own, to which providers lead back.
func NewBrowser(t testing.TB, home string) *Browser {
	t.Helper()
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	b := &Browser{t: t, home: home, jar: newJar(t)}
	b.client = &http.Client{
		Jar: b.jar, Transport: transport, Timeout: time.Minute,
		CheckRedirect: func(request *http.Request, via []*http.Request) error {
			if strings.HasPrefix(request.URL.String(), home) {
				return errLeft
			}
			if len(via) > 10 {
				return errors.New("redirected without end")
			}
			return nil
		},
	}
	return b
}

// Pages says how many pages with a form it was shown.
func (b *Browser) Pages() int { return b.pages }

// A Page is what a provider shows, or where it leads back to the application.
type Page struct {
	address *url.URL // of the page
	text    string
	// Answer is what the provider gives the browser for the application, or nil.
	Answer *Answer
}

// Text is the page itself.
func (p Page) Text() string { return p.text }

// An Answer is what a provider lets a browser bring to the application.
type Answer struct {
	Address *url.URL
	Form    url.Values // nil where the address holds everything
}

// Open opens an address.
func (b *Browser) Open(address string) Page {
	b.t.Helper()
	return b.send(http.MethodGet, address, nil)
}

func (b *Browser) send(method, address string, form url.Values) Page {
	b.t.Helper()
	request, err := http.NewRequestWithContext(b.t.Context(), method, address, strings.NewReader(form.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	response, err := b.client.Do(request)
	if failed, ok := errors.AsType[*url.Error](err); ok && errors.Is(err, errLeft) {
		left, err := url.Parse(failed.URL)
		if err != nil {
			b.t.Fatal(err)
		}
		return Page{Answer: &Answer{Address: left}}
	}
	if err != nil {
		b.t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	if response.StatusCode != http.StatusOK {
		b.t.Fatalf("%s %s: %s\n%s", method, response.Request.URL, response.Status, text)
	}
	return Page{address: response.Request.URL, text: string(text)}
}

var (
	formTag  = regexp.MustCompile(`<form[^>]*\saction="([^"]*)"`)
	inputTag = regexp.MustCompile(`<input[^>]*>`)
	linkTag  = regexp.MustCompile(`<a[^>]*\shref="([^"]*)"[^>]*>([^<]*)</a>`)
	nameOf   = regexp.MustCompile(`\sname="([^"]*)"`)
	valueOf  = regexp.MustCompile(`\svalue="([^"]*)"`)
)

// submit sends the page's form with what it holds and what is filled in. A form
// for the application is not sent: it is the provider's answer.
func (b *Browser) submit(shown Page, fill map[string]string) Page {
	b.t.Helper()
	form := formTag.FindStringSubmatch(shown.text)
	if form == nil {
		b.t.Fatalf("%s shows no form:\n%s", shown.address, shown.text)
	}
	values := url.Values{}
	for _, input := range inputTag.FindAllString(shown.text, -1) {
		name, value := nameOf.FindStringSubmatch(input), valueOf.FindStringSubmatch(input)
		switch {
		case name == nil:
		case fill[name[1]] != "":
			values.Set(name[1], fill[name[1]])
		case value != nil:
			values.Set(name[1], html.UnescapeString(value[1]))
		}
	}
	address := b.resolve(shown, form[1])
	if strings.HasPrefix(address.String(), b.home) {
		return Page{Answer: &Answer{Address: address, Form: values}}
	}
	b.pages++
	return b.send(http.MethodPost, address.String(), values)
}

// SignIn signs somebody in on as many pages as the provider shows, and consents
// where it is asked.
func (b *Browser) SignIn(shown Page, name, password string) Answer {
	b.t.Helper()
	for range 5 {
		if shown.Answer != nil {
			return *shown.Answer
		}
		shown = b.submit(shown, map[string]string{"login": name, "username": name, "password": password})
	}
	if shown.Answer == nil {
		b.t.Fatalf("the provider shows one page after the other, the last:\n%s", shown.text)
	}
	return *shown.Answer
}

// Follow opens the page's link with a word in it.
func (b *Browser) Follow(shown Page, word string) Page {
	b.t.Helper()
	for _, link := range linkTag.FindAllStringSubmatch(shown.text, -1) {
		if strings.Contains(link[2], word) {
			return b.Open(b.resolve(shown, link[1]).String())
		}
	}
	b.t.Fatalf("%s shows no link %q:\n%s", shown.address, word, shown.text)
	return Page{}
}

func (b *Browser) resolve(shown Page, reference string) *url.URL {
	b.t.Helper()
	address, err := shown.address.Parse(html.UnescapeString(reference))
	if err != nil {
		b.t.Fatal(err)
	}
	return address
}

// Cookies are those that the browser would send to an address.
func (b *Browser) Cookies(address *url.URL) []*http.Cookie { return b.jar.Cookies(address) }
