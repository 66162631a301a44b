#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Copies of all samples, and of administrative ones in all modes, are what PDF/A asks for by the judge in tests/support,
# unsigned and signed; each mode has its own texts, place, signers and numbers, and none takes a number for what it cannot
# finish.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
fail() { echo "copies: $1" >&2; cat "$tmp/err" >&2 || true; exit 1; }
status_of() { local status=0; "$@" >"$tmp/out" 2>"$tmp/err" || status=$?; echo "$status"; }
judge() { "$ROOT/tests/support/pdfa_judge" "$@" >"$tmp/faults" || fail "$(head -20 "$tmp/faults")"; }
export SOURCE_DATE_EPOCH=1772695825 SAOY_LANG=en  # 2026-03-05T14:30:25+07:00
by=(--by "Nguyễn Thị Minh Ánh")
cp -r "$ROOT/pipelines/vn" "$tmp/profile"
sed -i '/<limit /d' "$tmp/profile/profile.xml"  # nothing is judged here but the file
profile=(--profile "$tmp/profile")

"$BIN/saoy-scan" -q "${profile[@]}" -o "$tmp/chung-thuc" "$ROOT"/samples/papers/* >"$tmp/list"
"$BIN/saoy-review" set-type -q "${profile[@]}" "${by[@]}" --type khai_sinh <"$tmp/list" |
  xargs -d '\n' "$BIN/saoy-review" accept -q "${profile[@]}" "${by[@]}" >/dev/null
samples=$(wc -l <"$tmp/list")
for mode in sao-y sao-luc trich-sao; do  # what NĐ 30/2020 is about
  mkdir "$tmp/$mode"
  cp -r "$tmp"/chung-thuc/{cong-van,quyet-dinh,thong-bao}-* "$tmp/$mode"
done
certify() {  # certify MODE [OPTION…]: all dossiers of the mode's folder, under a register of its own
  local mode=$1
  shift
  "$BIN/saoy-certify-copy" -q "${profile[@]}" --mode "$mode" --create-register --register "$tmp/$mode.db" "$@" "$tmp/$mode"/*/
}
copies_of() { find "$tmp/$1" -name '*.pdf' -path '*/copies/*' | sort; }

certify chung-thuc >/dev/null 2>"$tmp/err"
mapfile -t copies < <(copies_of chung-thuc)
[ ${#copies[@]} = "$samples" ] || fail "${#copies[@]} copies of $samples"
judge "${copies[@]}"

# The judge sees what is wrong: one change each, of the same length, in a copy whose objects are not packed.
qpdf --object-streams=disable --stream-data=preserve "${copies[0]}" "$tmp/open.pdf"
judge "$tmp/open.pdf"
spoiled() {  # spoiled FROM TO
  LC_ALL=C sed "s|$1|$2|" "$tmp/open.pdf" >"$tmp/spoiled.pdf"
  ! cmp -s "$tmp/open.pdf" "$tmp/spoiled.pdf" || fail "nothing to spoil: $1"
  ! "$ROOT/tests/support/pdfa_judge" "$tmp/spoiled.pdf" >/dev/null 2>&1 || fail "the judge does not see $1 -> $2"
}
spoiled /GTS_PDFA1 /GTS_PDFX1
spoiled 'pdfaid:part>2' 'pdfaid:part>4'
spoiled 'Producer>saoy' 'Producer>soay'
spoiled /FontFile2 /FontFileX
spoiled /DeviceRGB /DeviceCMY
spoiled '/F 4' '/F 2'
spoiled /CIDToGIDMap /CIDToGIDMop
! "$ROOT/tests/support/pdfa_judge" "${copies[0]}" "${copies[0]}" >/dev/null || fail "the judge does not see an identifier twice"

# The colours' profile is what its script makes.
"$ROOT/scripts/make_srgb_profile" | cmp - "$ROOT/pipelines/vn/srgb.icc" || fail "srgb.icc is not what makes it"

# Never by accident in a second mode, and not without what it needs.
first=("$tmp"/chung-thuc/*/)
[ "$(status_of "$BIN/saoy-certify-copy" "${profile[@]}" --mode sao-y --register "$tmp/chung-thuc.db" "${first[0]}")" = 77 ] ||
  fail "a second mode for the same paper"
grep -q "one number" "$tmp/err" || fail "the second mode is not told why"
[ "$(status_of certify trich-sao)" = 64 ] || fail "an excerpt of no pages"
sed 's/{time}<\/line>/{tmie}<\/line>/' "$tmp/profile/profile.xml" >"$tmp/typo.xml"
cp -r "$tmp/profile" "$tmp/typo"
mv "$tmp/typo.xml" "$tmp/typo/profile.xml"
[ "$(status_of "$BIN/saoy-certify-copy" --profile "$tmp/typo" --mode sao-y --create-register --register "$tmp/typo.db" "$tmp"/sao-y/*/)" = 78 ] ||
  fail "a blank that nothing fills"
grep -q "{tmie}" "$tmp/err" || fail "the blank is not named"
[ ! -e "$tmp/typo.db" ] || [ "$("$BIN/saoy-register" list --json --register "$tmp/typo.db" | wc -l)" = 0 ] || fail "a number was taken for it"

# The agency's own copies: signed by it alone, a line in the corner.
sed -i 's/\(<mode code="trich-sao"[^>]*\)>/\1 transfer-note="embedded">/' "$tmp/profile/profile.xml"
"$ROOT/scripts/make_test_pki" "$tmp/pki"
certutil -N -d "sql:$tmp" --empty-password
certutil -A -d "sql:$tmp" -n root -t CT,C,C -a -i "$tmp/pki/root.pem"
for mode in sao-y sao-luc trich-sao; do
  options=()
  [ $mode = trich-sao ] && options=(--pages 1)
  certify $mode "${options[@]}" >"$tmp/made" 2>"$tmp/err" || fail "$mode"
  mapfile -t copies < <(copies_of $mode)
  [ ${#copies[@]} = 3 ] || fail "$mode: ${#copies[@]} copies of 3"
  head -2 "$tmp/made" | "$BIN/saoy-sign" -q "${profile[@]}" --agency-key "$tmp/pki/agency.key" --agency-cert "$tmp/pki/agency.pem" \
    --register "$tmp/$mode.db" >/dev/null 2>"$tmp/err" || fail "$mode: signing"
  judge "${copies[@]}"
  signed=("$(head -1 "$tmp/made")"/copies/*.pdf)
  [ "$(pdfsig -nssdir "sql:$tmp" "${signed[0]}" | grep -c 'Signature is Valid')" = 1 ] || fail "$mode: not one valid signature"
  "$BIN/saoy-verify" --json --trust "$tmp/pki/root.pem" --register "$tmp/$mode.db" "${signed[0]}" >"$tmp/out" || true
  grep -q '"register":"match"' "$tmp/out" || fail "$mode: the register does not know its copy: $(cat "$tmp/out")"
  pdftotext -f 1 -l 1 -layout "${signed[0]}" "$tmp/text"
  case $mode in sao-y) word="Sao y" ;; sao-luc) word="Sao lục" ;; *) word="Trích sao" ;; esac
  tr '\n' ' ' <"$tmp/text" | tr -s ' ' | grep -q "$word; ỦY BAN NHÂN DÂN PHƯỜNG HOA SEN; 05-03-2026 14:30:25 +07:00" || fail "$mode: no line: $(cat "$tmp/text")"
  ! grep -q "Chứng thực bản sao" "$tmp/text" || fail "$mode: the words of another mode"
  "$BIN/saoy-register" check --register "$tmp/$mode.db" >"$tmp/out" || fail "$mode: $(cat "$tmp/out")"
  [ "$(grep -c waiting-signature "$tmp/out")" = 1 ] || fail "$mode: not two issued"
done
[ "$("$BIN/saoy-register" list --json --register "$tmp/sao-y.db" | grep -c '"book":"SY"')" = 3 ] || fail "sao-y has not its own book"

# The note: valid, beside each copy, in the copy where the mode says so, named by its digest.
for mode in chung-thuc trich-sao; do
  for copy in $(copies_of $mode | head -5); do
    note=${copy%.pdf}.note.xml
    xmllint --noout --schema "$ROOT/schemas/transfer-note.xsd" "$note" 2>"$tmp/err" || fail "$note"
    grep -aq "transfer-note:sha256:$(sha256sum "$note" | cut -c1-64)" "$copy" || fail "$copy does not name its note"
    [ $mode = chung-thuc ] || qpdf --show-attachment=transfer-note.xml "$copy" | cmp -s - "$note" || fail "$copy does not hold its note"
  done
done
