# SPDX-License-Identifier: Apache-2.0
"""Small inputs that every reader has to refuse politely."""
import io
import struct
import subprocess
import tempfile
import zlib
from pathlib import Path

from PIL import Image, ImageDraw

from .scanner import jpeg_bytes, pdf_part, write_pdf


def _little(width=620, height=877):
    image = Image.new("RGB", (width, height), (250, 248, 243))
    pen = ImageDraw.Draw(image)
    for row in range(40, height - 40, 14):
        pen.line((40, row, width - 40 - (row * 7) % 90, row), fill=(60, 60, 60), width=3)
    return image


def _huge_png(side=30000):
    """All white, one bit per pixel: a hundred kilobytes here, 900 million pixels in memory."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    packer, row, packed = zlib.compressobj(9), bytes(1 + side // 8), b""
    for _ in range(side):
        packed += packer.compress(row)
    packed += packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 3, 0, 0, 0)  # colour 0 is white, so every byte is 0
    physical = struct.pack(">IIB", 11811, 11811, 1)  # 300 dpi
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"PLTE", b"\xff\xff\xff\0\0\0") + chunk(b"pHYs", physical) +
            chunk(b"IDAT", packed) + chunk(b"IEND", b""))


def make(folder):
    folder.mkdir(parents=True, exist_ok=True)
    page = _little()
    jpeg = jpeg_bytes(page, 200, 80)
    (folder / "truncated.jpg").write_bytes(jpeg[:len(jpeg) // 2])
    out = io.BytesIO()
    page.convert("L").save(out, "TIFF", compression="tiff_lzw", dpi=(200, 200))
    # libtiff puts the directory last: half a file has no directory at all
    (folder / "truncated.tif").write_bytes(out.getvalue()[:len(out.getvalue()) // 2])
    (folder / "text.jpg").write_text("Đây không phải là ảnh.\n", encoding="utf-8")
    (folder / "empty.pdf").write_bytes(b"")
    out = io.BytesIO()
    page.save(out, "PNG")
    (folder / "no_resolution.png").write_bytes(out.getvalue())
    (folder / "huge_white.png").write_bytes(_huge_png())
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.pdf"
        write_pdf(plain, [pdf_part(page, 200)])
        (folder / "truncated.pdf").write_bytes(plain.read_bytes()[:4000])
        # static id and iv are for test files only: they make the encryption repeatable
        subprocess.run(["qpdf", "--static-id", "--static-aes-iv", "--encrypt", "open-sesame", "owner", "128", "--use-aes=y", "--",
                        str(plain), str(folder / "encrypted.pdf")], check=True)
