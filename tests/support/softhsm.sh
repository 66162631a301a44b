# SPDX-License-Identifier: Apache-2.0
# Sourced after authority.sh: a SoftHSM of one's own below $tmp, and its PIN in the file $tmp/pin. Sets softhsm,
# token_label; store_key NAME puts a key of the authority with its certificate on the token.
for softhsm in /usr/lib/softhsm/libsofthsm2.so /usr/lib/*/softhsm/libsofthsm2.so; do [ ! -e "$softhsm" ] || break; done
token_label="Thẻ thử"
export SOFTHSM2_CONF=$tmp/softhsm.conf
mkdir "$tmp/tokens"
printf 'directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n' "$tmp/tokens" >"$SOFTHSM2_CONF"
echo 246813 >"$tmp/pin"
softhsm2-util --init-token --free --label "$token_label" --pin 246813 --so-pin 97531 >/dev/null
keys_stored=0
store_key() {
  keys_stored=$((keys_stored + 1))
  local id; id=$(printf %02x $keys_stored)
  openssl pkcs8 -topk8 -nocrypt -in "$pki/$1.key" -out "$tmp/pkcs8"
  softhsm2-util --import "$tmp/pkcs8" --token "$token_label" --label "$1" --id "$id" --pin 246813 >/dev/null
  openssl x509 -in "$pki/$1.pem" -outform DER -out "$tmp/der"
  pkcs11-tool --module "$softhsm" --token-label "$token_label" --login --pin 246813 --write-object "$tmp/der" --type cert --id "$id" \
    --label "$1" >/dev/null 2>&1
  [ $keys_stored -gt 1 ] || {  # the issuer's certificate, so that the chain comes from the token
    openssl x509 -in "$pki/issuing.pem" -outform DER -out "$tmp/der"
    pkcs11-tool --module "$softhsm" --token-label "$token_label" --login --pin 246813 --write-object "$tmp/der" --type cert --id ff >/dev/null 2>&1
  }
}
