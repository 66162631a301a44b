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

# The same words at the same places: the text layer of the PDF and ALTO (pixels of the master, on which the page leans).
# A page that leans by a degree and more stands upright in the PDF, and ALTO's shapes are turned upright here; one that
# leans less lies in the PDF as on the master: there words are as high as their line, so their sides are compared.
# Where the two readings measure another lean, their boxes differ by a pixel of 150 dpi at most.
for paper in khai_sinh_skew.jpg xn_hon_nhan.png; do
  name=${paper%.*}
  "$BIN/saoy-ocr" -q --pdf "$tmp/page.pdf" "$ROOT/samples/papers/$paper" >/dev/null
  pdftotext -bbox "$tmp/page.pdf" "$tmp/boxes.html"
  python3 - "$tmp"/work/*"${name//_/-}"*/text/p0001.xml "$tmp/boxes.html" $([ "$name" = xn_hon_nhan ] || echo turned) <<'PY' || fail "$paper: the text layer lies beside the words"
import math, sys
import xml.etree.ElementTree as tree
alto, boxes, turned = tree.parse(sys.argv[1]).getroot(), tree.parse(sys.argv[2]).getroot(), len(sys.argv) > 3
sheet, page = alto.find(".//{*}Page"), boxes.find(".//{*}page")
width, height, lean = (float(sheet.get(k)) for k in ("WIDTH", "HEIGHT", "ROTATION"))
assert abs(lean) >= 1 if turned else 0.2 < abs(lean) < 1, lean
cos, sin = (math.cos(math.radians(lean)), math.sin(math.radians(lean))) if turned else (1, 0)


def box(element):
    corners = [tuple(map(float, p.split(","))) for p in element.find("{*}Shape/{*}Polygon").get("POINTS").split()]
    shown = [(width / 2 + cos * (x - width / 2) - sin * (y - height / 2), height / 2 + sin * (x - width / 2) + cos * (y - height / 2)) for x, y in corners]
    return min(x for x, _ in shown), min(y for _, y in shown), max(x for x, _ in shown), max(y for _, y in shown)


across, down = width / float(page.get("width")), height / float(page.get("height"))
layer = [(w.text, *(float(w.get(k)) * f for k, f in (("xMin", across), ("yMin", down), ("xMax", across), ("yMax", down))))
         for w in boxes.findall(".//{*}word")]
to_300, worst = 300 / (72 * across), 0
for line in alto.findall(".//{*}TextLine"):
    _, top, _, bottom = box(line)
    for word in line.findall("{*}String"):
        left, upper, right, lower = box(word)
        found = [each[1:] for each in layer if each[0] == word.get("CONTENT")]
        assert found, f"{word.get('CONTENT')} is not in the PDF"
        if not turned:
            found = [each for each in found if each[1] <= upper + 3 and each[3] >= lower - 3 and each[3] - each[1] < 3 * (bottom - top)]
            assert found, f"{word.get('CONTENT')} is in another line of the PDF"
        sides = range(4) if turned else (0, 2)
        worst = max(worst, min(max(abs((left, top, right, bottom)[i] - each[i]) for i in sides) for each in found) * to_300)
print(f"{len(layer)} words, at most {worst:.2f} pixels off at 300 dpi")
assert worst <= 2
PY
done
echo "ocr_formats: passed"
