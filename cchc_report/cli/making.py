"""From one metrics file to its outputs on disk. What is to be said of it is handed back; nothing is printed here."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from cchc_report import __version__
from cchc_report.cli.console import denied, told_of
from cchc_report.cli.options import chosen
from cchc_report.document import Document
from cchc_report.figures import Figures
from cchc_report.outputs import (
    Making,
    Outcome,
    OutputError,
    Provenance,
    Written,
    made_before,
    remember,
    write_output,
)
from cchc_report.periods import period_of_file
from cchc_report.problems import Level, Place, Problem, error, has_errors, in_order
from cchc_report.project import Project, Quarter
from cchc_report.project.inputs import Inputs
from cchc_report.rendering import Rendered, Workshop, with_banner

_NOT_MADE = "số liệu hoặc mẫu còn lỗi"


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
    """Whether files that a person changed are replaced, each after it was kept, and everything is made anew."""

    @property
    def name(self) -> str:
        """What is made, apart from where: two orders of one name make the same of the same inputs."""
        return json.dumps([self.genres, self.section, self.formats, self.draft, self.strict])


@dataclass(frozen=True, slots=True)
class Output:
    """What became of one output file, and how a person's file, where it is in the way, differs from it."""

    written: Written
    differing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one metrics file."""

    path: Path
    told: str = ""
    """Its problems, for people; may be empty."""
    warnings: str = ""
    """The same without notes."""
    notes: int = 0
    """How many notes there are."""
    outputs: tuple[Output | str, ...] = ()
    """The files, in order; a text where one could not be written, which says why."""
    refused: str = ""
    """Why nothing was made of it."""
    cause: str = ""
    """The first of its problems, on one line, where it was refused."""
    fault: str = ""
    """What went wrong in the tool itself."""
    is_wrong: bool = False
    """A draft was made of it although it has errors."""

    @property
    def written(self) -> Iterator[Written]:
        """The files that were written, or stood there already."""
        return (output.written for output in self.outputs if isinstance(output, Output))

    @property
    def is_fine(self) -> bool:
        """Whether everything was made and went to its place."""
        wanting = self.refused or self.fault or self.is_wrong or any(isinstance(output, str) for output in self.outputs)
        return not wanting and all(written.path == written.wanted for written in self.written)


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
    if genres is None and section is None:
        return None, ""
    of_one = workshop.of_one_section(units)
    named = chosen(genres, workshop.genres(units), "thể loại") if genres is not None else None
    if section is None:
        for genre in named or ():
            if genre in of_one:
                there = ", ".join(workshop.sections(units))
                raise click.UsageError(f"Thể loại {genre} kể một lĩnh vực: thêm --section với một trong: {there}.")
        return named, ""
    sections = workshop.sections(units)
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


class Maker:
    """Makes what was ordered of one metrics file after another, leaving out what is still up to date."""

    def __init__(self, root: Path, order: Order) -> None:
        """``root`` is the working folder, of which nothing that was read before is used: the digests come first."""
        self.root = root
        self.order = order
        self._project = Project(root)
        self._inputs = Inputs(self._project)
        self._workshop = Workshop(self._project)

    def render(self, path: Path) -> Made:
        """Render one metrics file, unless all that it gave stands there untouched and was made of the same inputs."""
        inputs, folder = self._inputs.of(path), self._folder(path)
        if inputs and not self.order.force and (making := made_before(folder, self.order.name, inputs)):
            unchanged = (folder / name for name in making.files)
            outputs = tuple(Output(Written(file, file, Outcome.UNCHANGED)) for file in unchanged)
            return Made(path, making.told, making.warnings, making.notes, outputs)
        made = self.render_read(self._project.quarter(path))
        if inputs and made.is_fine:
            files = tuple(written.path.name for written in made.written)
            remember(folder, self.order.name, Making(inputs, files, made.told, made.warnings, made.notes))
        return made

    def attempt(self, path: Path) -> Made:
        """The same as one of many: a fault of the tool is told of that file alone."""
        try:
            return self.render(path)
        except OSError as problem:
            return Made(path, refused=denied(problem), cause=denied(problem))
        except Exception as problem:  # noqa: BLE001 - one file must not stop thousands
            return Made(path, fault=f"{type(problem).__name__}: {problem}")

    def render_read(self, quarter: Quarter) -> Made:
        """Render one quarter that is read already."""
        return _make(self._workshop, quarter, self.order)

    def _folder(self, path: Path) -> Path:
        return _folder(self.order, path.parent.resolve().name, str(period_of_file(path.stem)))


def _make(workshop: Workshop, quarter: Quarter, order: Order) -> Made:
    documents, problems = compose_all(workshop, quarter, order.genres, order.section, draft=order.draft)
    is_wrong = has_errors(problems, strict=order.strict)
    if is_wrong and not (order.draft and documents):
        return Made(quarter.path, *_told(problems), refused=_NOT_MADE, cause=_cause(problems))
    marked = order.draft and has_errors(problems, strict=True)
    if marked:
        documents = [with_banner(document, problems) for document in documents]
    folder = _folder(order, quarter.unit, str(quarter.period))
    outputs = [
        output
        for document in documents
        for output in _write(
            workshop.write(document, order.formats, draft=marked),
            folder,
            _Source(document, quarter.figures, _provenance(workshop, quarter, document)),
            force=order.force,
        )
    ]
    return Made(quarter.path, *_told(problems), tuple(outputs), is_wrong=is_wrong)


def _told(problems: Sequence[Problem]) -> tuple[str, str, int]:
    """All problems as text, all but the notes, and how many notes there are."""
    listed = in_order(problems)
    graver = [problem for problem in listed if problem.level is not Level.NOTE]
    return told_of(listed), told_of(graver), len(listed) - len(graver)


def _folder(order: Order, unit: str, period: str) -> Path:
    return order.target / unit / period


def _cause(problems: Sequence[Problem]) -> str:
    """The worst of the problems, on one line, with its place."""
    levels = list(Level)
    worst = min(in_order(problems), key=lambda problem: levels.index(problem.level))
    return f"{worst.place}: {worst.message}"


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


def _write(
    results: Iterable[Rendered | Problem], folder: Path, made_of: _Source, *, force: bool
) -> Iterator[Output | str]:
    """Write the files of a document."""
    for result in results:
        if isinstance(result, Problem):
            yield told_of([result])
            continue
        try:
            written = write_output(folder, result.name, result.content, made_of.provenance, force=force)
        except OutputError as problem:
            yield f"Lỗi: {problem}"
            continue
        yield Output(written, tuple(_differing(written, made_of)))


def _differing(written: Written, made_of: _Source) -> Iterator[str]:
    """How a person's file differs from what was to stand in its place."""
    if written.outcome is not Outcome.BESIDE or made_of.figures is None:
        return
    from cchc_report.cli.differing import differing  # noqa: PLC0415 - reading documents back is rare here, and slow to load

    yield from differing(written.wanted, made_of.document, made_of.figures)
