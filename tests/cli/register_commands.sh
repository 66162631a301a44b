#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# saoy-register: a sound book passes, a missing copy fails with its number, formulas are disarmed, numbers masked;
# every command word takes the entries it is asked for and no other.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
register=$work/register.db
register() { "$BIN/saoy-register" --lang en "$@" --register "$register"; }
expect() { local wanted=$1 got=0; shift; "$@" > "$work/out" 2> "$work/err" || got=$?
  [ "$got" = "$wanted" ] || { echo "expected $wanted, got $got: $*"; cat "$work/out" "$work/err"; exit 1; }; }
shows() { grep -qE -- "$1" "$work/out" || { echo "no '$1' in:"; cat "$work/out"; exit 1; }; }
tells() { grep -qF -- "$1" "$work/err" || { echo "no '$1' in:"; cat "$work/err"; exit 1; }; }
lines() { [ "$(wc -l < "$work/out")" = "$1" ] || { echo "not $1 lines:"; cat "$work/out"; exit 1; }; }

# Nothing but create makes a register.
expect 66 register check
tells "$register: no such register"; tells "saoy-register create"
[ ! -s "$work/out" ]; [ ! -e "$register" ]
expect 0 register create
tells "begins with number 01"
expect 0 register create
shows "is there already"; [ "$(stat -c %a "$register")" = 600 ]

echo "the first copy" > "$work/first.pdf"
"$BIN/../tests/register_worker" fill "$register" <<JSON
{"request_id": "r3", "at": "2025-03-05T09:00:00+07:00", "requester": "Bình"}
{"request_id": "r0", "at": "2026-03-05T08:00:00+07:00", "requester": "Chi", "copy": "$work/first.pdf", "fee": 4000, "copies": 3}
{"request_id": "r1", "at": "2026-03-05T09:00:00+07:00", "paper_name": "=1+1", "requester": "An, 001099000001", "copy": "/nowhere/x.pdf"}
{"request_id": "r2", "at": "2026-03-05T09:00:00+07:00", "paper_name": "Bảng điểm", "requester": "An", "dossier": "diem-1"}
{"request_id": "r4", "at": "2026-04-01T00:30:00+07:00", "book": "SCT/CK", "paper_name": "Bằng tốt nghiệp", "requester": "Chi", "copies": 2, "fee": 4000}
JSON

expect 1 register check
lines 4; shows '^copy-missing SCT/BS 2/2026'; shows '^reserved-unfinished SCT/BS 3/2026'
expect 1 register check --json
shows '"code":"copy-missing".*"number":2'

expect 0 register list
lines 6; shows '^year +book +number +state'; shows '^2026 +SCT/BS +02 +issued +2026-03-05 +=1\+1 +An, 001\*+001 +Bình$'
expect 0 register list --year 2025
lines 2; shows 'Giấy khai sinh'
expect 0 register list --book SCT/CK --json
lines 1; shows '"number":1.*"paper_name":"Bằng tốt nghiệp"'
expect 0 register list --text 'Bằng tốt'
lines 2; shows '^2026 '
expect 0 register search 'bang tot NGHIEP'
lines 2; shows 'Bằng tốt nghiệp'
expect 0 register search 'ĐIEM' --json
lines 1
expect 0 register list --year 1999 --json
lines 0

# Whole personal numbers are shown to a named person only, and the register keeps that.
expect 64 register list --unmask
tells 'give --by'
expect 0 register list --unmask --by 'Lê Văn Kiểm'
shows '001099000001'
expect 0 register log
shows 'unmask +Lê Văn Kiểm \(clerk\)'
expect 0 register log --json
shows '"action":"reserve".*"detail":\{"agency"'; [ "$(grep -c 001099000001 "$work/out")" = 0 ]

expect 64 register show 1                                  # there three times
tells 'number 1 is there 3 times'; tells '--year and --book'
expect 66 register show 9 --year 2026
expect 0 register show 2 --year 2026 --book SCT/BS
shows '^copy +/nowhere/x.pdf$'; shows '^requester +An, 001\*+001$'; shows '^issued_at '
expect 0 register show 1 --year 2025 --json
lines 1; shows '"state":"reserved"'

expect 0 register verify-copy "$work/first.pdf"
shows '^number +1$'; shows '^state +issued$'
expect 1 register verify-copy "$register"
shows 'no such copy'
expect 0 register stats --json --year 2026 --book SCT/BS
lines 1; shows '"reserved":1,"waiting":0,"issued":2,"voided":0,"copies":4,"pages":2,"fee":6000'

expect 0 register export --csv
lines 6; grep -qF "\"An, 001******001\",'=1+1,Bình,1,2000," "$work/out"
[ "$(grep -c $'\r$' "$work/out")" = 6 ]                     # RFC 4180 ends each record with CR LF
expect 0 register export --csv --bom --year 2026 --month 4
[ "$(head -c 3 "$work/out" | od -An -tx1)" = " ef bb bf" ]
lines 2; shows '^01,01/04/2026,Chi,Bằng tốt nghiệp,Bình,2,4000,not issued yet'  # still March in UTC
expect 0 register export --csv --year 2026 --month 3
lines 4; [ "$(head -c 3 "$work/out" | od -An -tx1)" != " ef bb bf" ]
expect 64 register export --csv --month 13
expect 64 register export

expect 64 register void 3 --reason withdrawn --year 2026
expect 0 register void 3 --reason withdrawn --by Bình --year 2026
shows '^state +voided$'; shows '^note +withdrawn \(Bình, 2'
expect 77 register void 2 --reason withdrawn --by Bình --year 2026 --book SCT/BS   # issued: final
expect 77 register void 3 --reason again --by Chi --year 2026
expect 0 register export --csv --year 2026 --month 3
shows '^03,.*,"void: withdrawn'

# The same month as a spreadsheet and for the printer: one book, its totals, nothing that a spreadsheet would compute.
book=(--year 2026 --month 3 --book SCT/BS)
expect 64 register export --csv --ods "$work/so.ods"
expect 64 register export --pdf "$work/so.pdf"            # of which book?
expect 66 register export --pdf "$work/so.pdf" --year 1999
expect 0 register export --ods "$work/so.ods" "${book[@]}"
expect 0 register export --pdf "$work/so.pdf" "${book[@]}"
/usr/bin/python3 - "$work/so.ods" <<'PY'
import sys, zipfile, xml.etree.ElementTree as E
z = zipfile.ZipFile(sys.argv[1])
first = z.infolist()[0]
assert first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED and not first.extra, first
assert z.read("mimetype") == b"application/vnd.oasis.opendocument.spreadsheet"
ns = {n: "urn:oasis:names:tc:opendocument:xmlns:%s:1.0" % n for n in ("office", "table", "text", "manifest", "style")}
listed = {e.get("{%s}full-path" % ns["manifest"]) for e in E.fromstring(z.read("META-INF/manifest.xml"))}
assert listed == {"/"} | set(z.namelist()) - {"mimetype", "META-INF/manifest.xml"}, listed
E.fromstring(z.read("styles.xml"))
content = E.fromstring(z.read("content.xml"))
styles = {s.get("{%s}name" % ns["style"]) for s in content.iter("{%s}style" % ns["style"])}
used = {c.get("{%s}style-name" % ns["table"]) for c in content.iter("{%s}table-cell" % ns["table"])} - {None}
assert used <= styles, used - styles
rows = [[(c.get("{%s}value-type" % ns["office"]), c.get("{%s}value" % ns["office"]) or c.get("{%s}date-value" % ns["office"]),
          "".join(c.itertext()).strip()) for c in r.iter("{%s}table-cell" % ns["table"])]
        for r in content.iter("{%s}table-row" % ns["table"])]
assert [c[2] for c in rows[0]] == ["ỦY BAN NHÂN DÂN PHƯỜNG HOA SEN"], rows[0]
assert len(rows[3]) == 8 and rows[3][0][2] == "Số thứ tự/số chứng thực"
assert rows[4][1] == ("date", "2026-03-05", "05/03/2026") and rows[4][5] == ("float", "3", "3"), rows[4]
assert rows[5][3] == ("string", None, "=1+1") and rows[5][2][2] == "An, 001******001", rows[5]
assert "table:formula" not in z.read("content.xml").decode()
assert "3 số chứng thực, trong đó 2 số đã cấp, 1 số hủy; 4 bản sao; lệ phí 6.000 đồng" in rows[-2][0][2], rows[-2]
PY
qpdf --check "$work/so.pdf" > /dev/null
pdftotext -layout "$work/so.pdf" "$work/out"
shows 'Quyển số 01/2026-SCT/BS, tháng 3 năm 2026'; shows '01 +05/03/2026 +Chi'; shows '4\.000'
shows 'Cộng: 3 số chứng thực, trong đó 2 số đã cấp, 1 số hủy; 4 bản sao; lệ phí 6\.000 đồng'
[ -z "$(pdffonts "$work/so.pdf" | tail -n +3 | awk '{ if ($(NF-4) != "yes") print }')" ] || { echo "a font is not embedded"; exit 1; }

# The year's end: not while a number waits, not twice, and no number after it.
expect 64 register close --by Bình --year 2025
expect 77 register close --by Bình --year 2025 --book SCT/BS
tells 'numbers still wait'
expect 0 register void 1 --reason withdrawn --by Bình --year 2025
expect 0 register close --by Bình --year 2025 --book SCT/BS --json
shows '"last":1,"issued":0,"voided":1,"copies":0,"fee":0'
expect 77 register close --by Bình --year 2025 --book SCT/BS
expect 1 register check                                    # the one copy that is not there, and nothing else
lines 2; shows '^copy-missing'; shows '^reserved-unfinished SCT/CK'

# A dossier that was moved is found where it is said to be.
mkdir -p "$work/new/d/copies"
mv "$work/first.pdf" "$work/new/d/copies/"
expect 1 register check
shows '^copy-missing SCT/BS 1/2026'
expect 1 register check --work "$work/new"
[ "$(grep -c 'SCT/BS 1/2026' "$work/out")" = 0 ]

# A clock set back takes nothing; a person may say that the register's time was the wrong one.
SOURCE_DATE_EPOCH=1700000000 expect 77 register void 1 --reason x --by Bình --book SCT/CK
tells 'the clock says'
SOURCE_DATE_EPOCH=1700000000 expect 0 register resume --reason 'the clock was wrong' --by Bình
SOURCE_DATE_EPOCH=1700000000 expect 0 register void 1 --reason x --by Bình --book SCT/CK
