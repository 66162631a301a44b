# SPDX-License-Identifier: Apache-2.0
"""One printed paper, drawn in millimetres, that remembers every line of text it shows."""
import math
import re
import unicodedata

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

# Liberation 2 has U+1EA0-1EF9; Debian's Liberation 1.07 draws boxes there.
FONT_FOLDER = "/usr/share/fonts/truetype/liberation2/"
FAMILIES = {"serif": "LiberationSerif", "sans": "LiberationSans", "mono": "LiberationMono"}
STYLES = {"": "Regular", "b": "Bold", "i": "Italic", "bi": "BoldItalic"}
BLACK, RED, BLUE, GREY, PALE = (28, 26, 28), (196, 28, 40), (32, 52, 150), (120, 118, 116), (162, 160, 158)

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

_fonts = {}


def font_of(family, style, pixels):
    key = (family, style, pixels)
    if key not in _fonts:
        _fonts[key] = ImageFont.truetype(f"{FONT_FOLDER}{FAMILIES[family]}-{STYLES[style]}.ttf", pixels,
                                         layout_engine=ImageFont.Layout.BASIC)
    return _fonts[key]


def runs_of(text, style=""):
    """Splits `a *bold* _italic_` into (words, style) runs."""
    bold, italic, found = "b" in style, "i" in style, []
    for part in re.split(r"([*_])", text):
        if part == "*":
            bold = not bold
        elif part == "_":
            italic = not italic
        elif part:
            found.append((part, ("b" if bold else "") + ("i" if italic else "")))
    return found


class Page:
    """All lengths are millimetres, y is the base line of the text, sizes are points."""

    def __init__(self, rng, dpi=300, width=210.0, height=297.0, family="serif", ink=BLACK, leader=PALE):
        self.rng, self.dpi, self.width, self.height = rng, dpi, width, height
        self.family, self.ink, self.leader, self.lines = family, ink, leader, []
        self.image = Image.new("RGB", (self.px(width), self.px(height)), "white")
        self.draw = ImageDraw.Draw(self.image)

    def px(self, mm):
        return int(round(mm * self.dpi / 25.4))

    def font(self, size, style="", family=None):
        return font_of(family or self.family, style, max(6, round(size * self.dpi / 72)))

    def wide(self, text, size, style="", family=None):
        return self.font(size, style, family).getlength(text) * 25.4 / self.dpi

    def remember(self, text, join=False):
        text = unicodedata.normalize("NFC", " ".join(text.split()))
        if join and self.lines:
            self.lines[-1] += " " + text
        else:
            self.lines.append(text)

    def truth(self):
        return "\n".join(self.lines)

    # --- text ---------------------------------------------------------------------------------------------------
    def text(self, x, y, text, size=13, style="", align="l", color=None, family=None, join=False, keep=True):
        text = unicodedata.normalize("NFC", text)
        width = self.wide(text, size, style, family)
        left = x - {"l": 0, "c": width / 2, "r": width}[align]
        self.draw.text((self.px(left), self.px(y)), text, font=self.font(size, style, family),
                       fill=color or self.ink, anchor="ls")
        if keep:
            self.remember(text, join)
        return left, width

    def para(self, x, y, width, text, size=13, style="", indent=0.0, leading=1.25, justify=True, gap=1.0):
        """A wrapped paragraph with *bold* and _italic_; returns the y of the line after it."""
        words = []
        glue = False  # a run that starts without a space continues the last word
        for run, run_style in runs_of(text, style):
            pieces = run.split(" ")
            for number, piece in enumerate(pieces):
                if piece:
                    words.append((piece, run_style, glue and number == 0))
                glue = bool(piece)
        step = size * leading * 25.4 / 72
        space = self.wide(" ", size)
        rows, row, used = [], [], indent
        for piece, piece_style, glued in words:
            need = self.wide(piece, size, piece_style) + (0 if glued or not row else space)
            if row and not glued and used + need > width:
                rows.append(row)
                row, used, need = [], 0.0, self.wide(piece, size, piece_style)
            row.append((piece, piece_style, glued))
            used += need
        rows.append(row)
        for number, row in enumerate(rows):
            start = x + (indent if number == 0 else 0)
            natural = sum(self.wide(p, size, s) for p, s, _ in row)
            gaps = sum(1 for _, _, glued in row[1:] if not glued)
            between = space
            if justify and number < len(rows) - 1 and gaps:
                between = (x + width - start - natural) / gaps
            at, shown = start, ""
            for index, (piece, piece_style, glued) in enumerate(row):
                if index and not glued:
                    at += between
                    shown += " "
                self.text(at, y, piece, size, piece_style, keep=False)
                at += self.wide(piece, size, piece_style)
                shown += piece
            self.remember(shown)
            y += step
        return y + gap

    def dots(self, x, y, width):
        """A printed dotted leader just under the base line."""
        step, radius = self.px(1.15), max(1, round(self.dpi / 220))
        level = self.px(y + 0.9)
        for at in range(self.px(x), self.px(x + width), step):
            self.draw.ellipse((at, level, at + radius, level + radius), fill=self.leader)

    def field(self, x, y, width, label, value, size=13, style="b", join=False, step=8.0, leader=True):
        """`label value` on a leader; a value too long goes on in the next line. Returns y of the next row."""
        _, used = self.text(x, y, label, size, join=join)
        at, room, words, fresh = x + used + 1.5, width - used - 1.5, value.split(), False
        if leader:
            self.dots(at, y, room)
        while words:
            count = len(words)
            while count > 1 and self.wide(" ".join(words[:count]), size, style) > room - 1:
                count -= 1
            self.text(at + 1, y, " ".join(words[:count]), size, style, join=not fresh)
            words, fresh = words[count:], True
            if words:
                y, at, room = y + step, x, width
                if leader:
                    self.dots(at, y, room)
        return y + step

    def line(self, x1, y1, x2, y2, mm=0.25, color=None):
        self.draw.line((self.px(x1), self.px(y1), self.px(x2), self.px(y2)), fill=color or self.ink,
                       width=max(1, self.px(mm)))

    def box(self, x, y, width, height, mm=0.3, color=None, fill=None):
        self.draw.rectangle((self.px(x), self.px(y), self.px(x + width), self.px(y + height)),
                            outline=color or self.ink, width=max(1, self.px(mm)), fill=fill)

    def table(self, x, y, columns, rows, size=11, step=7.0, bold_first=True):
        """A ruled table; columns are widths, rows are lists of texts. Returns the y under it."""
        total = sum(columns)
        for number, row in enumerate(rows):
            self.line(x, y, x + total, y)
            at = x
            for column, (width, cell) in enumerate(zip(columns, row)):
                style = "b" if bold_first and number == 0 else ""
                middle = number == 0 or width < 25
                self.text(at + (width / 2 if middle else 1.5), y + step * 0.68, cell, size, style,
                          "c" if middle else "l", join=column > 0)
                at += width
            y += step
        self.line(x, y, x + total, y)
        at = x
        for width in [0] + list(columns):
            at += width
            self.line(at, y - step * len(rows), at, y)
        return y

    # --- the parts every office paper has -----------------------------------------------------------------------
    def state(self, centre, y, size=12):
        """The national heading with its line under the motto."""
        self.text(centre, y, STATE, size, "b", "c")
        left, width = self.text(centre, y + size * 0.45, MOTTO, size + 1, "b", "c")
        self.line(left, y + size * 0.45 + 1.7, left + width, y + size * 0.45 + 1.7)

    def heading(self, agency, number=None, place=None, y=22.0, size=12, right=147.0, left=62.0):
        """Agency (last line bold) on the left, state on the right, then number and place. Returns y under it."""
        at = y
        for index, name in enumerate(agency):
            spot, width = self.text(left, at, name, size, "b" if index == len(agency) - 1 else "", "c")
            at += size * 0.44
        self.line(left - width / 5, at - size * 0.44 + 1.7, left + width / 5, at - size * 0.44 + 1.7)
        if number:
            self.text(left, at + 3.4, number, 13, "", "c")
        self.state(right, y, size)
        if place:
            self.text(right, y + size * 0.44 * 2 + 3.4, place, 13, "i", "c")
        return at + 10

    def sign(self, centre, y, role, name, agency, seal=True, gap=34.0, notes=(), size=13, diameter=34.0):
        """Role, signature, seal over its left third, name. Returns y under the name."""
        for number, part in enumerate(role):
            self.text(centre, y + number * 5.6, part, size, "b", "c")
        base = y + (len(role) - 1) * 5.6
        for note in notes:
            base += 5.4
            self.text(centre, base, note, 12, "i", "c")
        self.signature(centre - 2, base + gap * 0.5, 44, 17)
        if seal:
            # the seal covers a third of the signature, on its left
            self.seal(centre - 24, base + gap * 0.5 - 1, diameter, *agency)
        self.text(centre, base + gap, name, size, "b", "c")
        return base + gap + 6

    # --- inks that come after the print -------------------------------------------------------------------------
    def multiply(self, layer, left, top):
        spot = (left, top, left + layer.width, top + layer.height)
        self.image.paste(ImageChops.multiply(self.image.crop(spot), layer), (left, top))
        self.draw = ImageDraw.Draw(self.image)

    def signature(self, x, y, width, height, color=BLUE):
        """A smooth scrawl through random points, centred on x, y."""
        count = int(self.rng.integers(9, 14))
        along = np.linspace(-0.5, 0.5, count) + self.rng.normal(0, 0.06, count)
        swing = np.where(np.arange(count) % 2 == 0, 1, -1) * self.rng.uniform(0.12, 0.5, count)
        swing[0] = 0.48
        along = np.concatenate([along, [0.1, -0.45, 0.5]])  # a closing stroke back under the name
        swing = np.concatenate([swing, [-0.35, -0.28, -0.1]])
        points = np.stack([x + along * width, y - swing * height], axis=1)
        curve, reach = [], 28
        for i in range(1, len(points) - 2):
            p0, p1, p2, p3 = points[i - 1], points[i], points[i + 1], points[i + 2]
            for t in np.linspace(0, 1, reach, endpoint=False):
                curve.append(0.5 * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 +
                                    (3 * p1 - p0 - 3 * p2 + p3) * t**3))
        left, top = self.px(x - width), self.px(y - height)
        layer = Image.new("RGB", (self.px(2 * width), self.px(2 * height)), "white")
        pen = ImageDraw.Draw(layer)
        for number in range(1, len(curve)):
            (ax, ay), (bx, by) = curve[number - 1], curve[number]
            thick = 0.42 + 0.2 * math.sin(number / 17.0)
            a, b = (self.px(ax) - left, self.px(ay) - top), (self.px(bx) - left, self.px(by) - top)
            pen.line((a, b), fill=color, width=max(2, self.px(thick)))
        self.multiply(layer.filter(ImageFilter.GaussianBlur(self.dpi / 500)), left, top)

    def seal(self, x, y, diameter, upper, lower, middle="", color=RED):
        """A round red seal: two rings, text on the circle, a star. The ink is uneven and lets the print through."""
        size = self.px(diameter) + 8
        layer = Image.new("L", (size, size), 0)
        pen = ImageDraw.Draw(layer)
        half, radius = size / 2, self.px(diameter) / 2
        for factor, mm in ((1.0, 0.7), (0.93, 0.25), (0.62, 0.35)):
            r = radius * factor
            pen.ellipse((half - r, half - r, half + r, half + r), outline=255, width=max(1, self.px(mm)))
        # the letters shrink until both arcs leave a gap between them
        r, height = radius * 0.775, diameter * 0.092
        while True:
            font = font_of("sans", "b", self.px(height))
            around = sum(font.getlength(letter) + self.px(0.25) for letter in upper + lower)
            if around < 2 * math.pi * r * 0.93 or height < 1.2:
                break
            height *= 0.96

        def ring(words, middle_angle, outward):
            widths = [font.getlength(letter) + self.px(0.25) for letter in words]
            angle = middle_angle - (sum(widths) / r / 2) * outward
            for letter, width in zip(words, widths):
                angle += width / r / 2 * outward
                tile = Image.new("L", (self.px(7), self.px(7)), 0)
                ImageDraw.Draw(tile).text((tile.width / 2, tile.height / 2), letter, font=font, fill=255, anchor="mm")
                turned = tile.rotate(-math.degrees(angle) - (90 if outward > 0 else -90), Image.BICUBIC)
                spot = (int(half + r * math.cos(angle) - tile.width / 2), int(half + r * math.sin(angle) - tile.height / 2))
                layer.paste(255, spot + (spot[0] + tile.width, spot[1] + tile.height), turned)
                angle += width / r / 2 * outward

        ring(unicodedata.normalize("NFC", upper), -math.pi / 2, 1)
        ring(unicodedata.normalize("NFC", lower), math.pi / 2, -1)
        star = []
        for point in range(10):
            r = radius * (0.34 if point % 2 == 0 else 0.135)
            star.append((half + r * math.sin(point * math.pi / 5), half - r * math.cos(point * math.pi / 5)))
        pen.polygon(star, fill=255)
        if middle:
            small = font_of("sans", "b", self.px(diameter * 0.075))
            pen.text((half, half + radius * 0.47), middle, font=small, fill=255, anchor="mm")
        layer = layer.rotate(float(self.rng.uniform(-9, 9)), Image.BICUBIC)
        grain = self.rng.uniform(0.55, 1.0, (24, 24)) * 255
        grain = Image.fromarray(grain.astype(np.uint8)).resize(layer.size, Image.BICUBIC)
        strength = np.asarray(ImageChops.multiply(layer, grain), np.float32)[:, :, None] / 255 * 0.9
        shown = 255 - strength * (255 - np.array(color, np.float32))
        layer = Image.fromarray(shown.astype(np.uint8)).filter(ImageFilter.GaussianBlur(self.dpi / 450))
        self.multiply(layer, self.px(x - diameter / 2) - 4, self.px(y - diameter / 2) - 4)
