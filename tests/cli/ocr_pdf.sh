#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# saoy-ocr --pdf makes one file searchable: its JPEG untouched, Vietnamese found by other readers, whole or not at all.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
fail() { echo "ocr_pdf: $1" >&2; exit 1; }
status() { "$@" >"$tmp/said" 2>&1 && echo 0 || echo $?; }
words() { tr -s ' \n\f' '\n' <"$1" | grep -v '^$' | sort; }
export TMPDIR=$tmp/private
mkdir "$TMPDIR"

jpeg=$ROOT/samples/papers/khai_sinh.jpg
[ "$("$BIN/saoy-ocr" --pdf "$tmp/out.pdf" --sidecar "$tmp/out.txt" "$jpeg")" = "$tmp/out.pdf" ] || fail "does not print its file"
qpdf --check "$tmp/out.pdf" >/dev/null || fail "qpdf finds faults"
pdfimages -all "$tmp/out.pdf" "$tmp/image"
cmp "$tmp/image-000.jpg" "$jpeg" || fail "the JPEG is not the captured one"
[ "$(pdfimages -list "$tmp/out.pdf" | tail -n +3 | wc -l)" = 1 ] || fail "not one image"
pdftotext "$tmp/out.pdf" "$tmp/read.txt"
grep -q 'GIẤY KHAI SINH' "$tmp/read.txt" || fail "its title is not found"
python3 -c 'import sys, unicodedata; t = open(sys.argv[1]).read(); sys.exit(not unicodedata.is_normalized("NFC", t))' "$tmp/out.txt" ||
  fail "the text is not NFC"
diff <(words "$tmp/out.txt") <(words "$tmp/read.txt") >&2 || fail "the sidecar has other words than the PDF"
[ -z "$(ls -A "$TMPDIR")" ] || fail "the private folder stayed"

# A photograph taken aslant stays the one that was taken; its text lies aslant on it: the agency's line falls to the right.
photo=$ROOT/samples/papers/chung_chi_photo.jpg
"$BIN/saoy-ocr" -q --pdf "$tmp/photo.pdf" "$photo" >/dev/null
pdfimages -all "$tmp/photo.pdf" "$tmp/photo"
cmp "$tmp/photo-000.jpg" "$photo" || fail "the photograph is not the one that was taken"
pdftotext -bbox "$tmp/photo.pdf" "$tmp/boxes.html"
python3 - "$tmp/boxes.html" <<'PY' || fail "the text of a photograph is not on its print"
import sys
import xml.etree.ElementTree as tree
page = tree.parse(sys.argv[1]).getroot().find(".//{*}page")
words = {word.text: [float(word.get(k)) / float(page.get(side)) for k, side in (("xMin", "width"), ("yMax", "height"))]
         for word in page.findall(".//{*}word")}
(left, above), (right, below) = words["TRUNG"], words["NGOẠI"]  # 0.34 and 0.57 across, 0.212 and 0.216 down, by eye
assert abs(left - 0.339) < 0.01 and abs(right - 0.570) < 0.01 and abs(above - 0.211) < 0.005 and 0.002 < below - above < 0.008, words
PY

# Which end is up is found out by reading.
"$BIN/saoy-ocr" -q --pdf "$tmp/head.pdf" "$ROOT/samples/papers/tl_khai_tu_upside_down.jpg" >/dev/null
pdftotext -l 1 "$tmp/head.pdf" - | grep -q 'TRÍCH LỤC' || fail "a page on its head is not read"

# A PDF of several pages, and each page's text in its place.
"$BIN/saoy-ocr" --json --pdf "$tmp/two.pdf" --sidecar "$tmp/two.txt" "$ROOT/samples/papers/hop_dong.tif" >"$tmp/line"
pages=$(pdfinfo "$tmp/two.pdf" | awk '/^Pages:/ { print $2 }')
[ "$pages" -gt 1 ] && [ "$(tr -cd '\f' <"$tmp/two.txt" | wc -c)" = $((pages - 1)) ] || fail "not a form feed between pages"
python3 -c 'import json, sys; sys.exit(len(json.load(open(sys.argv[1]))["pages"]) != int(sys.argv[2]))' "$tmp/line" "$pages" || fail "--json"
"$BIN/saoy-ocr" --redo --pdf "$tmp/again.pdf" "$tmp/two.pdf" >/dev/null || fail "takes no PDF"
[ "$(pdfinfo "$tmp/again.pdf" | awk '/^Pages:/ { print $2 }')" = "$pages" ] || fail "a PDF's pages are lost"

# Never over what it reads, and only one paper.
cp "$jpeg" "$tmp/same.jpg"
ln -s same.jpg "$tmp/link.jpg"
[ "$(status "$BIN/saoy-ocr" --pdf "$tmp/same.jpg" "$tmp/same.jpg")" = 64 ] || fail "writes over its input"
[ "$(status "$BIN/saoy-ocr" --pdf "$tmp/link.jpg" "$tmp/same.jpg")" = 64 ] || fail "writes over its input by another name"
[ "$(status "$BIN/saoy-ocr" --pdf "$tmp/x.pdf" --sidecar "$tmp/same.jpg" "$tmp/same.jpg")" = 64 ] || fail "sidecar over the input"
[ "$(status "$BIN/saoy-ocr" --pdf "$tmp/x.pdf" --sidecar "$tmp/x.pdf" "$tmp/same.jpg")" = 64 ] || fail "sidecar over the PDF"
[ "$(status "$BIN/saoy-ocr" --pdf "$tmp/x.pdf" "$jpeg" "$tmp/same.jpg")" = 64 ] || fail "takes two inputs"
[ "$(status "$BIN/saoy-ocr" --pdf /dev/null "$jpeg")" = 64 ] || fail "replaces a device"
cmp -s "$jpeg" "$tmp/same.jpg" || fail "the input was changed"
# What cannot be read leaves nothing.
for bad in truncated.jpg truncated.pdf; do
  [ "$(status "$BIN/saoy-ocr" --pdf "$tmp/x.pdf" --sidecar "$tmp/x.txt" "$ROOT/samples/bad/$bad")" = 65 ] || fail "$bad: $(cat "$tmp/said")"
done
[ "$(status "$BIN/saoy-ocr" --pdf "$tmp/x.pdf" "$tmp/none.jpg")" = 66 ] || fail "no such input"
[ "$(status "$BIN/saoy-ocr" --pdf "$tmp/x.pdf" "$ROOT/samples/bad/no_resolution.png")" = 65 ] || fail "guesses a resolution"
[ ! -e "$tmp/x.pdf" ] && [ ! -e "$tmp/x.txt" ] && [ -z "$(ls "$tmp" | grep 'x\.pdf')" ] || fail "something was left"
