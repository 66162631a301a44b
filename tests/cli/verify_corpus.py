# SPDX-License-Identifier: Apache-2.0
# Holds saoy-verify against signed files with known verdicts; prints the table and exits 1 on a false accept.
# Usage: verify_corpus.py COMMAND CORPUS
import collections
import csv
import json
import pathlib
import subprocess
import sys
import time

command, corpus = sys.argv[1], pathlib.Path(sys.argv[2])
GOOD = {"INTACT", "INTACT_MOD_ALLOWED"}
# Good by their label, and alarmed all the same. Any other alarm is a failure.
EXPLAINED = {
    "valid/pyh_coverage-anomalies-base.pdf": "its /Contents is all zeros: no signature to check",
    "valid/pyhcap_test_orphan_True__01b843.pdf": "its last revision is also in tampered/…orphan_False…",
    "valid/pyhcap_test_sign_reject_freed_False__58bd1a.pdf": "its last revision is also in tampered/…reject_freed_True…",
}

groups = collections.defaultdict(list)  # files that share a time and anchors are judged in one call
for row in csv.DictReader((corpus / "manifest.tsv").open(), delimiter="\t", quoting=csv.QUOTE_NONE):
    extra = dict(item.split("=", 1) for item in (row["extra"] or "").split())
    roots = tuple(sorted(p for r in extra.get("roots", "").split(";") if r for p in map(str, corpus.glob(f"trust/{r}*"))))
    groups[extra.get("validation_time", "2020-11-01T00:00:00"), roots].append(row)

said, seconds = {}, 0.0
for (when, roots), rows in groups.items():
    roots = roots or sorted(map(str, corpus.glob("trust/*_root.pem")))
    trust = [word for root in roots for word in ("--trust", root)]
    start = time.monotonic()
    run = subprocess.run([command, "--json", "--at", when + "Z", *trust, *(str(corpus / r["file"]) for r in rows)],
                         capture_output=True, text=True)
    seconds += time.monotonic() - start
    assert run.returncode in (0, 1, 3, 65), (run.returncode, run.stderr)
    said.update({v["file"]: v for v in map(json.loads, run.stdout.splitlines())} if len(rows) > 0 else {})

table, accepts, alarms, untrusted, missing, good = collections.Counter(), [], [], [], [], 0
for rows in groups.values():
    for row in rows:
        verdict = said.get(str(corpus / row["file"]))
        if verdict is None:
            missing.append(row["file"])
            continue
        table[row["expect"], verdict["integrity"], verdict["indication"]] += 1
        why = [r for s in verdict["signatures"] for r in s["reasons"]] + verdict["reasons"]
        if row["expect"] in GOOD:
            good += 1
            if verdict["integrity"] != "intact":
                alarms.append((row["file"], why))
            elif verdict["indication"] != "TOTAL-PASSED":
                untrusted.append((row["file"], verdict["sub_indication"], why))
        elif verdict["integrity"] == "intact":
            accepts.append((row["file"], verdict["indication"], why))

for (expect, integrity, indication), count in sorted(table.items()):
    print(f"{count:4d}  {expect:22s} -> {integrity:12s} {indication}")
for name, items in ("false accept", accepts), ("false alarm", alarms), ("intact, not passed", untrusted):
    for item in items:
        print(f"{name}: {item}")
print(f"{len(said)} files, {len(said) / seconds:.0f} files/s, {len(accepts)} false accepts, "
      f"{len(alarms)} false alarms on {good} good files, of them explained: {len(EXPLAINED)}")
unexplained = [file for file, _ in alarms if file not in EXPLAINED]
if accepts or missing or unexplained or good == 0:
    sys.exit(f"verify_corpus: false accepts {accepts}, no answer {missing}, false alarms {unexplained}")
