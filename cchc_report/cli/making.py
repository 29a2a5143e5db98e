"""From one metrics file to its outputs on disk, with everything said on the way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from cchc_report import __version__
from cchc_report.cli.console import notify, outcome_line, print_result, say, ways_on
from cchc_report.cli.options import chosen
from cchc_report.document import Document
from cchc_report.figures import Figures
from cchc_report.outputs import Outcome, OutputError, Provenance, Written, write_output
from cchc_report.problems import Place, Problem, error, has_errors
from cchc_report.project import Quarter
from cchc_report.rendering import Rendered, Workshop, with_banner


@dataclass(frozen=True, slots=True)
class Order:
    """What ``cchc render`` was asked for."""

    genres: Sequence[str] | None
    """None for all that the unit file allows."""
    section: str
    """The one section to tell of, for genres that tell of one; empty for all others."""
    formats: Sequence[str]
    target: Path
    """The folder that gets ``<unit>/<period>/<genre>.<extension>``."""
    draft: bool
    strict: bool
    force: bool
    """Whether files that a person changed are replaced, each after it was kept."""


@dataclass(frozen=True, slots=True)
class _Source:
    """What the files of a document come from."""

    document: Document
    figures: Figures | None
    provenance: Provenance


def chosen_genres(
    workshop: Workshop, genres: str | None, section: str | None, units: Sequence[str]
) -> tuple[list[str] | None, str]:
    """The genres named, None for the usual ones, and the section; the one is needed where the other asks for it."""
    of_one, sections = workshop.of_one_section(units), workshop.sections(units)
    named = chosen(genres, workshop.genres(units), "thể loại") if genres is not None else None
    if section is None:
        for genre in named or ():
            if genre in of_one:
                raise click.UsageError(
                    f"Thể loại {genre} kể một lĩnh vực: thêm --section với một trong: {', '.join(sections)}."
                )
        return named, ""
    if section not in sections:
        raise click.UsageError(f"Không có lĩnh vực «{section}»; đang có: {', '.join(sections)}.")
    if not of_one or any(genre not in of_one for genre in named or ()):
        raise click.UsageError(
            f"--section chỉ dùng cho thể loại kể một lĩnh vực: {', '.join(of_one) or 'chưa có mẫu nào'}."
        )
    return named or of_one, section


def compose_all(
    workshop: Workshop, quarter: Quarter, genres: Iterable[str] | None, section: str = "", *, draft: bool = False
) -> tuple[list[Document], list[Problem]]:
    """The documents of a quarter, and every problem on the way; none where the quarter has errors and is no draft."""
    problems = list(quarter.problems)
    if quarter.figures is None or (has_errors(problems) and not draft):
        return [], problems
    if not draft and not workshop.has_content(quarter):
        hint = "điền số liệu, hoặc xem trước bằng --draft"
        nothing = error(
            "chua-co-so-lieu", "tệp này chưa có số liệu nào của các lĩnh vực", Place(quarter.figures.file), hint
        )
        return [], [*problems, nothing]
    if genres is None:
        genres, notes = workshop.usual(quarter)
        problems += notes
    compositions = [workshop.compose(quarter, genre, section, draft=draft) for genre in genres]
    problems += [problem for composition in compositions for problem in composition.problems]
    return [composition.document for composition in compositions if composition.document], problems


def render_quarter(workshop: Workshop, quarter: Quarter, order: Order) -> bool:
    """Render one quarter; whether everything went to its place without a problem."""
    documents, problems = compose_all(workshop, quarter, order.genres, order.section, draft=order.draft)
    notify(problems)
    wrong = has_errors(problems, strict=order.strict)
    if wrong and not (order.draft and documents):
        say(f"Không dựng {quarter.path.as_posix()}: số liệu hoặc mẫu còn lỗi.")
        return False
    marked = order.draft and has_errors(problems, strict=True)
    if marked:
        documents = [with_banner(document, problems) for document in documents]
    folder = order.target / quarter.unit / str(quarter.period)
    written = [
        _write(
            workshop.write(document, order.formats, draft=marked),
            folder,
            _Source(document, quarter.figures, _provenance(workshop, quarter, document)),
            force=order.force,
        )
        for document in documents
    ]
    return all(written) and not wrong


def _provenance(workshop: Workshop, quarter: Quarter, document: Document) -> Provenance:
    return Provenance(
        document.metrics,
        document.genre,
        document.section,
        document.id,
        quarter.digest,
        workshop.digest(quarter.unit, document.genre),
        __version__,
    )


def _write(results: Iterable[Rendered | Problem], folder: Path, made_of: _Source, *, force: bool) -> bool:
    """Write the files of a document; whether all went to their places."""
    fine = True
    for result in results:
        if isinstance(result, Problem):
            notify([result])
            fine = False
            continue
        try:
            written = write_output(folder, result.name, result.content, made_of.provenance, force=force)
        except OutputError as problem:
            say(f"Lỗi: {problem}")
            fine = False
            continue
        _tell(written, made_of)
        fine = fine and written.path == written.wanted
    return fine


def _tell(written: Written, made_of: _Source) -> None:
    """What became of one output, and where it could not go to its place, how it differs from what is there and what can be done."""
    print_result(outcome_line(written))
    if written.path == written.wanted:
        return
    if written.outcome is Outcome.BESIDE and made_of.figures is not None:
        from cchc_report.cli.differing import differing  # noqa: PLC0415 - reading documents back is rare here, and slow to load

        for line in differing(written.wanted, made_of.document, made_of.figures):
            say(f"    {line}")
    say(ways_on(written))
