"""``cchc import``: filled forms, or an office's own tables, into the metrics file of their period."""

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from cchc_report.catalogue import Catalogue
from cchc_report.cli.beginning import blank_text
from cchc_report.cli.console import near, notify, print_result, say
from cchc_report.cli.options import named_period, named_unit, only_unit
from cchc_report.figures import PERIOD_KEY, Figures
from cchc_report.intake import (
    Changes,
    FilledSheet,
    Slot,
    changes_of,
    filled_sheets,
    lines_of,
    mapped,
    misplaced,
    outdated,
    read_mapping,
    renamed,
    take,
    with_cells,
)
from cchc_report.outputs import write_amended, write_kept, write_new
from cchc_report.periods import Period
from cchc_report.problems import Place, Problem, error, has_errors
from cchc_report.project import METRICS, Project, Quarter, read_document
from cchc_report.revision import CannotReviseError, revised
from cchc_report.source import Source, parse
from cchc_report.workbook import Workbook, read_workbook

LONGEST_SHOWN = 100
"""Characters of a value in the list of changes."""
OWNER_PREFIX = "~$"
"""Of the file that Excel keeps beside an open workbook, and that ``*.xlsx`` names too."""


@dataclass(frozen=True, slots=True)
class Order:
    """What ``cchc import`` was asked for."""

    files: Sequence[Path]
    unit: str | None
    period: str | None
    mapping: Path | None
    """The file that says which cells of the office's own tables are which figures; None for forms."""
    dry_run: bool


@dataclass(frozen=True, slots=True)
class _Target:
    """The metrics file that the figures go into, and what is known around it."""

    path: Path
    data: bytes | None
    """As it is on disk; None where there is no such file yet."""
    source: Source
    catalogue: Catalogue
    figures: Figures
    """The unit's names and style, earlier figures."""


def import_workbooks(project: Project, order: Order) -> Quarter | None:
    """Read the workbooks, write the metrics file, say what changed; the quarter as it is then, its problems naming cells.

    None where nothing was imported, which is told. Raises OutputError where the file cannot be written.
    """
    workbooks = _workbooks(order.files)
    if workbooks is None:
        return None
    found = _mapped(project, order, workbooks) if order.mapping else _filled(project, order, workbooks)
    if found is None:
        return None
    target, slots, problems = found
    intake = take(slots, target.catalogue, target.figures.organisation.style)
    changes = changes_of(intake, target.source, target.catalogue)
    problems = [*problems, *intake.problems, *changes.problems]
    if target.data is None and not changes.changes and not has_errors(problems):
        problems.append(_nothing(workbooks[0]))
    notify(problems)
    if has_errors(problems):
        say(f"Chưa nhập gì vào {near(target.path)}: sửa những chỗ trên rồi nhập lại.")
        return None
    text = _revised(target, changes)
    if text is None:
        return None
    print_result("\n".join(_report(changes, target, dry_run=order.dry_run)))
    if not order.dry_run:
        _write(target, text, changes)
    quarter = project.proposed(target.path, text)
    lines = lines_of(quarter.figures, intake.answers) if quarter.figures else {}
    return replace(quarter, problems=tuple(with_cells(quarter.problems, lines)))


def _workbooks(files: Sequence[Path]) -> list[Workbook] | None:
    """Every workbook; None where one of them cannot be read, which is told."""
    if all(path.name.startswith(OWNER_PREFIX) for path in files):
        raise click.UsageError(
            "Các tệp này chỉ là tệp tạm mà Excel đặt cạnh bảng tính đang mở; ghi tên bảng tính cần nhập."
        )
    read = [_workbook(path) for path in dict.fromkeys(files) if not path.name.startswith(OWNER_PREFIX)]
    notify(found for found in read if isinstance(found, Problem))
    workbooks = [found for found in read if isinstance(found, Workbook)]
    return workbooks if len(workbooks) == len(read) else None


def _workbook(path: Path) -> Workbook | Problem:
    data = read_document(path)
    return read_workbook(data, near(path)) if isinstance(data, bytes) else _unread(path, data)


def _unread(path: Path, why: str) -> Problem:
    return error("khong-doc-duoc", f"tệp này {why}", Place(near(path), width=0), "kiểm tra lại tệp, rồi nhập lại")


def _nothing(workbook: Workbook) -> Problem:
    """A file without any figure is not begun."""
    message = "chưa điền ô số liệu nào, nên chưa có gì để nhập"
    return error("bieu-mau-chua-dien", message, Place(workbook.file, width=0), "điền số liệu, lưu tệp, rồi nhập lại")


def _filled(
    project: Project, order: Order, workbooks: Sequence[Workbook]
) -> tuple[_Target, list[Slot], list[Problem]] | None:
    """The slots of forms, and the metrics file that they say they belong to."""
    sheets: list[FilledSheet] = []
    problems: list[Problem] = []
    for workbook in workbooks:
        found, wrong = filled_sheets(workbook)
        sheets += found
        problems += wrong
    if not sheets:
        notify(problems)
        return None
    unit = named_unit(project, order.unit if order.unit is not None else sheets[0].imprint.unit)
    period = named_period(order.period if order.period is not None else sheets[0].imprint.period)
    target = _target(project, unit, period)
    if target is None:
        return None
    style = target.figures.organisation.style.dates
    elsewhere = [problem for sheet in sheets for problem in misplaced(sheet, unit, period, style)]
    changed = [p for sheet in sheets for p in (*outdated(sheet, target.figures), *renamed(sheet, target.figures))]
    slots = [slot for sheet in sheets for slot in sheet.slots]
    return target, slots if not elsewhere else [], [*problems, *elsewhere, *changed]


def _mapped(
    project: Project, order: Order, workbooks: Sequence[Workbook]
) -> tuple[_Target, list[Slot], list[Problem]] | None:
    """The slots of an office's own tables, by the mapping file."""
    if order.period is None or order.mapping is None:
        raise click.UsageError("Bảng của cơ quan không cho biết kỳ: thêm --period, như --period 2026-q2.")
    target = _target(project, only_unit(project, order.unit), named_period(order.period))
    if target is None:
        return None
    mapping, problems = read_mapping(project.source(order.mapping), target.catalogue)
    slots: list[Slot] = []
    for workbook in workbooks if not has_errors(problems) else ():
        found, wrong = mapped(mapping, workbook)
        slots += found
        problems += wrong
    return target, slots, problems


def _target(project: Project, unit: str, period: Period) -> _Target | None:
    """The metrics file with what belongs to it; None where one of these files has to be mended first, which is told."""
    path = Path(near(project.root / METRICS / unit / f"{period}.yaml"))
    catalogue, problems = project.catalogue(unit)
    figures = project.beginning(unit, period)
    data = read_document(path) if path.exists() else None
    if isinstance(data, str):
        notify([_unread(path, data)])
        return None
    text = data if data is not None else blank_text(path, figures, with_days=False).encode()
    source = parse(text, project.display(path))
    notify([*problems, *source.problems])
    if has_errors([*problems, *source.problems]):
        say(f"Chưa nhập gì vào {near(path)}: sửa những chỗ trên trong thư mục {METRICS}/ rồi nhập lại.")
        return None
    return _Target(path, data, source, catalogue, figures)


def _revised(target: _Target, changes: Changes) -> str | None:
    """The metrics file's new text; None where it cannot hold a value, which is told with the cell."""
    try:
        return revised(target.source, changes.edits)
    except CannotReviseError as refusal:
        places = (change.answer.slot.place for change in changes.changes if change.path == refusal.path)
        place = next(places, target.figures.known[f"{PERIOD_KEY}.ten"].place)
        message = f"không ghi được vào {near(target.path)} ở «{'.'.join(refusal.path)}»"
        notify([error("khong-ghi-duoc", message, place, "ghi giá trị này vào tệp số liệu bằng tay")])
        return None


def _write(target: _Target, text: str, changes: Changes) -> None:
    """Write the metrics file; one in which somebody's values are replaced is kept beside first."""
    if target.data is None:
        write_new(target.path, text.encode())
        print_result(f"đã tạo {near(target.path)}")
        return
    if text == target.source.text:
        return
    content = (codecs.BOM_UTF8 if target.data.startswith(codecs.BOM_UTF8) else b"") + text.encode()
    if any(change.before for change in changes.changes):
        backup = write_kept(target.path, content, target.data)
        print_result(f"đã ghi {near(target.path)}  (bản trước cất ở {near(backup)})")
    else:
        write_amended(target.path, content, target.data)
        print_result(f"đã ghi {near(target.path)}")


def _report(changes: Changes, target: _Target, *, dry_run: bool) -> Iterator[str]:
    new = [change for change in changes.changes if not change.before]
    renewed = [change for change in changes.changes if change.before]
    counted = [
        f"{len(new)} số liệu mới",
        f"{len(renewed)} số liệu thay đổi",
        f"{changes.unchanged} số liệu không đổi",
    ]
    yield f"{near(target.path)}: {'sẽ có ' if dry_run else ''}{', '.join(counted)}."
    for change in renewed:
        yield f"- thay đổi: {change.answer.indicator.label}: {_clipped(change.before)} → {_clipped(change.answer.shown)}  ({change.answer.slot.place})"
    for change in new:
        yield f"- mới: {change.answer.indicator.label}: {_clipped(change.answer.shown)}  ({change.answer.slot.place})"
    for answer, note in changes.noted:
        yield f"- nguồn: {answer.indicator.label}: {_clipped(note)}  ({answer.slot.place})"
    for answer, before in changes.stale:
        yield f"- tệp số liệu đã đổi từ khi lập biểu mẫu nên giữ nguyên: {answer.indicator.label}: {_clipped(before)}  ({answer.slot.place})"
    for slot, label, before in changes.kept:
        yield f"- ô để trống nên giữ nguyên: {label}: {_clipped(before)}  ({slot.place})"


def _clipped(text: str) -> str:
    """A long text by its beginning; the whole of it stands in the metrics file."""
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN].rstrip()}…"
