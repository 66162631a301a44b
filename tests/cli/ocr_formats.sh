#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What saoy-ocr leaves with a dossier: ALTO that fits the schema, hOCR, plain text, the words to look at; and that ALTO,
# on the master, has its words where the text layer of the PDF has them.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
fail() { echo "ocr_formats: $1" >&2; exit 1; }
dossier() { "$BIN/saoy-scan" -q -o "$tmp/work" "$ROOT/samples/papers/$1"; }

official=$ROOT/../shared/corpus/schemas/alto-4-4.xsd
schema=$ROOT/schemas/alto.xsd
[ -f "$official" ] && schema=$official || echo "ocr_formats: the official schema is not here; ours judges" >&2

for paper in xn_hon_nhan.png khai_sinh_skew.jpg tl_khai_tu_upside_down.jpg; do
  made=$(dossier "$paper")
  "$BIN/saoy-ocr" -q --json --hocr --text "$made" >"$tmp/line"
  xmllint --nonet --noout --schema "$schema" "$made/text/p0001.xml" 2>"$tmp/faults" || fail "$paper: $(head -1 "$tmp/faults")"
  xmllint --nonet --noout "$made/text/p0001.hocr" || fail "$paper: the hOCR is no XML"
  python3 - "$made" "$tmp/line" <<'PY' || fail "$paper: the formats differ"
import json, re, sys, unicodedata
import xml.etree.ElementTree as tree
made, line = sys.argv[1:]
alto = tree.parse(f"{made}/text/p0001.xml").getroot()
words = [s.get("CONTENT") for s in alto.findall(".//{*}String")]
hocr = [s.text for s in tree.parse(f"{made}/text/p0001.hocr").getroot().findall(".//{*}span") if s.get("class") == "ocrx_word"]
plain = open(f"{made}/text/p0001.txt", encoding="utf-8").read()
assert len(words) > 50 and words == hocr == plain.split(), "words"
assert unicodedata.is_normalized("NFC", plain), "NFC"
page = json.load(open(line))["pages"][0]
assert page["words"] == len(words), "count"
by_place = {tuple(int(s.get(k)) for k in ("HPOS", "VPOS", "WIDTH", "HEIGHT")): s for s in alto.findall(".//{*}String")}
for word in page["doubtful"]:
    there = by_place[tuple(word["box"])]
    assert there.get("CONTENT") == word["text"] and word["reasons"], word
    assert ("syllable" in word["reasons"]) == (there.get("TAGREFS") == "impossible"), word
sheet = alto.find(".//{*}Page")
for s in alto.findall(".//{*}String"):
    assert 0 <= int(s.get("HPOS")) and int(s.get("HPOS")) + int(s.get("WIDTH")) <= int(sheet.get("WIDTH")), "off the master"
PY
done
grep -q 'TYPE="table"' "$tmp"/work/*khai-sinh-skew*/text/p0001.xml || fail "the table of the birth certificate is not told"
grep -q 'TYPE="seal"' "$tmp"/work/*khai-sinh-skew*/text/p0001.xml || fail "its seal is not told"
grep -Eq 'ROTATION="1(79|80)' "$tmp"/work/*upside-down*/text/p0001.xml || fail "it is not told that the page stands on its head"

# The same words at the same places: the text layer of the PDF (points of the upright page) and ALTO (pixels of the
# master, on which the page leans: its shapes are turned upright here).
"$BIN/saoy-ocr" -q --pdf "$tmp/page.pdf" "$ROOT/samples/papers/xn_hon_nhan.png" >/dev/null
pdftotext -bbox "$tmp/page.pdf" "$tmp/boxes.html"
python3 - "$tmp"/work/*xn-hon-nhan*/text/p0001.xml "$tmp/boxes.html" <<'PY' || fail "the text layer lies beside the words"
import math, sys
import xml.etree.ElementTree as tree
alto, boxes = tree.parse(sys.argv[1]).getroot(), tree.parse(sys.argv[2]).getroot()
sheet, page = alto.find(".//{*}Page"), boxes.find(".//{*}page")
width, height, lean = (float(sheet.get(k)) for k in ("WIDTH", "HEIGHT", "ROTATION"))
cos, sin = math.cos(math.radians(lean)), math.sin(math.radians(lean))


def upright(element):
    corners = [tuple(map(float, p.split(","))) for p in element.find("{*}Shape/{*}Polygon").get("POINTS").split()]
    turned = [(width / 2 + cos * (x - width / 2) - sin * (y - height / 2), height / 2 + sin * (x - width / 2) + cos * (y - height / 2)) for x, y in corners]
    return min(x for x, _ in turned), min(y for _, y in turned), max(x for x, _ in turned), max(y for _, y in turned)


across, down = width / float(page.get("width")), height / float(page.get("height"))
layer = [(w.text, *(float(w.get(k)) * f for k, f in (("xMin", across), ("yMin", down), ("xMax", across), ("yMax", down))))
         for w in boxes.findall(".//{*}word")]
to_300, worst = 300 / (72 * across), 0
for line in alto.findall(".//{*}TextLine"):
    _, top, _, bottom = upright(line)
    for word in line.findall("{*}String"):
        left, _, right, _ = upright(word)
        off = [max(abs(a - b) for a, b in zip((left, top, right, bottom), found[1:])) for found in layer if found[0] == word.get("CONTENT")]
        assert off, f"{word.get('CONTENT')} is not in the PDF"
        worst = max(worst, min(off) * to_300)
print(f"{len(layer)} words, at most {worst:.2f} pixels off at 300 dpi")
assert abs(lean) > 0.2 and worst <= 2
PY
echo "ocr_formats: passed"
