# The commands of this project. `make` alone lists them; `make test` is the one
# that decides, here and in CI.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# The modules whose tests count. tools/ holds only the versions of our tools.
MODULES := $(patsubst %/go.mod,%,$(wildcard scim/oracle/go.mod bench/go.mod ./go.mod))

# The version Debian 12 ships and the oldest one Muster promises to work with.
POSTGRES := /usr/lib/postgresql/15/bin/postgres
LINT     := bin/golangci-lint
FUZZTIME ?= 20s
ARGS     ?=

.PHONY: help test check lint postgres fmt fuzz bench demo build clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The tests come last and print through no filter: a run in which no test was
# executed shows in go's own closing lines. A module that fails does not keep
# the others from being tried.
test: postgres check ## Everything that must hold: format, vet, lint, race tests on both engines
	@failed=0; for module in $(MODULES); do \
		(cd "$$module" && MUSTER_REQUIRE_POSTGRES=1 go test -race -timeout 15m ./...) || failed=1; \
	done; exit $$failed

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

postgres: $(POSTGRES) ## Install PostgreSQL 15 from Debian's packages if it is missing

fuzz: ## Fuzz every target in turn, for FUZZTIME=20s each
	@grep -ro --include='*_test.go' '^func Fuzz[A-Za-z0-9_]*' . | while IFS=: read -r file fuzz; do \
		go test -C "$$(dirname "$$file")" -run '^$$' -fuzz "^$${fuzz#func }\$$" -fuzztime $(FUZZTIME) . </dev/null; \
	done

bench: ## The measurements of docs/performance.md
	go run -C bench . $(ARGS)

demo: ## Run the demo: a company's people arrive, change and leave
	go run ./cmd/muster demo $(ARGS)

build: ## Build bin/muster, one file without C
	CGO_ENABLED=0 go build -trimpath -o bin/muster ./cmd/muster

clean: ## Remove what was built (never anyone's data)
	rm -rf bin

$(LINT): tools/go.mod tools/go.sum
	go build -C tools -o ../$(LINT) github.com/golangci/golangci-lint/v2/cmd/golangci-lint

# A file like any other to make: it is built, by installing it, only where it
# does not exist. A mirror that stumbles once gets a second chance.
$(POSTGRES):
	@command -v apt-get >/dev/null || { echo "PostgreSQL 15 is missing and this is no Debian: install it so that $(POSTGRES) exists, or run the tests without it by go test ./..."; exit 1; }
	@as_root() { if [ "$$(id -u)" = 0 ]; then "$$@"; else sudo "$$@"; fi; }; \
	apt() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y "$$@" </dev/null; }; \
	install() { apt update && apt install --no-install-recommends postgresql-15; }; \
	install || { echo "Trying once more."; sleep 5; install; }
