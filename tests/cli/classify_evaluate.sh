#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# saoy-classify train and evaluate: the model that ships is made of generated texts and tells them; faults are named.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export SAOY_LANG=en
fail() { echo "classify_evaluate: $1" >&2; cat "$folder/err" >&2; exit 1; }
says() { grep -q "$1" "$folder/err" || fail "not told: $1"; }

# ---- learning is exact: the same texts make the same model ----
"$ROOT/scripts/make_type_texts" "$folder/texts" --count 4 --seed 3
for name in one two; do
  "$BIN/saoy-classify" train --out "$folder/$name.model" "$folder/texts" > "$folder/out" 2> "$folder/err" || fail "train"
done
cmp "$folder/one.model" "$folder/two.model" || fail "two trainings differ"
grep -q '37 types from' "$folder/out" || fail "what was learnt: $(cat "$folder/out")"

# ---- papers in other words than the rules': told right or not told ----
"$ROOT/tests/bench/classify/make_texts.py" "$folder/papers" --count 2
"$BIN/saoy-classify" evaluate --svg "$folder/matrix.svg" "$folder/papers/0" > "$folder/out" 2> "$folder/err" || fail "evaluate"
grep -q '^known kinds: 74 papers, 7[0-4] right, 0 wrong' "$folder/out" || fail "$(tail -1 "$folder/out")"
grep -q 'others: 6, of which 6 not told' "$folder/out" || fail "$(tail -1 "$folder/out")"
xmllint --nonet --noout "$folder/matrix.svg" 2> "$folder/err" || fail "the picture is no XML"

# ---- labels.tsv, and a label that is no type ----
mkdir "$folder/list"
cp "$folder/papers/0/khai_sinh/000.txt" "$folder/list/a.txt"
printf 'a.txt\tkhai_sinh\n' > "$folder/list/labels.tsv"
"$BIN/saoy-classify" evaluate --json "$folder/list" 2> "$folder/err" | grep -q '"type":"khai_sinh"' || fail "labels.tsv"
printf 'a.txt\tkhai_sinh\na.txt\tkhai_sinhh\n' > "$folder/list/labels.tsv"
status=0; "$BIN/saoy-classify" evaluate "$folder/list" > /dev/null 2> "$folder/err" || status=$?
[ "$status" = 65 ] || fail "unknown type: status $status"
says 'labels.tsv: line 2: there is no type khai_sinhh'

# ---- a damaged model, a profile with a mistake: file, line and element ----
cp -r "$ROOT/pipelines/vn" "$folder/profile"
profile() { status=0; "$BIN/saoy-classify" evaluate --profile "$folder/profile" "$folder/papers/0" > /dev/null 2> "$folder/err" || status=$?; }
printf 'x' | dd of="$folder/profile/document-types.model" bs=1 seek=5000 conv=notrunc 2> /dev/null
profile
[ "$status" = 78 ] || fail "damaged model: status $status"
says 'document-types.model'
says 'hint: put back the file'
head -c 1000 "$ROOT/pipelines/vn/document-types.model" > "$folder/profile/document-types.model"
profile
[ "$status" = 78 ] || fail "short model: status $status"
rm "$folder/profile/document-types.model"
profile
[ "$status" = 0 ] || fail "without a model the rules decide: status $status"

sed -i '0,/types="khai_sinh/s//types="khai_sinhh/' "$folder/profile/procedures.xml"
line=$(grep -n 'khai_sinhh' "$folder/profile/procedures.xml" | cut -d: -f1)
status=0; "$BIN/saoy-classify" --profile "$folder/profile" --procedure khai-sinh --json "$folder" > /dev/null 2> "$folder/err" || status=$?
[ "$status" = 78 ] || fail "a procedure that needs no type: status $status"
says "procedures.xml: line $line: element paper: there is no type khai_sinhh"

sed -i 's/<type code="gplx"/<tipe code="gplx"/; s/fields="so quyen_so ho_ten/fields="so quyen_so ho_tenn/' "$folder/profile/document-types.xml"
profile
[ "$status" = 78 ] || fail "an element that is none: status $status"
says 'document-types.xml'
sed -i 's/<tipe code="gplx"/<type code="gplx"/' "$folder/profile/document-types.xml"
line=$(grep -n 'ho_tenn' "$folder/profile/document-types.xml" | head -1 | cut -d: -f1)
profile
[ "$status" = 78 ] || fail "a field that is none: status $status"
says "there is no field ho_tenn"
grep -qE "line ($line|$((line - 1))): element type" "$folder/err" || fail "line and element are not told"
