"""A checked template and a period's figures become a document. The only module that runs Jinja."""

import re
import sys
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import FrameType, TracebackType

from jinja2 import Environment, StrictUndefined, TemplateError, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from cchc_report.binding import LONGEST, NUMBERING, TOO_LONG, UNDER_HEADING, Binder, Bound, Room, TemplateFault, names
from cchc_report.catalogue import Catalogue, Indicator, Kind, Section
from cchc_report.constructs import SECTION_NAME
from cchc_report.constructs.metering import COUNTING, METER, Meter, MeteredLoader, metered_calls
from cchc_report.constructs.places import LONGEST_EXCERPT
from cchc_report.document import Block, Document, FigureText, Heading, Paragraph, Picture, Role, Text, leaves, text_of
from cchc_report.figures import Figure, Figures
from cchc_report.filters import FILTERS, TESTS
from cchc_report.library import (
    ALL_SECTIONS,
    ALL_UNDER_HEADINGS,
    DEFAULT_PART,
    GENRE_SUFFIX,
    ONE_SECTION,
    SHORT_PARTS,
    Template,
    Templates,
)
from cchc_report.markup import parse, with_breaks
from cchc_report.problems import Place, Problem, error
from cchc_report.project import METRICS
from cchc_report.typesetting import introduce, led_in, without_bad_breaks
from cchc_report.vietnamese.wording import capitalised, uncapitalised

_PRINTED = (str, Bound)
"""What a template can print."""
_TITLE_ROLES = {Role.TYPE, Role.SUBJECT}
_CHOSEN = "_chon_"
"""With a section's id the name that only the chosen section defines; no template could write it."""
_GAPS = "<gaps>"
"""Where the context keeps what collects gaps; not a name that a template could write."""
_BY_LABEL = """\
{{% set con_lai = [{0}] %}}{{% set so_lieu = con_lai|ke %}}
{{% if tieu_muc is co %}}{{% else %}}{{{{ con_lai|mo_dau }}}}{{% endif %}}
{{% for loi in con_lai|loi_van %}}{{{{ loi|cau }}}} {{% endfor %}}{{% if so_lieu is co %}}{{{{ so_lieu|noi("; ") }}}}.{{% endif %}}
"""
"""Tells the indicators that a part does not name."""
_STRETCH = 4_000
"""Characters of composed text that are measured at a time."""
_FEW = 10
"""Signs and letters that are not worth measuring before they are looked at."""


@dataclass(frozen=True, slots=True)
class Composition:
    """What came of one template: the document, and why it cannot be issued as it is."""

    document: Document | None
    problems: tuple[Problem, ...]


class Composer:
    """Compiles the templates once and composes any number of documents from them. The templates must have been reviewed."""

    def __init__(self, templates: Templates, catalogue: Catalogue) -> None:
        self._templates = templates
        self._catalogue = catalogue
        self._environment = self._make_environment()

    def compose(
        self,
        genre: str,
        figures: Figures,
        pictures: Mapping[str, bytes],
        section: str = "",
        *,
        doubtful: frozenset[str] | None = None,
    ) -> Composition:
        """Run the genre's template, for one section where it tells of one. A figure that is printed but missing is a problem; in a draft also a marked gap.

        ``doubtful`` are the ids that a draft marks; None for what is no draft.
        """
        binder = Binder(figures, genre, doubtful or frozenset(), FILTERS, draft=doubtful is not None)
        gaps = _GapPlaces(binder, self._templates)
        try:
            template = self._environment.get_template(f"{genre}{GENRE_SUFFIX}")
            known = {**names(binder, section), f"{_CHOSEN}{section}": section}
            text = _bounded(template.generate({**known, _GAPS: gaps, METER: Meter(len(figures.parts))}), binder)
            blocks = parse(text, binder.meaning)
        except (TemplateFault, TemplateError) as problem:
            return Composition(None, (*gaps.problems, self._fault(problem, genre)))
        if not blocks:
            place = _template_place(self._templates, f"{genre}{GENRE_SUFFIX}", 1)
            empty = error("mau-trong", "mẫu không cho ra chữ nào", place, "ghi nội dung vào mẫu, hoặc xóa tệp mẫu này")
            return Composition(None, (*gaps.problems, empty))
        blocks = tuple(_with_pictures(blocks, pictures))
        introduced = introduce(led_in(blocks), figures.abbreviations())
        blocks = tuple(without_bad_breaks(introduced, figures.catalogue.unit_names()))
        return Composition(_document(genre, section, blocks, figures), tuple(gaps.problems))

    def _make_environment(self) -> Environment:
        environment = _Sandbox(
            loader=MeteredLoader(self._load),
            undefined=StrictUndefined,
            autoescape=False,
        )
        environment.globals.clear()
        environment.filters.clear()
        environment.tests.clear()
        environment.filters.update({**metered_calls(FILTERS), **COUNTING})
        environment.tests.update(metered_calls(TESTS))
        environment.tests["defined"] = lambda value: not isinstance(value, StrictUndefined)
        environment.finalize = _finalize
        return environment

    def _load(self, name: str) -> tuple[str, str, None] | None:
        if name in {ALL_SECTIONS, ALL_UNDER_HEADINGS}:
            return with_breaks(self._all_sections(headed=name == ALL_UNDER_HEADINGS)), name, None
        if name == ONE_SECTION:
            return with_breaks(self._one_section()), name, None
        template = self._templates.get(name)
        return (with_breaks(template.text), template.name, None) if template else None

    def _all_sections(self, *, headed: bool) -> str:
        """The part of each section of the report, or the default part where it has none of its own."""
        reported = [section.id for section in self._catalogue.sections.values() if section.reported]
        return "\n".join(self._section(section, headed=headed) for section in reported)

    def _one_section(self) -> str:
        """The short text of whichever section is chosen, or the default part where it has none."""
        reported = [section.id for section in self._catalogue.sections.values() if section.reported]
        return "\n".join(
            f"{{% if {_CHOSEN}{section} is defined %}}{self._short(section)}{{% endif %}}" for section in reported
        )

    def _short(self, section: str) -> str:
        own = f"{SHORT_PARTS}{section}{GENRE_SUFFIX}"
        if own in self._templates:
            return f"{{% include '{own}' %}}"
        return f"{{% with {SECTION_NAME} = {section} %}}{{% include '{DEFAULT_PART}' %}}{{% endwith %}}"

    def _section(self, section: str, *, headed: bool) -> str:
        own, table = f"phan/{section}{GENRE_SUFFIX}", f"bang/{section}{GENRE_SUFFIX}"
        include = f"{{% include '{own}' %}}"
        if own not in self._templates:
            include = f"{{% with {SECTION_NAME} = {section} %}}{{% include '{DEFAULT_PART}' %}}{{% endwith %}}"
        elif untold := untold_by(self._templates[own].text, self._catalogue.sections[section]):
            include += f"\n\n{_BY_LABEL.format(', '.join(untold))}"
        if headed:
            heading = f"### {{{{ {NUMBERING}.khoan }}}}. {{{{ {section}|nhan }}}}"
            include = f"{heading}\n\n{{% with {UNDER_HEADING} = {section}|nhan %}}\n{include}\n{{% endwith %}}"
            include += f"\n\n{{% include '{table}' %}}" * (table in self._templates)
        return f"{{% if {section} is co %}}\n{include}\n\n{{% endif %}}"

    def _fault(self, problem: Exception, genre: str) -> Problem:
        name, line = _innermost(problem.__traceback__) or (f"{genre}{GENRE_SUFFIX}", 1)
        message = str(problem) if isinstance(problem, TemplateFault) else "mẫu dùng một tên chưa có giá trị"
        return error("mau-loi", message, _template_place(self._templates, name, line))


def untold_by(part: str, section: Section) -> list[str]:
    """The indicators of a section that its part does not name, not even in a comment; a total names what it adds up."""
    indicators = section.indicators.values()
    named = {f"{section.id}.{key}" for key in re.findall(rf"\b{section.id}\.(\w+)", part)}
    summed = [i.formula.names for i in indicators if i.id in named and i.formula and i.kind.exact]
    return [i.id for i in indicators if i.id not in named.union(*summed)]


class _GapPlaces:
    """Jinja's last word on everything printed: figures become signs, gaps become problems with the template's line."""

    def __init__(self, binder: Binder, templates: Templates) -> None:
        self._binder = binder
        self._templates = templates
        self.problems: list[Problem] = []
        self._told: set[str] = set()
        """Gaps are told once, where they are first printed; those that the checks have told of, not at all."""

    def printed(self, value: object) -> str:
        if isinstance(value, StrictUndefined):
            str(value)
        if not isinstance(value, _PRINTED):
            raise TemplateFault("chỉ in được chỉ tiêu hoặc chữ; danh sách phải qua bộ lọc «noi»")
        text = str(value)
        if len(text) > _FEW and self._binder.length_of(text) > LONGEST:
            raise TemplateFault(TOO_LONG)
        for indicator in self._binder.gaps_in(text):
            if indicator.id not in self._told and not self._binder.is_expected(indicator):
                self._told.add(indicator.id)
                self.problems.append(self._problem(indicator))
        return text

    def _problem(self, indicator: Indicator) -> Problem:
        name, line = _running(sys._getframe()) or ("", 1)  # noqa: SLF001 - the one way to the template's line without stopping it
        section = self._binder.figures.section_places.get(indicator.section)
        place = section or Place(self._binder.figures.file)
        where = _template_place(self._templates, name, line)
        hint = f"ghi «{indicator.key}» vào phần «{indicator.section}»; hoặc trong mẫu {where} đặt câu vào {{% if {indicator.id} is co %}} … {{% endif %}}"
        return error(
            "thieu-so-lieu", f"bài cần «{indicator.label}» ({indicator.id}) nhưng chưa có số liệu", place, hint
        )


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which a section is asked for its indicator and not for an attribute first, which it never has."""

    def getattr(self, obj: object, attribute: str) -> object:
        """``tthc.bai_bo``; what there is not is undefined."""
        if not isinstance(obj, Room):
            return super().getattr(obj, attribute)
        try:
            return obj[attribute]
        except KeyError:
            return self.undefined(obj=obj, name=attribute)


@pass_context
def _finalize(context: Context, value: object) -> str:
    """What Jinja calls on everything that is printed."""
    gaps = context.parent[_GAPS]
    assert isinstance(gaps, _GapPlaces)  # noqa: S101 - compose put it there; no template can name it
    return gaps.printed(value)


def _running(frame: FrameType | None) -> tuple[str, int] | None:
    """Name and line of the innermost template that is being run."""
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if template is not None:
            return template.name, template.get_corresponding_lineno(frame.f_lineno)
        frame = frame.f_back
    return None


def _innermost(traceback: TracebackType | None) -> tuple[str, int] | None:
    """Name and line of the innermost template in a traceback, which Jinja has rewritten to template lines."""
    found = None
    while traceback is not None:
        frame = traceback.tb_frame
        if "__jinja_template__" in frame.f_globals or frame.f_code.co_filename.endswith(GENRE_SUFFIX):
            found = (frame.f_code.co_filename, traceback.tb_lineno)
        traceback = traceback.tb_next
    return found


def _template_place(templates: Templates, name: str, line: int) -> Place:
    template = templates.get(name, Template(name, name, ""))
    lines = template.text.splitlines()
    excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
    return Place(template.file, line, 1, 1, excerpt if len(excerpt) <= LONGEST_EXCERPT else "")


def _bounded(pieces: Iterator[str], binder: Binder) -> str:
    """The composed text, unless it grows beyond all measure with all that its signs stand for."""
    measured, length = [], 0
    waiting, size = [], 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size > _STRETCH:
            measured.append("".join(waiting))
            waiting, size = [], 0
            length += binder.length_of(measured[-1])
        if length > LONGEST:
            assert isinstance(pieces, Generator)  # noqa: S101 - so Jinja makes them
            # Raised where the template stands, so that its line is known.
            pieces.throw(TemplateFault(TOO_LONG))
    text = "".join((*measured, *waiting))
    if length + binder.length_of(text[-size:] if size else "") > LONGEST:
        raise TemplateFault(TOO_LONG)
    return text


def _with_pictures(blocks: tuple[Block, ...], pictures: Mapping[str, bytes]) -> Iterator[Block]:
    """A picture named in a caption block becomes a picture before its caption."""
    for block in blocks:
        figure = _picture_of(block)
        if figure is None or not isinstance(block, Paragraph):
            yield block
            continue
        caption = tuple(leaf for leaf in leaves(block.inlines) if leaf.text != figure.text)
        words = text_of(caption).strip()
        yield Picture(figure, pictures[figure.text], words or figure.indicator.label)
        if words:
            yield Paragraph(_stripped(caption), block.role)


def _picture_of(block: Block) -> Figure | None:
    if not isinstance(block, Paragraph) or block.role is not Role.CAPTION:
        return None
    named = [
        leaf.figure
        for leaf in leaves(block.inlines)
        if isinstance(leaf, FigureText) and leaf.indicator.kind is Kind.PICTURE
    ]
    return named[0] if named else None


def _stripped(leaves_left: tuple[Text | FigureText, ...]) -> tuple[Text | FigureText, ...]:
    first, *rest = leaves_left
    return tuple(rest) if not first.text.strip() else leaves_left


def _document(genre: str, section: str, blocks: tuple[Block, ...], figures: Figures) -> Document:
    author, marking = (figures.get(name) for name in ("don_vi.ten", "don_vi.danh_dau"))
    return Document(
        genre,
        blocks,
        _title(blocks) or genre,
        author.text if author else "",
        _created(genre, figures),
        marking.text if marking else "",
        section,
        _metrics(figures),
    )


def _metrics(figures: Figures) -> str:
    """Where the metrics file lies in the working folder, even where ``metrics`` leads to a folder of another name."""
    return "/".join([METRICS, *figures.file.split("/")[-2:]])


def _title(blocks: tuple[Block, ...]) -> str:
    """The first title, or type and subject of an official document: ``Báo cáo kết quả …``."""
    named = [text_of(block.inlines) for block in blocks if isinstance(block, Paragraph) and block.role in _TITLE_ROLES]
    if named:
        return " ".join([capitalised(named[0].lower()), *(uncapitalised(part) for part in named[1:])])
    return next((text_of(block.inlines) for block in blocks if isinstance(block, Heading)), "")


def _created(genre: str, figures: Figures) -> datetime:
    """The genre's own date or moment, or else the period's last day; never the clock."""
    section = genre.replace("-", "_")
    dates = [f.value for f in figures.known.values() if f.indicator.section == section and isinstance(f.value, date)]
    day = dates[0] if dates else figures.period.last_day
    return day if isinstance(day, datetime) else datetime.combine(day, datetime.min.time())
