# SPDX-License-Identifier: Apache-2.0
# Mutates files and judges how saoy-scan and saoy-verify answer them. Prints figures; exit status 1 at any fault.
# Usage: hostile.py BIN SEEDS BOMBS SIGNED TRUST MUTANTS RANDOM_SEED
import collections
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

binaries, seeds, bombs, signed, trust = map(pathlib.Path, sys.argv[1:6])
mutants, random_seed = int(sys.argv[6]), int(sys.argv[7])
chance = random.Random(random_seed)
HEADER = 600  # bytes: where most of a format's structure stands
BATCH = 10
# What a file of this size may cost: the limits of the reading children (lib/stages/intake.cpp) and some for the command.
MOST_CPU_S, MOST_MIB = 90, 1800
most = {"cpu_s": 0.0, "mib": 0.0}
faults = []


def place(data):
    """Half of the changes hit the head of the file, the rest anywhere."""
    return chance.randrange(min(len(data), HEADER) if chance.random() < 0.5 else len(data))


def flip(data):
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        data[place(data)] ^= 1 << chance.randrange(8)


def overwrite(data):
    at = place(data)
    for i in range(at, min(len(data), at + chance.choice((1, 2, 4)))):
        data[i] = chance.choice((0, 1, 0x7F, 0x80, 0xFF))


def truncate(data):
    del data[place(data):]


def insert(data):
    at = place(data)
    data[at:at] = chance.randbytes(chance.choice((1, 2, 100, 5000)))


def cut_out(data):
    at = place(data)
    del data[at:at + chance.choice((1, 2, 100, 5000))]


def repeat(data):
    at, length = place(data), chance.choice((8, 500, 20000))
    data[at:at] = data[at:at + length] * 3


def number(data):
    """A figure in the text of a PDF: offsets, lengths, counts, sizes."""
    found = list(re.finditer(rb"\d+", data))
    if not found:
        return flip(data)
    it = chance.choice(found)
    data[it.start():it.end()] = chance.choice((b"0", b"-1", b"65536", b"2147483648", b"99999999999999999999"))


def mutant(original, kinds=(flip, flip, overwrite, truncate, insert, cut_out, repeat, number)):
    data = bytearray(original)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        if data:
            chance.choice(kinds)(data)
    return bytes(data)


def run(*words):
    return subprocess.run([str(word) for word in words], capture_output=True, timeout=600, stdin=subprocess.DEVNULL)


def run_measured(*words):
    """Like run(); its processor time and largest process, children and all, must stay within the limits."""
    with tempfile.TemporaryFile() as err:
        child = subprocess.Popen([str(word) for word in words], stdout=subprocess.DEVNULL, stderr=err, stdin=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        err.seek(0)
        return child.returncode, err.read(), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def fault(sentence, *files):
    kept = pathlib.Path(tempfile.mkdtemp(prefix="saoy-hostile-"))
    for file in files:
        (kept / file.name).write_bytes(file.read_bytes())
    faults.append(f"{sentence} [kept in {kept}]")


def scan_mutants(folder, counts):
    originals = [(file.suffix, file.read_bytes()) for file in sorted(seeds.iterdir())]
    files, known = [], set()
    while len(files) < mutants:
        suffix, original = chance.choice(originals)
        data = mutant(original)
        if data in known:
            continue
        known.add(data)
        files.append(folder / f"m{len(files):05d}{suffix}")
        files[-1].write_bytes(data)
    alone = files[:min(mutants // 3, 100)]
    rest = files[len(alone):]
    for group in [[file] for file in sorted(bombs.iterdir())] + [[file] for file in alone] + \
            [rest[i:i + BATCH] for i in range(0, len(rest), BATCH)]:
        judge_scan(group, folder / "work", folder / "events", counts)


def judge_scan(group, work, events, counts):
    split = chance.choice(("file", "separator", "blank"))
    status, told, cpu_s, mib = run_measured(binaries / "saoy-scan", "--lang", "en", "-o", work, "--split", split,
                                            "--events", events, *group)
    most["cpu_s"], most["mib"] = max(most["cpu_s"], cpu_s), max(most["mib"], mib)
    if cpu_s > MOST_CPU_S * len(group) or mib > MOST_MIB:
        fault(f"scan: {cpu_s:.1f} s of processor time, {mib:.0f} MiB", *group)
    # 1: taken, with a finding: a broken picture may look like a mark
    allowed = (0, 1, 65, 66) if len(group) == 1 else (0, 1, 3, 65, 66)
    if status not in allowed:
        fault(f"scan: status {status}: {told.decode(errors='replace')[-2000:]}", *group)
    answered = collections.Counter()
    for line in events.read_text().splitlines():
        event = json.loads(line)
        if event["kind"] in ("finished", "failed") or event.get("code") == "duplicate":
            answered[event["item"]] += 1
            counts[event.get("code", "taken") if event["kind"] == "failed" else "taken"] += 1
            deadly = ("internal", "intake") if group[0].parent == bombs else ("unreadable", "internal", "intake")
            if event.get("code") in deadly:  # "unreadable": the child died, as it may of a bomb
                fault(f"scan: {event}", pathlib.Path(event["item"]))
    for file in group:
        if answered[str(file)] != 1:
            fault(f"scan: {file.name} was answered {answered[str(file)]} times", file)
    if work.is_dir() and (left := [path.name for path in work.rglob(".saoy-*")]):
        fault(f"scan: left {left}", *group)


def inside_signatures(original):
    inside = set()
    for contents in re.finditer(rb"/Contents\s*<([0-9A-Fa-f]+)>", original):
        inside.update(range(contents.start(1), contents.end(1)))
    return inside


def changes(original, changed):
    """Where two files differ; everywhere, if one is longer."""
    if len(original) != len(changed):
        return range(len(original))
    return [i for i, (a, b) in enumerate(zip(original, changed)) if a != b]


def same_signature(original, changed, inside):
    """Hex digits of /Contents may be of either case: the one change that leaves a file's meaning as it was."""
    return all(i in inside and original[i:i + 1].lower() == changed[i:i + 1].lower() for i in changes(original, changed))


def verify_mutants(folder, count, counts):
    original = signed.read_bytes()
    inside = inside_signatures(original)
    whole = run(binaries / "saoy-verify", "--json", "--trust", trust, signed)
    if whole.returncode != 0 or b'"TOTAL-PASSED"' not in whole.stdout:
        fault(f"verify: the signed copy itself does not pass: {whole.stdout.decode()}")
    files = []
    while len(files) < count:
        data = mutant(original)
        if same_signature(original, data, inside):
            continue
        files.append(folder / f"v{len(files):05d}.pdf")
        files[-1].write_bytes(data)
    for start in range(0, count, BATCH):
        group = files[start:start + BATCH]
        told = run(binaries / "saoy-verify", "--lang", "en", "--json", "--trust", trust, *group)
        if told.returncode not in (1, 3, 65):
            fault(f"verify: status {told.returncode}: {told.stderr.decode(errors='replace')[-2000:]}", *group)
        verdicts = [json.loads(line) for line in told.stdout.decode().splitlines()]
        if [verdict["file"] for verdict in verdicts] != [str(file) for file in group]:
            fault("verify: not one verdict a file", *group)
        for verdict in verdicts:
            counts[verdict["integrity"]] += 1
            # Certificates beside a signature are not signed: a change in one leaves the document whole, but not passed.
            file = pathlib.Path(verdict["file"])
            unnoticed = verdict["integrity"] == "intact" and any(i not in inside for i in changes(original, file.read_bytes()))
            if verdict["indication"] == "TOTAL-PASSED" or unnoticed:
                fault(f"verify: a changed copy passes: {verdict}", file)
            if any("overwhelmed its reader" in reason for reason in verdict["reasons"]):
                fault(f"verify: the reading program died: {verdict}", pathlib.Path(verdict["file"]))


with tempfile.TemporaryDirectory() as temporary:
    scans, verdicts = collections.Counter(), collections.Counter()
    scan_mutants(pathlib.Path(temporary), scans)
    verify_mutants(pathlib.Path(temporary), max(60, mutants * 2 // 5), verdicts)
print("scan:", dict(scans.most_common()))
print(f"scan: at most {most['cpu_s']:.1f} s of processor time a command, {most['mib']:.0f} MiB in the largest process")
print("verify:", dict(verdicts.most_common()))
for sentence in faults:
    print("FAULT", sentence, file=sys.stderr)
sys.exit(1 if faults else 0)
