#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Pages of known geometry: turned, skewed, on a glass, photographed; and a photograph's way to a copy.
# The long version is tests/bench/capture.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
fail() { echo "scan_geometry: $1" >&2; exit 1; }

"$ROOT/tests/bench/capture" --check --slips 1 --count 24 --seed 11 --pages "$tmp/pages" >"$tmp/table" || fail "$(cat "$tmp/table")"

# What follows is about shape: a made page may look like anything to the screen for marks (scan_marks.sh) and the gate.
. "$ROOT/tests/support/no_gate.sh"
sed -i '/<stamp /s/width="[0-9]*" height="[0-9]*"/width="290" height="290"/' "$SAOY_PROFILE/profile.xml"

# A photograph has no resolution of its own: the sheet's size and its edges tell it, and nothing else does.
photo=$(ls "$tmp"/pages/*-photo.jpg | head -1)
size=$(grep "\"$(basename "$photo")\"" "$tmp/pages/truth.jsonl" | sed 's/.*"size": "\([A-Z0-9]*\)".*/\1/')
status=0
"$BIN/saoy-scan" -o "$tmp/work" "$photo" >/dev/null 2>"$tmp/err" || status=$?
[ "$status" = 65 ] || fail "a photo without --paper: $status"
grep -q -- --paper "$tmp/err" || fail "the way out is not told: $(cat "$tmp/err")"
status=0
"$BIN/saoy-scan" -o "$tmp/work" --paper A17 "$photo" >/dev/null 2>"$tmp/err" || status=$?
[ "$status" = 64 ] || fail "a size that is none: $status"
dossier=$("$BIN/saoy-scan" -o "$tmp/work" --paper "$size" "$photo" 2>"$tmp/err") || fail "the photo: $(cat "$tmp/err")"
cmp "$photo" "$dossier"/pages/source.jpg || fail "the master was changed"
[ "$(grep -c '<corner ' "$dossier/dossier.xml")" = 4 ] || fail "the perspective is not recorded"
grep -q '"perspective"' "$dossier/journal.jsonl" || fail "the journal does not tell the perspective"

# Its copy: the flat image at 100 % of the sheet's size.
"$BIN/saoy-review" set-type --by "Nguyễn Thị Minh Ánh" --type quyet_dinh "$dossier" >/dev/null
"$BIN/saoy-certify-copy" --create-register --attest-by "Nguyễn Thị Minh Ánh" --register "$tmp/register.db" "$dossier" >/dev/null
pdfimages -all -f 1 -l 1 "$dossier"/copies/*.pdf "$tmp/image"
cmp "$tmp/image-000.jpg" "$dossier/images/p0001-flat.jpg" || fail "the copy does not show the flat image"
[ "$size" = A4 ] && points=841.9 || points=595.3
pdfinfo "$dossier"/copies/*.pdf | awk -v wanted=$points '/Page size/ { long = $3 > $5 ? $3 : $5; exit !(long > wanted - 1.5 && long < wanted + 1.5) }' ||
  fail "not at 100 %: $(pdfinfo "$dossier"/copies/*.pdf | grep 'Page size')"
