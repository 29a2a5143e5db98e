"""The layout of Word files: a good report breaks nothing, each fault breaks its own rule, and making it differently breaks nothing."""

import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

import docx
import pytest
from conftest import ROOT, run_cchc
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from official import (
    LONG,
    MOTTO,
    NATION,
    NBSP,
    Mutation,
    body_paragraph,
    find,
    report,
    saved,
    write,
)
from official_faults import (
    CASES,
    agencies_swapped,
    aligned,
    all_of,
    delete,
    gone,
    indented_all,
    letters,
    line_gone,
    number_gone,
    part,
    removed,
    said,
    sides_swapped,
    spaced,
)
from official_ways import (
    SAME,
    numbered,
)
from packages import converted, read, tools, zipped

from cchc_report.layout import CHECKS, Judgement, State, Verdict, as_json, as_text, judge
from cchc_report.nd30 import decree


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
        (said("Theo đề nghị", "Theo đề nghị của Giám đốc Sở Nội vụ;"), "can_cu"),
        (said("Căn cứ", "Căn cứ Luật Tổ chức chính quyền địa phương."), "can_cu"),
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
    tools("soffice")
    return converted(data, folder, "docx").read_bytes()


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
    parts = read(good())
    change(parts)
    return zipped(parts)


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


def test_the_command_imports_nothing_heavy(files: Path) -> None:
    script = (
        "import sys, atexit\n"
        "from cchc_report.cli import main\n"
        "sys.argv = ['cchc', 'layout', 'dung.docx']\n"
        "heavy = {'docx', 'lxml', 'jinja2', 'babel'}\n"
        "atexit.register(lambda: print('HEAVY', sorted(heavy & set(sys.modules)), file=sys.stderr))\n"
        "main()\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=files, env=environment, capture_output=True, check=True)
    assert done.stderr.decode("utf-8").rstrip().endswith("HEAVY []")


def test_everything_that_is_said_is_vietnamese() -> None:
    judgements = [judge(report(change), "x.docx") for _, change, _ in CASES[::9]]
    judgements += [judge(data, "x.docx") for data, _ in HOSTILE.values()]
    text_ = as_text([Judgement("", judgement.verdicts, judgement.problem, judgement.hint) for judgement in judgements])
    english = re.compile(
        r"\b(the|not|size|bold|italic|font|center|left|right|page|section|paragraph|line|None|True|False)\b"
    )
    assert english.findall(re.sub(r"\(section\)", "", text_)) == []
    assert unicodedata.is_normalized("NFC", text_)
