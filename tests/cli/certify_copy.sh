#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Certifying as a user does it: refused before review, no number for a dry run, the same file when run again.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
fail() { echo "certify_copy: $1" >&2; exit 1; }
status_of() { local status=0; "$@" >"$tmp/out" 2>"$tmp/err" || status=$?; echo "$status"; }
by=(--by "Nguyễn Thị Minh Ánh")
export SOURCE_DATE_EPOCH=1772695825  # 2026-03-05T14:30:25+07:00

"$BIN/saoy-scan" -o "$tmp/work" "$ROOT/samples/papers/tl_khai_tu_upside_down.jpg" "$ROOT/samples/papers/khai_sinh_skew.jpg" >"$tmp/dossiers"
mapfile -t dossiers <"$tmp/dossiers"
certify=("$BIN/saoy-certify-copy" --register "$tmp/register.db")

[ "$(status_of "$BIN/saoy-certify-copy" "${dossiers[0]}")" = 64 ] || fail "no register: not a usage error"
[ "$(status_of "${certify[@]}" --mode sao-x "${dossiers[0]}")" = 78 ] || fail "unknown mode: not a configuration error"
[ "$(status_of "${certify[@]}" "${dossiers[@]}")" = 77 ] || fail "not attested: not refused: $(cat "$tmp/err")"
grep -q "saoy-review" "$tmp/err" || fail "no hint"

"$BIN/saoy-review" set-type "${by[@]}" --type tl_khai_tu "${dossiers[0]}" >/dev/null
"$BIN/saoy-review" set-type "${by[@]}" --type khai_sinh "${dossiers[1]}" >/dev/null
"$BIN/saoy-review" accept "${by[@]}" "${dossiers[@]}" >/dev/null
"${certify[@]}" --dry-run "${dossiers[@]}" >"$tmp/out"
[ "$(wc -l <"$tmp/out")" = 2 ] || fail "dry run: $(cat "$tmp/out")"
[ ! -e "$tmp/register.db" ] || fail "the dry run opened the register"
[ ! -e "${dossiers[0]}/copies" ] || fail "the dry run wrote a copy"
[ "$(status_of "${certify[@]}" "${dossiers[0]}")" = 66 ] || fail "a register that is not there: $(cat "$tmp/err")"
[ ! -e "$tmp/register.db" ] || fail "a mistyped register was made"
"$BIN/saoy-register" create -q --register "$tmp/register.db"

"${certify[@]}" <"$tmp/dossiers" | cmp - "$tmp/dossiers" || fail "other dossiers on standard output"
first=${dossiers[0]}/copies/2026-01-tl_khai_tu.pdf second=${dossiers[1]}/copies/2026-02-khai_sinh.pdf
qpdf --check "$first" >/dev/null
qpdf --check "$second" >/dev/null
[ "$(qpdf --show-npages "$first")" = 1 ] || fail "the statement fits on the page"
[ "$(qpdf --show-npages "$second")" = 2 ] || fail "the statement needs a page of its own"
pdftotext "$first" - | grep -q "Số chứng thực 01 quyển số 01/2026-SCT/BS" || fail "no statement"
pdftotext "$second" - | grep -q "Ngày 05 tháng 03 năm 2026" || fail "no date"
[ -z "$(pdffonts "$first" | tail -n +3 | awk '{ if ($(NF-4) != "yes") print }')" ] || fail "a font is not embedded"
pdfimages -all "$first" "$tmp/image"
cmp "$tmp/image-000.jpg" "$ROOT/samples/papers/tl_khai_tu_upside_down.jpg" || fail "the image was changed"

# Again, and forced, and over the bytes that a crash would leave: the same numbers, the same bytes.
sha256sum "$first" "$second" >"$tmp/sums"
"${certify[@]}" "${dossiers[@]}" >/dev/null
"${certify[@]}" --redo "${dossiers[@]}" >/dev/null
echo torn >"$first"
"${certify[@]}" --redo "${dossiers[@]}" >/dev/null
sha256sum --quiet -c "$tmp/sums"
"${certify[@]}" --json --redo "${dossiers[1]}" | grep -q '"number":2' || fail "no number in the JSON"

# A clerk who has the originals at hand attests and certifies in one go; who it was stands in the dossier.
third=$("$BIN/saoy-scan" -o "$tmp/work" "$ROOT/samples/papers/xn_hon_nhan.png")
"$BIN/saoy-review" set-type "${by[@]}" --type xn_hon_nhan "$third" >/dev/null
mkdir "$tmp/point"
cp -r "$third" "$tmp/point"
"${certify[@]}" --attest-by "Nguyễn Thị Minh Ánh" --attest-title "CHỦ TỊCH" "$third" >/dev/null
[ -f "$third/copies/2026-03-xn_hon_nhan.pdf" ] || fail "--attest-by: no copy"
"$BIN/saoy-review" --lang en show "$third" | grep -q 'attested by Nguyễn Thị Minh Ánh, CHỦ TỊCH, 2026-03-05' || fail "--attest-by is not kept"

# A service point with books of its own: another series, which its statement names.
cp -r "$ROOT/pipelines/vn" "$tmp/profile"
sed -i 's|</office>|</office><service-point book-suffix="-Q02"/>|' "$tmp/profile/profile.xml"
"$BIN/saoy-certify-copy" -q --profile "$tmp/profile" --attest-by "Nguyễn Thị Minh Ánh" --create-register --register "$tmp/point.db" \
  "$tmp"/point/* >/dev/null 2>"$tmp/err" || fail "a service point: $(cat "$tmp/err")"
pdftotext "$tmp"/point/*/copies/2026-01-xn_hon_nhan.pdf - | grep -q "Số chứng thực 01 quyển số 01/2026-SCT/BS-Q02" || fail "a service point: no book of its own"
"$BIN/saoy-register" list --json --register "$tmp/point.db" | grep -q '"book":"SCT/BS-Q02"' || fail "a service point: the register's book"

# A void number is kept, and its paper gets the next one; what had been made under it is gone from the dossier.
"$BIN/saoy-register" void 2 --reason "wrong original" --by "Nguyễn Thị Minh Ánh" --register "$tmp/register.db" >/dev/null
"${certify[@]}" --redo "${dossiers[1]}" >/dev/null 2>"$tmp/err"
[ -f "${dossiers[1]}/copies/2026-04-khai_sinh.pdf" ] || fail "void: no new number: $(cat "$tmp/err")"
[ ! -e "$second" ] || fail "void: the copy of the void number is still there"
"${certify[@]}" --redo "${dossiers[1]}" >/dev/null
"$BIN/saoy-register" check --register "$tmp/register.db" >"$tmp/out" || fail "void: $(cat "$tmp/out")"
[ "$(grep -c waiting-signature "$tmp/out")" = 3 ] || fail "void: $(cat "$tmp/out")"
