"""Two metrics files for ``cchc diff``: how each is read, and what is said of the two."""

from pathlib import Path

import click

from cchc_report.cli.console import notify, print_result
from cchc_report.cli.options import find_project
from cchc_report.difference import Passage, Report, Side, as_html, as_json, as_text, compare, compare_documents
from cchc_report.document import Document
from cchc_report.figures import Figures
from cchc_report.problems import Level, Problem, has_errors, in_order
from cchc_report.project import METRICS, Project, Quarter
from cchc_report.rendering import Workshop

ARTICLE = "bai-bao"
"""The genre whose sentences are compared."""
FORMS = {"text": as_text, "html": as_html, "json": as_json}


def print_difference(folder: Path | None, before: Path, after: Path, form: str) -> bool:
    """Print what differs, in one of ``FORMS``; whether both files are without errors."""
    project = find_project(folder, [path for path in (after, before) if Project.find(path.parent)][:1])
    quarters = read_both(project, before, after)
    errors = errors_of(*quarters)
    notify(errors)
    report = report_on(Workshop(project), *quarters)
    if report is not None:
        print_result(FORMS[form](report))
    return not errors


def read_both(project: Project, before: Path, after: Path) -> tuple[Quarter, Quarter]:
    """Both files; one that is a copy, elsewhere or under another name, as a version of the other's unit."""
    in_place = [path for path in (before, after) if project.in_place(path)]
    if not in_place:
        raise click.UsageError(
            f"Ít nhất một trong hai tệp phải là tệp số liệu đặt trong {METRICS}/<đơn vị>/, như {METRICS}/ben-tre/2024-q1.yaml; tệp kia có thể là bản sao ở nơi khác."
        )
    units = {unit: path for path in (before, after) if (unit := project.unit_of(path))}
    if len(units) > 1:
        raise click.UsageError(f"Hai tệp thuộc hai đơn vị: {', '.join(units)}; chỉ so hai tệp của cùng một đơn vị.")
    first, second = (
        project.quarter(path) if path in in_place else project.version(path, in_place[0]) for path in (before, after)
    )
    return first, second


def report_on(workshop: Workshop, before: Quarter, after: Quarter) -> Report | None:
    """The difference; None where one of the files cannot be read at all."""
    if before.figures is None or after.figures is None:
        return None
    first, second = (_article(workshop, quarter) for quarter in (before, after))
    passages: list[Passage] = []
    if isinstance(first, Document) and isinstance(second, Document):
        passages = compare_documents(first, second)
    obstacle = next((found for found in (first, second) if isinstance(found, str)), "")
    differing = compare(before.figures, after.figures)
    is_uneven = not before.figures.period.is_alike_in_length(after.figures.period)
    return Report(_side(before.figures), _side(after.figures), differing, tuple(passages), obstacle, is_uneven)


def errors_of(*quarters: Quarter) -> list[Problem]:
    """What must be mended in the files; their warnings are told by ``cchc check``."""
    return in_order(p for quarter in quarters for p in quarter.problems if p.level is Level.ERROR)


def _side(figures: Figures) -> Side:
    return Side(figures.file, figures.period.write(figures.organisation.style.dates))


def _article(workshop: Workshop, quarter: Quarter) -> Document | str:
    """The article of a quarter, or why there is none."""
    file = quarter.figures.file if quarter.figures else quarter.path.as_posix()
    if has_errors(quarter.problems):
        return f"tệp {file} còn lỗi"
    composition = workshop.compose(quarter, ARTICLE)
    wrong = next((problem for problem in composition.problems if problem.level is Level.ERROR), None)
    if wrong is not None:
        return f"chưa dựng được bài từ tệp {file}: {wrong.message}"
    assert composition.document is not None  # noqa: S101 - a composition without an error has one
    return composition.document
