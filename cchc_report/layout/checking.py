"""Which function judges which rule of the decree, and all verdicts on one file."""

from collections.abc import Callable
from dataclasses import dataclass

from cchc_report.layout.findings import State, Verdict, unknown
from cchc_report.layout.parts import Official, find_parts
from cchc_report.layout.rules import annexes, body, ending, head, page, title
from cchc_report.nd30 import Decree, Rule, decree
from cchc_report.opc import PackageProblem
from cchc_report.wordfile import read_word_file

Check = Callable[[Official, Rule], Verdict]

CHECKS: dict[str, Check] = {
    "kho_giay": page.paper,
    "huong_giay": page.orientation,
    "le_trang": page.margins,
    "phong_chu": page.fonts,
    "so_trang": page.page_numbers,
    "quoc_hieu": head.nation,
    "tieu_ngu": head.motto,
    "ke_tieu_ngu": head.line_under_motto,
    "gian_dong_quoc_hieu": head.gap_under_nation,
    "co_quan_chu_quan": head.superior,
    "co_quan_ban_hanh": head.issuer,
    "ke_co_quan": head.line_under_issuer,
    "so_van_ban": head.number,
    "ky_hieu": head.symbol,
    "dia_danh_thoi_gian": head.place_and_date,
    "thoi_gian": head.date_form,
    "ten_loai": title.type_name,
    "trich_yeu": title.subject,
    "ke_trich_yeu": title.line_under_subject,
    "trich_yeu_cong_van": title.letter_subject,
    "kinh_gui": title.addressees,
    "can_cu": body.legal_bases,
    "noi_dung_co_chu": body.letters,
    "noi_dung_can_deu": body.alignment,
    "noi_dung_thut_dau_dong": body.first_line,
    "noi_dung_cach_doan": body.paragraph_gap,
    "noi_dung_gian_dong": body.line_spacing,
    "de_muc": body.roman_headings,
    "khoan": body.bold_clauses,
    "dieu": body.articles,
    "thu_tu_de_muc": body.heading_order,
    "diem": body.points,
    "het_van_ban": body.end_mark,
    "quyen_han": ending.authority,
    "nguoi_ky": ending.signer,
    "noi_nhan": ending.recipients_title,
    "liet_ke_noi_nhan": ending.recipients,
    "phu_luc": annexes.label,
    "ten_phu_luc": annexes.title,
    "kem_theo": annexes.reference,
    "dan_phu_luc": annexes.mention,
    "so_trang_phu_luc": annexes.page_numbers,
}
"""By the ids of the decree's file; a rule without a function is one that a program cannot decide."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """All verdicts on one file, in the order of the decree; or why the file cannot be used."""

    file: str
    verdicts: tuple[Verdict, ...]
    problem: str = ""
    """Continues a sentence that names the file."""
    hint: str = ""


def judge(data: bytes | str, file: str, rules: Decree | None = None) -> Judgement:
    """Judge the bytes of a Word file by the rules of a decree, that in force unless told; or say why they cannot be had."""
    if isinstance(data, str):
        return Judgement(file, (), data, "kiểm tra lại tên tệp và quyền đọc tệp")
    try:
        official = find_parts(read_word_file(data))
    except PackageProblem as problem:
        return Judgement(file, (), problem.message, problem.hint)
    return Judgement(file, tuple(_verdict(official, rule) for rule in (rules or decree()).rules.values()))


def is_fine(judgement: Judgement) -> bool:
    """Whether the file could be used and breaks no rule."""
    return not judgement.problem and all(verdict.state is not State.BROKEN for verdict in judgement.verdicts)


def _verdict(official: Official, rule: Rule) -> Verdict:
    check = CHECKS.get(rule.id)
    return check(official, rule) if check is not None else unknown(rule, "phần mềm chưa kiểm tra được quy định này")
