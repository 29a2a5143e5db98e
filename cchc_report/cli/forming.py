"""``cchc form``: the entry form of a period, for the people who hold its figures."""

from pathlib import Path

from cchc_report.catalogue import Section
from cchc_report.cli.beginning import beginning
from cchc_report.cli.console import near, notify, print_result, say
from cchc_report.cli.options import chosen, named_period, only_unit
from cchc_report.figures import Figures
from cchc_report.form import form_workbook, period_section
from cchc_report.outputs import write_new
from cchc_report.problems import Level
from cchc_report.project import METRICS, Project
from cchc_report.revision import notes
from cchc_report.workbook import excel_missing


def make_form(project: Project, written: str, unit: str | None, listed: str | None, out: Path) -> bool:
    """Write the form and say where it is; whether it could be made."""
    period, unit = named_period(written), only_unit(project, unit)
    path = project.root / METRICS / unit / f"{period}.yaml"
    figures = _reported(project, path) if path.is_file() else beginning(project, unit, period)
    if figures is None:
        return False
    sections = _sections(figures, listed)
    try:
        content = form_workbook(figures, sections, notes(project.source(path)) if path.is_file() else {})
    except ImportError:
        notify([excel_missing(near(out), "để ghi tệp Excel")])
        return False
    write_new(out, content)
    print_result(f"đã tạo {near(out)}")
    _tell_unread(figures, sections)
    say("Tiếp theo: gửi tệp cho nơi giữ số liệu điền vào các ô nền vàng nhạt, lưu ở dạng .xlsx rồi gửi lại.")
    return True


def _reported(project: Project, path: Path) -> Figures | None:
    """What the period's file has already; None where it cannot be read at all. Of its problems only errors concern a form."""
    quarter = project.quarter(path)
    notify(problem for problem in quarter.problems if problem.level is Level.ERROR)
    if quarter.figures is None:
        say("Chưa tạo được biểu mẫu: sửa các lỗi trên rồi chạy lại.")
    return quarter.figures


def _sections(figures: Figures, listed: str | None) -> list[Section]:
    """The named sections; all of the catalogue's and the days of the figures where none is named."""
    usable = {section.id: section for section in figures.catalogue.sections.values() if not section.in_unit_file}
    picked = [usable[name] for name in chosen(listed, [*usable], "phần")]
    return picked if listed is not None else [period_section(), *picked]


def _tell_unread(figures: Figures, sections: list[Section]) -> None:
    """Which figures of the file are missing from the form because they could not be read."""
    asked = {indicator.id: indicator for section in sections for indicator in section.indicators.values()}
    unread = [f"{asked[name].label} ({name})" for name in figures.unreadable if name in asked]
    if unread:
        say(f"Không đọc được trong tệp số liệu nên để trống trong biểu mẫu: {'; '.join(unread)}.")
