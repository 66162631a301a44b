#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# schemas/gateway.openapi.yaml against the reference gateway: every status it names is given, and no other.
set -euo pipefail
work=$(mktemp -d)
trap 'kill $gateway 2>/dev/null || true; rm -rf "$work"' EXIT
"$ROOT/scripts/make_test_pki" "$work/pki" > /dev/null
pki=$work/pki
python3 "$ROOT/samples/gateway/gateway.py" --dir "$work/store" --port-file "$work/port" --cert "$pki/gateway.pem" \
  --key "$pki/gateway.key" --client-ca "$pki/root.pem" --receipt-cert "$pki/receipt.pem" --receipt-key "$pki/receipt.key" \
  --fail-first 2 2> "$work/log" & gateway=$!
for _ in $(seq 300); do [ -s "$work/port" ] && break; sleep 0.1; done
python3 "$ROOT/tests/cli/gateway_schema.py" "$ROOT/schemas/gateway.openapi.yaml" "$(cat "$work/port")" "$pki"
