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
  case "$file" in *second*) page=2 ;; *33rd*) page=33 ;; esac
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

# What a clerk must decide about is taken in, but not certified before a named clerk has answered for it.
status_of() { local status=0; "$@" >"$tmp/out" 2>"$tmp/err" || status=$?; echo $status; }
by=(--by "Nguyễn Thị Minh Ánh")
[ "$(status_of "$BIN/saoy-scan" --lang en -o "$tmp/asked" "$tmp/in/ask-giai-mat.jpg")" = 1 ] || fail "ask: $(cat "$tmp/err")"
dossier=$(cat "$tmp/out")
grep -q 'page 1 may bear a mark' "$tmp/err" || fail "the clerk is not told: $(cat "$tmp/err")"
grep -q '<finding code="secrecy-word" level="fail"' "$dossier/dossier.xml" || fail "no finding in dossier.xml"
"$BIN/saoy-review" set-type "${by[@]}" --type quyet_dinh "$dossier" >/dev/null
"$BIN/saoy-review" accept "${by[@]}" "$dossier" >/dev/null
"$BIN/saoy-register" create -q --register "$tmp/register.db"
certify=("$BIN/saoy-certify-copy" --register "$tmp/register.db" "$dossier")
[ "$(status_of "${certify[@]}")" = 77 ] || fail "a doubtful page was certified"
grep -q 'override --code secrecy-word' "$tmp/err" || fail "no way out of the doubt is told: $(cat "$tmp/err")"
"$BIN/saoy-review" override "${by[@]}" --code secrecy-word --reason "đã giải mật" "$dossier" >/dev/null
[ "$(status_of "${certify[@]}")" = 0 ] || fail "what a clerk answered for is refused: $(cat "$tmp/err")"

# What a PDF says in its text counts, though a picture of its page shows nothing: a line stops, a word is asked about.
/usr/bin/python3 - "$tmp" <<'P'
import cairo, sys
for name, words in (("text-stop", "KHÔNG ĐƯỢC SAO CHỤP"), ("text-ask", "TỐI MẬT"), ("text-pass", "QUY ĐỊNH VỀ BẢO MẬT")):
    surface = cairo.PDFSurface(f"{sys.argv[1]}/{name}.pdf", 595, 842)
    context = cairo.Context(surface)
    context.select_font_face("Liberation Serif")
    for size, grey, y, line in ((14, 0, 100, "ỦY BAN NHÂN DÂN PHƯỜNG HOA SEN"), (5, .97, 400, words)):
        context.set_font_size(size)
        context.set_source_rgb(grey, grey, grey)
        context.move_to(80, y)
        context.show_text(line)
    surface.finish()
P
scan_text() { "$BIN/saoy-scan" --lang en -o "$tmp/text" --events "$tmp/text-events" "$tmp/text-$1.pdf"; }
[ "$(status_of scan_text stop)" = 77 ] || fail "a line in a PDF's text: $(cat "$tmp/err")"
[ -z "$(ls "$tmp/text" 2>/dev/null)" ] || fail "a line in a PDF's text left $(ls "$tmp/text")"
[ "$(status_of scan_text pass)" = 0 ] || fail "words in a PDF's text: $(cat "$tmp/err")"
[ "$(status_of scan_text ask)" = 1 ] || fail "a mark's words in a PDF's text: $(cat "$tmp/err")"
grep -q '<finding code="secrecy-word" level="fail"' "$(cat "$tmp/out")/dossier.xml" || fail "no finding for the text"

# In a hot folder a marked file stays where it is; a note tells when, which page and which mark.
mkdir "$tmp/hot"
cp "$tmp/in/stop-grey.jpg" "$tmp/hot/secret.jpg"
[ "$(status_of "$BIN/saoy-scan" --lang en --settle 0.2 --watch "$tmp/hot" --once -o "$tmp/hot-work")" != 0 ] || fail "watch: status 0"
cmp -s "$tmp/in/stop-grey.jpg" "$tmp/hot/secret.jpg" || fail "watch: the file was touched"
[ "$(find "$tmp/hot" "$tmp/hot-work" -type f 2>/dev/null | sort)" = "$(printf '%s\n' "$tmp/hot/quarantine/secret.jpg.refused.json" "$tmp/hot/secret.jpg")" ] ||
  fail "watch left: $(find "$tmp/hot" "$tmp/hot-work")"
grep -q 'page 1 bears' "$tmp/hot/quarantine/secret.jpg.refused.json" || fail "watch: no page in the note"

# A dry run does not let it pass either.
status=0
"$BIN/saoy-scan" -o "$tmp/dry" --dry-run "$tmp/in/stop-bilevel.tif" >/dev/null 2>&1 || status=$?
[ "$status" = 77 ] || fail "dry run: status $status"
[ ! -e "$tmp/dry" ] || fail "dry run: made a folder"
[ -z "$(find "$tmp/temporary" "$tmp/home" -mindepth 1)" ] || fail "temporary files left"
