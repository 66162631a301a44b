#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# saoy-ocr --pdf on PDFs that are more than scans: born-digital pages, pages read before and signed files are never
# damaged; folders go into folders, and a second run has nothing to do.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
fail() { echo "ocr_pages: $1" >&2; exit 1; }
ocr=("$BIN/saoy-ocr" --lang en)
refused() {  # refused CODE COMMAND…: exit 65, that event, and no output
  local code=$1 status=0
  shift
  "$@" --events refused.jsonl >out 2>err </dev/null || status=$?
  [ "$status" = 65 ] && grep -q "\"code\":\"$code\"" refused.jsonl || fail "not refused as $code: $status $(cat err)"
  [ ! -e refused.pdf ] || fail "$code: something was written"
}

scan=$ROOT/samples/papers/menu.jpg
"${ocr[@]}" -q --pdf scan.pdf "$scan" >/dev/null </dev/null
# A page of text as a word processor makes it, turned by its /Rotate, resources and box inherited from the tree.
python3 - <<'END'
text = b"BT /F1 24 Tf 72 700 Td (Written by a program) Tj ET"
objects = [b"<</Type/Catalog/Pages 2 0 R>>",
           b"<</Type/Pages/Count 2/Kids[3 0 R 6 0 R]/MediaBox[0 0 595 842]/Rotate 90/Resources<</Font<</F1 4 0 R>>>>>>",
           b"<</Type/Page/Parent 2 0 R/Contents 5 0 R>>", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
           b"<</Length %d>>stream\n%s\nendstream" % (len(text), text), b"<</Type/Page/Parent 2 0 R/Contents 7 0 R>>",
           b"<</Length 28>>stream\n0 0 1 rg 100 100 300 20 re f\nendstream"]
out, places = b"%PDF-1.4\n", []
for number, body in enumerate(objects, 1):
    places.append(len(out))
    out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
table = b"".join(b"%010d 00000 n \n" % place for place in places)
out += b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
    len(objects) + 1, table, len(objects) + 1, len(out))
open("digital.pdf", "wb").write(out)
END
refused has-text "${ocr[@]}" --pdf refused.pdf digital.pdf
grep -q -- '--skip-text' err || fail "the refusal does not say the way out: $(cat err)"
"${ocr[@]}" -q --skip-text --pdf kept.pdf digital.pdf >/dev/null </dev/null || fail "--skip-text"
cmp -n "$(stat -c %s digital.pdf)" digital.pdf kept.pdf || fail "a born-digital page was changed"

# Scanned, written and searchable pages in one file: only the scan is read, and what was there stays in its place.
"$BIN/saoy-ocr" -q --pages 2 --pdf plain.pdf "$ROOT/samples/papers/hop_dong.tif" >/dev/null </dev/null
[ -z "$(pdftotext -l 1 plain.pdf - | tr -d '[:space:]')" ] || fail "--pages: page 1 was read"
[ -n "$(pdftotext -f 2 -l 2 plain.pdf - | tr -d '[:space:]')" ] || fail "--pages: page 2 was not read"
qpdf --empty --pages digital.pdf 1 plain.pdf 1 plain.pdf 2 scan.pdf 1 -- mixed.pdf
refused has-text "${ocr[@]}" --redo --pdf refused.pdf mixed.pdf
"${ocr[@]}" -q --skip-text --sidecar mixed.txt --pdf read.pdf mixed.pdf >/dev/null </dev/null || fail "a mixed file"
cmp -n "$(stat -c %s mixed.pdf)" mixed.pdf read.pdf || fail "the file was not kept under the text"
qpdf --check read.pdf >/dev/null || fail "qpdf finds faults in the updated file"
for page in 1 3 4; do
  cmp <(pdftotext -f $page -l $page mixed.pdf -) <(pdftotext -f $page -l $page read.pdf -) || fail "text of page $page changed"
  for file in mixed read; do pdftoppm -r 50 -f $page -l $page $file.pdf >$file.ppm; done
  cmp mixed.ppm read.ppm || fail "page $page looks different"
done
pdftotext -f 2 -l 2 read.pdf - | grep -q '[[:alpha:]]\{4\}' || fail "the scan was not read"
# Where the words stand on the page that was kept is where they stand on the page that is made anew.
"${ocr[@]}" -q --pdf whole.pdf "$ROOT/samples/papers/hop_dong.tif" >/dev/null </dev/null
python3 - <<'END'
import re
import subprocess
def words(file, page):
    said = subprocess.run(["pdftotext", "-bbox", "-f", str(page), "-l", str(page), file, "-"], capture_output=True, text=True, check=True).stdout
    return [(m[4], [float(m[i]) for i in range(4)]) for m in re.findall(r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)<', said)]
there, here = words("whole.pdf", 1), words("read.pdf", 2)
near = [(w, box) for w, box in there  # the page made anew is straightened, the kept one is not
        if any(w == other and max(abs(a - b) for a, b in zip(box, at)) < 8 for other, at in here)]
assert len(there) > 100 and len(near) > 0.97 * len(there), (len(there), len(here), len(near))
END

# Read before: kept, or read again when asked for.
refused has-text "${ocr[@]}" --pdf refused.pdf scan.pdf
"${ocr[@]}" -q --redo --pdf again.pdf scan.pdf >/dev/null </dev/null || fail "--redo"
cmp <(pdftotext scan.pdf -) <(pdftotext again.pdf -) || fail "the text was not replaced by the same"
pdfimages -all again.pdf image && cmp image-000.jpg "$scan" || fail "the JPEG is not the captured one"

# Signed: refused, or copied byte for byte.
printf '%%PDF-1.4\n%%/ByteRange [0 1 2 3]\n' >signed.pdf
tail -c +10 digital.pdf >>signed.pdf
python3 - <<'END'
import re
data = open("signed.pdf", "rb").read()
start = data.index(b"xref\n")
places = [m.start() for m in re.finditer(rb"(?m)^\d+ 0 obj", data)]
rows = b"".join(b"%010d 00000 n \n" % place for place in places)
head = data[:start] + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, rows, len(places) + 1, start)
open("signed.pdf", "wb").write(head)
END
refused already-electronic "${ocr[@]}" --pdf refused.pdf signed.pdf
"${ocr[@]}" --skip-text --pdf copied.pdf signed.pdf >/dev/null 2>err </dev/null || fail "--skip-text on a signed PDF"
cmp signed.pdf copied.pdf && grep -q 'byte for byte' err || fail "a signed PDF was not copied"

# A folder into a folder; what is there already is not made again, what is broken costs itself.
mkdir in
cp "$scan" in/one.jpg
cp scan.pdf in/two.pdf
cp "$ROOT/samples/bad/truncated.jpg" in/three.jpg
status=0
"${ocr[@]}" --skip-text --sidecar texts/ --pdf made/ in >out.list 2>err </dev/null || status=$?
[ "$status" = 3 ] && grep -q three.jpg err || fail "a broken file: $status $(cat err)"
[ "$(ls made | tr '\n' ' ')" = "one.pdf two.pdf " ] && [ "$(ls texts | wc -l)" = 2 ] || fail "not the right files: $(ls made texts)"
cmp made/two.pdf scan.pdf || fail "a page read before was changed"
stat -c '%i %Y' made/*.pdf >before
rm in/three.jpg
"${ocr[@]}" --skip-text --sidecar texts/ --pdf made/ --events events.jsonl in >out.list 2>err </dev/null || fail "a second run: $(cat err)"
stat -c '%i %Y' made/*.pdf | cmp - before || fail "a second run made the files again"
grep -c '"code":"unchanged"' events.jsonl | grep -qx '[12]' || fail "nothing was told as unchanged"
cp "$scan" in/one.png
status=0
"${ocr[@]}" --pdf made/ in >out.list 2>err </dev/null || status=$?
[ "$status" = 64 ] && grep -q 'one.pdf' err || fail "two files of one name: $status"
for pages in 0 2-1 x 1,,2; do
  status=0
  "${ocr[@]}" --pages $pages --pdf refused.pdf "$scan" >/dev/null 2>&1 </dev/null || status=$?
  [ "$status" = 64 ] || fail "--pages $pages: $status"
done
