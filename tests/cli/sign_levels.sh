#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# B-T, B-LT and B-LTA from a live authority, raised later and renewed; every fault of the servers leaves the source as it
# was; openssl, pdfsig and qpdf agree.
set -euo pipefail
. "$ROOT/tests/support/authority.sh"
cd "$tmp"
/usr/bin/python3 - "$ROOT" <<'P'
import sys
sys.path.insert(0, sys.argv[1] + "/tests/support")
import signed_pdf
open("paper.pdf", "wb").write(signed_pdf.paper().data)
P
key=(--official-key "$pki/p256.key" --official-cert "$pki/p256.pem")
online=(--tsa "$tsa" --trust "$trust")
judge() { /usr/bin/python3 "$ROOT/tests/support/judge_signed.py" "$trust" "$pki/issuing.pem" "$@" >judged || fail "$(cat judged)"; }
grown() { cmp -n "$(stat -c %s "$1")" "$1" "$2" || fail "$2 does not begin with $1"; }

for level in b-b b-t b-lt b-lta; do
  sign 0 "${key[@]}" --level $level "${online[@]}" --out $level paper.pdf
  grown paper.pdf $level/paper.pdf
  level $level/paper.pdf "$(echo $level | tr a-z A-Z)"
done
judge b-b/paper.pdf b-t/paper.pdf b-lt/paper.pdf b-lta/paper.pdf

# A copy signed without network is raised later, step by step or at once; again it is left as it is.
cp b-b/paper.pdf later.pdf
for level in b-t b-lt b-lta; do
  cp later.pdf before.pdf
  sign 0 --upgrade --level $level "${online[@]}" later.pdf
  grown before.pdf later.pdf
  level later.pdf "$(echo $level | tr a-z A-Z)"
done
sum=$(sha256sum <later.pdf)
sign 0 --upgrade --level b-lta "${online[@]}" later.pdf
[ "$(sha256sum <later.pdf)" = "$sum" ] || fail "raised twice"
# Two signatures, then evidence and two renewals; the first stays valid through all of it.
sign 0 "${key[@]}" --agency-key "$pki/rsa2048.key" --agency-cert "$pki/rsa2048.pem" --level b-t "${online[@]}" --out two paper.pdf
sign 0 --upgrade "${online[@]}" two/paper.pdf
level two/paper.pdf B-LT
for n in 1 2; do sign 0 --renew "${online[@]}" two/paper.pdf; level two/paper.pdf B-LTA; done
judge later.pdf two/paper.pdf

# Due: what has not the level, and what stands on a certificate that ends soon.
sign 0 --upgrade --level b-lta --tsa "${tsa}2" --trust "$trust" b-lt/paper.pdf
sign 1 --due "${online[@]}" b-b b-lt b-lta
grep -q '^b-b/paper.pdf	' out && grep -q '^b-lt/paper.pdf	' out && ! grep -q '^b-lta/' out || fail "due: $(cat out)"
sign 0 --renew "${online[@]}" b-lt/paper.pdf
sign 0 --due "${online[@]}" b-lt

# Authorities are asked in order; the first good answer counts.
sign 0 "${key[@]}" --level b-t --tsa "$tsa/down" --tsa "$tsa/nonce" --tsa "$tsa" --trust "$trust" --out order paper.pdf
level order/paper.pdf B-T

# The faults of servers: status 75, the sentence says which, nothing under the final name, the source as it was.
sum=$(sha256sum <paper.pdf)
mkdir profile; cp -r "$ROOT"/pipelines/vn/* profile; sed -i 's/seconds="15"/seconds="1"/' profile/signing.xml
mkdir alone
untouched() {  # nothing half signed under a final name or beside it, and what was there as it was
  [ -z "$(ls -A faults 2>/dev/null)" ] || fail "$1: left $(ls -A faults)"
  [ "$(ls -A alone)" = paper.pdf ] && cmp -s alone/paper.pdf paper.pdf || fail "$1: in place, $(ls -A alone)"
  cmp -s same.pdf b-b/paper.pdf || fail "$1: the signed file was changed"
  [ "$(sha256sum <paper.pdf)" = "$sum" ] || fail "$1: the paper was changed"
}
faulty() {  # STATUS LEVEL ARGUMENT…: signing into a folder, signing in place and raising end the same
  local status=$1 level=$2
  shift 2
  cp paper.pdf alone/paper.pdf; cp b-b/paper.pdf same.pdf
  sign $status "${key[@]}" --level $level "$@" --trust "$trust" --out faults paper.pdf
  sign $status "${key[@]}" --level $level "$@" --trust "$trust" --in-place alone/paper.pdf
  sign $status --upgrade --level $level "$@" --trust "$trust" same.pdf
  untouched "$level $*"
}
for way in down slow nonce other expired refuse stranger noise; do faulty 75 b-t --profile profile --tsa "$tsa/$way"; done
sign 75 --upgrade --level b-t --tsa "$tsa/nonce" --trust "$trust" same.pdf; told "its nonce differs"
sign 75 --upgrade --level b-t --tsa "$tsa/other" --trust "$trust" same.pdf; told "other bytes"
sign 75 --upgrade --level b-t --tsa "$tsa/expired" --trust "$trust" same.pdf; told "expired"
sign 75 --upgrade --level b-t --profile profile --tsa "$tsa/slow" --trust "$trust" same.pdf; told "no answer came"
sign 75 --upgrade --level b-t --tsa http://127.0.0.1:1/ --trust "$trust" same.pdf; told "cannot be reached"
for way in "ocsp-unknown crl-down" "ocsp-unknown crl-expired" "ocsp-down crl-expired"; do
  behave $way
  faulty 75 b-lt --tsa "$tsa"; told "could not be found out"
done
behave ocsp-unknown  # the list serves where the responder does not know
sign 0 "${key[@]}" --level b-lt "${online[@]}" --out unknown paper.pdf
level unknown/paper.pdf B-LT
behave ocsp-down  # the list serves where the responder does not
sign 0 --upgrade "${online[@]}" same.pdf
level same.pdf B-LT
behave

# The certificate is judged before it signs.
sign 77 --official-key "$pki/revoked.key" --official-cert "$pki/revoked.pem" "${online[@]}" --out faults paper.pdf; told "was revoked"
sign 77 --official-key "$pki/expired.key" --official-cert "$pki/expired.pem" "${online[@]}" --out faults paper.pdf; told "expired"
sign 77 --official-key "$pki/stranger.key" --official-cert "$pki/stranger.pem" "${online[@]}" --out faults paper.pdf
sign 77 --official-key "$pki/tsa.key" --official-cert "$pki/tsa.pem" "${online[@]}" --out faults paper.pdf
# Without its issuer's certificate it is said whose is missing and where it is.
sign 77 --official-key "$pki/p256.key" --official-cert "$pki/p256.leaf" "${online[@]}" --out faults paper.pdf
told "was issued by CA cấp phát thử nghiệm"; told "get it from http://127.0.0.1:$port/issuing.cer"
behave ocsp-down crl-down
sign 0 "${key[@]}" "${online[@]}" --out unasked paper.pdf
sed -i 's/unknown="warn"/unknown="refuse"/' profile/signing.xml
sign 75 "${key[@]}" "${online[@]}" --profile profile --out faults paper.pdf; told "could not be found out"
[ -z "$(ls faults)" ] || fail "left $(ls faults)"

behave

# No room for the signed file: a limit on file sizes stands for a full disk.
for limit in 1 8 30; do  # KiB: the file takes about 11 signed, 40 with evidence
  cp paper.pdf alone/paper.pdf; cp b-b/paper.pdf same.pdf
  if [ $limit -lt 8 ]; then
    (trap '' XFSZ; ulimit -f $limit; sign 73 "${key[@]}" --out faults paper.pdf) || exit 1
    (trap '' XFSZ; ulimit -f $limit; sign 73 "${key[@]}" --in-place alone/paper.pdf) || exit 1
  fi
  (trap '' XFSZ; ulimit -f $limit; sign 73 --upgrade --level b-lta "${online[@]}" same.pdf) || exit 1
  untouched "limit $limit"
done
