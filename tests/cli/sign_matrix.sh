#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Files of many makers, kinds of keys and holders of keys, through every step from B-B to two renewals: after each one
# earlier bytes are untouched, and openssl, pdfsig, qpdf and saoy-verify agree.
# Usage: sign_matrix.sh [long [FOLDER OF MORE PDF FILES]]    without: a few, for the suite
set -euo pipefail
. "$ROOT/tests/support/authority.sh"
. "$ROOT/tests/support/softhsm.sh"
online=(--tsa "$tsa" --trust "$trust" --answers "$tmp/answers")
judge() { /usr/bin/python3 "$ROOT/tests/support/judge_signed.py" "$trust" "$pki/issuing.pem" "$@" >"$tmp/judged" || fail "$(cat "$tmp/judged")"; }
case ${1:-} in
  long) /usr/bin/python3 "$ROOT/tests/support/make_sources" "$tmp/sources" all >"$tmp/names"
    [ $# -lt 2 ] || cp "$2"/*.pdf "$tmp/sources/"
    combinations=$(for key in rsa3072 rsa2048 p256 p384; do for holder in pem p12 hsm; do echo $key $holder; done; done) ;;
  *) /usr/bin/python3 "$ROOT/tests/support/make_sources" "$tmp/sources" >"$tmp/names"
    combinations=$'rsa3072 pem\nrsa2048 p12\np256 hsm\np384 hsm' ;;
esac
cd "$tmp/sources"
for key in $(cut -d' ' -f1 <<<"$combinations" | sort -u); do store_key $key; done

# key ROLE NAME HOLDER: the options of a key, in $words.
key() {
  words=(--pkcs1)  # what RSA-2048 signs with; the others do as they do
  [ "$2" = rsa2048 ] || words=()
  case $3 in
    pem) words+=(--$1-key "$pki/$2.key" --$1-cert "$pki/$2.pem") ;;
    p12) words+=(--$1-key "$pki/$2.p12" --$1-pin-file "$pki/passphrase") ;;
    hsm) words+=(--$1-key "pkcs11:token=$token_label;object=$2?module-path=$softhsm" --$1-pin-file "$tmp/pin") ;;
  esac
}
step() {  # NAME ARGUMENT…: one step for all files of $work, from the files of the step before in $last
  local name=$1 file
  shift
  sign 0 "$@"
  for file in "$last"/*.pdf; do
    cmp -n "$(stat -c %s "$file")" "$file" "$work/${file##*/}" || fail "$name: ${file##*/} does not begin with what was before"
  done
  judge "$work"/*.pdf
  rm -rf "$tmp/before"; cp -r "$work" "$tmp/before"
  last=$tmp/before
}
reached() { local file; for file in "$work"/*.pdf; do level "$file" "$1"; done; }
files=0
number=0
while read -r name holder; do
  number=$((number + 1))
  last=$tmp/part work=$tmp/work
  rm -rf "$last" "$work"
  mkdir "$last"
  if [ "${1:-}" = long ]; then cp ./*.pdf "$last"; else  # every file once in all
    n=0; for file in ./*.pdf; do [ $((n++ % 4)) != $((number - 1)) ] || cp "$file" "$last"; done
  fi
  files=$((files + $(ls "$last" | wc -l)))
  key official $name $holder
  step first "${words[@]}" --level b-b --out "$work" "$last"
  reached B-B
  key agency p256 pem
  step second "${words[@]}" --level b-t "${online[@]}" --in-place "$work"
  step stamp --upgrade --level b-t "${online[@]}" "$work"
  reached B-T
  step store --upgrade --level b-lt "${online[@]}" "$work"
  reached B-LT
  step archive --upgrade --level b-lta "${online[@]}" "$work"
  reached B-LTA
  step renewal --renew "${online[@]}" "$work"
  step renewal --renew "${online[@]}" "$work"
  reached B-LTA
done <<<"$combinations"
echo "$files files, 7 steps each: all agree"
