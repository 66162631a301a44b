#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The manners every command has: help that teaches, clean streams, the house's exit status.
set -euo pipefail
export SAOY_LANG=en
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
bad=0
complain() { echo "manners: $1" >&2; bad=1; }
# run WANTED-STATUS COMMAND…: standard output in out, standard error in err
run() {
  local wanted=$1 status=0
  shift
  "$@" >out 2>err </dev/null || status=$?
  [ "$status" -eq "$wanted" ] || complain "'${*##*/}' gives $status, not $wanted: $(head -c 300 err)"
}

seen=0
for path in "$BIN"/saoy-*; do
  name=${path##*/}
  seen=$((seen + 1))

  run 0 "$path" --help
  [ -s err ] && complain "$name --help writes to standard error"
  cp out help
  grep -q '^Exit status: 0 done' out || complain "$name --help does not tell the exit status"
  examples=$(awk '/^Examples:/ { on = 1; next } /^Exit status/ { on = 0 } on && /^  [^ ]/' out | wc -l)
  [ "$examples" -ge 2 ] || complain "$name --help has $examples examples, not 2"
  grep -q "^Usage: $name" out || complain "$name --help has no usage line"

  run 0 "$path" --lang vi --help
  grep -q '^Cách dùng: ' out || complain "$name --lang vi --help is not in Vietnamese"

  grep -q 'SAOY_NAME' help || complain "$name --help does not tell of environment and file"
  grep -q 'SAOY_LANG' help && complain "$name --help tells the environment's name with every option"

  run 0 "$path" --version
  grep -qE "^$name [0-9]+\.[0-9]+\.[0-9]+$" out || complain "$name --version says '$(cat out)'"

  run 64 "$path" --no-such-option
  [ -s out ] && complain "$name writes to standard output on a usage error"
  grep -q "^$name: " err || complain "$name does not say its name in a usage error"

  run 64 "$path" --lang fr
  [ -s out ] && complain "$name writes to standard output on a bad value"
  grep -q 'vi, en' err || complain "$name --lang fr does not name what it takes: $(cat err)"
done
[ "$seen" -gt 0 ] || complain "there are no commands in $BIN"

# Where the name of a file is all that is needed to get to the input; elsewhere keys and registers are asked for first.
inputs=(
  "saoy-ocr none" "saoy-classify none" "saoy-report none" "saoy-review list none"
  "saoy-scan -o made none" "saoy-verify none"
)
for line in "${inputs[@]}"; do
  read -ra words <<<"$line"
  [ -x "$BIN/${words[0]}" ] || continue
  run 66 "$BIN/${words[0]}" "${words[@]:1}"
  grep -q "^${words[0]}: .*none" err || complain "'$line' does not name what is missing"
  grep -q "^  hint: " err || complain "'$line' has no hint"
  run 73 "$BIN/${words[0]}" --events "$work/no/such/folder/events" "${words[@]:1}"
  [ -s out ] && complain "'$line' writes data though its events cannot be written"
done
run 73 "$BIN/saoy-doctor" --events "$work/no/such/folder/events"

# Options that take one of a few names say which.
run 64 "$BIN/saoy-ocr" --engine foo none
grep -q 'auto, lstm, tesseract' err || complain "--engine foo: $(cat err)"
run 64 "$BIN/saoy-ocr" --lang vi --kernel foo none
grep -q 'một trong: auto, avx512, ' err || complain "--kernel foo: $(cat err)"
run 66 "$BIN/saoy-ocr" --lang vi --pdf made.pdf none.jpg
grep -q '^  gợi ý: ' err || complain "a missing image has no hint: $(cat err)"

# The item's name is taken from a sentence's start only where it is all of that name.
mkdir broken
echo '<dossier>' >broken/dossier.xml
run 65 "$BIN/saoy-review" list broken
grep -q 'broken/dossier.xml' err || complain "a file's name is cut: $(cat err)"
run 66 "$BIN/saoy-review" list none
grep -q 'none: none' err && complain "an item is named twice: $(cat err)"

# saoy WORD runs saoy-WORD and keeps its status.
run 0 "$BIN/saoy" --help
grep -q '^Commands:' out || complain "saoy --help lists no commands"
run 0 "$BIN/saoy" --lang vi
grep -q '^Cách dùng: saoy' out || complain "saoy --lang vi is not in Vietnamese"
run 0 "$BIN/saoy" --lang vi doctor --help
grep -q '^Cách dùng: saoy-doctor' out || complain "saoy --lang vi WORD does not hand on the language"
run 0 "$BIN/saoy" doctor --version
run 64 "$BIN/saoy" doctor --no-such-option
run 64 "$BIN/saoy" docter
grep -q "saoy doctor" err || complain "saoy does not guess the command that was meant"
# libc's own sentences (Vietnamese where its catalogue is installed) keep their accents
said=$("$BIN/saoy-verify" --lang vi "$PWD/no-such-file.pdf" 2>&1) && bad=1
if [[ "$said" == *'?'* ]]; then
  echo "manners: a Vietnamese sentence lost its accents" >&2
  bad=1
fi
exit $bad
