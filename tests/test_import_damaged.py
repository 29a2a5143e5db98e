"""Damaged forms through the whole of ``cchc import``: a message, never a traceback; the metrics file is whole or not touched.

What other programs make of the same forms is compared here too: calamine reads the same cells.
"""

import io
import random
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from conftest import SAMPLE, run_cchc
from packages import converted, spreadsheets
from python_calamine import CalamineWorkbook
from test_workbook import DAMAGED, damaged_file, opened

from cchc_report.cli.importing import Order, import_workbooks
from cchc_report.problems import has_errors
from cchc_report.project import Project
from cchc_report.source import read
from cchc_report.workbook import Number

FORMATS = ("xlsx", "lo.xlsx", "ods", "xls")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hong")
    unit = folder / "metrics" / "ben-tre"
    unit.mkdir(parents=True)
    for name in ("don-vi.yaml", "2024-q1.yaml"):
        shutil.copy(SAMPLE / name, unit)
    return folder


@pytest.fixture(scope="module")
def forms(folder: Path) -> dict[str, bytes]:
    """One form as it is made and as LibreOffice saves it."""
    spreadsheets()
    made = run_cchc("form", "2024-q1", "--section", "tthc,tai_chinh", "--out", "bieu.xlsx", cwd=folder)
    assert made.code == 0, made.err
    data = (folder / "bieu.xlsx").read_bytes()
    saved = {ending: converted(data, folder, ending, "xlsx").read_bytes() for ending in ("xlsx", "ods", "xls")}
    return {"xlsx": data, "lo.xlsx": saved["xlsx"], "ods": saved["ods"], "xls": saved["xls"]}


def test_damaged_forms_never_leave_a_broken_metrics_file(
    folder: Path, forms: Mapping[str, bytes], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    chance = random.Random(20240326)  # noqa: S311 - seeded, so that a failure can be seen again
    project, metrics = Project(folder), folder / "metrics/ben-tre/2024-q1.yaml"
    refused = 0
    for number in range(DAMAGED):
        form = folder / "hong.xlsx"
        form.write_bytes(damaged_file(forms[FORMATS[number % len(FORMATS)]], chance))
        before = metrics.read_bytes()
        quarter = import_workbooks(project, Order([form], None, None, None, dry_run=False))
        if quarter is None:
            refused += 1
            assert metrics.read_bytes() == before
        assert not has_errors(read(metrics, "2024-q1.yaml").problems)
    assert 0 < refused < DAMAGED
    assert "Traceback" not in "".join(capfd.readouterr())


@pytest.mark.parametrize("ending", ["xlsx", "lo.xlsx", "ods"])
def test_another_reader_finds_the_same_cells(forms: Mapping[str, bytes], ending: str) -> None:
    other = CalamineWorkbook.from_filelike(io.BytesIO(forms[ending]))
    sheets = opened(forms[ending]).sheets
    assert [sheet.name for sheet in sheets] == other.sheet_names
    for sheet in sheets:
        rows = other.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        theirs = {
            (r, c): alike(value) for r, row in enumerate(rows, 1) for c, value in enumerate(row, 1) if value != ""
        }
        ours = {
            spot: alike(float(cell.content.value) if isinstance(cell.content, Number) else cell.content)
            for spot, cell in sheet.cells.items()
            if isinstance(cell.content, (str, Number, date, bool))
        }
        assert ours == theirs


def alike(value: object) -> object:
    """A number to fewer digits than any reader keeps; anything else as it is."""
    return float(f"{value:.12g}") if isinstance(value, float) else value
