# SPDX-License-Identifier: Apache-2.0
"""How far a text that was read is from the one that was printed."""
import collections
import re
import unicodedata

FOLDS = str.maketrans({"–": "-", "—": "-", "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "…": "..."})


def fold(text):
    """NFC, with dashes, quotes and blanks folded and leaders left out."""
    text = unicodedata.normalize("NFC", text).translate(FOLDS)
    return " ".join(re.sub(r"[._·]{4,}", " ", text).split())


def scores(a, b, anchored):
    """Levenshtein, bit-parallel (Hyyrö 2003): the distance of `a` to `b` up to each sign of `b`; unless `anchored`, to the
    part of `b` that ends there and is most like it."""
    places = collections.defaultdict(int)
    for i, sign in enumerate(a):
        places[sign] |= 1 << i
    all_bits, top, score = (1 << len(a)) - 1, 1 << (len(a) - 1), len(a)
    plus, minus = all_bits, 0
    for sign in b:
        equal = places.get(sign, 0)
        down = equal | minus
        across = (((equal & plus) + plus) ^ plus) | equal
        more, less = minus | (~(across | plus) & all_bits), plus & across
        score += bool(more & top) - bool(less & top)
        more, less = ((more << 1) | anchored) & all_bits, (less << 1) & all_bits
        plus, minus = less | (~(down | more) & all_bits), more & down
        yield score


def distance(a, b):
    """Of two sequences."""
    if not a or not b:
        return len(a) + len(b)
    for score in scores(a, b, True):
        pass
    return score


def strays(lines, text):
    """Sum over `lines` of the least distance of each to any part of `text`: what was misread, in whatever order it stands."""
    return sum(min(scores(line, text, False), default=len(line)) for line in lines)
