# SPDX-License-Identifier: Apache-2.0
"""What papers say at length: running text of letters and contracts, rows of tables. In words of their own, like papers.py."""
import re

SENTENCES = (
    "Nhằm bảo đảm trật tự, mỹ quan đô thị trên địa bàn trong dịp cuối năm, các hộ kinh doanh dọc tuyến phố chủ động thu dọn hàng hóa lấn chiếm vỉa hè.",
    "Kinh phí được cân đối từ nguồn chi thường xuyên đã giao và nguồn huy động hợp pháp khác.",
    "Quá trình triển khai nếu phát sinh vướng mắc, đề nghị phản ánh kịp thời bằng văn bản để xem xét, giải quyết.",
    "Tổ giúp việc gồm bảy thành viên, làm việc theo chế độ kiêm nhiệm và tự giải thể sau khi hoàn thành nhiệm vụ.",
    "Từ ngày mồng một đến hết ngày hai mươi, bộ phận một cửa bố trí thêm người trực vào sáng thứ bảy.",
    "Số lượng hồ sơ quá hạn giảm mạnh so với cùng kỳ, chủ yếu nhờ phân công lại đầu mối và nhắc việc hằng tuần.",
    "Người tham dự mang theo sổ ghi chép, không sử dụng điện thoại trong suốt thời gian làm việc.",
    "Tiền nhà trả vào mồng năm hằng tháng bằng chuyển khoản; chậm quá mười ngày thì chịu lãi theo thỏa thuận.",
    "Mọi sửa chữa lớn phải được sự đồng ý trước của chủ sở hữu, chi phí do người gây hư hỏng chịu.",
    "Khi có tranh chấp, đôi bên cùng thương lượng trên tinh thần thiện chí; không thành thì nhờ Tòa án có thẩm quyền phân xử.",
    "Các phụ lục kèm theo là một phần không tách rời và có hiệu lực ngang nhau.",
    "Gia đình tôi gồm bốn nhân khẩu, hoàn cảnh khó khăn do mất mùa hai vụ liên tiếp.",
    "Kính mong quý cơ quan xem xét, tạo điều kiện để gia đình sớm ổn định cuộc sống.",
    "Đại biểu nhất trí với bản dự thảo, bổ sung hai ý kiến về thời gian đóng góp và cách công khai thu chi.",
    "Đường bê tông ngõ 12 xuống cấp, mưa ngập kéo dài, đề nghị đưa vào danh mục sửa chữa quý tới.",
    "Trạm bơm vận hành an toàn, diện tích gieo cấy vượt ba phần trăm so với chỉ tiêu được giao.",
    "Công tác tuyên truyền tiêm phòng dại cho đàn chó mèo đạt kết quả tốt, không ghi nhận ổ dịch mới.",
    "Thường trực xã giao cán bộ văn phòng theo dõi, tổng hợp tiến độ gửi lãnh đạo trước mười sáu giờ thứ sáu.",
    "Trường hợp vắng mặt có lý do chính đáng thì cử người khác đi thay và báo lại trước một ngày.",
    "Giá trị còn lại của tài sản được xác định theo biên bản kiểm kê ngày cuối cùng của quý trước.",
    "Xe chở quá tải, rơi vãi vật liệu bị nhắc nhở; tái phạm thì lập hồ sơ xử lý.",
    "Hội phụ nữ vận động quyên góp sách vở, quần áo ấm cho học trò vùng cao.",
    "Nước sạch đã về tới chín trên mười một xóm, hai xóm còn lại hoàn thành trước Tết.",
    "Theo lời trình bày, hai người quen nhau từ thời đi học, sau đó chung sống và có với nhau một con chung.",
    "Nhân chứng khai thống nhất, phù hợp với ảnh chụp hiện trường và lời kể của hàng xóm.",
    "Sinh ra trong một gia đình làm nông, thuở nhỏ ở với ông bà, lớn lên đi làm công nhân may.",
)
COURSES = ("Hóa phân tích", "Cơ học kết cấu", "Nguyên lý máy", "Lịch sử kinh tế", "Dược lý học", "Mạng máy tính", "Thổ nhưỡng", "Tâm lý lứa tuổi", "Marketing căn bản", "Bơi lội", "Thực tập nghề", "Vẽ mỹ thuật", "Luật đất đai", "Di truyền học", "Thủy lực")
GOODS = ("Bàn gấp", "Dây cáp", "Mực in", "Sơn chống thấm", "Ống nhựa", "Bìa còng", "Cà phê bột", "Thùng rác", "Vải bạt", "Keo dán")
PROSE_IN = {"quyet_dinh", "cong_van", "thong_bao", "giay_moi", "bien_ban", "bao_cao", "hop_dong", "uy_quyen", "don_to_khai", "ban_an", "ly_lich"}
ROWS_IN = {"bang_diem": COURSES, "hoa_don": GOODS}
# where the body ends: who signs, whom it is sent to, what it comes to
END = re.compile(r"Nơi nhận|CHỦ TỊCH$|GIÁM ĐỐC$|CÔNG CHỨNG VIÊN|LỜI CHỨNG|ĐẠI DIỆN|NGƯỜI |Người |Tôi xin cam|Tôi cam|THƯ KÝ|\{:place_name\}, |Điểm trung|Tổng số tín|Cộng tiền|QUYẾT ĐỊNH$")


def lengthen(label, layout, rng, wide=88):
    """The layout with as much more text, wrapped at about `wide` letters, as such a paper may have: none to a page."""
    lines = layout.rstrip("\n").split("\n")
    title = max((number for number, line in enumerate(lines) if line.startswith("^")), default=6)
    at = next((number for number in range(title + 2, len(lines)) if END.match(lines[number])), len(lines))
    more = []
    if label in PROSE_IN:
        for sentence in rng.sample(SENTENCES, rng.choice((0, 2, 5, 9))):
            line = rng.choice(("", "", "- ", "+ "))
            for word in sentence.split():
                if len(line) + len(word) > wide:
                    more.append(line.rstrip())
                    line = ""
                line += word + " "
            more.append(line.rstrip())
    elif label in ROWS_IN:
        for number, thing in enumerate(rng.sample(ROWS_IN[label], rng.choice((0, 4, 9))), 4):
            more.append(f"{number}  {thing}  {rng.randint(2, 5)}  {rng.randint(4, 9)},{rng.randint(0, 9)}" if label == "bang_diem" else f"{number}  {thing}  {rng.randint(2, 40)}  {rng.randint(11, 99)}.000")
    return "\n".join(lines[:at] + more + lines[at:]) + "\n"
