#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# saoy-ocr | saoy-classify on a dossier made by hand: paths through the pipe, one JSON line, skipped the second time.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
dossier=$folder/test-0123456789abcdef
mkdir -p "$dossier/pages" "$dossier/images"

/usr/bin/python3 - "$ROOT/tests/unit/stages/data/lines.pbm" "$dossier/images/p0001.png" <<'PY'
import sys
from PIL import Image
sheet = Image.new("L", (1166, 1654), 255)
sheet.paste(Image.open(sys.argv[1]).convert("L"), (0, 100))
sheet.save(sys.argv[2], dpi=(200.05, 200.05))
PY
cp "$dossier/images/p0001.png" "$dossier/pages/p0001.png"
sum=$(sha256sum "$dossier/images/p0001.png" | cut -d' ' -f1)
cat > "$dossier/dossier.xml" <<XML
<?xml version="1.0" encoding="UTF-8"?>
<dossier xmlns="urn:saoy:dossier:1" id="test-0123456789abcdef" profile="vn" created="2026-03-05T14:30:25+07:00">
  <source path="pages/p0001.png" sha256="$sum" name="test.png"/>
  <page number="1">
    <master path="pages/p0001.png" sha256="$sum" type="image/png" frame="0" width="1166" height="1654" dpi-x="200" dpi-y="200" bits="8" components="1"/>
    <geometry rotation="0" skew="0"/>
    <image path="images/p0001.png" sha256="$sum"/>
  </page>
  <paper id="p1" pages="1" type="unknown" confidence="0"/>
</dossier>
XML

fail() { echo "classify_dossier: $1" >&2; cat "$folder/err" >&2; exit 1; }
status=0; "$BIN/saoy-classify" "$dossier" 2>"$folder/err" || status=$?
[ "$status" = 65 ] || fail "unread pages: status $status, not 65"
grep -q 'hint: run saoy-ocr' "$folder/err" || fail "no hint for unread pages"

echo "$dossier" | "$BIN/saoy-ocr" 2>"$folder/err" | "$BIN/saoy-classify" --json 2>>"$folder/err" > "$folder/answer"
/usr/bin/python3 - "$folder/answer" "$dossier" <<'PY'
import json, sys
lines = open(sys.argv[1], encoding="utf-8").read().splitlines()
assert len(lines) == 1, lines
answer = json.loads(lines[0])
assert list(answer) == ["dossier", "papers"], answer
assert answer["dossier"] == sys.argv[2]
paper, = answer["papers"]
assert list(paper) == ["id", "pages", "type", "confidence", "runner_up", "reasons", "fields"], paper
assert (paper["id"], paper["pages"], paper["type"]) == ("p1", [1], "khai_sinh"), paper
assert 0.6 <= paper["confidence"] <= 1 and any(r.startswith("title ") for r in paper["reasons"]), paper
assert paper["fields"] == {"ho_ten": "Nguyễn Thị Bưởi"}, paper
PY
grep -q 'Bưởi' "$folder/err" "$dossier/journal.jsonl" && fail "page content in messages or journal"
xmllint --nonet --noout --schema "$ROOT/schemas/alto.xsd" "$dossier/text/p0001.xml" 2>/dev/null || fail "ALTO is not valid"

before=$(sha256sum "$dossier/dossier.xml" "$dossier/text/p0001.xml")
[ "$("$BIN/saoy-ocr" "$dossier" | "$BIN/saoy-classify")" = "$dossier" ] || fail "the path was not passed on"
[ "$before" = "$(sha256sum "$dossier/dossier.xml" "$dossier/text/p0001.xml")" ] || fail "the second run changed something"

status=0; "$BIN/saoy-ocr" -l xxq "$dossier" 2>"$folder/err" || status=$?
[ "$status" = 69 ] || fail "missing language: status $status, not 69"
grep -q 'tesseract-ocr-xxq' "$folder/err" || fail "no package named for the missing language"
