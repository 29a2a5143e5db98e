"""``cchc new``: the blank metrics file of a period, put into the unit's folder."""

from pathlib import Path

import click

from cchc_report.blank import SHOWN_BASES, blank_file
from cchc_report.cli.console import near, notify, say
from cchc_report.cli.options import named_period, only_unit
from cchc_report.figures import Figures, Withheld
from cchc_report.outputs import write_new
from cchc_report.problems import has_errors
from cchc_report.project import METRICS, UNIT_FILE, Project
from cchc_report.starter import PAGE_FILE, SCHEMA_FILE, SCHEMA_LINE


def begin(project: Project, written: str, unit: str | None) -> bool:
    """Write the file and say where it is; whether catalogue and unit file allowed it."""
    period, unit = named_period(written), only_unit(project, unit)
    unit_file = project.source(project.root / METRICS / unit / UNIT_FILE)
    problems = [*project.catalogue(unit)[1], *unit_file.problems]
    notify(problems)
    if has_errors(problems):
        return False
    figures = project.beginning(unit, period)
    path = project.root / METRICS / unit / f"{period}.yaml"
    write_new(path, blank_text(path, figures).encode())
    click.echo(f"đã tạo {near(path)}")
    earlier = [figures.earlier.get(base) for base in SHOWN_BASES]
    for reason in dict.fromkeys(base.reason for base in earlier if isinstance(base, Withheld)):
        say(f"Không ghi kèm số cũ để đối chiếu: {reason}.")
    say(f"Tiếp theo: mở tệp, điền số liệu, rồi cchc check {near(path)}")
    return True


def blank_text(path: Path, figures: Figures, *, with_days: bool = True) -> str:
    """The blank metrics file at that path, with the line for editors and the one that says where to read more."""
    folder = path.parent
    return f"{_schema_line(folder)}{blank_file(figures, _help_line(folder), with_days=with_days)}"


def _schema_line(folder: Path) -> str:
    """For editors, where the unit has the schema."""
    return SCHEMA_LINE if (folder / SCHEMA_FILE).is_file() else ""


def _help_line(folder: Path) -> str:
    """Where the indicators are explained."""
    has_page = (folder / PAGE_FILE).is_file()
    where = f"tệp {PAGE_FILE} cạnh tệp này" if has_page else f"lệnh cchc schema --unit {folder.name} --format md"
    return f"Giải thích từng chỉ tiêu, cách ghi mẫu số, số liệu chia theo cấp, miễn trừ: {where}."
