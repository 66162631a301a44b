#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Updates that show, do or hide something after a signature must not pass; harmless ones must.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 30 -subj "/CN=Test Root" 2>/dev/null
touch index.txt
printf '[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ndefault_md=sha256\ndefault_crl_days=20\n' >ca.cnf
openssl ca -config ca.cnf -cert ca.pem -keyfile ca.key -gencrl 2>/dev/null >>ca.pem
issue() {  # NAME EXTENSIONS SERIAL
  openssl req -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.csr" -subj "/CN=Test $1" 2>/dev/null
  printf "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature$2\n" >"$1.ext"
  openssl x509 -req -in "$1.csr" -CA ca.pem -CAkey ca.key -set_serial "$3" -days 20 -extfile "$1.ext" -out "$1.pem" 2>/dev/null
}
issue signer '' 7
issue client '\nextendedKeyUsage=clientAuth' 8
issue tsa '\nextendedKeyUsage=critical,timeStamping' 9
echo 01 >serial
cat >tsa.cnf <<'END'
[tsa]
default_tsa = one
[one]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
ess_cert_id_alg = sha256
END
python3 "$ROOT/tests/cli/verify_sign.py" good.pdf signer.pem signer.key
python3 "$ROOT/tests/cli/verify_sign.py" bad_client.pdf client.pem client.key
python3 "$ROOT/tests/cli/verify_sign.py" ok_unlisted.pdf signer.pem signer.key unlisted
python3 "$ROOT/tests/cli/verify_updates.py" good.pdf tsa.cnf

for file in good.pdf ok_*.pdf bad_*.pdf; do
  status=0
  out=$("$BIN/saoy-verify" --lang en --json --trust ca.pem "$file" 2>err) || status=$?
  grep -q '"register":"not-checked","indication":' <<<"$out" || { echo "$file: no verdict"; cat err; exit 1; }
  passed=no
  grep -q '"register":"not-checked","indication":"TOTAL-PASSED"' <<<"$out" && passed=yes
  case $file:$passed:$status in
    bad_*:no:1 | bad_*:no:65 | good.pdf:yes:0 | ok_*:yes:0) ;;
    *) echo "$file, passed $passed, status $status: $out"; exit 1 ;;
  esac
done
