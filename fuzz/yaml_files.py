"""Metrics, unit and catalogue files: read, checked, and composed where nothing is wrong with them."""

from dataclasses import dataclass
from functools import cache, cached_property
from random import Random

from cchc_report.catalogue import Catalogue, Kind, read_catalogue
from cchc_report.checks import check
from cchc_report.figures import Figure, Figures, Statement, read_figures
from cchc_report.organisation import read_organisation
from cchc_report.periods import period_of_file
from cchc_report.problems import Place, Problem, has_errors
from cchc_report.project import CATALOGUE_FILE, UNIT_FILE, Project, Quarter
from cchc_report.proofreading import proofread_unit
from cchc_report.rendering import Rendered, Workshop
from cchc_report.source import Scalar, Source, parse
from cchc_report.values import HouseStyle, read_value, write_value
from fuzz.damage import damaged_bytes, damaged_text
from fuzz.target import ROOT, Case
from fuzz.values import VALUES
from fuzz.verdicts import TEMPLATE_WORDS, problem_faults

SHARES = (
    ("metrics/ben-tre/2024-q1.yaml", 12),
    ("metrics/phuoc-hai-gia-dinh/2026-q1.yaml", 5),
    ("metrics/phuoc-hai-gia-dinh/2025-q4.yaml", 4),
    ("docs/vi-du/metrics/kim-xuyen/2023.yaml", 4),
    ("docs/vi-du/metrics/hai-son/2026-q2.yaml", 4),
    ("docs/vi-du/metrics/bo-kinh-te-bien/2026-6t.yaml", 4),
    ("metrics/ben-tre/don-vi.yaml", 6),
    ("metrics/phuoc-hai-gia-dinh/don-vi.yaml", 3),
    ("docs/vi-du/metrics/hai-son/danh-muc.yaml", 3),
    ("docs/vi-du/metrics/bo-kinh-te-bien/danh-muc.yaml", 3),
    ("metrics/danh-muc.yaml", 6),
)
"""The files that are damaged, and how often each."""
_WHOLE = 0.04
"""The share of cases made from a whole file; the others are made from some of its sections, which is read ten times as fast."""
_LIKELY_WHOLE = 0.75
"""Of the file's length: a case of that size was made from all of it, and is checked and composed too."""
_THOROUGH = 0.03
_TWICE = 0.1
_WITH_WORD_FILE = 0.1
_MARGIN = 2


@dataclass(frozen=True)
class YamlFiles:
    """The shipped and the described YAML files, damaged."""

    name: str = "yaml"
    inputs_in_case: int = 1

    def case(self, chance: Random) -> Case:
        """Sections of one of the files, or all of it, with one to three changes."""
        original = chance.choices([name for name, _ in SHARES], [share for _, share in SHARES])[0]
        text = _text(original) if chance.random() < _WHOLE else _some_sections(original, chance)
        way = chance.random()
        if way < 0.85:  # noqa: PLR2004 - most people err in what they type
            text = damaged_text(text, chance, VALUES)
        data = text.encode("utf-8", "surrogatepass")
        return Case(original, damaged_bytes(data, chance) if way > 0.8 else data)  # noqa: PLR2004 - some of them in both ways

    def faults(self, case: Case, chance: Random) -> list[str]:
        """What is wrong with the problems, the figures and the article."""
        desk = _desk(case.original)
        source = parse(case.data, desk.file)
        texts = {desk.file: source.text or None}
        faults = problem_faults(source.problems, texts)
        if chance.random() < _TWICE and parse(case.data, desk.file) != source:
            faults.append("the same bytes are read in two ways")
        is_whole = len(case.data) > _LIKELY_WHOLE * len(_text(case.original).encode())
        if source.root is not None and (chance.random() < _THOROUGH or (is_whole and not desk.is_shared_catalogue)):
            faults += desk.faults(source, chance)
        return faults


def problems_of(case: Case) -> list[Problem]:
    """What the tool says of a case, and of all that rests on it where it can be read."""
    desk = _desk(case.original)
    source = parse(case.data, desk.file)
    return list(desk.read(source).problems) if source.root is not None else list(source.problems)


@cache
def _text(original: str) -> str:
    return (ROOT / original).read_text(encoding="utf-8")


@cache
def _sections(original: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The blocks at the margin; where the last of them is that of a catalogue's sections, its sections apart."""
    blocks = _cut(_text(original), 0)
    inner = _cut(blocks[-1], _MARGIN) if blocks[-1].startswith("phan:") else []
    if not inner:
        return tuple(blocks), ()
    return tuple(blocks[:-1]), tuple(inner)


def _cut(text: str, margin: int) -> list[str]:
    """The text before every line that begins a key at that margin."""
    blocks: list[str] = []
    for line in text.splitlines(keepends=True):
        is_key = len(line) - len(line.lstrip(" ")) == margin and line[margin : margin + 1].isalpha()
        if is_key or not blocks:
            blocks.append("")
        blocks[-1] += line
    return blocks


def _some_sections(original: str, chance: Random) -> str:
    """One to three blocks of a file in their order; of a catalogue also some lines of its sections."""
    outer, inner = _sections(original)
    chosen = sorted(chance.sample(range(len(outer)), min(len(outer), chance.choice((1, 1, 2, 3)))))
    text = "".join(outer[at] for at in chosen)
    if not inner:
        return text
    section = chance.choice(inner[1:] or inner).splitlines(keepends=True)
    return f"{text}phan:\n{''.join(section[: chance.choice((12, 30, 60))])}"


@dataclass(frozen=True, slots=True)
class _Read:
    """What is said of a file with all that lies beside it."""

    problems: tuple[Problem, ...]
    figures: Figures | None = None
    """None for a catalogue, or where nothing could be read."""
    quarter: Quarter | None = None
    """Of a metrics file."""


class _Desk:
    """One of the files in its folder: what is read beside it is read once."""

    def __init__(self, original: str) -> None:
        self.path = ROOT / original
        root = next(folder.parent for folder in self.path.parents if folder.name == "metrics")
        self.project = Project(root)
        self.file = self.project.display(self.path)
        self.unit = self.project.unit_of(self.path)
        self.is_shared_catalogue = self.path.name == CATALOGUE_FILE and self.unit is None
        self._workshop = Workshop(self.project)

    @cached_property
    def texts(self) -> dict[str, str | None]:
        """All files that a problem may name."""
        there = (*(self.project.root / "metrics").rglob("*.yaml"), ROOT / "metrics/danh-muc.yaml")
        templates = {template.file: template.text for template in self._workshop.templates(self.unit).values()}
        return {**{self.project.display(path): path.read_text(encoding="utf-8") for path in there}, **templates}

    @cached_property
    def quarter(self) -> Quarter:
        """The unit's newest period, undamaged."""
        files = sorted(path for path in self.path.parent.glob("*.yaml") if period_of_file(path.stem))
        return self.project.quarter(files[-1])

    def read(self, source: Source) -> _Read:
        """All that rests on the file, where it is in the damaged one's place."""
        match self.path.name:
            case name if name == CATALOGUE_FILE:
                before = [] if self.is_shared_catalogue else [self.project.shared_catalogue]
                return _Read(tuple(read_catalogue([*before, source])[1]))
            case name if name == UNIT_FILE:
                return self._unit(source)
            case _:
                quarter = self.project.proposed(self.path, source.text)
                return _Read(quarter.problems, quarter.figures, quarter)

    def faults(self, source: Source, chance: Random) -> list[str]:
        """What is wrong with all that rests on the file."""
        found = self.read(source)
        faults = problem_faults(found.problems, self._texts_with(source))
        if chance.random() < _TWICE and self.read(source).problems != found.problems:
            faults.append("the same file has other problems the second time")
        if found.figures is None:
            return faults
        faults += _round_trip_faults(found.figures)
        if found.quarter is not None and not has_errors(found.problems):
            faults += self._article_faults(found.quarter, source, chance)
        return faults

    def _texts_with(self, source: Source) -> dict[str, str | None]:
        return {**self.texts, self.file: source.text}

    def _unit(self, source: Source) -> _Read:
        """A unit file with its newest period."""
        assert self.quarter.period is not None  # noqa: S101 - the shipped files are sound
        catalogue, _ = self.project.catalogue(self.unit)
        organisation, problems = read_organisation(source, catalogue)
        metrics = self.project.source(self.quarter.path)
        statement = Statement(self.quarter.period, Place(metrics.file))
        figures, found = read_figures(metrics, source, catalogue, organisation, statement)
        checked = [*problems, *found, *check(figures), *proofread_unit(source, catalogue, organisation)]
        return _Read(tuple(checked), figures)

    def _article_faults(self, quarter: Quarter, source: Source, chance: Random) -> list[str]:
        composition = self._workshop.compose(quarter, "bai-bao")
        faults = problem_faults(composition.problems, self._texts_with(source))
        if composition.document is None:
            return faults
        formats = ["txt", "docx"] if chance.random() < _WITH_WORD_FILE else ["txt"]
        for result in self._workshop.write(composition.document, formats):
            if isinstance(result, Problem):
                faults.append(f"not written: {result.message}")
            elif result.name.endswith(".txt"):
                faults += _machine_words(result, source.text)
        return faults


@cache
def _desk(original: str) -> _Desk:
    return _Desk(original)


def _machine_words(article: Rendered, metrics: str) -> list[str]:
    """Words of the machine in an article, unless somebody typed them."""
    text = article.content.decode("utf-8")
    return [f"the article says {found[0]!r}" for found in TEMPLATE_WORDS.finditer(text) if found[0] not in metrics]


def _round_trip_faults(figures: Figures) -> list[str]:
    """Figures that, printed as they were read, would be read as others."""
    style = figures.organisation.style
    return [
        fault
        for figure in figures.known.values()
        if not figure.computed and (fault := _round_trip_fault(figure, style))
    ]


def _round_trip_fault(figure: Figure, style: HouseStyle) -> str:
    if figure.indicator.kind in {Kind.TEXT, Kind.TEXTS, Kind.PICTURE}:
        return ""
    printed = write_value(figure.value, figure.indicator, style)
    node = Scalar(printed, quoted=False, place=Place("printed"), start=0, end=len(printed))
    value, problems = read_value(node, figure.indicator, _any_catalogue())
    if value == figure.value:
        return ""
    return f"{figure.place}: {figure.value!r} is printed {printed!r}, read as {value!r} {[p.message for p in problems]}"


@cache
def _any_catalogue() -> Catalogue:
    return Project(ROOT).catalogue(None)[0]
