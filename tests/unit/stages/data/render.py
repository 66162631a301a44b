#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Renders the page images of this folder: text lines in Liberation Serif, one bit a pixel, 200 dpi."""
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONTS = "/usr/share/fonts/truetype/liberation2/LiberationSerif-"
DPI = 200


def font(points, bold=False):
    return ImageFont.truetype(f"{FONTS}{'Bold' if bold else 'Regular'}.ttf", round(points * DPI / 72))


def leaders(draw, left, right, baseline, pitch=6.2, size=3):
    """A dotted line as forms print it, a little under the baseline."""
    at = float(left)
    while at < right:
        draw.ellipse([at, baseline + 5, at + size - 1, baseline + 5 + size - 1], fill=0)
        at += pitch


def save(image, name):
    image.point(lambda grey: 255 if grey > 128 else 0).convert("1").save(name)


def lines():
    image = Image.new("L", (1000, 170), 255)
    draw = ImageDraw.Draw(image)
    draw.text((40, 20), "GIẤY KHAI SINH", font=font(16, True), fill=0)
    draw.text((40, 95), "Họ, chữ đệm, tên: Nguyễn Thị Bưởi", font=font(14), fill=0)
    save(image, "lines.pbm")


def form():
    image = Image.new("L", (1100, 260), 255)
    draw = ImageDraw.Draw(image)
    for row, (label, value) in enumerate([
            ("Họ, chữ đệm, tên:", "Lưu Thị Mận"),
            ("Nơi cư trú:", "thôn Đượm, xã Hội Thịnh"),
            ("Quê quán:", "xã Vạn Thọ, tỉnh Bình Lục")]):
        baseline = 70 + 75 * row
        draw.text((40, baseline), label, font=font(14), fill=0, anchor="ls")
        start = 40 + draw.textlength(label, font=font(14)) + 12
        draw.text((start + 20, baseline), value, font=font(14), fill=0, anchor="ls")
        leaders(draw, start, 1060, baseline)
    save(image, "form.pbm")


if __name__ == "__main__":
    sys.exit(lines() or form())
