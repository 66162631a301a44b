#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# saoy-report: the same totals as table, JSON, page and metrics; a damaged dossier is told and the rest is counted.
set -euo pipefail
export SAOY_LANG=en
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
digest=$(printf 'a%.0s' {1..64})

# dossier NAME PAPER-CONTENT [COPY]: one page, read with 60 % confidence, one paper
dossier() {
  mkdir "$1"
  cat >"$1/dossier.xml" <<XML
<dossier xmlns="urn:saoy:dossier:1" id="$1" profile="vn" created="2026-03-05T08:00:00+07:00">
  <source path="pages/s.jpg" sha256="$digest" name="CCCD Nguyễn Văn An 001099000001.jpg"/>
  <page number="1"><master path="pages/s.jpg" sha256="$digest" type="image/jpeg" frame="0" width="2480" height="3508"
    dpi-x="300" dpi-y="300" bits="8" components="3"/><geometry rotation="0" skew="0"/>
    <image path="images/p.png" sha256="$digest"/>
    <text path="text/p.xml" sha256="$digest" confidence="0.6" words="100"/></page>
  <paper id="p1" pages="1" type="khai_sinh" confidence="0.9"><field name="ho_ten" page="1">Nguyễn Văn An</field>$2</paper>
  ${3:-}
</dossier>
XML
}
dossier nguyen-van-an-0123456789abcdef ''
dossier nguyen-van-an-fedcba9876543210 '<attestation by="Nguyễn Thị Minh Ánh" title="Công chức" at="2026-03-05T09:00:00+07:00"/>' \
  "<copy path='copies/c.pdf' sha256='$digest' paper='p1' mode='chung-thuc' request-id='r' book='SCT/BS' year='2026' number='1' issued='true'><signature role='official' signer='Nguyễn Thị Minh Ánh' at='2026-03-06T10:00:00+07:00'/></copy>"
mkdir damaged && echo '<dossier' >damaged/dossier.xml

# Paths from standard input; every form at once.
printf '%s\n' nguyen* | "$BIN"/saoy-report --json --html page.html --prometheus counts.prom >counts.json
python3 - "$ROOT/schemas/report.schema.json" <<'PY'
import json, sys
import jsonschema

counts = json.load(open("counts.json"))
jsonschema.validate(counts, json.load(open(sys.argv[1])))
assert (counts["dossiers"], counts["papers"], counts["pages"], counts["copies_issued"]) == (2, 2, 2, 1), counts
assert counts["papers_by_state"] == {"waiting": 1, "refused": 0, "attested": 0, "numbered": 0, "issued": 1, "submitted": 0}
assert counts["papers_by_type"] == {"khai_sinh": 2} and counts["copies_per_day"] == {"2026-03-06": 1}
assert counts["mean_confidence"] == 0.6
assert [page["dossier"] for page in counts["low_confidence"]["pages"]] == ["0123456789abcdef", "fedcba9876543210"]
PY
grep -qx 'saoy_papers{state="issued"} 1' counts.prom
grep -qx 'saoy_copies_issued 1' counts.prom
[ "$(stat -c %a counts.prom)" = 644 ]
# One page that loads and runs nothing, and no name or number of a person anywhere.
xmllint --html --noout page.html 2>&1 | grep -v 'Tag \(main\|section\|svg\|rect\|text\|path\|footer\) invalid' | grep 'parser error' && exit 1
if grep -iE '<script|<link|<img|href=|src=|@import|url\(' page.html; then exit 1; fi
if grep -riE 'nguy(e|ễ)n|001099000001' counts.json counts.prom page.html; then exit 1; fi

"$BIN"/saoy-report --lang vi nguyen* | grep -q '^Giấy tờ theo tình trạng'
"$BIN"/saoy-report --lang vi --html - nguyen* | grep -q 'Giấy khai sinh'

status=0
"$BIN"/saoy-report nguyen* damaged >table 2>errors || status=$?
[ "$status" -eq 3 ]
grep -q '^saoy-report: damaged' errors
grep -qE 'dossiers that cannot be read +1$' table
