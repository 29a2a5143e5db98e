"""``cchc audit``: which documents, held against which metrics, told in which form."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from cchc_report.amendment import commented
from cchc_report.audit import Audit, Coverage, Subject, as_html, as_json, as_text, audit, remarks
from cchc_report.cli.console import near, notify, print_result, say
from cchc_report.cli.options import find_project
from cchc_report.manuscript import Manuscript, Origin, read_manuscript
from cchc_report.opc import PackageProblem
from cchc_report.outputs import read_provenance, write_new
from cchc_report.problems import Level, has_errors
from cchc_report.project import LARGEST_DOCUMENT, METRICS, Project, Quarter, read_document
from cchc_report.rendering import Workshop

STANDARD_INPUT = "-"
FORMS = {
    "text": lambda audits: "\n\n\n".join(map(as_text, audits)),
    "html": as_html,
    "json": as_json,
}


def audit_all(paths: Sequence[Path], metrics: Path | None, folder: Path | None, form: str) -> tuple[list[Audit], bool]:
    """Audit each document and print what was found; the audits, and whether all could be made and agree."""
    auditor = Auditor(folder, metrics)
    audits = [found for path in paths if (found := auditor.audit(path)) is not None]
    if audits:
        print_result(FORMS[form](audits))
    return audits, len(audits) == len(paths) and not any(found.alarms for found in audits)


def annotate(data: bytes, found: Audit, target: Path) -> None:
    """Write a copy of a Word document with a comment at each finding. Raises OutputError where the target exists."""
    notes = remarks(found)
    write_new(target, commented(data, notes))
    say(f"đã ghi    {near(target)}: {len(notes)} chú thích")


class Auditor:
    """Reads documents and the metrics they belong to, each metrics file once."""

    def __init__(self, folder: Path | None, metrics: Path | None) -> None:
        self._folder = folder
        self._metrics = metrics
        self._subjects: dict[tuple[Path, str, str], list[Subject]] = {}

    def audit(self, path: Path) -> Audit | None:
        """The audit of one document; None where it or its metrics cannot be used, which is told."""
        found = read(path)
        return self.audit_manuscript(found, path) if found is not None else None

    def audit_manuscript(self, manuscript: Manuscript, path: Path) -> Audit | None:
        """The same of a document that is read already."""
        origin = _origin(manuscript, path)
        project, metrics = self._source(origin, path)
        key = metrics, origin.genre, origin.section
        if key not in self._subjects:
            self._subjects[key] = subjects(project, metrics, origin)
        return best(manuscript, self._subjects[key])

    def _source(self, origin: Origin, path: Path) -> tuple[Project, Path]:
        """The metrics file that was named, or else the one that the document says it was made of."""
        if self._metrics is not None:
            return find_project(self._folder, (self._metrics,)), self._metrics
        project = find_project(self._folder, () if str(path) == STANDARD_INPUT else (path,))
        metrics = project.root / origin.metrics
        if not origin.metrics or not metrics.is_file():
            why = f"tệp số liệu {origin.metrics} không còn ở đó" if origin.metrics else "văn bản không ghi tệp số liệu"
            raise click.UsageError(
                f"Không rõ «{near_name(path)}» dựng từ số liệu nào ({why}): thêm --metrics, như --metrics {METRICS}/ben-tre/2024-q1.yaml."
            )
        return project, metrics


def read(path: Path) -> Manuscript | None:
    """One document; None where it cannot be read, which is told."""
    data = content(path)
    if data is None:
        return None
    try:
        return read_manuscript(data, near_name(path))
    except PackageProblem as problem:
        say(f"Lỗi: tệp {near_name(path)} {problem.message}; {problem.hint}")
        return None


def content(path: Path) -> bytes | None:
    """The bytes of a document, or of standard input; None where it cannot be read, which is told."""
    data = _standard_input() if str(path) == STANDARD_INPUT else read_document(path)
    if isinstance(data, str):
        say(f"Lỗi: tệp {near_name(path)} {data}")
        return None
    return data


def _standard_input() -> bytes | str:
    """What was piped or pasted, or why it cannot be read, as ``read_document`` says it."""
    if sys.stdin is None:  # the program was started without
        return "không đọc được: đầu vào chuẩn đang đóng"
    try:
        data = sys.stdin.buffer.read(LARGEST_DOCUMENT + 1)
    except OSError:
        return "không đọc được: đầu vào chuẩn không phải là nội dung"
    return data if len(data) <= LARGEST_DOCUMENT else f"lớn hơn {LARGEST_DOCUMENT // 1_000_000} MB"


def near_name(path: Path) -> str:
    """What a document is called in messages."""
    return STANDARD_INPUT if str(path) == STANDARD_INPUT else near(path)


def subjects(project: Project, metrics: Path, origin: Origin) -> list[Subject]:
    """The documents that the tool renders from a metrics file now, of the genre that a document is of, if it says so."""
    quarter = project.quarter(metrics)
    if quarter.figures is None or has_errors(quarter.problems):
        notify(quarter.problems)
        say(f"Chưa đối chiếu được: tệp số liệu {near(metrics)} còn lỗi.")
        return []
    workshop = Workshop(project)
    compositions = [workshop.compose(quarter, genre, section) for genre, section in _genres(workshop, quarter, origin)]
    notify(problem for composition in compositions for problem in composition.problems if problem.level is Level.ERROR)
    return [Subject.of(found.document, quarter.figures) for found in compositions if found.document is not None]


def _genres(workshop: Workshop, quarter: Quarter, origin: Origin) -> list[tuple[str, str]]:
    if origin.genre in workshop.genres([quarter.unit]):
        return [(origin.genre, origin.section)]
    usual, _ = workshop.usual(quarter)
    return [(genre, "") for genre in usual]


def best(manuscript: Manuscript, among: Sequence[Subject]) -> Audit | None:
    """Held against the document that the text has the most in common with; None where there is none."""
    audits = [audit(manuscript, subject) for subject in among]
    return max(audits, key=_common, default=None)


def _common(found: Audit) -> tuple[int, int]:
    coverage = Coverage.of(found)
    return coverage.agreeing, -coverage.unmentioned


def _origin(manuscript: Manuscript, path: Path) -> Origin:
    """What the document knows of itself, else what the record beside it does."""
    origin = manuscript.origin
    if origin.metrics or str(path) == STANDARD_INPUT:
        return origin
    known = read_provenance(path, origin.id)
    return Origin(known.metrics, known.genre, known.section, known.id, origin.listed) if known else origin
