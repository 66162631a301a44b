#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Judges the shared corpus of signed files; none that is bad may be called intact.
set -euo pipefail
corpus=${SAOY_SIGNATURES:-$ROOT/../shared/corpus/signatures}
if [ ! -f "$corpus/manifest.tsv" ]; then
  echo "verify_corpus: SKIPPED, NOTHING WAS TESTED: no corpus at $corpus" >&2
  exit 0
fi
python3 "$ROOT/tests/cli/verify_corpus.py" "$BIN/saoy-verify" "$corpus"
