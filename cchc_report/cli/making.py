"""From one metrics file to its outputs on disk, with everything said on the way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cchc_report.cli.console import notify, outcome_line, print_result, say
from cchc_report.document import Document
from cchc_report.outputs import Outcome, OutputError, write_output
from cchc_report.problems import Problem, has_errors
from cchc_report.project import Quarter
from cchc_report.rendering import Workshop, with_banner


@dataclass(frozen=True, slots=True)
class Order:
    """What ``cchc render`` was asked for."""

    genres: Sequence[str] | None
    """None for all that the unit file allows."""
    formats: Sequence[str]
    target: Path
    """The folder that gets ``<unit>/<period>/<genre>.<extension>``."""
    draft: bool
    strict: bool


def compose_all(
    workshop: Workshop, quarter: Quarter, genres: Iterable[str] | None, *, draft: bool = False
) -> tuple[list[Document], list[Problem]]:
    """The documents of a quarter, and every problem on the way; none where the quarter has errors and is no draft."""
    problems = list(quarter.problems)
    if quarter.figures is None or (has_errors(problems) and not draft):
        return [], problems
    if genres is None:
        genres, notes = workshop.usual(quarter)
        problems += notes
    compositions = [workshop.compose(quarter, genre, draft=draft) for genre in genres]
    problems += [problem for composition in compositions for problem in composition.problems]
    return [composition.document for composition in compositions if composition.document], problems


def render_quarter(workshop: Workshop, quarter: Quarter, order: Order) -> bool:
    """Render one quarter; whether everything went to its place without a problem."""
    documents, problems = compose_all(workshop, quarter, order.genres, draft=order.draft)
    notify(problems)
    wrong = has_errors(problems, strict=order.strict)
    if wrong and not (order.draft and documents):
        say(f"Không dựng {quarter.path.as_posix()}: số liệu hoặc mẫu còn lỗi.")
        return False
    marked = order.draft and has_errors(problems, strict=True)
    if marked:
        documents = [with_banner(document, problems) for document in documents]
    folder = order.target / quarter.unit / str(quarter.period)
    written = [_write(workshop, document, order.formats, folder, draft=marked) for document in documents]
    return all(written) and not wrong


def _write(workshop: Workshop, document: Document, formats: Sequence[str], folder: Path, *, draft: bool) -> bool:
    """Write a document in its formats; whether all went to their places."""
    fine = True
    for result in workshop.write(document, formats, draft=draft):
        if isinstance(result, Problem):
            notify([result])
            fine = False
            continue
        try:
            written = write_output(folder, result.name, result.content)
        except OutputError as problem:
            say(f"Lỗi: {problem}")
            fine = False
            continue
        print_result(outcome_line(written))
        fine = fine and written.outcome is not Outcome.BESIDE
    return fine
