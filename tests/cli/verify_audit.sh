#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Many files: folders, patterns, standard input, samples that can be drawn again, going on after a stop, reports that
# are valid against their schemas, pictures of pages that look different.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/office" "$dir/copies" "$dir/copies/below"
cd "$dir"
python3 - "$ROOT/tests/support" <<'PY'
import pathlib, sys
sys.path.insert(0, sys.argv[1])
from signed_pdf import Office, paper, stream
office = Office("office")
for name in ("signer", "other"):
    office.issue(name)
office.lists()
pathlib.Path("root.pem").write_bytes(b"".join(pathlib.Path("office", n).read_bytes() for n in ("root.pem", "root.crl", "issuing.crl")))
for i in range(6):
    pathlib.Path(f"copies/good{i}.pdf").write_bytes(paper(text=b"%d dong" % i).signed(office, "signer").data)
good = paper().signed(office, "signer")
pathlib.Path("copies/below/bad.pdf").write_bytes(good.update({4: stream(b"", b"BT ET")}).data)
pathlib.Path("copies/below/none.pdf").write_bytes(paper().data)
seen = good.signed(office, "other", b"S2", box=b"[40 10 200 40]", look=(b"[0 0 160 30]", b"0.2 g 0 0 160 30 re f"))
pathlib.Path("seen.pdf").write_bytes(seen.data)
form = paper(b"/AcroForm<</Fields[8 0 R]/SigFlags 3>>").signed(office, "signer")
look = form.new()
form = form.update({8: b"<</FT/Tx/T(Name)/Subtype/Widget/F 4/P 3 0 R/Rect[40 20 200 40]/V(Binh)/AP<</N %d 0 R>>>>" % look,
                    look: stream(b"/Type/XObject/Subtype/Form/BBox[0 0 160 20]", b"0 g 0 0 160 20 re f")})
pathlib.Path("filled.pdf").write_bytes(form.data)
pathlib.Path("office/plain.pdf").write_bytes(paper().data)
PY

fail() { echo "verify_audit: $*" >&2; exit 1; }
verify() { "$BIN/saoy-verify" --lang en --trust state=root.pem "$@" 2>err; }
expect() {  # STATUS ARGUMENT…: standard output in the file out
  local want=$1 got=0
  shift
  verify "$@" >out || got=$?
  [ "$got" = "$want" ] || { cat out err; fail "status $got, not $want: $*"; }
}

expect 1 --json copies
[ "$(wc -l <out)" = 8 ] || fail "a folder is not its files"
cp out all.jsonl
expect 0 --json 'copies/*.pdf'
[ "$(wc -l <out)" = 6 ] || fail "a pattern is not its files"
printf '%s\n' copies/good1.pdf copies/good2.pdf >names
expect 0 --json - <names
[ "$(wc -l <out)" = 2 ] || fail "standard input is not read"
expect 66 'none/*.pdf'
expect 1 copies
grep -q '^8 files: 6 valid, 1 cannot be confirmed, 1 not valid$' out || fail "no totals: $(cat out)"

expect 0 --json --sample 3 --seed 7 'copies/*.pdf'
cp out first
expect 0 --json --sample 3 --seed 7 copies/good5.pdf copies/good[0-4].pdf
diff <(sort first) <(sort out) || fail "the same seed draws other files"
[ "$(wc -l <first)" = 3 ] || fail "a sample of another size"
expect 0 --json --sample 3 --seed 8 'copies/*.pdf'
cmp -s first out && fail "another seed draws the same files"

expect 0 --json --resume journal copies/good0.pdf copies/good1.pdf
printf '{"parameters":"cut o' >>journal
cp copies/good2.pdf copies/good1.pdf  # other bytes under a known name
before=$(wc -l <journal)
expect 1 --json --resume journal copies
[ "$(wc -l <out)" = 8 ] || fail "going on lost files"
[ "$(($(wc -l <journal) - before))" = 8 ] || fail "verdicts were not taken over: $before, $(wc -l <journal)"
grep -c "$(sha256sum <copies/good2.pdf | cut -c1-64)" out | grep -qx 2 || fail "an old verdict stands for new bytes"
[ "$(stat -c %a journal)" = 600 ] || fail "the journal is not private"

expect 1 --html report.html --xml report.xml copies
xmllint --noout --schema "$ROOT/schemas/verification.xsd" report.xml 2>err || { cat err; fail "the XML is not valid"; }
grep -q '<MainIndication>urn:etsi:019102:mainindication:total-passed' report.xml || fail "no indication in the XML"
grep -q 'the content was replaced' report.html || fail "no reason in the report"
! grep -qE '(src|href)=|<script|@import|url\(' report.html || fail "the report loads something"
xmllint --html --noout report.html 2>err || { cat err; fail "the report is no HTML"; }
python3 - "$ROOT/schemas/verdict.schema.json" all.jsonl <<'PY'
import json, sys
import jsonschema
schema = json.load(open(sys.argv[1]))
validator = jsonschema.validators.validator_for(schema)(schema)
lines = [json.loads(line) for line in open(sys.argv[2])]
for line in lines:
    validator.validate(line)
assert not validator.is_valid({**lines[0], "integrity": "fine"})
PY

mkdir pictures
expect 0 --json --render pictures seen.pdf
[ -z "$(ls pictures)" ] || fail "a further signature in its own place is no difference"
expect 0 --json --render pictures filled.pdf
grep -q 'page 1 looks different than when it was signed' out || fail "a changed page was not seen: $(cat out)"
file=$(ls pictures/*.png) || fail "no picture"
[ "$(head -c 4 "$file" | tail -c 3)" = PNG ] || fail "no picture in $file"
