#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A letter without colour, as a fax and as a grey scan: its seal and signature are marked and not read as text, print
# under them is read, a stamp's short line and the lone page number are neither lost nor changed.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
fail() { echo "ocr_seals: $1" >&2; exit 1; }

ROOT=$ROOT /usr/bin/python3 -B - <<'END'
import os
import sys
import numpy as np
from PIL import Image
sys.path.insert(0, os.environ["ROOT"] + "/scripts")
from samples import papers_office, scanner  # noqa: E402

page = papers_office.cong_van(np.random.Generator(np.random.PCG64(7)))[0]
page.box(16, 4, 34, 8.5, 0.4)
page.text(33, 10, "BẢN SAO", 13, "b", "c", keep=False)
page.text(105, 289, "17", 11, "", "c", keep=False)
grey = page.image.convert("L").resize((1654, 2339), Image.LANCZOS)
open("grey.jpg", "wb").write(scanner.jpeg_bytes(grey, 200, 70))
scanner.write_tiff("fax.tif", [grey.point(lambda level: 255 * (level > 168)).convert("1", dither=Image.Dither.NONE)], 200, "group4")
open("truth", "w", encoding="utf-8").write(page.truth())
END
"$BIN/saoy-ocr" -q --pdf read/ --sidecar read/ grey.jpg fax.tif >/dev/null </dev/null
status=0  # that they have no colour is a finding, and so may a frame be
"$BIN/saoy-scan" -q -o work grey.jpg fax.tif >scanned </dev/null 2>err || status=$?
[ "$(wc -l <scanned)" = 2 ] || fail "saoy-scan: $status $(cat err)"
"$BIN/saoy-ocr" -q work/* >/dev/null </dev/null
for scan in grey fax; do
  text=read/$scan.txt
  [ "$(grep -v '^$' $text | head -1)" = "BẢN SAO" ] || fail "$scan: the stamp: $(head -3 $text)"
  [ "$(grep -v '^$' $text | tail -1)" = 17 ] || fail "$scan: the page number: $(tail -3 $text)"
  grep -q 'VĂN PHÒNG' $text || fail "$scan: print under the seal: $(tail -12 $text)"
  alto=$(echo work/*"$scan"*/text/p0001.xml)
  grep -q 'TYPE="seal"' "$alto" || fail "$scan: the seal is not marked"
  grep -q 'TYPE="signature"' "$alto" || fail "$scan: the signature is not marked"
done
# What is read is what is printed, but for a word or two at the black seal.
PYTHONPATH=$ROOT/tests/bench/ocr /usr/bin/python3 -B - <<'END'
from rates import distance, fold
truth = fold("BẢN SAO " + open("truth", encoding="utf-8").read() + " 17")
for scan, most in ("grey", 0.005), ("fax", 0.02):
    rate = distance(truth, fold(open(f"read/{scan}.txt", encoding="utf-8").read())) / len(truth)
    print(f"ocr_seals: {scan}: {100 * rate:.2f} % of the letters differ")
    assert rate <= most, (scan, rate)
END
