#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Writes papers of papers.py as a recogniser might read them at four levels of noise, and what their fields should be.

Usage: tests/bench/classify/make_texts.py FOLDER [--count N] [--seed S]
FOLDER/LEVEL/TYPE/NNN.txt, LEVEL 0 (clean) to 3; FOLDER/truth.jsonl: {"text", "level", "label", "fields"}.
"""
import argparse
import json
import random
import re
import sys
import unicodedata
from pathlib import Path

sys.dont_write_bytecode = True
from bodies import lengthen  # noqa: E402
from papers import PAPERS, STRANGERS  # noqa: E402

NOISE = (0.0, 0.005, 0.03, 0.08)
FAMILY = "Tạ Mai Đinh Lương Trịnh Đoàn Cao Thái Tô Châu Quách Kiều La Từ".split()
MIDDLE = "Bá Thúy Công Diệu Hải Nhật Tuấn Mỹ Khắc Bảo Phương Trọng".split()
GIVEN = "Hậu Ngân Lộc Trâm Đạt Vy Khôi Huệ Nghĩa Tiên Bách Oanh Thịnh Duyên".split()
PLACES = ("thôn 5, xã Đá Bạc, tỉnh Sông Xanh", "số 27, đường Lá Me, phường Cây Đa", "ấp Giữa, xã Cồn Cát, huyện Biển Ngoài", "tổ 9, phường Gò Mây, thành phố Sông Xanh")
ROLES = ("CHỦ TỊCH", "GIÁM ĐỐC", "PHÓ CHỦ TỊCH", "HIỆU TRƯỞNG")
ALIKE = {"O": "0", "0": "O", "l": "I", "I": "l", "1": "l", "S": "5", "5": "S", "B": "8", "8": "B", "m": "rn", "h": "b", "e": "c", "c": "e", "u": "n", "n": "u", "t": "f", "G": "C", "D": "Đ", "Ư": "U", "Ơ": "O"}


class Values:
    def __init__(self, rng):
        self.rng = rng

    def pick(self, things):
        return self.rng.choice(list(things))

    def digits(self, count):
        return "".join(self.rng.choice("0123456789") for _ in range(count))

    def day(self, first=1950, last=2024):
        return self.rng.randint(1, 28), self.rng.randint(1, 12), self.rng.randint(first, last)

    def value(self, kind):
        """(as printed, as it should be normalised)."""
        pick, digits = self.pick, self.digits
        if kind.startswith("date"):
            d, m, y = self.day(2028, 2045) if kind == "date_future" else self.day()
            shown = {"date_long": f"ngày {d:02d} tháng {m:02d} năm {y}", "date_dash": f"{d:02d}-{m:02d}-{y}", "date_slash_sp": f"{d:02d} / {m:02d} / {y}"}.get(kind, f"{d:02d}/{m:02d}/{y}")
            return shown, f"{y}-{m:02d}-{d:02d}"
        if kind.startswith("name"):
            name = f"{pick(FAMILY)} {pick(MIDDLE)} {pick(GIVEN)}"
            return (name.upper() if kind == "name_caps" else name), name
        shown = {
            "id": lambda: "0" + digits(11), "id9": lambda: digits(9), "place": lambda: pick(PLACES), "place_name": lambda: pick(("Gò Mây", "Đá Bạc")), "sex": lambda: pick(("Nam", "Nữ")),
            "role": lambda: pick(ROLES), "number": lambda: f"{self.rng.randint(1, 400)}/{self.rng.randint(2005, 2025)}", "dispatch": lambda: str(self.rng.randint(1, 900)), "serial": lambda: f"{pick('ABC')} {digits(7)}",
            "book_number": lambda: f"{digits(3)}/{self.rng.randint(2005, 2025)}", "major": lambda: pick(("Kế toán", "Luật kinh tế", "Công nghệ sinh học")), "student": lambda: "20" + digits(6), "grade": lambda: f"{self.rng.randint(5, 9)},{digits(2)}",
            "small": lambda: str(self.rng.randint(1, 400)), "small5": lambda: digits(7), "gcn_book": lambda: f"CH {digits(5)}", "class": lambda: pick(("A1", "B2", "C")), "brand": lambda: pick(("HONDA", "YAMAHA")), "engine": lambda: f"JF{digits(8)}",
            "frame": lambda: f"RLH{digits(9)}", "plate": lambda: f"{digits(2)}H1-{digits(3)}.{digits(2)}", "hkd": lambda: f"41A8{digits(6)}", "shop": lambda: pick(("SEN XANH", "MÂY TRẮNG", "HƯƠNG QUÊ")), "company": lambda: "03" + digits(8),
            "series": lambda: f"1C24T{pick('ABC')}{pick('ABC')}", "money": lambda: f"{self.rng.randint(1, 9)}.{digits(3)}.000", "bhyt": lambda: f"GD4790{digits(9)}", "passport": lambda: f"C{digits(7)}", "ward_caps": lambda: pick(("PHƯỜNG GÒ MÂY", "XÃ ĐÁ BẠC")),
            "about": lambda: pick(("Về việc phê duyệt kế hoạch năm", "Về việc tổ chức hội nghị", "V/v tập huấn nghiệp vụ")), "mrz": lambda: "P<VNM" + "<" * 39,
        }[kind]()
        return shown, shown.replace(".", "") if kind == "money" else shown


def fill(layout, values):
    truth = {}

    def put(found):
        field, kind = found.group(1), found.group(2)
        shown, normal = values.value(kind)
        if field:
            truth[field] = normal
        return shown

    text = re.sub(r"\{(\w*):(?!gap\})(\w+)\}", put, layout)
    lines = []
    for line in text.split("\n"):
        parts = line.lstrip("^").split("{:gap}")
        if len(parts) > 1 and values.rng.random() < 0.5:
            lines.append("   ".join(parts))
        else:
            lines += parts
    return lines, truth


def misread(lines, share, rng):
    read = []
    for line in lines:
        if line and rng.random() < share * 0.6:
            continue
        letters = []
        for letter in line:
            if letter != " " and rng.random() < share:
                bare = unicodedata.normalize("NFD", letter)[0]
                letter = rng.choice((ALIKE.get(letter, bare), bare, bare, "" if rng.random() < 0.5 else letter + "."))
            elif letter == " " and rng.random() < share / 3:
                letter = ""
            letters.append(letter)
        read.append("".join(letters))
        if rng.random() < share / 2:
            read.append(rng.choice(("~ .", "' |", "- _")))
    return read


def main():
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("folder", type=Path)
    ask.add_argument("--count", type=int, default=10, help="of each type and level")
    ask.add_argument("--seed", type=int, default=7)
    given = ask.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with open(given.folder / "truth.jsonl", "w", encoding="utf-8") as truths:
        for level, share in enumerate(NOISE):
            for label, layouts in list(PAPERS.items()) + [("unknown", STRANGERS)]:
                rng = random.Random(f"{given.seed} {level} {label}")
                folder = given.folder / str(level) / label
                folder.mkdir(parents=True, exist_ok=True)
                count = given.count * (3 if label == "unknown" else 1)
                for number in range(count):
                    lines, truth = fill(lengthen(label, layouts[number % len(layouts)], rng), Values(rng))
                    (folder / f"{number:03d}.txt").write_text("\n".join(misread(lines, share, rng)) + "\n", encoding="utf-8")
                    truths.write(json.dumps({"text": f"{label}/{number:03d}.txt", "level": level, "label": label, "fields": truth}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
