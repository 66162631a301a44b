#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A hot folder: only whole files, none twice, bad ones with their reason, and nothing lost or doubled by kill -9.
# Usage: scan_watch.sh [KILLS [FILES]]; the suite kills four times while twelve files arrive.
set -euo pipefail
kills=${1:-4} files=${2:-12}
tmp=$(mktemp -d)
watcher=
trap '[ -z "$watcher" ] || kill -9 $watcher 2>/dev/null || true; rm -rf "$tmp"' EXIT
. "$ROOT/tests/support/no_gate.sh"
fail() { echo "scan_watch: $1" >&2; exit 1; }
until_true() {  # until_true WHAT COMMAND…: polls for a minute
  local what=$1 i
  shift
  for i in $(seq 600); do "$@" && return; sleep 0.1; done
  ls -lR "$tmp/in" >&2
  fail "$what: not within a minute"
}
taken() { [ "$(find "$tmp/in/taken" -type f 2>/dev/null | wc -l)" -ge "$1" ]; }
dossiers() { find "$tmp/work" -mindepth 2 -maxdepth 2 -name dossier.xml | wc -l; }

# Small pages, each different.
/usr/bin/python3 - "$tmp/make" "$files" <<'END'
import os, sys
from PIL import Image, ImageDraw
os.makedirs(sys.argv[1])
for number in range(int(sys.argv[2])):
    page = Image.new("RGB", (500, 700), (250, 248, 240))
    for row in range(12):
        ImageDraw.Draw(page).text((60, 60 + row * 40), "Giay to so %d, dong %d" % (number, row), fill=(20, 20, 60))
    page.save("%s/page%03d.jpg" % (sys.argv[1], number), quality=80, dpi=(200, 200))
END

# What lies there is taken once; a torn one is told apart from a foreign one; hidden and unfinished names are left.
mkdir "$tmp/in"
cp "$tmp/make/page000.jpg" "$tmp/in/one.jpg"
cp "$tmp/make/page000.jpg" "$tmp/in/the same.jpg"
head -c 3000 "$tmp/make/page001.jpg" >"$tmp/in/torn.jpg"
echo "no picture" >"$tmp/in/text.pdf"
cp "$tmp/make/page001.jpg" "$tmp/in/.hidden.jpg"
cp "$tmp/make/page001.jpg" "$tmp/in/later.jpg.part"
status=0
"$BIN/saoy-scan" -q --lang en --settle 0.2 --watch "$tmp/in" --once -o "$tmp/work" >"$tmp/paths" 2>"$tmp/told" || status=$?
[ $status = 3 ] || fail "once: status $status: $(cat "$tmp/told")"
[ "$(sort -u "$tmp/paths" | wc -l)" = 1 ] && [ "$(dossiers)" = 1 ] || fail "once: not one dossier"
[ "$(ls -A "$tmp/in")" = "$(printf '%s\n' .hidden.jpg later.jpg.part quarantine taken)" ] || fail "once: $(ls -A "$tmp/in")"
[ "$(ls "$tmp/in/taken")" = "$(printf '%s\n' one.jpg 'the same.jpg')" ] || fail "taken: $(ls "$tmp/in/taken")"
for bad in torn.jpg:image- text.pdf:not-an-image; do
  reason=$tmp/in/quarantine/${bad%:*}.reason.json
  [ -f "${reason%.reason.json}" ] || fail "$bad is not in quarantine"
  /usr/bin/python3 - "$reason" "${bad#*:}" <<'END' || fail "$bad: $(cat "$reason")"
import json, sys
reason = json.load(open(sys.argv[1]))
assert reason["code"].startswith(sys.argv[2]) and reason["sentence"] and reason["hint"] and reason["at"].endswith("+07:00")
END
done
"$BIN/saoy-scan" -q --watch "$tmp/in" --once -o "$tmp/work" >"$tmp/paths" || fail "an empty folder is no failure"
[ ! -s "$tmp/paths" ] || fail "taken a second time"
! "$BIN/saoy-scan" -q --watch "$tmp/nowhere" -o "$tmp/work" 2>/dev/null || fail "a folder that is not there"
! "$BIN/saoy-scan" -q --watch "$tmp/in" --once -o "$tmp/work" "$tmp/make/page002.jpg" 2>/dev/null || fail "files beside --watch"

# Another file of a name that is known keeps its own bytes; --remove leaves nothing behind but the dossier.
cp "$tmp/make/page001.jpg" "$tmp/in/one.jpg"
"$BIN/saoy-scan" -q --settle 0.2 --watch "$tmp/in" --once -o "$tmp/work" >/dev/null
cmp -s "$tmp/make/page001.jpg" "$tmp"/in/taken/one-*.jpg && cmp -s "$tmp/make/page000.jpg" "$tmp/in/taken/one.jpg" ||
  fail "two files of one name"
mkdir "$tmp/in2"
cp "$tmp/make/page000.jpg" "$tmp/in2/"
"$BIN/saoy-scan" -q --settle 0.2 --remove --watch "$tmp/in2" --once -o "$tmp/work2" >/dev/null
[ -z "$(ls -A "$tmp/in2")" ] && [ "$(ls "$tmp/work2" | wc -l)" = 1 ] || fail "--remove: $(ls -AR "$tmp/in2")"

# A slow writer is waited for; what is renamed in is whole at once; SIGTERM ends it.
rm -rf "$tmp/in" "$tmp/work"
mkdir "$tmp/in"
"$BIN/saoy-scan" -q --settle 4 --watch "$tmp/in" -o "$tmp/work" >"$tmp/paths" & watcher=$!
{ head -c 2000 "$tmp/make/page000.jpg"; sleep 1; tail -c +2001 "$tmp/make/page000.jpg"; } >"$tmp/in/slow.jpg"
cp "$tmp/make/page001.jpg" "$tmp/in/.copying"
mv "$tmp/in/.copying" "$tmp/in/renamed.jpg"
until_true "slow and renamed" taken 2
[ ! -d "$tmp/in/quarantine" ] || fail "a slow writer's file was taken before its end"
kill -TERM $watcher
status=0
wait $watcher || status=$?
watcher=
[ $status = 130 ] || fail "SIGTERM: status $status"
[ "$(sort "$tmp/paths" | uniq | wc -l)" = 2 ] || fail "paths: $(cat "$tmp/paths")"

# Files arrive while two watchers run and one of them is killed again and again.
rm -rf "$tmp/in" "$tmp/work"
mkdir "$tmp/in"
"$BIN/saoy-scan" -q -j 1 --settle 0.2 --watch "$tmp/in" -o "$tmp/work" >/dev/null & watcher=$!
for number in $(seq 0 $((files - 1))); do
  name=page$(printf %03d "$number").jpg
  cp "$tmp/make/$name" "$tmp/in/.$name"
  mv "$tmp/in/.$name" "$tmp/in/$name"
done
for round in $(seq "$kills"); do
  "$BIN/saoy-scan" -q -j 1 --settle 0.2 --watch "$tmp/in" -o "$tmp/work" >/dev/null & victim=$!
  sleep "0.$((RANDOM % 9 + 1))"
  kill -9 $victim
  wait $victim 2>/dev/null || true
  if [ $((round % 2)) = 0 ]; then  # the other one too
    kill -9 $watcher
    wait $watcher 2>/dev/null || true
    "$BIN/saoy-scan" -q -j 1 --settle 0.2 --watch "$tmp/in" -o "$tmp/work" >/dev/null & watcher=$!
  fi
done
until_true "all of $files files" taken "$files"
kill -TERM $watcher
wait $watcher || true
watcher=
"$BIN/saoy-scan" -q --watch "$tmp/in" --once -o "$tmp/work" >/dev/null || fail "the last look"
[ "$(ls -A "$tmp/in")" = taken ] || fail "left: $(ls -A "$tmp/in")"
[ "$(ls "$tmp/in/taken" | wc -l)" = "$files" ] || fail "taken: $(ls "$tmp/in/taken")"
[ "$(dossiers)" = "$files" ] || fail "$(dossiers) dossiers of $files files"
for file in "$tmp"/make/*; do
  digest=$(sha256sum "$file" | cut -d' ' -f1)
  [ "$(sha256sum "$tmp"/work/*-"${digest:0:16}"/pages/source.jpg | cut -d' ' -f1)" = "$digest" ] || fail "$file"
done
cp "$tmp/make/page000.jpg" "$tmp/in/"
"$BIN/saoy-scan" -q --settle 0.2 --watch "$tmp/in" --once -o "$tmp/work" >/dev/null  # clears what the kills left
[ "$(ls -A "$tmp/work" | grep -c '^\.saoy-' || true)" = 0 ] || fail "leftovers: $(ls -A "$tmp/work")"
