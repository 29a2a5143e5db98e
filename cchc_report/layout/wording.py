"""The words by which parts of an official document are known: types of documents, agencies, offices, marks."""

import re

from cchc_report.layout.pieces import fold, one_spelling

TYPES = {
    "nghị quyết": "NQ",
    "quyết định": "QĐ",
    "chỉ thị": "CT",
    "quy chế": "QC",
    "quy định": "QyĐ",
    "thông cáo": "TC",
    "thông báo": "TB",
    "hướng dẫn": "HD",
    "chương trình": "CTr",
    "kế hoạch": "KH",
    "phương án": "PA",
    "đề án": "ĐA",
    "dự án": "DA",
    "báo cáo": "BC",
    "biên bản": "BB",
    "tờ trình": "TTr",
    "hợp đồng": "HĐ",
    "công điện": "CĐ",
    "bản ghi nhớ": "BGN",
    "bản thỏa thuận": "BTT",
    "giấy ủy quyền": "GUQ",
    "giấy mời": "GM",
    "giấy giới thiệu": "GGT",
    "giấy nghỉ phép": "GNP",
    "phiếu gửi": "PG",
    "phiếu chuyển": "PC",
    "phiếu báo": "PB",
}
"""Types of documents with their abbreviations, from Phụ lục III, Phần I; «công hàm» is diplomatic and left out."""
_FOLDED_TYPES = {fold(name): short for name, short in TYPES.items()}
_AGENCIES = re.compile(
    r"(?:ỦY BAN|UBND|HỘI ĐỒNG NHÂN DÂN|HĐND|BỘ|TỔNG CỤC|CỤC|CHI CỤC|SỞ|PHÒNG|VĂN PHÒNG|BAN|THANH TRA|TRUNG TÂM|TRƯỜNG|"
    r"BỆNH VIỆN|VIỆN|HỌC VIỆN|CÔNG AN|KHO BẠC|BẢO HIỂM XÃ HỘI|NGÂN HÀNG|TÒA ÁN|TỈNH ỦY|ĐẢNG ỦY|CHÍNH PHỦ)\b"
)
_LEADS_ON = re.compile(
    r"(?:VĂN PHÒNG|BAN CHỈ ĐẠO|BAN QUẢN LÝ|THANH TRA|TRƯỜNG|VÀ|CỦA|THUỘC|TRUNG TÂM|,|-)$|^VĂN PHÒNG$"
)
_OFFICES = re.compile(
    r"(?:chủ tịch|chủ nhiệm|chủ nhiệm|phó|quyền|giám đốc|tổng|trưởng|chánh|bộ trưởng|thứ trưởng|cục trưởng|vụ trưởng|"
    r"chi cục|hiệu trưởng|viện trưởng|ủy ban|hội đồng|ban|sở|ubnd|hđnd|bí thư|thư ký|đội trưởng|đại diện|người|thủ trưởng|"
    r"ủy viên|phòng|văn phòng|trung tâm|thủ tướng|tm|kt|tl|tuq|q)\b"
)
ON_BEHALF = re.compile(r"(?:TM|KT|TL|TUQ|Q)\b", re.IGNORECASE)
"""How the line of somebody who signs for another begins."""
COLLECTIVES = re.compile(r"(?:ỦY BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|UBND|HĐND|BAN CHỈ ĐẠO|HỘI ĐỒNG)\b")
"""Agencies for which one person signs on behalf of all."""
MARKS = frozenset(
    {
        "hoa toc",
        "thuong khan",
        "khan",
        "hoa toc hen gio",
        "mat",
        "toi mat",
        "tuyet mat",
        "luu hanh noi bo",
        "du thao",
    }
)
"""Stamps in the header that belong to no part, folded."""
ANNEX = re.compile(r"(?P<word>phu luc)(?: (?P<number>[ivxlc]+|[0-9]+))?[.:]?")
"""The label of an annex, folded."""
REFERENCE = re.compile(r"\(? ?(?:ban hanh )?kem theo\b")
"""How the line that ties an annex to its document begins, folded."""
CAPTION = re.compile(r"(?:bang|bieu|bieu do|so do|hinh|anh)(?: so)? ?[0-9ivx]+\b|\(?(?:don vi(?: tinh)?|nguon|dvt)\b")
"""How the caption of a table or picture begins, folded."""


def type_of(text: str) -> str | None:
    """The abbreviation of a type of documents, where the text is the name of one."""
    return _FOLDED_TYPES.get(fold(text).strip(" :.")) if len(text) < 40 else None  # noqa: PLR2004 - the longest is shorter


def begins_agency(text: str, before: str) -> bool:
    """Whether a line of the header begins another agency's name than the line before."""
    return bool(_AGENCIES.match(one_spelling(text).upper())) and not _LEADS_ON.search(one_spelling(before).upper())


def names_office(text: str) -> bool:
    """Whether a line of the signature begins with an office or agency, not with a person's name."""
    return bool(_OFFICES.match(one_spelling(text).lower()))
