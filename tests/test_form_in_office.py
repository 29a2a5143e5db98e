"""The whole way: an empty form, filled in by hand in LibreOffice, saved in each format, imported, rendered: the sample's own texts."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, SAMPLE, run_cchc
from packages import skip_without, spreadsheets, tools

from cchc_report.figures import Figure
from cchc_report.project import Project
from cchc_report.values import Quantity, write_value
from cchc_report.workbook import Workbook, read_workbook

GOLDEN = ROOT / "tests" / "golden" / "ben-tre-2024-q1"
SYSTEM_PYTHON = "/usr/bin/python3"
"""The one that LibreOffice's ``uno`` is installed for."""

Typed = dict[str, dict[str, str]]


def figures_of_the_sample() -> dict[str, Figure]:
    project = Project(ROOT)
    figures = project.quarter(SAMPLE / "2024-q1.yaml").figures
    assert figures is not None
    return {figure.indicator.id: figure for figure in figures.reported()}


def as_typed(figure: Figure) -> tuple[str, str]:
    """What a person types for a figure, and the unit beside it."""
    style = Project(ROOT).quarter(SAMPLE / "2024-q1.yaml").figures.organisation.style  # type: ignore[union-attr]
    if isinstance(figure.value, tuple):
        return "\n".join(figure.value), ""
    if isinstance(figure.value, Quantity):
        return figure.text.partition("\N{NO-BREAK SPACE}")[0].removesuffix("%"), figure.value.unit
    return write_value(figure.value, figure.indicator, style), ""


def typed_into(form: Path, figures: dict[str, Figure]) -> Typed:
    """The cells of the form that figures belong into; each must be there once."""
    workbook = read_workbook(form.read_bytes(), form.name)
    assert isinstance(workbook, Workbook), workbook
    typed: Typed = {}
    left = dict(figures)
    for sheet in workbook.sheets:
        for (row, column), cell in sheet.cells.items():
            if column == 1 and cell.content in left:
                text, unit = as_typed(left.pop(str(cell.content)))
                cells = typed.setdefault(sheet.name, {})
                cells[f"D{row}"] = text
                if unit and sheet.cells[row, 3].content != unit:
                    cells[f"C{row}"] = unit
    assert not left, list(left)
    return typed


def type_in_office(source: Path, target: Path, typed: Typed, **further: object) -> None:
    profile = target.parent / "profile"
    task = {"source": str(source), "target": str(target), "profile": str(profile), "typed": typed, **further}
    command = [SYSTEM_PYTHON, str(Path(__file__).parent / "office_typing.py")]
    subprocess.run(command, input=json.dumps(task).encode(), check=True, capture_output=True, timeout=180)


def needs_office() -> None:
    spreadsheets()
    tools(SYSTEM_PYTHON)
    found = subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], check=False, capture_output=True)
    skip_without(["python3-uno"] if found.returncode else [])


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_a_form_filled_in_by_hand_gives_the_texts_of_the_sample(tmp_path: Path, ending: str) -> None:
    needs_office()
    unit = tmp_path / "metrics" / "ben-tre"
    unit.mkdir(parents=True)
    shutil.copy(SAMPLE / "don-vi.yaml", unit)
    assert run_cchc("form", "2024-q1", "--out", "trong.xlsx", cwd=tmp_path).code == 0
    typed = typed_into(tmp_path / "trong.xlsx", figures_of_the_sample())
    type_in_office(tmp_path / "trong.xlsx", tmp_path / f"da-dien.{ending}", typed)
    imported = run_cchc("import", f"da-dien.{ending}", cwd=tmp_path)
    assert (imported.code, imported.err) == (0, "")
    rendered = run_cchc("render", "metrics", "--to", "txt,md", cwd=tmp_path)
    assert rendered.code == 0, rendered.err
    for name in ("bai-bao.txt", "bai-bao.md", "bao-cao.txt", "bao-cao.md"):
        made = (tmp_path / "out/ben-tre/2024-q1" / name).read_text(encoding="utf-8")
        assert made == (GOLDEN / name).read_text(encoding="utf-8"), name


def test_rows_sorted_in_libreoffice_are_still_found(tmp_path: Path) -> None:
    needs_office()
    unit = tmp_path / "metrics" / "ben-tre"
    unit.mkdir(parents=True)
    shutil.copy(SAMPLE / "don-vi.yaml", unit)
    shutil.copy(SAMPLE / "2024-q1.yaml", unit)
    assert run_cchc("form", "2024-q1", "--section", "tthc", "--out", "bieu.xlsx", cwd=tmp_path).code == 0
    workbook = read_workbook((tmp_path / "bieu.xlsx").read_bytes(), "bieu.xlsx")
    assert isinstance(workbook, Workbook), workbook
    sheet = next(sheet for sheet in workbook.sheets if any(cell.content == "Mã" for cell in sheet.cells.values()))
    head = next(row for (row, _), cell in sheet.cells.items() if cell.content == "Mã")
    last = max(row for (row, column), cell in sheet.cells.items() if column == 1)
    rows = {sheet.name: [f"A{head + 1}:G{last}", 1]}
    type_in_office(tmp_path / "bieu.xlsx", tmp_path / "xep-lai.xlsx", {}, moved=rows)
    moved = read_workbook((tmp_path / "xep-lai.xlsx").read_bytes(), "xep-lai.xlsx")
    assert isinstance(moved, Workbook), moved
    before, after = [w.sheet(sheet.name).cells.get((head + 1, 1)) for w in (workbook, moved)]  # type: ignore[union-attr]
    assert before is not None
    assert after is not None
    assert before.content != after.content
    ran = run_cchc("import", "xep-lai.xlsx", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert " 0 số liệu mới, 0 số liệu thay đổi, " in ran.out
