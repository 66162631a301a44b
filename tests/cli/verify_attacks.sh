#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Forged files of every kind known to us, made from our own samples and from a copy of saoy's own, are alarmed for the
# right reason. Usage: verify_attacks.sh [FLIPS [SEED [ROOT.pem COPY.pdf…]]]; the suite makes one copy and few flips.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
flips=${1:-5} seed=${2:-1} root=${3:-$dir/pki/root.pem}
shift $(($# < 3 ? $# : 3))
if [ $# -eq 0 ]; then
  "$ROOT/scripts/make_test_pki" "$dir/pki" >/dev/null
  pki=$dir/pki by=(--by "Nguyễn Thị Minh Ánh")
  dossier=$("$BIN/saoy-scan" -q -o "$dir/work" "$ROOT/samples/papers/khai_sinh.jpg") || [ $? -eq 1 ]
  "$BIN/saoy-review" set-type -q --type khai_sinh "${by[@]}" "$dossier" >/dev/null
  "$BIN/saoy-review" accept -q "${by[@]}" "$dossier" >/dev/null
  "$BIN/saoy-certify-copy" -q --create-register --register "$dir/register.db" "$dossier" >/dev/null
  "$BIN/saoy-sign" -q --official-key "$pki/official.key" --official-cert "$pki/official.pem" --agency-key "$pki/agency.key" \
    --agency-cert "$pki/agency.pem" --register "$dir/register.db" "$dossier" >/dev/null
  set -- "$dossier"/copies/*.pdf
  # Cut back to the first signature it is whole in itself; its second field is empty.
  python3 - "$1" "$dir/cut.pdf" <<'PY'
import re, sys
data = open(sys.argv[1], "rb").read()
_, end, rest = (int(n) for n in re.search(rb"/ByteRange\s*\[\s*0 +(\d+) +(\d+) +(\d+)", data).groups())
open(sys.argv[2], "wb").write(data[:end + rest])
PY
  "$BIN/saoy-verify" -q --complete --trust "$root" "$1" >/dev/null || { echo "the copy itself is not complete"; exit 1; }
  ! "$BIN/saoy-verify" --lang en --complete --trust "$root" "$dir/cut.pdf" >"$dir/cut" || { echo "a cut copy is complete"; exit 1; }
  grep -q 'the signature field agency is empty' "$dir/cut" || { cat "$dir/cut"; exit 1; }
fi
mkdir "$dir/forged"
python3 "$ROOT/tests/cli/verify_attacks.py" "$BIN/saoy-verify" "$dir/forged" "$@" --trust "$root" --flips "$flips" --seed "$seed"
