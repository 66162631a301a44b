# SPDX-License-Identifier: Apache-2.0
# Signs files at every level of EN 319 142-1 with openssl(1) and holds saoy-verify against what they are, and against
# openssl and pdfsig where those can judge. Usage: verify_levels.py COMMAND FOLDER
import pathlib
import re
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "support"))
from signed_pdf import Office, openssl, paper, verdicts, with_two_signers  # noqa: E402

command, folder = sys.argv[1], pathlib.Path(sys.argv[2])
office = Office(folder)
for name in ("signer", "later", "sooner", "other"):
    office.issue(name)
office.issue("short", days=2)
office.issue("rsa", key=["-newkey", "rsa:2048", "-nodes"])
stranger = folder / "stranger"
stranger.mkdir()
stranger = Office(stranger)
stranger.issue("signer")

chain = [office.certificate(name) for name in ("issuing", "tsa", "ocsp")]
made = {"b": paper().signed(office, "signer"), "t": paper().signed(office, "signer", stamped=True)}
made["t_document"] = made["b"].timestamped(office)
lists = office.lists()
made["lt"] = made["t"].stored(chain, lists)
made["lt_answer"] = made["t"].stored(chain, lists[1:], [office.answer("signer"), office.answer("tsa")])
made["lt_half"] = made["t"].stored(chain, lists[:1])
made["lta"] = made["lt"].timestamped(office)
made["lta_answer"] = made["lt_answer"].timestamped(office)
made["lta_undone"] = made["lta"].stored(chain, lists)  # the same evidence again, after the last timestamp
made["lta_twice"] = made["lta"].stored(chain, lists).timestamped(office, b"T2")
made["two"] = made["b"].signed(office, "other", b"S2")
made["pss"] = paper().signed(office, "rsa", extra=["-keyopt", "rsa_padding_mode:pss"])
made["rsa"] = paper().signed(office, "rsa")
made["short"] = paper().signed(office, "short")
made["short_stamped"] = paper().signed(office, "short", stamped=True).stored(chain, office.lists())
made["stranger"] = paper().signed(stranger, "signer")
made["two_signers"] = paper().signed(office, "signer", cms=lambda data: with_two_signers(office.cms(data, "signer")))
made["sooner_stamped"] = paper().signed(office, "sooner", stamped=True)
made["sooner"] = paper().signed(office, "sooner")
time.sleep(2)  # times of revocation and of timestamps are whole seconds
for name in ("sooner", "later"):
    office.revoke(name)
time.sleep(2)
made["later_stamped"] = paper().signed(office, "later", stamped=True)
for name, pdf in made.items():
    (folder / f"{name}.pdf").write_bytes(pdf.data)
lists = office.lists()
(folder / "issuing.der").write_bytes(lists[0])
(folder / "root.der").write_bytes(lists[1])
(folder / "answer.signer").write_bytes(office.answer("signer"))
fresh = ["--crl", folder / "issuing.der", "--crl", folder / "root.der"]
trust = ["--trust", f"state={office.trust}"]
faults = []


def expect(name, words, indication, sub="", level=None, why=None, lacks=None):
    file = folder / f"{name}.pdf"
    verdict = verdicts(command, [file], *words)[str(file)]
    first = verdict["signatures"][0]
    reasons = " | ".join(verdict["reasons"] + [reason for each in verdict["signatures"] for reason in each["reasons"]])
    told = (verdict["indication"], verdict["sub_indication"])
    print(f"{name:16s} {told[0]:14s} {told[1]:28s} {first['level']:6s} {first['level_lacks']}")
    if told != (indication, sub):
        faults.append(f"{name}: {told}, not {(indication, sub)}: {reasons}")
    if level is not None and first["level"] != level:
        faults.append(f"{name}: level {first['level']}, not {level}: {first['level_lacks']}: {reasons}")
    if why and why not in reasons:
        faults.append(f"{name}: no '{why}' in {reasons}")
    if lacks and lacks not in first["level_lacks"]:
        faults.append(f"{name}: no '{lacks}' in {first['level_lacks']}")


PASSED, FAILED, UNKNOWN = "TOTAL-PASSED", "TOTAL-FAILED", "INDETERMINATE"
expect("b", trust + fresh, PASSED, level="B-B", lacks="no trusted timestamp")
expect("b", trust, UNKNOWN, "TRY_LATER", why="whether the certificate of signer was revoked is not known")
expect("b", trust + ["--ocsp", folder / "answer.signer", "--crl", folder / "root.der"], PASSED, level="B-B")
expect("t", trust + fresh, PASSED, level="B-T", lacks="the file does not hold whether the certificate of signer")
expect("t_document", trust + fresh, PASSED, level="B-T")
expect("lt", trust, PASSED, level="B-LT", lacks="no trusted document timestamp")
expect("lt_answer", trust, PASSED, level="B-LT")
expect("lt_half", trust, UNKNOWN, "TRY_LATER", why="certificate of issuing")
expect("lt_half", trust + fresh, PASSED, level="B-T", lacks="certificate of issuing")
expect("lta", trust, PASSED, level="B-LTA")
expect("lta_answer", trust, PASSED, level="B-LTA")
expect("lta_undone", trust, PASSED, level="B-LT")
expect("lta_twice", trust, PASSED, level="B-LTA")
expect("two", trust + fresh, PASSED, level="B-B")
expect("pss", trust + fresh, PASSED, level="B-B")
expect("rsa", trust + fresh, PASSED, level="B-B")
later = ["--at", time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 20 * 86400))]
expect("short", trust + fresh + later, UNKNOWN, "OUT_OF_BOUNDS_NO_POE", why="has expired and no timestamp proves")
expect("short_stamped", trust + later, PASSED, level="B-LT")
expect("stranger", trust + fresh, UNKNOWN, "NO_CERTIFICATE_CHAIN_FOUND")
expect("b", fresh, UNKNOWN, "NO_CERTIFICATE_CHAIN_FOUND", why="no trusted certificates were given")
expect("two_signers", trust + fresh, FAILED, "FORMAT_FAILURE", why="exactly one signer")
expect("sooner_stamped", trust + fresh, PASSED, level="B-T")
expect("sooner", trust + fresh, UNKNOWN, "REVOKED_NO_POE", why="no timestamp proves that it signed before")
expect("later_stamped", trust + fresh, FAILED, "REVOKED", why="was revoked on")

# What other programs say of the same files.
subprocess.run(["certutil", "-N", "-d", f"sql:{folder}", "--empty-password"], check=True)
subprocess.run(["certutil", "-A", "-d", f"sql:{folder}", "-n", "root", "-t", "CT,C,C", "-a", "-i", office.trust], check=True)
for name in ("b", "t", "t_document", "lt", "lta", "lta_twice", "two", "rsa", "pss"):
    data = made[name].data
    for at in (m.start() for m in re.finditer(rb"/SubFilter/ETSI.CAdES.detached", data)):
        begin, end, rest = (int(n) for n in re.search(rb"/ByteRange\[0 (\d+) (\d+) (\d+)", data[at:]).groups())
        value = bytes.fromhex(data[begin + 1:end - 1].decode())
        (folder / "value.der").write_bytes(value[:4 + int.from_bytes(value[2:4], "big")])
        (folder / "bytes").write_bytes(data[:begin] + data[end:end + rest])
        openssl("cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "value.der", "-content", "bytes", "-CAfile", "root.pem",
                "-out", "/dev/null", folder=folder)
    for at in (m.start() for m in re.finditer(rb"/SubFilter/ETSI.RFC3161", data)):
        begin, end, rest = (int(n) for n in re.search(rb"/ByteRange\[0 (\d+) (\d+) (\d+)", data[at:]).groups())
        value = bytes.fromhex(data[begin + 1:end - 1].decode())
        (folder / "value.der").write_bytes(value[:4 + int.from_bytes(value[2:4], "big")])
        (folder / "bytes").write_bytes(data[:begin] + data[end:end + rest])
        openssl("ts", "-verify", "-token_in", "-in", "value.der", "-data", "bytes", "-CAfile", "root.pem", "-untrusted", "issuing.pem",
                folder=folder)
    told = subprocess.run(["pdfsig", "-nssdir", f"sql:{folder}", "-no-ocsp", folder / f"{name}.pdf"], capture_output=True, text=True).stdout
    if told.count("Signature is Valid") != data.count(b"/SubFilter/ETSI.CAdES.detached"):
        faults.append(f"pdfsig does not agree on {name}: {told}")
print("openssl and pdfsig agree" if not faults else "\n".join(faults))
sys.exit(bool(faults))
