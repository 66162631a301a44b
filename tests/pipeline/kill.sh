#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# kill -9 of saoy-run at ten moments, each followed by a plain re-run: every paper ends with one copy, one number, one
# receipt. Arguments: how many kills (10), and the papers (eight samples; give samples/papers/* for all).
set -euo pipefail
kills=${1:-10}
folder=$(mktemp -d)
. "$ROOT/scripts/office.sh" "$folder"
trap 'stop_gateway; rm -rf "$folder"' EXIT
fail() { echo "kill: $1" >&2; exit 1; }
papers=("${@:2}")
[ ${#papers[@]} -gt 0 ] || papers=("$ROOT"/samples/papers/{khai_sinh.jpg,ket_hon.jpg,thpt.jpg,uy_quyen.tif,quyet_dinh.pdf,thong_bao.pdf,xn_hon_nhan.png,menu.jpg})
command=("$BIN/saoy-run" backlog -q -o "$folder/work" "${office[@]}" --retry-first 1 "${papers[@]}")

# How long a whole run takes here tells where the kills fall.
begin=$(date +%s%N)
"${command[@]}" > /dev/null
whole_ms=$(( ($(date +%s%N) - begin) / 1000000 ))

RANDOM=20260305
for round in $(seq "$kills"); do
  # A new office each round: the kill falls anywhere from the first scan to the last receipt. Where it comes too late, the
  # machine has become faster than the whole run was, and it is tried again.
  while :; do
    rm -rf "$folder/work" "$folder/register.db"* "$folder/gateway"/*
    delay_ms=$(( RANDOM % whole_ms * 95 / 100 ))
    "${command[@]}" > /dev/null 2>&1 & pid=$!
    sleep "$(printf '%d.%03d' $((delay_ms / 1000)) $((delay_ms % 1000)))"
    kill -9 $pid 2>/dev/null && break
    wait $pid || fail "round $round: a run that nobody killed ended with $?"
    whole_ms=$delay_ms
  done
  wait $pid 2>/dev/null || true
  "${command[@]}" > "$folder/out" || fail "round $round (after $delay_ms ms): the re-run ended with $?"

  n=${#papers[@]}
  [ "$(sort -u "$folder/out" | wc -l)" = "$n" ] || fail "round $round: $(sort -u "$folder/out" | wc -l) dossiers of $n"
  [ "$(ls "$folder"/work/*/copies/*.pdf | wc -l)" = "$n" ] || fail "round $round: not one copy a paper"
  [ "$("$BIN/saoy-register" list --json --register "$folder/register.db" | wc -l)" = "$n" ] || fail "round $round: not one number a paper"
  "$BIN/saoy-register" check --register "$folder/register.db" || fail "round $round: the register is not sound"
  "$BIN/saoy-verify" -q --trust "$PKI/root.pem" --register "$folder/register.db" "$folder"/work/*/copies/*.pdf > "$folder/verdicts" ||
    { cat "$folder/verdicts"; fail "round $round: a copy does not verify"; }
  [ "$(ls "$folder"/work/*/submission/receipt.json | wc -l)" = "$n" ] || fail "round $round: not one receipt a paper"
  [ "$(find "$folder/gateway" -name '*.zip' | wc -l)" = "$n" ] || fail "round $round: the gateway holds $(find "$folder/gateway" -name '*.zip' | wc -l) packages"
  echo "round $round: killed after $delay_ms of $whole_ms ms, whole again"
done
