#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Broken and hostile files, made by a seeded generator, and bombs made by hand: scan and verify answer every one within
# their limits, and never call a changed copy valid. Usage: hostile.sh [MUTANTS [SEED]]; the suite takes 100 scans and as
# many verdicts as fit beside them; in full: hostile.sh 2000.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
. "$ROOT/tests/support/no_gate.sh"
"$ROOT/tests/support/make_scans" "$tmp/in"
mkdir "$tmp/seeds"
cp "$tmp"/in/good/{colour.jpg,progressive.jpg,grey.png,palette.png,g4.tif,lzw.tif,jpeg.tif,dct.pdf,drawn.pdf} "$ROOT"/samples/bad/{truncated.*,encrypted.pdf} "$tmp/seeds"

"$ROOT/scripts/make_test_pki" "$tmp/pki" > /dev/null
pki=$tmp/pki by=(--by "Nguyễn Thị Minh Ánh")
dossier=$("$BIN/saoy-scan" -q -o "$tmp/work" "$tmp/in/good/grey.png")
"$BIN/saoy-review" set-type -q --type khai_sinh "${by[@]}" "$dossier" > /dev/null
"$BIN/saoy-review" accept -q "${by[@]}" "$dossier" > /dev/null
"$BIN/saoy-certify-copy" -q --create-register --register "$tmp/register.db" "$dossier" > /dev/null
"$BIN/saoy-sign" -q --official-key "$pki/official.key" --official-cert "$pki/official.pem" --agency-key "$pki/agency.key" \
  --agency-cert "$pki/agency.pem" --register "$tmp/register.db" "$dossier" > /dev/null
cp "$dossier"/copies/*.pdf "$tmp/signed.pdf"
cp "$tmp/signed.pdf" "$tmp/seeds/electronic.pdf"
/usr/bin/python3 "$ROOT/tests/cli/bombs.py" "$tmp/bombs"

python3 "$ROOT/tests/cli/hostile.py" "$BIN" "$tmp/seeds" "$tmp/bombs" "$tmp/signed.pdf" "$pki/root.pem" "${1:-100}" "${2:-1}"
