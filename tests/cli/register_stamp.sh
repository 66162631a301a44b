#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Seals of the register with a time stamp from a live authority: openssl takes signature and token; without the authority
# the register is sealed all the same, and says so; a token that is taken out, exchanged or of another day is found.
set -euo pipefail
. "$ROOT/tests/support/authority.sh"
cd "$tmp"
key=(--agency-key "$pki/p256.p12" --agency-pin-file "$pki/passphrase" --by "Trần Thị Bình")
lists=(--crl "$pki/issuing.crl.pem" --crl "$pki/root.crl.pem")
register() {  # STATUS WORD ARGUMENT…
  local wanted=$1 status=0
  shift
  "$BIN/saoy-register" "$@" --register register.db >out 2>err </dev/null 9>&- || status=$?
  [ "$status" = "$wanted" ] || { cat out; fail "saoy-register $*: status $status, not $wanted"; }
}
fill() { "$BIN/../tests/register_worker" fill register.db <<<'{"request_id": "'"$1"'", "at": "'"$(date -u +%FT%TZ)"'", "void": "w"}'; }
sealed() { grep -q "\"stamped\":$1" out || fail "stamped is not $1: $(cat out)"; }
clean() { register 0 check --trust "$trust" "${lists[@]}"; [ ! -s out ] || fail "found: $(cat out)"; }
found() { grep -q "$1" out || fail "no '$1' in $(cat out)"; }

register 0 create
fill r1
register 64 seal "${key[@]}" --tsa "$tsa"; told "give the anchors"
register 0 seal "${key[@]}" --tsa "$tsa/down" --tsa "$tsa" --trust "$trust"
cp out seal.json
sealed true
! grep -q "without a time stamp" err || fail "a stamped seal is told to have none"
clean
/usr/bin/python3 - "$ROOT" "$trust" "$pki/issuing.pem" <<'P' 2>"$tmp/err" || fail "openssl does not take the seal"
import base64, json, subprocess, sys
sys.path.insert(0, sys.argv[1] + "/tests/support")
from judge_signed import opened
detail = json.load(open("seal.json"))["detail"]
cms = base64.b64decode(detail["signature"])
word, value, tokens = opened(cms)
assert word == "p256/ecdsa+stamp", word
for name, data in ("value", value), ("token", tokens[0]), ("cms", cms):
    open(name, "wb").write(data)
open("text", "w").write("saoy register seal\nlink %d\nhash %s\n" % (detail["head"], detail["hash"]))
subprocess.run(["openssl", "ts", "-verify", "-token_in", "-in", "token", "-data", "value", "-CAfile", sys.argv[2], "-untrusted",
                sys.argv[3]], check=True, stdout=sys.stderr)
subprocess.run(["openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "cms", "-content", "text", "-CAfile",
                sys.argv[2], "-purpose", "any", "-out", "/dev/null"], check=True)
P
register 1 check --trust "$trust"; found "seal-bad.*revoked is not known"

# Nobody answers, or not to the question: sealed without, and said; the next seal covers it and is stamped.
fill r2
for way in down nonce other expired refuse; do
  register 0 seal "${key[@]}" --tsa "$tsa/$way" --trust "$trust"
  sealed false; told "sealed without a time stamp"; told "seal again later"
done
clean
register 0 seal "${key[@]}" --tsa "$tsa" --trust "$trust"
sealed true
clean
# The certificate is asked about before it seals.
links() { sqlite3 register.db "SELECT count(*) FROM chain"; }
before=$(links)
register 77 seal --agency-key "$pki/revoked.p12" --agency-pin-file "$pki/passphrase" --by B --tsa "$tsa" --trust "$trust"
told "was revoked"
[ "$(links)" = "$before" ] || fail "a refused seal is in the chain"

# What is changed behind it, in copies.
sqlite3 register.db "PRAGMA wal_checkpoint(TRUNCATE)" >/dev/null
cp register.db whole.db
forge() {
  cp whole.db register.db; rm -f register.db-*
  sqlite3 register.db "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_schema WHERE type = 'trigger'" | sqlite3 register.db
  sqlite3 register.db "$1"
  register 1 check --trust "$trust" "${lists[@]}"
}
last=$(sqlite3 whole.db "SELECT max(sequence) FROM chain WHERE action = 'seal'")
forge "UPDATE chain SET at = '2026-01-01T00:00:00Z' WHERE sequence = $last"
found "seal-bad.*(link $last).*it was made on .* by its time stamp"
unstamped=$(sqlite3 whole.db "SELECT max(sequence) FROM chain WHERE action = 'seal' AND detail LIKE '%\"stamped\":false%'")
forge "UPDATE chain SET detail = replace(detail, '\"stamped\":false', '\"stamped\":true') WHERE sequence = $unstamped"
found "seal-bad.*(link $unstamped).*its time stamp is not there"
# The last byte of the last seal's signature is the last one of the token in it.
value=$(sqlite3 whole.db "SELECT json_extract(detail, '$.signature') FROM chain WHERE sequence = $last" |
  /usr/bin/python3 -c 'import base64, sys
der = bytearray(base64.b64decode(sys.stdin.read()))
der[-1] ^= 1
print(base64.b64encode(der).decode())')
forge "UPDATE chain SET detail = json_set(detail, '$.signature', '$value') WHERE sequence = $last"
found "seal-bad.*(link $last).*its time stamp does not hold"
