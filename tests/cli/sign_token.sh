#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Keys on tokens: SoftHSM, and a driver of our own that misbehaves. The PIN is tried once; a token that goes away stops
# the rest and leaves nothing half signed.
set -euo pipefail
. "$ROOT/tests/support/authority.sh"
. "$ROOT/tests/support/softhsm.sh"
cd "$tmp"
/usr/bin/python3 - "$ROOT" <<'P'
import sys
sys.path.insert(0, sys.argv[1] + "/tests/support")
import signed_pdf
open("paper.pdf", "wb").write(signed_pdf.paper().data)
P
mkdir many
for n in 1 2 3 4 5 6; do cp paper.pdf many/$n.pdf; done
on() { echo "pkcs11:token=$token_label;object=$1?module-path=${2:-$softhsm}"; }
judge() { /usr/bin/python3 "$ROOT/tests/support/judge_signed.py" "$trust" "$pki/issuing.pem" "$@" >judged || fail "$(cat judged)"; }
pin=(--official-pin-file pin)

for key in rsa2048 rsa3072 p256 p384; do
  store_key $key
  sign 0 --official-key "$(on $key)" "${pin[@]}" --out $key paper.pdf
  judge $key/paper.pdf
done
sign 0 --official-key "$(on rsa2048)" --pkcs1 --official-pin-fd 3 --out old paper.pdf 3<pin
sign 0 --official-key "$(on p256)" "${pin[@]}" -j 2 --out batch many
judge old/paper.pdf batch/*.pdf
mkdir credentials; cp pin credentials/official-pin
CREDENTIALS_DIRECTORY=$tmp/credentials sign 0 --official-key "$(on p256)" --out credential paper.pdf

sign 69 --official-key "pkcs11:token=none?module-path=$softhsm" "${pin[@]}" --out faults paper.pdf; told "$token_label"
sign 65 --official-key "$(on none)" "${pin[@]}" --out faults paper.pdf; told "no such private key"
sign 65 --official-key "pkcs11:token=$token_label?module-path=$softhsm" "${pin[@]}" --out faults paper.pdf; told "more than one"
sign 69 --official-key "$(on p256 /nowhere.so)" "${pin[@]}" --out faults paper.pdf
sign 64 --official-key "pkcs11:token=$token_label;pin-value=1234?module-path=$softhsm" --out faults paper.pdf
! grep -q 1234 err || fail "a PIN is told"
sign 64 --official-key "$(on p256)" --out faults paper.pdf; told "PIN"

# The driver counts the tries of a PIN and forwards the rest to SoftHSM.
export SAOY_TOKEN_LIBRARY=$softhsm SAOY_TOKEN_FOLDER=$tmp/driver
driver=$BIN/../tests/scripted-token.so
mkdir driver
echo 999999 >wrong
sign 65 --official-key "$(on p256 "$driver")" --official-pin-file wrong --out faults many; told "tried once only"
[ "$(wc -l <driver/logins)" = 1 ] || fail "a wrong PIN was tried $(wc -l <driver/logins) times"
: >driver/final-try
rm driver/logins
sign 77 --official-key "$(on p256 "$driver")" "${pin[@]}" --out faults paper.pdf; told "locks the token"
[ ! -e driver/logins ] || fail "the last try was taken"
rm driver/final-try
: >driver/locked
sign 77 --official-key "$(on p256 "$driver")" "${pin[@]}" --out faults paper.pdf; told "is locked"
rm driver/locked

# A token that lacks the usual mechanism is asked for the same signature by another; bare RSA (3) gets the padding made
# here. What it cannot do at all is said, and nothing tried that was not asked for. Numbers: PKCS #11 v2.40, A.
way() {  # KEY WANTED UNKNOWN…
  local key=$1 wanted=$2; shift 2
  echo "$@" >driver/unknown; rm -f driver/mechanisms
  sign 0 --official-key "$(on $key "$driver")" "${pin[@]}" "${more[@]}" --out way paper.pdf
  [ "$(sort -u driver/mechanisms)" = "$wanted" ] || fail "signed with $(cat driver/mechanisms)"
  judge way/paper.pdf
}
more=()
way rsa3072 13                  # CKM_RSA_PKCS_PSS
way rsa3072 67 13               # CKM_SHA256_RSA_PKCS_PSS
way rsa3072 3 13 67             # CKM_RSA_X_509
way rsa2048 3 13 67
way p256 4161                   # CKM_ECDSA
more=(--pkcs1)
way rsa2048 1                   # CKM_RSA_PKCS
way rsa2048 64 1                # CKM_SHA256_RSA_PKCS
echo 13 67 3 >driver/unknown; rm -f driver/mechanisms
sign 69 --official-key "$(on rsa3072 "$driver")" "${pin[@]}" --out faults paper.pdf
told "cannot sign with RSASSA-PSS"; told "give --pkcs1"
[ ! -e driver/mechanisms ] || fail "PKCS#1 was made though nobody asked for it"
[ -z "$(ls faults)" ] || fail "left $(ls faults)"
sign 0 --official-key "$(on rsa3072 "$driver")" "${pin[@]}" --pkcs1 --out way paper.pdf
judge way/paper.pdf
rm driver/unknown driver/logins

# Asked for the PIN again at each signature, as a card for qualified signatures does.
: >driver/always
sign 0 --official-key "$(on p256 "$driver")" "${pin[@]}" --out always many
[ "$(grep -c context driver/logins)" = 6 ] || fail "$(cat driver/logins)"
judge always/*.pdf
rm driver/always driver/logins

# Taken away after two signatures: two files are whole, of the others there is nothing, and nobody logs in again.
echo 2 >driver/leaves-after
sign 3 --official-key "$(on p256 "$driver")" "${pin[@]}" -j 1 --out removed many; told "does not answer any more"
[ "$(ls removed | wc -l)" = 2 ] || fail "$(ls removed)"
judge removed/*.pdf
[ "$(wc -l <driver/logins)" = 1 ] || fail "logged in again: $(cat driver/logins)"

# SoftHSM itself, its token taken away between two files: the first is signed, of the others there is nothing.
mkfifo names
"$BIN/saoy-sign" -q --official-key "$(on p256)" "${pin[@]}" -j 1 --out moved <names >out 2>err 9>&- &
signer=$!
exec 8>names
echo many/1.pdf >&8
for ((i = 0; i < 1200; i++)); do [ ! -e moved/1.pdf ] || break; kill -0 $signer || break; sleep 0.1; done
mv tokens elsewhere
echo many/2.pdf >&8
echo many/3.pdf >&8
exec 8>&-
status=0
wait $signer || status=$?
mv elsewhere tokens
[ $status = 3 ] || fail "status $status"
[ "$(ls moved)" = 1.pdf ] || fail "left $(ls moved)"
told "does not answer any more"
judge moved/*.pdf
for n in 2 3; do cmp -s many/$n.pdf paper.pdf || fail "the source was changed"; done
