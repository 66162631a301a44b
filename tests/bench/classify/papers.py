# SPDX-License-Identifier: Apache-2.0
"""Whole papers as offices print them, in words of their own: nothing here is taken from the profile's rules.

{field:kind} is a value that a reader should find as `field`; {:kind} one that it need not. The first line of a layout
that begins with "^" is printed large. Blank lines are gaps. All persons, places and numbers are invented.
"""
UBND = "ỦY BAN NHÂN DÂN{:gap}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n{:ward_caps}{:gap}Độc lập - Tự do - Hạnh phúc\n"
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
END = "\n{:place_name}, {ngay_ky:date_long}\n{:role}\n\n\n{nguoi_ky:name}\n"

PAPERS = {
    "cccd_chip": (
        STATE + "SOCIALIST REPUBLIC OF VIET NAM\n^CĂN CƯỚC CÔNG DÂN\nCitizen Identity Card\nSố / No.: {so_dinh_danh:id}\nHọ và tên / Full name:\n{ho_ten:name_caps}\n"
        "Ngày sinh / Date of birth: {ngay_sinh:date}\nGiới tính / Sex: {gioi_tinh:sex}  Quốc tịch / Nationality: Việt Nam\nQuê quán / Place of origin:\n{:place}\n"
        "Nơi thường trú / Place of residence:\n{:place}\nCó giá trị đến / Date of expiry: {gia_tri_den:date_future}\n",
        "^CĂN CƯỚC CÔNG DÂN\nCitizen Identity Card\nSố / No.: {so_dinh_danh:id}\nHọ và tên / Full name: {ho_ten:name_caps}\nNgày sinh / Date of birth: {ngay_sinh:date}\n"
        "Giới tính / Sex: {gioi_tinh:sex}\nQuê quán / Place of origin: {:place}\nNơi thường trú / Place of residence: {:place}\nCó giá trị đến / Date of expiry: {gia_tri_den:date_future}\n"
        "Đặc điểm nhận dạng / Personal identification: Sẹo chấm trên lông mày\nNgày, tháng, năm / Date, month, year: {ngay_cap:date}\nCỤC TRƯỞNG CỤC CẢNH SÁT\n"),
    "can_cuoc": (
        STATE + "SOCIALIST REPUBLIC OF VIET NAM\n^CĂN CƯỚC\nIDENTITY CARD\nSố định danh cá nhân / Personal identification number:\n{so_dinh_danh:id}\n"
        "Họ, chữ đệm và tên khai sinh / Full name:\n{ho_ten:name_caps}\nNgày, tháng, năm sinh / Date of birth: {ngay_sinh:date}\nGiới tính / Sex: {gioi_tinh:sex}\nQuốc tịch / Nationality: Việt Nam\n",
        "^CĂN CƯỚC\nIDENTITY CARD\nSố định danh cá nhân / Personal identification number: {so_dinh_danh:id}\nHọ, chữ đệm và tên khai sinh / Full name: {ho_ten:name_caps}\n"
        "Ngày, tháng, năm sinh / Date of birth: {ngay_sinh:date}\nGiới tính / Sex: {gioi_tinh:sex}\nNơi cư trú / Place of residence: {:place}\nNơi đăng ký khai sinh / Place of birth: {:place}\n"
        "Ngày, tháng, năm cấp / Date of issue: {:date}\nBỘ CÔNG AN\nMINISTRY OF PUBLIC SECURITY\n"),
    "cmnd": (
        STATE + "^GIẤY CHỨNG MINH NHÂN DÂN\nSỐ {:id9}\nHọ tên: {ho_ten:name_caps}\nSinh ngày: {ngay_sinh:date_dash}\nNguyên quán: {:place}\nNơi ĐKHK thường trú: {:place}\n",
        STATE + "^GIẤY CHỨNG MINH NHÂN DÂN\nSố: {:id9}\nHọ tên: {ho_ten:name_caps}\nSinh ngày: {ngay_sinh:date}\nNguyên quán: {:place}\nNơi ĐKHK thường trú: {:place}\nDân tộc: Kinh  Tôn giáo: Không\n"
        "Dấu vết riêng và dị hình: Nốt ruồi cách 2 cm dưới mép phải\nNgón trỏ trái  Ngón trỏ phải\nGIÁM ĐỐC CA TỈNH BÌNH MINH\n"),
    "ho_chieu": (
        STATE + "SOCIALIST REPUBLIC OF VIET NAM\n^HỘ CHIẾU / PASSPORT\nLoại / Type: P  Mã số / Code: VNM\nSố hộ chiếu / Passport No: {so_ho_chieu:passport}\nHọ và tên / Full name: {ho_ten:name_caps}\n"
        "Quốc tịch / Nationality: VIỆT NAM / VIETNAMESE\nNgày sinh / Date of birth: {ngay_sinh:date_slash_sp}\nNơi sinh / Place of birth: BÌNH MINH\nGiới tính / Sex: {gioi_tinh:sex}\n"
        "Ngày cấp / Date of issue: {ngay_cap:date}\nCó giá trị đến / Date of expiry: {gia_tri_den:date_future}\nNơi cấp / Place of issue: Cục Quản lý xuất nhập cảnh\n{:mrz}\n",
        "^HỘ CHIẾU\nPASSPORT\n\nSố hộ chiếu / Passport No\n{so_ho_chieu:passport}\nHọ và tên / Full name\n{ho_ten:name_caps}\nNgày sinh / Date of birth\n{ngay_sinh:date}\nGiới tính / Sex: {gioi_tinh:sex}\nNơi sinh / Place of birth\nBÌNH MINH\n"
        "Ngày cấp / Date of issue: {ngay_cap:date}\nCó giá trị đến / Date of expiry: {gia_tri_den:date_future}\n"),
    "khai_sinh": (
        UBND + "\nSố: {so:number}\n\n^GIẤY KHAI SINH\n\nHọ, chữ đệm, tên: {ho_ten:name_caps}\nNgày, tháng, năm sinh: {ngay_sinh:date} ghi bằng chữ: ngày một tháng hai\nGiới tính: {gioi_tinh:sex}  Dân tộc: Kinh  Quốc tịch: Việt Nam\n"
        "Nơi sinh: {:place}\nQuê quán: {:place}\nSố định danh cá nhân: {so_dinh_danh:id}\nHọ, chữ đệm, tên người mẹ: {me:name_caps}\nNăm sinh: 1990  Dân tộc: Kinh  Quốc tịch: Việt Nam\nNơi cư trú: {:place}\n"
        "Họ, chữ đệm, tên người cha: {cha:name_caps}\nNăm sinh: 1988  Dân tộc: Kinh  Quốc tịch: Việt Nam\nNơi cư trú: {:place}\nHọ, chữ đệm, tên người đi khai sinh: {:name_caps}\nGiấy tờ tùy thân: CCCD số {:id}\n"
        "Nơi đăng ký khai sinh: UBND phường Hoa Sen\nNgày, tháng, năm đăng ký: {ngay_dang_ky:date}\n\nNGƯỜI KÝ GIẤY KHAI SINH\nPHÓ CHỦ TỊCH\n\n{nguoi_ky:name}\n",
        "Xã, phường: Vạn Thọ\nHuyện, quận: Sông Lớn\nTỉnh, thành phố: Bình Minh\n" + STATE + "\n^GIẤY KHAI SINH\n(BẢN CHÍNH)\nSố: {so:number}\nQuyển số: 01\n\nHọ và tên: {ho_ten:name_caps}  Giới tính: {gioi_tinh:sex}\n"
        "Ngày, tháng, năm sinh: {ngay_sinh:date_long}\nNơi sinh: {:place}\nDân tộc: Kinh  Quốc tịch: Việt Nam\nHọ và tên cha: {cha:name_caps}\nDân tộc: Kinh  Quốc tịch: Việt Nam  Năm sinh: 1961\nNơi thường trú: {:place}\n"
        "Họ và tên mẹ: {me:name_caps}\nDân tộc: Kinh  Quốc tịch: Việt Nam  Năm sinh: 1964\nNơi thường trú: {:place}\nNơi đăng ký: UBND xã Vạn Thọ\nNgày, tháng, năm đăng ký: {ngay_dang_ky:date}\nGhi chú: đúng hạn\n" + END),
    "tl_khai_sinh": (
        UBND + "\nSố: {so:number}/TLKS-BS\n\n^TRÍCH LỤC KHAI SINH\n(BẢN SAO)\n\nHọ, chữ đệm, tên: {ho_ten:name_caps}\nNgày, tháng, năm sinh: {ngay_sinh:date}\nGiới tính: {gioi_tinh:sex}  Dân tộc: Tày  Quốc tịch: Việt Nam\nNơi sinh: {:place}\n"
        "Quê quán: {:place}\nSố định danh cá nhân: {so_dinh_danh:id}\nHọ, chữ đệm, tên người mẹ: {me:name_caps}\nHọ, chữ đệm, tên người cha: {cha:name_caps}\nĐã được đăng ký khai sinh tại: UBND xã Vạn Thọ\n"
        "Số: 44  ngày {:date}\nThực hiện trích lục từ: Cơ sở dữ liệu hộ tịch điện tử\n\nNGƯỜI KÝ TRÍCH LỤC\nCHỦ TỊCH\n\n{nguoi_ky:name}\n",
        UBND + "{:place_name}, {ngay_ky:date_long}\nSố: {so:number}\n\n^GIẤY KHAI SINH\n(BẢN SAO)\n\nHọ, chữ đệm, tên: {ho_ten:name_caps}\nNgày, tháng, năm sinh: {ngay_sinh:date}\nGiới tính: {gioi_tinh:sex}  Dân tộc: Kinh\n"
        "Nơi sinh: {:place}\nHọ, chữ đệm, tên người mẹ: {me:name_caps}\nHọ, chữ đệm, tên người cha: {cha:name_caps}\nThực hiện trích lục từ: Sổ đăng ký khai sinh\n\nCÔNG CHỨC TƯ PHÁP - HỘ TỊCH\n\n{nguoi_ky:name}\n"),
    "ket_hon": (
        UBND + "\nSố: {so:number}\n\n^GIẤY CHỨNG NHẬN KẾT HÔN\n\nHọ, chữ đệm, tên vợ: {vo:name_caps}\nNgày, tháng, năm sinh: {:date}\nDân tộc: Kinh  Quốc tịch: Việt Nam\nNơi cư trú: {:place}\nGiấy tờ tùy thân: CCCD {:id}\n\n"
        "Họ, chữ đệm, tên chồng: {chong:name_caps}\nNgày, tháng, năm sinh: {:date}\nDân tộc: Kinh  Quốc tịch: Việt Nam\nNơi cư trú: {:place}\nGiấy tờ tùy thân: CCCD {:id}\n\nNơi đăng ký kết hôn: UBND phường Hoa Sen\nNgày, tháng, năm đăng ký: {ngay_dang_ky:date}\n"
        "Vợ (ký)  Chồng (ký)\nNGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN\nCHỦ TỊCH\n\n{nguoi_ky:name}\n",
        UBND + "\nSố: {so:number}  Quyển số: 02\n\n^CHỨNG NHẬN KẾT HÔN\n^GIẤY CHỨNG NHẬN KẾT HÔN\n\nHọ và tên chồng: {chong:name_caps}\nSinh ngày: {:date}\nThường trú: {:place}\nHọ và tên vợ: {vo:name_caps}\nSinh ngày: {:date}\nThường trú: {:place}\n"
        "Quan hệ hôn nhân được pháp luật công nhận kể từ ngày đăng ký\nNơi đăng ký kết hôn: UBND xã Vạn Thọ\n" + END),
    "tl_ket_hon": (
        UBND + "\nSố: {so:number}/TLKH-BS\n\n^TRÍCH LỤC KẾT HÔN\n(BẢN SAO)\n\nHọ, chữ đệm, tên chồng: {chong:name_caps}\nNgày, tháng, năm sinh: {:date}\nNơi cư trú: {:place}\nHọ, chữ đệm, tên vợ: {vo:name_caps}\nNgày, tháng, năm sinh: {:date}\n"
        "Nơi cư trú: {:place}\nĐã được đăng ký kết hôn tại: UBND xã Vạn Thọ\nSố: 12  ngày {:date}\nThực hiện trích lục từ: Sổ đăng ký kết hôn\n\nNGƯỜI KÝ TRÍCH LỤC\nPHÓ CHỦ TỊCH\n\n{nguoi_ky:name}\n",
        UBND + "{:place_name}, {ngay_ky:date_long}\nSố: {so:number}\n\n^TRÍCH LỤC\n^GHI CHÚ KẾT HÔN\n\nHọ, chữ đệm, tên chồng: {chong:name_caps}\nHọ, chữ đệm, tên vợ: {vo:name_caps}\nĐã đăng ký kết hôn tại cơ quan nước ngoài ngày {:date}\nCHỦ TỊCH\n\n{nguoi_ky:name}\n"),
    "xn_hon_nhan": (
        UBND + "Số: {so:number}/UBND-XNTTHN{:gap}{:place_name}, {ngay_ky:date_long}\n\n^GIẤY XÁC NHẬN\n^TÌNH TRẠNG HÔN NHÂN\n\nỦY BAN NHÂN DÂN PHƯỜNG HOA SEN\nXét đề nghị của ông/bà: {:name}\nvề việc cấp giấy xác nhận cho bản thân\nXÁC NHẬN:\n"
        "Họ, chữ đệm, tên: {ho_ten:name_caps}\nNgày, tháng, năm sinh: {ngay_sinh:date}\nGiới tính: {gioi_tinh:sex}  Dân tộc: Kinh  Quốc tịch: Việt Nam\nGiấy tờ tùy thân: CCCD số {:id} cấp ngày 01/01/2022\nNơi cư trú: {:place}\n"
        "Tình trạng hôn nhân: Chưa đăng ký kết hôn với ai\nGiấy này được cấp để: làm thủ tục đăng ký kết hôn\nGiấy này có giá trị 06 tháng kể từ ngày cấp\n\nCHỦ TỊCH\n\n{nguoi_ky:name}\n",
        UBND + "\n^GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN\n\nSố: {so:number}/XNTTHN\nXác nhận ông/bà\nHọ, chữ đệm, tên: {ho_ten:name_caps}\nNgày, tháng, năm sinh: {ngay_sinh:date}\nGiới tính: {gioi_tinh:sex}\nNơi cư trú: {:place}\n"
        "Hiện tại chưa đăng ký kết hôn với ai.\nGiấy này được sử dụng để mua bán nhà đất.\n" + END),
    "tl_khai_tu": (
        UBND + "\nSố: {so:number}/TLKT-BS\n\n^TRÍCH LỤC KHAI TỬ\n(BẢN SAO)\n\nHọ, chữ đệm, tên: {ho_ten:name_caps}\nNgày, tháng, năm sinh: {ngay_sinh:date}\nGiới tính: {gioi_tinh:sex}  Dân tộc: Kinh  Quốc tịch: Việt Nam\nSố định danh cá nhân: {so_dinh_danh:id}\n"
        "Đã chết vào lúc: 04 giờ 10 phút, {:date_long}\nNơi chết: {:place}\nĐã được đăng ký khai tử tại: UBND phường Hoa Sen\nSố: 9  ngày {:date}\nThực hiện trích lục từ: Sổ đăng ký khai tử\n\nNGƯỜI KÝ TRÍCH LỤC\nCHỦ TỊCH\n\n{nguoi_ky:name}\n",
        UBND + "\nSố: {so:number}\nQuyển số: 01\n\n^GIẤY CHỨNG TỬ\n\nHọ và tên: {ho_ten:name_caps}\nGiới tính: {gioi_tinh:sex}\nSinh ngày: {:date}\nDân tộc: Kinh\nNơi thường trú cuối cùng: {:place}\nĐã chết vào lúc: 22 giờ {:date_long}\nNơi chết: tại nhà\nNguyên nhân chết: tuổi già\n" + END),
    "bao_tu": (
        "SỞ Y TẾ BÌNH MINH\nBỆNH VIỆN ĐA KHOA HOA SEN\n" + STATE + "Số: {so:number}\n\n^GIẤY BÁO TỬ\n\nBệnh viện đa khoa Hoa Sen thông báo:\nHọ và tên người tử vong: {ho_ten:name_caps}\nNgày, tháng, năm sinh: {ngay_sinh:date}\nGiới tính: {gioi_tinh:sex}\n"
        "Nơi thường trú: {:place}\nĐã tử vong lúc: 03 giờ {:date_long}\nNguyên nhân tử vong: suy hô hấp\n\n{:place_name}, {ngay_ky:date_long}\nGIÁM ĐỐC\n\n{nguoi_ky:name}\n",
        "TRẠM Y TẾ XÃ VẠN THỌ\n" + STATE + "\n^GIẤY BÁO TỬ\nSố: {so:number}\nKính báo gia đình\nHọ và tên người tử vong: {ho_ten:name_caps}\nGiới tính: {gioi_tinh:sex}\nTuổi: 81\nTử vong lúc: 12 giờ 30 ngày {:date}\nNguyên nhân tử vong: bệnh lý tim mạch\nTRƯỞNG TRẠM\n\n{:name}\n"),
    "thpt": (
        STATE + "\nGIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO BÌNH MINH\ncấp\n^BẰNG TỐT NGHIỆP\n^TRUNG HỌC PHỔ THÔNG\n\nCho: {ho_ten:name_caps}\nNgày sinh: {ngay_sinh:date}\nNơi sinh: {:place}\nGiới tính: {gioi_tinh:sex}  Dân tộc: Kinh\nHọc sinh trường: THPT Suối Trong\n"
        "Năm tốt nghiệp: 2019  Xếp loại: Khá\nHình thức đào tạo: Chính quy\nSố hiệu: {so_hieu:serial}\nSố vào sổ gốc cấp bằng: {so_vao_so:book_number}\n\n{:place_name}, {ngay_ky:date_long}\nGIÁM ĐỐC\n\n{nguoi_ky:name}\n",
        STATE + "\n^BẰNG TỐT NGHIỆP TRUNG HỌC PHỔ THÔNG\n\nGIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO CÔNG NHẬN\nHọ và tên: {ho_ten:name_caps}\nSinh ngày: {:date}\nNơi sinh: {:place}\nHọc sinh trường: THPT Vạn Thọ\nKhóa thi: ngày 02 tháng 6 năm 2008\nXếp loại: Trung bình\n"
        "Số hiệu: {so_hieu:serial}\nSố vào sổ: {so_vao_so:book_number}\n" + END),
    "dai_hoc": (
        STATE + "HIỆU TRƯỞNG\nTRƯỜNG ĐẠI HỌC BÌNH MINH\ncấp\n^BẰNG CỬ NHÂN\n\nNgành đào tạo: {nganh:major}\nCho: {ho_ten:name_caps}\nNgày sinh: {ngay_sinh:date}\nNăm tốt nghiệp: 2015\nXếp loại tốt nghiệp: Giỏi\nHình thức đào tạo: Chính quy\n"
        "Số hiệu: {so_hieu:serial}\nSố vào sổ gốc cấp bằng: {so_vao_so:book_number}\n\n{:place_name}, {ngay_ky:date_long}\nHIỆU TRƯỞNG\n\n{nguoi_ky:name}\n",
        "SOCIALIST REPUBLIC OF VIET NAM{:gap}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTHE RECTOR OF BINH MINH UNIVERSITY{:gap}HIỆU TRƯỞNG TRƯỜNG ĐẠI HỌC BÌNH MINH\nhas conferred{:gap}cấp\n^BẰNG KỸ SƯ\nTHE DEGREE OF ENGINEER\n\nUpon: {ho_ten:name_caps}\nNgày sinh: {ngay_sinh:date}\n"
        "Ngành đào tạo: {nganh:major}\nXếp loại tốt nghiệp: Khá\nSố hiệu: {so_hieu:serial}\nSố vào sổ gốc cấp bằng: {so_vao_so:book_number}\nRECTOR\n"),
    "bang_diem": (
        "BỘ GIÁO DỤC VÀ ĐÀO TẠO\nTRƯỜNG ĐẠI HỌC BÌNH MINH\n" + STATE + "\n^BẢNG ĐIỂM\n\nHọ và tên: {ho_ten:name}\nNgày sinh: {ngay_sinh:date}\nMã sinh viên: {ma_sinh_vien:student}\nNgành: {nganh:major}\nTT  Tên học phần  Số tín chỉ  Điểm\n1  Triết học  3  7,5\n2  Toán cao cấp  4  8,0\n3  Tin học đại cương  3  9,0\n"
        "Điểm trung bình chung tích lũy: {diem_tb:grade}\n\nTRƯỞNG PHÒNG ĐÀO TẠO\n\n{:name}\n",
        "TRƯỜNG CAO ĐẲNG HOA SEN\n^BẢNG ĐIỂM TOÀN KHÓA\n^ACADEMIC TRANSCRIPT\n\nHọ và tên sinh viên: {ho_ten:name}\nMSSV: {ma_sinh_vien:student}\nNgày sinh: {ngay_sinh:date}\nHọc kỳ 1\nKế toán đại cương  3 tín chỉ  8,5 A\nPháp luật đại cương  2 tín chỉ  7,0 B\nTổng số tín chỉ: 120\nĐiểm trung bình tích lũy: {diem_tb:grade}\n"),
    "hoc_ba": (
        "BỘ GIÁO DỤC VÀ ĐÀO TẠO\n\n^HỌC BẠ\n^TRUNG HỌC PHỔ THÔNG\n\nHọ và tên: {ho_ten:name_caps}\nGiới tính: {gioi_tinh:sex}  Dân tộc: Kinh\nNgày sinh: {ngay_sinh:date_long}\nNơi sinh: {:place}\nHọ và tên cha: {:name}  Nghề nghiệp: Làm ruộng\nQUÁ TRÌNH HỌC TẬP\n"
        "Năm học 2017-2018  Lớp 10A1  Trường THPT Vạn Thọ\nNăm học 2018-2019  Lớp 11A1  Trường THPT Vạn Thọ\nHIỆU TRƯỞNG\n\n{:name}\n",
        "^HỌC BẠ\nTIỂU HỌC\n\nHọ và tên học sinh: {ho_ten:name}\nGiới tính: {gioi_tinh:sex}\nNgày sinh: {ngay_sinh:date}\nTrường Tiểu học Hoa Sen\nQuá trình học tập\nNăm học  Lớp  Trường  Số đăng bộ\nGiáo viên chủ nhiệm nhận xét: chăm ngoan\n"),
    "chung_chi": (
        STATE + "\nGIÁM ĐỐC TRUNG TÂM TIN HỌC BÌNH MINH\ncấp\n^CHỨNG CHỈ\n^ỨNG DỤNG CÔNG NGHỆ THÔNG TIN CƠ BẢN\n\nCấp cho: {ho_ten:name_caps}\nNgày sinh: {ngay_sinh:date}\nNơi sinh: {:place}\nKết quả: Đạt\nSố hiệu: {so_hieu:serial}\nSố vào sổ gốc cấp chứng chỉ: {so_vao_so:book_number}\n\n{:place_name}, {ngay_ky:date_long}\nGIÁM ĐỐC\n\n{nguoi_ky:name}\n",
        "TRƯỜNG ĐẠI HỌC NGOẠI NGỮ BÌNH MINH\n^CHỨNG CHỈ\n^CERTIFICATE\n\nHọ và tên: {ho_ten:name_caps}\nNgày sinh: {ngay_sinh:date}\nĐã hoàn thành khóa học tiếng Anh\nXếp loại: Khá\nSố hiệu: {so_hieu:serial}\n" + END),
    "gcn_qsdd": (
        STATE + "\n^GIẤY CHỨNG NHẬN\n^QUYỀN SỬ DỤNG ĐẤT,\n^QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT\n\n1. Người sử dụng đất: Ông {:name}, CCCD số {:id}\n2. Thông tin thửa đất:\na) Thửa đất số: {thua_dat:small}; tờ bản đồ số: {to_ban_do:small}\nb) Diện tích: 120,5 m²\nc) Loại đất: Đất ở tại đô thị\n"
        "d) Thời hạn sử dụng: lâu dài\nđ) Hình thức sử dụng: sử dụng riêng\ne) Địa chỉ: {:place}\n3. Sơ đồ thửa đất\n\nSố vào sổ cấp GCN: {so_vao_so:gcn_book}\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n{nguoi_ky:name}\n",
        STATE + "\n^GIẤY CHỨNG NHẬN\n^QUYỀN SỬ DỤNG ĐẤT\n\nI- TÊN NGƯỜI SỬ DỤNG ĐẤT\nHộ ông: {:name}\nII- THỬA ĐẤT ĐƯỢC QUYỀN SỬ DỤNG\n1. Thửa đất số: {thua_dat:small}\n2. Tờ bản đồ số: {to_ban_do:small}\n3. Địa chỉ thửa đất: {:place}\n4. Diện tích: 340 m²\n5. Hình thức sử dụng: riêng\n6. Mục đích sử dụng đất: ONT\n"
        "7. Thời hạn sử dụng đất: lâu dài\n8. Nguồn gốc sử dụng đất: nhà nước giao\nNHỮNG THAY ĐỔI SAU KHI CẤP GIẤY CHỨNG NHẬN\n" + END),
    "gplx": (
        "BỘ GTVT\nMOT\n" + STATE + "^GIẤY PHÉP LÁI XE/DRIVER'S LICENSE\nSố/No: {so:id}\nHọ tên/Full name: {ho_ten:name_caps}\nNgày sinh/Date of Birth: {ngay_sinh:date}\nQuốc tịch/Nationality: VIỆT NAM\nNơi cư trú/Address: {:place}\n{:place_name}, ngày/date 02 tháng/month 03 năm/year 2020\nHạng/Class: {hang:class}\nCó giá trị đến/Expires: {gia_tri_den:date_future}\n",
        "BỘ CÔNG AN\n" + STATE + "^GIẤY PHÉP LÁI XE\nDRIVER'S LICENSE\nSố/No: {so:id}\nHọ tên/Full name: {ho_ten:name_caps}\nNgày sinh/Date of Birth: {ngay_sinh:date}\nNơi cư trú/Address: {:place}\nHạng/Class: {hang:class}\nCó giá trị đến/Expires: không thời hạn\n"),
    "dk_xe": (
        "CÔNG AN TỈNH BÌNH MINH\n" + STATE + "^CHỨNG NHẬN ĐĂNG KÝ XE MÔ TÔ, XE MÁY\nRegistration Certificate\nSố (Number): 012345\nTên chủ xe: {chu_xe:name_caps}\nĐịa chỉ: {:place}\nNhãn hiệu: {nhan_hieu:brand}  Số loại: WAVE\nMàu sơn: Đen bạc\nSố máy: {so_may:engine}\nSố khung: {so_khung:frame}\nBiển số đăng ký: {bien_so:plate}\nĐăng ký lần đầu ngày: {:date}\n",
        "BỘ CÔNG AN\nCỤC CẢNH SÁT GIAO THÔNG\n^CHỨNG NHẬN ĐĂNG KÝ XE Ô TÔ\nVehicle Registration Certificate\nTên chủ xe (Owner's full name): {chu_xe:name_caps}\nĐịa chỉ (Address): {:place}\nNhãn hiệu (Brand): {nhan_hieu:brand}\nSố máy (Engine N): {so_may:engine}\nSố khung (Chassis N): {so_khung:frame}\nBiển số đăng ký (N plate): {bien_so:plate}\n"),
    "gcn_hkd": (
        "UBND THÀNH PHỐ BÌNH MINH\nPHÒNG TÀI CHÍNH - KẾ HOẠCH\n" + STATE + "\n^GIẤY CHỨNG NHẬN\n^ĐĂNG KÝ HỘ KINH DOANH\n\nSố: {so:hkd}\nĐăng ký lần đầu, ngày {:date_long}\n1. Tên hộ kinh doanh: {ten_hkd:shop}\n2. Địa điểm kinh doanh: {:place}\n3. Ngành, nghề kinh doanh: Bán lẻ tạp hóa\n4. Vốn kinh doanh: 80.000.000 đồng\n5. Họ và tên chủ hộ kinh doanh: {chu_ho:name_caps}\nTRƯỞNG PHÒNG\n\n{nguoi_ky:name}\n",
        UBND + "\n^GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH\nMã số: {:hkd}\nĐăng ký lần đầu: {:date}\nTên hộ kinh doanh: {ten_hkd:shop}\nĐịa chỉ trụ sở hộ kinh doanh: {:place}\nNgành, nghề kinh doanh: Ăn uống\nVốn kinh doanh: 50.000.000 đồng\nThông tin về chủ hộ\nHọ, chữ đệm và tên chủ hộ: {chu_ho:name_caps}\n" + END),
    "gcn_dn": (
        "SỞ KẾ HOẠCH VÀ ĐẦU TƯ TỈNH BÌNH MINH\nPHÒNG ĐĂNG KÝ KINH DOANH\n" + STATE + "\n^GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP\n^CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN\n\nMã số doanh nghiệp: {ma_so:company}\nĐăng ký lần đầu, ngày {:date_long}\n1. Tên công ty\nTên công ty viết bằng tiếng Việt: {:shop}\n2. Địa chỉ trụ sở chính: {:place}\n3. Vốn điều lệ: 2.000.000.000 đồng\n"
        "4. Người đại diện theo pháp luật của công ty\nHọ và tên: {:name_caps}\nTRƯỞNG PHÒNG\n\n{nguoi_ky:name}\n",
        "SỞ TÀI CHÍNH\nPHÒNG ĐĂNG KÝ KINH DOANH\n" + STATE + "\n^GIẤY CHỨNG NHẬN\n^ĐĂNG KÝ DOANH NGHIỆP\n^CÔNG TY CỔ PHẦN\n\nMã số doanh nghiệp: {ma_so:company}\nĐăng ký thay đổi lần thứ: 3, ngày {:date}\nTên công ty: {:shop}\nĐịa chỉ trụ sở chính: {:place}\nVốn điều lệ: 5.000.000.000 đồng\nNgười đại diện theo pháp luật: {dai_dien:name_caps}\n"),
    "so_ho_khau": (
        "BỘ CÔNG AN\n" + STATE + "\n^SỔ HỘ KHẨU\n\nSố: {so:number}\nHọ và tên chủ hộ: {chu_ho:name_caps}\nNơi thường trú: {:place}\nHồ sơ hộ khẩu số: 112\nTờ số: 5\n{:place_name}, {:date_long}\nTRƯỞNG CÔNG AN THÀNH PHỐ\n\n{nguoi_ky:name}\n",
        "CÔNG AN TỈNH BÌNH MINH\n^SỔ HỘ KHẨU GIA ĐÌNH\n\nSố: {so:number}\nHọ và tên chủ hộ: {chu_ho:name_caps}\nSố nhà: 14, tổ 3\nPhường Hoa Sen\nTRƯỞNG CÔNG AN\n\n{nguoi_ky:name}\n"),
    "ct07": (
        "CÔNG AN TỈNH BÌNH MINH\nCÔNG AN PHƯỜNG HOA SEN\n" + STATE + "Số: {so:number}/XN  Mẫu CT07\n\n^XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ\n\nTheo đề nghị của ông/bà: {:name}\nCông an phường xác nhận thông tin như sau:\n1. Họ, chữ đệm và tên: {ho_ten:name_caps}\n2. Ngày, tháng, năm sinh: {ngay_sinh:date}\n3. Giới tính: {gioi_tinh:sex}\n4. Số định danh cá nhân: {so_dinh_danh:id}\n"
        "5. Nơi thường trú: {:place}\n6. Nơi ở hiện tại: {:place}\n7. Họ, chữ đệm và tên chủ hộ: {chu_ho:name}\nTRƯỞNG CÔNG AN\n\n{nguoi_ky:name}\n",
        "CÔNG AN XÃ VẠN THỌ\n" + STATE + "\n^GIẤY XÁC NHẬN\n^THÔNG TIN VỀ CƯ TRÚ\n\nCông an xã Vạn Thọ xác nhận\nHọ, chữ đệm và tên: {ho_ten:name_caps}\nNgày, tháng, năm sinh: {ngay_sinh:date}\nSố định danh cá nhân: {so_dinh_danh:id}\nNơi thường trú: {:place}\nNơi ở hiện tại: {:place}\n" + END),
    "hop_dong": (
        STATE + "\n^HỢP ĐỒNG THUÊ NHÀ\n\nHôm nay, {:date_long}, tại {:place}, chúng tôi gồm:\nBÊN A (bên cho thuê): Ông {:name}, CCCD số {:id}\nBÊN B (bên thuê): Bà {:name}, căn cước công dân số {:id}\nHai bên thỏa thuận như sau:\nĐiều 1. Bên A cho bên B thuê căn nhà số 3\nĐiều 2. Giá thuê 4.000.000 đồng một tháng\nĐiều 3. Trách nhiệm của các bên\nĐẠI DIỆN BÊN A  ĐẠI DIỆN BÊN B\n",
        STATE + "\n^HỢP ĐỒNG CHUYỂN NHƯỢNG\n^QUYỀN SỬ DỤNG ĐẤT\n\nBên chuyển nhượng (BÊN A): Ông {:name}, CCCD {:id}\nBên nhận chuyển nhượng (BÊN B): {:name}\nQuyền sử dụng đất theo giấy chứng nhận quyền sử dụng đất số CH 01234, thửa đất số 12\nĐiều 1. Đối tượng của hợp đồng\nĐiều 2. Giá chuyển nhượng\nLỜI CHỨNG CỦA CÔNG CHỨNG VIÊN\nCÔNG CHỨNG VIÊN\n\n{nguoi_ky:name}\n"),
    "uy_quyen": (
        STATE + "\n^GIẤY ỦY QUYỀN\n\nHôm nay, {:date_long}, tại UBND phường Hoa Sen\nBên ủy quyền: Ông {:name}, CCCD số {:id}\nBên được ủy quyền: Bà {:name}, CCCD số {:id}\nNội dung ủy quyền: nộp hồ sơ và nhận kết quả\nThời hạn ủy quyền: 6 tháng\nNGƯỜI ỦY QUYỀN  NGƯỜI ĐƯỢC ỦY QUYỀN\n",
        STATE + "\n^HỢP ĐỒNG ỦY QUYỀN\n\nBÊN ỦY QUYỀN: Ông {:name}\nBÊN ĐƯỢC ỦY QUYỀN: {:name}\nĐiều 1. Phạm vi ủy quyền: bán xe ô tô\nĐiều 2. Thời hạn ủy quyền: 12 tháng\nĐiều 3. Cam đoan của các bên\nCÔNG CHỨNG VIÊN\n"),
    "don_to_khai": (
        STATE + "\n^TỜ KHAI ĐĂNG KÝ KHAI SINH\n\nKính gửi: UBND phường Hoa Sen\nHọ, chữ đệm, tên người yêu cầu: {:name}\nNơi cư trú: {:place}\nGiấy tờ tùy thân: căn cước công dân số {:id}\nĐề nghị cơ quan đăng ký khai sinh cho người dưới đây:\nHọ, chữ đệm, tên: {:name_caps}\nTôi cam đoan những nội dung khai trên là đúng sự thật\nNgười yêu cầu\n",
        STATE + "\n^ĐƠN ĐỀ NGHỊ\n^CẤP ĐỔI GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT\n\nKính gửi: Văn phòng đăng ký đất đai\nTôi tên là: {:name}\nSố CCCD: {:id}\nĐịa chỉ: {:place}\nGiấy chứng nhận đã cấp số CH 00123 ngày {:date}\nNgười làm đơn\n(ký, ghi rõ họ tên)\n\n{:name}\n",
        STATE + "\n^TỜ KHAI CẤP GIẤY XÁC NHẬN\n^TÌNH TRẠNG HÔN NHÂN\n\nKính gửi: UBND xã Vạn Thọ\nHọ, chữ đệm, tên người yêu cầu: {:name}\nQuan hệ với người được cấp giấy: bản thân\nTình trạng hôn nhân: độc thân\nMục đích: kết hôn\nTôi cam đoan khai đúng\n"),
    "quyet_dinh": (
        UBND + "Số: {so:dispatch}/QĐ-UBND{:gap}{:place_name}, {ngay_ky:date_long}\n\n^QUYẾT ĐỊNH\n{trich_yeu:about}\n\nCHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG HOA SEN\nCăn cứ Luật Tổ chức chính quyền địa phương;\nXét đề nghị của công chức tư pháp,\nQUYẾT ĐỊNH:\nĐiều 1. Phê duyệt kế hoạch kèm theo\nĐiều 2. Quyết định có hiệu lực kể từ ngày ký\nNơi nhận:\n- Như Điều 2;\nCHỦ TỊCH\n\n{nguoi_ky:name}\n",
        "SỞ XÂY DỰNG BÌNH MINH\n" + STATE + "Số: {so:dispatch}/QĐ-SXD\n{:place_name}, {ngay_ky:date_long}\n\n^QUYẾT ĐỊNH\n{trich_yeu:about}\nGIÁM ĐỐC SỞ XÂY DỰNG\nCăn cứ Nghị định của Chính phủ;\nTheo đề nghị của Trưởng phòng Quản lý nhà;\nQUYẾT ĐỊNH:\nĐiều 1. Cho phép thực hiện\nĐiều 2. Các phòng chịu trách nhiệm thi hành\nNơi nhận:\nGIÁM ĐỐC\n\n{nguoi_ky:name}\n"),
    "cong_van": (
        UBND + "Số: {so:dispatch}/UBND-VP{:gap}{:place_name}, {ngay_ky:date_long}\nV/v rà soát hồ sơ hộ tịch\n\nKính gửi: Các tổ dân phố trên địa bàn\n\nThực hiện chỉ đạo của cấp trên, UBND phường đề nghị các tổ rà soát.\nĐề nghị báo cáo trước ngày 15.\n\nNơi nhận:\n- Như trên;\nCHỦ TỊCH\n\n{nguoi_ky:name}\n",
        "SỞ TƯ PHÁP BÌNH MINH\n" + STATE + "Số: {so:dispatch}/STP-HCTP\nV/v hướng dẫn chứng thực\n{:place_name}, {ngay_ky:date_long}\nKính gửi: Ủy ban nhân dân các xã, phường\nSở Tư pháp nhận được văn bản đề nghị hướng dẫn\nNơi nhận:\n- Lưu: VT.\nGIÁM ĐỐC\n\n{nguoi_ky:name}\n"),
    "thong_bao": (
        UBND + "Số: {so:dispatch}/TB-UBND{:gap}{:place_name}, {ngay_ky:date_long}\n\n^THÔNG BÁO\n{trich_yeu:about}\n\nỦy ban nhân dân phường Hoa Sen thông báo đến nhân dân:\n1. Thời gian từ 8 giờ\n2. Địa điểm tại trụ sở\nNơi nhận:\nCHỦ TỊCH\n\n{nguoi_ky:name}\n",
        "TRƯỜNG TIỂU HỌC HOA SEN\n" + STATE + "Số: {so:dispatch}/TB-THHS\n\n^THÔNG BÁO\n{trich_yeu:about}\n\nNhà trường thông báo tới phụ huynh\nNơi nhận:\n" + END),
    "giay_moi": (
        UBND + "Số: {so:dispatch}/GM-UBND{:gap}{:place_name}, {ngay_ky:date_long}\n\n^GIẤY MỜI\n{trich_yeu:about}\n\nKính gửi: Ông {:name}\nUBND phường trân trọng kính mời ông dự họp\nThời gian: 14 giờ ngày {:date}\nĐịa điểm: Hội trường\nNơi nhận:\nCHỦ TỊCH\n\n{nguoi_ky:name}\n",
        "HỘI ĐỒNG NHÂN DÂN XÃ VẠN THỌ\n" + STATE + "\n^GIẤY MỜI\n\nTrân trọng kính mời: {:name}\nTới dự: Kỳ họp thứ ba\nThời gian: 8 giờ, {:date_long}\nĐịa điểm: Nhà văn hóa\nCHỦ TỊCH\n\n{nguoi_ky:name}\n"),
    "bien_ban": (
        STATE + "\n^BIÊN BẢN HỌP\n^TỔ DÂN PHỐ SỐ 3\n\nHôm nay, {:date_long}, tại nhà văn hóa\nThành phần tham dự: 40 hộ\nChủ trì: {:name}\nNội dung: bầu tổ trưởng\nCuộc họp kết thúc vào hồi 21 giờ cùng ngày\nTHƯ KÝ  CHỦ TRÌ\n",
        UBND + "\n^BIÊN BẢN BÀN GIAO\n\nHôm nay, {:date_long}, chúng tôi gồm có:\nBên giao: {:name}\nBên nhận: {:name}\nĐã bàn giao các tài liệu sau\nBiên bản lập thành hai bản\n"),
    "bao_cao": (
        UBND + "Số: {so:dispatch}/BC-UBND{:gap}{:place_name}, {ngay_ky:date_long}\n\n^BÁO CÁO\n{trich_yeu:about}\n\nI. KẾT QUẢ THỰC HIỆN\nTrong quý, phường tiếp nhận 320 hồ sơ\nII. PHƯƠNG HƯỚNG\nTiếp tục cải cách\nNơi nhận:\nCHỦ TỊCH\n\n{nguoi_ky:name}\n",
        "CÔNG TY CỔ PHẦN BÌNH MINH\n" + STATE + "\n^BÁO CÁO TÀI CHÍNH NĂM 2024\n\nDoanh thu 12 tỷ đồng\nKết quả thực hiện kế hoạch: đạt 98 phần trăm\nSố: {so:dispatch}/BC-CT\nNơi nhận:\n" + END),
    "hoa_don": (
        "^HÓA ĐƠN GIÁ TRỊ GIA TĂNG\n^(VAT INVOICE)\n{:date_long}\nMã của cơ quan thuế: 00A1B2C3D4\nKý hiệu: {ky_hieu:series}\nSố: {so:small5}\nĐơn vị bán hàng: CÔNG TY TNHH SEN VÀNG\nMã số thuế: {ma_so_thue:company}\nĐịa chỉ: {:place}\nHọ tên người mua hàng: {:name}\nSTT  Tên hàng hóa  Số lượng  Đơn giá\n1  Giấy A4  10  60.000\n"
        "Cộng tiền hàng: 600.000\nThuế suất GTGT: 8%\nTổng cộng tiền thanh toán: {tong_tien:money}\n",
        "CÔNG TY CỔ PHẦN HOA SEN\nMã số thuế: {ma_so_thue:company}\n^HÓA ĐƠN GIÁ TRỊ GIA TĂNG\nKý hiệu: {ky_hieu:series}\nSố: {so:small5}\nNgười mua: {:name}\nCộng tiền hàng: 1.200.000\nTổng tiền thanh toán: {tong_tien:money}\nSố tiền viết bằng chữ: một triệu đồng\n"),
    "ly_lich": (
        STATE + "\n^SƠ YẾU LÝ LỊCH\n^TỰ THUẬT\n\nI. BẢN THÂN\nHọ và tên: {ho_ten:name_caps}\nNgày sinh: {ngay_sinh:date}\nGiới tính: {gioi_tinh:sex}\nQuê quán: {:place}\nTrình độ văn hóa: 12/12\nII. HOÀN CẢNH GIA ĐÌNH\nHọ và tên bố: {:name}\nIII. QUÁ TRÌNH HOẠT ĐỘNG CỦA BẢN THÂN\nTôi xin cam đoan lời khai trên là đúng\nXác nhận của địa phương\n",
        STATE + "\n^SƠ YẾU LÝ LỊCH\n\nHọ và tên: {ho_ten:name}\nNgày, tháng, năm sinh: {ngay_sinh:date}\nNơi đăng ký thường trú: {:place}\nTrình độ văn hóa: 9/12\nQuá trình hoạt động của bản thân: từ 2010 đi học\nTôi xin cam đoan chịu trách nhiệm\nNgười khai\n"),
    "the_bhyt": (
        "BẢO HIỂM XÃ HỘI VIỆT NAM\n^THẺ BẢO HIỂM Y TẾ\nMã số: {ma_so:bhyt}\nHọ và tên: {ho_ten:name_caps}\nNgày sinh: {ngay_sinh:date}  Giới tính: {gioi_tinh:sex}\nNơi ĐK KCB BĐ: Trạm y tế phường Hoa Sen\nGiá trị sử dụng: từ ngày {:date}\nThời điểm đủ 05 năm liên tục: 01/01/2026\n",
        STATE + "BẢO HIỂM XÃ HỘI VIỆT NAM\n^THẺ BẢO HIỂM Y TẾ\nHọ và tên: {ho_ten:name_caps}\nNgày sinh: {ngay_sinh:date}\nGiới tính: {gioi_tinh:sex}\nMã số: {ma_so:bhyt}\nĐịa chỉ: {:place}\nNơi đăng ký KCB ban đầu: Bệnh viện Hoa Sen\n"),
    "llpt": (
        "SỞ TƯ PHÁP TỈNH BÌNH MINH\n" + STATE + "Số: {so:dispatch}/STP-LLTP{:gap}{:place_name}, {ngay_ky:date_long}\n\n^PHIẾU LÝ LỊCH TƯ PHÁP SỐ 1\n\nXác nhận:\n1. Họ và tên: {ho_ten:name_caps}\n2. Giới tính: {gioi_tinh:sex}\n3. Ngày, tháng, năm sinh: {ngay_sinh:date}\n4. Nơi sinh: {:place}\n5. Quốc tịch: Việt Nam\n6. Tình trạng án tích: Không có án tích\nGIÁM ĐỐC\n\n{nguoi_ky:name}\n",
        "BỘ CÔNG AN\nCÔNG AN TỈNH BÌNH MINH\n" + STATE + "\n^PHIẾU LÝ LỊCH TƯ PHÁP\n^SỐ 2\n\nHọ và tên: {ho_ten:name_caps}\nNgày sinh: {ngay_sinh:date}\nQuốc tịch: Việt Nam\nTình trạng án tích: không\nCấm đảm nhiệm chức vụ, thành lập doanh nghiệp: không\n" + END),
    "ban_an": (
        "TÒA ÁN NHÂN DÂN\nTHÀNH PHỐ BÌNH MINH\n" + STATE + "\nBản án số: {so:dispatch}/2023/HNGĐ-ST\nNgày: {:date}\n\nNHÂN DANH\n^NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nTÒA ÁN NHÂN DÂN THÀNH PHỐ BÌNH MINH\nThành phần Hội đồng xét xử sơ thẩm gồm có:\nThẩm phán - Chủ tọa phiên tòa: {:name}\nThư ký phiên tòa: {:name}\nNguyên đơn: {:name}\nBị đơn: {:name}\n",
        "TÒA ÁN NHÂN DÂN TỈNH BÌNH MINH\n\n^BẢN ÁN SỐ: {:dispatch}/2022/DS-PT\n\n^NHÂN DANH NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nHội đồng xét xử phúc thẩm gồm có\nThư ký phiên tòa: {:name}\nNguyên đơn: {:name}\nXét thấy kháng cáo không có căn cứ\nQUYẾT ĐỊNH\n"),
}

# Papers of no type of the profile.
STRANGERS = (
    "CÔNG TY TNHH SEN VÀNG\n^PHIẾU LƯƠNG THÁNG 5\nNhân viên: {:name}\nLương cơ bản: 7.000.000\nPhụ cấp: 500.000\nThực lĩnh: 7.200.000\n",
    "BỆNH VIỆN HOA SEN\n^ĐƠN THUỐC\nHọ tên: {:name}\nTuổi: 45\nChẩn đoán: viêm họng\n1. Amoxicilin 500 mg, 20 viên\nBác sĩ khám bệnh\n",
    "^HÓA ĐƠN TIỀN ĐIỆN\nKỳ hóa đơn: tháng 4\nMã khách hàng: PB0102030405\nKhách hàng: {:name}\nĐiện tiêu thụ: 120 kWh\nSố tiền: 256.000 đồng\n",
    "^SỔ TIẾT KIỆM\nNgân hàng Bình Minh\nChủ sổ: {:name}\nSố CCCD: {:id}\nSố tiền gửi: 50.000.000 đồng\nKỳ hạn: 6 tháng\n",
    "^THẺ SINH VIÊN\nTRƯỜNG ĐẠI HỌC BÌNH MINH\nHọ và tên: {:name_caps}\nNgày sinh: {:date}\nLớp: K60A\n",
    STATE + "\n^GIẤY CHỨNG SINH\nHọ và tên mẹ: {:name_caps}\nSố định danh: {:id}\nĐã sinh con vào lúc: 7 giờ {:date_long}\nGiới tính của con: {:sex}\nCân nặng: 3200 gram\n",
    "^THỜI KHÓA BIỂU LỚP 6A\nThứ hai: Toán, Văn, Anh\nThứ ba: Sử, Địa, Tin\nThứ tư: Thể dục, Nhạc\n",
    "^VÉ MÁY BAY ĐIỆN TỬ\nHành khách: {:name_caps}\nChuyến bay: BM 123\nKhởi hành: 08:30 {:date}\nHạng ghế: Phổ thông\n",
    "^GIẤY KHEN\nUBND phường Hoa Sen tặng\nÔng {:name}\nĐã có thành tích trong phong trào bảo vệ an ninh\n" + END,
    "^PHIẾU GỬI XE\nBãi xe chợ Hoa Sen\nBiển số: 00A1-123.45\nGiờ vào: 07:12\n",
    "^PHIẾU ĐĂNG KÝ THÀNH VIÊN SIÊU THỊ\nHọ và tên: {:name}\nĐiện thoại: 0900000000\nEmail: khach@vidu.example\n",
    "CHI CỤC THUẾ BÌNH MINH\n^GIẤY NỘP TIỀN VÀO NGÂN SÁCH NHÀ NƯỚC\nNgười nộp thuế: {:name}\nMã số thuế: {:company}\nSố tiền: 300.000\n",
    "^KẾT QUẢ XÉT NGHIỆM\nHọ tên: {:name}\nNăm sinh: 1980\nHồng cầu: 4,5\nBạch cầu: 7,1\nTiểu cầu: 250\n",
    "^DANH SÁCH HỌC SINH LỚP 9B\n1. {:name}\n2. {:name}\n3. {:name}\n4. {:name}\nGiáo viên: {:name}\n",
    STATE + "\n^GIẤY PHÉP XÂY DỰNG\nSố: {:number}/GPXD\nCấp cho: Ông {:name}\nĐược phép xây dựng nhà ở riêng lẻ\nTổng diện tích sàn: 180 m²\n" + END,
)
