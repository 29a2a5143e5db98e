"""The layout of Word files: a good report breaks nothing, each fault breaks its own rule, and making it differently breaks nothing."""

import io
import json
import os
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from conftest import run_cchc
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from official import (
    DATE,
    LONG,
    MOTTO,
    NATION,
    NBSP,
    add_page_number,
    annex,
    body_paragraph,
    everything,
    find,
    line_under,
    new_row,
    report,
    saved,
    set_tab,
    write,
)

from cchc_report.layout import CHECKS, Judgement, State, Verdict, as_json, as_text, judge
from cchc_report.nd30 import decree

Mutation = Callable[[Document], None]
REFERENCE = "(Kèm theo"


def verdicts(data: bytes) -> dict[str, Verdict]:
    """The verdicts on a file by rule; each rule has exactly one."""
    judgement = judge(data, "bao-cao.docx")
    assert not judgement.problem, judgement.problem
    assert [verdict.rule.id for verdict in judgement.verdicts] == list(decree().rules)
    return {verdict.rule.id: verdict for verdict in judgement.verdicts}


def broken(data: bytes) -> dict[str, str]:
    return {rule: verdict.message for rule, verdict in verdicts(data).items() if verdict.state is State.BROKEN}


def states(data: bytes) -> dict[str, State]:
    return {rule: verdict.state for rule, verdict in verdicts(data).items()}


@cache
def good() -> bytes:
    return report()


def test_a_good_report_breaks_nothing_and_leaves_nothing_open() -> None:
    found = verdicts(good())
    assert broken(good()) == {}
    unsure = {rule: verdict.message for rule, verdict in found.items() if verdict.state is State.UNKNOWN}
    assert set(unsure) == {"trich_yeu_cong_van", "can_cu", "dieu"}
    assert all(message.startswith("không áp dụng") for message in unsure.values())


def test_every_rule_of_the_decree_has_a_check() -> None:
    assert set(CHECKS) == set(decree().rules)


# --- Mutations ------------------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize(("change", "rule"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_one_fault_breaks_its_rule_and_no_other(change: Mutation, rule: str) -> None:
    found = broken(report(change))
    assert set(found) == {rule}, found
    assert decree()[rule].clause in found[rule]


TOGETHER: list[tuple[str, Mutation, set[str]]] = [
    ("hai tên cơ quan đổi chỗ", agencies_swapped, {"co_quan_chu_quan", "co_quan_ban_hanh", "ke_co_quan"}),
    (
        "hai bên đầu trang đổi chỗ",
        sides_swapped,
        {"quoc_hieu", "co_quan_chu_quan", "co_quan_ban_hanh", "dia_danh_thoi_gian"},
    ),
]


@pytest.mark.parametrize(("change", "rules"), [case[1:] for case in TOGETHER], ids=[case[0] for case in TOGETHER])
def test_a_fault_of_several_parts_breaks_the_rule_of_each(change: Mutation, rules: set[str]) -> None:
    assert set(broken(report(change))) == rules


def test_a_broken_rule_names_paragraph_text_and_what_is_there() -> None:
    found = verdicts(report(letters(NATION, size=Pt(11))))["quoc_hieu"]
    assert [(spot.paragraph, spot.text) for spot in found.spots] == [(5, NATION)]
    assert "cỡ chữ 11, không phải 12-13 pt" in found.message
    assert "Phụ lục I, Phần I, Mục II, khoản 1, điểm a" in found.message


def test_many_places_are_counted_and_all_listed_for_tools() -> None:
    found = verdicts(report(indented_all(15)))["noi_dung_thut_dau_dong"]
    assert "và 9 chỗ nữa" in found.message
    assert len(found.spots) == 12


# --- Blanks before signing, parts that are not there -----------------------------------------------------------------


def unsigned(document: Document) -> None:
    said("Số: 05", f"Số:{NBSP * 6}/BC-UBND")(document)
    said("Bến Tre, ngày", f"Bến Tre, ngày{NBSP * 5}tháng 3 năm 2024")(document)
    gone("Nguyễn Văn An")(document)


def commune(document: Document) -> None:
    """No agency above; no addressee."""
    removed("ỦY BAN NHÂN DÂN TỈNH")(document)
    said("SỞ VĂN HÓA", "ỦY BAN NHÂN DÂN")(document)
    said("VÀ DU LỊCH", "XÃ TÂN PHÚ")(document)
    removed("Kính gửi")(document)
    removed("- Như trên")(document)


OPEN: list[tuple[str, Mutation, dict[str, str]]] = [
    (
        "trước khi ký",
        unsigned,
        {"so_van_ban": "số chưa ghi", "thoi_gian": "ngày ban hành chưa ghi đủ", "nguoi_ky": "chưa có họ và tên"},
    ),
    ("dấu chấm thay số", said("Số: 05", "Số: ……/BC-UBND"), {"so_van_ban": "số chưa ghi"}),
    ("ký hiệu để trống", said("Số: 05", "Số: 05/……"), {"ky_hieu": "ký hiệu chưa ghi"}),
    ("địa danh để trống", said("Bến Tre, ngày", "……, ngày 05 tháng 3 năm 2024"), {"dia_danh_thoi_gian": "địa danh"}),
    ("nơi gửi để trống", said("Kính gửi", "Kính gửi: ………"), {"kinh_gui": "chưa ghi"}),
    ("cấp xã", commune, {"co_quan_chu_quan": "không áp dụng", "kinh_gui": "không áp dụng"}),
]


@pytest.mark.parametrize(("change", "reasons"), [case[1:] for case in OPEN], ids=[case[0] for case in OPEN])
def test_what_is_still_blank_or_not_there_cannot_be_told(change: Mutation, reasons: dict[str, str]) -> None:
    data = report(change)
    assert broken(data) == {}
    for rule, reason in reasons.items():
        verdict = verdicts(data)[rule]
        assert (verdict.state, reason in verdict.message) == (State.UNKNOWN, True), verdict


def test_a_blank_does_not_hide_a_fault_beside_it() -> None:
    assert set(broken(report(said("Số: 05", f"SỐ:{NBSP * 5}/BC-UBND")))) == {"so_van_ban"}
    assert set(broken(report(said("Bến Tre, ngày", "Bến Tre, ngày     tháng 03 năm 2024")))) == {"thoi_gian"}


# --- The same page made differently ----------------------------------------------------------------------------------


def plain_runs(document: Document, beginning: str) -> Paragraph:
    """A paragraph without any formatting of its own."""
    paragraph = find(document, beginning)
    properties = paragraph._p.pPr
    if properties is not None:
        paragraph._p.remove(properties)
    for run in paragraph.runs:
        if run._r.rPr is not None:
            run._r.remove(run._r.rPr)
    return paragraph


def add_styles(document: Document, xml: str) -> None:
    for element in parse_xml(f"<w:styles {nsdecls('w')}>{xml}</w:styles>"):
        document.styles.element.append(element)


def styled(paragraph: Paragraph, style: str) -> None:
    element = OxmlElement("w:pStyle")
    element.set(qn("w:val"), style)
    paragraph._p.get_or_add_pPr().insert(0, element)


CHAIN = """
<w:style w:type="paragraph" w:styleId="Goc"><w:name w:val="Gốc"/><w:pPr><w:spacing w:after="120" w:line="240" w:lineRule="auto"/>
  <w:jc w:val="both"/></w:pPr><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="20"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Giua"><w:name w:val="Giữa"/><w:basedOn w:val="Goc"/><w:rPr><w:sz w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Than"><w:name w:val="Thân"/><w:basedOn w:val="Giua"/><w:pPr><w:ind w:firstLine="720"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Muc"><w:name w:val="Mục"/><w:basedOn w:val="Than"/><w:rPr><w:b/></w:rPr></w:style>
"""


def by_styles(document: Document) -> None:
    """Body and headings get everything from a chain of styles."""
    add_styles(document, CHAIN)
    for paragraph in list(document.paragraphs):
        if paragraph.paragraph_format.first_line_indent:
            heading = re.match(r"[IV]+\. |[12]\. C", paragraph.text)
            styled(plain_runs(document, paragraph.text), "Muc" if heading else "Than")


def by_defaults(document: Document) -> None:
    """Font, size and distance from the defaults of the document."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    xml = f"""<w:docDefaults {nsdecls("w")}><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>
      <w:sz w:val="28"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120"/><w:ind w:firstLine="567"/>
      <w:jc w:val="both"/></w:pPr></w:pPrDefault></w:docDefaults>"""
    document.styles.element.replace(defaults, parse_xml(xml))
    normal = document.styles["Normal"].element
    for name in ("w:rPr", "w:pPr"):
        found = normal.find(qn(name))
        if found is not None:
            normal.remove(found)
    for beginning in ("a) ", "b) ", "- Thực hiện", "2. Thực hiện", "Trên đây"):
        plain_runs(document, beginning)
    for paragraph in everything(document):
        if paragraph._p.pPr is not None:
            shape = paragraph.paragraph_format
            shape.first_line_indent = shape.first_line_indent or Mm(0)


def by_table_style(document: Document) -> None:
    """Recipients get size and alignment from the style of their table, their first line from its first row."""
    add_styles(
        document,
        """<w:style w:type="table" w:styleId="Ky"><w:name w:val="Ký"/><w:pPr><w:jc w:val="center"/></w:pPr>
        <w:rPr><w:sz w:val="28"/></w:rPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>""",
    )
    normal = document.styles["Normal"].element.find(qn("w:rPr"))
    normal.remove(normal.find(qn("w:sz")))
    properties = document.tables[1]._tbl.tblPr
    for name in ("w:tblStyle", "w:tblLook"):
        found = properties.find(qn(name))
        if found is not None:
            properties.remove(found)
    properties.insert(0, parse_xml(f'<w:tblStyle {nsdecls("w")} w:val="Ky"/>'))
    properties.append(parse_xml(f'<w:tblLook {nsdecls("w")} w:val="0020"/>'))
    for beginning in ("TM. ỦY", "CHỦ TỊCH", "Nguyễn Văn An"):
        plain_runs(document, beginning)


def by_toggles(document: Document) -> None:
    """A style of the paragraph and one of the letters are both bold, which is not bold; and the other way about."""
    add_styles(
        document,
        """<w:style w:type="paragraph" w:styleId="Dam"><w:name w:val="Đậm"/><w:basedOn w:val="Normal"/><w:rPr><w:b/></w:rPr></w:style>
        <w:style w:type="character" w:styleId="Manh"><w:name w:val="Mạnh"/><w:rPr><w:b/></w:rPr></w:style>""",
    )
    for beginning, character in (("ỦY BAN NHÂN DÂN TỈNH", True), ("CHỦ TỊCH", False)):
        paragraph = find(document, beginning)
        styled(paragraph, "Dam")
        for run in paragraph.runs:
            run.font.bold = None
            if character:
                run._r.get_or_add_rPr().insert(0, parse_xml(f'<w:rStyle {nsdecls("w")} w:val="Manh"/>'))


def by_caps(document: Document) -> None:
    """Capitals by formatting."""
    said("I. KẾT QUẢ", "i. Kết quả thực hiện")(document)
    find(document, "i. Kết").runs[0].font.all_caps = True
    said("CHỦ TỊCH", "Chủ tịch")(document)
    find(document, "Chủ tịch").runs[0].font.all_caps = True


def by_theme(document: Document) -> None:
    """The font named by the theme only; python-docx's theme says Calibri, ours Times."""
    theme = next(part for part in document.part.package.iter_parts() if "theme" in str(part.partname))
    theme._blob = re.sub(rb'(<a:minorFont>\s*<a:latin typeface=")[^"]*', rb"\1Times New Roman", theme.blob)
    fonts = document.styles["Normal"].element.find(f".//{qn('w:rFonts')}")
    for script in ("ascii", "hAnsi"):
        fonts.attrib.pop(qn(f"w:{script}"))
        fonts.set(qn(f"w:{script}Theme"), "minorHAnsi")


def old_tones(document: Document) -> None:
    said(NATION, NATION.replace("HÒA", "HOÀ"))(document)
    said("SỞ VĂN HÓA", "SỞ VĂN HOÁ, THỂ THAO")(document)


def decomposed(document: Document) -> None:
    for element in document.element.body.iter(qn("w:t")):
        element.text = unicodedata.normalize("NFD", element.text or "")


def underscores(document: Document) -> None:
    for beginning, count in ((MOTTO, 24), ("VÀ DU LỊCH", 8), ("quý I năm", 13)):
        line = line_under(document, beginning)
        assert line._p.pPr is not None
        line._p.remove(line._p.pPr)
        write(line, "_" * count, 14)


DRAWN = """<w:r {ns}><w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
  xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" behindDoc="0" simplePos="0" relativeHeight="1" locked="0"
  layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:align>center</wp:align>
  </wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV><wp:extent cx="{length}" cy="0"/>
  <wp:wrapNone/><wp:docPr id="{id}" name="Đường kẻ"/><a:graphic><a:graphicData
  uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp
  xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:cNvCnPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/>
  <a:ext cx="{length}" cy="0"/></a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom></wps:spPr><wps:bodyPr/></wps:wsp>
  </a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"""
VML = """<w:r {ns}><w:pict><v:line xmlns:v="urn:schemas-microsoft-com:vml" from="{left}mm,0" to="{right}mm,0"
  style="position:absolute;z-index:1"/></w:pict></w:r>"""


def with_lines(make: Callable[[float, float], str]) -> Mutation:
    """Draw the three lines in the paragraph of the text above them; make gets room and length in millimetres."""

    def change(document: Document) -> None:
        for beginning, room, length in ((MOTTO, 99, 60), ("VÀ DU LỊCH", 66, 15), ("quý I năm", 165, 14)):
            delete(line_under(document, beginning)._p)
            find(document, beginning)._p.append(parse_xml(make(room, length)))
        find(document, "Kính gửi").paragraph_format.space_before = Pt(6)

    return change


def drawn(_: float, length: float) -> str:
    return DRAWN.format(ns=nsdecls("w"), length=int(length * 36000), id=1)


def drawn_in_two_ways(room: float, length: float) -> str:
    """A new drawing with an old one for old programs, of which one is shown."""
    run = parse_xml(drawn(room, length))
    inner = run[0]
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    xml = "".join(re.findall(r"<w:pict>.*</w:pict>", vml(room, 3 * length), re.DOTALL))
    from lxml import etree  # noqa: PLC0415 - only this needs it

    drawing = etree.tostring(inner, encoding="unicode")
    return (
        f'<w:r {nsdecls("w")} xmlns:mc="{mc}" xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent>'
        f'<mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{xml}</mc:Fallback></mc:AlternateContent></w:r>'
    )


def vml(room: float, length: float) -> str:
    return VML.format(ns=nsdecls("w"), left=(room - length) / 2, right=(room + length) / 2)


def own_border(document: Document) -> None:
    """The line is the border of the motto's own paragraph."""
    delete(line_under(document, MOTTO)._p)
    motto = find(document, MOTTO)
    border = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
    )
    motto._p.get_or_add_pPr().insert(0, border)
    motto.paragraph_format.left_indent = motto.paragraph_format.right_indent = Mm(18)


def underlined(document: Document) -> None:
    delete(line_under(document, MOTTO)._p)
    find(document, MOTTO).runs[0].underline = True


def line_breaks(document: Document) -> None:
    """Lines of one part in one paragraph."""
    for upper, lower in ((NATION, MOTTO), ("SỞ VĂN HÓA", "VÀ DU LỊCH"), ("Kết quả công", "quý I năm")):
        above, below = find(document, upper), find(document, lower)
        above.add_run().add_break()
        for run in below.runs:
            above._p.append(run._r)
        delete(below._p)


def tabs_in_head(document: Document) -> None:
    """The head without a table: centred tab stops, lines drawn."""
    table = document.tables[0]._tbl
    lines = [
        (("ỦY BAN NHÂN DÂN TỈNH", 13, False, False), (NATION, 13, True, False)),
        (("SỞ VĂN HÓA, THỂ THAO", 13, True, False), (MOTTO, 14, True, False)),
        (("VÀ DU LỊCH", 13, True, False), ("", 14, False, False)),
        (("Số: 05/BC-UBND", 13, False, False), (DATE, 13, False, True)),
    ]
    for left, right in lines:
        paragraph = document.add_paragraph()
        for words, size, bold, italic in (left, right):
            paragraph.add_run("\t")
            run = paragraph.add_run(words)
            run.font.size, run.font.bold, run.font.italic = Pt(size), bold, italic
        set_tab(paragraph, 33)
        set_tab(paragraph, 115)
        table.addprevious(paragraph._p)
        if right[0] == MOTTO:
            paragraph._p.append(parse_xml(VML.format(ns=nsdecls("w"), left=85, right=145)))
        if left[0] == "VÀ DU LỊCH":
            paragraph._p.append(parse_xml(VML.format(ns=nsdecls("w"), left=25, right=41)))
    delete(table)


BOX = """<w:r {ns}><w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
  xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><wp:positionH relativeFrom="margin"><wp:posOffset>{left}</wp:posOffset>
  </wp:positionH><wp:extent cx="{width}" cy="900000"/><a:graphic><a:graphicData uri="x"><wps:wsp
  xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:spPr/><wps:txbx><w:txbxContent/></wps:txbx>
  </wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"""


def boxes_in_head(document: Document) -> None:
    """The two sides of the head in text boxes."""
    table = document.tables[0]
    anchor = document.add_paragraph()
    for column, left, width in ((0, 0, 66), (1, 66, 104)):
        box = parse_xml(BOX.format(ns=nsdecls("w"), left=left * 36000, width=width * 36000))
        content = under(box, "w:txbxContent")
        for row in table.rows:
            for paragraph in row.cells[column].paragraphs:
                content.append(paragraph._p)
        anchor._p.append(box)
    table._tbl.addprevious(anchor._p)
    delete(table._tbl)


def signature_by_tabs(document: Document) -> None:
    """Recipients and signer without a table."""
    table = document.tables[1]._tbl
    lines = [
        (("Nơi nhận:", 12, True, True), ("TM. ỦY BAN NHÂN DÂN", 14, True, False)),
        (("- Như trên;", 11, False, False), ("CHỦ TỊCH", 14, True, False)),
        (("- Các sở, ban, ngành tỉnh;", 11, False, False), ("", 11, False, False)),
        (("- Lưu: VT, KSTTHC.", 11, False, False), ("Nguyễn Văn An", 14, True, False)),
    ]
    for left, right in lines:
        paragraph = document.add_paragraph()
        for at, (words, size, bold, italic) in enumerate((left, right)):
            run = paragraph.add_run("\t" * at + words)
            run.font.size, run.font.bold, run.font.italic = Pt(size), bold, italic
        set_tab(paragraph, 115)
        table.addprevious(paragraph._p)
    delete(table)


def tracked(document: Document) -> None:
    """A deletion that would be wrong, and an insertion that is needed."""
    paragraph = find(document, "a) ")
    deleted = '<w:del {ns} w:id="1" w:author="x"><w:r><w:rPr><w:sz w:val="50"/></w:rPr><w:delText>chữ to</w:delText></w:r></w:del>'
    paragraph._p.append(parse_xml(deleted.format(ns=nsdecls("w"))))
    last = find(document, "Trên đây")
    words = last.runs[0].text
    last.runs[0].text = words.removesuffix("./.")
    inserted = '<w:ins {ns} w:id="2" w:author="x"><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t>./.</w:t></w:r></w:ins>'
    last._p.append(parse_xml(inserted.format(ns=nsdecls("w"))))


def in_controls(document: Document) -> None:
    """A paragraph and some letters in content controls."""
    paragraph = find(document, "b) ")._p
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
    paragraph.addprevious(control)
    control[1].append(paragraph)
    number = find(document, "Số: 05")._p
    inner = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
    run = number.findall(qn("w:r"))[1]
    run.addprevious(inner)
    inner[1].append(run)


def typed_indents(document: Document) -> None:
    """The first line moved in by a tab, the tab stops half an inch apart."""
    for beginning in ("a) ", "2. Thực hiện"):
        paragraph = find(document, beginning)
        paragraph.paragraph_format.first_line_indent = Mm(0)
        paragraph.runs[0].text = f"\t{paragraph.runs[0].text}"


NUMBERING = """<w:abstractNum {ns} w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>
  <w:lvlText w:val="%1."/><w:pPr><w:ind w:left="1134" w:hanging="567"/></w:pPr></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>
  <w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/><w:pPr><w:ind w:left="0" w:firstLine="567"/></w:pPr></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/><w:pPr><w:ind w:left="0"
  w:firstLine="567"/></w:pPr></w:lvl></w:abstractNum>"""


def numbered(document: Document, upto: str = "d") -> None:
    """Automatic numbers in place of typed ones, the letters as far as Word's alphabet is the Vietnamese one."""
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(NUMBERING.format(ns=nsdecls("w"))))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for paragraph in list(document.paragraphs):
        found = re.match(r"([IV]+\. )|([12]\. )|([a-zđ]\) )", paragraph.text)
        if not found or not paragraph.paragraph_format.first_line_indent:
            continue
        if found[3] and found[3][0] not in "abcdđe"[: "abcdđe".index(upto) + 1]:
            delete(paragraph._p)
            continue
        level = next(at for at in range(3) if found[at + 1])
        paragraph.runs[0].text = paragraph.runs[0].text.removeprefix(found[0])
        paragraph.paragraph_format.first_line_indent = None
        properties = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(properties))


def lying_with_table(document: Document) -> None:
    document.sections[1].orientation = WD_ORIENT.LANDSCAPE
    document.sections[1].page_width, document.sections[1].page_height = Mm(297), Mm(210)


def lying_with_turned_margins(document: Document) -> None:
    lying_with_table(document)
    part = document.sections[1]
    part.top_margin, part.bottom_margin = Mm(30), Mm(15)
    part.left_margin, part.right_margin = Mm(20), Mm(20)


def tight_style(document: Document) -> None:
    """Space before instead of after; Word adds the two."""
    for paragraph in document.paragraphs:
        if paragraph.paragraph_format.first_line_indent:
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)


def captions(document: Document) -> None:
    """A table in the text with its caption and unit."""
    anchor = find(document, "II. ĐÁNH GIÁ")._p
    table = document.add_table(rows=1, cols=2)._tbl
    for words, align in (("Bảng 1. Số hồ sơ đã giải quyết", "CENTER"), ("(Đơn vị tính: hồ sơ)", "RIGHT")):
        caption = write(document.add_paragraph(), words, 13, "italic", align=align)
        caption.paragraph_format.space_before = Pt(6)
        anchor.addprevious(caption._p)
    anchor.addprevious(table)


def arial_in_table(document: Document) -> None:
    cell = document.tables[-1].rows[0].cells[0].paragraphs[0].runs[0]
    cell.font.name, cell.font.size = "Arial", Pt(10)


def exactly_18(document: Document) -> None:
    for paragraph in document.paragraphs:
        if paragraph.paragraph_format.first_line_indent:
            paragraph.paragraph_format.line_spacing = Pt(18)


def wrapped_recipient(document: Document) -> None:
    said("- Các sở", "- Các sở, ban, ngành tỉnh và Ủy ban nhân dân")(document)
    line = write(document.add_paragraph(), "các huyện, thành phố;", 11, align="LEFT")
    find(document, "- Các sở")._p.addnext(line._p)


SAME: list[tuple[str, Mutation]] = [
    ("kiểu kế thừa", by_styles),
    ("mặc định của tệp", by_defaults),
    ("kiểu của bảng", by_table_style),
    ("kiểu đậm hai lần", by_toggles),
    ("in hoa bằng định dạng", by_caps),
    ("phông của chủ đề", by_theme),
    ("HOÀ", old_tones),
    ("dựng sẵn và tổ hợp", decomposed),
    ("kẻ bằng dấu gạch dưới", underscores),
    ("kẻ vẽ", with_lines(drawn)),
    ("kẻ vẽ kiểu cũ", with_lines(vml)),
    ("kẻ vẽ hai cách", with_lines(drawn_in_two_ways)),
    ("kẻ là viền của dòng chữ", own_border),
    ("gạch chân tiêu ngữ", underlined),
    ("ngắt dòng trong một đoạn", line_breaks),
    ("đầu trang bằng tab", tabs_in_head),
    ("đầu trang trong khung", boxes_in_head),
    ("chữ ký bằng tab", signature_by_tabs),
    ("theo dõi sửa đổi", tracked),
    ("ô điều khiển nội dung", in_controls),
    ("thụt bằng tab", typed_indents),
    ("đánh số tự động", numbered),
    ("phụ lục xoay ngang có bảng", lying_with_table),
    ("phụ lục xoay ngang, lề xoay theo", lying_with_turned_margins),
    ("cách đoạn trên và dưới", tight_style),
    ("tên bảng và đơn vị tính", captions),
    ("bảng dùng phông khác", arial_in_table),
    ("dòng đúng 18 pt", exactly_18),
    ("nơi nhận hai dòng", wrapped_recipient),
    ("ký hiệu có đơn vị soạn thảo", said("Số: 05", "Số: 105/BC-SVHTTDL")),
    ("tháng 01", said("Bến Tre, ngày", "Bến Tre, ngày 05 tháng 01 năm 2024")),
    ("lề 20, 25, 35, 15", section(top_margin=Mm(25), left_margin=Mm(35))),
    ("nhiều nơi gửi", list_of_addressees("- Ủy ban nhân dân tỉnh;", "- Sở Nội vụ.")),
    ("hai phụ lục", second_annex("Phụ lục II", "Phụ lục I")),
    ("thụt 12,7 mm", indented_all(12.7)),
]


@pytest.mark.parametrize("change", [case[1] for case in SAME], ids=[case[0] for case in SAME])
def test_the_same_page_made_differently_is_judged_the_same(change: Mutation) -> None:
    assert broken(report(change)) == {}
    assert states(report(change)) == states(good())


def test_words_alphabet_is_not_the_vietnamese_one() -> None:
    """Automatic letters go a, b, c, d, e: what is printed is wrong although nobody typed it."""
    found = broken(report(lambda document: numbered(document, "đ")))
    assert set(found) == {"diem"}
    assert "điểm «e» đứng sau điểm «d»" in found["diem"]


# --- Other documents ---------------------------------------------------------------------------------------------------


def letter(document: Document) -> None:
    """An official letter: no type, its subject under the number."""
    for beginning in ("BÁO CÁO", "Kết quả công", "quý I năm"):
        removed(beginning)(document)
    border = next(p for p in document.paragraphs if p._p.find(f".//{qn('w:pBdr')}") is not None)._p
    delete(border)
    said("Số: 05", "Số: 05/SVHTTDL-VP")(document)
    cell = document.tables[0].rows[1].cells[0]
    for line in ("V/v báo cáo kết quả cải cách", "hành chính quý I năm 2024"):
        write(cell.add_paragraph(), line, 12)
    cell.paragraphs[1].paragraph_format.space_before = Pt(6)


def test_an_official_letter_has_no_type() -> None:
    found = verdicts(report(letter))
    assert broken(report(letter)) == {}
    assert found["trich_yeu_cong_van"].state is State.KEPT
    assert {found[rule].state for rule in ("ten_loai", "trich_yeu", "ke_trich_yeu")} == {State.UNKNOWN}


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (letters("V/v", size=Pt(14)), "trich_yeu_cong_van"),
        (letters("hành chính quý I", italic=True), "trich_yeu_cong_van"),
        (aligned("V/v", "LEFT"), "trich_yeu_cong_van"),
        (all_of(removed("Kính gửi"), removed("- Như trên")), "kinh_gui"),
    ],
)
def test_faults_of_an_official_letter(change: Mutation, rule: str) -> None:
    assert set(broken(report(all_of(letter, change)))) == {rule}


def decision(document: Document) -> None:
    """A decision: legal bases, articles."""
    said("BÁO CÁO", "QUYẾT ĐỊNH")(document)
    said("Số: 05", "Số: 05/QĐ-UBND")(document)
    anchor = find(document, "Thực hiện")._p
    bases = ("Căn cứ Luật Tổ chức chính quyền địa phương;", "Theo đề nghị của Giám đốc Sở Nội vụ.")
    for words in bases:
        line = body_paragraph(document, words)
        line.runs[0].italic = True
        anchor.addprevious(line._p)
    article = body_paragraph(document, "Điều 1. ", bold=True)
    write(article, LONG, 14, align="JUSTIFY").paragraph_format.space_after = Pt(6)
    anchor.addnext(article._p)
    said("(Kèm theo", "(Kèm theo Quyết định số 05/QĐ-UBND ngày 05 tháng 3 năm 2024 của Ủy ban nhân dân)")(document)


def test_a_decision_has_legal_bases_and_articles() -> None:
    found = verdicts(report(decision))
    assert broken(report(decision)) == {}
    assert (found["can_cu"].state, found["dieu"].state) == (State.KEPT, State.KEPT)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (letters("Căn cứ", italic=False), "can_cu"),
        (letters("Theo đề nghị", bold=True), "can_cu"),
        (part("Điều 1", 0, bold=False), "dieu"),
        (part("Điều 1", 0, italic=True), "dieu"),
    ],
)
def test_faults_of_a_decision(change: Mutation, rule: str) -> None:
    assert set(broken(report(all_of(decision, change)))) == {rule}


def test_a_short_document_may_have_one_page_and_no_page_number() -> None:
    def short(document: Document) -> None:
        number_gone(document)
        for beginning in "abcdđe":
            removed(f"{beginning}) ")(document)
        for beginning in ("Thực hiện", "Thực hiện", "2. Thực", "- Thực"):
            said(beginning, beginning + " nhiệm vụ ở Phụ lục.")(document)

    assert verdicts(report(short))["so_trang"].state is State.UNKNOWN


def test_an_empty_document_is_told_so_rule_by_rule() -> None:
    found = verdicts(saved(docx.Document()))
    assert found["quoc_hieu"].state is State.BROKEN
    assert found["noi_dung_can_deu"].state is State.UNKNOWN


# --- LibreOffice -----------------------------------------------------------------------------------------------------


def resaved(data: bytes, folder: Path) -> bytes:
    """The file as LibreOffice saves it."""
    if shutil.which("soffice") is None:
        assert "CI" not in os.environ, "missing: soffice"
        pytest.skip("not installed: soffice")
    source = folder / "bao-cao.docx"
    source.write_bytes(data)
    command = ["soffice", f"-env:UserInstallation=file://{folder / 'profile'}", "--headless"]
    command += ["--convert-to", "docx", "--outdir", str(folder / "out"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (folder / "out" / "bao-cao.docx").read_bytes()


RESAVED = [
    "kiểu kế thừa",
    "mặc định của tệp",
    "đầu trang bằng tab",
    "đầu trang trong khung",
    "đánh số tự động",
    "kẻ vẽ",
]


@pytest.mark.parametrize("name", ["", *RESAVED])
def test_a_save_in_libreoffice_breaks_nothing(name: str, tmp_path: Path) -> None:
    change = dict(SAME)[name] if name else None
    assert broken(resaved(report(change), tmp_path)) == {}


def test_a_fault_is_found_after_a_save_in_libreoffice(tmp_path: Path) -> None:
    change = all_of(letters(NATION, bold=False), line_gone(MOTTO), spaced("d) ", first_line_indent=Mm(0)))
    assert set(broken(resaved(report(change), tmp_path))) == {"quoc_hieu", "ke_tieu_ngu", "noi_dung_thut_dau_dong"}


# --- Hostile files -----------------------------------------------------------------------------------------------------


def repacked(change: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(good())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    return zipped(parts)


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def in_document(old: bytes, new: bytes) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        parts["word/document.xml"] = parts["word/document.xml"].replace(old, new, 1)

    return repacked(change)


def entity_bomb(parts: dict[str, bytes]) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"?>", b"?>" + bomb, 1)


HOSTILE: dict[str, tuple[bytes, str]] = {
    "tệp trống": (b"", "không phải là tệp .docx, hoặc đã hỏng"),
    "tệp chữ": (b"xin ch\xc3\xa0o", "không phải là tệp .docx, hoặc đã hỏng"),
    "PDF": (b"%PDF-1.7 ...", "không phải là tệp .docx, hoặc đã hỏng"),
    "cắt cụt": (report()[:5000], "không phải là tệp .docx, hoặc đã hỏng"),
    "đặt mật khẩu": (b"\xd0\xcf\x11\xe0" + bytes(600), "mật khẩu"),
    "không có văn bản": (zipped({"a.xml": b"<a/>"}), "word/document.xml"),
    "XML hỏng": (in_document(b"<w:body>", b"<w:body><w:p>"), "XML đúng cách"),
    "bom thực thể": (repacked(entity_bomb), "DOCTYPE"),
    "bom nén": (repacked(lambda parts: parts.update({"word/media/x.bin": bytes(60_000_000)})), "giải nén ra"),
    "macro": (repacked(lambda parts: parts.update({"word/vbaProject.bin": b"x"})), "macro"),
    "lồng quá sâu": (
        in_document(b"<w:body>", b"<w:body>" + b"<w:ins>" * 5000 + b"</w:ins>" * 5000),
        "lồng nhau quá sâu",
    ),
    "không phải văn bản": (
        repacked(lambda parts: parts.update({"word/document.xml": b"<a xmlns='b'/>"})),
        "không phải là văn bản Word thường",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_one_problem(name: str) -> None:
    data, words = HOSTILE[name]
    judgement = judge(data, "x.docx")
    assert judgement.verdicts == ()
    assert words in judgement.problem
    assert judgement.hint


ODD = {
    b'w:val="28"': b'w:val="rat to"',
    b'w:w="11906"': b'w:w="-1e999"',
    b'w:val="center"': b'w:val="khong co"',
    b"<w:tblGrid>": b"<w:tblGridx/><w:tblGrid>",
    b'w:fldCharType="begin"': b'w:fldCharType="end"',
    b'w:type="dxa"': b'w:type="nil"',
}


@pytest.mark.parametrize("old", ODD, ids=lambda old: old.decode())
def test_nonsense_in_a_file_is_no_fault_of_the_tool(old: bytes) -> None:
    def change(parts: dict[str, bytes]) -> None:
        for name in ("word/document.xml", "word/styles.xml", "word/header1.xml"):
            parts[name] = parts[name].replace(old, ODD[old])

    verdicts(repacked(change))


PARTS = ["word/document.xml", "word/styles.xml", "word/numbering.xml", "word/settings.xml", "word/header1.xml"]


@given(data=st.data())
@settings(max_examples=150, suppress_health_check=list(HealthCheck))
def test_whatever_is_changed_in_the_xml_there_is_an_answer(data: st.DataObject) -> None:
    def change(parts: dict[str, bytes]) -> None:
        name = data.draw(st.sampled_from(PARTS))
        tags = list(re.finditer(rb"<[^>]*>|[^<>]+", parts[name]))
        at = data.draw(st.integers(0, len(tags) - 1))
        start, end = tags[at].span()
        kind = data.draw(st.sampled_from(["attribute", "cut", "double", "text"]))
        piece = parts[name][start:end]
        if kind == "attribute":
            junk = data.draw(st.sampled_from(["", "-1", "99999999999999999999", "1e5", "NaN", "x" * 50, "Ⅷ", "²"]))
            piece = re.sub(rb'="[^"]*"', f'="{junk}"'.encode(), piece) if not piece.startswith(b"<?") else piece
        elif kind == "cut":
            piece = b""
        elif kind == "double":
            piece *= 2
        else:
            piece += data.draw(st.text(max_size=20)).encode("utf-8", "ignore").translate(None, b"<>&")
        parts[name] = parts[name][:start] + piece + parts[name][end:]

    judgement = judge(repacked(change), "x.docx")
    assert judgement.problem or len(judgement.verdicts) == len(decree().rules)
    assert as_text([judgement])
    assert json.loads(as_json([judgement]))


# --- The command -----------------------------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "dung.docx").write_bytes(good())
    (tmp_path / "sai.docx").write_bytes(report(letters(NATION, bold=False)))
    (tmp_path / "hong.docx").write_bytes(b"PK")
    return tmp_path


def test_the_command_says_what_is_broken_first_then_what_is_open_then_counts(files: Path) -> None:
    ran = run_cchc("layout", "sai.docx", cwd=files)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.splitlines() == [
        "sai.docx",
        f"  SAI Quốc hiệu: chữ không đậm (đoạn 5 «{NATION}»)",
        f"      Quy định: {decree()['quoc_hieu'].demand} ({decree()['quoc_hieu'].clause})",
        "  Không áp dụng, vì văn bản không có phần này: Trích yếu của công văn; Căn cứ ban hành; Điều.",
        "  Tổng cộng: 38 quy định đúng, 1 sai, 3 chưa kết luận được.",
    ]


def test_the_command_ends_well_where_nothing_is_broken_and_changes_no_file(files: Path) -> None:
    before = {path.name: path.read_bytes() for path in files.iterdir()}
    assert run_cchc("layout", "dung.docx", cwd=files).code == 0
    assert {path.name: path.read_bytes() for path in files.iterdir()} == before


def test_one_unusable_file_does_not_stop_the_others(files: Path) -> None:
    (files / "thu-muc.docx").mkdir()
    ran = run_cchc("layout", "hong.docx", "thu-muc.docx", "dung.docx", cwd=files)
    assert ran.code == 1
    assert "hong.docx: không kiểm tra được\n  Tệp không phải là tệp .docx, hoặc đã hỏng\n  Gợi ý: mở tệp" in ran.out
    assert "thu-muc.docx: không kiểm tra được" in ran.out
    assert "39 quy định đúng, 0 sai" in ran.out


def test_the_verdicts_for_tools(files: Path) -> None:
    ran = run_cchc("layout", "--format", "json", "sai.docx", "hong.docx", cwd=files)
    report_ = json.loads(ran.out)
    assert (ran.code, report_["broken"]) == (1, 1)
    bad, unusable = report_["files"]
    assert [set(verdict) for verdict in bad["verdicts"]] == [
        {"rule", "title", "clause", "verdict", "message", "places"}
    ] * len(decree().rules)
    found = next(verdict for verdict in bad["verdicts"] if verdict["verdict"] == "broken")
    assert (found["rule"], found["places"]) == ("quoc_hieu", [{"paragraph": 5, "text": NATION}])
    assert {verdict["verdict"] for verdict in bad["verdicts"]} == {"kept", "broken", "unknown"}
    assert (unusable["file"], unusable["verdicts"], "hỏng" in unusable["problem"]) == ("hong.docx", [], True)


@pytest.mark.parametrize("arguments", [[], ["khong-co.docx"], ["dung.docx", "--format", "xml"], ["--sai"]])
def test_wrong_usage_of_the_command(files: Path, arguments: list[str]) -> None:
    assert run_cchc("layout", *arguments, cwd=files).code == 2


def test_everything_that_is_said_is_vietnamese() -> None:
    judgements = [judge(report(change), "x.docx") for _, change, _ in CASES[::9]]
    judgements += [judge(data, "x.docx") for data, _ in HOSTILE.values()]
    text_ = as_text([Judgement("", judgement.verdicts, judgement.problem, judgement.hint) for judgement in judgements])
    english = re.compile(
        r"\b(the|not|size|bold|italic|font|center|left|right|page|section|paragraph|line|None|True|False)\b"
    )
    assert english.findall(re.sub(r"\(section\)", "", text_)) == []
    assert unicodedata.is_normalized("NFC", text_)
