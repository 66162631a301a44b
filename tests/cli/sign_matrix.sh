#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Files of many makers and certified copies, kinds of keys and holders of keys, through every step from B-B to two renewals:
# after each one earlier bytes are untouched, every signature of before is still there and holds, and openssl, pdfsig, qpdf,
# the judge of PDF/A and saoy-verify agree.
# Usage: sign_matrix.sh [long [FOLDER OF MORE PDF FILES]]    without: a few, for the suite
set -euo pipefail
. "$ROOT/tests/support/authority.sh"
. "$ROOT/tests/support/softhsm.sh"
online=(--tsa "$tsa" --trust "$trust" --answers "$tmp/answers")
case ${1:-} in
  long) /usr/bin/python3 "$ROOT/tests/support/make_sources" "$tmp/sources" all >"$tmp/names"
    [ $# -lt 2 ] || cp "$2"/*.pdf "$tmp/sources/"
    combinations=$(for key in rsa3072 rsa2048 p256 p384; do for holder in pem p12 hsm; do echo $key $holder; done; done) ;;
  *) /usr/bin/python3 "$ROOT/tests/support/make_sources" "$tmp/sources" >"$tmp/names"
    combinations=$'rsa3072 pem\nrsa2048 p12\np256 hsm\np384 hsm' ;;
esac
for key in $(cut -d' ' -f1 <<<"$combinations" | sort -u); do store_key $key; done

# One certified copy, whose signatures show pictures that let the page through.
person="Nguyễn Thị Minh Ánh"
cp -r "$ROOT/pipelines/vn" "$tmp/profile"
/usr/bin/python3 "$ROOT/tests/support/make_pictures" "$tmp/profile"
sed -i 's,</signing>,<picture role="official" file="signature.png"/><picture role="agency" file="seal.png"/></signing>,' \
  "$tmp/profile/signing.xml"
sed -i 's/<statement size="11">/<statement size="11" signature-height="36">/' "$tmp/profile/profile.xml"
mkdir "$tmp/office"
dossier=$("$BIN/saoy-scan" -q -o "$tmp/office/work" "$ROOT/samples/papers/khai_sinh.jpg" </dev/null 9>&-)
"$BIN/saoy-review" set-type -q --type khai_sinh --by "$person" "$dossier" >/dev/null
"$BIN/saoy-review" accept -q --by "$person" "$dossier" >/dev/null
"$BIN/saoy-certify-copy" -q --profile "$tmp/profile" --create-register --register "$tmp/office/register.db" "$dossier" >/dev/null </dev/null 9>&-
cp "$dossier"/copies/*.pdf "$tmp/sources/copy.pdf"
cp -r "$tmp/office" "$tmp/office-unsigned"

# key ROLE NAME HOLDER: the options of a key, in $words, and what judges call its signatures, in $kind.
key() {
  words=(--pkcs1)  # what RSA-2048 signs with; the others do as they do
  case $2 in rsa2048) kind=rsa2048/pkcs1 ;; rsa3072) kind=rsa3072/pss words=() ;; *) kind=$2/ecdsa words=() ;; esac
  case $3 in
    pem) words+=(--$1-key "$pki/$2.key" --$1-cert "$pki/$2.pem") ;;
    p12) words+=(--$1-key "$pki/$2.p12" --$1-pin-file "$pki/passphrase") ;;
    hsm) words+=(--$1-key "pkcs11:token=$token_label;object=$2?module-path=$softhsm" --$1-pin-file "$tmp/pin") ;;
  esac
}
judge() {  # EXPECTED FILE…
  local expected=$1
  shift
  /usr/bin/python3 "$ROOT/tests/support/judge_signed.py" --expect "$expected" --sources "$tmp/sources" "$trust" "$pki/issuing.pem" "$@" \
    >"$tmp/judged" 9>&- || fail "$name $holder: $step: $(cat "$tmp/judged")"
}
# after STEP LEVELS EXPECTED: judges all files of $work, which were made from those in $before, and the copy.
after() {
  local step=$1 file
  [ ${#desk[@]} = 0 ] || cp "$dossier"/copies/*.pdf "$work/copy.pdf"
  for file in "$work"/*.pdf; do
    cmp -n "$(stat -c %s "$before/${file##*/}")" "$before/${file##*/}" "$file" ||
      fail "$name $holder: $step: ${file##*/} does not begin with what was before"
  done
  judge "$3" "$work"/*.pdf
  levels "$2" "$work"/*.pdf
  rm -rf "$before"; cp -r "$work" "$before"
  rm -f "$work/copy.pdf"
  judged=$((judged + $(ls "$before" | wc -l)))
}
number=0 judged=0
work=$tmp/signed before=$tmp/before
while read -r name holder; do
  number=$((number + 1))
  rm -rf "$work" "$before" "$tmp/whole" "$tmp/part" "$tmp/office"
  cp -r "$tmp/office-unsigned" "$tmp/office"
  mkdir "$tmp/part"
  if [ "${1:-}" = long ]; then cp "$tmp"/sources/*.pdf "$tmp/part"; else  # every file once in all
    n=0; for file in "$tmp"/sources/*.pdf; do [ $((n++ % 4)) != $((number - 1)) ] || cp "$file" "$tmp/part"; done
  fi
  desk=()  # the copy goes through all of them, or for the suite with one key
  [ "${1:-}" != long ] && [ $number != 1 ] || desk=(--register "$tmp/office/register.db" --profile "$tmp/profile" "$dossier")
  cp -r "$tmp/part" "$before"; cp "$tmp/sources/copy.pdf" "$before"
  rm -f "$tmp/part/copy.pdf"
  key official $name $holder
  official=("${words[@]}")
  key agency $name $holder
  sign 0 "${official[@]}" --level b-lta "${online[@]}" --out "$tmp/whole" "$tmp/part"
  step=whole judge "$kind+stamp stamp" "$tmp"/whole/*.pdf
  levels B-LTA "$tmp"/whole/*.pdf

  sign 0 "${official[@]}" --level b-b --out "$work" "$tmp/part"
  if [ ${#desk[@]} != 0 ]; then
    sign 0 --show --as official "${desk[@]}"
    sign 0 "${official[@]}" --as official --level b-b "${desk[@]}"
  fi
  after first B-B "$kind"
  sign 0 "${words[@]}" --level b-t "${online[@]}" --in-place "$work"
  [ ${#desk[@]} = 0 ] || sign 0 "${words[@]}" --as agency --level b-t "${online[@]}" "${desk[@]}"
  after second "B-B B-T" "$kind $kind+stamp"
  all=("${online[@]}" --profile "$tmp/profile" "$work") kinds="$kind $kind+stamp"
  [ ${#desk[@]} = 0 ] || all+=("$dossier")
  sign 0 --upgrade --level b-t "${all[@]}"; after stamp B-T "$kinds stamp"
  sign 0 --upgrade --level b-lt "${all[@]}"; after store B-LT "$kinds stamp"
  sign 0 --upgrade --level b-lta "${all[@]}"; after archive B-LTA "$kinds stamp stamp"
  sign 0 --renew "${all[@]}"; after renewal B-LTA "$kinds stamp stamp stamp"
  sign 0 --renew "${all[@]}"; after "second renewal" B-LTA "$kinds stamp stamp stamp stamp"
  [ "${1:-}" != long ] || echo "$(date -u +%T) $name $holder: $(ls "$before" | wc -l) files" >&2
done <<<"$combinations"
[ -z "$(/usr/bin/python3 "$ROOT/tests/support/pdfa_judge" "$tmp/sources/copy.pdf")" ] || fail "the copy is no PDF/A"
echo "$(ls "$tmp"/sources/*.pdf | wc -l) sources, $number keys and holders, $judged files judged: all agree"
