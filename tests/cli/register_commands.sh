#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# saoy-register: a sound book passes, a missing copy fails with its number, formulas are disarmed, numbers masked;
# list, show, export and void take the entries they are asked for and no other.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
register=$work/register.db
register() { "$BIN/saoy-register" --lang en "$@" --register "$register"; }
expect() { local wanted=$1 got=0; shift; "$@" > "$work/out" 2> "$work/err" || got=$?
  [ "$got" = "$wanted" ] || { echo "expected $wanted, got $got: $*"; cat "$work/out" "$work/err"; exit 1; }; }
shows() { grep -qE -- "$1" "$work/out" || { echo "no '$1' in:"; cat "$work/out"; exit 1; }; }
lines() { [ "$(wc -l < "$work/out")" = "$1" ] || { echo "not $1 lines:"; cat "$work/out"; exit 1; }; }

expect 66 register check
grep -qF "$register: there is no register" "$work/err"
[ ! -s "$work/out" ]; [ ! -e "$register" ]
# An empty dry run of submit makes the register; two entries are written as another program would.
"$ROOT/scripts/make_test_pki" "$work/pki" > /dev/null
"$BIN/saoy-submit" --drain --gateway https://127.0.0.1:1 --client-cert "$work/pki/client.pem" --client-key "$work/pki/client.key" \
  --ca "$work/pki/root.pem" --receipt-ca "$work/pki/root.pem" --register "$register"
sqlite3 "$register" "INSERT INTO books VALUES ('A', 'SCT/BS', 2026, 1);
  INSERT INTO entries (request_id,agency,book,year,number,at,masters_digest,dossier,paper,paper_name,requester,official,copies,pages,fee)
  VALUES ('r1','A','SCT/BS',2026,1,1772676000,'m1','d','p1','=1+1','An, 001099000001','Binh',1,1,2000),
         ('r2','A','SCT/BS',2026,2,1772676000,'m2','d','p2','Bang','An','Binh',1,1,2000);
  UPDATE entries SET state='issued', copy_path='/nowhere/x.pdf', copy_digest='d', issued_at=1 WHERE number=1;"
sqlite3 "$register" "INSERT INTO books VALUES ('A', 'SCT/BS', 2025, 1), ('A', 'SCT/CK', 2026, 1);
  INSERT INTO entries (request_id,agency,book,year,number,at,masters_digest,dossier,paper,paper_name,requester,official,copies,pages,fee)
  VALUES ('r3','A','SCT/BS',2025,1,1741140000,'m3','d','p3','Giấy khai sinh','Bình','Binh',1,1,2000),
         ('r4','A','SCT/CK',2026,1,1774978200,'m4','d','p4','Bằng tốt nghiệp','Chi','Binh',2,3,4000);"  # r4: 00:30 on 1 April in Vietnam

expect 1 register check
shows '^copy-missing SCT/BS 1/2026'; shows '^reserved-unfinished SCT/BS 2/2026'
expect 1 register check --json
shows '"code":"copy-missing".*"number":1'

expect 0 register list
lines 5; shows '^year +book +number +state'; shows '^2026 +SCT/BS +01 +issued +2026-03-05 +=1\+1 +An, 001\*+001 +Binh$'
expect 0 register list --year 2025
lines 2; shows 'Giấy khai sinh'
expect 0 register list --book SCT/CK --json
lines 1; shows '"number":1.*"paper_name":"Bằng tốt nghiệp"'
expect 0 register list --text 'Giấy khai'
lines 2; shows '^2025 '
expect 0 register list --year 1999 --json
lines 0

expect 64 register show 1                                  # there three times
grep -q 'number 1 is there 3 times' "$work/err"; grep -q -- '--year and --book' "$work/err"
expect 66 register show 9 --year 2026
expect 0 register show 1 --year 2026 --book SCT/BS
shows '^copy_sha256 +d$'; shows '^requester +An, 001\*+001$'; shows '^issued_at '
expect 0 register show 1 --year 2025 --json
lines 1; shows '"state":"reserved"'

expect 0 register export --csv
lines 5; grep -qF "\"An, 001******001\",'=1+1,Binh,1,2000," "$work/out"
[ "$(grep -c $'\r$' "$work/out")" = 5 ]                     # RFC 4180 ends each record with CR LF
expect 0 register export --csv --bom --year 2026 --month 4
[ "$(head -c 3 "$work/out" | od -An -tx1)" = " ef bb bf" ]
lines 2; shows '^01,01/04/2026,Chi,Bằng tốt nghiệp,Binh,2,4000,not issued yet'  # still March in UTC
expect 0 register export --csv --year 2026 --month 3
lines 3; [ "$(head -c 3 "$work/out" | od -An -tx1)" != " ef bb bf" ]
expect 64 register export --csv --month 13
expect 64 register export

expect 0 register void 2 --reason withdrawn --by Binh --year 2026
shows '^state +voided$'; shows '^note +withdrawn \(Binh, 2'
expect 77 register void 1 --reason withdrawn --by Binh --year 2026 --book SCT/BS   # issued: final
expect 77 register void 2 --reason again --by Chi --year 2026
expect 0 register export --csv --year 2026 --month 3
shows '^02,.*,"void: withdrawn'
