# SPDX-License-Identifier: Apache-2.0
"""What a scanner or a telephone does to a paper, and the files it leaves."""
import io
import zlib

import numpy as np
from PIL import Image, ImageChops, ImageFilter, ImageOps


def _shade(size, rng, tint, light, edge_px, texture=0.012):
    """Paper tint x uneven light x shadow at the left edge, computed small and enlarged."""
    width, height = max(8, size[0] // 8), max(8, size[1] // 8)
    x, y = np.linspace(-1, 1, width)[None, :], np.linspace(-1, 1, height)[:, None]
    direction = rng.uniform(0, 2 * np.pi)
    field = 1 - light * (0.5 + 0.5 * (x * np.cos(direction) + y * np.sin(direction)) / 1.42)
    coarse = Image.fromarray((rng.uniform(0, 255, (26, 18))).astype(np.uint8)).resize((width, height), Image.BICUBIC)
    field = field - texture * (np.asarray(coarse, np.float32) / 255)
    if edge_px:
        field = field - 0.30 * np.exp(-np.arange(width)[None, :] * 8.0 / edge_px)
    shown = np.clip(field[:, :, None] * np.array(tint, np.float32)[None, None, :], 0, 255)
    return Image.fromarray(shown.astype(np.uint8)).resize(size, Image.BICUBIC)


def _grain(image, rng, sigma):
    if sigma <= 0:
        return image
    noise = rng.standard_normal((image.height, image.width), dtype=np.float32) * sigma
    pixels = np.asarray(image, np.float32)
    pixels = pixels + (noise[:, :, None] if pixels.ndim == 3 else noise)
    return Image.fromarray(np.clip(pixels + 0.5, 0, 255).astype(np.uint8), image.mode)


def scan(image, rng, tint=(250, 248, 243), skew=0.0, light=0.05, edge=3.0, blur=0.6, noise=1.6, dpi=300,
         bleed=None, lid=(226, 226, 224)):
    """A flat-bed scan in colour. `skew` in degrees, `edge` the width of the shadow in mm, `bleed` the other side."""
    if bleed is not None:
        back = ImageOps.mirror(bleed).filter(ImageFilter.GaussianBlur(dpi / 60))
        image = Image.blend(image, ImageChops.multiply(image, back), 0.05)
    image = ImageChops.multiply(image, _shade(image.size, rng, tint, light, 0))
    if skew:
        image = image.rotate(skew, Image.BICUBIC, fillcolor=lid)
    if edge:
        image = ImageChops.multiply(image, _shade(image.size, rng, (255, 255, 255), 0, edge * dpi / 25.4, 0))
    image = image.filter(ImageFilter.GaussianBlur(blur * dpi / 300))
    return _grain(image, rng, noise)


def telephone(image, rng, corners):
    """A photo of the paper on a desk: perspective, warm light that falls off, a soft shadow. Corners are fractions."""
    width, height = image.size
    tops = [(0, 0), (width, 0), (width, height), (0, height)]
    rows, known = [], []
    for (u, v), (fx, fy) in zip(tops, corners):
        x, y = fx * width, fy * height
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
        known += [u, v]
    coefficients = np.linalg.solve(np.array(rows, np.float64), np.array(known, np.float64))
    mask = Image.new("L", image.size, 255)
    paper = image.transform(image.size, Image.PERSPECTIVE, coefficients, Image.BICUBIC)
    mask = mask.transform(image.size, Image.PERSPECTIVE, coefficients, Image.BICUBIC)
    waves = np.cumsum(rng.normal(0, 3.0, height // 4))
    waves = waves - np.linspace(waves[0], waves[-1], waves.size)
    desk = np.zeros((height // 4, width // 4, 3), np.float32) + np.array([118, 84, 58], np.float32)
    desk += (waves[:, None] * 0.5 + rng.normal(0, 1.5, (height // 4, width // 4)))[:, :, None]
    desk = Image.fromarray(np.clip(desk, 0, 255).astype(np.uint8)).resize(image.size, Image.BICUBIC)
    shadow = mask.filter(ImageFilter.GaussianBlur(width / 120))
    dark = desk.point(lambda v: v * 0.55)
    desk = Image.composite(dark, desk, ImageChops.offset(shadow, width // 200, width // 160))
    shown = Image.composite(paper, desk, mask)
    x, y = np.linspace(0, 1, width // 8)[None, :], np.linspace(0, 1, height // 8)[:, None]
    fall = 1.0 - 0.30 * ((x - 0.25) ** 2 + (y - 0.2) ** 2)
    fall = fall - 0.12 / (1 + np.exp(-(x * 0.7 + y - 1.28) * 22))  # the shadow of the hand
    light = np.clip(fall[:, :, None] * np.array([255, 250, 236], np.float32), 0, 255).astype(np.uint8)
    shown = ImageChops.multiply(shown, Image.fromarray(light).resize(image.size, Image.BICUBIC))
    return _grain(shown.filter(ImageFilter.GaussianBlur(0.9)), rng, 2.2)


# --- files ------------------------------------------------------------------------------------------------------
def jpeg_bytes(image, dpi, quality=74, optimize=True):
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, dpi=(dpi, dpi), optimize=optimize,
               subsampling=2 if image.mode == "RGB" else -1)
    return out.getvalue()


def write_tiff(path, images, dpi, compression):
    extra = {"quality": 74} if compression == "jpeg" else {}
    images[0].save(path, "TIFF", save_all=True, append_images=images[1:], compression=compression,
                   dpi=(dpi, dpi), **extra)


def write_pdf(path, jpegs, title="scan"):
    """A PDF whose every page is one JPEG at its physical size; `jpegs` holds (bytes, width, height, dpi, space)."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", None]
    kids = []
    for data, width, height, dpi, space in jpegs:
        w, h = width * 72 / dpi, height * 72 / dpi
        content = zlib.compress(b"q %.3f 0 0 %.3f 0 0 cm /Im0 Do Q" % (w, h))
        page = len(objects) + 1
        kids.append(page)
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.3f %.3f]/Resources<</XObject<</Im0 %d 0 R>>>>"
                       b"/Contents %d 0 R>>" % (w, h, page + 2, page + 1))
        objects.append(b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%s/BitsPerComponent 8"
                       b"/Filter/DCTDecode/Length %d>>\nstream\n%s\nendstream"
                       % (width, height, space, len(data), data))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    objects.append(b"<</Producer(make_samples)/Title(%s)>>" % title.encode())
    out, offsets = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(objects), start)
    with open(path, "wb") as file:
        file.write(out)


def pdf_part(image, dpi, quality=74, optimize=True):
    space = b"DeviceRGB" if image.mode == "RGB" else b"DeviceGray"
    return jpeg_bytes(image, dpi, quality, optimize), image.width, image.height, dpi, space
