# SPDX-License-Identifier: Apache-2.0
# Writes updates of a copy that verify_sign.py signed: ok_*.pdf are allowed, bad_*.pdf show or hide other contents.
# Usage: verify_updates.py GOOD TIMESTAMP_CONFIG
import pathlib
import re
import subprocess
import sys

good = pathlib.Path(sys.argv[1]).read_bytes()
previous = int(re.findall(rb"startxref\n(\d+)", good)[-1])


def stream(entries, data):
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


def write(name, objects, mark=b"startxref\n%d\n%%%%EOF\n", twice=None):
    data, rows = good, b""
    for number, body in objects.items():
        rows += b"%d 1\n%010d 00000 n \n" % (number, len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    if twice:  # the signed place first, then the newest
        for place in data.find(b"\n%d 0 obj" % twice), data.rfind(b"\n%d 0 obj" % twice):
            rows += b"%d 1\n%010d 00000 n \n" % (twice, place + 1)
    start = len(data)
    data += b"xref\n" + rows + b"trailer\n<</Root 1 0 R/Size 9/Prev %d>>\n" % previous + mark % start
    pathlib.Path(name + ".pdf").write_bytes(data)


def catalog(fields=b"5 0 R", more=b""):
    return b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%s]/SigFlags 3>>%s>>" % (fields, more)


def page(annotations=b"5 0 R", content=b"4 0 R", more=b""):
    return b"<</Type/Page/Parent 2 0 R/Contents %s/Annots[%s]%s>>" % (content, annotations, more)


def field(entries):
    body = b"<</Type/Annot/FT/Sig/T(x)/F 4/P 3 0 R%s>>" % entries
    return {1: catalog(b"5 0 R 7 0 R"), 3: page(b"5 0 R 7 0 R"), 7: body}


look = {8: stream(b"/Type/XObject/Subtype/Form/BBox[0 0 300 144]", b"0 0 300 144 re f")}
other = b"<x/>\n4 0 obj\n" + stream(b"", b"(b)Tj") + b"\nendobj\ntrailer\n<</Size 9/Root 1 0 R>>\n"
metadata = {1: catalog(more=b"/Metadata 7 0 R"), 7: stream(b"/Type/Metadata/Subtype/XML", b"<x/>")}
hidden = metadata | {7: stream(b"/Type/Metadata/Subtype/XML", other)}
comment = b"startxref%%a\n%d\n%%%%EOF\n"

write("ok_metadata", metadata)
write("ok_empty_field", field(b"/Subtype/Widget/Rect[0 0 0 0]"))
write("ok_rounded_box", {3: page(more=b"/MediaBox[0 0 300.0004 144]")})
write("bad_other_box", {3: page(more=b"/MediaBox[0 0 300.01 144]")})
write("bad_unlisted_widget", field(b"/Subtype/Widget/Rect[0 0 300 144]/AP<</N 8 0 R>>") | {1: catalog()} | look)
write("bad_unlisted_action", field(b"/Subtype/Widget/Rect[0 0 0 0]/AA<</E<</S/URI/URI(http://example.org)>>>>") | {1: catalog()})
write("bad_cover_widget", field(b"/Subtype/Widget/Rect[0 0 300 144]/AP<</N 8 0 R>>") | look)
write("bad_cover_stamp", field(b"/Subtype/Stamp/Rect[0 0 300 144]/AP<</N 8 0 R>>") | look)
write("bad_line", field(b"/Subtype/Line/Rect[0 0 0 0]/L[0 70 300 70]/BS<</W 60>>"))
write("bad_link", field(b"/Subtype/Widget/Rect[0 0 0 0]/PA<</S/URI/URI(http://example.org)>>"))
write("bad_generation", {1: catalog(more=b"/DSS<</Certs[4 0 R]>>"), 3: page(content=b"4 9 R")})
write("bad_hidden", hidden)
write("bad_hidden_comments", metadata | {7: stream(b"/Type/Metadata/Subtype/XML", b"<x/>\n4%a\n0 %b\n%c\nobj\n<<>>\n")})
write("bad_startxref", metadata, mark=comment)
write("bad_hidden_startxref", hidden, mark=comment)
write("bad_twice", metadata, twice=7)
write("bad_twice_hidden", hidden, twice=4)

# Nobody but a timestamp authority stands behind this one.
signed = b"/Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached"
data = good.replace(signed, b"/Type/DocTimeStamp/SubFilter/ETSI.RFC3161".ljust(len(signed)))
begin, end = (int(n) for n in re.search(rb"ByteRange\[0 (\d+) (\d+)", data).groups())
pathlib.Path("covered").write_bytes(data[:begin] + data[end:])
subprocess.run("openssl ts -query -data covered -sha256 -cert -out query.tsq".split(), check=True, capture_output=True)
subprocess.run(["openssl", "ts", "-reply", "-config", sys.argv[2], "-queryfile", "query.tsq", "-token_out", "-out", "t"],
               check=True, capture_output=True)
token = pathlib.Path("t").read_bytes().hex().encode()
pathlib.Path("bad_only_stamped.pdf").write_bytes(data[:begin + 1] + token.ljust(end - begin - 2, b"0") + data[end - 1:])
