#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# saoy-verify --online: asks what the file leaves open, only when told to, only whom certificates under an anchor name;
# what comes is judged as if the file had brought it, and unknown stays unknown.
set -euo pipefail
. "$ROOT/tests/support/authority.sh"
cd "$tmp"
/usr/bin/python3 - "$ROOT" <<'P'
import sys
sys.path.insert(0, sys.argv[1] + "/tests/support")
import signed_pdf
open("paper.pdf", "wb").write(signed_pdf.paper().data)
P
signed() {  # OUT NAME CERTIFICATE ARGUMENT…
  local out=$1 name=$2 certificate=$3
  shift 3
  sign 0 --official-key "$pki/$name.key" --official-cert "$pki/$certificate" --out made "$@" paper.pdf
  mv made/paper.pdf "$out"
}
signed good.pdf p256 p256.pem
signed revoked.pdf revoked revoked.pem
signed stamped.pdf p256 p256.pem --level b-t --tsa "$tsa" --trust "$trust"
signed alone.pdf p256 p256.leaf
signed stranger.pdf stranger stranger.pem

# expect STATUS PATTERN ASKED ARGUMENT…: ASKED are the paths that the authority saw, sorted.
expect() {
  local wanted=$1 pattern=$2 asked=$3 status=0
  shift 3
  : >"$pki/asked"
  "$BIN/saoy-verify" --json --trust "$trust" "$@" >out 2>err </dev/null 9>&- || status=$?
  [ "$status" = "$wanted" ] || { cat out; fail "$*: status $status, not $wanted"; }
  grep -qE -- "$pattern" out || { cat out; fail "$*: no '$pattern'"; }
  [ "$(sort "$pki/asked" | tr '\n' ' ')" = "$asked" ] || fail "$*: asked for $(tr '\n' ' ' <"$pki/asked"), not $asked"
}
unknown='"INDETERMINATE","sub_indication":"TRY_LATER"'
passed='"register":"not-checked","indication":"TOTAL-PASSED"'

expect 1 "$unknown" "" good.pdf
expect 0 "$passed" "/ocsp /root.crl " --online good.pdf
expect 0 "$passed" "/ocsp /ocsp /root.crl " --online stamped.pdf
grep -q '"level":"B-T"' out || fail "an answer from outside makes no level: $(cat out)"
expect 1 '"trust":"untrusted".*"TOTAL-FAILED","sub_indication":"REVOKED".*was revoked on' "/ocsp /root.crl " --online revoked.pdf
expect 0 "$passed" "" --online --crl "$pki/issuing.crl.pem" --crl "$pki/root.crl.pem" good.pdf
expect 1 NO_CERTIFICATE_CHAIN_FOUND "" --online stranger.pdf

# The list serves where the responder does not; with neither the answer says whom it asked in vain.
behave ocsp-down
expect 0 "$passed" "/issuing.crl /ocsp /root.crl " --online good.pdf
behave ocsp-unknown
expect 0 "$passed" "/issuing.crl /ocsp /root.crl " --online good.pdf
behave ocsp-down crl-down
expect 1 "$unknown.*127.0.0.1:$port/ocsp: the server answers 503.*issuing.crl: the server answers 404" \
  "/issuing.crl /ocsp /root.crl " --online good.pdf
behave ocsp-stranger crl-expired
expect 1 "$unknown.*ocsp: the answer does not settle it.*issuing.crl: the answer does not settle it" \
  "/issuing.crl /ocsp /root.crl " --online good.pdf
behave ocsp-down crl-moved
expect 1 "$unknown.*the server answers 302" "/issuing.crl /ocsp /root.crl " --online good.pdf
cp -r "$ROOT/pipelines/vn" profile
sed -i 's/most-megabytes="16"/most-megabytes="1"/' profile/signing.xml
behave ocsp-huge crl-down
expect 1 "$unknown.*127.0.0.1:$port/ocsp: the answer is too large" "/issuing.crl /ocsp /root.crl " --online --profile profile good.pdf
sed -i 's/seconds="15"/seconds="1"/' profile/signing.xml
behave ocsp-down crl-slow
expect 1 "$unknown.*issuing.crl: no answer came" "/issuing.crl /ocsp /root.crl " --online --profile profile good.pdf
behave

# Answers are kept: within a run, and in a folder from one run to the next; a doubt of yesterday is asked again.
cp good.pdf again.pdf
expect 0 "$passed" "/ocsp /root.crl " --online --jobs 1 good.pdf again.pdf
expect 0 "$passed" "/ocsp /root.crl " --online --answers kept good.pdf
expect 0 "$passed" "" --online --answers kept good.pdf
behave ocsp-down crl-down
expect 1 "$unknown" "/issuing.crl /ocsp /root.crl " --online --resume journal good.pdf
behave
expect 0 "$passed" "/ocsp /root.crl " --online --resume journal good.pdf
expect 0 "$passed" "" --online --resume journal good.pdf

# An issuer that is missing is fetched only by an option of its own: its address is the word of a stranger.
expect 1 NO_CERTIFICATE_CHAIN_FOUND "" --online alone.pdf
expect 0 "$passed" "/issuing.cer /ocsp /root.crl " --online --fetch-issuers alone.pdf
for words in "--fetch-issuers --trust $trust" --online; do  # the one without the other, and nobody to believe
  status=0
  "$BIN/saoy-verify" $words good.pdf >out 2>err </dev/null 9>&- || status=$?
  [ "$status" = 64 ] && grep -q 'hint: give' err || fail "$words: status $status"
done
