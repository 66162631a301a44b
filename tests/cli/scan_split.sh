#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A stack with printed separator sheets becomes the papers of one dossier: by patch code, bar code or QR code alone,
# upside down too; by blank pages; every so many pages. The sheets are kept, and belong to no paper.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
. "$ROOT/tests/support/no_gate.sh"
fail() { echo "scan_split: $1" >&2; exit 1; }

"$BIN/saoy-scan" -q --print-separators "$tmp/sheet.pdf" >"$tmp/printed"
[ "$(cat "$tmp/printed")" = "$tmp/sheet.pdf" ] || fail "does not say what it wrote"
qpdf --check "$tmp/sheet.pdf" >/dev/null || fail "the sheet is no sound PDF"
pdftotext "$tmp/sheet.pdf" "$tmp/sheet.txt"
grep -qx 'TỜ PHÂN CÁCH' "$tmp/sheet.txt" || fail "the sheet does not say what it is"
pdftoppm -r 150 -gray -png -singlefile "$tmp/sheet.pdf" "$tmp/sheet"

/usr/bin/python3 - "$tmp" <<'END'
import sys
from PIL import Image, ImageDraw, ImageFont
font = ImageFont.truetype("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf", 28)
folder = sys.argv[1]
sheet = Image.open(folder + "/sheet.png").convert("RGB")
width, height = sheet.size
def only(*boxes):  # the sheet with nothing but some of its codes, in shares of its height
    part = Image.new("RGB", sheet.size, (255, 255, 255))
    for top, bottom in boxes:
        box = (0, int(top * height), width, int(bottom * height))
        part.paste(sheet.crop(box), box)
    return part
def text(number):
    page = Image.new("RGB", sheet.size, (250, 248, 240))
    for row in range(20):
        ImageDraw.Draw(page).text((120, 120 + row * 40), "Trang %d, dòng thứ %d của giấy tờ này" % (number, row), fill=(20, 20, 60), font=font)
    return page
blank = Image.new("RGB", sheet.size, (250, 248, 240))
stack = [text(1), text(2), only((0, 0.15)),            # patch code alone
         text(3), only((0.3, 0.4)).rotate(180),         # bar code alone, upside down
         blank, text(4), only((0.42, 0.57)),            # its empty back; QR code alone
         text(5), blank, text(6), sheet.rotate(180)]
def save(name, pages):
    pages[0].save(folder + name, compression="jpeg", quality=85, save_all=True, append_images=pages[1:], dpi=(150, 150))
save("/stack.tif", stack)
save("/pages.tif", [text(1), text(2), blank, text(3)])
END

papers() { sed -nE 's/.*<paper id="([^"]*)" pages="([^"]*)".*/\1:\2/p' "$1/dossier.xml" | tr '\n' ';'; }
scan() { "$BIN/saoy-scan" -q -o "$tmp/$1" --split "$1" "$tmp/$2.tif" 2>/dev/null; }
stack=$(scan separator stack)
[ "$(papers "$stack")" = 'p1:1 2;p2:4;p3:7;p4:9 10 11;' ] || fail "separator: $(papers "$stack")"
[ "$(grep -o '<page number="[0-9]*"[^>]*separator="true"' "$stack/dossier.xml" | grep -o 'number="[0-9]*"' | tr -d '\n')" = \
  'number="3"number="5"number="6"number="8"number="12"' ] || fail "separator: $(grep '<page ' "$stack/dossier.xml")"
[ "$(ls "$stack/images" | wc -l)" = 12 ] || fail "the sheets were not kept"
xmllint --noout --schema "$ROOT/schemas/dossier.xsd" "$stack/dossier.xml" 2>/dev/null || fail "dossier.xml"
for expected in 'blank=p1:1 2;p2:4;' '3=p1:1 2 3;p2:4;' 'file=p1:1 2 3 4;'; do
  stack=$(scan "${expected%%=*}" pages)
  [ "$(papers "$stack")" = "${expected#*=}" ] || fail "$expected: $(papers "$stack")"
done

status=0
"$BIN/saoy-scan" -q -o "$tmp/none" --split separator --dpi 150 "$tmp/sheet.png" 2>"$tmp/err" || status=$?
[ $status = 65 ] || fail "a sheet alone: status $status"
[ -z "$(ls "$tmp/none")" ] || fail "a sheet alone left something"
status=0
"$BIN/saoy-scan" -q -o "$tmp/none" --split half "$tmp/stack.tif" 2>"$tmp/err" || status=$?
[ $status = 64 ] || fail "--split half: status $status"
