# The commands of this project. `make` alone lists them; `make test` is the one
# that decides, here and in CI.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# The modules whose tests count. tools/ holds only the versions of our tools.
MODULES := $(patsubst %/go.mod,%,$(wildcard scim/oracle/go.mod bench/go.mod ./go.mod))

# The version Debian 12 ships and the oldest one Muster promises to work with.
POSTGRES := /usr/lib/postgresql/15/bin/postgres
CHROMIUM := /usr/bin/chromium-headless-shell
XMLSEC   := /usr/bin/xmlsec1
PHP      := /usr/share/php8.2-xml
SIMPLE   := bin/simplesamlphp
DIST     := internal/webui/dist
LINT     := bin/golangci-lint
PROFILE  := cmd/muster/muster.pgo
FUZZTIME ?= 20s
ARGS     ?=

# The race detector watches everything but what computes for long on memory of its
# own, where there is nothing to find: SQLite, which is C in Go's clothes, with its
# library; the arithmetic of RSA keys; the compressor by which each server packs the
# panel as it starts; and how migrations and patterns are read. To watch those too
# takes twice as long.
UNWATCHED := modernc.org/sqlite/lib modernc.org/libc modernc.org/memory crypto/internal/fips140/bigmod \
	compress/flate regexp regexp/syntax github.com/pressly/goose/v3/internal/sqlparser
WATCHED   := GOFLAGS="$(UNWATCHED:%=-gcflags=%=-race=false)"

# Their tests compute for long, each goroutine for itself.
COMPUTING := ./internal/saml

# Tests make, sync and forget small files by the thousand, databases above all.
# These lie in memory where there is room; what is built is large and does not.
MEMORY := $(shell [ "$$(df -k --output=avail /dev/shm 2>/dev/null | tail -n 1)" -ge 3000000 ] 2>/dev/null && \
	! findmnt -n -o OPTIONS -T /dev/shm | grep -q noexec && echo /dev/shm)
FORGETFUL = $(if $(MEMORY),GOTMPDIR="$${TMPDIR:-/tmp}" TMPDIR=$(MEMORY))

.PHONY: help test check lint postgres identity-providers fmt panel panel-check browser measure pictures chromium fuzz bench demo build profile clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The tests come last and print through no filter: a run in which no test was
# executed shows in go's own closing lines. A module that fails does not keep
# the others from being tried. Vet was lint's. The tests of COMPUTING do by far
# the most under no race detector, and a part of it under one.
test: postgres check panel-check browser $(XMLSEC) ## Everything that must hold: format, vet, lint, panel, race tests on both engines
	@failed=0; for module in $(MODULES); do \
		(cd "$$module" && MUSTER_REQUIRE_POSTGRES=1 $(FORGETFUL) $(WATCHED) go test -race -vet=off -timeout 30m ./...) || failed=1; \
	done; \
	go test -vet=off $(COMPUTING) || failed=1; exit $$failed

check: lint ## What needs no database: format, vet and lint of every module

# golangci-lint runs vet as one of its linters, and the formatters as checks.
lint: $(LINT) ## The linters of .golangci.yml
	@failed=0; for module in $(MODULES); do \
		(cd "$$module" && "$(CURDIR)/$(LINT)" run --config "$(CURDIR)/.golangci.yml" ./...) || failed=1; \
	done; exit $$failed

fmt: $(LINT) ## Format every module as lint wants it
	@for module in $(MODULES); do \
		(cd "$$module" && "$(CURDIR)/$(LINT)" fmt --config "$(CURDIR)/.golangci.yml" ./...); \
	done

panel: web/node_modules ## Build the control panel into internal/webui/dist
	cd web && npm run --silent build

# What is committed must be what the source gives: shapes, texts and files alike.
panel-check: web/node_modules
	cd web && npm run --silent api && npm run --silent types && npm run --silent lint && npm test --silent && npm run --silent messages
	@$(MAKE) --no-print-directory panel
	@test -z "$$(git status --porcelain -- $(DIST) web/src/language web/src/api/schema.ts)" || { \
		git status --short -- $(DIST) web/src/language web/src/api/schema.ts; \
		echo "The panel's source gives other files than these: commit what npm run api, npm run messages and make panel write."; exit 1; }

browser: postgres chromium identity-providers web/node_modules e2e/browser/node_modules ## Use every page of the panel in Chromium
	cd web && npm run --silent build:parts
	@built="$$(mktemp -d)"; trap 'rm -r "$$built"' EXIT; \
	go build -o "$$built" ./cmd/muster ./e2e/stage ./internal/webui/preview; \
	cd e2e/browser && npm run --silent types && $(FORGETFUL) MUSTER_BUILT="$$built" npm test --silent

measure: postgres chromium e2e/browser/node_modules ## Time the panel in an organization of 100,000 members
	@built="$$(mktemp -d)"; trap 'rm -r "$$built"' EXIT; \
	go build -o "$$built" ./cmd/muster ./e2e/stage; \
	cd e2e/browser && MUSTER_BUILT="$$built" npm run --silent measure

pictures: chromium e2e/browser/node_modules ## Take the pictures of the README and docs again
	@built="$$(mktemp -d)"; trap 'rm -r "$$built"' EXIT; \
	go build -o "$$built" ./cmd/muster ./e2e/stage; \
	cd e2e/browser && MUSTER_BUILT="$$built" npm run --silent pictures

# npm marks what it has installed with a time that make can compare.
%/node_modules: %/package.json %/package-lock.json
	cd $* && npm ci --no-audit --no-fund && touch node_modules

chromium: $(CHROMIUM) ## Install Chromium from Debian's packages if it is missing

postgres: $(POSTGRES) ## Install PostgreSQL 15 from Debian's packages if it is missing

identity-providers: e2e/identity/node_modules $(PHP) $(SIMPLE) ## Install the identity providers that tests sign people in at, if they are missing

fuzz: ## Fuzz every target in turn, for FUZZTIME=20s each
	@grep -ro --include='*_test.go' '^func Fuzz[A-Za-z0-9_]*' . | while IFS=: read -r file fuzz; do \
		go test -C "$$(dirname "$$file")" -run '^$$' -fuzz "^$${fuzz#func }\$$" -fuzztime $(FUZZTIME) . </dev/null; \
	done

bench: ## The measurements of docs/performance.md
	go run -C bench . $(ARGS)

demo: ## Run the demo: a company's people arrive, change and leave
	go run ./cmd/muster demo $(ARGS)

# The profile tells the compiler which paths are hot. It is not named default.pgo,
# which every go build would follow: with it the first build takes minutes.
build: ## Build bin/muster, one file without C, as it is released
	CGO_ENABLED=0 go build -trimpath -pgo=$(CURDIR)/$(PROFILE) -o bin/muster ./cmd/muster

profile: ## Take the profile that make build follows, for one minute
	go test -trimpath ./internal/scimserver -run '^$$' -bench '^BenchmarkOkta$$' -benchtime 60s -cpuprofile $(PROFILE) -o /dev/null

clean: ## Remove what was built (never anyone's data)
	rm -rf bin

$(LINT): tools/go.mod tools/go.sum
	go build -C tools -o ../$(LINT) github.com/golangci/golangci-lint/v2/cmd/golangci-lint

# Files like any other to make: they are built, by installing them, only where
# they do not exist. A mirror that stumbles once gets a second chance.
$(POSTGRES): PACKAGE := postgresql-15
$(POSTGRES): HINT := or run the tests without it by go test ./...
$(CHROMIUM): PACKAGE := chromium-headless-shell
$(CHROMIUM): HINT := or name another Chromium in MUSTER_CHROMIUM and run npm test in e2e/browser
$(XMLSEC): PACKAGE := xmlsec1
$(XMLSEC): HINT := which judges signatures beside us
$(PHP): PACKAGE := php8.2-cli php8.2-xml
$(PHP): HINT := which runs SimpleSAMLphp
$(SIMPLE): PACKAGE := simplesamlphp
$(SIMPLE): HINT := unpacked from Debian's package
TAKE = as_root apt-get -q -y install --no-install-recommends $(PACKAGE)
# As a package SimpleSAMLphp brings a web server that starts at once. Only its
# files are wanted, so they are unpacked where the tests look for them.
$(SIMPLE): TAKE = (chmod 755 "$$unpacked" && cd "$$unpacked" && apt-get -q download $(PACKAGE) && dpkg-deb -x *.deb files) && mkdir -p bin && mv "$$unpacked/files" $@
$(POSTGRES) $(CHROMIUM) $(XMLSEC) $(PHP) $(SIMPLE):
	@command -v apt-get >/dev/null || { echo "$(PACKAGE) is missing and this is no Debian: install it so that $@ exists, $(HINT)"; exit 1; }
	@export DEBIAN_FRONTEND=noninteractive; unpacked="$$(mktemp -d)"; trap 'rm -r "$$unpacked"' EXIT; \
	as_root() { if [ "$$(id -u)" = 0 ]; then "$$@"; else sudo -E "$$@"; fi; }; \
	take() { as_root apt-get -q update && $(TAKE); }; \
	take </dev/null || { echo "Trying once more."; sleep 5; take </dev/null; }
