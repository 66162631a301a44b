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
keys = ["id", "pages", "type", "confidence", "runner_up", "reasons", "fields"]
assert list(paper)[:7] == keys, paper
assert (paper["id"], paper["pages"], paper["type"]) == ("p1", [1], "khai_sinh"), paper
assert 0.6 <= paper["confidence"] <= 1 and any(r.startswith("title ") for r in paper["reasons"]), paper
assert paper["fields"] == {"ho_ten": "Nguyễn Thị Bưởi"}, paper
name, = paper["evidence"]
assert (name["name"], name["value"], name["page"], name["source"]) == ("ho_ten", "Nguyễn Thị Bưởi", 1, "ocr"), name
assert len(name["box"]) == 4 and name["box"][2] > 100 and 0.7 <= name["confidence"] <= 1, name
PY
grep -q 'Bưởi' "$folder/err" "$dossier/journal.jsonl" && fail "page content in messages or journal"
xmllint --nonet --noout --schema "$ROOT/schemas/alto.xsd" "$dossier/text/p0001.xml" 2>/dev/null || fail "ALTO is not valid"

before=$(sha256sum "$dossier/dossier.xml" "$dossier/text/p0001.xml")
[ "$("$BIN/saoy-ocr" "$dossier" | "$BIN/saoy-classify")" = "$dossier" ] || fail "the path was not passed on"
[ "$before" = "$(sha256sum "$dossier/dossier.xml" "$dossier/text/p0001.xml")" ] || fail "the second run changed something"

status=0; "$BIN/saoy-ocr" -l xxq "$dossier" 2>"$folder/err" || status=$?
[ "$status" = 69 ] || fail "missing language: status $status, not 69"
grep -q 'tesseract-ocr-xxq' "$folder/err" || fail "no package named for the missing language"

# ---- what a procedure needs ----
status=0; "$BIN/saoy-classify" --lang vi --procedure nhan-cha-me-con --json "$dossier" > "$folder/answer" 2>"$folder/err" || status=$?
[ "$status" = 1 ] || fail "papers are missing: status $status, not 1"
/usr/bin/python3 - "$folder/answer" <<'PY'
import json, sys
answer = json.load(open(sys.argv[1], encoding="utf-8"))["procedure"]
states = {need["name"]: need["state"] for need in answer["needs"]}
assert not answer["complete"] and states["Giấy khai sinh của con"] == "present", answer
assert states["Tờ khai đăng ký nhận cha, mẹ, con"] == "missing", answer
assert "Tờ khai đăng ký nhận cha, mẹ, con: còn thiếu" in answer["says"], answer["says"]
PY
status=0; "$BIN/saoy-classify" --procedure khai-sin --json "$dossier" 2>"$folder/err" || status=$?
[ "$status" = 64 ] || fail "no such procedure: status $status, not 64"
grep -q 'khai-sinh, ' "$folder/err" || fail "procedures are not listed"
