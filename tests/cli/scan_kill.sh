#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# kill -9 while scanning twelve sheets from the feeder, at moments chosen by what has happened, not by the clock; then
# --continue: pages 1 to 12, none twice. Argument: how many kills at any moment beside the chosen ones (4).
set -euo pipefail
. "$ROOT/tests/support/desk.sh"
drivers scripted

sheets=(10 20 30 40 50 60 70 80 90 100 110 120)
load() { # load FROM [HELD]: the sheets from FROM on, in their order; HELD waits half way
  local i
  for ((i = $1; i <= 12; i++)); do feed $i ${sheets[i - 1]} 0 "$([ $i = "${2:-0}" ] && echo hold || true)"; done
}
start() {
  empty_desk
  rm -rf "$tmp/work" "$tmp/events"
  load 1 "${1:-0}"
  "$BIN/saoy-scan" -o "$tmp/work" --profile "$tmp/profile" --device scripted:desk --expect-pages 12 --events "$tmp/events" \
    >/dev/null 2>&1 & victim=$!
}
strike() { kill -9 $victim 2>/dev/null || true; wait $victim 2>/dev/null || true; }
# A person compares: what is in stays in, all sheets after it go back into the feeder.
go_on() {
  local kept count broken=
  kept=$(echo "$tmp"/work/scan-*)
  # Struck before anything was asked for, or after all was done: scanning again, or asking again, is all there is to do.
  grep -qs '"order"' "$kept/pages/capture.jsonl" || { rm -rf "$tmp/work"; empty_desk; load 1; scan 0 --device scripted:desk; whole "$dossier" "${sheets[*]}"; return; }
  if [ ! -e "$kept/dossier.xml" ]; then
    # The driver's process dies with saoy-scan, but not in the same instant.
    until_true "the scanner to be let go" "$BIN/saoy-scan" --continue "$kept" --dry-run --profile "$tmp/profile" >"$tmp/state" 2>&1
    count=$(grep -oE 'have come: [0-9]+' "$tmp/state" | grep -oE '[0-9]+') || fail "$1: $(cat "$tmp/state")"
    [ "$count" -ge "$(grep -c '"page":{' "$kept/pages/capture.jsonl")" ] || fail "$1: a page is not counted"
    empty_desk
    load $((count + 1))
    # Struck while the scanner was asked for more: what to do is told, with the page that came last.
    if grep -q '"session"' "$kept/pages/capture.jsonl" && [ "$count" -lt 12 ]; then broken=yes; fi
  fi
  scan 0 --continue "$kept"
  if [ -n "$broken" ]; then
    told capture-broken-off
    [ "$count" = 0 ] || grep -q "\"last-page\":$count[,.}]" "$tmp/events" || fail "$1: the last page is not named in $(cat "$tmp/events")"
    grep -q "the last run was cut off; $([ "$count" = 0 ] && echo 'no page of it' || echo "the last page that is kept is page $count\$")" "$tmp/err" ||
      fail "$1: nobody is told: $(cat "$tmp/err")"
  else
    ! grep -q capture-broken-off "$tmp/events" || fail "$1: told of a sheet that was not under way"
  fi
  whole "$dossier" "${sheets[*]}"
  [ "$(ls "$tmp/work" | wc -l)" = 1 ] || fail "$1: $(ls "$tmp/work")"
  [ "$(grep '"page":{' "$dossier/pages/capture.jsonl" | grep -oE '"number":[0-9]+' | sort | uniq -d | wc -l)" = 0 ] || fail "$1: a page twice"
}
captured() { [ "$(cat "$tmp/events" 2>/dev/null | grep -c '"page-captured"')" -ge "$1" ] || ! kill -0 $victim 2>/dev/null; }
closed() { grep -qs '"closed"' "$tmp"/work/*/pages/capture.jsonl || ! kill -0 $victim 2>/dev/null; }

for sheet in 1 6 12; do
  start $sheet
  until_true "sheet $sheet" test -e "$desk/held"
  [ "$(ls "$tmp"/work/*/pages/p*.png 2>/dev/null | wc -l)" = $((sheet - 1)) ] || fail "sheet $sheet: other pages are in"
  strike
  if [ $sheet = 6 ]; then
    until_true "the scanner to be let go" "$BIN/saoy-scan" --continue "$tmp"/work/scan-* --dry-run --lang vi --profile "$tmp/profile" >/dev/null 2>"$tmp/err"
    grep -q 'trang cuối cùng đã giữ lại là trang 5$' "$tmp/err" && grep -q 'gợi ý: hãy xem trang 5; tờ tiếp sau nó' "$tmp/err" || fail "vi: $(cat "$tmp/err")"
  fi
  go_on "in the middle of sheet $sheet"
done
start
until_true "page 7" captured 7
strike
go_on "after page 7"
start
until_true "the last page" closed
strike
go_on "while the dossier is made"

# Both sides at once, struck between them: the sheet cannot be laid back without its front coming twice.
empty_desk
rm -rf "$tmp/work"
feed 1 10 20 && feed 2 30 40 hold
"$BIN/saoy-scan" -o "$tmp/work" --profile "$tmp/profile" --device scripted:desk --scan-profile duplex >/dev/null 2>&1 & victim=$!
until_true "sheet 2" test -e "$desk/held"
strike
sed -i '/"number":2/d' "$tmp"/work/scan-*/pages/capture.jsonl
rm "$tmp"/work/scan-*/pages/p0002.png
until_true "the scanner to be let go" "$BIN/saoy-scan" --continue "$tmp"/work/scan-* --dry-run --profile "$tmp/profile" >/dev/null 2>"$tmp/err"
grep -q 'page 1 is the front of the sheet' "$tmp/err" || fail "struck between two sides: $(cat "$tmp/err")"

# Anywhere: how long a whole run takes here tells where they fall.
begin=$(date +%s%N)
start
wait $victim || fail "an undisturbed run"
whole_ms=$((($(date +%s%N) - begin) / 1000000))
RANDOM=20260305
for ((round = 0; round < ${1:-4}; round++)); do
  start
  ms=$((RANDOM % (whole_ms + 1)))
  sleep "$(printf '%d.%03d' $((ms / 1000)) $((ms % 1000)))"
  strike
  go_on "after $ms of $whole_ms ms"
done
