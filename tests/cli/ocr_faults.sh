#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Pages that break or outlast what reads them cost themselves: saoy-ocr --pdf goes on, tells it and keeps the page.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
fail() { echo "ocr_faults: $1" >&2; exit 1; }

"$BIN/saoy-ocr" -q -j 1 --pdf whole.pdf "$ROOT/samples/papers/hop_dong.tif" >/dev/null </dev/null

# The fault is injected by a worker that passes everything on to the real one, but dies or hangs at one page.
mkdir -p tree/bin tree/libexec/saoy
cp "$BIN/saoy-ocr" tree/bin/
ln -s "$(cd "$BIN/../share" && pwd)" tree/share
for child in "$BIN"/../libexec/saoy/*; do ln -s "$(realpath "$child")" tree/libexec/saoy/; done
mv tree/libexec/saoy/saoy-child-page tree/libexec/saoy/real
cat >tree/libexec/saoy/saoy-child-page <<END
#!/usr/bin/python3
import json, os, signal, subprocess, sys, time
real = subprocess.Popen(["$tmp/tree/libexec/saoy/real"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
answers = real.stdout
def passed_on(*counts):
    line = answers.readline()
    told = json.loads(line)
    sys.stdout.buffer.write(line + answers.read(sum(told.get(name, 0) for name in counts)))
    sys.stdout.buffer.flush()
    return told
for line in sys.stdin.buffer:
    order = json.loads(line)
    real.stdin.write(line)
    real.stdin.flush()
    if "page" not in order:
        passed_on("bytes")
        continue
    if "error" in passed_on("bytes"):
        continue
    fault = open("$tmp/fault").read().strip() if order["page"] == 2 else "none"
    if fault == "crash":
        real.kill()
        os.kill(os.getpid(), signal.SIGSEGV)
    if fault == "stop":
        real.kill()
        os.kill(os.getpid(), signal.SIGTERM)
    if fault == "hang":
        time.sleep(600)
    passed_on("alto", "flat")
END
chmod +x tree/libexec/saoy/saoy-child-page

for fault in crash hang; do
  echo $fault >fault
  tree/bin/saoy-ocr --lang en -j 2 --page-deadline 20 --pdf $fault.pdf --events $fault.jsonl "$ROOT/samples/papers/hop_dong.tif" \
    >out 2>err </dev/null || fail "$fault: $? $(cat err)"
  code=page-crash
  [ $fault = hang ] && code=ocr-timeout
  grep "\"code\":\"$code\"" $fault.jsonl | grep -q '"page":2' || fail "$fault is not told: $(cat $fault.jsonl)"
  [ "$(pdfimages -list $fault.pdf | wc -l)" = "$(pdfimages -list whole.pdf | wc -l)" ] ||
    fail "$fault: a page was lost"
  [ -n "$(pdftotext -l 1 $fault.pdf - | tr -d '[:space:]')" ] || fail "$fault: page 1 has no text"
  [ -z "$(pdftotext -f 2 -l 2 $fault.pdf - | tr -d '[:space:]')" ] || fail "$fault: page 2 has text"
done

# What ends all processes at once is no fault of the page: nothing is left that would pass for done.
echo stop >fault
status=0
tree/bin/saoy-ocr --lang en -j 2 --pdf stop.pdf "$ROOT/samples/papers/hop_dong.tif" >out 2>err </dev/null || status=$?
[ "$status" = 130 ] && grep -q 'stopped on request' err && [ ! -e stop.pdf ] || fail "stop: $status $(cat err)"

# Nor is a process that reads lines, in a dossier or for --pdf: the next run reads the page.
cat >tree/libexec/saoy/stopping-lines <<'END'
#!/bin/sh
echo '{"version":"test 1"}'
[ -z "$(head -c 1)" ] && exit 0
kill -TERM $$
END
chmod +x tree/libexec/saoy/stopping-lines
mv tree/libexec/saoy/saoy-child-lines tree/libexec/saoy/real-lines
mv tree/libexec/saoy/stopping-lines tree/libexec/saoy/saoy-child-lines
rm tree/libexec/saoy/saoy-child-page
mv tree/libexec/saoy/real tree/libexec/saoy/saoy-child-page
"$BIN/saoy-scan" -o work "$ROOT/samples/papers/hop_dong.tif" >dossier 2>err </dev/null || fail "scan: $(cat err)"
status=0
tree/bin/saoy-ocr --lang en -j 2 --engine tesseract "$(cat dossier)" >out 2>err </dev/null || status=$?
[ "$status" = 130 ] && grep -q 'stopped on request' err && [ ! -e "$(cat dossier)/text/p0001.xml" ] || fail "lines told to stop: $status $(cat err)"
status=0
tree/bin/saoy-ocr --lang en -j 2 --engine tesseract --pdf lines.pdf "$ROOT/samples/papers/hop_dong.tif" >out 2>err </dev/null || status=$?
[ "$status" = 130 ] && grep -q 'stopped on request' err && [ ! -e lines.pdf ] || fail "lines told to stop, --pdf: $status $(cat err)"

# Pages at the ends of what there is: a dot, a black sheet, A3 at 600 dpi.
python3 - <<'END'
import struct
import zlib
def png(name, width, height, level, dpi):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    rows = zlib.compress((b"\0" + bytes([level]) * width) * height, 1)
    per_metre = round(dpi / 0.0254)
    with open(name, "wb") as out:
        out.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) +
                  chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)) + chunk(b"IDAT", rows) + chunk(b"IEND", b""))
png("dot.png", 1, 1, 0, 300)
png("black.png", 1240, 1754, 0, 150)
png("a3.png", 7016, 9921, 255, 600)
END
status=0
"$BIN/saoy-ocr" --lang en --pdf dot.pdf dot.png >out 2>err </dev/null || status=$?
[ "$status" = 65 ] && grep -q 'no paper is' err && [ ! -e dot.pdf ] || fail "a dot: $status $(cat err)"
for page in black a3; do
  "$BIN/saoy-ocr" --lang en --pdf $page.pdf --sidecar $page.txt $page.png >out 2>err </dev/null || fail "$page: $? $(cat err)"
  [ ! -s $page.txt ] || fail "$page: text was made up"
  qpdf --check $page.pdf >/dev/null || fail "$page: qpdf finds faults"
done
