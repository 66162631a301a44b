#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Other programs on signed PDF files: openssl for each signature and time stamp, also those inside of signatures;
pdfsig; qpdf; and tests/support/pdfa_judge.

Usage: judge_signed.py [--expect WORDS] [--sources FOLDER] ROOT ISSUING FILE…     certificates as PEM

--expect   what each file holds, in this order, as its values are made: KEY/SCHEME of a signature, with +stamp when a time
           stamp over it is inside, and stamp for a document time stamp; such as "rsa3072/pss p256/ecdsa+stamp stamp"
--sources  the files before they were signed, by the same names: signing must not bring qpdf a warning or PDF/A a fault
           that they had not
Prints what does not agree, and fails then; also when a file has no signature at all.
"""
import argparse
import concurrent.futures
import importlib.machinery
import importlib.util
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

here = pathlib.Path(__file__).parent
sys.path.insert(0, str(here))
from signed_pdf import parts  # noqa: E402

loader = importlib.machinery.SourceFileLoader("pdfa_judge", str(here / "pdfa_judge"))
pdfa = importlib.util.module_from_spec(importlib.util.spec_from_loader("pdfa_judge", loader))
sys.dont_write_bytecode = True
loader.exec_module(pdfa)

SCHEMES = {"2a864886f70d01010a": "pss", "2a864886f70d010101": "pkcs1", "2a864886f70d01010b": "pkcs1", "2a8648ce3d040302": "ecdsa"}
CURVES = {"2a8648ce3d030107": "p256", "2b81040022": "p384"}
STAMP_TOKEN = "2a864886f70d010910020e"  # id-aa-signatureTimeStampToken


def run(*words):
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout + done.stderr


def inside(value):
    """The elements of a SEQUENCE or SET given whole."""
    return parts(parts(value)[0][1])


def key_of(certificate):
    fields = inside(inside(certificate)[0][2])
    algorithm, bits = inside(fields[6][2])
    names = inside(algorithm[2])
    if len(names) > 1 and names[1][0] == 6:
        return CURVES.get(names[1][1].hex(), "another curve")
    return "rsa%d" % (len(inside(bits[1][1:])[0][1].lstrip(b"\0")) * 8)


def opened(cms):
    """The word of a signature, its value, and the tokens over it."""
    signed = inside(parts(inside(cms)[1][1])[0][2])
    certificates = [whole for tag, _, whole in parts(next(content for tag, content, _ in signed if tag == 0xA0))]
    signers = parts(signed[-1][1])
    assert len(signers) == 1, "more than one signer"
    signer = parts(signers[0][1])
    serial = inside(signer[1][2])[1][1]
    own = [c for c in certificates if inside(inside(c)[0][2])[1][1] == serial]
    assert len(own) == 1, "no certificate of the signer"
    at = 4 if signer[3][0] == 0xA0 else 3
    scheme = SCHEMES.get(inside(signer[at][2])[0][1].hex(), "another scheme")
    tokens = []
    for tag, content, _ in signer[at + 2:]:
        for _, attribute, _ in parts(content):
            name, values = parts(attribute)
            assert name[1].hex() == STAMP_TOKEN, "an unsigned attribute %s" % name[1].hex()
            tokens += [whole for _, _, whole in parts(values[1])]
    word = "%s/%s" % (key_of(own[0]), scheme)
    return word + "+stamp" * len(tokens), signer[at + 1][1], tokens


def judge(file, known, root, issuing, expected, source):
    """Faults of one file; `known` is the folder of pdfsig's certificates."""
    faults, words = [], []
    data = pathlib.Path(file).read_bytes()

    def stamped(token, covered, work):
        (work / "token").write_bytes(token)
        (work / "stamped").write_bytes(covered)
        status, told = run("openssl", "ts", "-verify", "-token_in", "-in", work / "token", "-data", work / "stamped", "-CAfile", root,
                           "-untrusted", issuing)
        if status != 0:
            faults.append("openssl ts: " + told)

    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(name)
        for match in re.finditer(rb"/SubFilter\s*/(ETSI\.CAdES\.detached|ETSI\.RFC3161)", data):
            body = data[data.rfind(b" obj", 0, match.start()):data.index(b"endobj", match.start())]
            begin, end, rest = (int(n) for n in re.search(rb"/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+(\d+)", body).groups())
            if data[begin:begin + 1] + data[end - 1:end] != b"<>" or (end - begin) % 2 or end + rest > len(data):
                faults.append("ByteRange does not leave out /Contents alone")
                continue
            value = bytes.fromhex(data[begin + 1:end - 1].decode())
            value = value[:2 + (value[1] & 0x7F) + int.from_bytes(value[2:2 + (value[1] & 0x7F)], "big")]  # zeros after it
            covered = data[:begin] + data[end:end + rest]
            if b"CAdES" not in match.group(1):
                words.append("stamp")
                stamped(value, covered, work)
                continue
            (work / "value").write_bytes(value)
            (work / "covered").write_bytes(covered)
            status, told = run("openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", work / "value", "-content",
                               work / "covered", "-CAfile", root, "-purpose", "any", "-out", "/dev/null")
            if status != 0:
                faults.append("openssl cms: " + told)
            word, signature, tokens = opened(value)
            words.append(word)
            for token in tokens:
                stamped(token, signature, work)
        if words and data[end + rest:] and b"/DSS" not in data[end + rest:]:
            faults.append("bytes after the last signature")
    signatures = sum(word != "stamp" for word in words)
    if not signatures:
        faults.append("no signature")
    if expected is not None and words != expected:
        faults.append("it has %s, not %s" % (" ".join(words), " ".join(expected)))
    # Of certificates that name a responder pdfsig only says "unknown issue", asked to ask it or not: openssl judges the path.
    _, told = run("pdfsig", "-nssdir", f"sql:{known}", "-no-ocsp", file)
    if told.count("Signature is Valid") != signatures:
        faults.append("pdfsig: " + told)
    status, told = run("qpdf", "--check", file)
    before = before_signing(source) if source else None
    # qpdf warns of the file it was given too: what other makers wrote is not this test's business.
    if status not in (0, 3) or (before and status > before["qpdf"]):
        faults.append("qpdf: " + told)
    if before is not None:
        faults += ["PDF/A: " + fault for fault in pdfa.faults_of(file) if fault not in before["pdfa"]]
    return [f"{file}: {fault}" for fault in faults]


def before_signing(source):
    """qpdf's status and PDF/A's faults of a source, found out once."""
    kept = source.with_suffix(".before.json")
    if not kept.exists():
        made = kept.with_suffix(f".{os.getpid()}")
        made.write_text(json.dumps({"qpdf": run("qpdf", "--check", source)[0], "pdfa": pdfa.faults_of(str(source))}))
        made.rename(kept)
    return json.loads(kept.read_text())


def main():
    words = argparse.ArgumentParser()
    words.add_argument("--expect")
    words.add_argument("--sources", type=pathlib.Path)
    words.add_argument("root")
    words.add_argument("issuing")
    words.add_argument("files", nargs="+")
    given = words.parse_args()
    expected = given.expect.split() if given.expect is not None else None
    with tempfile.TemporaryDirectory() as known, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        run("certutil", "-N", "-d", f"sql:{known}", "--empty-password")
        run("certutil", "-A", "-d", f"sql:{known}", "-n", "root", "-t", "CT,C,C", "-a", "-i", given.root)
        told = pool.map(lambda file: judge(file, known, given.root, given.issuing, expected,
                                           given.sources / pathlib.Path(file).name if given.sources else None), given.files)
        faults = [fault for each in told for fault in each]
    print("\n".join(faults) if faults else f"{len(given.files)} files: all agree")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
