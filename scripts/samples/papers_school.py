# SPDX-License-Identifier: Apache-2.0
"""Diplomas and certificates. Every person, school and number here is invented."""
from .page import RED, STATE, MOTTO, Page


def _frame(p, color):
    pale = tuple((part + 2 * 255) // 3 for part in color)
    for inset, mm in ((7, 1.2), (9.2, 0.3), (13, 0.3)):
        p.box(inset, inset, p.width - 2 * inset, p.height - 2 * inset, mm, color)
    for number in range(int((p.width - 24) / 6)):
        x = 12 + number * (p.width - 24) / int((p.width - 24) / 6) + 3
        for y in (11.1, p.height - 11.1):
            p.draw.ellipse((p.px(x - 1.1), p.px(y - 1.1), p.px(x + 1.1), p.px(y + 1.1)), outline=pale, width=2)
    for number in range(int((p.height - 24) / 6)):
        y = 12 + number * (p.height - 24) / int((p.height - 24) / 6) + 3
        for x in (11.1, p.width - 11.1):
            p.draw.ellipse((p.px(x - 1.1), p.px(y - 1.1), p.px(x + 1.1), p.px(y + 1.1)), outline=pale, width=2)


def thpt(rng):
    p = Page(rng, width=210, height=148)
    _frame(p, (206, 120, 40))
    p.text(105, 22, STATE, 12, "b", "c")
    left, width = p.text(105, 27.5, MOTTO, 12, "b", "c")
    p.line(left, 29, left + width, 29)
    p.text(105, 37, "GIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH BÌNH MINH", 11.5, "b", "c")
    p.text(105, 44, "cấp", 11.5, "i", "c")
    p.text(105, 54, "BẰNG TỐT NGHIỆP TRUNG HỌC PHỔ THÔNG", 17, "b", "c", color=RED)
    x, w, y = 26, 158, 65
    p.field(x, y, 92, "Cho:", "DƯƠNG KHÁNH LINH", 12)
    y = p.field(x + 94, y, 64, "Ngày sinh:", "08/3/2006", 12, join=True, step=7)
    p.field(x, y, 92, "Nơi sinh:", "Tỉnh Bình Minh", 12)
    p.field(x + 94, y, 30, "Giới tính:", "Nữ", 12, join=True)
    y = p.field(x + 126, y, 32, "Dân tộc:", "Kinh", 12, join=True, step=7)
    y = p.field(x, y, w, "Học sinh trường:", "Trung học phổ thông Hoa Sen", 12, step=7)
    p.field(x, y, 66, "Năm tốt nghiệp:", "2024", 12)
    y = p.field(x + 68, y, 90, "Hình thức đào tạo:", "Chính quy", 12, join=True, step=7)
    p.text(x, 122, "Số hiệu: A 09900123", 10.5, "b")
    p.text(x, 128, "Số vào sổ gốc cấp bằng: 0456/2024", 10.5, "b")
    p.text(143, 98, "Bình Minh, ngày 22 tháng 7 năm 2024", 11, "i", "c")
    p.sign(143, 104, ["GIÁM ĐỐC"], "Phan Thanh Tùng", ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "* TỈNH BÌNH MINH *", "MẪU"), gap=25, size=11.5,
           diameter=30)
    return [p]


def dai_hoc(rng):
    p = Page(rng, width=297, height=210)
    _frame(p, (176, 136, 60))
    p.line(148.5, 24, 148.5, 186, 0.2, (190, 170, 120))
    c = 82
    p.text(c, 28, "SOCIALIST REPUBLIC OF VIET NAM", 12, "b", "c")
    left, width = p.text(c, 34, "Independence - Freedom - Happiness", 11.5, "b", "c")
    p.line(left, 35.6, left + width, 35.6)
    p.text(c, 48, "THE RECTOR OF", 12, "", "c")
    p.text(c, 54, "BINH MINH UNIVERSITY", 13, "b", "c")
    p.text(c, 62, "has conferred", 12, "i", "c")
    p.text(c, 76, "THE DEGREE OF ENGINEER", 19, "b", "c", color=RED)
    p.text(c, 84, "INFORMATION TECHNOLOGY", 12.5, "b", "c")
    y, x, w = 97, 28, 112
    for label, value in (("Upon:", "Ms. Ho Thi Anh Duong"), ("Date of birth:", "25 December 2001"),
                         ("Year of graduation:", "2024"), ("Degree classification:", "Very good"),
                         ("Mode of study:", "Full-time")):
        y = p.field(x, y, w, label, value, 12.5, leader=False, step=8)
    p.text(x, 170, "Reg. No: 1207/2024/KS", 11, "b")
    c = 215
    p.text(c, 28, STATE, 12, "b", "c")
    left, width = p.text(c, 34, MOTTO, 12, "b", "c")
    p.line(left, 35.6, left + width, 35.6)
    p.text(c, 48, "HIỆU TRƯỞNG", 12, "", "c")
    p.text(c, 54, "TRƯỜNG ĐẠI HỌC BÌNH MINH", 13, "b", "c")
    p.text(c, 62, "cấp", 12, "i", "c")
    p.text(c, 76, "BẰNG KỸ SƯ", 21, "b", "c", color=RED)
    p.text(c, 84, "CÔNG NGHỆ THÔNG TIN", 12.5, "b", "c")
    y, x = 97, 160
    for label, value in (("Cho:", "Bà HỒ THỊ ÁNH DƯƠNG"), ("Ngày sinh:", "25/12/2001"), ("Năm tốt nghiệp:", "2024"),
                         ("Xếp loại tốt nghiệp:", "Giỏi"), ("Hình thức đào tạo:", "Chính quy")):
        y = p.field(x, y, w, label, value, 12.5, leader=False, step=8)
    p.text(x, 182, "Số hiệu: DHBM 0990456", 11, "b")
    p.text(x, 188, "Số vào sổ gốc cấp bằng: 1207/2024/KS", 11, "b")
    p.text(225, 140, "Bình Minh, ngày 30 tháng 8 năm 2024", 11.5, "i", "c")
    p.sign(225, 146, ["HIỆU TRƯỞNG"], "PGS.TS. Vũ Kiều Oanh", ("TRƯỜNG ĐẠI HỌC BÌNH MINH", "* HIỆU TRƯỞNG *", "MẪU"), gap=28,
           size=12)
    return [p]


def chung_chi(rng):
    p = Page(rng, dpi=220, width=210, height=297)
    _frame(p, (46, 110, 150))
    p.state(105, 34, 13)
    p.text(105, 56, "GIÁM ĐỐC TRUNG TÂM TIN HỌC - NGOẠI NGỮ SEN VIỆT", 13, "b", "c")
    p.text(105, 66, "cấp", 14, "i", "c")
    p.text(105, 84, "CHỨNG CHỈ", 32, "b", "c", color=RED)
    p.text(105, 95, "ỨNG DỤNG CÔNG NGHỆ THÔNG TIN CƠ BẢN", 15, "b", "c")
    y, x, w = 116, 34, 142
    for label, value in (("Cho:", "Ông CHÂU MINH TRIẾT"), ("Sinh ngày:", "17/5/2003"), ("Nơi sinh:", "Tỉnh Bình Minh"),
                         ("Đã hoàn thành khóa học:", "Tin học ứng dụng K18"), ("Hội đồng thi:", "Trường Đại học Bình Minh"),
                         ("Kỳ thi ngày:", "12 tháng 4 năm 2025"), ("Xếp loại:", "Khá")):
        y = p.field(x, y, w, label, value, 15, step=11)
    p.text(x, 262, "Số hiệu: CNTT 0990789", 12.5, "b")
    p.text(x, 269, "Số vào sổ gốc cấp chứng chỉ: 88/2025/CNTTCB", 12.5, "b")
    p.text(142, 204, "Bình Minh, ngày 05 tháng 5 năm 2025", 13, "i", "c")
    p.sign(142, 211, ["GIÁM ĐỐC"], "Tô Hải Đăng", ("TRUNG TÂM TIN HỌC - NGOẠI NGỮ", "* SEN VIỆT *", "MẪU"), gap=36, size=14,
           diameter=38)
    return [p]


def bang_diem(rng):
    p = Page(rng, family="serif")
    p.text(62, 18, "BỘ GIÁO DỤC VÀ ĐÀO TẠO", 11, "", "c")
    p.text(62, 23, "TRƯỜNG ĐẠI HỌC BÌNH MINH", 11, "b", "c")
    p.state(147, 18, 11)
    p.text(105, 36, "BẢNG ĐIỂM", 18, "b", "c")
    p.text(105, 42, "TRANSCRIPT", 12, "b", "c")
    p.field(22, 50, 84, "Họ và tên:", "HỒ THỊ ÁNH DƯƠNG", 11.5, leader=False)
    p.field(110, 50, 80, "MSSV:", "19990456", 11.5, leader=False, join=True)
    p.field(22, 56, 84, "Ngày sinh:", "25/12/2001", 11.5, leader=False)
    p.field(110, 56, 80, "Ngành:", "Công nghệ thông tin", 11.5, leader=False, join=True)
    subjects = (
        "Triết học Mác - Lênin", "Giải tích I", "Đại số tuyến tính", "Vật lý đại cương I", "Tin học đại cương",
        "Tiếng Anh cơ bản", "Giải tích II", "Xác suất thống kê", "Kỹ thuật lập trình", "Toán rời rạc",
        "Cấu trúc dữ liệu và giải thuật", "Kiến trúc máy tính", "Cơ sở dữ liệu", "Mạng máy tính", "Hệ điều hành",
        "Lập trình hướng đối tượng", "Tư tưởng Hồ Chí Minh", "Công nghệ phần mềm", "Trí tuệ nhân tạo", "Xử lý ảnh",
        "An toàn thông tin", "Phát triển ứng dụng web", "Học máy", "Quản lý dự án phần mềm", "Thị giác máy tính",
        "Thực tập tốt nghiệp", "Khởi nghiệp và đổi mới sáng tạo", "Đồ án tốt nghiệp")
    rows = [["STT", "Tên học phần", "Số tín chỉ", "Điểm số", "Điểm chữ"]]
    total = weight = 0
    for number, name in enumerate(subjects, 1):
        credit = 10 if name.startswith("Đồ án") else int(rng.integers(2, 5))
        mark = round(float(rng.uniform(7.0, 9.6)), 1)
        total, weight = total + credit, weight + credit * mark
        letter = "A+" if mark >= 9.5 else "A" if mark >= 8.5 else "B+" if mark >= 8 else "B"
        rows.append([str(number), name, str(credit), f"{mark:.1f}".replace(".", ","), letter])
    y = p.table(22, 61, [14, 84, 24, 23, 23], rows, 10.5, 6.2)
    p.text(22, y + 6.5, f"Tổng số tín chỉ: {total}", 11.5, "b")
    p.text(110, y + 6.5, f"Điểm trung bình tích lũy: {weight / total:.2f}".replace(".", ","), 11.5, "b", join=True)
    p.sign(148, y + 13, ["TL. HIỆU TRƯỞNG"], "ThS. Mạc Thu Cúc", ("TRƯỜNG ĐẠI HỌC BÌNH MINH", "* PHÒNG ĐÀO TẠO *", "MẪU"), gap=27,
           size=11.5, diameter=29)
    return [p]
