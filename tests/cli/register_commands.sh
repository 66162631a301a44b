#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# saoy-register: a sound book passes, a missing copy fails with its number, formulas are disarmed, numbers masked.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
register=$work/register.db
[ "$("$BIN/saoy-register" check --register "$register" 2> /dev/null; echo $?)" = 66 ]
# An empty dry run of submit makes the register; two entries are written as another program would.
"$ROOT/scripts/make_test_pki" "$work/pki" > /dev/null
"$BIN/saoy-submit" --drain --gateway https://127.0.0.1:1 --client-cert "$work/pki/client.pem" --client-key "$work/pki/client.key" \
  --ca "$work/pki/root.pem" --receipt-ca "$work/pki/root.pem" --register "$register"
sqlite3 "$register" "INSERT INTO books VALUES ('A', 'SCT/BS', 2026, 1);
  INSERT INTO entries (request_id,agency,book,year,number,at,masters_digest,dossier,paper,paper_name,requester,official,copies,pages,fee)
  VALUES ('r1','A','SCT/BS',2026,1,1772676000,'m1','d','p1','=1+1','An, 001099000001','Binh',1,1,2000),
         ('r2','A','SCT/BS',2026,2,1772676000,'m2','d','p2','Bang','An','Binh',1,1,2000);
  UPDATE entries SET state='issued', copy_path='/nowhere/x.pdf', copy_digest='d', issued_at=1 WHERE number=1;"
got=0; "$BIN/saoy-register" check --register "$register" > "$work/out" || got=$?
[ "$got" = 1 ]; grep -q '^copy-missing SCT/BS 1/2026' "$work/out"; grep -q '^reserved-unfinished' "$work/out"
"$BIN/saoy-register" export --csv --register "$register" > "$work/book.csv"
grep -q "\"An, 001\*\*\*\*\*\*001\",'=1+1,Binh,1,2000," "$work/book.csv"
"$BIN/saoy-register" list --json --register "$register" | grep -q '"number":2'
"$BIN/saoy-register" void 2 --reason withdrawn --by Binh --register "$register" | grep -q voided
