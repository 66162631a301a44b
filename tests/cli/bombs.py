# SPDX-License-Identifier: Apache-2.0
"""Makes files that are small and ask for much: pixels, memory, depth, time. Usage: bombs.py FOLDER"""
import pathlib
import struct
import sys
import zlib

out = pathlib.Path(sys.argv[1])
out.mkdir()


def png(name, width, height, colour, data, extra=b""):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    physical = chunk(b"pHYs", struct.pack(">IIB", 7874, 7874, 1))
    (out / name).write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + physical + extra + chunk(b"IDAT", data) + chunk(b"IEND", b""))


def zeros(count):
    squeeze = zlib.compressobj(9)
    piece = bytes(1 << 20)
    data = b"".join(squeeze.compress(piece) for _ in range(count >> 20))
    return data + squeeze.compress(bytes(count & 0xFFFFF)) + squeeze.flush()


png("wide.png", 2**31 - 1, 1, 0, b"")
png("flat.png", 1, 1, 2, zeros(4))
png("large.png", 30000, 30000, 0, zeros(30001 * 2000))
png("whole.png", 10000, 10000, 0, zeros(10001 * 10000))  # within the limit of pixels, all of it there
text = b"Comment\0\0" + zeros(100 << 20)
png("text.png", 100, 100, 0, zeros(101 * 100),
    struct.pack(">I", len(text)) + b"zTXt" + text + struct.pack(">I", zlib.crc32(b"zTXt" + text)))


def tiff(name, directories, tail=b""):
    """Directories of (tag, type, count, value), each followed by the offset of the next: given as an index, or -1."""
    data, offsets = b"II*\0", []
    at = 8
    for entries, _ in directories:
        offsets.append(at)
        at += 2 + 12 * len(entries) + 4
    data += struct.pack("<I", offsets[0])
    for entries, following in directories:
        data += struct.pack("<H", len(entries))
        for tag, kind, count, value in entries:
            data += struct.pack("<HHII", tag, kind, count, value)
        data += struct.pack("<I", offsets[following] if following >= 0 else 0)
    (out / name).write_bytes(data + tail)


def page(width, height, strip, size, rows=None, compression=4):
    return [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 1), (259, 3, 1, compression), (262, 3, 1, 0), (273, 4, 1, strip),
            (277, 3, 1, 1), (278, 4, 1, rows or height), (279, 4, 1, size), (282, 5, 1, 8), (283, 5, 1, 8), (296, 3, 1, 2)]


tiff("loop.tif", [(page(100, 100, 8, 10), 1), (page(100, 100, 8, 10), 0)])
tiff("huge.tif", [(page(60000, 60000, 158, 1000), -1)], bytes(2000))
tiff("strips.tif", [(page(100, 2**31 - 1, 158, 10, rows=1), -1)], bytes(100))
tiff("count.tif", [([(256, 4, 2**31 - 1, 8), (257, 4, 2**32 - 1, 8), (273, 4, 2**32 - 1, 8)], -1)])
tiff("many.tif", [(page(8, 8, 8, 4), i + 1 if i < 3000 else -1) for i in range(3001)])


def jpeg(name, width, height, scans=1):
    quantities = b"\xff\xdb\x00\x43\x00" + bytes([1] * 64)
    frame = b"\xff\xc2" + struct.pack(">HBHHBBBB", 11, 8, height, width, 1, 1, 0x11, 0)
    codes = b"\xff\xc4\x00\x14\x00" + bytes([1] + [0] * 15) + b"\x00"
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x00\x00" + b"\x00" * 20
    app = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x01\x00\xc8\x00\xc8\x00\x00"
    (out / name).write_bytes(b"\xff\xd8" + app + quantities + frame + codes + scan * scans + b"\xff\xd9")


jpeg("wide.jpg", 65500, 65500)
jpeg("scans.jpg", 8000, 8000, 500)  # a progressive picture that is gone through again and again


def pdf(name, objects, trailer=b""):
    data, table = b"%PDF-1.7\n", b"0000000000 65535 f \n"
    for number, body in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    data += b"xref\n0 %d\n%strailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, len(objects) + 1, trailer, len(data))
    (out / name).write_bytes(data)


CATALOG, PAGES = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>%s>>"


def stream(data, entries=b""):
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), entries, data)


bomb = zeros(150 << 20)
pdf("flate.pdf", [CATALOG, PAGES, PAGE % b"", stream(bomb, b"/Filter/FlateDecode")])
pdf("twice.pdf", [CATALOG, PAGES, PAGE % b"", stream(zlib.compress(bomb), b"/Filter[/FlateDecode/FlateDecode]")])
pdf("deep.pdf", [CATALOG, PAGES, PAGE % b"", b"<</A" * 200000 + b">>" * 200000])
pdf("arrays.pdf", [CATALOG, PAGES, PAGE % b"", b"[" * 500000 + b"]" * 500000])
pdf("loop.pdf", [CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>"])
pdf("parent.pdf", [CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1/Parent 3 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>"])
pdf("large.pdf", [CATALOG, PAGES, PAGE % b"/UserUnit 7000", stream(b"0 0 9 9 re f")])
pdf("states.pdf", [CATALOG, PAGES, PAGE % b"", stream(b"q " * 1000000)])
pdf("form.pdf", [CATALOG, PAGES, PAGE % b"", stream(b"/I Do"),
                 stream(b"/I Do /I Do " * 50, b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</XObject<</I 5 0 R>>>>")])
pdf("signed.pdf", [CATALOG, PAGES, PAGE % b"", b"<</Type/Sig/ByteRange[0 99999999999 5 -7]/Contents<%s>>>" % (b"0" * 100000)])
pdf("xref.pdf", [CATALOG, PAGES], b"/Prev 9")
(out / "table.pdf").write_bytes(b"%PDF-1.7\nxref\n0 2000000000\n0000000000 65535 f \ntrailer\n<</Size 2000000000/Root 1 0 R>>\nstartxref\n9\n%%EOF\n")
