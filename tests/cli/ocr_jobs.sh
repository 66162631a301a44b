#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Whatever the number of jobs and the order of papers and pages, saoy-ocr writes the same bytes: ALTO of dossiers,
# searchable PDFs and their sidecars.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
fail() { echo "ocr_jobs: $1" >&2; exit 1; }
papers=(khai_sinh.jpg hop_dong.tif cccd_chip.jpg)
papers=("${papers[@]/#/$ROOT/samples/papers/}")
for paper in "${papers[@]}"; do [ -e "$paper" ] || fail "no $paper"; done

"$BIN/saoy-scan" -q -o scanned "${papers[@]}" >/dev/null </dev/null
read_dossiers() {  # read_dossiers NAME JOBS DOSSIER…: what was written, as digests
  local name=$1 jobs=$2
  shift 2
  cp -r scanned "$name"
  (cd "$name" && "$BIN/saoy-ocr" -q -j "$jobs" "$@" >/dev/null </dev/null) || fail "$name: $?"
  (cd "$name" && find . -path '*/text/*' -type f | sort | xargs sha256sum) >"$name.sums"
}
mapfile -t dossiers < <(ls scanned)
mapfile -t reversed < <(ls -r scanned)
read_dossiers one 1 "${dossiers[@]}"
read_dossiers two 2 "${dossiers[@]}"
read_dossiers back 3 "${reversed[@]}"
[ "$(wc -l <one.sums)" -ge 4 ] || fail "too few pages: $(cat one.sums)"
for other in two back; do diff one.sums $other.sums >&2 || fail "$other: other text"; done

export SOURCE_DATE_EPOCH=1767225600
make_searchable() {  # make_searchable FOLDER JOBS PAPER…
  local folder=$1 jobs=$2
  shift 2
  "$BIN/saoy-ocr" -q -j "$jobs" --pdf "$folder/" --sidecar "$folder/" "$@" >/dev/null </dev/null || fail "$folder: $?"
}
make_searchable pdf1 1 "${papers[@]}"
make_searchable pdf2 2 "${papers[2]}" "${papers[1]}" "${papers[0]}"
diff -r pdf1 pdf2 >&2 || fail "2 jobs make other files"
