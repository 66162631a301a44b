#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A pipe of the separate commands and saoy-run give the same copies, up to the signatures, with one job and with two.
set -euo pipefail
folder=$(mktemp -d)
. "$ROOT/scripts/office.sh" "$folder"
trap 'stop_gateway; rm -rf "$folder"' EXIT
export SOURCE_DATE_EPOCH=1772696000
fail() { echo "chain_equals_run: $1" >&2; exit 1; }
papers=("$ROOT"/samples/papers/{khai_sinh.jpg,hop_dong.tif,quyet_dinh.pdf,xn_hon_nhan.png,thong_bao.pdf,menu.jpg})
by=(--attest-by "Nguyễn Thị Minh Ánh")

printf '%s\n' "${papers[@]}" | xargs "$BIN/saoy-scan" -o "$folder/chain" | "$BIN/saoy-ocr" | "$BIN/saoy-classify" -q > "$folder/dossiers"
[ "$(wc -l < "$folder/dossiers")" = ${#papers[@]} ] || fail "not every paper came through"
tr '\n' '\0' < "$folder/dossiers" | xargs -0 "$BIN/saoy-review" -q accept --by "${by[1]}" |
  "$BIN/saoy-certify-copy" --create-register --register "$folder/chain.db" > "$folder/certified"
diff "$folder/dossiers" "$folder/certified" || fail "paths changed on the way"
mkdir "$folder/unsigned"
while read -r dossier; do cp "$dossier"/copies/*.pdf "$folder/unsigned/"; done < "$folder/certified"
"$BIN/saoy-sign" "${sign[@]}" --register "$folder/chain.db" < "$folder/certified" |
  "$BIN/saoy-submit" "${submit[@]}" --register "$folder/chain.db" > "$folder/submitted"
diff "$folder/dossiers" "$folder/submitted" || fail "not every paper was submitted"

for jobs in 1 2; do
  "$BIN/saoy-run" backlog -q -j $jobs -o "$folder/run$jobs" "${office[@]}" --register "$folder/run$jobs.db" "${papers[@]}" > "$folder/out"
  [ "$(wc -l < "$folder/out")" = ${#papers[@]} ] || fail "saoy-run printed $(wc -l < "$folder/out") dossiers"
  for unsigned in "$folder"/unsigned/*.pdf; do
    signed=$(echo "$folder/run$jobs"/*/copies/"$(basename "$unsigned")")
    cmp -n "$(stat -c %s "$unsigned")" "$unsigned" "$signed" || fail "$(basename "$unsigned") differs with $jobs jobs"
    chained=$(echo "$folder"/chain/*/copies/"$(basename "$unsigned")")
    cmp -n "$(stat -c %s "$unsigned")" "$unsigned" "$chained" || fail "$(basename "$unsigned") was rewritten by signing"
  done
  for kind in text images; do
    diff -r <(cd "$folder/chain" && sha256sum -- */$kind/*) <(cd "$folder/run$jobs" && sha256sum -- */$kind/*) || fail "$kind differs"
  done
  "$BIN/saoy-register" check --register "$folder/run$jobs.db"
done

before=$(sha256sum "$folder"/run2/*/copies/*.pdf)
"$BIN/saoy-run" backlog -o "$folder/run2" "${office[@]}" --register "$folder/run2.db" --events "$folder/events" "${papers[@]}" > "$folder/out"
[ "$(sha256sum "$folder"/run2/*/copies/*.pdf)" = "$before" ] || fail "running twice changed a copy"
! grep -q '"kind":"started"' "$folder/events" || fail "running twice did work again"
tail -n 1 "$folder/events" | grep -q '"kind":"result","status":0,"done":6,"failed":0' || fail "the last event is not the result"

# The same paper, signed by the same keys, under another register is not this register's copy.
copies=("$folder"/run1/*/copies/*.pdf)
"$BIN/saoy-verify" --trust "$PKI/root.pem" --register "$folder/run1.db" "${copies[0]}" > "$folder/out" || fail "a copy does not match its register"
status=0
"$BIN/saoy-verify" --json --trust "$PKI/root.pem" --register "$folder/run2.db" "${copies[0]}" > "$folder/out" || status=$?
[ $status = 1 ] || fail "a copy of another register gives status $status"
grep -q '"register":"other-copy","indication":"TOTAL-PASSED"' "$folder/out" || fail "the register's answer is missing"
