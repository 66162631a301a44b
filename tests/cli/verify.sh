#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Verdicts and exit statuses of saoy-verify on copies signed by openssl(1).
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 30 -subj "/CN=Test Root" 2>/dev/null
openssl req -newkey rsa:2048 -nodes -keyout u.key -out u.csr -subj "/CN=Tran Thi Mau/O=Test Ward" 2>/dev/null
printf 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation\n' >u.ext
openssl x509 -req -in u.csr -CA ca.pem -CAkey ca.key -set_serial 7 -days 20 -extfile u.ext -out u.pem 2>/dev/null
python3 "$ROOT/tests/cli/verify_sign.py" good.pdf u.pem u.key
touch index.txt
printf '[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ndefault_md=sha256\ndefault_crl_days=20\n' >ca.cnf
list() { openssl ca -config ca.cnf -cert ca.pem -keyfile ca.key -gencrl -out "$1" 2>/dev/null; }
list none.crl
cp ca.pem alone.pem
cat none.crl >>ca.pem  # a bundle carries the lists of its authorities

verify() { "$BIN/saoy-verify" --lang en "$@" 2>err; }
expect() {  # STATUS PATTERN ARGUMENT…
  local status=$1 pattern=$2 got=0 out
  shift 2
  out=$(verify "$@") || got=$?
  [ "$got" = "$status" ] || { echo "status $got, not $status: $*"; echo "$out"; cat err; exit 1; }
  grep -qE -- "$pattern" <<<"$out" || { echo "no '$pattern' in: $out"; exit 1; }
}

expect 0 '"integrity":"intact","trust":"trusted","register":"not-checked","indication":"TOTAL-PASSED"' --json --trust ca.pem good.pdf
expect 0 'signer: Tran Thi Mau, Test Ward' --trust ca.pem good.pdf
expect 1 '"trust":"unknown".*"INDETERMINATE","sub_indication":"TRY_LATER"' --json --trust alone.pem good.pdf
expect 1 'whether the certificate of Tran Thi Mau was revoked is not known' --trust alone.pem good.pdf
expect 0 'TOTAL-PASSED' --json --trust alone.pem --crl none.crl good.pdf
expect 0 '"bundle":"state"' --json --trust state=ca.pem good.pdf
expect 0 'level: B-B; not B-T: there is no trusted timestamp' --trust ca.pem good.pdf
expect 78 '' --json --trust no=ca.key good.pdf
expect 0 'RSASSA-PSS SHA256' --json --trust ca.pem good.pdf
expect 1 '"trust":"unknown".*"INDETERMINATE","sub_indication":"NO_CERTIFICATE_CHAIN_FOUND"' --json good.pdf
expect 1 'OUT_OF_BOUNDS_NO_POE' --json --trust ca.pem --at 2099-01-01T00:00:00Z good.pdf

sed 's/(a)Tj/(b)Tj/' good.pdf >changed.pdf
expect 1 '"broken".*"TOTAL-FAILED","sub_indication":"HASH_FAILURE"' --json --trust ca.pem changed.pdf
{ cat good.pdf; printf '4 0 obj\n<</Length 5>>\nstream\n(z)Tj\nendstream\nendobj\n'; } >tail.pdf
expect 1 '"modified".*"TOTAL-FAILED"' --json --trust ca.pem tail.pdf

openssl ca -config ca.cnf -cert ca.pem -keyfile ca.key -revoke u.pem 2>/dev/null
list revoked.crl
# It was signed, says /M, before the revocation; nothing proves that. A list that knows more than the bundle's wins.
expect 1 '"untrusted".*"INDETERMINATE","sub_indication":"REVOKED_NO_POE"' --json --trust ca.pem --crl revoked.crl \
  --at "$(date -d '+1 hour' -Is)" good.pdf
echo hello >no.pdf
expect 65 '"unreadable"' --json --trust ca.pem no.pdf
expect 66 '' --trust ca.pem nothing.pdf
expect 66 '' --trust ca.pem --register mistyped.db good.pdf
[ ! -e mistyped.db ] || { echo "a register was made by mistyping its name"; exit 1; }
expect 3 'TOTAL-PASSED' --trust ca.pem good.pdf nothing.pdf
expect 3 'TOTAL-PASSED' --trust ca.pem "$dir"
expect 64 '' --no-such-option
# What would judge nothing and call it good; a mistyped name is told with what its option takes.
mkdir empty
expect 66 '' --trust ca.pem empty
expect 66 '' --trust ca.pem - </dev/null
expect 64 '' --trust ca.pem --sample 0 good.pdf
expect 78 '' --trust empty good.pdf
for words in "66 --trust nope" "66 --crl nope" "66 --ocsp nope" "78 --policy nope" "78 --policy good.pdf" "78 --profile nope" \
  "73 --html nope/x" "73 --xml nope/x" "73 --resume nope/x" "73 --render good.pdf/x" "66 --register nope"; do
  expect "${words%% *}" '' ${words#* } good.pdf
  grep -q 'hint: ' err || { echo "no way out: $words: $(cat err)"; exit 1; }
done
printf '%%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n' >deep.pdf
python3 -c "print('<</A' * 300000)" >>deep.pdf
printf 'startxref\n9\n%%%%EOF\n' >>deep.pdf
expect 65 'nesting too deep' --json deep.pdf
