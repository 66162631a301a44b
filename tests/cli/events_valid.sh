#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The lines of --events are valid against their schema, numbered without gaps, and end with the one result.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$BIN"/saoy-doctor --events "$work/doctor" >/dev/null 2>&1 || [ $? -eq 69 ]
"$BIN"/saoy-doctor --events fd:5 --work "$work/none" >/dev/null 2>&1 5>"$work/fd" && exit 1
status=0; "$BIN"/saoy-report --events "$work/report" "$work/none" >/dev/null 2>&1 || status=$?
[ "$status" -eq 66 ]

python3 - "$ROOT/schemas/events.schema.json" "$work"/doctor "$work"/fd "$work"/report <<'PY'
import json, sys
import jsonschema

schema = json.load(open(sys.argv[1]))
validator_of = jsonschema.validators.validator_for(schema)
validator_of.check_schema(schema)
validator = validator_of(schema)
results = {}
for name in sys.argv[2:]:
    lines = [json.loads(line) for line in open(name, encoding="utf-8")]
    for line in lines:
        validator.validate(line)
    assert [line["seq"] for line in lines] == list(range(1, len(lines) + 1)), name
    assert [line["kind"] == "result" for line in lines] == [False] * (len(lines) - 1) + [True], name
    results[name.rsplit("/", 1)[1]] = lines
assert len(results["doctor"]) > 8
assert results["fd"][-1]["status"] == 69
assert any(line.get("code") == "check-fail" for line in results["fd"])
failed = [line for line in results["report"] if line["kind"] == "failed"]
assert len(failed) == 1 and failed[0]["code"] == "no-dossier" and results["report"][-1]["failed"] == 1
# The schema does refuse.
for broken in ({}, {**results["fd"][-1], "status": 2}, {**results["fd"][0], "done": 1}, {**results["fd"][0], "kind": "x"}):
    assert not validator.is_valid(broken), broken
PY
