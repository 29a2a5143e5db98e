"""From a checked quarter to finished files in memory: composes each genre once and hands the tree to the writers."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cchc_report.catalogue import Kind
from cchc_report.compose import Composer, Composition
from cchc_report.constructs import review_templates, used
from cchc_report.document import Document, Paragraph, Role, Text
from cchc_report.figures import Figures
from cchc_report.library import GENRE_SUFFIX, Template, genres_of, needs_section, outdated_copies
from cchc_report.problems import Level, Place, Problem, error, has_errors, in_order, note
from cchc_report.project import UNIT_FILE, Project, Quarter, Shelf, read_frame, shipped_templates
from cchc_report.writers import WRITERS, WriterProblem, check_frame, needs_frame

_MOST_KITS = 16
"""Templates that are held: those that all units share, and those of units that have their own."""
_MOST_COMPOSERS = 8
"""Composers that are held; each has compiled its templates."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """One finished file."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class _Kit:
    """Templates as they were read, what is wrong with their files, and a digest of all their names and texts."""

    templates: dict[str, Template]
    problems: list[Problem]
    digest: str


class Workshop:
    """The templates of a working folder, and a composer for all units that have the same templates and catalogue."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._kits: Shelf[str | None, _Kit] = Shelf(_MOST_KITS)
        self._composers: Shelf[tuple[str, str], tuple[Composer, list[Problem]]] = Shelf(_MOST_COMPOSERS)
        self._digests: Shelf[tuple[str, str], str] = Shelf(_MOST_KITS)
        self._frames: dict[str, tuple[str, bytes]] = {}

    def templates(self, unit: str | None) -> dict[str, Template]:
        """The templates of a unit, read once."""
        return self._kit(unit).templates

    def _kit(self, unit: str | None) -> _Kit:
        own = unit if self._project.has_own_templates(unit) else None
        return self._kits.get(own, lambda: _kit_of(*self._project.templates(own)))

    def digest(self, unit: str, genre: str) -> str:
        """Of the genre's template and all that it may bring in (SHA-256); another one where any of them has changed."""
        kit = self._kit(unit)
        return self._digests.get((kit.digest, genre), lambda: _digest_of(kit, genre))

    def genres(self, units: Iterable[str]) -> list[str]:
        """The genres that any of the units has templates for."""
        return sorted({genre for unit in units for genre in genres_of(self.templates(unit))})

    def of_one_section(self, units: Iterable[str]) -> list[str]:
        """Those of them that tell of one section, which must be chosen."""
        found = {
            genre
            for unit in units
            for genre in genres_of(self.templates(unit))
            if needs_section(self.templates(unit)[f"{genre}{GENRE_SUFFIX}"])
        }
        return sorted(found)

    def sections(self, units: Iterable[str]) -> list[str]:
        """The sections that a genre may tell of, in the catalogues of all these units."""
        catalogues = [self._project.catalogue(unit)[0] for unit in units]
        reported = [
            section.id for catalogue in catalogues for section in catalogue.sections.values() if section.reported
        ]
        return list(dict.fromkeys(reported))

    def has_content(self, quarter: Quarter) -> bool:
        """Whether there is anything of any field of the report, or a list of sentences; a title or an opening line alone is nothing to tell."""
        assert quarter.figures is not None  # noqa: S101 - as in compose
        told = any(_tells_of(quarter.figures, section) for section in self.sections([quarter.unit]))
        return told or any(figure.indicator.kind is Kind.TEXTS for figure in quarter.figures.reported())

    def review(self, unit: str | None) -> list[Problem]:
        """The problems of the templates with a unit's catalogue, copies that fell behind included."""
        catalogue, _ = self._project.catalogue(unit)
        kit = self._kit(unit)
        return [
            *kit.problems,
            *review_templates(kit.templates, catalogue),
            *outdated_copies(kit.templates, shipped_templates()),
            *self._frame_problems(genres_of(kit.templates)),
        ]

    def _frame_problems(self, genres: Iterable[str]) -> Iterator[Problem]:
        """Of the Word frames that the genres would be written into."""
        for genre in genres:
            name, frame = self._frame(genre)
            try:
                check_frame(frame)
            except WriterProblem as problem:
                yield error(problem.fault.name, problem.fault.message, Place(name), problem.fault.hint)

    def usual(self, quarter: Quarter) -> tuple[list[str], list[Problem]]:
        """The genres to make when none is named: all but official ones whose form the unit file does not give, with a note."""
        assert quarter.figures is not None  # noqa: S101 - as in compose
        of_one = self.of_one_section([quarter.unit])
        whole = [genre for genre in self.genres([quarter.unit]) if genre not in of_one]
        formless = [genre for genre in whole if not _has_form(quarter.figures, genre)]
        place = Place(self._project.display(quarter.path.parent / UNIT_FILE))
        hint = "cần văn bản này thì ghi phần đó, như trong don-vi.yaml của đơn vị mẫu"
        notes = [
            note("chua-co-the-thuc", f"chưa dựng {genre}: chưa ghi phần «{_form(genre)}»", place, hint)
            for genre in formless
        ]
        return [genre for genre in whole if genre not in formless], notes

    def compose(self, quarter: Quarter, genre: str, section: str = "", *, draft: bool = False) -> Composition:
        """One genre of a quarter, of one section where it tells of one. Templates that may not run yield their problems and no document."""
        assert quarter.figures is not None  # noqa: S101 - the commands compose only what was read
        composer, problems = self._composer(quarter)
        if has_errors(problems):
            return Composition(None, tuple(problems))
        if section and not _tells_of(quarter.figures, section):
            place = Place(quarter.figures.file)
            return Composition(
                None, (error("linh-vuc-trong", f"tệp này chưa có số liệu nào của lĩnh vực «{section}»", place),)
            )
        doubtful = _doubtful(quarter.figures, quarter.problems) if draft else None
        return composer.compose(genre, quarter.figures, quarter.pictures, section, doubtful=doubtful)

    def _composer(self, quarter: Quarter) -> tuple[Composer, list[Problem]]:
        """The composer, and what keeps it from being used: the same for all units whose templates and catalogue say the same."""
        kit = self._kit(quarter.unit)
        key = kit.digest, self._project.own_catalogue(quarter.unit)
        return self._composers.get(key, lambda: _composer_of(kit, quarter))

    def _frame(self, genre: str) -> tuple[str, bytes]:
        """Name and content of the genre's Word frame, read once."""
        if genre not in self._frames:
            self._frames[genre] = read_frame(self._project, genre)
        return self._frames[genre]

    def write(self, document: Document, formats: Sequence[str], *, draft: bool = False) -> Iterator[Rendered | Problem]:
        """The document in each format; a frame or picture that cannot be used is a problem."""
        for name in formats:
            frame_name, frame = self._frame(document.genre) if needs_frame(name) else ("", None)
            try:
                content = WRITERS[name](document, frame)
            except WriterProblem as problem:
                place = problem.place or Place(frame_name)
                yield error(problem.fault.name, problem.fault.message, place, problem.fault.hint)
            else:
                yield Rendered(f"{document.name}{'.nhap' if draft else ''}.{name}", content)


def _kit_of(templates: dict[str, Template], problems: list[Problem]) -> _Kit:
    texts = (text for name, template in sorted(templates.items()) for text in (name, template.file, template.text))
    return _Kit(templates, problems, hashlib.sha256("\0".join(texts).encode(errors="surrogatepass")).hexdigest())


def _digest_of(kit: _Kit, genre: str) -> str:
    found = used(f"{genre}{GENRE_SUFFIX}", kit.templates)
    return hashlib.sha256(
        "\0".join(text for template in found for text in (template.name, template.text)).encode()
    ).hexdigest()


def _composer_of(kit: _Kit, quarter: Quarter) -> tuple[Composer, list[Problem]]:
    assert quarter.figures is not None  # noqa: S101 - as in compose
    catalogue = quarter.figures.catalogue
    return Composer(kit.templates, catalogue), [*kit.problems, *review_templates(kit.templates, catalogue)]


def _form(genre: str) -> str:
    """The section that holds the form of an official genre: who issues it, its symbol, who signs."""
    return f"the_thuc_{genre.replace('-', '_')}"


def _has_form(figures: Figures, genre: str) -> bool:
    """Whether the genre needs no form, or the unit file gives it, if only in part."""
    section = figures.catalogue.sections.get(_form(genre))
    return section is None or section.id in figures.section_places


def _tells_of(figures: Figures, section: str) -> bool:
    return any(figure.indicator.section == section for figure in figures.everything())


def with_banner(document: Document, problems: list[Problem]) -> Document:
    """The document as a draft: its first line says so, and how many problems are open."""
    still_open = [problem for problem in in_order(problems) if problem.level is not Level.NOTE]
    banner = Paragraph((Text(f"BẢN NHÁP - còn {len(still_open)} vấn đề cần xử lý, chưa được phát hành"),), Role.DRAFT)
    return replace(document, blocks=(banner, *document.blocks))


def _doubtful(figures: Figures, problems: tuple[Problem, ...]) -> frozenset[str]:
    """The figures that stand where a problem points."""
    places = {
        place
        for problem in problems
        if problem.level is not Level.NOTE
        for place in (problem.place, *(related.place for related in problem.related))
    }
    found = (figure for figure in figures.everything() if not places.isdisjoint((figure.place, *figure.places)))
    return frozenset(figure.indicator.id for figure in found)
