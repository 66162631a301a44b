#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The sample papers agree with their tables, and scripts/make_pages repeats itself with distinct pages.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$ROOT/samples"

rows=0
while IFS=$'\t' read -r file type pages blank rotation; do
  [ "$file" = file ] && continue
  rows=$((rows + 1))
  [ -s "papers/$file" ] || { echo "samples: papers/$file is missing" >&2; exit 1; }
  truth="truth/${file%.*}.txt"
  feeds=$(tr -cd '\f' <"$truth" | wc -c)
  [ "$((feeds + 1))" = "$pages" ] || { echo "samples: $truth has $((feeds + 1)) pages, the table says $pages" >&2; exit 1; }
  grep -qF "| \`papers/$file\` | \`$type\` | $pages |" README.md || { echo "samples: README.md lacks $file" >&2; exit 1; }
  case "$rotation" in 0 | 180) ;; *) echo "samples: $file: rotation $rotation" >&2; exit 1 ;; esac
done <truth/types.tsv
[ "$rows" = "$(find papers -type f | wc -l)" ] || { echo "samples: $rows rows in the table, other files in papers" >&2; exit 1; }
[ "$(du -sm . | cut -f1)" -le 20 ] || { echo "samples: more than 20 MB" >&2; exit 1; }

"$ROOT/scripts/make_pages" 5 "$work/one" --seed 7
"$ROOT/scripts/make_pages" 5 "$work/two" --seed 7
diff -r "$work/one" "$work/two"
[ "$(sha256sum "$work"/one/* | cut -d' ' -f1 | sort -u | wc -l)" = 5 ] || { echo "samples: equal pages" >&2; exit 1; }
"$ROOT/scripts/make_pages" 3 "$work/bound" --pages-per-file 2
[ "$(qpdf --show-npages "$work/bound/pages_000001.pdf")" = 2 ]
