# SPDX-License-Identifier: Apache-2.0
# Forges signed files in every way known to us and holds saoy-verify to it: each is alarmed, for the right reason.
# Usage: verify_attacks.py COMMAND FOLDER [--flips N] [--seed N] [COPY.pdf… --trust ROOT.pem]
# Samples are made with openssl(1); COPY are copies of saoy's own, signed under ROOT.
import argparse
import collections
import pathlib
import random
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "support"))
from signed_pdf import Office, Pdf, paper, stream, verdicts, with_two_signers  # noqa: E402

options = argparse.ArgumentParser()
options.add_argument("command")
options.add_argument("folder", type=pathlib.Path)
options.add_argument("copies", nargs="*", type=pathlib.Path)
options.add_argument("--trust", type=pathlib.Path)
options.add_argument("--flips", type=int, default=40, help="per sample")
options.add_argument("--seed", type=int, default=1)
options = options.parse_args()
chance = random.Random(options.seed)

office = Office(options.folder)
for name in ("signer", "other"):
    office.issue(name)
chain = [office.certificate(name) for name in ("issuing", "tsa", "ocsp")]
lists = office.lists()
bundle = options.folder / "bundle.pem"
bundle.write_bytes(office.trust.read_bytes() + b"".join((office.folder / f"{n}.crl").read_bytes() for n in ("issuing", "root")))
form = b"/AcroForm<</Fields[8 0 R]/SigFlags 3>>"
plain = paper().signed(office, "signer")
samples = {
    "plain": plain,
    "two": plain.signed(office, "other", b"S2"),
    "certified1": paper().signed(office, "signer", certify=1),
    "certified2": paper().signed(office, "signer", certify=2),
    "certified3": paper().signed(office, "signer", certify=3),
    "lta": paper().signed(office, "signer", stamped=True).stored(chain, lists).timestamped(office),
    "form": paper(form).signed(office, "signer"),
    "locked": paper(form).signed(office, "signer", lock=b"/Lock<</Type/SigFieldLock/Action/All>>"),
}
samples |= {file.stem: Pdf(file.read_bytes()) for file in options.copies}

BROKEN, MODIFIED = ("broken",), ("modified",)
forged = []  # (kind, sample, bytes, integrities, reason)


def forge(kind, sample, data, integrity, reason):
    forged.append((kind, sample, data.data if isinstance(data, Pdf) else data, integrity, reason))


def range_of(data):
    """Place and numbers of the last ByteRange."""
    found = list(re.finditer(rb"/ByteRange\s*\[\s*0 +(\d+) +(\d+) +(\d+)\s*\]", data))[-1]
    return found, [int(n) for n in found.groups()]


def with_range(data, text):
    found, _ = range_of(data)
    return data[:found.start()] + (b"/ByteRange" + text).ljust(found.end() - found.start()) + data[found.end():]


def universal_forgery(name, pdf):
    data = pdf.data
    found, (begin, end, rest) = range_of(data)
    for number, text in enumerate((b"[0 0 0 0]", b"[0 %d -1 -1]" % begin, b" null", b"[]", b"[0 %d]" % len(data), b"[0 99999999 0 0]")):
        forge(f"usf-range-{number}", name, with_range(data, text), BROKEN + MODIFIED, "byte range")
    forge("usf-contents-zero", name, data[:begin + 1] + b"0" * (end - begin - 2) + data[end - 1:], BROKEN, "no CMS structure")
    forge("usf-contents-empty", name, data[:begin] + b"<>".ljust(end - begin) + data[end:], BROKEN, "byte range|hexadecimal|CMS")
    forge("usf-filter", name, data.replace(b"ETSI.CAdES.detached", b"ETSI.Unknown.kindXX"), BROKEN, "not known|digest|changed")


def incremental_saving(name, pdf):
    page = pdf.first_page()
    content = int(re.search(rb"/Contents\s*\[?\s*(\d+) 0 R", pdf.body(page)).group(1))
    evil = b"%d 0 obj\n%s\nendobj\n" % (content, stream(b"", b"BT /F 18 Tf 40 70 Td (9) Tj ET"))
    forge("isa-a-update", name, pdf.update({content: stream(b"", b"BT ET")}), MODIFIED, "page 1: the content was replaced")
    forge("isa-b-body", name, pdf.data + evil, MODIFIED, "belong to no revision|could be taken")
    forge("isa-c-body-trailer", name, pdf.data + evil + b"trailer\n<</Root %d 0 R/Size %d>>\n" % (pdf.root, pdf.size), MODIFIED,
          "belong to no revision|could be taken")
    table = pdf.data + b"\n" + evil
    forge("isa-d-no-end", name, table + pdf.table({content: len(pdf.data) + 1}), MODIFIED, "belong to no revision|could be taken|cannot be read")
    forge("isa-in-comment", name, pdf.data + b"%" + evil.replace(b"\n", b" ") + b"\n" + evil, MODIFIED, "belong to no revision|could be taken")
    old = pdf.update({content: stream(b"", b"BT ET")})
    forge("isa-cut-end", name, old.data[:old.data.rindex(b"startxref")], MODIFIED, "belong|could be taken|cannot be read")
    forge("garbage", name, pdf.data + bytes(chance.randbytes(300)), MODIFIED, "belong to no revision|could be taken|cannot be read")
    forge("garbage-far", name, pdf.data + b"x" * 5000, MODIFIED, "belong to no revision|cannot be read")


def signature_wrapping(name, pdf):
    data = pdf.data
    _, (begin, end, rest) = range_of(data)
    tail = data[end:end + rest]
    evil = b"\n5000 0 obj\n<</Evil true>>\nendobj\n"
    far = len(data) + len(evil)
    forge("swa-moved-tail", name, with_range(data, b"[0 %d %d %d]" % (begin, far, rest)) + evil + tail, BROKEN + MODIFIED,
          "byte range|cannot be read")
    wide = data[:end - 1] + b"0" * 400 + b">" + evil + tail
    forge("swa-wide-gap", name, with_range(wide, b"[0 %d %d %d]" % (begin, end + 400 + len(evil), rest)), BROKEN + MODIFIED,
          "byte range|cannot be read|changed|no dictionary")
    inside = data[:end - 1] + b">" + b" " * 50 + data[end:]
    forge("swa-space", name, with_range(inside, b"[0 %d %d %d]" % (begin, end + 50, rest)), BROKEN + MODIFIED,
          "byte range|cannot be read|changed")
    forge("swa-part", name, with_range(data, b"[0 %d %d %d]" % (begin - 1, end, rest)), BROKEN + MODIFIED, "byte range")


def shadow(name, pdf):
    page = pdf.first_page()
    body = pdf.body(page)
    content = int(re.search(rb"/Contents\s*\[?\s*(\d+) 0 R", body).group(1))
    image = [int(n) for n in re.findall(rb"/XObject\s*<<.*?(\d+) 0 R", body, re.S)]
    image = image or [n for n in range(1, pdf.size) if re.search(rb"(?<![0-9])%d 0 obj\s*<<[^>]*/XObject[^>]*/Image" % n, pdf.data)]
    if image:
        forge("shadow-hide", name, pdf.update({image[0]: stream(b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]", b"")}), MODIFIED,
              "page 1: Resources was changed")
        free = Pdf(pdf.data)
        start = len(free.data)
        data = free.data + b"xref\n%d 1\n0000000000 00001 f \n" % image[0]
        data += b"trailer\n<</Root %d 0 R/Size %d/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (pdf.root, pdf.size, pdf.previous, start)
        forge("shadow-hide-freed", name, data, MODIFIED, "was deleted|Resources was changed")
    other = pdf.new()
    forge("shadow-replace", name, pdf.update({page: re.sub(rb"/Contents\s*\[?\s*\d+ 0 R\s*\]?", b"/Contents %d 0 R" % other, body),
                                              other: stream(b"", b"BT /F 18 Tf 40 70 Td (9) Tj ET")}), MODIFIED,
          "page 1: the content was replaced")
    font = re.search(rb"/Font\s*<<\s*/\w+\s+(\d+) 0 R", body)
    if font:
        forge("shadow-replace-font", name, pdf.update({int(font.group(1)): b"<</Type/Font/Subtype/Type1/BaseFont/Symbol>>"}), MODIFIED,
              "page 1: Resources was changed")
    catalog, pages, sheet = pdf.new(), pdf.new(), pdf.new()
    hidden = {catalog: re.sub(rb"/Pages\s+\d+ 0 R", b"/Pages %d 0 R" % pages, pdf.body(pdf.root)),
              pages: b"<</Type/Pages/Kids[%d 0 R]/Count 1/MediaBox[0 0 300 144]>>" % sheet,
              sheet: b"<</Type/Page/Parent %d 0 R/Contents %d 0 R>>" % (pages, content)}
    forge("shadow-hide-replace", name, pdf.update(hidden, root=catalog), MODIFIED, "the catalog was replaced")
    forge("shadow-pages", name, pdf.update({pdf.root: hidden[catalog], pages: hidden[pages], sheet: hidden[sheet]}), MODIFIED,
          "pages were added, removed|Pages was changed")


def page_changes(name, pdf):
    page, body = pdf.first_page(), pdf.body(pdf.first_page())
    parent = int(re.search(rb"/Parent\s+(\d+) 0 R", body).group(1))
    extra = pdf.new()
    tree = pdf.body(parent)
    forge("page-added", name, pdf.update({parent: re.sub(rb"/Kids\s*\[", b"/Kids[%d 0 R " % extra, tree),
                                          extra: b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 300 144]>>" % parent}), MODIFIED,
          "pages were added, removed")
    forge("page-removed", name, pdf.update({parent: re.sub(rb"/Kids\s*\[\s*\d+ 0 R", b"/Kids[", tree)}), MODIFIED, "pages were added, removed")
    forge("page-rotated", name, pdf.update({page: pdf.with_keys(page, b"/Rotate 180", (b"Rotate",))}), MODIFIED, "page 1: Rotate was changed")
    forge("page-box", name, pdf.update({page: pdf.with_keys(page, b"/MediaBox[0 0 300 60]", (b"MediaBox",))}), MODIFIED,
          "page 1: MediaBox was changed")
    forge("page-crop", name, pdf.update({page: pdf.with_keys(page, b"/CropBox[0 0 300 60]", (b"CropBox",))}), MODIFIED,
          "page 1: CropBox was changed")
    forge("catalog-action", name, pdf.update({pdf.root: pdf.with_keys(pdf.root, b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>")}),
          MODIFIED, "the catalog entry OpenAction was changed")


def evil_annotation(name, pdf):
    page = pdf.first_page()
    for kind, entries in (("freetext", b"/Subtype/FreeText/DA(/Helv 12 Tf)/Contents(9 000 000)"), ("stamp", b"/Subtype/Stamp"),
                          ("redact", b"/Subtype/Redact"), ("square", b"/Subtype/Square/IC[1 1 1]"), ("link", b"/Subtype/Link/A<</S/URI/URI(x:y)>>")):
        note, look = pdf.new(), pdf.new()
        forge(f"eaa-{kind}", name, pdf.update({page: pdf._grown(page, b"Annots", note),
                                               note: b"<</Type/Annot/Rect[40 60 200 90]/F 4/AP<</N %d 0 R>>%s>>" % (look, entries),
                                               look: stream(b"/Type/XObject/Subtype/Form/BBox[0 0 160 30]", b"1 g 0 0 160 30 re f")}),
              MODIFIED, "page 1: an annotation was added")


def evil_signature(name, pdf):
    """On certified files: a further signature, trusted, that covers what was certified."""
    look = (b"[0 0 160 30]", b"1 g 0 0 160 30 re f BT ET")
    why = "hides what was signed" if name != "certified1" else "signature was added where none is allowed"
    forge("ssa-cover", name, pdf.signed(office, "other", b"S9", box=b"[38 64 198 94]", look=look), MODIFIED, why)
    widget = pdf.new()
    forge("ssa-unsigned", name, pdf.update({widget: b"<</Type/Annot/Subtype/Widget/FT/Sig/T(S8)/F 4/Rect[38 64 198 94]/MK<</BG[1 1 1]>>>>",
                                            pdf.first_page(): pdf._grown(pdf.first_page(), b"Annots", widget),
                                            pdf.root: pdf._grown(pdf.root, b"Fields", widget)}), MODIFIED,
          "without a signature|where none is allowed")


def evidence(name, pdf):
    store = int(re.findall(rb"/DSS (\d+) 0 R", pdf.data)[-1])
    forge("dss-removed", name, pdf.update({pdf.root: re.sub(rb"/DSS \d+ 0 R", b"", pdf.body(pdf.root))}), MODIFIED, "security store was removed")
    forge("dss-emptied", name, pdf.update({store: b"<<>>"}), MODIFIED, "security store lost")
    first = int(re.search(rb"/CRLs\[(\d+) 0 R", pdf.body(store)).group(1))
    forge("dss-swapped", name, pdf.update({first: stream(b"", office.certificate("other"))}), MODIFIED, "security store has unfit")
    forge("dss-content", name, pdf.update({store: b"<</Certs[%d 0 R]/CRLs[4 0 R]>>" % first}), MODIFIED, "security store")


def other_signature(name, pdf):
    signature = int(re.findall(rb"/V (\d+) 0 R", pdf.data)[-1])
    body = pdf.body(signature)
    forge("reason-added", name, pdf.update({signature: body[:-2] + b"/Reason(approved)>>"}), MODIFIED + BROKEN,
          "signature field|signed revision|byte range|was removed")
    forge("name-added", name, pdf.update({signature: body[:-2] + b"/Name(Somebody else)>>"}), MODIFIED + BROKEN,
          "signature field|signed revision|byte range|was removed")
    widget = next(n for n in range(1, pdf.size) if b"/V %d 0 R" % signature in (pdf.body(n) if re.search(rb"(?<![0-9])%d 0 obj" % n, pdf.data) else b""))
    forge("signature-removed", name, pdf.update({widget: re.sub(rb"/V \d+ 0 R", b"", pdf.body(widget))}), MODIFIED + ("no-signature",),
          "was removed|signature field")
    twice = pdf.new()
    page, catalog = pdf.first_page(), pdf.body(pdf.root)
    if b"/AcroForm" in catalog and not re.search(rb"/AcroForm\s+\d+ 0 R", catalog):
        forge("signature-twice", name, pdf.update({
            twice: b"<</Type/Annot/Subtype/Widget/FT/Sig/T(Copy)/F 132/Rect[0 0 0 0]/P %d 0 R/V %d 0 R>>" % (page, signature),
            pdf.root: pdf._grown(pdf.root, b"Fields", twice), page: pdf._grown(page, b"Annots", twice)}), BROKEN + MODIFIED,
            "more than one field|was there before")


def flips(name, pdf):
    data = pdf.data
    _, (begin, end, rest) = range_of(data)
    digits = re.search(rb"(?:00)*$", data[begin + 1:end - 1]).start()  # the zeros behind the value mean nothing
    for _ in range(options.flips):
        while True:
            at = chance.randrange(end + rest)
            bit = 1 << chance.randrange(8)
            inside = begin < at < end
            # Not a change: the case of a hexadecimal digit, and nothing that was signed: zeros behind the value.
            if not inside or (at <= begin + digits and bytes([data[at] ^ bit]).lower() != bytes([data[at]]).lower()):
                break
        # Certificates in the value are not signed themselves: spoiled, they lead nowhere.
        forge("flip", name, data[:at] + bytes([data[at] ^ bit]) + data[at + 1:],
              BROKEN + MODIFIED + ("no-signature", "unreadable") + (("intact",) if inside else ()), "")


for name, pdf in samples.items():
    for attack in (universal_forgery, incremental_saving, signature_wrapping, shadow, page_changes, evil_annotation, other_signature, flips):
        attack(name, Pdf(pdf.data))
for name in ("certified1", "certified2", "certified3"):
    evil_signature(name, Pdf(samples[name].data))
for name in ("lta",):
    evidence(name, Pdf(samples[name].data))
filled = b"<</FT/Tx/T(Name)/Subtype/Widget/F 4/P 3 0 R/Rect[40 20 200 40]/V(Binh)>>"
forge("value-locked", "locked", Pdf(samples["locked"].data).update({8: filled}), MODIFIED, "form field Name was changed")
look = {8: filled.replace(b"/V(Binh)", b"/V(An)/AP<</N 90 0 R>>"), 90: stream(b"/Type/XObject/Subtype/Form/BBox[0 0 160 20]", b"1 g 0 0 160 20 re f")}
forge("look-without-value", "form", Pdf(samples["form"].data).update(look), MODIFIED, "appearance of the form field Name")
forge("value-moved", "form", Pdf(samples["form"].data).update({8: filled.replace(b"[40 20 200 40]", b"[0 0 300 144]")}), MODIFIED,
      "form field Name was changed")
forge("two-signers", "plain", paper().signed(office, "signer", cms=lambda d: with_two_signers(office.cms(d, "signer"))), BROKEN, "exactly one signer")
for name in ("plain", "lta"):  # one that is no signature, beside one that holds
    forge("second-is-none", name, Pdf(samples[name].data).signed(office, "other", b"S7", cms=lambda data: b"0\0"), BROKEN, "no CMS structure")
names = list(samples)
for name in names:  # the value of one file in another
    donor = samples[names[names.index(name) - 1]].data
    _, (begin, end, _) = range_of(donor)
    _, (b, e, _) = range_of(samples[name].data)
    if end - begin == e - b and samples[name].data[b:e] != donor[begin:end]:
        forge("copied-signature", name, samples[name].data[:b] + donor[begin:end] + samples[name].data[e:], BROKEN,
              "digest differs|other bytes|another type|lacks|does not name|of its own")

harmless = {
    "filled": Pdf(samples["form"].data).update({8: filled}),
    "signed-again": Pdf(samples["certified2"].data).signed(office, "other", b"S2"),
    "signed-beside": Pdf(samples["certified2"].data).signed(office, "other", b"S2", box=b"[40 10 200 40]",
                                                            look=(b"[0 0 160 30]", b"0.9 g 0 0 160 30 re f")),
    "stamped": Pdf(samples["certified1"].data).stored(chain, lists).timestamped(office),
    "spaces": Pdf(samples["plain"].data + b"\n\n"),
}
trust = ["--trust", bundle] + (["--trust", options.trust] if options.trust else [])
folder = options.folder / "files"
folder.mkdir()
for name, pdf in {**{f"good-{n}": p for n, p in samples.items()}, **{f"ok-{n}": p for n, p in harmless.items()}}.items():
    (folder / f"{name}.pdf").write_bytes(pdf.data)
good = verdicts(options.command, sorted(folder.glob("*.pdf")), *trust)
faults = [f"{file}: {verdict['integrity']} {verdict['indication']} {verdict['signatures']}"
          for file, verdict in good.items() if verdict["indication"] != "TOTAL-PASSED"]
files = {}
for number, attack in enumerate(forged):
    file = folder / f"{number:05d}-{attack[0]}-{attack[1]}.pdf"
    file.write_bytes(attack[2])
    files[str(file)] = attack
said = {}
for start in range(0, len(files), 200):
    said |= verdicts(options.command, list(files)[start:start + 200], *trust)
table = collections.Counter()
for file, (kind, sample, _, integrity, reason) in files.items():
    verdict = said.get(file)
    if verdict is None:
        faults.append(f"{file}: no answer")
        continue
    why = " | ".join(verdict["reasons"] + [r for each in verdict["signatures"] for r in each["reasons"]])
    if verdict["indication"] == "TOTAL-PASSED" or (verdict["integrity"] == "intact" and "intact" not in integrity):
        faults.append(f"{pathlib.Path(file).name}: ACCEPTED: {why}")
    elif verdict["integrity"] not in integrity or not re.search(reason, why):
        faults.append(f"{pathlib.Path(file).name}: {verdict['integrity']}, not {integrity}, '{reason}': {why}")
    table[kind] += 1
print(", ".join(f"{kind} {count}" for kind, count in sorted(table.items())))
print(f"{len(good)} good files, {len(forged)} forged ones of {len(table)} kinds, {len(faults)} faults")
print("\n".join(faults[:40]))
sys.exit(bool(faults))
