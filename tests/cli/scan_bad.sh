#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Files that cannot be taken: each its status, its code, a hint, and nothing left in WORK.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
. "$ROOT/tests/support/no_gate.sh"
fail() { echo "scan_bad: $1" >&2; exit 1; }
expect() { # expect STATUS CODE FILE…
  local status=0
  "$BIN/saoy-scan" -o "$tmp/work" --events "$tmp/events" "${@:3}" >"$tmp/out" 2>"$tmp/err" || status=$?
  [ "$status" = "$1" ] || fail "${*:3}: status $status, not $1: $(cat "$tmp/err")"
  [ ! -s "$tmp/out" ] || fail "${*:3}: wrote data"
  [ -z "$2" ] || grep -q "\"$2\"" "$tmp/events" || fail "${*:3}: no code $2 in $(cat "$tmp/events")"
  [ "$1" != 65 ] || grep -q 'hint' "$tmp/err" || fail "${*:3}: no hint"
  [ ! -d "$tmp/work" ] || [ -z "$(ls "$tmp/work")" ] || fail "${*:3}: left $(ls "$tmp/work")"
  [ -z "$(find "$tmp/work" -name '.saoy-*' 2>/dev/null)" ] || fail "${*:3}: private folders left"
}

"$ROOT/tests/support/make_scans" "$tmp/in"
cd "$tmp/in/bad"
expect 65 image-truncated cut-colour.jpg
expect 65 image-truncated cut-grey.png
expect 65 image-truncated cut-g4.tif
expect 65 pdf-broken cut-dct.pdf
expect 65 no-resolution no-resolution.jpg
expect 65 no-resolution screen.jpg
expect 65 image-cmyk cmyk.jpg
expect 65 image-transparent see-through.png
expect 65 not-an-image text.jpg
expect 65 empty-file empty.tif
expect 65 pdf-encrypted encrypted.pdf
expect 65 image-too-large bomb.png
expect 66 no-such-file nowhere.tif
mkdir "$tmp/none"
expect 66 empty-folder "$tmp/none"
expect 64 "" --dpi 3 screen.jpg
status=0
"$BIN/saoy-scan" screen.jpg >/dev/null 2>&1 || status=$?
[ "$status" = 64 ] || fail "without -o: status $status"

# With the good ones among them the good ones are done, and the status says: a part failed.
status=0
"$BIN/saoy-scan" -o "$tmp/work" text.jpg ../good/grey.png >"$tmp/out" 2>/dev/null || status=$?
[ "$status" = 3 ] || fail "part failed: status $status"
[ "$(wc -l <"$tmp/out")" = 1 ] || fail "part failed: the good one is not there"
