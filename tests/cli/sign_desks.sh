#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Two desks sign one copy, each what it was shown; the last one finishes the register entry; evidence comes later, and the
# register still knows the copy. Signatures that a program or another machine makes.
set -euo pipefail
. "$ROOT/tests/support/authority.sh"
cd "$tmp"
online=(--tsa "$tsa" --trust "$trust")
judge() { /usr/bin/python3 "$ROOT/tests/support/judge_signed.py" "$trust" "$pki/issuing.pem" "$@" >judged || fail "$(cat judged)"; }

person="Nguyễn Thị Minh Ánh"
dossier=$("$BIN/saoy-scan" -q -o dossiers "$ROOT/samples/papers/khai_sinh.jpg" 9>&-)
"$BIN/saoy-review" set-type -q --type khai_sinh --by "$person" "$dossier" >/dev/null
"$BIN/saoy-review" accept -q --by "$person" "$dossier" >/dev/null
"$BIN/saoy-certify-copy" -q --create-register --register register.db "$dossier" >/dev/null
copy=$(echo "$dossier"/copies/*.pdf)
official=(--as official --official-key "$pki/rsa3072.p12" --official-pin-file "$pki/passphrase" --register register.db)
agency=(--as agency --agency-key "$pki/p256.p12" --agency-pin-file "$pki/passphrase" --register register.db)
waits() { grep -q "waits-for=\"$1\"" "$dossier/dossier.xml" || fail "does not wait for $1"; }

waits official
sign 77 "${agency[@]}" "$dossier"; told "waits for the signature of the role official"
sign 77 "${official[@]}" "$dossier"; told "has not been shown"
sign 0 --show --as official "$dossier"
cp out list
[ "$(cat list)" = "$(sha256sum "$(realpath "$copy")")" ] || fail "shown: $(cat list)"
grep -q '"action":"sign-shown"' "$dossier/journal.jsonl" || fail "not in the journal"
cp "$copy" kept; echo >>"$copy"
sign 65 "${official[@]}" "$dossier"; told "was changed"
cp kept "$copy"
sha256sum "$ROOT/samples/papers/khai_sinh.jpg" >other
sign 77 "${official[@]}" --approved other "$dossier"; told "not among the approved"
cmp kept "$copy" || fail "a refused attempt changed the copy"
# As a file of no dossier its field shows the same lines.
cp kept lines.pdf
sign 0 "${official[@]:2:4}" --out shown lines.pdf
pdftotext shown/lines.pdf - | grep -q "Người ký: Nguyễn Thị Minh Ánh" || fail "its signature shows nothing"
sign 0 "${official[@]}" --approved list --level b-t "${online[@]}" "$dossier"
waits agency
sign 0 "${official[@]}" "$dossier"  # nothing more to do at this desk
! grep -q 'issued="true"' "$dossier/dossier.xml" || fail "issued with one signature"

# Faults leave the copy, what it waits for and its entry as they were; the same command ends well when they are over.
cp "$copy" kept
there=$(ls -A "$dossier/copies")
unharmed() {
  cmp -s "$copy" kept || fail "$1: the copy was changed"
  [ "$(ls -A "$dossier/copies")" = "$there" ] || fail "$1: left $(ls -A "$dossier/copies")"
  waits agency
}
for way in down nonce expired; do
  sign 75 "${agency[@]}" --level b-t --tsa "$tsa/$way" --trust "$trust" "$dossier"; unharmed "$way"
done
behave ocsp-unknown crl-expired
sign 75 "${agency[@]}" --level b-lt "${online[@]}" "$dossier"; unharmed "revocation unknown"
behave
echo wrong >wrong
sign 65 --as agency --agency-key "$pki/p256.p12" --agency-pin-file wrong --register register.db "$dossier"; unharmed "wrong passphrase"
(trap '' XFSZ; ulimit -f $(($(stat -c %s "$copy") / 1024 + 4)); sign 73 "${agency[@]}" "$dossier") || exit 1
unharmed "disk full"
sign 0 --json "${agency[@]}" --level b-t "${online[@]}" "$dossier"
grep -q '"issued":true' out || fail "not issued: $(cat out)"
! grep -q 'waits-for' "$dossier/dossier.xml" || fail "still waits"
level "$copy" B-T
judge "$copy"
"$BIN/saoy-register" check --register register.db >&2 || fail "the register does not agree"

# Evidence and time stamps after the copy was issued: dossier and register still agree with it.
sign 77 --upgrade "${online[@]}" "$copy"; told "belongs to a dossier"
sign 0 --upgrade --level b-lta "${online[@]}" dossiers
level "$copy" B-LTA
judge "$copy"
"$BIN/saoy-register" check --register register.db >&2 || fail "the register does not know the raised copy"
"$BIN/saoy-verify" --json --trust "$trust" --register register.db "$copy" >out || true
grep -q '"register":"match"' out || fail "no match: $(cat out)"
sign 0 "${official[@]}" --redo "$dossier"

# Elsewhere: the bytes to be signed go out, the value comes back; a program does it at once.
/usr/bin/python3 - "$ROOT" <<'P'
import sys
sys.path.insert(0, sys.argv[1] + "/tests/support")
import signed_pdf
open("paper.pdf", "wb").write(signed_pdf.paper().data)
P
for key in p256 rsa3072; do
  here=(--official-cert "$pki/$key.pem" --level b-t "${online[@]}" --out elsewhere-$key paper.pdf)
  sign 75 --digest-out tray-$key "${here[@]}"; told "waits for a signature"
  sign 75 --signature-in tray-$key "${here[@]}"
  [ -z "$(ls elsewhere-$key)" ] || fail "signed by nobody"
  bytes=$(ls tray-$key/*.tbs)
  [ "$(sha256sum <"$bytes" | cut -d' ' -f1)" = "$(basename "$bytes" .tbs)" ] || fail "the name is not the digest"
  openssl dgst -sha256 -sign "$pki/p384.key" -out "${bytes%.tbs}.sig" "$bytes"
  sign 65 --signature-in tray-$key "${here[@]}"; told "does not fit the certificate"
  padding=()
  [ $key != rsa3072 ] || padding=(-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32)
  openssl dgst -sha256 -sign "$pki/$key.key" "${padding[@]}" -out "${bytes%.tbs}.sig" "$bytes"
  sign 0 --signature-in tray-$key "${here[@]}"
  level elsewhere-$key/paper.pdf B-T
  judge elsewhere-$key/paper.pdf
done
cat >service <<P
#!/bin/sh
[ "\$1" = ecdsa ] && exec openssl dgst -sha256 -sign "$pki/p256.key"
P
chmod +x service
sign 0 --official-command ./service --official-cert "$pki/p256.pem" --out program paper.pdf
judge program/paper.pdf
sign 69 --official-command /bin/false --official-cert "$pki/p256.pem" --out nothing paper.pdf
[ -z "$(ls nothing)" ] || fail "left something"
# What was approved and then changed is not signed.
sha256sum paper.pdf >list
sign 0 --official-key "$pki/p256.key" --official-cert "$pki/p256.pem" --approved list --out approved paper.pdf
echo >>paper.pdf
sign 77 --official-key "$pki/p256.key" --official-cert "$pki/p256.pem" --approved list --out approved2 paper.pdf
# Beside a file of any kind.
head -c 100000 /dev/urandom >package.zip
for level in b-lt b-lta; do
  sign 64 --detached --agency-key "$pki/p256.p12" --agency-pin-file "$pki/passphrase" --level $level "${online[@]}" package.zip
  told "reaches level b-t, not $level"
  [ ! -e package.zip.p7s ] || fail "signed at another level than asked for"
done
sign 0 --detached --agency-key "$pki/p256.p12" --agency-pin-file "$pki/passphrase" --level b-t "${online[@]}" package.zip
openssl cms -verify -cades -binary -inform DER -in package.zip.p7s -content package.zip -CAfile "$trust" -purpose any -out /dev/null 2>err ||
  fail "openssl does not take the detached signature"
echo >>package.zip
! openssl cms -verify -cades -binary -inform DER -in package.zip.p7s -content package.zip -CAfile "$trust" -purpose any -out /dev/null 2>err ||
  fail "a changed package passes"
