#!/bin/sh
# A SAML provider that nobody here wrote: SimpleSAMLphp behind PHP's own server, on
# a free port of 127.0.0.1. The address is in the first line that it prints.
#
# It ends when standard input does, so that it never outlives the test that started
# it.
set -eu
export SIMPLESAMLPHP_CONFIG_DIR="$1" SAML_PROVIDER_FOLDER="$2"
php -S 127.0.0.1:0 -t "$3" </dev/null 2>&1 &
trap 'kill $!' EXIT
while read -r _; do :; done
