#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Single changes to files: each copy flipped in one bit, cut, replaced, emptied or gone, two exchanged, the register's file
# and its witness changed. `saoy-register check` must find each and name its number. (Changes to rows and links of the chain, on
# both databases: tests/unit/store/check_test.cpp.)
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
fail() { echo "tampering: $1" >&2; cat "$work/out" >&2; exit 1; }
register=$work/register.db
mkdir "$work/copies"
count=12
for n in $(seq "$count"); do
  printf 'copy %s %s' "$n" "$(head -c 300 /dev/zero | tr '\0' x)" > "$work/copies/$n.pdf"
  echo "{\"request_id\": \"r$n\", \"at\": \"2026-03-05T09:00:00+07:00\", \"copy\": \"$work/copies/$n.pdf\"}"
done | "$BIN/../tests/register_worker" fill "$register"
cp -r "$work/copies" "$work/sound"
check() { local status=0; "$BIN/saoy-register" --lang en check --register "$register" > "$work/out" 2>&1 || status=$?; return $status; }
check && [ ! -s "$work/out" ] || fail "not sound before"

changes=0
found() {  # found CODE NUMBER: the last change is told under this code and number, and nothing else is
  changes=$((changes + 1))
  ! check || fail "a change was not found: $1 $2"
  [ "$(wc -l < "$work/out")" = "${3:-1}" ] || fail "not one problem for $1 $2"
  grep -q "^$1 SCT/BS $2/2026: " "$work/out" || fail "not named: $1 $2"
}
for n in $(seq "$count"); do
  copy=$work/copies/$n.pdf
  size=$(stat -c %s "$copy")
  printf '\x01' | dd of="$copy" bs=1 seek=$((n * size / (count + 1))) conv=notrunc status=none; found copy-altered "$n"; cp "$work/sound/$n.pdf" "$copy"
  truncate -s $((size - 1)) "$copy"; found copy-altered "$n"; cp "$work/sound/$n.pdf" "$copy"
  printf '\n' >> "$copy"; found copy-altered "$n"; cp "$work/sound/$n.pdf" "$copy"
  rm "$copy"; found copy-missing "$n"; cp "$work/sound/$n.pdf" "$copy"
done
for pair in "1 2" "5 9" "11 12"; do
  read -r a b <<< "$pair"
  mv "$work/copies/$a.pdf" "$work/third"; mv "$work/copies/$b.pdf" "$work/copies/$a.pdf"; mv "$work/third" "$work/copies/$b.pdf"
  found copy-altered "$a" 2
  grep -q "^copy-altered SCT/BS $b/2026: " "$work/out" || fail "the other of two exchanged copies"
  cp "$work/sound/$a.pdf" "$work/sound/$b.pdf" "$work/copies"
done
check && [ ! -s "$work/out" ] || fail "not sound after the copies were put back"

# The register's own files: taken back from a backup, its chain's witness rewritten, a page of the database overwritten.
sqlite3 "$register" 'PRAGMA wal_checkpoint(TRUNCATE)' > /dev/null
cp "$register" "$work/backup.db"; cp "$register.witness" "$work/witness"
named() { changes=$((changes + 1)); ! check || fail "not found: $1"; grep -q "$1" "$work/out" || fail "not named: $1"; }
echo '{"request_id": "later", "at": "2026-03-05T09:00:00+07:00", "void": "w"}' | "$BIN/../tests/register_worker" fill "$register"
sqlite3 "$register" 'PRAGMA wal_checkpoint(TRUNCATE)' > /dev/null
cp "$work/backup.db" "$register"; rm -f "$register-wal" "$register-shm"
named chain-cut
cp "$work/witness" "$register.witness"
sed -i 's/^\([0-9]*\) ./\1 x/' "$register.witness"
named chain-rewritten
cp "$work/witness" "$register.witness"
dd if=/dev/urandom of="$register" bs=512 seek=$(($(stat -c %s "$register") / 1024)) count=4 conv=notrunc status=none
changes=$((changes + 1))
! check || fail "an overwritten page was not found"
[ "$changes" -ge 50 ] || fail "only $changes changes"
echo "tampering: $changes changes, each found and named"
