#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Seals of the register: the agency signs the chain; what is changed behind the seal, or with the whole chain made anew,
# is found.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
register=$work/register.db
register() { "$BIN/saoy-register" --lang en "$@" --register "$register"; }
expect() { local wanted=$1 got=0; shift; "$@" > "$work/out" 2> "$work/err" || got=$?
  [ "$got" = "$wanted" ] || { echo "expected $wanted, got $got: $*"; cat "$work/out" "$work/err"; exit 1; }; }
shows() { grep -qE -- "$1" "$work/out" || { echo "no '$1' in:"; cat "$work/out"; exit 1; }; }
"$ROOT/scripts/make_test_pki" "$work/pki" > /dev/null
key=(--agency-key "$work/pki/agency.key" --agency-cert "$work/pki/agency.pem" --by "Trần Thị Bình")

expect 0 register create
expect 66 register seal "${key[@]}"                       # nothing to seal yet
fill() { "$BIN/../tests/register_worker" fill "$register" <<< '{"request_id": "'"$1"'", "at": "'"$(date -u +%FT%TZ)"'", "void": "w"}'; }
fill r1
expect 64 register seal "${key[@]:0:4}"                   # nobody named
expect 0 register seal "${key[@]}"
cp "$work/out" "$work/kept.json"
shows '"action":"seal".*"head":2.*"signature":"'
fill r2
expect 0 register seal "${key[@]}"
expect 0 register check --trust "$work/pki/root.pem" --seal "$work/kept.json"
[ ! -s "$work/out" ]

# Another authority's root; a signature of something else; a head that is not there.
"$ROOT/scripts/make_test_pki" "$work/other" > /dev/null
expect 1 register check --trust "$work/other/root.pem"
shows '^seal-bad: the seal of .*link 3'
forge() { # forge SQL: past the rules, in a copy
  cp "$register" "$work/forged.db"
  sqlite3 "$work/forged.db" "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_schema WHERE type = 'trigger'" |
    sqlite3 "$work/forged.db"
  sqlite3 "$work/forged.db" "$1"
}
sqlite3 "$register" "PRAGMA wal_checkpoint(TRUNCATE)" > /dev/null
forge "UPDATE chain SET detail = replace(detail, '\"signature\":\"MI', '\"signature\":\"MJ') WHERE sequence = 3"
expect 1 "$BIN/saoy-register" --lang en check --register "$work/forged.db"
shows 'seal-bad: .*link 3'; shows 'chain-broken: link 3'
forge "UPDATE chain SET detail = replace(detail, '\"head\":2', '\"head\":1') WHERE sequence = 3"
expect 1 "$BIN/saoy-register" --lang en check --register "$work/forged.db"
shows 'seal-bad: .*link 3.*does not fit the chain'

# A chain made anew from its beginning is sound in itself; the seal that was kept elsewhere knows better.
rm -f "$register"*
expect 0 register create
fill r2; fill r1
expect 0 register seal "${key[@]}"
expect 0 register check --trust "$work/pki/root.pem"
expect 1 register check --seal "$work/kept.json"
shows '^seal-lost'
