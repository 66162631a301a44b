#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The numbering protocol under fire: workers are killed again and again, the database too, and every paper ends with one
# number and one copy, without a gap. The workers reserve, write a file, let it wait, write it "signed" and finish, as
# the stages do, and take as long to sign as a slow key; nothing is scanned, read or signed. A killed process loses
# nothing that was written, so this proves nothing about power cuts.
# Usage: fire.sh [WORKERS PAPERS [file|server]]     (3 workers, 150 papers, both; by hand: fire.sh 8 5000 server)
set -euo pipefail
workers=${1:-3} papers=${2:-150} only=${3:-}
tests=$BIN/../tests
folder=$(mktemp -d)
server=
declare -A running=()
cleanup() {
  for pid in "${!running[@]}"; do kill -9 "$pid" 2> /dev/null || true; done
  # In order, so that no process of its own still writes into the folder that goes away.
  [ -z "$server" ] || kill -QUIT "$server" 2> /dev/null || true
  wait 2> /dev/null || true
  rm -rf "$folder" || true
}
trap cleanup EXIT
fail() { echo "fire: $1" >&2; tail -n 20 "$folder"/*.err "$folder"/pg/server.log >&2 2> /dev/null || true; exit 1; }
chmod 711 "$folder"
mkdir "$folder/pg"

start_server() { "$ROOT/tests/support/postgres" "$folder/pg" < /dev/null > /dev/null 2>&1 & server=$!; }
await_server() {
  for _ in $(seq 1200); do
    psql -X -q -d "$1" -c 'SELECT 1' > /dev/null 2>&1 < /dev/null && return
    # Right after a kill the old server's children may still hold its memory.
    kill -0 "$server" 2> /dev/null || start_server
    sleep 0.1
  done
  fail "the database does not start"
}
start_worker() {
  "$tests/register_worker" work "$1" "$2" "$3" "$papers" 60 < /dev/null >> "$folder/$2.out" 2>> "$folder/$2.err" &
  running[$!]=$2
}

# The postmaster first, so that it starts none of its processes again.
kill_server() {
  local processes
  processes=$(ps -o pid= --ppid "$server")
  kill -9 "$server" $processes 2> /dev/null || true
  wait "$server" 2> /dev/null || true
}

# Read without the register's own code: which numbers, which papers, and what each copy holds.
verify_copies() {  # verify_copies LIST COPIES
  python3 - "$1" "$2" "$papers" << 'PY'
import hashlib, json, os, sys
entries = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
copies, papers = sys.argv[2], int(sys.argv[3])
assert sorted(e["number"] for e in entries) == list(range(1, papers + 1)), "not 1 to n"
assert sorted(e["request_id"] for e in entries) == sorted("paper-%d" % n for n in range(1, papers + 1)), "a paper"
assert sum(name.endswith(".pdf") for name in os.listdir(copies)) == papers, "not one copy a paper"
for e in entries:
    assert e["state"] == "issued", e
    with open("%s/%d-%d.pdf" % (copies, e["year"], e["number"]), "rb") as file:
        data = file.read()
    assert data.startswith(b"%s %d\n" % (e["request_id"].encode(), e["number"])) and data.endswith(b"signed"), e
    assert hashlib.sha256(data).hexdigest() == e["copy_sha256"], e
PY
}

under_fire() {  # under_fire NAME LOCATION: kills all along the work, three times the database
  local name=$1 location=$2 copies=$folder/copies-$1 kills=0 database=0 made=0 i pid status
  mkdir "$copies"
  "$BIN/saoy-register" create -q --register "$location"
  for i in $(seq "$workers"); do start_worker "$location" "w$i" "$copies"; done
  local victims=(); RANDOM=20260305
  while [ ${#running[@]} -gt 0 ]; do
    sleep 0.2
    for pid in "${!running[@]}"; do
      kill -0 "$pid" 2> /dev/null && continue
      status=0; wait "$pid" || status=$?
      [ $status = 0 ] || fail "$name: ${running[$pid]} ended with $status"
      unset "running[$pid]"
    done
    [ ${#running[@]} -gt 0 ] || break
    # One kill for ten papers, all along the work, and each worker lost is replaced.
    made=$(find "$copies" -name "*.pdf" | wc -l)
    if [ $kills -le $((made / 10)) ]; then
      victims=("${!running[@]}"); pid=${victims[RANDOM % ${#victims[@]}]}
      i=${running[$pid]}
      if kill -9 "$pid" 2> /dev/null; then kills=$((kills + 1)); fi
      wait "$pid" 2> /dev/null || true
      unset "running[$pid]"
      start_worker "$location" "$i" "$copies"
    fi
    if [ -n "$server" ] && [ $database -lt 3 ] && [ "$made" -gt $((papers * (2 * database + 1) / 8)) ]; then
      kill_server
      database=$((database + 1))
      start_server
      await_server "$location"
    fi
  done
  [ $kills -ge 3 ] || fail "$name: only $kills kills hit"
  "$BIN/saoy-register" check --register "$location" > "$folder/problems" || { cat "$folder/problems" >&2; fail "$name: not sound"; }
  [ ! -s "$folder/problems" ] || { cat "$folder/problems" >&2; fail "$name: something is unfinished"; }
  "$BIN/saoy-register" list --json --register "$location" > "$folder/list"
  verify_copies "$folder/list" "$copies" || fail "$name: the book is not what the papers need"
  # A short run on a slow machine may be over before the third.
  [ -z "$server" ] || [ $database = 3 ] || [ $database -ge 1 -a "$papers" -lt 1000 ] || fail "$name: the database was killed $database times"
  echo "$name: $papers papers, $kills workers killed, database killed $database times: 1 to $papers, each once"
}

[ "$only" = server ] || under_fire file "$folder/register.db"
[ "$only" = file ] && exit
start_server
await_server "postgresql:///postgres?host=$folder/pg&user=postgres"
under_fire server "postgresql:///postgres?host=$folder/pg&user=postgres"
