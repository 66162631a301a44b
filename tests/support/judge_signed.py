#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Other programs on signed PDF files: openssl for each signature and time stamp, pdfsig, qpdf.

Usage: judge_signed.py ROOT ISSUING FILE…      certificates as PEM; says what does not agree, and fails then.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

root, issuing = sys.argv[1:3]
faults = []


def run(*words):
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True, stdin=subprocess.DEVNULL)
    return done.returncode == 0, done.stdout + done.stderr


def judge(file, work):
    data = pathlib.Path(file).read_bytes()
    count = 0
    for match in re.finditer(rb"/SubFilter\s*/(ETSI\.CAdES\.detached|ETSI\.RFC3161)", data):
        place = data.rfind(b" obj", 0, match.start())
        body = data[place:data.index(b"endobj", place)]
        begin, end, rest = (int(n) for n in re.search(rb"/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+(\d+)", body).groups())
        value = bytes.fromhex(data[begin + 1:end - 1].decode())
        size = int.from_bytes(value[2:4], "big") + 4 if value[1] == 0x82 else None
        (work / "value").write_bytes(value[:size])
        (work / "covered").write_bytes(data[:begin] + data[end:end + rest])
        if b"CAdES" in match.group(1):
            count += 1
            good, told = run("openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", work / "value", "-content",
                             work / "covered", "-CAfile", root, "-purpose", "any", "-out", "/dev/null")
        else:
            good, told = run("openssl", "ts", "-verify", "-token_in", "-in", work / "value", "-data", work / "covered", "-CAfile", root,
                             "-untrusted", issuing)
        if not good:
            faults.append(f"{file}: openssl: {told}")
    _, told = run("pdfsig", "-nssdir", f"sql:{work}", "-no-ocsp", file)
    if told.count("Signature is Valid") != count:
        faults.append(f"{file}: pdfsig: {told}")
    # qpdf warns of the file it was given too: what other makers wrote is not this test's business.
    good, told = run("qpdf", "--check", "--warning-exit-0", file)
    if not good:
        faults.append(f"{file}: qpdf: {told}")
    return count


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    run("certutil", "-N", "-d", f"sql:{folder}", "--empty-password")
    run("certutil", "-A", "-d", f"sql:{folder}", "-n", "root", "-t", "CT,C,C", "-a", "-i", root)
    total = sum(judge(file, folder) for file in sys.argv[3:])
print("\n".join(faults) if faults else f"{len(sys.argv) - 3} files, {total} signatures: all agree")
sys.exit(bool(faults))
