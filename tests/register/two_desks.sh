#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Two service points certify from one book on a PostgreSQL server, each with its own dossiers, at the same time and under
# host names of their own (where this may be simulated): one series without gap, every copy verified, and a paper that both
# were handed has one number. Only one of them drains the outbox at a time.
set -euo pipefail
folder=$(mktemp -d)
server= holder=
cleanup() {
  for pid in $holder; do kill "$pid" 2> /dev/null || true; done
  [ -z "$server" ] || kill -QUIT "$server" 2> /dev/null || true
  wait 2> /dev/null || true
  rm -rf "$folder" || true
}
trap cleanup EXIT
fail() { echo "two_desks: $1" >&2; cat "$folder"/*.err >&2 2> /dev/null || true; exit 1; }
chmod 711 "$folder"
mkdir "$folder/pg"
"$ROOT/tests/support/postgres" "$folder/pg" < /dev/null > /dev/null 2>&1 & server=$!
uri="postgresql:///postgres?host=$folder/pg&user=postgres"
for _ in $(seq 1200); do psql -X -q -d "$uri" -c 'SELECT 1' > /dev/null 2>&1 < /dev/null && break; sleep 0.1; done

named=; if unshare --uts true 2> /dev/null; then named=1; fi
run_on() {  # run_on HOST COMMAND…
  local host=$1
  shift
  if [ -n "$named" ]; then unshare --uts sh -c 'hostname "$1"; shift; exec "$@"' - "$host" "$@"; else "$@"; fi
}
[ -n "$named" ] || echo "two_desks: host names cannot be simulated here; two processes of one computer instead" >&2

"$ROOT/scripts/make_test_pki" "$folder/pki"
export SOURCE_DATE_EPOCH=1772695825 SAOY_LANG=en
cp -r "$ROOT/pipelines/vn" "$folder/profile"
sed -i '/<limit /d' "$folder/profile/profile.xml"
profile=(--profile "$folder/profile")
papers=("$ROOT"/samples/papers/*)
scan() { "$BIN/saoy-scan" -q "${profile[@]}" -o "$folder/$1" "${@:2}" > "$folder/$1.list"; }
scan desk1 "${papers[@]:0:4}"
scan desk2 "${papers[@]:4:4}"
cp -r "$(head -1 "$folder/desk1.list")" "$folder/desk2/"  # both were handed this one
ls -d "$folder"/desk2/*/ > "$folder/desk2.list"
"$BIN/saoy-register" create -q --register "$uri"
# While the register is out of reach a desk prepares, and its papers wait; what is below goes on with them.
first=$(head -1 "$folder/desk1.list")
"$BIN/saoy-review" set-type -q "${profile[@]}" --by "Nguyễn Thị Minh Ánh" --type khai_sinh "$first" > /dev/null
"$BIN/saoy-review" accept -q "${profile[@]}" --by "Nguyễn Thị Minh Ánh" "$first" > /dev/null
status=0
"$BIN/saoy-certify-copy" -q "${profile[@]}" --register "postgresql:///postgres?host=$folder/away&user=postgres" "$first" \
  > "$folder/away.out" 2> "$folder/away.err" || status=$?
[ $status = 75 ] || fail "a register out of reach ends with $status"
grep -q "everything but the number is prepared" "$folder/away.err" || fail "it is not told that the paper waits"
[ ! -s "$folder/away.out" ] && [ -z "$(ls -A "$first/copies" 2> /dev/null)" ] || fail "a copy without a number"
grep -q '"action":"waits"' "$first/journal.jsonl" || fail "the dossier does not say that it waits"
rm "$folder/away.err"
certify='"$1/saoy-certify-copy" -q --attest-by "Nguyễn Thị Minh Ánh" --register "$2" --profile "$3/profile" |
  "$1/saoy-sign" -q --official-key "$3/pki/official.p12" --official-pin-file "$3/pki/passphrase" \
    --agency-key "$3/pki/agency.p12" --agency-pin-file "$3/pki/passphrase" --register "$2" --profile "$3/profile"'
for desk in desk1 desk2; do
  "$BIN/saoy-review" set-type -q "${profile[@]}" --by "Nguyễn Thị Minh Ánh" --type khai_sinh < "$folder/$desk.list" > /dev/null
  run_on $desk bash -c "$certify" - "$BIN" "$uri" "$folder" < "$folder/$desk.list" > "$folder/$desk.done" 2> "$folder/$desk.err" & eval "$desk=$!"
done
wait "$desk1" || true
wait "$desk2" || true

"$BIN/saoy-register" list --json --register "$uri" > "$folder/list"
[ "$(wc -l < "$folder/list")" = 8 ] || fail "$(wc -l < "$folder/list") numbers for 8 papers"
# The shared paper: whichever desk was second was told that the other is at work on it, or has made it.
if [ "$(cat "$folder"/desk?.done | wc -l)" != 8 ]; then
  for desk in desk1 desk2; do  # and once more, as a person would
    run_on $desk bash -c "$certify" - "$BIN" "$uri" "$folder" < "$folder/$desk.list" > "$folder/$desk.again" 2>> "$folder/$desk.err" || true
  done
fi
"$BIN/saoy-register" list --json --register "$uri" > "$folder/list"
[ "$(grep -c '"state":"issued"' "$folder/list")" = 8 ] || fail "not all are issued: $(cat "$folder/list")"
[ "$(grep -o '"number":[0-9]*' "$folder/list" | sort -t: -k2 -n | cut -d: -f2 | tr '\n' ' ')" = "1 2 3 4 5 6 7 8 " ] || fail "not 1 to 8"
"$BIN/saoy-register" check --register "$uri" > "$folder/problems" || fail "$(cat "$folder/problems")"
[ ! -s "$folder/problems" ] || fail "$(cat "$folder/problems")"

# One drain at a time, whichever computer: while a session holds the turn, another has nothing to do.
mkfifo "$folder/hold"
psql -X -q -At -d "$uri" < "$folder/hold" > "$folder/held" 2>&1 & holder=$!
exec 9> "$folder/hold"
echo "SELECT pg_advisory_lock(hashtext(current_schema()), hashtext('drain'));" >&9
echo "SELECT 'held';" >&9
for _ in $(seq 1200); do grep -q held "$folder/held" && break; sleep 0.1; done
drain() {
  "$BIN/saoy-submit" --drain --register "$uri" --gateway https://127.0.0.1:9 --client-cert "$folder/pki/client.pem" \
    --client-key "$folder/pki/client.key" --ca "$folder/pki/root.pem" --receipt-ca "$folder/pki/root.pem" 2> "$folder/drain.err"
}
drain || fail "a second drain is no failure"
grep -q "another drain" "$folder/drain.err" || fail "a second drain is not told"
# Given back by word: the server ends a session somewhat after its client.
echo "SELECT pg_advisory_unlock_all(); SELECT 'given' || 'back';" >&9
for _ in $(seq 1200); do grep -q givenback "$folder/held" && break; sleep 0.1; done
exec 9>&-
wait "$holder" || true
holder=
drain || fail "the drain"
! grep -q "another drain" "$folder/drain.err" || fail "the turn was not given back"
echo "two_desks: 8 papers, one book, one series"
