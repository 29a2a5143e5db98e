"""One thing made wrong in the official report: how, and which rule alone it breaks."""

from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from official import (
    LONG,
    MOTTO,
    NATION,
    Mutation,
    add_page_number,
    annex,
    find,
    line_under,
    new_row,
    write,
)

REFERENCE = "(Kèm theo"


def delete(element: Any) -> None:  # noqa: ANN401 - lxml's stubs see None everywhere
    element.getparent().remove(element)


def under(element: Any, name: str) -> Any:  # noqa: ANN401 - as in delete
    """The first element of a name somewhere in another."""
    return element.find(f".//{qn(name)}")


def letters(beginning: str, **qualities: Any) -> Mutation:  # noqa: ANN401 - what a python-docx font takes
    """Give all letters of a paragraph a quality: ``size=Pt(12)``."""

    def change(document: Document) -> None:
        for run in find(document, beginning).runs:
            for name, wanted in qualities.items():
                setattr(run.font, name, wanted)

    return change


def said(beginning: str, words: str) -> Mutation:
    """Put other words into a paragraph, in the look of its first letters."""

    def change(document: Document) -> None:
        first, *others = find(document, beginning).runs
        first.text = words
        for run in others:
            run.text = ""

    return change


def part(beginning: str, at: int, **qualities: Any) -> Mutation:  # noqa: ANN401 - as in letters
    """Give the letters of one run a quality."""

    def change(document: Document) -> None:
        for name, wanted in qualities.items():
            setattr(find(document, beginning).runs[at].font, name, wanted)

    return change


def aligned(beginning: str, align: str) -> Mutation:
    return lambda document: setattr(find(document, beginning), "alignment", getattr(WD_ALIGN_PARAGRAPH, align))


def spaced(beginning: str, **qualities: Any) -> Mutation:  # noqa: ANN401 - what a python-docx format takes
    def change(document: Document) -> None:
        for name, wanted in qualities.items():
            setattr(find(document, beginning).paragraph_format, name, wanted)

    return change


def gone(beginning: str) -> Mutation:
    """Empty a paragraph; its place stays."""

    def change(document: Document) -> None:
        for run in find(document, beginning).runs:
            run.text = ""

    return change


def removed(beginning: str) -> Mutation:
    def change(document: Document) -> None:
        element = find(document, beginning)._p
        delete(element)

    return change


def line_gone(beginning: str) -> Mutation:
    def change(document: Document) -> None:
        delete(under(line_under(document, beginning)._p, "w:pBdr"))

    return change


def line_moved(beginning: str, left: float, right: float) -> Mutation:
    """Give a line other indents, in millimetres."""

    def change(document: Document) -> None:
        shape = line_under(document, beginning).paragraph_format
        shape.left_indent, shape.right_indent = Mm(left), Mm(right)

    return change


def line_kind(beginning: str, kind: str) -> Mutation:
    def change(document: Document) -> None:
        border = under(line_under(document, beginning)._p, "w:top")
        border.set(qn("w:val"), kind)

    return change


def section(at: int = 0, **qualities: Any) -> Mutation:  # noqa: ANN401 - what a python-docx section takes
    def change(document: Document) -> None:
        for name, wanted in qualities.items():
            setattr(document.sections[at], name, wanted)

    return change


def all_of(*changes: Mutation) -> Mutation:
    def change(document: Document) -> None:
        for one in changes:
            one(document)

    return change


def in_header(**qualities: Any) -> Mutation:  # noqa: ANN401 - as in letters
    def change(document: Document) -> None:
        for run in document.sections[0].header.paragraphs[0].runs:
            for name, wanted in qualities.items():
                setattr(run.font, name, wanted)

    return change


def number_gone(document: Document) -> None:
    header = document.sections[0].header.paragraphs[0]
    for run in header.runs:
        header._p.remove(run._r)


def number_at_the_foot(document: Document) -> None:
    number_gone(document)
    add_page_number(document.sections[0].footer.paragraphs[0])


def number_on_the_first_page(document: Document) -> None:
    add_page_number(document.sections[0].first_page_header.paragraphs[0])


def number_format(form: str, start: str = "") -> Mutation:
    def change(document: Document) -> None:
        element = OxmlElement("w:pgNumType")
        element.set(qn("w:fmt"), form)
        if start:
            element.set(qn("w:start"), start)
        document.sections[0]._sectPr.append(element)

    return change


def header_aligned(document: Document) -> None:
    document.sections[0].header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def on_its_side(document: Document) -> None:
    """A section without a table, in the middle of the text."""
    opening = find(document, "II. ĐÁNH GIÁ")._p
    for paper, anchor in (("upright", find(document, "2. Cải cách")._p), ("lying", opening)):
        element = parse_xml(document.sections[0]._sectPr.xml)
        if paper == "lying":
            size = under(element, "w:pgSz")
            size.set(qn("w:w"), "16838")
            size.set(qn("w:h"), "11906")
            size.set(qn("w:orient"), "landscape")
        holder: Any = OxmlElement("w:p")
        holder.get_or_add_pPr().append(element)
        anchor.addprevious(holder)


def motto_above(document: Document) -> None:
    """The motto and its line above the country's name."""
    name, motto = find(document, NATION)._p, find(document, MOTTO)._p
    line: Any = motto.getnext()
    name.addprevious(motto)
    name.addprevious(line)


def agencies_swapped(document: Document) -> None:
    upper: Any = find(document, "ỦY BAN NHÂN DÂN TỈNH")._p
    upper.getparent().append(upper)


def date_below(document: Document) -> None:
    """The date in a row of its own."""
    table = document.tables[0]
    old = table.rows[1].cells[1].paragraphs[0]._p
    cell = new_row(table).cells[1]
    cell._tc.append(old)
    table.rows[1].cells[1].add_paragraph()


def sides_swapped(document: Document) -> None:
    for element in document.tables[0]._tbl.findall(qn("w:tr")):
        left, right = element.findall(qn("w:tc"))
        right.addnext(left)


def recipients_lower(document: Document) -> None:
    """The recipients in a row under that of the authority."""
    cells = document.tables[1].rows[0].cells
    below = new_row(document.tables[1]).cells
    for paragraph in cells[0].paragraphs:
        below[0]._tc.append(paragraph._p)
    cells[0].add_paragraph()


def heading_number(old: str, new: str) -> Mutation:
    def change(document: Document) -> None:
        paragraph = find(document, old)
        paragraph.runs[0].text = paragraph.text.replace(old, new, 1)

    return change


def without_clause_one(document: Document) -> None:
    removed("1. Số liệu")(document)
    find(document, "2. Thực hiện").runs[0].text = f"4. {LONG} Số liệu chi tiết ở Phụ lục."


def annex_unmentioned(document: Document) -> None:
    find(document, "1. Số liệu chi tiết").runs[0].text = "1. Công việc được thực hiện đúng thời gian và đúng quy định."


def annex_same_section(document: Document) -> None:
    """The annex on a new page, but in the section of the text."""
    body = document.element.body
    found = next(properties for properties in body.iter(qn("w:sectPr")) if properties.getparent() is not body)
    body.replace(body[-1], found)


def annex_counted_on(document: Document) -> None:
    delete(under(document.sections[-1]._sectPr, "w:pgNumType"))


def second_annex(label: str, first: str) -> Mutation:
    def change(document: Document) -> None:
        find(document, "Phụ lục").runs[0].text = first
        annex(document, label)

    return change


def list_of_addressees(*lines: str) -> Mutation:
    def change(document: Document) -> None:
        first = find(document, "Kính gửi")
        first.runs[0].text = "Kính gửi:"
        at = first._p
        for line in lines:
            added = write(document.add_paragraph(), line, 14, align="LEFT")._p
            at.addnext(added)
            at = added

    return change


def indented_all(millimetres: float) -> Mutation:
    def change(document: Document) -> None:
        for paragraph in document.paragraphs:
            if paragraph.paragraph_format.first_line_indent:
                paragraph.paragraph_format.first_line_indent = Mm(millimetres)

    return change


def in_red(document: Document) -> None:
    find(document, "b) ").runs[0].font.color.rgb = RGBColor(255, 0, 0)


CASES: list[tuple[str, Mutation, str]] = [
    ("giấy Letter", section(page_width=Mm(215.9), page_height=Mm(279.4)), "kho_giay"),
    ("giấy cao 330 mm", section(page_height=Mm(330)), "kho_giay"),
    ("xoay ngang không có bảng", on_its_side, "huong_giay"),
    ("lề trái 20 mm", section(left_margin=Mm(20), right_margin=Mm(25)), "le_trang"),
    ("lề trên 30 mm", section(top_margin=Mm(30)), "le_trang"),
    ("lề dưới 15 mm", section(bottom_margin=Mm(15)), "le_trang"),
    ("lề phải 25,4 mm ở phụ lục", section(1, right_margin=Mm(25.4)), "le_trang"),
    ("lề đóng gáy cộng vào lề trái", section(gutter=Mm(10)), "le_trang"),
    ("phông Arial ở một đoạn", letters("a) ", name="Arial"), "phong_chu"),
    ("phông .VnTime ở Quốc hiệu", letters(NATION, name=".VnTimeH"), "phong_chu"),
    ("chữ đỏ", in_red, "phong_chu"),
    ("số trang ở trang đầu", number_on_the_first_page, "so_trang"),
    ("không tách trang đầu", section(different_first_page_header_footer=False), "so_trang"),
    ("số trang ở chân trang", number_at_the_foot, "so_trang"),
    ("không có số trang", number_gone, "so_trang"),
    ("số trang cỡ 11", in_header(size=Pt(11)), "so_trang"),
    ("số trang nghiêng", in_header(italic=True), "so_trang"),
    ("số trang bên phải", header_aligned, "so_trang"),
    ("số trang La Mã", number_format("lowerRoman"), "so_trang"),
    ("số trang từ 5", number_format("decimal", "5"), "so_trang"),
    ("không có Quốc hiệu", gone(NATION), "quoc_hieu"),
    ("Quốc hiệu cỡ 11", letters(NATION, size=Pt(11)), "quoc_hieu"),
    ("Quốc hiệu không đậm", letters(NATION, bold=False), "quoc_hieu"),
    ("Quốc hiệu nghiêng", letters(NATION, italic=True), "quoc_hieu"),
    ("Quốc hiệu viết sai", said(NATION, "CỘNG HÒA XÃ HỘI CHỦ NGHỈA VIỆT NAM"), "quoc_hieu"),
    ("Quốc hiệu viết thường", said(NATION, "Cộng hòa xã hội chủ nghĩa Việt Nam"), "quoc_hieu"),
    ("Quốc hiệu canh trái", aligned(NATION, "LEFT"), "quoc_hieu"),
    ("Quốc hiệu bị ngắt dòng", spaced(NATION, left_indent=Mm(6)), "quoc_hieu"),
    ("không có tiêu ngữ", gone(MOTTO), "tieu_ngu"),
    ("tiêu ngữ cỡ 12", letters(MOTTO, size=Pt(12)), "tieu_ngu"),
    ("tiêu ngữ không đậm", letters(MOTTO, bold=False), "tieu_ngu"),
    ("tiêu ngữ thiếu dấu cách", said(MOTTO, "Độc lập-Tự do-Hạnh phúc"), "tieu_ngu"),
    ("tiêu ngữ viết thường chữ đầu", said(MOTTO, "Độc lập - tự do - hạnh phúc"), "tieu_ngu"),
    ("tiêu ngữ trên Quốc hiệu", motto_above, "tieu_ngu"),
    ("tiêu ngữ không có kẻ", line_gone(MOTTO), "ke_tieu_ngu"),
    ("kẻ tiêu ngữ quá ngắn", line_moved(MOTTO, 40, 40), "ke_tieu_ngu"),
    ("kẻ tiêu ngữ quá dài", line_moved(MOTTO, 0, 0), "ke_tieu_ngu"),
    ("kẻ tiêu ngữ nét đứt", line_kind(MOTTO, "dashed"), "ke_tieu_ngu"),
    ("Quốc hiệu giãn 1,5 dòng", spaced(NATION, line_spacing=1.5), "gian_dong_quoc_hieu"),
    ("tiêu ngữ cách 12 pt", spaced(MOTTO, space_before=Pt(12)), "gian_dong_quoc_hieu"),
    ("cơ quan chủ quản đậm", letters("ỦY BAN NHÂN DÂN TỈNH", bold=True), "co_quan_chu_quan"),
    ("cơ quan chủ quản cỡ 14", letters("ỦY BAN NHÂN DÂN TỈNH", size=Pt(14)), "co_quan_chu_quan"),
    ("cơ quan chủ quản viết thường", said("ỦY BAN NHÂN DÂN TỈNH", "Ủy ban nhân dân tỉnh"), "co_quan_chu_quan"),
    (
        "cơ quan ban hành không đậm",
        all_of(letters("SỞ VĂN HÓA", bold=False), letters("VÀ DU LỊCH", bold=False)),
        "co_quan_ban_hanh",
    ),
    ("không có tên cơ quan", all_of(*map(gone, ("ỦY BAN NHÂN DÂN TỈNH", "SỞ VĂN HÓA", "VÀ DU"))), "co_quan_ban_hanh"),
    ("một dòng tên cơ quan không đậm", letters("SỞ VĂN HÓA", bold=False), "co_quan_ban_hanh"),
    ("cơ quan ban hành cỡ 11", letters("SỞ VĂN HÓA", size=Pt(11)), "co_quan_ban_hanh"),
    ("cơ quan ban hành viết thường", said("VÀ DU LỊCH", "và Du lịch"), "co_quan_ban_hanh"),
    ("cơ quan ban hành canh trái", aligned("SỞ VĂN HÓA", "LEFT"), "co_quan_ban_hanh"),
    ("cơ quan không có kẻ", line_gone("VÀ DU LỊCH"), "ke_co_quan"),
    ("kẻ cơ quan quá dài", line_moved("VÀ DU LỊCH", 0, 0), "ke_co_quan"),
    ("kẻ cơ quan lệch", line_moved("VÀ DU LỊCH", 10, 36), "ke_co_quan"),
    ("không có số", all_of(gone("Số: 05")), "so_van_ban"),
    ("chữ SỐ in hoa", said("Số: 05", "SỐ: 05/BC-UBND"), "so_van_ban"),
    ("thiếu dấu hai chấm", said("Số: 05", "Số 05/BC-UBND"), "so_van_ban"),
    ("số 5", said("Số: 05", "Số: 5/BC-UBND"), "so_van_ban"),
    ("số viết bằng chữ", said("Số: 05", "Số: năm/BC-UBND"), "so_van_ban"),
    ("số cỡ 12", part("Số: 05", 0, size=Pt(12)), "so_van_ban"),
    ("số canh trái", aligned("Số: 05", "LEFT"), "so_van_ban"),
    ("ký hiệu có dấu cách", said("Số: 05", "Số: 05/BC - UBND"), "ky_hieu"),
    ("ký hiệu viết thường", said("Số: 05", "Số: 05/bc-ubnd"), "ky_hieu"),
    ("ký hiệu của loại khác", said("Số: 05", "Số: 05/KH-UBND"), "ky_hieu"),
    ("không có dấu gạch chéo", said("Số: 05", "Số: 05 BC-UBND"), "ky_hieu"),
    ("ký hiệu đậm", part("Số: 05", 1, bold=True), "ky_hieu"),
    ("không có ngày tháng", gone("Bến Tre, ngày"), "dia_danh_thoi_gian"),
    ("ngày tháng đứng", letters("Bến Tre, ngày", italic=False), "dia_danh_thoi_gian"),
    ("ngày tháng cỡ 12", letters("Bến Tre, ngày", size=Pt(12)), "dia_danh_thoi_gian"),
    ("ngày tháng đậm", letters("Bến Tre, ngày", bold=True), "dia_danh_thoi_gian"),
    (
        "sau địa danh thiếu dấu phẩy",
        said("Bến Tre, ngày", "Bến Tre ngày 05 tháng 3 năm 2024"),
        "dia_danh_thoi_gian",
    ),
    ("địa danh viết thường", said("Bến Tre, ngày", "bến Tre, ngày 05 tháng 3 năm 2024"), "dia_danh_thoi_gian"),
    ("ngày tháng khác dòng với số", date_below, "dia_danh_thoi_gian"),
    ("ngày 5", said("Bến Tre, ngày", "Bến Tre, ngày 5 tháng 3 năm 2024"), "thoi_gian"),
    ("tháng 1", said("Bến Tre, ngày", "Bến Tre, ngày 15 tháng 1 năm 2024"), "thoi_gian"),
    ("tháng 03", said("Bến Tre, ngày", "Bến Tre, ngày 15 tháng 03 năm 2024"), "thoi_gian"),
    ("ngày viết tắt", said("Bến Tre, ngày", "Bến Tre, 05/3/2024"), "thoi_gian"),
    ("ngày không có trong lịch", said("Bến Tre, ngày", "Bến Tre, ngày 31 tháng 4 năm 2024"), "thoi_gian"),
    ("năm hai chữ số", said("Bến Tre, ngày", "Bến Tre, ngày 05 tháng 3 năm 24"), "thoi_gian"),
    ("không có tên loại", removed("BÁO CÁO"), "ten_loai"),
    ("tên loại cỡ 16", letters("BÁO CÁO", size=Pt(16)), "ten_loai"),
    ("tên loại không đậm", letters("BÁO CÁO", bold=False), "ten_loai"),
    ("tên loại viết thường", said("BÁO CÁO", "Báo cáo"), "ten_loai"),
    ("tên loại canh trái", aligned("BÁO CÁO", "LEFT"), "ten_loai"),
    ("không có trích yếu", all_of(removed("Kết quả công"), removed("quý I năm")), "trich_yeu"),
    ("trích yếu không đậm", all_of(*(letters(x, bold=False) for x in ("Kết quả công", "quý I"))), "trich_yeu"),
    ("trích yếu nghiêng", letters("quý I năm", italic=True), "trich_yeu"),
    ("trích yếu cỡ 12", letters("Kết quả công", size=Pt(12)), "trich_yeu"),
    ("trích yếu in hoa", said("Kết quả công", "KẾT QUẢ CÔNG TÁC CẢI CÁCH HÀNH CHÍNH"), "trich_yeu"),
    ("trích yếu canh trái", all_of(*(aligned(x, "LEFT") for x in ("Kết quả công", "quý I"))), "trich_yeu"),
    ("trích yếu không có kẻ", line_gone("quý I năm 2024"), "ke_trich_yeu"),
    ("kẻ trích yếu quá dài", line_moved("quý I năm 2024", 20, 20), "ke_trich_yeu"),
    ("kẻ trích yếu lệch", line_moved("quý I năm 2024", 50, 81), "ke_trich_yeu"),
    ("Kính gửi cỡ 12", letters("Kính gửi", size=Pt(12)), "kinh_gui"),
    ("Kính gửi đậm", letters("Kính gửi", bold=True), "kinh_gui"),
    ("Kính gửi thiếu dấu hai chấm", said("Kính gửi", "Kính gửi Ủy ban nhân dân tỉnh"), "kinh_gui"),
    ("nơi gửi không có gạch", list_of_addressees("Ủy ban nhân dân tỉnh;", "- Sở Nội vụ."), "kinh_gui"),
    ("nơi gửi thiếu dấu chấm cuối", list_of_addressees("- Ủy ban nhân dân tỉnh;", "- Sở Nội vụ;"), "kinh_gui"),
    ("nội dung cỡ 12", letters("c) ", size=Pt(12)), "noi_dung_co_chu"),
    ("nội dung cỡ 15", letters("- Thực hiện", size=Pt(15)), "noi_dung_co_chu"),
    ("nội dung nghiêng", letters("2. Thực hiện", italic=True), "noi_dung_co_chu"),
    ("nội dung canh trái", aligned("a) ", "LEFT"), "noi_dung_can_deu"),
    ("nội dung canh giữa", aligned("1. Số liệu", "CENTER"), "noi_dung_can_deu"),
    ("không thụt đầu dòng", spaced("d) ", first_line_indent=Mm(0)), "noi_dung_thut_dau_dong"),
    ("thụt 15 mm", indented_all(15), "noi_dung_thut_dau_dong"),
    ("đoạn cách 0 pt", spaced("a) ", space_after=Pt(0)), "noi_dung_cach_doan"),
    ("đoạn cách 3 pt", spaced("b) ", space_after=Pt(3)), "noi_dung_cach_doan"),
    ("giãn dòng đôi", spaced("đ) ", line_spacing=2.0), "noi_dung_gian_dong"),
    (
        "giãn dòng đúng 10 pt",
        spaced("e) ", line_spacing=Pt(10), line_spacing_rule=WD_LINE_SPACING.EXACTLY),
        "noi_dung_gian_dong",
    ),
    ("đề mục không đậm", letters("I. KẾT QUẢ", bold=False), "de_muc"),
    ("đề mục viết thường", said("II. ĐÁNH", "II. Đánh giá chung"), "de_muc"),
    ("đề mục nghiêng", letters("III. PHƯƠNG", italic=True), "de_muc"),
    ("đề mục cỡ 16", letters("III. PHƯƠNG", size=Pt(16)), "de_muc"),
    ("khoản nghiêng", letters("1. Công tác", italic=True), "khoan"),
    ("khoản in hoa", said("1. Công tác", "1. CÔNG TÁC CHỈ ĐẠO"), "khoan"),
    ("khoản cỡ 12", letters("2. Cải cách", size=Pt(12)), "khoan"),
    ("đề mục nhảy số", heading_number("III. ", "IV. "), "thu_tu_de_muc"),
    ("đề mục lặp số", heading_number("III. ", "II. "), "thu_tu_de_muc"),
    ("khoản nhảy số", heading_number("2. Cải", "3. Cải"), "thu_tu_de_muc"),
    ("khoản không từ 1", without_clause_one, "thu_tu_de_muc"),
    ("điểm f", heading_number("e) ", "f) "), "diem"),
    ("điểm e trước đ", heading_number("đ) ", "e) "), "diem"),
    ("điểm có dấu chấm", heading_number("b) ", "b. "), "diem"),
    ("điểm j", heading_number("c) ", "j) "), "diem"),
    ("điểm w", heading_number("c) ", "w) "), "diem"),
    ("điểm không từ a", removed("a) "), "diem"),
    (
        "không có dấu kết thúc",
        said("Trên đây", "Trên đây là kết quả cải cách hành chính quý I năm 2024."),
        "het_van_ban",
    ),
    (
        "phụ lục không có dấu kết thúc",
        said("Số liệu tính", "Số liệu tính đến ngày 31 tháng 3 năm 2024."),
        "het_van_ban",
    ),
    ("quyền hạn không đậm", letters("TM. ỦY BAN", bold=False), "quyen_han"),
    ("quyền hạn cỡ 12", letters("CHỦ TỊCH", size=Pt(12)), "quyen_han"),
    ("quyền hạn viết thường", said("CHỦ TỊCH", "Chủ tịch"), "quyen_han"),
    ("TM thiếu dấu chấm", said("TM. ỦY BAN", "TM ỦY BAN NHÂN DÂN"), "quyen_han"),
    ("ủy ban không ghi TM.", said("TM. ỦY BAN", "ỦY BAN NHÂN DÂN"), "quyen_han"),
    (
        "không có quyền hạn",
        all_of(gone("TM. ỦY BAN"), gone("CHỦ TỊCH"), gone("Nguyễn Văn An")),
        "quyen_han",
    ),
    ("họ tên không đậm", letters("Nguyễn Văn An", bold=False), "nguoi_ky"),
    ("họ tên cỡ 12", letters("Nguyễn Văn An", size=Pt(12)), "nguoi_ky"),
    ("họ tên in hoa", said("Nguyễn Văn An", "NGUYỄN VĂN AN"), "nguoi_ky"),
    ("họ tên có học vị", said("Nguyễn Văn An", "ThS. Nguyễn Văn An"), "nguoi_ky"),
    ("không có Nơi nhận", gone("Nơi nhận:"), "noi_nhan"),
    ("Nơi nhận đứng", letters("Nơi nhận:", italic=False), "noi_nhan"),
    ("Nơi nhận không đậm", letters("Nơi nhận:", bold=False), "noi_nhan"),
    ("Nơi nhận cỡ 11", letters("Nơi nhận:", size=Pt(11)), "noi_nhan"),
    ("Nơi nhận thiếu dấu hai chấm", said("Nơi nhận:", "Nơi nhận"), "noi_nhan"),
    ("Nơi nhận dưới quyền hạn", recipients_lower, "noi_nhan"),
    ("nơi nhận cỡ 12", letters("- Các sở", size=Pt(12)), "liet_ke_noi_nhan"),
    ("nơi nhận nghiêng", letters("- Các sở", italic=True), "liet_ke_noi_nhan"),
    ("nơi nhận thiếu dấu chấm phẩy", said("- Các sở", "- Các sở, ban, ngành tỉnh"), "liet_ke_noi_nhan"),
    ("nơi nhận thiếu gạch", said("- Các sở", "Các sở, ban, ngành tỉnh;"), "liet_ke_noi_nhan"),
    ("dòng Lưu thiếu dấu chấm", said("- Lưu", "- Lưu: VT, KSTTHC"), "liet_ke_noi_nhan"),
    ("không có dòng Lưu", all_of(removed("- Lưu"), said("- Các sở", "- Các sở, ban, ngành.")), "liet_ke_noi_nhan"),
    ("không có nơi nhận nào", all_of(*map(removed, ("- Như trên", "- Các sở", "- Lưu"))), "liet_ke_noi_nhan"),
    ("thiếu Như trên", removed("- Như trên"), "liet_ke_noi_nhan"),
    ("Phụ lục cỡ 13", letters("Phụ lục", size=Pt(13)), "phu_luc"),
    ("Phụ lục in hoa", said("Phụ lục", "PHỤ LỤC"), "phu_luc"),
    ("Phụ lục nghiêng", letters("Phụ lục", italic=True), "phu_luc"),
    ("Phụ lục canh trái", aligned("Phụ lục", "LEFT"), "phu_luc"),
    ("phụ lục số Ả Rập", second_annex("Phụ lục 2", "Phụ lục 1"), "phu_luc"),
    ("hai phụ lục không số", second_annex("Phụ lục", "Phụ lục"), "phu_luc"),
    ("phụ lục nhảy số", second_annex("Phụ lục III", "Phụ lục I"), "phu_luc"),
    ("tiêu đề phụ lục viết thường", said("SỐ LIỆU CHI TIẾT", "Số liệu chi tiết"), "ten_phu_luc"),
    ("tiêu đề phụ lục không đậm", letters("SỐ LIỆU CHI TIẾT", bold=False), "ten_phu_luc"),
    ("phụ lục không có tiêu đề", removed("SỐ LIỆU CHI TIẾT"), "ten_phu_luc"),
    ("phụ lục không có dòng dẫn", removed(REFERENCE), "kem_theo"),
    ("dòng dẫn đứng", letters(REFERENCE, italic=False), "kem_theo"),
    ("dòng dẫn cỡ 12", letters(REFERENCE, size=Pt(12)), "kem_theo"),
    ("dòng dẫn thiếu ngày", said(REFERENCE, "(Kèm theo Báo cáo số 05/BC-UBND của Ủy ban)"), "kem_theo"),
    ("không dẫn đến phụ lục", annex_unmentioned, "dan_phu_luc"),
    ("số trang phụ lục đếm tiếp", annex_counted_on, "so_trang_phu_luc"),
    ("phụ lục cùng phần với văn bản", annex_same_section, "so_trang_phu_luc"),
]
