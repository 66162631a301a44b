# SPDX-License-Identifier: Apache-2.0
# Holds saoy-verify against signed files with known verdicts; prints the table and exits 1 on a false accept.
# Usage: verify_corpus.py COMMAND CORPUS
import collections
import csv
import json
import pathlib
import re
import subprocess
import sys
import time

command, corpus = sys.argv[1], pathlib.Path(sys.argv[2])
GOOD = {"INTACT", "INTACT_MOD_ALLOWED"}


def paper_and_update(data):
    """What stands before the last signature value and what follows the signed bytes, without the random file identifier;
    None when the file has no ByteRange."""
    ranges = re.findall(rb"/ByteRange\s*\[\s*0+\s+(\d+)\s+(\d+)\s+(\d+)\s*\]", data)
    if not ranges:
        return None
    before, begin, size = map(int, ranges[-1])
    return tuple(re.sub(rb"/ID\s*\[[^\]]*\]", b"", part) for part in (data[:before], data[begin + size:]))


def contradiction(data, forbidden):
    """Why no verifier can call this file good, whatever its label; None where one could."""
    if re.search(rb"/Contents\s*<0*>", data):
        return "its /Contents is all zeros: there is no signature value, which is an attack (USF) elsewhere"
    twin = next((name for name, update in forbidden.items() if update == paper_and_update(data)), None)
    return twin and f"the same update after the same paper is labelled forbidden in {twin}"


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

forbidden = {row["file"]: paper_and_update((corpus / row["file"]).read_bytes())
             for rows in groups.values() for row in rows if row["expect"] == "INTACT_MOD_FORBIDDEN"}
because = {file: contradiction((corpus / file).read_bytes(), forbidden) for file, _ in alarms}
avoidable = [file for file, why in because.items() if why is None]

for (expect, integrity, indication), count in sorted(table.items()):
    print(f"{count:4d}  {expect:22s} -> {integrity:12s} {indication}")
for name, items in ("false accept", accepts), ("intact, not passed", untrusted):
    for item in items:
        print(f"{name}: {item}")
for file, why in alarms:
    print(f"alarm: {file}: {'; '.join(why)}. {because[file] or 'No reason for it in the corpus.'}")
fair = good - (len(alarms) - len(avoidable))
print(f"{len(said)} files, {len(said) / seconds:.0f} files/s, {len(accepts)} false accepts, {len(alarms)} alarms on {good} "
      f"good files; {len(avoidable)} false alarms on the {fair} whose label does not contradict itself "
      f"({100 * len(avoidable) / max(fair, 1):.1f} %)")
if accepts or missing or avoidable or good == 0:
    sys.exit(f"verify_corpus: false accepts {accepts}, no answer {missing}, false alarms {avoidable}")
