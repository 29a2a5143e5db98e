"""Our own reports under the check of layouts: nothing broken, before and after LibreOffice, with any figures and names."""

import io
import random
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import pytest
from conftest import ROOT, build, run_cchc
from documents import docx_texts
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt
from packages import converted, tools
from test_report import COMMUNE, FRAME, HALF, LONG, REPORTS, report

from cchc_report.document import paragraphs, text_of
from cchc_report.layout import State, Verdict, judge
from cchc_report.writers.docx import write_docx

Build = Callable[[Mapping[str, str | bytes]], Path]
BLANK = {"so_van_ban", "thoi_gian", "nguoi_ky"}
"""What cannot be told before somebody signs."""
CHANGED_BY_LIBREOFFICE: set[str] = set()
"""Rules whose verdict a save in LibreOffice changes; none is known."""


def verdicts(data: bytes) -> dict[str, Verdict]:
    judgement = judge(data, "bao-cao.docx")
    assert not judgement.problem
    return {verdict.rule.id: verdict for verdict in judgement.verdicts}


def broken(data: bytes) -> dict[str, str]:
    return {rule: verdict.message for rule, verdict in verdicts(data).items() if verdict.state is State.BROKEN}


def rendered(folder: Path) -> bytes:
    ran = run_cchc("render", "metrics", "--genre", "bao-cao", "--to", "docx", cwd=folder)
    assert ran.code == 0, ran.err
    (found,) = (folder / "out").rglob("bao-cao.docx")
    return found.read_bytes()


@pytest.mark.parametrize("quarter", REPORTS)
def test_a_shipped_report_breaks_no_rule_and_leaves_open_what_is_signed_later(quarter: str) -> None:
    found = verdicts(write_docx(report(quarter), FRAME))
    assert [verdict for verdict in found.values() if verdict.state is State.BROKEN] == []
    open_ones = {
        rule
        for rule, verdict in found.items()
        if verdict.state is State.UNKNOWN and "không áp dụng" not in verdict.message
    }
    assert open_ones == BLANK


@pytest.mark.parametrize("unit", [COMMUNE, LONG], ids=["commune", "long names"])
def test_a_commune_s_report_and_one_with_long_names_break_no_rule(working_folder: Build, unit: str) -> None:
    folder = working_folder({"metrics/x/don-vi.yaml": unit, "metrics/x/2026-q1.yaml": HALF})
    assert broken(rendered(folder)) == {}


def test_a_signed_report_with_number_and_date_is_judged_whole(working_folder: Build) -> None:
    unit = COMMUNE + "  nguoi_ky: Nguyễn Văn Mẫu\n"
    metrics = f"bao_cao:\n  so: 5\n  ngay: 8-2-2026\n{HALF}"
    found = verdicts(rendered(working_folder({"metrics/x/don-vi.yaml": unit, "metrics/x/2026-01.yaml": metrics})))
    assert {rule: found[rule].state for rule in sorted(BLANK)} == dict.fromkeys(sorted(BLANK), State.KEPT)
    assert not [verdict for verdict in found.values() if verdict.state is State.BROKEN]


@pytest.mark.parametrize("seed", range(4))
def test_a_report_with_half_of_the_figures_breaks_no_rule(tmp_path: Path, seed: int) -> None:
    lines = (ROOT / "metrics" / f"{REPORTS[0]}.yaml").read_text(encoding="utf-8").splitlines()
    chosen = random.Random(seed)  # noqa: S311 - a choice of lines, not a secret
    kept = [line for line in lines if not line.startswith("  ") or _is_needed(line) or chosen.random() < 0.5]
    assert len(kept) < 0.8 * len(lines)
    folder = build(tmp_path / "work", {"metrics/x/2024-q1.yaml": "\n".join(kept)})
    assert broken(rendered(folder)) == {}


def _is_needed(line: str) -> bool:
    """Lists are left whole, and figures that their section must have are left in."""
    key = line.strip().partition(":")[0]
    return line.startswith("    ") or key in {
        "tuyen_truyen_doi_tac",
        "sapo",
        "nhiem_vu",
        "kiem_tra",
        "cong_bo",
        "dvc_truc_tuyen",
    }


@pytest.mark.parametrize("quarter", REPORTS)
def test_a_save_in_libreoffice_keeps_text_and_verdicts(quarter: str, tmp_path: Path) -> None:
    tools("soffice")
    data = write_docx(report(quarter), FRAME)
    saved = converted(data, tmp_path, "docx").read_bytes()
    assert docx_texts(saved) == [text_of(inlines) for inlines in paragraphs(report(quarter))]
    before, after = verdicts(data), verdicts(saved)
    assert {rule for rule in before if before[rule].state is not after[rule].state} == CHANGED_BY_LIBREOFFICE


def test_a_unit_s_own_frame_is_used_and_what_it_breaks_is_named(working_folder: Build) -> None:
    frame = docx.Document(io.BytesIO(FRAME))
    frame.styles["Body Text"].font.size = Pt(12)
    frame.sections[0].header.paragraphs[0].insert_paragraph_before("Biểu trưng của tỉnh")
    saved = io.BytesIO()
    frame.save(saved)
    metrics = (ROOT / "metrics" / "ben-tre" / "2024-q1.yaml").read_bytes()
    folder = working_folder({"metrics/x/2024-q1.yaml": metrics, "templates/khung/bao-cao.docx": saved.getvalue()})
    data = rendered(folder)
    assert docx.Document(io.BytesIO(data)).sections[0].header.paragraphs[0].text == "Biểu trưng của tỉnh"
    assert set(broken(data)) == {"noi_dung_co_chu"}
    ran = run_cchc("layout", "out/x/2024-q1/bao-cao.docx", cwd=folder)
    assert ran.code == 1
    assert "cỡ chữ 12" in ran.out
    assert "khoản 6, điểm e" in ran.out


def edited(change: Callable[["docx.document.Document"], None]) -> set[str]:
    """The rules that the shipped report breaks after a change by hand."""
    document = docx.Document(io.BytesIO(write_docx(report(REPORTS[1]), FRAME)))
    change(document)
    saved = io.BytesIO()
    document.save(saved)
    return set(broken(saved.getvalue()))


def test_a_page_on_its_side_needs_a_table_of_data_and_not_that_of_the_head() -> None:
    def turned(document: "docx.document.Document") -> None:
        for table in document.tables[1:-2]:
            document.element.body.remove(table._tbl)
        section = document.sections[0]
        section.page_width, section.page_height = section.page_height, section.page_width
        section.orientation = WD_ORIENT.LANDSCAPE

    assert "huong_giay" in edited(turned)


def test_an_abbreviation_with_a_stroke_is_no_abbreviation_of_the_decree() -> None:
    def stroke(document: "docx.document.Document") -> None:
        for cell in document.tables[-2].columns[1].cells:
            for run in (run for paragraph in cell.paragraphs for run in paragraph.runs):
                run.text = run.text.replace("KT. GIÁM", "K/T GIÁM")

    assert edited(stroke) == {"quyen_han"}


def test_an_annex_without_its_label_is_not_taken_for_the_signature() -> None:
    def unlabelled(document: "docx.document.Document") -> None:
        for paragraph in document.paragraphs:
            if paragraph.text == "Phụ lục":
                document.element.body.remove(paragraph._p)

    assert not edited(unlabelled) & {"quyen_han", "nguoi_ky", "liet_ke_noi_nhan"}


def test_a_long_subject_is_refused_until_it_is_broken_into_lines(working_folder: Build) -> None:
    subject = "Kết quả công tác cải cách hành chính quý I năm 2026 và phương hướng, nhiệm vụ trọng tâm quý II năm 2026"
    files = {"metrics/x/don-vi.yaml": COMMUNE, "metrics/x/2026-q1.yaml": f"bao_cao:\n  trich_yeu: {subject}\n{HALF}"}
    folder = working_folder(files)
    ran = run_cchc("render", "metrics", "--genre", "bao-cao", "--to", "docx", cwd=folder)
    assert (ran.code, "dong-qua-rong" in ran.err, "2026-q1.yaml:2" in ran.err) == (1, True, True)
    lines = "".join(f"    - {line}\n" for line in (subject[:52].strip(), subject[52:].strip()))
    (folder / "metrics/x/2026-q1.yaml").write_text(f"bao_cao:\n  trich_yeu:\n{lines}{HALF}", encoding="utf-8")
    assert broken(rendered(folder)) == {}


def test_a_frame_with_the_widest_margins_of_the_decree_holds_the_head(working_folder: Build) -> None:
    frame = docx.Document(io.BytesIO(FRAME))
    frame.sections[0].left_margin, frame.sections[0].right_margin = Mm(35), Mm(20)
    saved = io.BytesIO()
    frame.save(saved)
    files: dict[str, str | bytes] = {"metrics/x/don-vi.yaml": COMMUNE, "metrics/x/2026-q1.yaml": HALF}
    folder = working_folder(files | {"templates/khung/bao-cao.docx": saved.getvalue()})
    assert broken(rendered(folder)) == {}


def test_a_quarter_without_figures_has_no_empty_part_and_no_annex(working_folder: Build) -> None:
    metrics = "bao_cao:\n  uu_diem:\n    - 1. Việc một\n    - '- Việc hai;'\n"
    folder = working_folder({"metrics/x/don-vi.yaml": COMMUNE, "metrics/x/2026-q1.yaml": metrics})
    assert run_cchc("render", "metrics", "--genre", "bao-cao", "--to", "txt", cwd=folder).code == 0
    text = (folder / "out/x/2026-q1/bao-cao.txt").read_text(encoding="utf-8")
    assert "KẾT QUẢ THỰC HIỆN" not in text
    assert "Phụ lục" not in text
    assert "I. ĐÁNH GIÁ CHUNG\n\n1. Ưu điểm\n\nViệc một.\n\nViệc hai.\n" in text
