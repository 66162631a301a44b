#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A scanner is measured with the printed target; the result is dated and kept; a profile that demands one lets nothing
# be certified from a scanner without it, with a failed or with an old one.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
fail() { echo "scan_qualify: $1" >&2; exit 1; }
export SOURCE_DATE_EPOCH=1790000000  # 2026-09-21

"$BIN/saoy-scan" -q --print-target "$tmp/target.pdf" >/dev/null
"$BIN/saoy-scan" -q --print-target "$tmp/again.pdf" >/dev/null
cmp "$tmp/target.pdf" "$tmp/again.pdf" || fail "not the same bytes each time"
qpdf --check "$tmp/target.pdf" >/dev/null || fail "the target is no sound PDF"
pdftoppm -r 200 -gray -png -singlefile "$tmp/target.pdf" "$tmp/target"

# Scans of it: upside down and leaning a little; one that says the wrong resolution; one with a dark side.
/usr/bin/python3 - "$tmp" <<'END'
import sys
from PIL import Image, ImageFilter
folder = sys.argv[1]
page = Image.open(folder + "/target.png").convert("L").point([30 + v * 205 // 255 for v in range(256)])
page = page.filter(ImageFilter.GaussianBlur(0.6))
page.rotate(179.2, Image.BICUBIC, fillcolor=235).save(folder + "/good.jpg", quality=92, dpi=(200, 200))
page.save(folder + "/wrong.jpg", quality=92, dpi=(215, 215))
shade = Image.linear_gradient("L").rotate(90).resize(page.size).point([180 + v * 75 // 255 for v in range(256)])
Image.composite(page, Image.new("L", page.size, 0), shade).save(folder + "/shaded.png", dpi=(200, 200))
END
qualify() { # qualify STATUS SCAN DEVICE [OPTION…]
  local status=0
  "$BIN/saoy-scan" -q --lang en --qualify "$tmp/$2" --from-device "$3" --qualifications "$tmp/qualifications.jsonl" "${@:4}" \
    >"$tmp/out" 2>"$tmp/err" || status=$?
  [ "$status" = "$1" ] || fail "$2: status $status, not $1: $(cat "$tmp/out" "$tmp/err")"
}
qualify 0 good.jpg flatbed --json
/usr/bin/python3 - "$tmp/out" <<'END' || fail "good.jpg: $(cat "$tmp/out")"
import json, sys
told = json.load(open(sys.argv[1]))
assert abs(told["dpi_across"] - 200) < 0.5 and abs(told["dpi_down"] - 200) < 0.5, "resolution"
assert abs(told["skew"] - 0.8) < 0.05, "skew"
assert told["uniformity"] > 0.97 and told["tone_steps"] == 10 and told["distortion_mm"] < 0.1, "tones"
assert 1.6 < told["mtf50_across"] < 4 and 1.6 < told["mtf50_down"] < 4, "sharpness"
assert told["verdict"] == "passed" and told["faults"] == [] and told["at"].startswith("2026-09-21T"), "verdict"
END
qualify 1 wrong.jpg old --json
grep -q '"faults":\["dpi-off"\]' "$tmp/out" || fail "wrong.jpg: $(cat "$tmp/out")"
qualify 1 shaded.png dim
grep -qx failed "$tmp/out" || fail "shaded.png: $(cat "$tmp/out")"
qualify 65 again.pdf flatbed
qualify 65 target.pdf flatbed
[ "$(wc -l <"$tmp/qualifications.jsonl")" = 3 ] || fail "not one line a measurement"
/usr/bin/python3 - "$ROOT/schemas/qualification.schema.json" "$tmp/qualifications.jsonl" <<'END' || fail "the schema"
import json, sys, jsonschema
schema = json.load(open(sys.argv[1]))
for line in open(sys.argv[2]):
    jsonschema.validate(json.loads(line), schema)
END

# A profile that demands it.
cp -r "$ROOT/pipelines/vn" "$tmp/strict"
sed -i 's/<qualification required="false"/<qualification required="true"/' "$tmp/strict/profile.xml"
by=(--by "Nguyễn Thị Minh Ánh")
/usr/bin/python3 - "$tmp" <<'END'
import sys
from PIL import Image, ImageDraw
for name in ("none", "flatbed", "old", "other", "late"):
    page = Image.new("RGB", (850, 1100), (250, 248, 240))
    ImageDraw.Draw(page).text((100, 100), "Giay to " + name, fill=(20, 20, 60))
    page.save("%s/%s.jpg" % (sys.argv[1], name), quality=85, dpi=(200, 200))
END
certify() { # certify STATUS NAME [WORD OF THE REASON]
  local status=0 dossier from=(--from-device "$2")
  [ "$2" != none ] || from=()
  [ "$2" != late ] || from=(--from-device flatbed)
  dossier=$("$BIN/saoy-scan" -q "${from[@]}" -o "$tmp/work" "$tmp/$2.jpg")
  "$BIN/saoy-review" set-type -q --type khai_sinh "${by[@]}" "$dossier" >/dev/null
  "$BIN/saoy-review" accept -q "${by[@]}" "$dossier" >/dev/null
  "$BIN/saoy-certify-copy" -q --lang en --profile "$tmp/strict" --create-register --register "$tmp/register.db" \
    --events "$tmp/events" "$dossier" >/dev/null 2>"$tmp/err" || status=$?
  [ "$status" = "$1" ] || fail "certify $2: status $status, not $1: $(cat "$tmp/err")"
  [ "$1" = 0 ] || grep -q '"device-unqualified"' "$tmp/events" || fail "certify $2: $(cat "$tmp/events")"
  [ -z "${3:-}" ] || grep -q "$3" "$tmp/err" || fail "certify $2: no '$3' in $(cat "$tmp/err")"
}
certify 77 none "which scanner"
certify 77 other "never been qualified"
certify 77 old "failed its qualification"
certify 0 flatbed
[ "$("$BIN/saoy-register" list --json --register "$tmp/register.db" | grep -c '"number"')" = 1 ] || fail "numbers were taken"
SOURCE_DATE_EPOCH=$((1790000000 + 366 * 86400))
certify 77 late "older than 12 months"
