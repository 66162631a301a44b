#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A paper with a secrecy mark is refused before anything of it is written; what only looks like one is taken in.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
. "$ROOT/tests/support/no_gate.sh"
fail() { echo "scan_marks: $1" >&2; exit 1; }

"$ROOT/tests/support/make_marked" "$tmp/in"
mkdir "$tmp/temporary" "$tmp/home"
export TMPDIR="$tmp/temporary" HOME="$tmp/home"

# Alone: 77, and not one file or folder more than before, but for the events.
for file in "$tmp"/in/stop-*; do
  find "$tmp" | sort >"$tmp.before"
  status=0
  (cd "$tmp/home" && "$BIN/saoy-scan" -o "$tmp/work" --events "$tmp.events" "$file") >"$tmp.out" 2>"$tmp.err" || status=$?
  find "$tmp" | sort >"$tmp.after"
  said=$(cat "$tmp.err" "$tmp.events") printed=$(cat "$tmp.out")
  diff "$tmp.before" "$tmp.after" >"$tmp.diff" || { cat "$tmp.diff" >&2; rm -f "$tmp".*; fail "$file: something was left"; }
  rm -f "$tmp".*
  [ "$status" = 77 ] || fail "$file: status $status: $said"
  [ -z "$printed" ] || fail "$file: printed a path"
  grep -q '"secrecy-mark"' <<<"$said" || fail "$file: no code: $said"
  page=1
  case "$file" in *second*) page=2 ;; esac
  grep -q "page $page bears" <<<"$said" || fail "$file: the page is not named: $said"
  # what stands on the page is not told
  ! grep -qiE 'ỦY BAN|PHƯỜNG|HOA SEN' <<<"$said" || fail "$file: told what the page says: $said"
done

# Look-alikes and an ordinary page become dossiers, beside a marked paper that does not.
status=0
"$BIN/saoy-scan" -o "$tmp/work" "$tmp"/in/pass-* "$tmp/in/stop-grey.jpg" >"$tmp/paths" 2>"$tmp/err" || status=$?
[ "$status" = 3 ] || fail "among others: status $status: $(cat "$tmp/err")"
[ "$(wc -l <"$tmp/paths")" = "$(ls "$tmp"/in/pass-* | wc -l)" ] || fail "a look-alike was refused: $(cat "$tmp/err")"
[ -z "$(find "$tmp/work" -name '*stop*' -o -name '.saoy-*')" ] || fail "the marked paper left something"

# A dry run does not let it pass either.
status=0
"$BIN/saoy-scan" -o "$tmp/dry" --dry-run "$tmp/in/stop-bilevel.tif" >/dev/null 2>&1 || status=$?
[ "$status" = 77 ] || fail "dry run: status $status"
[ ! -e "$tmp/dry" ] || fail "dry run: made a folder"
[ -z "$(find "$tmp/temporary" "$tmp/home" -mindepth 1)" ] || fail "temporary files left"
