"""The words of the form that are the same for every section, and the sheet of instructions."""

from collections.abc import Iterator, Sequence

from cchc_report.figures import PERIOD_KEY, Figures
from cchc_report.form.pages import Page
from cchc_report.formulas import PREVIOUS
from cchc_report.organisation import MAIN_SECTION
from cchc_report.vietnamese.wording import capitalised


def subject(figures: Figures) -> str:
    """Whose figures, and of which period: ``Đơn vị: Tỉnh Bến Tre. Kỳ báo cáo: quý I năm 2024`` and so on."""
    unit, earlier = figures.known.get(f"{MAIN_SECTION}.ten"), figures.known.get(f"{PERIOD_KEY}.{PREVIOUS}")
    parts = [
        f"Đơn vị: {capitalised(unit.text)}." if unit else "",
        f"Kỳ báo cáo: {figures.period.write(figures.organisation.style.dates)}.",
        f"Kỳ trước: {earlier.text}." if earlier else "",
    ]
    return " ".join(part for part in parts if part)


def legend(page: Page) -> str:
    """What the colours and marks of a sheet mean."""
    required = " Dấu * là chỉ tiêu bắt buộc." if any(row.indicator.required for row in page.rows) else ""
    return f"Ghi vào ô nền vàng nhạt. Chưa có số liệu thì để trống, bằng không thì ghi 0.{required}"


def instructions(figures: Figures) -> Iterator[tuple[str, Sequence[str]]]:
    """The paragraphs of the sheet of instructions, each group under its heading."""
    dates = figures.organisation.style.dates
    first, last = figures.period.cut
    yield (
        "Ghi ở đâu",
        (
            "Mỗi trang tính là một phần của báo cáo, mỗi dòng một chỉ tiêu. Chỉ ghi vào các ô nền vàng nhạt ở cột «Số liệu»; số tiền thì chọn thêm đơn vị ở cột «Đơn vị tính».",
            "Cột «Nguồn số liệu» để ghi số liệu lấy từ văn bản, hệ thống nào, ai cung cấp; không bắt buộc.",
            "Chỉ tiêu có dấu * là bắt buộc khi phần đó có số liệu. Chỉ tiêu «tự tính» không cần ghi: phần mềm tự tính khi có đủ số thành phần; chỉ có số tổng thì ghi số tổng.",
        ),
    )
    yield (
        "Ghi như thế nào",
        (
            "Số: dấu chấm ngăn hàng nghìn, dấu phẩy trước phần lẻ, như 27.672 hoặc 26,48. Không ghi «khoảng», «gần», không gộp hai số trong một ô.",
            "Tỷ lệ: ghi 26,48 hoặc 26,48%. Số tiền: ghi 1.541 rồi chọn «tỷ đồng» ở cột bên cạnh.",
            f"Ngày: ghi {dates.write(last)}. Kỳ: ghi quý II năm {figures.period.year}, tháng 3-{figures.period.year}, năm {figures.period.year}.",
            "Văn bản: ghi số và ký hiệu, như 8009/KH-UBND. Danh sách: mỗi mục một dòng trong cùng một ô, xuống dòng bằng Alt+Enter (LibreOffice: Ctrl+Enter).",
            "Ô để trống nghĩa là chưa có số liệu, không bao giờ được hiểu là 0. Bằng không thì ghi 0.",
            f"Số liệu của kỳ này thường lấy từ ngày {dates.write(first)} đến ngày {dates.write(last)}.",
        ),
    )
    yield (
        "Cột «Kiểm tra» và màu đỏ",
        (
            "«khớp»: số đã ghi khớp với các số thành phần. «= 272»: kết quả phần mềm tính được, không cần ghi lại.",
            "Màu đỏ là có chỗ chưa đúng: «LỆCH» là số ghi khác số tính được; «SAI» là trái với một quy tắc; «xem lại» là cách ghi chưa đúng hoặc số ngoài giới hạn. Sửa cho hết màu đỏ; số đúng mà vẫn đỏ thì ghi rõ lý do ở cột «Nguồn số liệu».",
        ),
    )
    yield (
        "Khi gửi lại",
        (
            "Không xóa trang tính, không xóa hoặc thêm dòng, không đổi tên chỉ tiêu. Các trang được khóa, không có mật khẩu, chỉ để tránh gõ nhầm.",
            "Lưu tệp ở dạng Excel (.xlsx), rồi gửi lại cho nơi đã gửi biểu này.",
        ),
    )
