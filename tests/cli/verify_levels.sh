#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Levels B-B to B-LTA as really reached; revoked before and after, expired, untrusted, unknown; openssl and pdfsig agree.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 "$ROOT/tests/cli/verify_levels.py" "$BIN/saoy-verify" "$dir"
