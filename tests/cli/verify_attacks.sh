#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Forged files of every kind known to us, made from our own samples and from a copy of saoy's own, are alarmed for the
# right reason. Usage: verify_attacks.sh [FLIPS [SEED [ROOT.pem COPY.pdf…]]]; the suite makes one copy and few flips.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
flips=${1:-8} seed=${2:-1} root=${3:-$dir/pki/root.pem}
shift $(($# < 3 ? $# : 3))
if [ $# -eq 0 ]; then
  "$ROOT/scripts/make_test_pki" "$dir/pki" >/dev/null
  pki=$dir/pki by=(--by "Nguyễn Thị Minh Ánh")
  dossier=$("$BIN/saoy-scan" -q -o "$dir/work" "$ROOT/samples/papers/khai_sinh.jpg") || [ $? -eq 1 ]
  "$BIN/saoy-review" set-type -q --type khai_sinh "${by[@]}" "$dossier" >/dev/null
  "$BIN/saoy-review" accept -q "${by[@]}" "$dossier" >/dev/null
  "$BIN/saoy-certify-copy" -q --register "$dir/register.db" "$dossier" >/dev/null
  "$BIN/saoy-sign" -q --official-key "$pki/official.key" --official-cert "$pki/official.pem" --agency-key "$pki/agency.key" \
    --agency-cert "$pki/agency.pem" --register "$dir/register.db" "$dossier" >/dev/null
  set -- "$dossier"/copies/*.pdf
fi
mkdir "$dir/forged"
python3 "$ROOT/tests/cli/verify_attacks.py" "$BIN/saoy-verify" "$dir/forged" "$@" --trust "$root" --flips "$flips" --seed "$seed"
