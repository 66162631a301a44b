#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Every kind of file becomes a dossier whose master is the file, and whose pages can be read.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
. "$ROOT/tests/support/no_gate.sh"
fail() { echo "scan_kinds: $1" >&2; exit 1; }

"$ROOT/tests/support/make_scans" "$tmp/in"
"$BIN/saoy-scan" -o "$tmp/work" "$tmp/in/good" >"$tmp/paths"
[ "$(wc -l <"$tmp/paths")" = "$(ls "$tmp/in/good" | wc -l)" ] || fail "not one path a file"
[ "$(ls "$tmp/work" | wc -l)" = "$(wc -l <"$tmp/paths")" ] || fail "not one dossier a path"
[ -z "$(find "$tmp/work" -name '.saoy-*')" ] || fail "private folders left"
[ -z "$(find "$tmp/work" -perm /077)" ] || fail "others may read a dossier"

for file in "$tmp"/in/good/*; do
  digest=$(sha256sum "$file" | cut -d' ' -f1)
  dossier=$(grep -- "-${digest:0:16}\$" "$tmp/paths") || fail "no dossier for $file"
  [ "$(sha256sum "$dossier"/pages/source.* | cut -d' ' -f1)" = "$digest" ] || fail "$file: the master differs"
  grep -q "$digest" "$dossier/dossier.xml" || fail "$file: dossier.xml does not hold its digest"
  pages=$(ls "$dossier/images" | wc -l)
  case "$file" in */g4.tif) [ "$pages" = 2 ] ;; *) [ "$pages" = 1 ] ;; esac || fail "$file: $pages pages"
  xmllint --noout --schema "$ROOT/schemas/dossier.xsd" "$dossier/dossier.xml" 2>/dev/null || fail "$file: dossier.xml"
done

# A PDF page that is one JPEG: the embedded stream itself is the master.
dossier=$(grep '/dct-' "$tmp/paths")
pdfimages -all "$tmp/in/good/dct.pdf" "$tmp/embedded"
cmp "$tmp/embedded-000.jpg" "$dossier/pages/p0001.jpg" || fail "the embedded JPEG was changed"

# One that is drawn, not scanned: rendered at 300 dpi, and said so.
dossier=$(grep '/drawn-' "$tmp/paths")
grep -q 'rendered="true"' "$dossier/dossier.xml" || fail "drawn page not marked as rendered"
grep -q 'width="2550"' "$dossier/dossier.xml" || fail "drawn page is not as large as its paper"

"$BIN/saoy-scan" -o "$tmp/work" --json "$ROOT/tests/support/pages/phototest-rotated-L.png" | grep -q '"pages":1' ||
  fail "--json"
