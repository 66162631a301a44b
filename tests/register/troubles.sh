#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What the register does when the disk is full, its folder cannot be written to, two computers' clocks differ, and the
# year ends between attestation and number: a sentence and a status, and the register sound afterwards. And what becomes of
# a paper whose folder is full when its copy is made.
set -euo pipefail
work=$(mktemp -d); trap 'umount "$work/small" "$work/ward" 2> /dev/null || true; rm -rf "$work"' EXIT
register=$work/register.db
worker=$BIN/../tests/register_worker
register() { "$BIN/saoy-register" --lang en "$@" --register "$register"; }
fail() { echo "troubles: $1" >&2; cat "$work/err" >&2; exit 1; }
fill() { "$worker" fill "$register" 2> "$work/err" <<< "{\"request_id\": \"$1\", \"at\": \"$2\", \"void\": \"w\"}"; }
register create -q

# A full disk: here a limit of the file's size, which the kernel holds in the same way for every file system.
status=0
(
  trap '' XFSZ
  ulimit -f 200
  for i in $(seq 400); do echo "{\"request_id\": \"full-$i\", \"at\": \"2026-03-05T09:00:00+07:00\", \"void\": \"w\"}"; done |
    "$worker" fill "$register" 2> "$work/err"
) || status=$?
[ $status = 73 ] || [ $status = 74 ] || fail "a full disk ends with $status"
grep -q register.db "$work/err" || fail "the full disk's sentence does not name the register"
register check > "$work/out" 2> "$work/err" || { cat "$work/out"; fail "a full disk left the register unsound"; }
before=$(register list --json | wc -l)
fill after-full 2026-03-05T09:00:00+07:00 || fail "nothing goes on after the disk was full"
[ "$(register list --json | wc -l)" -le $((before + 1)) ] || fail "a number too many"
register check > "$work/out" || { cat "$work/out"; fail "not sound after the disk was full"; }

# A disk that really is full, and a folder that cannot be written to, where a small one may be mounted.
mkdir "$work/small"
if mount -t tmpfs -o size=400k tmpfs "$work/small" 2> /dev/null; then
  small=$work/small/register.db
  "$BIN/saoy-register" create -q --register "$small"
  put() { for i in $(seq "$2"); do echo "{\"request_id\": \"$1-$i\", \"at\": \"2026-03-05T09:00:00+07:00\", \"void\": \"w\"}"; done |
    "$worker" fill "$small" 2> "$work/err"; }
  sound() { "$BIN/saoy-register" check --register "$small" > "$work/out" || { cat "$work/out"; fail "not sound: $1"; }; }
  status=0; put full 400 || status=$?
  [ $status = 73 ] && grep -q "disk is full" "$work/err" || fail "a full disk ends with $status"
  sound "a full disk"
  mount -o remount,size=2m "$work/small"
  put room 3 || fail "nothing goes on when there is room again"
  sound "room again"
  before=$("$BIN/saoy-register" list --json --register "$small" | wc -l)
  mount -o remount,ro "$work/small"
  status=0; put locked 1 || status=$?
  [ $status = 73 ] || fail "a read-only folder ends with $status"
  mount -o remount,rw "$work/small"
  [ "$("$BIN/saoy-register" list --json --register "$small" | wc -l)" = "$before" ] || fail "a number in a read-only folder"
  sound "read-only"
else
  echo "troubles: nothing may be mounted here; a full file system and a read-only one are not tried" >&2
fi

# Nothing is made in a folder that is not there, and none where a file stands in the way.
status=0; "$BIN/saoy-register" create --register "$work/no/such/register.db" 2> "$work/err" || status=$?
[ $status = 73 ] || fail "a folder that is not there ends with $status"

# Two computers, five minutes apart: both get numbers. Eleven minutes behind: none.
fill ahead 2026-03-05T09:05:00+07:00 || fail "the first computer"
fill behind 2026-03-05T09:00:00+07:00 || fail "five minutes' skew is refused"
status=0; fill far 2026-03-05T08:54:00+07:00 || status=$?
[ $status = 77 ] && grep -q clock-back "$work/err" || fail "eleven minutes behind: $status"

# Midnight of 31 December in Vietnam: the date of the attestation chooses the year, whatever UTC says.
fill old-year 2026-12-31T23:59:59+07:00 || fail "the last second of the year"
fill new-year 2027-01-01T00:00:00+07:00 || fail "the first second of the year"
register show 1 --year 2027 --json | grep -q '"request_id":"new-year"' || fail "the new year does not begin with 1"
register check > "$work/out" || { cat "$work/out"; fail "not sound at the end"; }

# A paper attested in the last seconds of the year whose copy is made in the next one, in a folder that is full at first and
# then cannot be written to: one number of the old year, reserved, kept, and issued to the same paper when there is room.
at() { date -d "$1" +%s; }
export SAOY_LANG=en SOURCE_DATE_EPOCH
SOURCE_DATE_EPOCH=$(at 2026-12-31T23:59:50+07:00)
by="Nguyễn Thị Minh Ánh"
ward=$work/ward.db
mkdir "$work/ward"
mounted=
if mount -t tmpfs -o size=16m tmpfs "$work/ward" 2> /dev/null; then mounted=1; fi
dossier=$("$BIN/saoy-scan" -q -o "$work/ward" "$ROOT/samples/papers/tl_khai_tu_upside_down.jpg")
"$BIN/saoy-review" set-type -q --by "$by" --type tl_khai_tu "$dossier" > /dev/null
"$BIN/saoy-review" accept -q --by "$by" "$dossier" > /dev/null
"$BIN/saoy-register" create -q --register "$ward"
SOURCE_DATE_EPOCH=$(at 2027-01-01T00:00:05+07:00)
certify() { local status=0; "$BIN/saoy-certify-copy" -q --register "$ward" "$dossier" > "$work/out" 2> "$work/err" || status=$?; return $status; }
ward_sound() { "$BIN/saoy-register" check --register "$ward" > "$work/out" || { cat "$work/out"; fail "not sound: $1"; }; }
if [ -n "$mounted" ]; then
  head -c 64M /dev/zero > "$work/ward/filler" 2> /dev/null || true
  truncate -s -100K "$work/ward/filler"  # for the journal, not for the copy
  status=0; certify || status=$?
  [ $status = 73 ] || [ $status = 74 ] || fail "a copy on a full disk ends with $status"
  grep -q "$dossier" "$work/err" || fail "the full folder is not named"
  ward_sound "a copy on a full disk"
  [ "$("$BIN/saoy-register" list --json --register "$ward" | grep -c '"state":"reserved"')" = 1 ] || fail "a full disk: not one reserved number"
  rm "$work/ward/filler"
  mount -o remount,ro "$work/ward"
  status=0; certify || status=$?
  [ $status = 73 ] || [ $status = 74 ] || fail "a copy in a folder that cannot be written to ends with $status"
  ward_sound "a folder that cannot be written to"
  mount -o remount,rw "$work/ward"
fi
certify || fail "nothing goes on when there is room again"
[ -f "$dossier/copies/2026-01-tl_khai_tu.pdf" ] || fail "the copy has another number: $(ls "$dossier/copies")"
pdftotext "$dossier/copies/2026-01-tl_khai_tu.pdf" - | grep -q "Ngày 31 tháng 12 năm 2026" || fail "the statement has another day"
ward_sound "the end"
[ "$("$BIN/saoy-register" list --json --register "$ward" | wc -l)" = 1 ] || fail "not one number"

# The computer's clock set back by a day: no number by the wrong date, and a way out.
other=$("$BIN/saoy-scan" -q -o "$work/ward" "$ROOT/samples/papers/khai_sinh.jpg")
SOURCE_DATE_EPOCH=$(at 2026-12-31T00:00:00+07:00)
"$BIN/saoy-review" set-type -q --by "$by" --type khai_sinh "$other" > /dev/null
"$BIN/saoy-review" accept -q --by "$by" "$other" > /dev/null
dossier=$other
status=0; certify || status=$?
[ $status = 77 ] && grep -q "clock" "$work/err" || fail "a clock set back ends with $status"
[ "$("$BIN/saoy-register" list --json --register "$ward" | wc -l)" = 1 ] || fail "a number by a wrong clock"
