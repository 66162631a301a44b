# SPDX-License-Identifier: Apache-2.0
# Sourced by the tests of signing: an authority of their own (tests/support/authority) below $tmp, and judges.
# Needs BIN and ROOT. Sets tmp, pki, port, tsa, trust.
tmp=$(mktemp -d)
pki=$tmp/pki
leave_office() { exec 9>&- 2>/dev/null || true; [ -z "${authority:-}" ] || kill "$authority" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$tmp"; }
trap leave_office EXIT
fail() { echo "$(basename "$0"): $1" >&2; [ ! -e "$tmp/err" ] || cat "$tmp/err" >&2; exit 1; }
export SAOY_LANG=en

mkfifo "$tmp/alive"
"$ROOT/tests/support/authority" "$pki" <"$tmp/alive" >"$tmp/authority.log" 2>&1 &
authority=$!
exec 9>"$tmp/alive"  # the authority ends with this descriptor
for ((i = 0; i < 1200; i++)); do [ ! -e "$pki/port" ] || break; kill -0 "$authority" 2>/dev/null || break; sleep 0.1; done
[ -e "$pki/port" ] || { cat "$tmp/authority.log" >&2; fail "the authority does not start"; }
port=$(cat "$pki/port")
tsa=http://127.0.0.1:$port/tsa
trust=$pki/root.pem
behave() { echo "$*" >"$pki/behave"; }

# sign STATUS ARGUMENT…: saoy-sign; what it printed is in $tmp/out and $tmp/err.
sign() {
  local wanted=$1 status=0
  shift
  "$BIN/saoy-sign" -q "$@" >"$tmp/out" 2>"$tmp/err" </dev/null 9>&- || status=$?
  [ "$status" = "$wanted" ] || fail "saoy-sign $*: status $status, not $wanted"
}
told() { grep -q -- "$1" "$tmp/err" || fail "no '$1'"; }
# levels WORDS FILE…: what saoy-verify says of the signatures of each file, in order, or one word for all of them; all must
# be TOTAL-PASSED, from B-LT on with the root alone.
levels() {
  local wanted=$1 lists=()
  shift
  case $wanted in *B-B* | *B-T*) lists=(--crl "$pki/issuing.crl.pem" --crl "$pki/root.crl.pem") ;; esac
  "$BIN/saoy-verify" --json --trust "$trust" "${lists[@]}" "$@" >"$tmp/verdict" 2>"$tmp/err" </dev/null 9>&- || true
  /usr/bin/python3 - "$wanted" "$tmp/verdict" $# <<'P' || fail "not of level $wanted: $*"
import json, sys
wanted, verdicts = sys.argv[1].split(), [json.loads(line) for line in open(sys.argv[2])]
assert len(verdicts) == int(sys.argv[3]), verdicts
for verdict in verdicts:
    levels = [s["level"] for s in verdict["signatures"] if s["sub_filter"] == "ETSI.CAdES.detached"]
    assert levels == (wanted if len(wanted) > 1 else wanted * len(levels)) and levels, verdict
    assert verdict["integrity"] == "intact" and verdict["indication"] == "TOTAL-PASSED", verdict
    assert all(s["indication"] == "TOTAL-PASSED" for s in verdict["signatures"]), verdict
P
}
level() { levels "$2" "$1"; }
