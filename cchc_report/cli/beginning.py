"""How work begins: a new folder, a copied template, the blank metrics file of a period."""

from pathlib import Path

import click

from cchc_report.blank import SHOWN_BASES, blank_file
from cchc_report.cli.console import near, notify, print_result, say
from cchc_report.cli.options import named_period, only_unit
from cchc_report.figures import Figures, Withheld
from cchc_report.library import copy_of
from cchc_report.outputs import is_free, write_new
from cchc_report.periods import Period
from cchc_report.problems import has_errors
from cchc_report.project import METRICS, TEMPLATES, UNIT_FILE, Project, shipped, shipped_templates
from cchc_report.starter import PAGE_FILE, SAMPLE_PERIOD, SAMPLE_UNIT, SCHEMA_FILE, SCHEMA_LINE, new_folder


def begin(project: Project, written: str, unit: str | None) -> bool:
    """``cchc new``: write the file and say where it is; whether catalogue and unit file allowed it."""
    period, unit = named_period(written), only_unit(project, unit)
    figures = beginning(project, unit, period)
    if figures is None:
        return False
    path = project.root / METRICS / unit / f"{period}.yaml"
    write_new(path, blank_text(path, figures).encode())
    print_result(f"đã tạo {near(path)}")
    earlier = [figures.earlier.get(base) for base in SHOWN_BASES]
    for reason in dict.fromkeys(base.reason for base in earlier if isinstance(base, Withheld)):
        say(f"Không ghi kèm số cũ để đối chiếu: {reason}.")
    say(f"Tiếp theo: mở tệp, điền số liệu, rồi cchc check {near(path)}")
    return True


def beginning(project: Project, unit: str, period: Period) -> Figures | None:
    """The figures of a period without a file; None where catalogue or unit file do not allow it, which is told."""
    unit_file = project.source(project.root / METRICS / unit / UNIT_FILE)
    problems = [*project.catalogue(unit)[1], *unit_file.problems]
    notify(problems)
    return None if has_errors(problems) else project.beginning(unit, period)


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


def create_folder(folder: Path) -> None:
    """``cchc init``: a new working folder with the sample. Raises UsageError where something is in the way."""
    if not is_free(folder):
        raise click.UsageError(f"«{folder}» đã có và không trống; chọn tên thư mục khác.")
    for name, content in new_folder():
        write_new(folder / name, content)
        print_result(f"đã tạo {(folder / name).as_posix()}")
    say(f'Tiếp theo: cd "{folder}", rồi cchc render {METRICS}/{SAMPLE_UNIT}/{SAMPLE_PERIOD}.yaml')


def copy_template(project: Project, name: str) -> None:
    """``cchc init --copy``: a shipped template, to be changed. Raises UsageError where there is none of the name."""
    templates = shipped_templates()
    if name not in templates:
        raise click.UsageError(f"Không có mẫu «{name}»; đang có: {', '.join(templates)}.")
    if (project.root / TEMPLATES).resolve() == shipped(TEMPLATES).resolve():
        raise click.UsageError("Thư mục làm việc này chính là nơi đặt mẫu gốc; sửa thẳng mẫu, không cần chép.")
    path = project.root / TEMPLATES / name
    write_new(path, copy_of(templates[name]).encode())
    print_result(f"đã chép {path.as_posix()}")
