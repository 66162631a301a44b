# SPDX-License-Identifier: Apache-2.0
"""Civil status and identity papers. Every person, number and place here is invented."""
import subprocess

from PIL import Image

from .page import GREY, RED, Page

WARD = ["ỦY BAN NHÂN DÂN", "PHƯỜNG HOA SEN"]
SEAL = ("ỦY BAN NHÂN DÂN PHƯỜNG HOA SEN", "* TỈNH BÌNH MINH *", "MẪU")
CHAIRMAN = "Trần Thị Bích Ngọc"
OFFICER = "Lê Hoàng Phúc"


def khai_sinh(rng):
    p = Page(rng)
    p.box(14, 12, 182, 273, 0.9, (150, 90, 80))
    p.box(15.8, 13.8, 178.4, 269.4, 0.3, (150, 90, 80))
    y = p.heading(WARD, y=26, right=142, left=60)
    p.text(25, y + 1, "Số: 17/2024", 13)
    p.text(105, y + 12, "GIẤY KHAI SINH", 24, "b", "c", color=RED)
    y, x, w = y + 25, 25, 162
    y = p.field(x, y, w, "Họ, chữ đệm, tên:", "NGUYỄN HOÀNG MINH KHÔI", 13)
    y = p.field(x, y, w, "Ngày, tháng, năm sinh:", "09/02/2024", 13)
    y = p.field(x, y, w, "ghi bằng chữ:", "Ngày chín tháng hai năm hai nghìn không trăm hai mươi tư", 13, "i")
    p.field(x, y, 52, "Giới tính:", "Nam", 13)
    p.field(x + 54, y, 50, "Dân tộc:", "Kinh", 13, join=True)
    y = p.field(x + 106, y, 56, "Quốc tịch:", "Việt Nam", 13, join=True)
    y = p.field(x, y, w, "Nơi sinh:", "Bệnh viện Đa khoa Hoa Sen, phường Hoa Sen, tỉnh Bình Minh", 13)
    y = p.field(x, y, w, "Quê quán:", "Xã Suối Trong, tỉnh Bình Minh", 13)
    y = p.field(x, y, w, "Số định danh cá nhân:", "001224000003", 13)
    for who, name, born, where in (
            ("mẹ", "PHẠM THỊ THU HƯỜNG", "1999", "Số 12, tổ 3, phường Hoa Sen, tỉnh Bình Minh"),
            ("cha", "NGUYỄN VĂN AN", "1997", "Số 12, tổ 3, phường Hoa Sen, tỉnh Bình Minh")):
        y = p.field(x, y + 1, w, f"Họ, chữ đệm, tên người {who}:", name, 13)
        p.field(x, y, 48, "Năm sinh:", born, 13)
        p.field(x + 50, y, 50, "Dân tộc:", "Kinh", 13, join=True)
        y = p.field(x + 102, y, 60, "Quốc tịch:", "Việt Nam", 13, join=True)
        y = p.field(x, y, w, "Nơi cư trú:", where, 13)
    y = p.field(x, y + 1, w, "Họ, chữ đệm, tên người đi khai sinh:", "NGUYỄN VĂN AN", 13)
    y = p.field(x, y, w, "Giấy tờ tùy thân:", "Căn cước công dân số 001097000002", 13)
    p.field(x, y, 92, "Nơi đăng ký khai sinh:", "UBND phường Hoa Sen", 13)
    y = p.field(x + 94, y, 68, "Ngày đăng ký:", "26/02/2024", 13, join=True)
    p.sign(148, y + 2, ["NGƯỜI KÝ GIẤY KHAI SINH", "PHÓ CHỦ TỊCH"], OFFICER, SEAL, gap=32)
    return [p]


def khai_sinh_old(rng):
    p = Page(rng, width=190, height=265, ink=(42, 36, 70), leader=GREY)
    p.text(28, 20, "Tỉnh Bình Minh", 11)
    p.text(28, 26, "Huyện Suối Trong", 11)
    p.text(28, 32, "Xã Đồng Xoan", 11)
    p.state(125, 20, 11)
    p.text(140, 37, "Số: 45", 11)
    p.text(140, 43, "Quyển số: 02", 11)
    p.text(95, 60, "GIẤY KHAI SINH", 26, "b", "c", color=RED)
    p.text(95, 67, "(BẢN CHÍNH)", 12, "b", "c")
    y, x, w = 80, 22, 148
    y = p.field(x, y, w, "Họ và tên:", "VÕ THỊ MỸ DUYÊN", 12.5, "i", step=9)
    p.field(x, y, 60, "Giới tính:", "Nữ", 12.5, "i")
    y = p.field(x + 62, y, 86, "Ngày, tháng, năm sinh:", "14-7-1999", 12.5, "i", join=True, step=9)
    y = p.field(x, y, w, "(Ghi bằng chữ):", "Ngày mười bốn tháng bảy năm một nghìn chín trăm chín chín",
                12, "i", step=9)
    y = p.field(x, y, w, "Nơi sinh:", "Trạm y tế xã Đồng Xoan, huyện Suối Trong, tỉnh Bình Minh", 12.5, "i", step=9)
    p.field(x, y, 70, "Dân tộc:", "Kinh", 12.5, "i")
    y = p.field(x + 72, y, 76, "Quốc tịch:", "Việt Nam", 12.5, "i", join=True, step=9)
    y = p.table(x, y - 3, [46, 51, 51], [
        ["Phần khai về", "NGƯỜI MẸ", "NGƯỜI CHA"],
        ["Họ và tên", "Đặng Thị Quế", "Võ Văn Thưởng"],
        ["Năm sinh", "1975", "1972"],
        ["Dân tộc", "Kinh", "Kinh"],
        ["Quốc tịch", "Việt Nam", "Việt Nam"],
        ["Nghề nghiệp", "Làm ruộng", "Thợ mộc"],
        ["Nơi thường trú", "Thôn 4, xã Đồng Xoan", "Thôn 4, xã Đồng Xoan"]], 11, 8) + 9
    y = p.field(x, y, w, "Họ và tên, năm sinh người đứng khai:", "Võ Văn Thưởng, 1972", 12.5, "i", step=9)
    y = p.field(x, y, w, "Quan hệ với người được khai sinh:", "Cha", 12.5, "i", step=9)
    p.text(x, y + 4, "NGƯỜI ĐỨNG KHAI", 11.5, "b")
    p.signature(x + 22, y + 20, 30, 10)
    p.text(x + 5, y + 33, "Võ Văn Thưởng", 12, "i")
    p.text(128, y + 2, "Đăng ký ngày 20 tháng 7 năm 1999", 11.5, "i", "c")
    p.sign(128, y + 8, ["TM. UBND XÃ ĐỒNG XOAN", "CHỦ TỊCH"], "Huỳnh Công Lý",
           ("ỦY BAN NHÂN DÂN XÃ ĐỒNG XOAN", "* H. SUỐI TRONG *", "MẪU"), gap=27, size=12, diameter=32)
    return [p]


def tl_khai_sinh(rng):
    p = Page(rng)
    y = p.heading(WARD, "Số: 208/TLKS-BS", "Hoa Sen, ngày 11 tháng 3 năm 2026")
    p.text(105, y + 12, "TRÍCH LỤC KHAI SINH", 18, "b", "c")
    p.text(105, y + 19, "(BẢN SAO)", 14, "b", "c")
    y, x, w = y + 32, 28, 160
    y = p.field(x, y, w, "Họ, chữ đệm, tên:", "ĐỖ NGỌC QUỲNH TRÂM", 13)
    y = p.field(x, y, w, "Ngày, tháng, năm sinh:", "21/11/2015", 13)
    y = p.field(x, y, w, "ghi bằng chữ:", "Ngày hai mươi mốt tháng mười một năm hai nghìn không trăm mười lăm", 13, "i")
    p.field(x, y, 50, "Giới tính:", "Nữ", 13)
    p.field(x + 52, y, 50, "Dân tộc:", "Tày", 13, join=True)
    y = p.field(x + 104, y, 56, "Quốc tịch:", "Việt Nam", 13, join=True)
    y = p.field(x, y, w, "Nơi sinh:", "Trung tâm Y tế huyện Suối Trong, tỉnh Bình Minh", 13)
    y = p.field(x, y, w, "Quê quán:", "Xã Đồng Xoan, huyện Suối Trong, tỉnh Bình Minh", 13)
    y = p.field(x, y, w, "Số định danh cá nhân:", "001315000004", 13)
    y = p.field(x, y, w, "Họ, chữ đệm, tên người mẹ:", "NÔNG THỊ HẰNG", 13)
    p.field(x, y, 50, "Năm sinh:", "1988", 13)
    p.field(x + 52, y, 50, "Dân tộc:", "Tày", 13, join=True)
    y = p.field(x + 104, y, 56, "Quốc tịch:", "Việt Nam", 13, join=True)
    y = p.field(x, y, w, "Họ, chữ đệm, tên người cha:", "ĐỖ QUANG VŨ", 13)
    p.field(x, y, 50, "Năm sinh:", "1985", 13)
    p.field(x + 52, y, 50, "Dân tộc:", "Kinh", 13, join=True)
    y = p.field(x + 104, y, 56, "Quốc tịch:", "Việt Nam", 13, join=True)
    y = p.field(x, y, w, "Đã được đăng ký khai sinh tại:", "Ủy ban nhân dân xã Đồng Xoan, huyện Suối Trong, tỉnh Bình Minh", 13)
    p.field(x, y, 70, "Số:", "96/2015", 13)
    y = p.field(x + 72, y, 88, "ngày", "03 tháng 12 năm 2015", 13, join=True)
    y = p.field(x, y, w, "Thực hiện trích lục từ:", "Cơ sở dữ liệu hộ tịch điện tử", 13)
    p.sign(146, y + 6, ["NGƯỜI KÝ TRÍCH LỤC", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], OFFICER, SEAL, gap=32)
    return [p]


def ket_hon(rng):
    p = Page(rng)
    p.box(13, 12, 184, 273, 1.0, (190, 120, 60))
    y = p.heading(WARD, "Số: 31/2025", None, y=25, right=142, left=58)
    p.text(105, y + 12, "GIẤY CHỨNG NHẬN KẾT HÔN", 22, "b", "c", color=RED)
    y += 26
    p.line(105, y - 6, 105, y + 98, 0.25)
    sides = (
        (20, "chồng", ["LÝ GIA BẢO", "05/9/1996", "Hoa", "Việt Nam", "Số 8, ngõ 21, đường Bằng Lăng, phường Hoa Sen, tỉnh Bình Minh",
                      "Căn cước công dân số 001096000005"]),
        (109, "vợ", ["TRƯƠNG THỊ YẾN NHI", "18/01/1998", "Kinh", "Việt Nam", "Thôn 2, xã Suối Trong, tỉnh Bình Minh",
                     "Căn cước công dân số 001198000006"]))
    for x, who, values in sides:
        at = y
        labels = [f"Họ, chữ đệm, tên {who}:", "Ngày, tháng, năm sinh:", "Dân tộc:", "Quốc tịch:", "Nơi cư trú:",
                  "Giấy tờ tùy thân:"]
        for label, value in zip(labels, values):
            at = p.field(x, at, 81, label, value, 12.5, step=8.5) + 2
    y += 106
    p.field(24, y, 96, "Nơi đăng ký kết hôn:", "UBND phường Hoa Sen", 13)
    y = p.field(122, y, 66, "Ngày đăng ký:", "20/10/2025", 13, join=True)
    for x, who, name in ((42, "CHỒNG", "Lý Gia Bảo"), (91, "VỢ", "Trương Thị Yến Nhi")):
        p.text(x, y + 4, who, 13, "b", "c")
        p.text(x, y + 9, "(Ký, ghi rõ họ, chữ đệm, tên)", 9.5, "i", "c")
        p.signature(x, y + 22, 34, 12)
        p.text(x, y + 38, name, 13, "", "c")
    p.sign(158, y + 4, ["NGƯỜI KÝ GIẤY", "CHỨNG NHẬN KẾT HÔN", "CHỦ TỊCH"], CHAIRMAN, SEAL, gap=34, size=12)
    return [p]


def xn_hon_nhan(rng):
    p = Page(rng, dpi=200)
    y = p.heading(WARD, "Số: 74/UBND-XNTTHN", "Hoa Sen, ngày 06 tháng 5 năm 2026")
    p.text(105, y + 14, "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN", 16, "b", "c")
    p.text(105, y + 26, "ỦY BAN NHÂN DÂN PHƯỜNG HOA SEN", 14, "b", "c")
    y = p.para(28, y + 38, 160, "Xét đề nghị của ông/bà: *BÙI ĐỨC THỊNH*, về việc cấp Giấy xác nhận tình trạng hôn nhân,",
               14, gap=3)
    p.text(105, y + 2, "XÁC NHẬN:", 14, "b", "c")
    y, x, w = y + 13, 28, 160
    y = p.field(x, y, w, "Họ, chữ đệm, tên:", "BÙI ĐỨC THỊNH", 14, step=8.6)
    p.field(x, y, 92, "Ngày, tháng, năm sinh:", "30/4/2000", 14)
    y = p.field(x + 94, y, 66, "Giới tính:", "Nam", 14, join=True, step=8.6)
    p.field(x, y, 78, "Dân tộc:", "Mường", 14)
    y = p.field(x + 80, y, 80, "Quốc tịch:", "Việt Nam", 14, join=True, step=8.6)
    y = p.field(x, y, w, "Giấy tờ tùy thân:", "Căn cước số 001200000007, cấp ngày 02/8/2024", 14, step=8.6)
    y = p.field(x, y, w, "Nơi cư trú:", "Số 45, đường Phượng Vĩ, phường Hoa Sen, tỉnh Bình Minh", 14, step=8.6)
    y = p.field(x, y, w, "Tình trạng hôn nhân:", "Chưa đăng ký kết hôn với ai", 14, step=8.6)
    y = p.para(x, y + 1, w, "Giấy này được cấp để: làm thủ tục đăng ký kết hôn tại Ủy ban nhân dân xã Suối Trong, "
               "tỉnh Bình Minh.", 14, gap=2)
    y = p.para(x, y, w, "Giấy này có giá trị trong thời hạn 6 tháng, kể từ ngày cấp.", 14)
    p.sign(142, y + 8, ["NGƯỜI KÝ GIẤY XÁC NHẬN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], OFFICER, SEAL)
    return [p]


def tl_khai_tu(rng):
    p = Page(rng)
    y = p.heading(WARD, "Số: 12/TLKT-BS", "Hoa Sen, ngày 19 tháng 01 năm 2026")
    p.text(105, y + 12, "TRÍCH LỤC KHAI TỬ", 18, "b", "c")
    p.text(105, y + 19, "(BẢN SAO)", 14, "b", "c")
    y, x, w = y + 32, 28, 160
    y = p.field(x, y, w, "Họ, chữ đệm, tên:", "HOÀNG ĐÌNH TƯỞNG", 13)
    y = p.field(x, y, w, "Ngày, tháng, năm sinh:", "12/6/1941", 13)
    p.field(x, y, 50, "Giới tính:", "Nam", 13)
    p.field(x + 52, y, 50, "Dân tộc:", "Kinh", 13, join=True)
    y = p.field(x + 104, y, 56, "Quốc tịch:", "Việt Nam", 13, join=True)
    y = p.field(x, y, w, "Số định danh cá nhân:", "001041000008", 13)
    y = p.field(x, y, w, "Giấy tờ tùy thân:", "Căn cước công dân số 001041000008", 13)
    y = p.field(x, y, w, "Đã chết vào lúc:", "05 giờ 40 phút, ngày 14 tháng 01 năm 2026", 13)
    y = p.field(x, y, w, "ghi bằng chữ:", "Ngày mười bốn tháng một năm hai nghìn không trăm hai mươi sáu", 13, "i")
    y = p.field(x, y, w, "Nơi chết:", "Tại nhà riêng, số 3, tổ 9, phường Hoa Sen, tỉnh Bình Minh", 13)
    y = p.field(x, y, w, "Đã được đăng ký khai tử tại:", "Ủy ban nhân dân phường Hoa Sen, tỉnh Bình Minh", 13)
    p.field(x, y, 70, "Số:", "05/2026", 13)
    y = p.field(x + 72, y, 88, "ngày", "19 tháng 01 năm 2026", 13, join=True)
    y = p.field(x, y, w, "Thực hiện trích lục từ:", "Sổ đăng ký khai tử năm 2026", 13)
    p.sign(146, y + 6, ["NGƯỜI KÝ TRÍCH LỤC", "CHỦ TỊCH"], CHAIRMAN, SEAL)
    return [p]


def so_ho_khau(rng):
    p = Page(rng, width=150, height=210, ink=(40, 38, 60))
    p.text(75, 18, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 11, "b", "c")
    left, width = p.text(75, 24, "Độc lập - Tự do - Hạnh phúc", 11, "b", "c")
    p.line(left, 25.6, left + width, 25.6)
    p.text(75, 44, "SỔ HỘ KHẨU", 24, "b", "c", color=RED)
    p.text(75, 54, "Số: 990 001 234", 13, "", "c")
    x, w = 16, 118
    y = p.field(x, 70, w, "Họ và tên chủ hộ:", "NGÔ THỊ LỰU", 12, step=9)
    y = p.field(x, y, w, "Nơi thường trú:", "Số 27, đường Hoa Gạo, phường Hoa Sen, thị xã Ban Mai, tỉnh Bình Minh", 12, step=9)
    y = p.field(x, y, w, "Hồ sơ hộ khẩu số:", "1207", 12, step=9)
    y = p.field(x, y, w, "Sổ đăng ký thường trú số:", "05; tờ số: 88", 12, step=9)
    p.text(98, y + 6, "Ngày 17 tháng 9 năm 2009", 12, "i", "c")
    p.sign(98, y + 13, ["TRƯỞNG CÔNG AN THỊ XÃ BAN MAI"], "Thượng tá Cao Xuân Định",
           ("CÔNG AN THỊ XÃ BAN MAI", "* TỈNH BÌNH MINH *", "MẪU"), gap=34, size=11)
    return [p]


def _qr(text):
    out = subprocess.run(["qrencode", "-t", "ASCII", "-m", "0", "-l", "M", "-8", "-o", "-", text], check=True,
                         capture_output=True).stdout.decode()
    rows = [line for line in out.split("\n") if line.strip()]
    size = len(rows)
    image = Image.new("1", (size, size), 1)
    for y, row in enumerate(rows):
        for x in range(size):
            if row[2 * x:2 * x + 1] == "#":
                image.putpixel((x, y), 0)
    return image


def cccd_chip(rng):
    """Both sides of one card on A4. MRZ and QR hold the same invented person."""
    p = Page(rng, family="sans")
    x, y = 62.0, 40.0
    width, height = 85.6, 54.0
    p.draw.rounded_rectangle((p.px(x), p.px(y), p.px(x + width), p.px(y + height)), p.px(3), fill=(214, 234, 240),
                             outline=(120, 140, 150), width=2)
    for ring in range(3, 60, 3):
        p.draw.ellipse((p.px(x + 50 - ring / 2), p.px(y + 30 - ring / 2.4), p.px(x + 50 + ring / 2), p.px(y + 30 + ring / 2.4)),
                       outline=(196, 222, 228), width=1)
    p.draw.rounded_rectangle((p.px(x), p.px(y), p.px(x + width), p.px(y + height)), p.px(3), outline=(120, 140, 150), width=2)
    p.text(x + 46, y + 5, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 6, "b", "c")
    p.text(x + 46, y + 7.8, "Độc lập - Tự do - Hạnh phúc", 6, "b", "c")
    p.text(x + 46, y + 10.3, "SOCIALIST REPUBLIC OF VIET NAM", 4.6, "", "c")
    p.text(x + 46, y + 12.6, "Independence - Freedom - Happiness", 4.6, "", "c")
    p.text(x + 44, y + 17.2, "CĂN CƯỚC CÔNG DÂN", 9.5, "b", "c", color=(186, 30, 40))
    p.text(x + 44, y + 19.9, "Citizen Identity Card", 6, "b", "c", color=(186, 30, 40))
    rows = [("Số / No.:", "001099000001", 25.2), ("Họ và tên / Full name:", "NGUYỄN VĂN AN", 29.6),
            ("Ngày sinh / Date of birth:", "01/01/1999", 33.4)]
    for label, value, at in rows:
        _, used = p.text(x + 28, y + at, label, 5.6)
        p.text(x + 29 + used, y + at, value, 9 if at < 26 else 7, "b" if at < 26 else "", join=True)
    p.text(x + 28, y + 37.0, "Giới tính / Sex:", 5.6)
    p.text(x + 41.5, y + 37.0, "Nam", 7, join=True)
    p.text(x + 50, y + 37.0, "Quốc tịch / Nationality:", 5.6, join=True)
    p.text(x + 70.5, y + 37.0, "Việt Nam", 7, join=True)
    p.text(x + 28, y + 40.4, "Quê quán / Place of origin:", 5.6)
    p.text(x + 28, y + 43.6, "Xã Suối Trong, Bình Minh", 7)
    p.text(x + 28, y + 47.0, "Nơi thường trú / Place of residence:", 5.6)
    p.text(x + 28, y + 50.2, "Số 1, phường Hoa Sen, Bình Minh", 7)
    p.text(x + 3, y + 49.0, "Có giá trị đến / Date of expiry:", 4.6)
    p.text(x + 3, y + 51.8, "01/01/2039", 5.6, join=True)
    p.box(x + 4, y + 20, 20, 25, 0.2, (150, 165, 170), (232, 238, 240))
    p.draw.ellipse((p.px(x + 10), p.px(y + 24), p.px(x + 18), p.px(y + 33.5)), fill=(150, 158, 164))
    p.draw.pieslice((p.px(x + 6.5), p.px(y + 34.5), p.px(x + 21.5), p.px(y + 55)), 180, 360, fill=(150, 158, 164))
    p.text(x + 14, y + 43.6, "MẪU", 9, "b", "c", color=(250, 250, 250), keep=False)
    code = _qr("001099000001|990012345|Nguyễn Văn An|01011999|Nam|Số 1, phường Hoa Sen, Bình Minh|15042021")
    side = p.px(14.5)
    module = max(1, side // (code.width + 4))
    code = code.resize((code.width * module, code.height * module), Image.NEAREST).convert("RGB")
    p.draw.rectangle((p.px(x + 69.5), p.px(y + 2.2), p.px(x + 69.5) + code.width + 4 * module,
                      p.px(y + 2.2) + code.height + 4 * module), fill="white")
    p.image.paste(code, (p.px(x + 69.5) + 2 * module, p.px(y + 2.2) + 2 * module))

    y = 120.0
    p.draw.rounded_rectangle((p.px(x), p.px(y), p.px(x + width), p.px(y + height)), p.px(3), fill=(218, 236, 240),
                             outline=(120, 140, 150), width=2)
    p.text(x + 4, y + 6, "Đặc điểm nhận dạng / Personal identification:", 5.6)
    p.text(x + 4, y + 9.4, "Nốt ruồi C: 1,5cm trên sau đầu mắt trái", 7)
    p.text(x + 4, y + 14, "Ngày, tháng, năm / Date, month, year:", 5.6)
    p.text(x + 39, y + 14, "15/04/2021", 7, join=True)
    p.text(x + 31, y + 18, "CỤC TRƯỞNG CỤC CẢNH SÁT", 5.2, "b", "c")
    p.text(x + 31, y + 20.4, "QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI", 5.2, "b", "c")
    p.signature(x + 31, y + 25, 16, 6)
    p.text(x + 31, y + 31.5, "Đinh Hữu Mẫu", 6, "b", "c")
    p.draw.rounded_rectangle((p.px(x + 66), p.px(y + 10), p.px(x + 78), p.px(y + 19)), p.px(1), fill=(206, 178, 92),
                             outline=(150, 124, 50), width=2)
    for line in (13, 16):
        p.line(x + 66, y + line, x + 78, y + line, 0.15, (150, 124, 50))
    for number, line in enumerate(("IDVNM0990000017001099000001<<8", "9901018M3901016VNM<<<<<<<<<<<4",
                                   "NGUYEN<<VAN<AN<<<<<<<<<<<<<<<<")):
        p.text(x + 3.5, y + 39.5 + number * 5.2, line, 12.2, "b", family="mono")
    return [p]
