# SPDX-License-Identifier: Apache-2.0
"""A paper that never was a scan: vector text in a PDF, so that a page is not one image."""
import cairo

from .page import MOTTO, STATE

PT = 72 / 25.4
BODY = (
    "Nhằm phục vụ người dân tốt hơn, Ủy ban nhân dân phường Hoa Sen thông báo lịch tiếp nhận hồ sơ chứng thực bản sao điện tử "
    "từ bản chính như sau:",
    "1. Thời gian: từ thứ Hai đến thứ Sáu, buổi sáng từ 7 giờ 30 đến 11 giờ 30, buổi chiều từ 13 giờ 30 đến 17 giờ 00.",
    "2. Địa điểm: quầy số 3, Trung tâm Phục vụ hành chính công phường, số 1 đường Hoa Sen.",
    "3. Hồ sơ nộp sau 15 giờ được trả kết quả trong ngày làm việc tiếp theo.",
    "Ủy ban nhân dân phường thông báo để các cơ quan, đơn vị và người dân được biết, thực hiện./.",
)


def thong_bao(path):
    """Draws the notice and returns its text."""
    shown = []
    surface = cairo.PDFSurface(str(path), 210 * PT, 297 * PT)
    surface.restrict_to_version(cairo.PDFVersion.VERSION_1_5)
    surface.set_metadata(cairo.PDF_METADATA_TITLE, "thong_bao")
    # a fixed date keeps the file the same on every run
    surface.set_metadata(cairo.PDF_METADATA_CREATE_DATE, "2026-01-01T00:00:00Z")
    pen = cairo.Context(surface)

    def text(x, y, words, size=13, bold=False, italic=False, centre=False):
        pen.select_font_face("Liberation Serif", cairo.FontSlant.ITALIC if italic else cairo.FontSlant.NORMAL,
                             cairo.FontWeight.BOLD if bold else cairo.FontWeight.NORMAL)
        pen.set_font_size(size)
        width = pen.text_extents(words).x_advance
        pen.move_to(x * PT - (width / 2 if centre else 0), y * PT)
        pen.show_text(words)
        shown.append(words)
        return width / PT

    def line(x1, x2, y):
        pen.set_line_width(0.7)
        pen.move_to(x1 * PT, y * PT)
        pen.line_to(x2 * PT, y * PT)
        pen.stroke()

    text(62, 22, "ỦY BAN NHÂN DÂN", 12, centre=True)
    text(62, 27.3, "PHƯỜNG HOA SEN", 12, bold=True, centre=True)
    line(53, 71, 29)
    text(62, 36, "Số: 96/TB-UBND", 13, centre=True)
    text(147, 22, STATE, 12, bold=True, centre=True)
    width = text(147, 27.5, MOTTO, 13, bold=True, centre=True)
    line(147 - width / 2, 147 + width / 2, 29.2)
    text(147, 36, "Hoa Sen, ngày 21 tháng 9 năm 2026", 13, italic=True, centre=True)
    text(105, 54, "THÔNG BÁO", 14, bold=True, centre=True)
    text(105, 60.5, "Về lịch tiếp nhận hồ sơ chứng thực bản sao điện tử", 14, bold=True, centre=True)
    line(92, 118, 63)
    y = 76
    pen.select_font_face("Liberation Serif", cairo.FontSlant.NORMAL, cairo.FontWeight.NORMAL)
    pen.set_font_size(13)
    for block in BODY:
        x, row = 40, []
        for word in block.split() + [None]:
            if row and (word is None or x + pen.text_extents(" ".join(row + [word])).x_advance / PT > 190):
                text(x, y, " ".join(row), 13)
                x, y, row = 28, y + 7, []
            row.append(word)
        y += 2
    text(28, y + 8, "Nơi nhận:", 12, bold=True, italic=True)
    for number, words in enumerate(("- Các tổ dân phố;", "- Trang thông tin điện tử phường;", "- Lưu: VT.")):
        text(28, y + 13.5 + number * 5, words, 11)
    text(145, y + 8, "TM. ỦY BAN NHÂN DÂN", 13, bold=True, centre=True)
    text(145, y + 13.8, "CHỦ TỊCH", 13, bold=True, centre=True)
    text(145, y + 46, "Trần Thị Bích Ngọc", 13, bold=True, centre=True)
    surface.finish()
    return "\n".join(shown)
