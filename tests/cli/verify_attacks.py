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
samples["reasoned"] = paper().signed(office, "signer", reason=b"/Reason(I agree)")
copies = {file.stem: Pdf(file.read_bytes()) for file in options.copies}
samples |= copies
certified = ["certified1", "certified2", "certified3"]
stored = ["lta"]
for name, pdf in list(copies.items())[:5]:  # what saoy made, certified and kept by others
    unsigned = Pdf(pdf.data[:pdf.data.index(b"%%EOF") + 6])
    samples[f"certified2-{name}"] = unsigned.signed(office, "signer", b"S1", certify=2)
    certified.append(f"certified2-{name}")
    if b"/DSS" in pdf.data:
        stored.append(name)
        continue
    samples[f"lta-{name}"] = pdf.stored(chain, lists).timestamped(office)
    stored.append(f"lta-{name}")

BROKEN, MODIFIED = ("broken",), ("modified",)
trust = ["--trust", bundle] + (["--trust", options.trust] if options.trust else [])
folder = options.folder / "files"
folder.mkdir()
waiting = {}  # file: (kind, integrities, reason)
table, faults = collections.Counter(), []


def forge(kind, sample, data, integrity, reason):
    file = folder / f"{sum(table.values()) + len(waiting):05d}-{kind}-{sample}.pdf"
    file.write_bytes(data.data if isinstance(data, Pdf) else data)
    waiting[str(file)] = kind, integrity, reason
    if len(waiting) == 200:
        settle()


def settle():
    """Judges what waits, and takes it away."""
    said = verdicts(options.command, list(waiting), *trust) if waiting else {}
    for file, (kind, integrity, reason) in waiting.items():
        table[kind] += 1
        name, verdict = pathlib.Path(file).name, said.get(file)
        pathlib.Path(file).unlink()
        if verdict is None:
            faults.append(f"{name}: no answer")
            continue
        why = " | ".join(verdict["reasons"] + [r for each in verdict["signatures"] for r in each["reasons"]])
        if verdict["indication"] == "TOTAL-PASSED" or (verdict["integrity"] == "intact" and "intact" not in integrity):
            faults.append(f"{name}: ACCEPTED: {why}")
        elif verdict["integrity"] not in integrity or not re.search(reason, why):
            faults.append(f"{name}: {verdict['integrity']}, not {integrity}, '{reason}': {why}")
    waiting.clear()


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
    box, look = white_over(name, pdf)
    why = "hides what was signed" if name != "certified1" else "signature was added where none is allowed"
    forge("ssa-cover", name, pdf.signed(office, "other", b"S9", box=box, look=look), MODIFIED, why)
    widget = pdf.new()
    form = re.search(rb"/AcroForm\s+(\d+) 0 R", pdf.body(pdf.root))
    form = int(form.group(1)) if form else pdf.root
    forge("ssa-unsigned", name, pdf.update({widget: b"<</Type/Annot/Subtype/Widget/FT/Sig/T(S8)/F 4/Rect[38 64 198 94]/MK<</BG[1 1 1]>>>>",
                                            pdf.first_page(): pdf._grown(pdf.first_page(), b"Annots", widget),
                                            form: pdf._grown(form, b"Fields", widget)}), MODIFIED,
          "without a signature|where none is allowed")


def evidence(name, pdf):
    root = pdf.body(pdf.root)
    direct = re.search(rb"/DSS\s*<<[^>]*>>", root)  # in the catalog, or an object of its own
    store = None if direct else int(re.findall(rb"/DSS\s+(\d+) 0 R", pdf.data)[-1])
    entry = direct.group() if direct else b"/DSS %d 0 R" % store
    with_store = lambda body: {pdf.root: root.replace(entry, b"/DSS" + body)} if direct else {store: body}  # noqa: E731
    first = int(re.search(rb"/CRLs\s*\[\s*(\d+) 0 R", entry if direct else pdf.body(store)).group(1))
    forge("dss-removed", name, pdf.update({pdf.root: root.replace(entry, b"")}), MODIFIED, "security store was removed")
    forge("dss-emptied", name, pdf.update(with_store(b"<<>>")), MODIFIED, "security store lost")
    forge("dss-swapped", name, pdf.update({first: stream(b"", office.certificate("other"))}), MODIFIED, "security store has unfit")
    forge("dss-content", name, pdf.update(with_store(b"<</Certs[%d 0 R]/CRLs[4 0 R]>>" % first)), MODIFIED, "security store")


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
    if b"/Reason(" in body:
        forge("reason-changed", name, pdf.update({signature: body.replace(b"/Reason(", b"/Reason(do not ", 1)}), MODIFIED + BROKEN,
              "signature field|signed revision|byte range|was removed")
        at = pdf.data.rindex(b"/Reason(") + 8
        forge("reason-in-place", name, pdf.data[:at] + b"X" + pdf.data[at + 1:], BROKEN, "digest differs|broken")
    twice = pdf.new()
    page, catalog = pdf.first_page(), pdf.body(pdf.root)
    if b"/AcroForm" in catalog and not re.search(rb"/AcroForm\s+\d+ 0 R", catalog):
        forge("signature-twice", name, pdf.update({
            twice: b"<</Type/Annot/Subtype/Widget/FT/Sig/T(Copy)/F 132/Rect[0 0 0 0]/P %d 0 R/V %d 0 R>>" % (page, signature),
            pdf.root: pdf._grown(pdf.root, b"Fields", twice), page: pdf._grown(page, b"Annots", twice)}), BROKEN + MODIFIED,
            "more than one field|was there before")


def white_over(name, pdf):
    """Where the page has text, and white to lay over it."""
    place = (38, 64, 198, 94)
    if name.removeprefix("certified2-") in copies:  # the upper half of the paper, whatever its size
        width, height = map(float, re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf.body(pdf.first_page())).groups())
        place = tuple(round(part * side) for part, side in zip((0.1, 0.6, 0.84, 0.95), (width, height) * 2))
    size = (place[2] - place[0], place[3] - place[1])
    return b"[%d %d %d %d]" % place, (b"[0 0 %d %d]" % size, b"1 g 0 0 %d %d re f" % size)


def covered_by_signer(name, pdf):
    """By a further signature of somebody trusted, in a field that was not there when it was signed."""
    box, look = white_over(name, pdf)
    forge("cover-by-signature", name, pdf.signed(office, "other", b"S9", box=box, look=look), MODIFIED, "hides what was signed")


def raw_update(pdf, objects, size=None, more=b"", previous=None):
    """An update of objects in their own spelling: {number: bytes from the first digit to endobj}."""
    data, places = pdf.data if pdf.data.endswith(b"\n") else pdf.data + b"\n", {}
    for number, text in objects.items():
        places[number] = len(data)
        data += text + b"\n"
    start = len(data)
    rows = b"".join(b"%d 1\n%010d 00000 n \n" % row for row in sorted(places.items()))
    return data + b"xref\n%strailer\n<</Root %d 0 R/Size %d/Prev %d%s%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        rows, pdf.root, pdf.size if size is None else size, pdf.previous if previous is None else previous,
        b"".join(pdf.kept), more, start)


def packed_update(pdf, objects, named, table=None):
    """An update by an object stream with `objects` [(number, body)], of which the table names `named` {number: index}."""
    holder, table = pdf.new(), table or pdf.new()
    data = pdf.data if pdf.data.endswith(b"\n") else pdf.data + b"\n"
    head, body = b"", b""
    for number, text in objects:
        head += b"%d %d " % (number, len(body))
        body += text + b"\n"
    rows, place = {holder: (1, len(data), 0)}, len(data)
    data += b"%d 0 obj\n%s\nendobj\n" % (holder, stream(b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head)), head + body))
    if table not in range(pdf.size - 1):  # not under the number of an object of the signed state
        rows[table] = (1, len(data), 0)
    rows |= {number: (2, holder, index) for number, index in named.items()}
    packed = b"".join(bytes([k]) + a.to_bytes(4, "big") + b.to_bytes(2, "big") for _, (k, a, b) in sorted(rows.items()))
    index = b" ".join(b"%d 1" % number for number in sorted(rows))
    start = len(data)
    entries = b"/Type/XRef/W[1 4 2]/Index[%s]/Root %d 0 R/Size %d/Prev %d%s" % (index, pdf.root, pdf.size, pdf.previous, b"".join(pdf.kept))
    return data + b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, stream(entries, packed), start)


def other_structure(name, pdf):
    """What one reader takes for the file as it was signed, and another for a changed one."""
    fresh = lambda: Pdf(pdf.data)  # noqa: E731
    page, body = pdf.first_page(), pdf.body(pdf.first_page())
    content = int(re.search(rb"/Contents\s*\[?\s*(\d+) 0 R", body).group(1))
    moved = lambda number: re.sub(rb"/Contents\s*\[?\s*\d+ 0 R\s*\]?", b"/Contents %d 0 R" % number, body)  # noqa: E731
    evil = stream(b"", b"BT /F 18 Tf 40 70 Td (9) Tj ET")

    twin = fresh()
    old, copy = twin.size, twin.new()
    same = {page: b"%d 0 obj\n%s\nendobj" % (page, moved(copy)), copy: b"%d 0 obj\n%s\nendobj" % (copy, pdf.body(content))}
    forge("twin-beyond-size", name, raw_update(twin, same, size=old), MODIFIED, "beyond the size")
    forge("twin-signed-number", name, raw_update(twin, same | {copy: b"+" + same[copy]}), MODIFIED, "written so that readers differ|could be taken")
    forge("twin-comment", name, raw_update(twin, same | {copy: same[copy].replace(b" 0 obj", b" %x\n0 obj", 1)}), MODIFIED,
          "written so that readers differ|could be taken")

    root = pdf.body(pdf.root)
    evil_root = root[:root.rindex(b">>")] + b"/OpenAction<</S/JavaScript/JS(x)>>>>"
    forge("packed-twice", name, packed_update(fresh(), [(pdf.root, root), (pdf.root, evil_root)], {pdf.root: 0}), MODIFIED, "object stream")
    forge("packed-unnamed", name, packed_update(fresh(), [(pdf.root, root), (page, moved(pdf.size + 9))], {pdf.root: 0}), MODIFIED, "object stream")
    forge("table-as-content", name, packed_update(fresh(), [(pdf.root, root)], {pdf.root: 0}, table=content), MODIFIED,
          "written so that readers differ")
    restored = Pdf(pdf.update({content: evil}).data)
    place = [m.start() for m in re.finditer(rb"(?<![0-9])%d 0 obj" % content, pdf.data)][-1]
    end = len(restored.data)
    forge("content-restored", name, restored.data + restored.table({content: place}) + b"startxref\n%d\n%%%%EOF\n" % end, MODIFIED,
          "taken back to older bytes")
    forge("packed-changed", name, packed_update(fresh(), [(page, body[:-2] + b"/Rotate 90>>")], {page: 0}), MODIFIED, "page 1: Rotate was changed")
    tree = int(re.search(rb"/Pages\s+(\d+) 0 R", root).group(1))
    grown = fresh()
    extra = grown.new()
    kids = re.sub(rb"/Kids\s*\[", b"/Kids[%d 0 R " % extra, pdf.body(tree))
    if b"/Kids" in pdf.body(tree):
        forge("packed-page", name, packed_update(grown, [(tree, kids), (extra, b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 300 144]>>" % tree)],
                                                 {tree: 0, extra: 1}), MODIFIED, "pages were added, removed")

    hybrid = fresh()
    hidden, table, data = hybrid.new(), hybrid.new(), pdf.data + b"\n"
    rows = {content: len(data)}
    data += b"%d 0 obj\n%s\nendobj\n" % (content, evil)
    place = len(data)
    packed = b"\1" + rows[content].to_bytes(4, "big") + b"\0\0"
    entries = b"/Type/XRef/W[1 4 2]/Index[%d 1]/Root %d 0 R/Size %d" % (content, pdf.root, hybrid.size)
    data += b"%d 0 obj\n%s\nendobj\n" % (table, stream(entries, packed))
    start = len(data)
    data += b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Root %d 0 R/Size %d/Prev %d/XRefStm %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        table, place, pdf.root, hybrid.size, pdf.previous, place, b"".join(pdf.kept), start)
    forge("hybrid-content", name, data, MODIFIED, "page 1: the content was replaced")

    end = len(pdf.data if pdf.data.endswith(b"\n") else pdf.data + b"\n")
    forge("prev-loop", name, raw_update(fresh(), {}, previous=end), MODIFIED, "cannot be read")
    forge("prev-skips", name, raw_update(fresh(), {content: b"%d 0 obj\n%s\nendobj" % (content, evil)}, previous=9), MODIFIED,
          "cannot be read|written anew|the content was replaced")
    forge("type-xref", name, pdf.update({content: stream(b"/Type/XRef", b"BT ET")}), MODIFIED, "page 1: the content was replaced")
    forge("type-objstm", name, pdf.update({content: stream(b"/Type/ObjStm/N 0/First 0", b"BT ET")}), MODIFIED, "page 1: the content was replaced")
    forge("key-twice", name, pdf.update({page: body[:body.rindex(b">>")] + b"/Contents %d 0 R>>" % pdf.size}), MODIFIED, "page 1")
    forge("key-escaped", name, pdf.update({page: body[:body.rindex(b">>")] + b"/Con#74ents %d 0 R>>" % pdf.size}), MODIFIED, "page 1")
    forge("generation", name, pdf.update({page: moved(content).replace(b"%d 0 R" % content, b"%d 1 R" % content)}), MODIFIED,
          "page 1: the content was replaced")
    glyphs = re.search(rb"/ToUnicode\s+(\d+) 0 R", pdf.data)
    if glyphs:
        forge("to-unicode", name, pdf.update({int(glyphs.group(1)): stream(b"", b"begincmap endcmap")}), MODIFIED, "Resources was changed")
    metadata = re.search(rb"/Metadata\s+(\d+) 0 R", root)
    if metadata:
        packet = (b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
                  b'<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li>Another paper</rdf:li>'
                  b"</rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>")
        forge("xmp-title", name, pdf.update({int(metadata.group(1)): stream(b"/Type/Metadata/Subtype/XML", packet)}), MODIFIED,
              "the catalog entry Metadata was changed")
    for reference in pdf.kept[:1]:
        number = int(re.search(rb"\d+", reference).group())
        forge("info-title", name, pdf.update({number: b"<</Title(Another paper)>>"}), MODIFIED, "document information Title was changed")


def prepared():
    """Shadow attacks whose file is laid out for them before somebody signs it."""
    def signed(objects, more=b"", **words):
        base = paper(more)
        base.size = max(base.size, *objects) + 1
        return base.update(objects).signed(office, "signer", **words)

    text = b"BT /F 18 Tf 40 70 Td (1 000 000 dong) Tj ET"
    white = stream(b"/Type/XObject/Subtype/Form/BBox[0 0 160 30]", b"1 g 0 0 160 30 re f")
    cut = {4: b"<</Length 9 0 R>>\nstream\n%s\nendstream" % text, 9: b"%d" % len(text)}
    packet = lambda title, date: stream(b"/Type/Metadata/Subtype/XML", (  # noqa: E731
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"'
        b' xmlns:xmp="http://ns.adobe.com/xap/1.0/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>'
        b"<xmp:ModifyDate>%s</xmp:ModifyDate></rdf:Description></rdf:RDF>") % (title, date))
    layers = b"/OCProperties<</OCGs[9 0 R]/D<</Order[9 0 R]%s>>>>"
    attached = b"/Names<</EmbeddedFiles<</Names[(a.txt) 9 0 R]>>>>"
    fields = b"/AcroForm<</Fields[8 0 R]/SigFlags 3%s>>"
    box = b"<</FT/Btn/T(Box)/Subtype/Widget/F 4/P 3 0 R/Rect[38 64 198 94]/V/%s/AS/%s/AP<</N<</Off 9 0 R/On 10 0 R>>>>>>"
    wide = b"<</FT/Tx/T(Name)/Subtype/Widget/F 4/P 3 0 R/Rect[38 64 198 94]/DA(/F 9 Tf)/V(%s)%s>>"
    unseen = b"<</FT/Tx/T(Name)/Subtype/Widget/F 4/P 3 0 R/Rect[38 64 198 94]/DA(/F 9 Tf)/V(%s)/AP<</N 9 0 R>>>>"
    stamp = b"<</FT/Tx/T(Name)/Subtype/Stamp/F 4/P 3 0 R/Rect[38 64 198 94]/DA(/F 9 Tf)/V(%s)/AP<</N 9 0 R>>>>"
    empty = stream(b"/Type/XObject/Subtype/Form/BBox[0 0 160 30]", b"")
    no_notes = re.sub(rb"/Annots\[[^\]]*\]", b"", paper(fields % b"").body(3))
    for certify in (0, 2):
        words, tail = {"certify": certify}, "-certified" if certify else ""
        good = {
            "length": signed(cut, **words), "layers": signed({9: b"<</Type/OCG/Name(a)>>"}, layers % b"/ON[9 0 R]", **words),
            "attached": signed({9: b"<</Type/Filespec/F(a.txt)/EF<</F 10 0 R>>>>", 10: stream(b"/Type/EmbeddedFile", b"one")}, attached, **words),
            "titled": signed({9: packet(b"A paper", b"2026-03-05")}, b"/Metadata 9 0 R", **words),
            "box": signed({8: box % (b"Off", b"Off"), 9: empty, 10: white}, fields % b"", **words),
            "wide": signed({8: wide % (b"An", b"/AP<</N 9 0 R>>"), 9: empty}, fields % b"", **words),
            "unseen": signed({8: unseen % b"An", 9: white, 3: no_notes}, fields % b"", **words),
            "stamp": signed({8: stamp % b"An", 9: empty}, fields % b"", **words),
            "default": signed({9: b"<<>>"}, fields % b"", **words),
            "resources": signed({9: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"}, fields % b"/DR<</Font<</F 9 0 R>>>>", **words),
        }
        for name, pdf in good.items():
            samples[f"prepared-{name}{tail}"] = Pdf(pdf.data)
        update = lambda name, objects: Pdf(good[name].data).update(objects)  # noqa: E731
        forge("length-object", f"length{tail}", update("length", {9: b"5"}), MODIFIED, "length of the stream|content was replaced")
        forge("layer-off", f"layers{tail}", update("layers", {1: good["layers"].body(1).replace(b"/ON[9 0 R]", b"/OFF[9 0 R]")}), MODIFIED,
              "catalog entry OCProperties")
        forge("attachment-swapped", f"attached{tail}", update("attached", {10: stream(b"/Type/EmbeddedFile", b"two")}), MODIFIED,
              "catalog entry Names")
        forge("xmp-title", f"titled{tail}", update("titled", {9: packet(b"Another paper", b"2026-03-05")}), MODIFIED, "catalog entry Metadata")
        harmless[f"xmp-date{tail}"] = update("titled", {9: packet(b"A paper", b"2026-03-09")})
        forge("box-covers", f"box{tail}", update("box", {8: box % (b"On", b"On")}), MODIFIED, "hides what was signed")
        number = good["wide"].new()
        look = {8: wide % (b"Binh", b"/AP<</N %d 0 R>>" % number), number: white}
        forge("value-covers", f"wide{tail}", good["wide"].update(look), MODIFIED, "hides what was signed")
        page = good["unseen"].first_page()
        forge("field-onto-page", f"unseen{tail}", update("unseen", {8: unseen % b"Binh", page: Pdf(good["unseen"].data)._grown(page, b"Annots", 8)}),
              MODIFIED, "an annotation was added")
        forge("stamp-as-field", f"stamp{tail}", update("stamp", {8: stamp % b"Binh", 9: white}), MODIFIED, "form field Name was changed")
        form = good["default"].body(1)
        forge("default-look", f"default{tail}", update("default", {1: form.replace(b"/SigFlags 3", b"/SigFlags 3/DA(/F 18 Tf 1 g)")}), MODIFIED,
              "form entry DA")
        forge("form-fonts", f"resources{tail}", update("resources", {9: b"<</Type/Font/Subtype/Type1/BaseFont/Symbol>>"}), MODIFIED, "form entry DR")


def flips(name, pdf):
    data = pdf.data
    _, (begin, end, rest) = range_of(data)
    digits = re.search(rb"(?:00)*$", data[begin + 1:end - 1]).start()  # the zeros behind the value mean nothing
    versions = [m.end() - 1 for m in re.compile(rb"02010[13](?=31|30)").finditer(data, begin, end)]
    for _ in range(options.flips):
        while True:
            at = chance.randrange(end + rest)
            bit = 1 << chance.randrange(8)
            inside = begin < at < end
            # Not a change: the case of a hexadecimal digit, and nothing that was signed: zeros behind the value. Nor the
            # case of a letter in the signer's name, which is compared without (RFC 5280, 7.1), as without the form of its
            # sets; nor the versions of the CMS and of its signer, which are not signed, and which makers do not agree on.
            if at in versions and bit < 8:
                continue
            if not inside or (at <= begin + digits and bytes([data[at] ^ bit]).lower() != bytes([data[at]]).lower()
                              and not (bit == 2 and (at - begin) % 2 == 1 and 3 <= int(data[at:at + 1], 16) < 8)):
                break
        # Certificates in the value are not signed themselves: spoiled, they lead nowhere.
        forge("flip", name, data[:at] + bytes([data[at] ^ bit]) + data[at + 1:],
              BROKEN + MODIFIED + ("no-signature", "unreadable") + (("intact",) if inside else ()), "")


filled = b"<</FT/Tx/T(Name)/Subtype/Widget/F 4/P 3 0 R/Rect[40 20 200 40]/V(Binh)>>"
harmless = {
    "filled": Pdf(samples["form"].data).update({8: filled}),
    "signed-again": Pdf(samples["certified2"].data).signed(office, "other", b"S2"),
    "signed-beside": Pdf(samples["certified2"].data).signed(office, "other", b"S2", box=b"[40 10 200 40]",
                                                            look=(b"[0 0 160 30]", b"0.9 g 0 0 160 30 re f")),
    "stamped": Pdf(samples["certified1"].data).stored(chain, lists).timestamped(office),
    "spaces": Pdf(samples["plain"].data + b"\n\n"),
}

for name, pdf in samples.items():
    for attack in (universal_forgery, incremental_saving, signature_wrapping, shadow, page_changes, evil_annotation, other_signature, flips):
        attack(name, Pdf(pdf.data))
for name in certified:
    evil_signature(name, Pdf(samples[name].data))
for name in stored:
    evidence(name, Pdf(samples[name].data))
for name in ("plain", "two", "reasoned", *list(copies)[:2]):
    covered_by_signer(name, Pdf(samples[name].data))
for name, pdf in list(samples.items()):
    other_structure(name, Pdf(pdf.data))
prepared()
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

settle()
good = {**{f"good-{n}": p for n, p in samples.items()}, **{f"ok-{n}": p for n, p in harmless.items()}}
for name, pdf in good.items():
    (folder / f"{name}.pdf").write_bytes(pdf.data)
for file, verdict in verdicts(options.command, sorted(folder.glob("*.pdf")), *trust).items():
    if verdict["indication"] != "TOTAL-PASSED":
        faults.append(f"{file}: {verdict['integrity']} {verdict['indication']} {verdict['signatures']}")
print(", ".join(f"{kind} {count}" for kind, count in sorted(table.items())))
print(f"{len(good)} good files, {sum(table.values())} forged ones of {len(table)} kinds, {len(faults)} faults")
print("\n".join(faults[:40]))
sys.exit(bool(faults))
