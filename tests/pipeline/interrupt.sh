#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Ctrl-C ends saoy-run soon with status 130, nothing half-written; running it again finishes the rest.
set -euo pipefail
folder=$(mktemp -d)
. "$ROOT/scripts/office.sh" "$folder"
trap 'stop_gateway; rm -rf "$folder"' EXIT
fail() { echo "interrupt: $1" >&2; exit 1; }
papers=("$ROOT"/samples/papers/*.jpg)
command=("$BIN/saoy-run" backlog -q -o "$folder/work" "${office[@]}" --events "$folder/events" "${papers[@]}")

"${command[@]}" > "$folder/first" 2> "$folder/err" & pid=$!
until [ -s "$folder/first" ]; do sleep 0.05; done  # the first paper is through
kill -INT $pid
begin=$(date +%s)
status=0
wait $pid || status=$?
[ $status = 130 ] || fail "ended with $status"
[ $(( $(date +%s) - begin )) -le 20 ] || fail "took $(( $(date +%s) - begin )) s to stop"
[ "$(wc -l < "$folder/first")" -lt ${#papers[@]} ] || fail "everything was done before the interrupt"
tail -n 1 "$folder/events" | grep -q '"kind":"result","status":130' || fail "the last event is not the result"
[ -z "$(find "$folder/work" -name '*.xml.??????' -o -name '*.pdf.??????')" ] || fail "half-written files are left"

"${command[@]}" > "$folder/second" || fail "the second run ended with $?"
[ "$(wc -l < "$folder/second")" = ${#papers[@]} ] || fail "not every paper came through"
"$BIN/saoy-register" check --register "$folder/register.db" || fail "the register is not sound"
