# SPDX-License-Identifier: Apache-2.0
"""Office papers, contracts, business and land papers. Every name, number and place here is invented."""
from .page import GREY, RED, STATE, MOTTO, Page

WARD = ["ỦY BAN NHÂN DÂN", "PHƯỜNG HOA SEN"]
SEAL = ("ỦY BAN NHÂN DÂN PHƯỜNG HOA SEN", "* TỈNH BÌNH MINH *", "MẪU")
CHAIRMAN = "Trần Thị Bích Ngọc"


def _recipients(p, y, lines, x=26):
    p.text(x, y, "Nơi nhận:", 12, "bi")
    for number, line in enumerate(lines):
        p.text(x, y + 5 + number * 4.6, line, 11)


def quyet_dinh(rng):
    first = Page(rng, dpi=250)
    y = first.heading(WARD, "Số: 218/QĐ-UBND", "Hoa Sen, ngày 04 tháng 6 năm 2026")
    first.text(105, y + 12, "QUYẾT ĐỊNH", 14, "b", "c")
    first.text(105, y + 18, "Về việc thành lập Tổ công tác số hóa hồ sơ, giấy tờ", 14, "b", "c")
    first.text(105, y + 24, "tại Trung tâm Phục vụ hành chính công phường Hoa Sen", 14, "b", "c")
    first.line(88, y + 26.5, 122, y + 26.5)
    first.text(105, y + 37, "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG HOA SEN", 14, "b", "c")
    y += 47
    for words in (
            "_Căn cứ Luật Tổ chức chính quyền địa phương;_",
            "_Căn cứ Nghị định số 45/2020/NĐ-CP ngày 08 tháng 4 năm 2020 của Chính phủ về thực hiện thủ tục hành chính "
            "trên môi trường điện tử;_",
            "_Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ về thực hiện thủ tục hành chính "
            "theo cơ chế một cửa, một cửa liên thông;_",
            "_Theo đề nghị của Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường._"):
        y = first.para(28, y, 162, words, 14, indent=12, leading=1.42, gap=2)
    first.text(105, y + 4, "QUYẾT ĐỊNH:", 14, "b", "c")
    y += 14
    for words in (
            "*Điều 1.* Thành lập Tổ công tác số hóa hồ sơ, giấy tờ tại Trung tâm Phục vụ hành chính công phường Hoa Sen "
            "(sau đây gọi là Tổ công tác) gồm 05 thành viên theo danh sách kèm theo Quyết định này.",
            "*Điều 2.* Tổ công tác có nhiệm vụ tiếp nhận, sao chụp, bóc tách dữ liệu và lưu kết quả số hóa; bảo đảm bản sao "
            "chụp đúng với bản giấy, đủ số trang, rõ chữ, rõ dấu và đúng tỷ lệ.",
            "*Điều 3.* Kinh phí hoạt động của Tổ công tác được bố trí trong dự toán chi thường xuyên hằng năm của phường "
            "và các nguồn hợp pháp khác theo quy định."):
        y = first.para(28, y, 162, words, 14, indent=12, leading=1.45, gap=3)

    second = Page(rng, dpi=250)
    second.text(105, 14, "2", 12, "", "c")
    y = 25
    for words in (
            "*Điều 4.* Chế độ làm việc của Tổ công tác",
            "1. Tổ công tác làm việc theo chế độ kiêm nhiệm, họp giao ban vào sáng thứ Hai hằng tuần và họp đột xuất khi có "
            "yêu cầu của Tổ trưởng.",
            "2. Tổ trưởng phân công nhiệm vụ cho từng thành viên, chịu trách nhiệm trước Chủ tịch Ủy ban nhân dân phường về "
            "toàn bộ hoạt động của Tổ công tác.",
            "3. Thành viên được phân công sao chụp phải kiểm tra từng trang ngay sau khi quét; trang bị lệch, mờ, thiếu mép "
            "hoặc ngược chiều phải được quét lại trước khi trả bản giấy cho người dân.",
            "*Điều 5.* Trình tự thực hiện",
            "1. Người tiếp nhận kiểm tra bản chính do người yêu cầu xuất trình. Trường hợp bản chính bị tẩy xóa, sửa chữa, "
            "hư hỏng, không xác định được nội dung thì từ chối tiếp nhận và nêu rõ lý do.",
            "2. Giấy tờ có nhiều trang phải được quét đủ tất cả các trang có chữ, theo đúng thứ tự; mặt sau để trắng "
            "được ghi nhận nhưng không bắt buộc đưa vào bản sao điện tử.",
            "3. Bản quét phải là ảnh màu, độ phân giải tối thiểu 200 dpi, tỷ lệ 100 %, định dạng từ phiên bản 1.4 trở lên.",
            "4. Dữ liệu bóc tách phải được người có thẩm quyền đối chiếu với bản chính trước khi lưu. Không sử dụng kết quả "
            "nhận dạng tự động khi chưa có người đối chiếu.",
            "5. Bản giấy được trả lại cho người yêu cầu ngay sau khi kiểm tra xong bản quét; việc trả lại được ghi vào sổ theo "
            "dõi của Trung tâm.",
            "*Điều 6.* Bảo vệ dữ liệu cá nhân",
            "1. Thành viên Tổ công tác không được sao chép, cung cấp dữ liệu của người dân cho bất kỳ tổ chức, cá nhân nào "
            "khi chưa được phép.",
            "2. Ảnh quét được lưu tạm trên máy quét phải được xóa trong ngày làm việc.",
            "3. Khi phát hiện sự cố làm lộ, mất dữ liệu, thành viên phải báo cáo ngay cho Tổ trưởng để xử lý và thông báo cho "
            "người có dữ liệu biết."):
        y = second.para(28, y, 162, words, 14, indent=12, leading=1.5, gap=2.6)

    third = Page(rng, dpi=250)
    third.text(105, 14, "3", 12, "", "c")
    y = 25
    for words in (
            "*Điều 7.* Quyết định này có hiệu lực kể từ ngày ký.",
            "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường, Trung tâm Phục vụ hành chính công, các bộ phận có liên "
            "quan và các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./."):
        y = third.para(28, y, 162, words, 14, indent=12, leading=1.5, gap=2.2)
    _recipients(third, y + 8, ["- Như Điều 7;", "- TT Đảng ủy, HĐND phường;", "- CT, các PCT UBND phường;", "- Lưu: VT, VP."])
    third.sign(142, y + 8, ["CHỦ TỊCH"], CHAIRMAN, SEAL, size=14, gap=38)
    return [first, second, third]


def cong_van(rng):
    p = Page(rng, ink=(0, 0, 0))
    y = p.heading(WARD, "Số: 512/UBND-VP", "Hoa Sen, ngày 15 tháng 9 năm 2026")
    p.text(62, y + 1, "V/v rà soát thiết bị số hóa tại", 12, "", "c")
    p.text(62, y + 6, "bộ phận tiếp nhận", 12, "", "c")
    p.text(105, y + 20, "Kính gửi: Các tổ dân phố trên địa bàn phường Hoa Sen.", 14, "", "c")
    y += 32
    for words in (
            "Thực hiện kế hoạch nâng cao chất lượng phục vụ người dân tại Trung tâm Phục vụ hành chính công, Ủy ban nhân "
            "dân phường Hoa Sen đề nghị các tổ dân phố thực hiện một số nội dung sau:",
            "1. Tuyên truyền, hướng dẫn người dân mang theo bản chính giấy tờ khi có yêu cầu chứng thực bản sao điện tử; không "
            "cần chuẩn bị trước bản phô tô.",
            "2. Tổng hợp khó khăn, vướng mắc của người cao tuổi, người khuyết tật trong việc sử dụng dịch vụ công trực tuyến.",
            "3. Cử 01 thành viên tham gia lớp tập huấn về số hóa giấy tờ tổ chức vào ngày 25 tháng 9 năm 2026 tại hội trường "
            "phường.",
            "Báo cáo gửi về Ủy ban nhân dân phường (qua Văn phòng) trước ngày 22 tháng 9 năm 2026 để tổng hợp./."):
        y = p.para(28, y, 162, words, 14, indent=12, gap=2)
    _recipients(p, y + 8, ["- Như trên;", "- Lưu: VT, VP."])
    p.sign(142, y + 8, ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"], "Kiều Văn Mạnh", SEAL, size=14)
    return [p]


def hop_dong(rng):
    first = Page(rng, dpi=200)
    first.state(105, 22, 13)
    first.text(105, 44, "HỢP ĐỒNG THUÊ NHÀ", 18, "b", "c")
    first.text(105, 51, "Số: 07/2026/HĐTN", 13, "", "c")
    y = 63
    for words in (
            "Hôm nay, ngày 02 tháng 3 năm 2026, tại số 15 đường Hoa Gạo, phường Hoa Sen, tỉnh Bình Minh, chúng tôi gồm có:",
            "*BÊN A (BÊN CHO THUÊ):* Ông *TẠ QUỐC HƯNG*, sinh năm 1978, căn cước công dân số 001078000009, nơi cư trú: số 15 "
            "đường Hoa Gạo, phường Hoa Sen, tỉnh Bình Minh.",
            "*BÊN B (BÊN THUÊ):* Bà *LƯƠNG THỊ KIM CHI*, sinh năm 1994, căn cước số 001194000010, nơi cư trú: thôn 6, xã "
            "Suối Trong, tỉnh Bình Minh.",
            "Hai bên thỏa thuận ký kết hợp đồng thuê nhà với các điều khoản sau đây:",
            "*Điều 1. Đối tượng của hợp đồng.* Bên A cho Bên B thuê căn nhà một tầng, diện tích sử dụng 62 m², tại số 17 đường "
            "Hoa Gạo, phường Hoa Sen, tỉnh Bình Minh, để ở và bán hàng tạp hóa.",
            "*Điều 2. Thời hạn thuê.* Thời hạn thuê là 03 (ba) năm, kể từ ngày 15 tháng 3 năm 2026 đến hết ngày 14 tháng 3 "
            "năm 2029.",
            "*Điều 3. Giá thuê và phương thức thanh toán.* Giá thuê là 4.500.000 đồng/tháng (bằng chữ: bốn triệu năm trăm nghìn "
            "đồng). Bên B thanh toán bằng chuyển khoản trong 05 ngày đầu của mỗi tháng.",
            "*Điều 4. Đặt cọc.* Bên B đặt cọc cho Bên A số tiền 9.000.000 đồng. Số tiền này được hoàn trả khi hợp đồng chấm dứt "
            "và Bên B đã bàn giao lại nhà đúng hiện trạng.",
            "*Điều 5. Nghĩa vụ của Bên A.* Giao nhà đúng thời hạn; bảo đảm quyền sử dụng trọn vẹn của Bên B; sửa chữa những hư "
            "hỏng lớn không do lỗi của Bên B."):
        y = first.para(26, y, 164, words, 13.5, indent=10, leading=1.48, gap=2.4)
    first.text(105, 288, "Trang 1/2", 10, "i", "c")

    second = Page(rng, dpi=200)
    y = 24
    for words in (
            "*Điều 6. Nghĩa vụ của Bên B.* Sử dụng nhà đúng mục đích; trả tiền thuê đủ và đúng hạn; không cho thuê lại khi "
            "chưa có sự đồng ý bằng văn bản của Bên A; giữ gìn vệ sinh và an toàn phòng cháy, chữa cháy.",
            "*Điều 7. Chấm dứt hợp đồng.* Mỗi bên có quyền chấm dứt hợp đồng trước thời hạn nhưng phải báo cho bên kia biết "
            "trước ít nhất 60 ngày.",
            "*Điều 8. Giải quyết tranh chấp.* Tranh chấp phát sinh được giải quyết bằng thương lượng; nếu không thành thì do Tòa "
            "án nhân dân có thẩm quyền giải quyết.",
            "*Điều 9. Hiệu lực.* Hợp đồng có hiệu lực từ ngày ký, được lập thành 02 (hai) bản có giá trị như nhau, mỗi bên giữ "
            "01 (một) bản."):
        y = second.para(26, y, 164, words, 13.5, indent=10, leading=1.48, gap=2.4)
    for x, side, name in ((62, "BÊN A", "Tạ Quốc Hưng"), (150, "BÊN B", "Lương Thị Kim Chi")):
        second.text(x, y + 10, side, 13, "b", "c")
        second.text(x, y + 15, "(Ký, ghi rõ họ tên)", 12, "i", "c")
        second.signature(x, y + 29, 44, 15)
        second.text(x, y + 47, name, 13, "b", "c")
    second.text(105, 288, "Trang 2/2", 10, "i", "c")
    return [first, second]


def uy_quyen(rng):
    p = Page(rng, dpi=200)
    p.state(105, 22, 13)
    p.text(105, 46, "GIẤY ỦY QUYỀN", 18, "b", "c")
    y = 60
    for words in (
            "Hôm nay, ngày 10 tháng 8 năm 2026, tại trụ sở Ủy ban nhân dân phường Hoa Sen, tỉnh Bình Minh.",
            "*NGƯỜI ỦY QUYỀN:* Bà *MAI THỊ XUÂN LAN*, sinh năm 1958, căn cước số 001158000011, nơi cư trú: tổ 2, phường Hoa "
            "Sen, tỉnh Bình Minh.",
            "*NGƯỜI ĐƯỢC ỦY QUYỀN:* Anh *LỤC TRUNG HIẾU*, sinh năm 1990, căn cước công dân số 001090000012, nơi cư trú: tổ 2, "
            "phường Hoa Sen, tỉnh Bình Minh.",
            "*Nội dung ủy quyền:* Thay mặt tôi nhận lương hưu hằng tháng tại điểm chi trả phường Hoa Sen và ký nhận các "
            "giấy tờ có liên quan.",
            "*Thời hạn ủy quyền:* 12 tháng, kể từ ngày ký.",
            "Tôi cam đoan nội dung trên là đúng sự thật và chịu trách nhiệm trước pháp luật về việc ủy quyền này."):
        y = p.para(26, y, 164, words, 14, indent=10, gap=2)
    for x, side, name in ((62, "NGƯỜI ĐƯỢC ỦY QUYỀN", "Lục Trung Hiếu"), (148, "NGƯỜI ỦY QUYỀN", "Mai Thị Xuân Lan")):
        p.text(x, y + 8, side, 12.5, "b", "c")
        p.signature(x, y + 22, 40, 14)
        p.text(x, y + 40, name, 13, "b", "c")
    p.text(105, y + 54, "Ủy ban nhân dân phường Hoa Sen xác nhận chữ ký trên là của bà Mai Thị Xuân Lan.", 12.5, "i", "c")
    p.sign(148, y + 62, ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "Lê Hoàng Phúc", SEAL, gap=32)
    return [p]


def gcn_hkd(rng):
    p = Page(rng, dpi=250, family="serif")
    p.box(12, 12, 186, 273, 0.8, (60, 90, 160))
    y = p.heading(["ỦY BAN NHÂN DÂN", "PHƯỜNG HOA SEN", "PHÒNG KINH TẾ"], None, None, y=24)
    p.text(105, y + 10, "GIẤY CHỨNG NHẬN", 18, "b", "c")
    p.text(105, y + 18, "ĐĂNG KÝ HỘ KINH DOANH", 18, "b", "c")
    p.text(105, y + 26, "Số: 0990012345", 14, "b", "c")
    p.text(105, y + 32, "Đăng ký lần đầu, ngày 12 tháng 02 năm 2026", 12.5, "i", "c")
    y, x, w = y + 44, 26, 160
    y = p.field(x, y, w, "1. Tên hộ kinh doanh:", "TIỆM BÁNH ÁNH TUYẾT", 13, leader=False)
    y = p.field(x, y, w, "2. Địa điểm kinh doanh:", "Số 30, đường Bằng Lăng, phường Hoa Sen, tỉnh Bình Minh", 13, leader=False)
    y = p.field(x, y, w, "Điện thoại:", "0200 000 999", 13, leader=False)
    p.text(x, y, "3. Ngành, nghề kinh doanh:", 13)
    y = p.table(x, y + 3, [16, 104, 40], [
        ["STT", "Tên ngành", "Mã ngành"], ["1", "Sản xuất các loại bánh từ bột", "1071"],
        ["2", "Bán lẻ thực phẩm trong cửa hàng chuyên doanh", "4722"], ["3", "Dịch vụ phục vụ đồ uống", "5630"]], 12, 7.4) + 9
    y = p.field(x, y, w, "4. Vốn kinh doanh:", "150.000.000 đồng (một trăm năm mươi triệu đồng)", 13, leader=False)
    y = p.field(x, y, w, "5. Chủ hộ kinh doanh:", "QUÁCH ÁNH TUYẾT", 13, leader=False)
    y = p.field(x, y, w, "Giới tính: Nữ     Ngày sinh:", "19/9/1987     Dân tộc: Kinh     Quốc tịch: Việt Nam", 13, "", leader=False)
    y = p.field(x, y, w, "Số định danh cá nhân:", "001187000013", 13, leader=False)
    y = p.field(x, y, w, "Nơi cư trú:", "Số 30, đường Bằng Lăng, phường Hoa Sen, tỉnh Bình Minh", 13, leader=False)
    p.sign(146, y + 4, ["TRƯỞNG PHÒNG"], "Hà Thế Vinh", ("PHÒNG KINH TẾ PHƯỜNG HOA SEN", "* TỈNH BÌNH MINH *", "MẪU"), gap=34)
    return [p]


def gcn_qsdd(rng):
    pink = (170, 60, 80)
    cover = Page(rng, dpi=200)
    cover.box(12, 12, 186, 273, 1.0, pink)
    cover.box(14.5, 14.5, 181, 268, 0.3, pink)
    cover.state(105, 34, 14)
    cover.draw.ellipse((cover.px(91), cover.px(56), cover.px(119), cover.px(84)), outline=pink, width=cover.px(0.8))
    cover.draw.ellipse((cover.px(94), cover.px(59), cover.px(116), cover.px(81)), outline=pink, width=cover.px(0.3))
    cover.text(105, 72, "MẪU", 14, "b", "c", color=pink, keep=False)
    for number, words in enumerate(("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT,", "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT")):
        cover.text(105, 108 + number * 11, words, (22, 19, 15)[number], "b", "c", color=RED)
    cover.text(105, 152, "I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất", 12.5, "b", "c")
    y = 164
    for words in ("Ông: *THÁI BÁ LONG*", "Sinh năm: 1969. Căn cước công dân số: 001069000014",
                  "và vợ là bà: *TRIỆU THỊ NHÀN*", "Sinh năm: 1972. Căn cước công dân số: 001172000015",
                  "Địa chỉ thường trú: Thôn 1, xã Suối Trong, tỉnh Bình Minh"):
        y = cover.para(30, y, 150, words, 14, gap=2.5)
    cover.text(105, 270, "MM 099001", 20, "b", "c", color=RED)

    land = Page(rng, dpi=200)
    land.box(12, 12, 186, 273, 1.0, pink)
    land.text(22, 25, "II. Thửa đất, nhà ở và tài sản khác gắn liền với đất", 14, "b")
    land.text(22, 34, "1. Thửa đất:", 14, "b")
    y, x, w = 43, 26, 160
    for label, value in (
            ("a) Thửa đất số:", "214; tờ bản đồ số: 09"), ("b) Địa chỉ:", "Thôn 1, xã Suối Trong, tỉnh Bình Minh"),
            ("c) Diện tích:", "368,5 m² (bằng chữ: ba trăm sáu mươi tám phẩy năm mét vuông)"),
            ("d) Hình thức sử dụng:", "Sử dụng riêng"), ("đ) Mục đích sử dụng:", "Đất ở 200 m²; đất trồng cây lâu năm 168,5 m²"),
            ("e) Thời hạn sử dụng:", "Đất ở: lâu dài; đất trồng cây lâu năm: đến ngày 15/10/2063"),
            ("g) Nguồn gốc sử dụng:", "Công nhận QSDĐ như giao đất có thu tiền sử dụng đất")):
        y = land.field(x, y, w, label, value, 13.5, "", leader=False, step=7.4)
    for label, value in (("2. Nhà ở:", "Loại nhà: nhà ở riêng lẻ; diện tích xây dựng: 86,0 m²; diện tích sàn: 86,0 m²; kết cấu: "
                          "tường gạch, mái ngói; cấp hạng: 4; số tầng: 01"), ("3. Công trình xây dựng khác:", "-/-"),
                         ("4. Rừng sản xuất là rừng trồng:", "-/-"), ("5. Cây lâu năm:", "-/-"), ("6. Ghi chú:", "Không")):
        y = land.field(22, y + 1, 164, label, value, 13.5, "", leader=False, step=7.4)
    land.text(140, y + 8, "Bình Minh, ngày 15 tháng 10 năm 2019", 13, "i", "c")
    land.sign(140, y + 15, ["TM. ỦY BAN NHÂN DÂN HUYỆN SUỐI TRONG", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "Lại Văn Sáng",
              ("ỦY BAN NHÂN DÂN HUYỆN SUỐI TRONG", "* T. BÌNH MINH *", "MẪU"), size=12)
    land.text(22, 276, "Số vào sổ cấp GCN: CH 00990", 13, "b")

    plan = Page(rng, dpi=200)
    plan.box(12, 12, 186, 273, 1.0, pink)
    plan.text(22, 25, "III. Sơ đồ thửa đất, nhà ở và tài sản khác gắn liền với đất", 14, "b")
    corners = [(62, 70), (132, 60), (146, 128), (70, 140)]
    shape = [(plan.px(a), plan.px(b)) for a, b in corners]
    plan.draw.line(shape + [shape[0]], fill=plan.ink, width=plan.px(0.5), joint="curve")
    for number, (a, b) in enumerate(corners, 1):
        plan.draw.ellipse((plan.px(a - 0.9), plan.px(b - 0.9), plan.px(a + 0.9), plan.px(b + 0.9)), fill=plan.ink)
        plan.text(a + (-5 if number in (1, 4) else 3), b - 1, str(number), 11)
    for a, b, words in ((94, 62, "16,20"), (143, 94, "23,10"), (104, 140, "17,45"), (54, 106, "21,80")):
        plan.text(a, b, words, 11)
    plan.text(88, 98, "214", 14, "b")
    plan.line(86, 100, 98, 100)
    plan.text(87, 105.5, "368,5", 12)
    plan.text(88, 116, "ONT + CLN", 12)
    plan.text(92, 54, "Đường liên thôn", 12, "i")
    plan.text(150, 100, "Thửa 215", 12, "i")
    plan.text(92, 152, "Thửa 230", 12, "i")
    plan.text(30, 116, "Thửa 213", 12, "i")
    plan.line(168, 72, 168, 48, 0.4)
    plan.draw.polygon([(plan.px(168), plan.px(44)), (plan.px(165.8), plan.px(51)), (plan.px(170.2), plan.px(51))], fill=plan.ink)
    plan.text(168, 42, "B", 13, "b", "c")
    plan.text(105, 168, "Tỷ lệ 1:500", 13, "", "c")
    plan.table(40, 178, [30, 50, 50], [["Số hiệu", "X (m)", "Y (m)"], ["1", "2099 118,42", "599 204,15"], ["2", "2099 120,98", "599 220,14"],
                                      ["3", "2099 098,03", "599 222,81"], ["4", "2099 096,60", "599 205,42"]], 12, 7.4)

    last = Page(rng, dpi=200)
    last.box(12, 12, 186, 273, 1.0, pink)
    last.text(22, 25, "IV. Những thay đổi sau khi cấp Giấy chứng nhận", 14, "b")
    last.box(20, 32, 170, 206, 0.3)
    last.line(132, 32, 132, 238)
    last.line(20, 48, 190, 48)
    last.text(76, 42, "Nội dung thay đổi và cơ sở pháp lý", 12.5, "b", "c")
    last.text(161, 39, "Xác nhận của", 12.5, "b", "c", join=True)
    last.text(161, 45, "cơ quan có thẩm quyền", 12.5, "b", "c", join=True)
    y = 58
    for words in ("Thế chấp bằng quyền sử dụng đất tại Quỹ tín dụng nhân dân Suối Trong theo hồ sơ số 099.001.TC ngày 06/5/2021.",
                  "Xóa đăng ký thế chấp ngày 11/5/2024 theo hồ sơ số 099.007.XC.",
                  "Thay đổi địa chỉ thửa đất do sắp xếp đơn vị hành chính: Thôn 1, xã Suối Trong, huyện Suối Trong, tỉnh Bình Minh thành "
                  "Thôn 1, xã Suối Trong, tỉnh Bình Minh, theo hồ sơ số 099.012.BĐ ngày 20/8/2025.",
                  "Chỉnh lý số tờ bản đồ theo bản đồ địa chính mới ngày 04/02/2026, hồ sơ số 099.020.BĐ."):
        top = y
        y = last.para(23, y, 106, words, 12.5, justify=False, gap=3) + 21
        last.seal(150, top + 12, 27, "VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI", "* CHI NHÁNH SUỐI TRONG *", "MẪU")
        last.signature(163, top + 12, 26, 9)
        last.line(20, y - 7, 190, y - 7, 0.15, GREY)
    y = last.para(22, 248, 166, "Người được cấp Giấy chứng nhận không được sửa chữa, tẩy xóa hoặc bổ sung bất kỳ nội dung nào trong Giấy "
                  "chứng nhận; khi bị mất hoặc hư hỏng Giấy chứng nhận phải khai báo ngay với cơ quan cấp Giấy.", 12.5, "i")
    return [cover, land, plan, last]


def menu(rng):
    """No type of the list: the classifier has to abstain."""
    p = Page(rng, dpi=200, family="sans", ink=(70, 40, 24), leader=GREY)
    p.box(10, 10, 190, 277, 1.2, (170, 110, 50))
    p.text(105, 36, "QUÁN CƠM BÀ SÁU", 30, "b", "c", color=(160, 50, 30))
    p.text(105, 46, "Món ngon mỗi ngày - Mở cửa từ 6 giờ sáng", 13, "i", "c")
    y = 66
    for group, dishes in (
            ("Món chính", (("Cơm tấm sườn bì chả", "45.000"), ("Bún bò giò heo", "50.000"), ("Phở gà ta", "45.000"),
                           ("Mì xào hải sản", "60.000"), ("Cá kho tộ", "75.000"), ("Thịt kho trứng", "55.000"))),
            ("Canh và rau", (("Canh chua cá lóc", "70.000"), ("Rau muống xào tỏi", "30.000"), ("Bí đỏ hấp", "25.000"),
                             ("Gỏi ngó sen tôm thịt", "80.000"))),
            ("Giải khát", (("Trà đá", "3.000"), ("Cà phê sữa", "20.000"), ("Nước mía", "12.000"), ("Chè đậu xanh", "15.000")))):
        p.text(105, y, group, 18, "b", "c", color=(160, 50, 30))
        y += 11
        for dish, price in dishes:
            p.field(30, y, 126, dish, "", 14)
            p.text(180, y, price + " đ", 14, "b", "r", join=True)
            y += 9.4
        y += 5
    p.text(105, 276, "Cảm ơn quý khách, hẹn gặp lại!", 13, "i", "c")
    return [p]
