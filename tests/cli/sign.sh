#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A copy is signed through kills at any moment; pdfsig trusts both signatures; wrong keys and passphrases stop it.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$ROOT/scripts/make_test_pki" pki
certutil -N -d "sql:$work" --empty-password
certutil -A -d "sql:$work" -n root -t CT,C,C -a -i pki/root.pem

fail() { echo "sign: $1" >&2; exit 1; }
status() { local code=0; "$@" >out 2>err || code=$?; echo "$code"; }
rest=(--agency-key pki/agency.key --agency-cert pki/agency.pem --register register.db)
keys=(--official-key pki/official.p12 --official-pin-file pki/passphrase "${rest[@]}")

dossier=$("$BIN/saoy-scan" -q -o dossiers "$ROOT/samples/papers/khai_sinh.jpg")
"$BIN/saoy-review" set-type -q --type khai_sinh --by "Nguyễn Thị Minh Ánh" "$dossier" >/dev/null
"$BIN/saoy-review" accept -q --by "Nguyễn Thị Minh Ánh" "$dossier" >/dev/null
"$BIN/saoy-certify-copy" -q --create-register --register register.db "$dossier" >/dev/null
[ "$(status "$BIN/saoy-sign" "${keys[@]}" --register mistyped.db "$dossier")" = 66 ] || fail "a register that is not there"
[ ! -e mistyped.db ] || fail "a register made by mistyping its name"
copy=$(echo "$dossier"/copies/*.pdf)
before=$(sha256sum "$copy")

echo sai > wrong
[ "$(status "$BIN/saoy-sign" --official-key pki/official.p12 --official-pin-file wrong "${rest[@]}" "$dossier")" = 65 ] || fail "a wrong passphrase"
grep -q passphrase err || fail "no sentence about the passphrase"
[ "$(status "$BIN/saoy-sign" --official-key pki/expired.key --official-cert pki/expired.pem "${rest[@]}" "$dossier")" = 77 ] || fail "an expired certificate"
[ "$(sha256sum "$copy")" = "$before" ] || fail "a refused attempt changed the copy"

for delay in 0.01 0.02 0.03 0.04 0.06 0.08 0.1 0.15; do
  timeout -s KILL "$delay" "$BIN/saoy-sign" -q "${keys[@]}" "$dossier" >/dev/null 2>&1 || true
done
[ "$("$BIN/saoy-sign" -q "${keys[@]}" "$dossier")" = "$dossier" ] || fail "the path is not passed on"

qpdf --check "$copy" >/dev/null
pdfsig -nssdir "sql:$work" "$copy" >answer
[ "$(grep -c 'Signature #' answer)" = 2 ] || fail "not two signatures"
[ "$(grep -c 'Signature is Valid' answer)" = 2 ] || fail "not valid"
[ "$(grep -c 'Certificate is Trusted' answer)" = 2 ] || fail "not trusted"
grep -c 'issued="true"' "$dossier/dossier.xml" >/dev/null || fail "not issued in the dossier"

signed=$(sha256sum "$copy")
"$BIN/saoy-sign" -q --redo "${keys[@]}" "$dossier" >/dev/null
[ "$(sha256sum "$copy")" = "$signed" ] || fail "an issued copy was signed again"
"$BIN/saoy-register" check --register register.db >&2 || fail "the register does not agree"
