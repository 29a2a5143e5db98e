"""What the shipped Word frames look like: the article's, in the manner of a newspaper's desk, and the report's, by the decree."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from cchc_report.nd30 import Align, Rule, decree
from cchc_report.writers.formatting import LIST_STYLE

Alignment = Literal["LEFT", "CENTER", "RIGHT", "JUSTIFY"]


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style of the frame. Sizes and distances are in points, the indent of the first line in millimetres."""

    name: str
    sample: str
    """What the frame's own text says in this style; empty for none."""
    id: str = ""
    """For names that are not Word's own."""
    align: Alignment = "LEFT"
    size: float = 0
    before: float = 6
    """Between two paragraphs Word leaves the larger of the two distances, not their sum."""
    after: float = 6
    bold: bool = False
    italic: bool = False
    first_line: float = 0
    keep_with_next: bool = False
    outline: int | None = None
    """Level in the navigation pane, from 0, where Word does not know it by the name."""
    close: bool = False
    """Whether paragraphs of the style follow each other without a distance."""
    numbered: bool = False
    """Whether it is for the items of a list."""


@dataclass(frozen=True, slots=True)
class Design:
    """One frame."""

    title: str
    """For the document properties."""
    styles: tuple[Style, ...]
    size: float
    """Of text whose style says nothing, in points."""
    margins: Mapping[str, float]
    """Top, bottom, left and right, in millimetres."""
    number_at: Literal["header", "footer"]
    """Where the number of the page stands."""
    first_page_numbered: bool
    table_before: str
    """The style whose sample the sample of a table stands before."""


_ARTICLE_STYLES = (
    Style(
        "Bản nháp", "Bản nháp: dòng báo trước bài chưa được phép phát hành", "BanNhap", "CENTER", 14, 0, 12, bold=True
    ),
    Style(
        "Title",
        "Tiêu đề của bài",
        align="CENTER",
        size=16,
        before=6,
        after=6,
        bold=True,
        keep_with_next=True,
        outline=0,
    ),
    Style("Ngày đăng", "Ngày, giờ đăng bài", "NgayDang", "CENTER", italic=True),
    Style("Sapo", "Sapo: đoạn mở đầu, nói gọn nội dung của bài.", "Sapo", "JUSTIFY", first_line=10, bold=True),
    Style("Body Text", "Đoạn thân bài. Mọi đoạn thường của bài dùng kiểu này.", align="JUSTIFY", first_line=10),
    Style("Heading 2", "Tiêu đề phần", before=12, size=14, bold=True, keep_with_next=True, outline=1),
    Style("Heading 3", "Tiêu đề mục", bold=True, italic=True, keep_with_next=True, outline=2),
    Style("Heading 4", "Tiêu đề tiểu mục", italic=True, keep_with_next=True, outline=3),
    Style(LIST_STYLE, "Một mục của danh sách", align="JUSTIFY", numbered=True),
    Style("Ảnh", "Chỗ của ảnh", "Anh", "CENTER", keep_with_next=True),
    Style("Caption", "Chú thích ảnh", align="CENTER", italic=True),
    Style("Bảng - đầu cột", "", "BangDauCot", "CENTER", 12, 2, 2, bold=True),
    Style("Bảng - ô", "", "BangO", "LEFT", 12, 2, 2),
    Style("Tác giả", "Tên tác giả", "TacGia", "RIGHT", before=12, bold=True),
    Style("Footer", "", align="CENTER", size=12, before=0, after=0),
)


def _by_rule(  # noqa: PLR0913 - what the decree leaves open is said by name
    rule: str,
    name: str,
    sample: str,
    id: str = "",  # noqa: A002 - the field's own word
    *,
    before: float = 0,
    after: float = 0,
    first_line: float = 0,
    keep_with_next: bool = False,
    outline: int | None = None,
    close: bool = False,
) -> Style:
    """A style with the size, weight and alignment that the decree's rule chooses."""
    found: Rule = decree()[rule]
    return Style(
        name,
        sample,
        id,
        _ALIGNMENTS[found.align],
        float(found.size.chosen) if found.size else 0,
        before,
        after,
        bold=bool(found.bold),
        italic=bool(found.italic),
        first_line=first_line,
        keep_with_next=keep_with_next,
        outline=outline,
        close=close,
    )


def _report_styles() -> tuple[Style, ...]:
    body, indent = decree()["noi_dung_co_chu"], float(decree()["noi_dung_thut_dau_dong"].measures["thut"].chosen)
    gap = float(decree()["noi_dung_cach_doan"].measures["cach_doan"].chosen)
    size = float(body.size.chosen) if body.size else 0
    return (
        Style(
            "Bản nháp",
            "Bản nháp: dòng báo trước văn bản chưa được phép phát hành",
            "BanNhap",
            "CENTER",
            14,
            0,
            12,
            bold=True,
        ),
        _by_rule("co_quan_chu_quan", "Cơ quan chủ quản", "TÊN CƠ QUAN CHỦ QUẢN", "CoQuanChuQuan"),
        _by_rule("co_quan_ban_hanh", "Cơ quan ban hành", "TÊN CƠ QUAN BAN HÀNH", "CoQuanBanHanh"),
        _by_rule("quoc_hieu", "Quốc hiệu", decree()["quoc_hieu"].text, "QuocHieu"),
        _by_rule("tieu_ngu", "Tiêu ngữ", decree()["tieu_ngu"].text, "TieuNgu"),
        _by_rule("so_van_ban", "Số và ký hiệu", "Số:      /BC-…", "SoKyHieu", before=6),
        _by_rule(
            "dia_danh_thoi_gian",
            "Địa danh và thời gian",
            "Địa danh, ngày     tháng     năm",
            "DiaDanhThoiGian",
            before=6,
        ),
        _by_rule("ten_loai", "Tên loại văn bản", "TÊN LOẠI VĂN BẢN", "TenLoai", before=18, keep_with_next=True),
        _by_rule("trich_yeu", "Trích yếu", "Trích yếu nội dung", "TrichYeu", keep_with_next=True, outline=0),
        _centred("kinh_gui", "Kính gửi", "Kính gửi: …", "KinhGui"),
        Style(
            "Body Text",
            "Đoạn nội dung. Mọi đoạn thường của báo cáo dùng kiểu này.",
            "",
            "JUSTIFY",
            size,
            gap,
            0,
            first_line=indent,
        ),
        _by_rule("de_muc", "Heading 2", "I. ĐỀ MỤC", before=12, first_line=indent, keep_with_next=True, outline=1),
        _by_rule(
            "khoan", "Heading 3", "1. Khoản có tiêu đề", before=gap, first_line=indent, keep_with_next=True, outline=2
        ),
        Style(
            "Heading 4",
            "a) Điểm có tiêu đề",
            "",
            "LEFT",
            size,
            gap,
            0,
            italic=True,
            first_line=indent,
            keep_with_next=True,
            outline=3,
        ),
        Style(LIST_STYLE, "Một mục của danh sách", "", "JUSTIFY", size, gap, 0, numbered=True),
        Style("Ảnh", "Chỗ của ảnh", "Anh", "CENTER", size, gap, 0, keep_with_next=True),
        Style("Caption", "Chú thích ảnh", "", "CENTER", size, gap, gap, italic=True),
        Style("Bảng - đầu cột", "", "BangDauCot", "CENTER", 12, 2, 2, bold=True),
        Style("Bảng - ô", "", "BangO", "LEFT", 12, 2, 2),
        _by_rule("noi_nhan", "Nơi nhận", decree()["noi_nhan"].text, "NoiNhan", before=12),
        _by_rule("liet_ke_noi_nhan", "Từng nơi nhận", "- Lưu: VT.", "TungNoiNhan"),
        _by_rule(
            "quyen_han",
            "Quyền hạn và chức vụ",
            "QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ",
            "QuyenHan",
            before=12,
            close=True,
            keep_with_next=True,
        ),
        _by_rule("nguoi_ky", "Người ký", "Họ và tên người ký", "NguoiKy", before=72),
        _by_rule("phu_luc", "Phụ lục", decree()["phu_luc"].text, "PhuLuc", keep_with_next=True, outline=0),
        _by_rule("ten_phu_luc", "Tên phụ lục", "TIÊU ĐỀ PHỤ LỤC", "TenPhuLuc", keep_with_next=True),
        _by_rule(
            "kem_theo",
            "Kèm theo",
            "(Kèm theo Báo cáo số … ngày … của …)",
            "KemTheo",
            after=12,
            close=True,
            keep_with_next=True,
        ),
        _by_rule("so_trang", "Header", ""),
    )


def _centred(rule: str, name: str, sample: str, id: str) -> Style:  # noqa: A002 - the field's own word
    """Where the decree does not say how the lines stand, between margins they are centred."""
    return replace(_by_rule(rule, name, sample, id, before=12, after=6, close=True), align="CENTER")


_ALIGNMENTS: Mapping[Align | None, Alignment] = {
    None: "LEFT",
    Align.LEFT: "LEFT",
    Align.CENTER: "CENTER",
    Align.RIGHT: "RIGHT",
    Align.JUSTIFY: "JUSTIFY",
}


def _article() -> Design:
    margins = {"top": 20, "bottom": 20, "left": 30, "right": 20}
    return Design("Khung Word của bài báo", _ARTICLE_STYLES, 13, margins, "footer", True, "Tác giả")  # noqa: FBT003 - fields in order


def _report() -> Design:
    chosen = decree()["le_trang"].measures
    sides = {"top": "tren", "bottom": "duoi", "left": "trai", "right": "phai"}
    margins = {side: float(chosen[name].chosen) for side, name in sides.items()}
    return Design("Khung Word của báo cáo", _report_styles(), 14, margins, "header", False, "Nơi nhận")  # noqa: FBT003 - as above


def designs() -> Mapping[str, Design]:
    """The shipped frames by genre."""
    return {"bai-bao": _article(), "bao-cao": _report()}
