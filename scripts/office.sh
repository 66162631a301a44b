# SPDX-License-Identifier: Apache-2.0
# To be sourced: opens a throw-away office in the folder $1 for the demonstration and for tests. It has its own keys and
# a gateway on 127.0.0.1, which ends with this shell. Gives BIN, PKI, and `office`: the options saoy-run needs.
# shellcheck shell=bash

ROOT=${ROOT:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)}
BIN=${BIN:-$ROOT/build/release/bin}
OFFICE=$(mkdir -p "$1" && cd "$1" && pwd)
PKI=$OFFICE/pki
umask 077

"$ROOT/scripts/make_test_pki" "$PKI"
mkdir -p "$OFFICE/gateway"

# start_gateway [FAULT-SWITCH…]: (re)starts it and waits until it listens; sets GATEWAY.
start_gateway() {
  stop_gateway
  rm -f "$OFFICE/gateway.port"
  python3 "$ROOT/samples/gateway/gateway.py" --dir "$OFFICE/gateway" --port 0 --port-file "$OFFICE/gateway.port" \
    --cert "$PKI/gateway.pem" --key "$PKI/gateway.key" --client-ca "$PKI/root.pem" \
    --receipt-cert "$PKI/receipt.pem" --receipt-key "$PKI/receipt.key" "$@" > "$OFFICE/gateway.log" 2>&1 &
  GATEWAY_PID=$!
  for _ in $(seq 100); do [ -s "$OFFICE/gateway.port" ] && break; sleep 0.1; done
  [ -s "$OFFICE/gateway.port" ] || { cat "$OFFICE/gateway.log" >&2; return 1; }
  GATEWAY=https://127.0.0.1:$(cat "$OFFICE/gateway.port")
  certify=(--register "$OFFICE/register.db" --create-register)
  sign=(--register "$OFFICE/register.db" --official-key "$PKI/official.p12" --official-pin-file "$PKI/passphrase"
        --agency-key "$PKI/agency.p12" --agency-pin-file "$PKI/passphrase")
  submit=(--register "$OFFICE/register.db" --gateway "$GATEWAY" --client-cert "$PKI/client.pem"
          --client-key "$PKI/client.key" --ca "$PKI/root.pem" --receipt-ca "$PKI/root.pem")
  # shellcheck disable=SC2034
  office=(--attest-by "Nguyễn Thị Minh Ánh" --create-register "${sign[@]}" "${submit[@]:2}")
}

stop_gateway() {
  [ -n "${GATEWAY_PID:-}" ] || return 0
  kill "$GATEWAY_PID" 2>/dev/null || true
  wait "$GATEWAY_PID" 2>/dev/null || true
  GATEWAY_PID=
}
trap stop_gateway EXIT

start_gateway
