#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Papers from scanners: feeder, both sides, a turned stack, glass, card; SANE's own test and pnm drivers and a scripted one.
set -euo pipefail
. "$ROOT/tests/support/desk.sh"

# What is there.
drivers
: >"$SANE_CONFIG_DIR/dll.conf"
scan 69 --list-devices && told_nothing=$(cat "$tmp/out") && [ -z "$told_nothing" ] || fail "an empty list prints $told_nothing"
scan 69 --scan-profile feeder && told no-scanner
drivers test
scan 0 --list-devices && grep -q '^test:0	Noname frontend-tester	' "$tmp/out" || fail "list: $(cat "$tmp/out")"
scan 0 --list-devices --json && grep -q '"name":"test:0"' "$tmp/out" || fail "list --json"
drivers test scripted
scan 64 --scan-profile feeder && told which-scanner

# The feeder of SANE's test driver holds ten; then it is empty, and that is a normal end. Every sample is kept.
profiles 120 test-picture "Color pattern" ppl-loss 5
scan 0 --device test:0
[ "$(ls "$dossier"/pages/p*.png | wc -l)" = 10 ] || fail "the feeder gave $(ls "$dossier/pages")"
grep -q '<capture device="test:0" sane="[0-9.]*" profile="feeder" source="Automatic Document Feeder" mode="Color" dpi="200"' "$dossier/dossier.xml" ||
  fail "no capture record: $(head -5 "$dossier/dossier.xml")"
grep -q '"capture":{"device":"test:0"' "$dossier/journal.jsonl" || fail "the journal does not say how it was captured"
[ "$(grep -c '"code":"page-captured"' "$tmp/events")" = 10 ] || fail "not an event a page"
scanimage -d test:0 --source "Automatic Document Feeder" --mode Color --depth 8 --resolution 200 --test-picture "Color pattern" \
  -l 0 -t 0 -x 40 -y 50 >"$tmp/judge.ppm" 2>/dev/null
/usr/bin/python3 - "$tmp/judge.ppm" "$dossier"/pages/p*.png <<'P' || fail "the masters are not what scanimage gets"
import sys
from PIL import Image
judge = Image.open(sys.argv[1])
judge = judge.crop((0, 0, judge.width - 5, judge.height))  # each line's end is padding
for f in sys.argv[2:]:
    page = Image.open(f)
    assert page.size == judge.size and page.mode == "RGB" and page.tobytes() == judge.tobytes(), f
    assert abs(page.info["dpi"][0] - 200) < 0.1
P
profiles 120

# Counted pages: too few can be followed by more, too many are told and can be owned.
scan 75 --device test:0 --expect-pages 12 && told capture-incomplete
kept=$(unfinished)
[ -d "$kept" ] && [ ! -e "$kept/dossier.xml" ] || fail "what came is not kept"
status=0
"$BIN/saoy-ocr" "$kept" >/dev/null 2>"$tmp/err" || status=$?
[ "$status" = 75 ] && grep -q -e "--continue $kept" "$tmp/err" || fail "another command on it: $status, $(cat "$tmp/err")"
scan 0 --continue "$kept" --dry-run && grep -q ': 10; the next one will be page 11' "$tmp/out" || fail "dry run: $(cat "$tmp/out")"
scan 65 --continue "$kept" && told capture-too-many
scan 0 --continue "$kept" --expect-pages 20
[ "$dossier" = "$kept" ] && [ "$(ls "$kept"/pages/p*.png | wc -l)" = 20 ] || fail "not all 20 pages are there"
scan 0 --continue "$kept" && told complete

# The turned stack in one call: the test driver's feeder fills itself again.
scan 0 --device test:0 --collate interleave --wait-paper 60 --expect-pages 20
told turn-stack
[ "$(grep '"page":{' "$dossier/pages/capture.jsonl" | grep -oE '"number":[0-9]+' | cut -d: -f2 | xargs)" = \
  "1 3 5 7 9 11 13 15 17 19 20 18 16 14 12 10 8 6 4 2" ] || fail "interleaved: $(cat "$dossier/pages/capture.jsonl")"

# The same with a person who turns it between two calls.
drivers scripted
feed 1 10 && feed 2 30 && feed 3 50
scan 75 --device scripted:desk --collate interleave && told capture-incomplete
kept=$(unfinished)
grep -q 'turn the whole stack' "$tmp/err" || fail "nobody is told to turn the stack"
scan 75 --continue "$kept" && told capture-incomplete
feed 1 60 && feed 2 40 && feed 3 20
scan 0 --continue "$kept"
whole "$dossier" "10 20 30 40 50 60"

# Both sides at once.
empty_desk
feed 1 10 20 && feed 2 30 40 && feed 3 50 60
scan 0 --device scripted:desk --scan-profile duplex --expect-pages 6
whole "$dossier" "10 20 30 40 50 60"

# The feeder is filled while saoy-scan waits; then one sheet comes late.
empty_desk
scan 0 --device scripted:desk --wait-paper 120 --expect-pages 2 & waiting=$!
until_true "a session" grep -rqs '"session"' "$tmp/work" --include=capture.jsonl
feed 1 70
until_true "the first sheet to be through" test -e "$desk/out/01"
feed 2 80
wait $waiting || fail "waiting for paper"
whole "$(cat "$tmp/out")" "70 80"

# Two sides of a card, on the glass.
echo 90 >"$desk/glass"
scan 75 --device scripted:desk --card && told capture-incomplete
kept=$(unfinished)
grep -q 'turn the card over' "$tmp/err" || fail "nobody is told to turn the card"
echo 110 >"$desk/glass"
scan 0 --continue "$kept"
whole "$dossier" "90 110"
grep -q 'card="true"' "$dossier/dossier.xml" || fail "not recorded as a card"
# Their copy is one sheet with both, as they were captured, and the statement beneath them.
"$BIN/saoy-review" set-type --type can_cuoc --by "Nguyễn Thị Minh Ánh" "$dossier" >/dev/null
"$BIN/saoy-certify-copy" --create-register --register "$tmp/register.db" --attest-by "Nguyễn Thị Minh Ánh" "$dossier" >/dev/null
pdfinfo "$dossier"/copies/*.pdf | grep -qx 'Pages: *1' || fail "a card's copy is not one page"
pdfimages -png "$dossier"/copies/*.pdf "$tmp/side"
/usr/bin/python3 - "$tmp" "$dossier" <<'P' || fail "the copy does not show the card's two sides"
import sys
from PIL import Image
for side in (0, 1):
    shown, master = Image.open(f"{sys.argv[1]}/side-{side:03}.png"), Image.open(f"{sys.argv[2]}/pages/p{side + 1:04}.png")
    assert shown.convert("RGB").tobytes() == master.convert("RGB").tobytes(), side
P

# A page image through SANE's pnm driver: the image itself.
drivers pnm
/usr/bin/python3 -c "
from PIL import Image
Image.linear_gradient('L').resize((320, 400)).convert('RGB').save('$tmp/page.ppm')"
profiles 120 filename "$tmp/page.ppm"
scan 0 --device pnm:0 --scan-profile glass
/usr/bin/python3 -c "
from PIL import Image
assert Image.open('$tmp/page.ppm').tobytes() == Image.open('$dossier/pages/p0001.png').tobytes()" || fail "pnm: other samples"
scan 78 --device pnm:0 && told scanner-no-source

# What cannot be asked for.
scan 64 --device pnm:0 "$tmp/page.ppm"
scan 64 --device pnm:0 --scan-profile none && told no-scan-profile
scan 64 --device pnm:0 --scan-profile duplex --collate interleave
scan 64 --device pnm:0 --collate interleave --expect-pages 3
scan 66 --continue "$tmp/profile" && told no-capture
profiles 120 no-such-option 1
scan 78 --device pnm:0 --scan-profile glass && told scanner-option
[ -z "$(find "$tmp/work" -perm /077)" ] || fail "others may read a scan"
