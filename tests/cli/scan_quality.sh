#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The quality gate as a clerk meets it: told with a code and a sentence, kept, not certified, and overridden by name.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
fail() { echo "scan_quality: $1" >&2; exit 1; }
status_of() { local status=0; "$@" >"$tmp/out" 2>"$tmp/err" || status=$?; echo "$status"; }
by=(--by "Nguyễn Thị Minh Ánh")

/usr/bin/python3 - "$ROOT/samples/papers/menu.jpg" "$tmp" <<'END'
import sys
from PIL import Image
page = Image.open(sys.argv[1])
page.convert("L").save(sys.argv[2] + "/grey.png", dpi=(200, 200))
small = page.resize((page.width * 3 // 4, page.height * 3 // 4))
small.save(sys.argv[2] + "/few-dots.jpg", dpi=(150, 150), quality=90)
small.convert("1").save(sys.argv[2] + "/fax.tif", dpi=(200, 200), compression="group4")
END

[ "$(status_of "$BIN/saoy-scan" --lang vi --events "$tmp/events" -o "$tmp/work" "$tmp/grey.png")" = 1 ] || fail "a grey page: not 1: $(cat "$tmp/err")"
dossier=$(cat "$tmp/out")
[ -f "$dossier/dossier.xml" ] || fail "no dossier of a page that fails"
grep -q 'trang 1 không phải ảnh màu; quét lại ở chế độ màu' "$tmp/err" || fail "no sentence: $(cat "$tmp/err")"
grep -q '"code":"not-colour"' "$tmp/events" || fail "no code in the events"
grep -q '<quality verdict="fail">' "$dossier/dossier.xml" || fail "no verdict in dossier.xml"
for measure in dpi colour focus contrast glare uniformity skew shadow finger ink noise; do
  grep -q "<measure name=\"$measure\" value=\"[0-9.e-]*\"" "$dossier/dossier.xml" || fail "$measure is not recorded"
done
"$BIN/saoy-review" --lang en show "$dossier" | grep -q 'not-colour (fail): page 1 is not in colour' || fail "show does not tell it"

"$BIN/saoy-review" set-type "${by[@]}" --type quyet_dinh "$dossier" >/dev/null
"$BIN/saoy-review" accept "${by[@]}" "$dossier" >/dev/null
"$BIN/saoy-register" create -q --register "$tmp/register.db"
certify=("$BIN/saoy-certify-copy" --register "$tmp/register.db" "$dossier")
[ "$(status_of "${certify[@]}")" = 77 ] || fail "a failed page was certified"
grep -q 'saoy-review override' "$tmp/err" || fail "no way out is told: $(cat "$tmp/err")"
[ -z "$("$BIN/saoy-register" list --register "$tmp/register.db" --json | grep '"number"')" ] || fail "a number was taken"
override=("$BIN/saoy-review" override "${by[@]}" --reason "bản gốc chỉ có màu đen trắng" "$dossier")
[ "$(status_of "${override[@]}" --code blurred)" = 65 ] || fail "overrode what was not found"
[ "$(status_of "${override[@]}" --code not-colour)" = 0 ] || fail "override: $(cat "$tmp/err")"
grep -q '"action":"override".*"code":"not-colour"' "$dossier/journal.jsonl" || fail "the override is not in the journal"
"${certify[@]}" >/dev/null || fail "an overridden page is still refused"

[ "$(status_of "$BIN/saoy-scan" --lang en --json -o "$tmp/work" "$tmp/few-dots.jpg")" = 1 ] || fail "150 dpi: not 1"
grep -q '"quality":"fail"' "$tmp/out" || fail "--json: no quality"
grep -q 'too few dots an inch' "$tmp/err" || fail "150 dpi is not told"
[ "$(status_of "$BIN/saoy-scan" --lang en -o "$tmp/work" "$tmp/fax.tif")" = 1 ] || fail "a bilevel page: not 1"
[ "$(status_of "$BIN/saoy-scan" -o "$tmp/work" "$ROOT/samples/papers/menu.jpg")" = 0 ] || fail "a good page: $(cat "$tmp/err")"
