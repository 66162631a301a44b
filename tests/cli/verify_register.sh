#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What the register says of a copy: itself, another file under its number, another number or day in its statement, an
# entry that the chain contradicts.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
"$ROOT/scripts/make_test_pki" "$dir/pki" >/dev/null
pki=$dir/pki by=(--by "Nguyễn Thị Minh Ánh") register=$dir/register.db
certify() {  # SAMPLE TYPE -> the signed copy
  local dossier
  dossier=$("$BIN/saoy-scan" -q -o "$dir/work" "$ROOT/samples/papers/$1.jpg") || [ $? -eq 1 ]
  "$BIN/saoy-review" set-type -q --type "$2" "${by[@]}" "$dossier" >/dev/null
  "$BIN/saoy-review" accept -q "${by[@]}" "$dossier" >/dev/null
  "$BIN/saoy-certify-copy" -q --create-register --register "$register" "$dossier" >/dev/null
  "$BIN/saoy-sign" -q --official-key "$pki/official.key" --official-cert "$pki/official.pem" --agency-key "$pki/agency.key" \
    --agency-cert "$pki/agency.pem" --register "$register" "$dossier" >/dev/null
  echo "$dossier"/copies/*.pdf
}
copy=$(certify khai_sinh khai_sinh)

says() {  # STATUS ANSWER FILE [REGISTER]
  local status=0 out
  out=$("$BIN/saoy-verify" --json --trust "$pki/root.pem" --register "${4:-$register}" "$3") || status=$?
  [ "$status" = "$1" ] && grep -q "\"register\":\"$2\"" <<<"$out" || { echo "$status, not $1 and $2: $out"; exit 1; }
}
says 0 match "$copy"

# The same entry's number on another file: whoever finds it should hear which.
{ cat "$copy"; printf '1 0 obj\n<</Length 5>>\nstream\n(z)Tj\nendstream\nendobj\n'; } >"$dir/longer.pdf"
says 1 other-copy "$dir/longer.pdf"
"$BIN/saoy-verify" --lang en --trust "$pki/root.pem" --register "$register" "$dir/longer.pdf" >"$dir/said" || true
grep -q 'number 1 of' "$dir/said" || { cat "$dir/said"; exit 1; }

# A paper that makes no such claim.
python3 - "$dir/plain.pdf" <<'PY'
import sys
open(sys.argv[1], "wb").write(b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\n"
                              b"endobj\nxref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000056 00000 n \n"
                              b"trailer\n<</Size 3/Root 1 0 R>>\nstartxref\n104\n%%EOF\n")
PY
says 1 no-entry "$dir/plain.pdf"

# A row altered behind saoy's back: the chain contradicts it.
altered=$dir/altered.db
cp "$register" "$altered"
[ ! -e "$register.witness" ] || cp "$register.witness" "$altered.witness"
says 0 match "$copy" "$altered"
sqlite3 "$altered" "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_schema WHERE type = 'trigger'" | sqlite3 "$altered"
sqlite3 "$altered" "UPDATE entries SET official = 'Trần Văn Khác'"
says 1 entry-altered "$copy" "$altered"

# A copy that says another number than it has: here by a statement of its own wording.
cp -r "$ROOT/pipelines/vn" "$dir/profile"
sed -i 's/<line>Số chứng thực {number}/<line>Số chứng thực 5{number}/' "$dir/profile/profile.xml"
register=$dir/other.db
other=$(SAOY_PROFILE=$dir/profile certify gcn_hkd gcn_hkd)
says 1 statement-differs "$other" "$register"
