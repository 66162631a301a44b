#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A signed PDF stays what it is through every command; a PDF with a hidden text layer is still the scan inside it; a
# resolution that cannot be is asked for; a camera's turn is followed.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
. "$ROOT/tests/support/no_gate.sh"
fail() { echo "scan_electronic: $1" >&2; exit 1; }
refused() {  # refused STATUS CODE COMMAND…
  local status=0
  "${@:3}" --events "$tmp/events" >"$tmp/out" 2>"$tmp/err" || status=$?
  [ "$status" = "$1" ] || fail "${*:3}: status $status, not $1: $(cat "$tmp/err")"
  grep -q "\"$2\"" "$tmp/events" || fail "${*:3}: no code $2 in $(cat "$tmp/events")"
}

"$ROOT/tests/support/make_scans" "$tmp/in"
"$ROOT/scripts/make_test_pki" "$tmp/pki" >/dev/null
by=(--by "Nguyễn Thị Minh Ánh")
paper=$("$BIN/saoy-scan" -q -o "$tmp/paper" "$tmp/in/good/grey.png")
"$BIN/saoy-review" set-type -q --type khai_sinh "${by[@]}" "$paper" >/dev/null
"$BIN/saoy-review" accept -q "${by[@]}" "$paper" >/dev/null
"$BIN/saoy-certify-copy" -q --create-register --register "$tmp/register.db" "$paper" >/dev/null
"$BIN/saoy-sign" -q --official-key "$tmp/pki/official.key" --official-cert "$tmp/pki/official.pem" \
  --agency-key "$tmp/pki/agency.key" --agency-cert "$tmp/pki/agency.pem" --register "$tmp/register.db" "$paper" >/dev/null
signed=$(echo "$paper"/copies/*.pdf)

electronic=$("$BIN/saoy-scan" -q -o "$tmp/work" "$signed")
cmp "$signed" "$electronic/pages/source.pdf" || fail "the signed PDF was changed"
[ -z "$(ls "$electronic/images")" ] && [ "$(ls "$electronic/pages")" = source.pdf ] || fail "something was drawn from it"
grep -q 'electronic-pages="2"' "$electronic/dossier.xml" || fail "not marked: $(cat "$electronic/dossier.xml")"
xmllint --noout --schema "$ROOT/schemas/dossier.xsd" "$electronic/dossier.xml" 2>/dev/null || fail "dossier.xml"
[ "$(echo "$electronic" | "$BIN/saoy-ocr" -q | "$BIN/saoy-classify" -q 2>/dev/null)" = "$electronic" ] || fail "ocr, classify"
"$BIN/saoy-review" accept -q "${by[@]}" "$electronic" >/dev/null
refused 77 already-electronic "$BIN/saoy-certify-copy" --register "$tmp/register.db" "$electronic"
[ "$("$BIN/saoy-register" list --register "$tmp/register.db" --json | grep -c '"number"')" = 1 ] || fail "a number was taken"
refused 65 already-electronic "$BIN/saoy-ocr" --pdf "$tmp/searchable.pdf" "$signed"
"$BIN/saoy-report" "$electronic" >/dev/null || fail "report"

# A signed PDF that may be secret is told of: no page of it is taken apart that could bear the finding.
/usr/bin/python3 - "$tmp/doubt.pdf" <<'END'
import cairo, sys
surface = cairo.PDFSurface(sys.argv[1], 595, 842)
context = cairo.Context(surface)
context.select_font_face("Liberation Serif")
context.set_font_size(14)
for y, line in ((100, "ỦY BAN NHÂN DÂN PHƯỜNG HOA SEN"), (160, "MẬT")):
    context.move_to(80, y)
    context.show_text(line)
surface.finish()
END
"$BIN/saoy-sign" -q --out "$tmp/signed" --official-key "$tmp/pki/official.key" --official-cert "$tmp/pki/official.pem" "$tmp/doubt.pdf" >/dev/null
"$BIN/saoy-scan" -q -o "$tmp/work" --events "$tmp/events" "$tmp/signed/doubt.pdf" >/dev/null
grep -q '"already-electronic"' "$tmp/events" && grep -q '"secrecy-word"' "$tmp/events" || fail "no doubt told: $(cat "$tmp/events")"

# What OCR made searchable is still a scan: its image comes out of it, not a picture of the page.
"$BIN/saoy-ocr" -q --pdf "$tmp/hidden.pdf" "$ROOT/samples/papers/menu.jpg" >/dev/null
pdftotext "$tmp/hidden.pdf" "$tmp/hidden.txt"
grep -q 'CƠM BÀ SÁU' "$tmp/hidden.txt" || fail "the text layer of hidden.pdf"
hidden=$("$BIN/saoy-scan" -q -o "$tmp/work" "$tmp/hidden.pdf")
cmp "$ROOT/samples/papers/menu.jpg" "$hidden/pages/p0001.jpg" || fail "the image of a searchable PDF was not kept"
! grep -q rendered "$hidden/dossier.xml" || fail "a searchable PDF was drawn"

/usr/bin/python3 - "$tmp" <<'END'
import sys
from PIL import Image, ImageDraw
page = Image.open(sys.argv[1] + "/in/good/colour.jpg")
for dpi in (0, 1, 31, 4000):
    page.save("%s/dpi%d.jpg" % (sys.argv[1], dpi), quality=80, dpi=(dpi, dpi))
exif = Image.Exif()
exif[0x112] = 6  # to be turned a quarter clockwise
shapes = Image.new("RGB", (1100, 850), (250, 248, 240))  # nothing that tells the direction by itself
for left in (150, 450, 750):
    ImageDraw.Draw(shapes).rectangle((left, 300, left + 200, 500), fill=(20, 20, 60))
shapes.save(sys.argv[1] + "/turned.jpg", quality=80, dpi=(200, 200), exif=exif)
END
for dpi in 0 1; do refused 65 no-resolution "$BIN/saoy-scan" -o "$tmp/work" "$tmp/dpi$dpi.jpg"; done
refused 65 resolution-implausible "$BIN/saoy-scan" -o "$tmp/work" "$tmp/dpi4000.jpg"
"$BIN/saoy-scan" -q -o "$tmp/work" "$tmp/dpi31.jpg" >/dev/null || fail "900 mm are a large paper, but one"
for dpi in 0 1 4000; do
  asked=$("$BIN/saoy-scan" -q -o "$tmp/asked" --dpi 200 "$tmp/dpi$dpi.jpg")
  grep -q 'dpi-x="200" dpi-y="200"' "$asked/dossier.xml" || fail "--dpi is not used for dpi$dpi.jpg"
done
turned=$("$BIN/saoy-scan" -q -o "$tmp/work" "$tmp/turned.jpg")
grep -q 'geometry rotation="90"' "$turned/dossier.xml" || fail "EXIF: $(grep geometry "$turned/dossier.xml")"
