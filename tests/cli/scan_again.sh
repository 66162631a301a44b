#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Scanning again is free: same path, same files; same bytes under another name too; a dry run makes nothing.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
. "$ROOT/tests/support/no_gate.sh"
fail() { echo "scan_again: $1" >&2; exit 1; }
page="$ROOT/tests/support/pages/vietsample1.tif"

"$BIN/saoy-scan" -o "$tmp/work" --dry-run "$page" | grep -q "would make $tmp/work/vietsample1-" || fail "dry run"
[ ! -e "$tmp/work" ] || fail "the dry run made something"

first=$("$BIN/saoy-scan" -o "$tmp/work" "$page")
before=$(cd "$first" && find . -type f -exec sha256sum {} + | sort)
[ "$("$BIN/saoy-scan" -o "$tmp/work" "$page")" = "$first" ] || fail "another path"
cp "$page" "$tmp/copy of it.dat"
[ "$("$BIN/saoy-scan" -o "$tmp/work" "$tmp/copy of it.dat" --events "$tmp/events")" = "$first" ] || fail "copy: another path"
grep -q '"duplicate"' "$tmp/events" || fail "no duplicate event"
[ "$(cd "$first" && find . -type f -exec sha256sum {} + | sort)" = "$before" ] || fail "files changed"

# Four at once: still one dossier.
for i in 1 2 3 4; do "$BIN/saoy-scan" -o "$tmp/race" "$page" >"$tmp/race$i" & done
wait
[ "$(cat "$tmp"/race? | sort -u | wc -l)" = 1 ] || fail "race: several paths"
[ "$(ls "$tmp/race" | wc -l)" = 1 ] || fail "race: several dossiers"

# A killed run leaves no half dossier, and the next one clears what it left.
"$BIN/saoy-scan" -o "$tmp/killed" "$page" >/dev/null & victim=$!
sleep 0.1
kill -9 $victim 2>/dev/null || true
wait $victim 2>/dev/null || true
"$BIN/saoy-scan" -o "$tmp/killed" "$page" >/dev/null
[ "$(ls -A "$tmp/killed" | grep -vc '^\.lock$')" = 1 ] || fail "leftovers: $(ls -A "$tmp/killed")"
