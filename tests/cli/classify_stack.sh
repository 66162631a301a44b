#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Two papers scanned as one: told by page and kind, parted only when asked, and never where a person has decided.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export SAOY_LANG=en
fail() { echo "classify_stack: $1" >&2; cat "$folder/err" >&2; exit 1; }

/usr/bin/python3 - "$ROOT/samples/papers" "$folder/stack.tif" <<'PY'
import sys
from PIL import Image
pages = [Image.open(f"{sys.argv[1]}/{name}.jpg").convert("RGB") for name in ("khai_sinh", "ket_hon")]
pages[0].save(sys.argv[2], save_all=True, append_images=pages[1:], compression="jpeg", dpi=Image.open(f"{sys.argv[1]}/khai_sinh.jpg").info["dpi"])
PY
dossier=$("$BIN/saoy-scan" -q -o "$folder/work" "$folder/stack.tif" 2> "$folder/err") || fail "scan"
"$BIN/saoy-ocr" -q "$dossier" > /dev/null 2> "$folder/err" || fail "ocr"
cp -r "$dossier" "$folder/named"

judge() { "$BIN/saoy-classify" --json --events "$folder/events" "$@" > "$folder/answer" 2> "$folder/err" || fail "classify $*"; }
says() { /usr/bin/python3 -c "import json, sys; papers = json.load(open(sys.argv[1], encoding='utf-8'))['papers']; assert $1, papers" "$folder/answer" 2>> "$folder/err" || fail "$1"; }

judge "$dossier"
says "[(p['id'], p['pages'], p['type']) for p in papers] == [('p1', [1, 2], 'khai_sinh')]"
says "papers[0]['stack_split'] == [{'page': 2, 'by': 'title', 'type': 'ket_hon'}]"
says "papers[0]['extracted']['ma_loai'] == 'khai_sinh' and papers[0]['extracted']['ten_giay_to'] and papers[0]['extracted']['pham_vi'] is None"
grep -q '"code":"stack-split"' "$folder/events" || fail "no event"
grep -q 'page 2 seems to begin another paper' "$folder/err" || fail "not told"

judge --split "$dossier"
says "[(p['id'], p['pages'], p['type']) for p in papers] == [('p1', [1], 'khai_sinh'), ('p2', [2], 'ket_hon')]"
says "not any(p['stack_split'] for p in papers)"
grep -q '"parted"' "$dossier/journal.jsonl" || fail "not in the journal"
xmllint --nonet --noout --schema "$ROOT/schemas/dossier.xsd" "$dossier/dossier.xml" 2> "$folder/err" || fail "dossier.xml is not valid"
before=$(sha256sum "$dossier/dossier.xml")
judge --split "$dossier"
[ "$before" = "$(sha256sum "$dossier/dossier.xml")" ] || fail "the second run changed something"

# ---- a person named it: it stays whole ----
sed -i 's/type="unknown"/type="khai_sinh" decided-by="Trần Thị Mai"/' "$folder/named/dossier.xml"
named=$folder/$(basename "$dossier")
mv "$folder/named" "$named"
judge --split "$named"
says "[(p['id'], p['pages'], p['type']) for p in papers] == [('p1', [1, 2], 'khai_sinh')]"
