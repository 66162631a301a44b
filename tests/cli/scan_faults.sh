#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What goes wrong at a scanner: each its status, code, sentence and hint in both languages; what has come is kept, and the
# rest can follow.
set -euo pipefail
. "$ROOT/tests/support/desk.sh"

hinted() { grep -q '^  hint: ' "$tmp/err" || fail "$1: no hint: $(cat "$tmp/err")"; }
nothing_left() { [ -z "$(ls "$tmp/work" 2>/dev/null)" ] || fail "$1: left $(ls "$tmp/work")"; }

# On a starved machine SANE's own test driver has been seen to fall silent, which has a test below: it is asked once more.
asked() { (scan "$@") 2>"$tmp/first" || { grep -q '"code":"scanner-silent"' "$tmp/events" && scan "$@"; } || fail "$(cat "$tmp/first")"; }

# On the first page: SANE's own test driver says each; nothing has come, so nothing stays.
drivers test
while read -r state status code; do
  profiles 120 read-return-value "SANE_STATUS_$state"
  asked "$status" --device test:0 && told "$code" && hinted "$code" && nothing_left "$code"
  cp "$tmp/err" "$tmp/english"
  asked "$status" --device test:0 --lang vi
  grep -q '^  gợi ý: ' "$tmp/err" || fail "$code: no Vietnamese hint"
  ! grep -qxFf "$tmp/english" "$tmp/err" || fail "$code: not all in Vietnamese: $(cat "$tmp/err")"
done <<'S'
JAMMED 75 scanner-jam
COVER_OPEN 75 scanner-cover-open
NO_DOCS 75 scanner-empty
DEVICE_BUSY 75 scanner-busy
NO_MEM 75 scanner-memory
IO_ERROR 69 scanner-gone
ACCESS_DENIED 69 scanner-denied
UNSUPPORTED 69 scanner-driver
S
scan 69 --device test:7 && told scanner-gone && hinted "no such device"

drivers scripted
profiles 120
scan 75 --device scripted:desk && told scanner-empty && hinted "empty feeder" && nothing_left "empty feeder"
scan 75 --device scripted:desk --wait-paper 1 && told scanner-empty && nothing_left "waited for paper"
touch "$desk/cover-open"
scan 75 --device scripted:desk && told scanner-cover-open && nothing_left "cover open"

# Between pages: five sheets, the third meets its fate half way; a hand puts things right; no page is lost or twice.
five() { empty_desk; local i; for i in 1 2 3 4 5; do feed $i ${i}0 0 "$([ $i = 3 ] && echo "$1" || true)"; done; }
# What a person does: the sheets after the last page that is in go back into the feeder, in their order.
put_right() {
  local kept=$1 count i
  empty_desk
  "$BIN/saoy-scan" --continue "$kept" --dry-run --profile "$tmp/profile" >"$tmp/state"
  count=$(grep -oE 'have come: [0-9]+' "$tmp/state" | grep -oE '[0-9]+')
  for ((i = count + 1; i <= 5; i++)); do feed $i ${i}0; done
}
stops() { # stops FATE STATUS CODE
  five "$1"
  scan "$2" --device scripted:desk && told "$3" && hinted "$3"
  local kept
  kept=$(unfinished)
  [ "$(greys "$kept")" = "10 20" ] || fail "$1: kept $(greys "$kept")"
  scan 75 --continue "$kept"  # nobody has been there yet
  put_right "$kept"
  scan 0 --continue "$kept"
  whole "$dossier" "10 20 30 40 50"
  grep -q "\"problem\":\"$3\"" "$dossier/pages/capture.jsonl" || fail "$3 is not in the log"
  ! grep -q capture-broken-off "$tmp/events" || fail "$1: taken for a kill"
}
stops jam 75 scanner-jam
stops double 75 scanner-double-feed
stops io 69 scanner-gone
stops crash 69 scanner-crashed

# The cover is opened while the third sheet is in.
five hold
scan 75 --device scripted:desk & scanning=$!
until_true "the third sheet" test -e "$desk/held"
touch "$desk/cover-open" "$desk/go"
wait $scanning || fail "cover open between pages"
told scanner-cover-open
kept=$(unfinished)
[ "$(greys "$kept")" = "10 20 30" ] || fail "cover: kept $(greys "$kept")"
rm "$desk/cover-open"
scan 0 --continue "$kept"
whole "$dossier" "10 20 30 40 50"

# A driver that hangs is cut, however loaded the machine is; the rest follows.
profiles 5
five hang
scan 69 --device scripted:desk && told scanner-silent && hinted "hang"
[ -z "$(pgrep -f "$SANE_CONFIG_DIR" || true)" ] || fail "the hanging driver is still there"
kept=$(unfinished)
profiles 120
put_right "$kept"
scan 0 --continue "$kept"
whole "$dossier" "10 20 30 40 50"

# A scanner on the network whose server is killed: which of the two ways it fails is up to SANE's network driver, which
# notices, hangs, or breaks down; 69 always.
server=$tmp/server
mkdir -p "$server/dll.d"
echo scripted >"$server/dll.conf"
echo 127.0.0.0/8 >"$server/saned.conf"
ln -s "$desk" "$server/scripted"
serve() { # on a loopback address of its own: SANE's network driver knows one port only
  local i j
  for ((i = 0; i < 50; i++)); do
    host=127.$((RANDOM % 254 + 1)).$((RANDOM % 254 + 1)).$((RANDOM % 253 + 2))
    SANE_CONFIG_DIR=$server saned -l -b "$host" >/dev/null 2>&1 & saned=$!
    for ((j = 0; j < 1200; j++)); do
      { : >"/dev/tcp/$host/6566"; } 2>/dev/null && return 0
      kill -0 $saned 2>/dev/null || break
      sleep 0.05
    done
    kill -9 $saned 2>/dev/null || true
  done
  fail "saned does not come up"
}
drivers net
echo "connect_timeout = 60" >"$SANE_CONFIG_DIR/net.conf"
profiles 20
serve
empty_desk
feed 1 10 && feed 2 20
scan 0 --device "net:$host:scripted:desk"
whole "$dossier" "10 20"
five hold
scan 69 --device "net:$host:scripted:desk" & scanning=$!
until_true "the third sheet" test -e "$desk/held"
kill -9 $(pgrep -P $saned) $saned
wait $saned 2>/dev/null || true
wait $scanning || fail "unplugged"
grep -qE '"code":"scanner-(gone|silent|crashed)"' "$tmp/events" || fail "unplugged: $(cat "$tmp/events")"
kept=$(unfinished)
[ "$(greys "$kept")" = "10 20" ] || fail "unplugged: kept $(greys "$kept")"
drivers scripted
put_right "$kept"
scan 0 --continue "$kept" --device scripted:desk
whole "$dossier" "10 20 30 40 50"
grep -q '<capture device="scripted:desk"' "$dossier/dossier.xml" || fail "the other device is not recorded"
