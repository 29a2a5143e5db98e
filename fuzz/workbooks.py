"""Entry forms, filled in oddly and damaged: imported into a metrics file that stays sound, or refused."""

import re
from dataclasses import dataclass
from functools import cached_property
from random import Random
from xml.sax.saxutils import escape, quoteattr

from cchc_report.figures import Figures
from cchc_report.form import form_workbook
from cchc_report.intake import (
    FilledSheet,
    changes_of,
    filled_sheets,
    lines_of,
    misplaced,
    outdated,
    renamed,
    take,
    with_cells,
)
from cchc_report.problems import Problem, has_errors
from cchc_report.project import Project
from cchc_report.revision import CannotReviseError, revised
from cchc_report.source import Source, parse
from cchc_report.workbook import read_workbook
from fuzz.damage import SIGNS
from fuzz.hostile import hostile_string
from fuzz.packages import damaged_package, parts_of, zipped
from fuzz.target import ROOT, Case
from fuzz.values import ODD
from fuzz.verdicts import problem_faults

PERIOD = "metrics/ben-tre/2024-q1.yaml"
SECTIONS = ("chi_dao", "tai_chinh")
_FILLED = 0.6
"""The share of forms in which cells are filled; in the others something is damaged."""
_CELL = re.compile(rb'<c r="(?P<place>[A-Z]+[0-9]+)"(?P<style> s="[0-9]+")?(?: t="[a-z]+")?(?:/>|>.*?</c>)')
_ANSWERS = re.compile(rb"[A-H][0-9]{1,3}$")


@dataclass(frozen=True)
class Workbooks:
    """The form of two sections of a shipped period."""

    name: str = "workbooks"
    inputs_in_case: int = 1

    def case(self, chance: Random) -> Case:
        """A form with other contents in some cells, or with something else wrong."""
        if chance.random() > _FILLED:
            return Case("form.xlsx", damaged_package(self._parts, chance))
        parts = dict(self._parts)
        sheets = [name for name in parts if name.startswith("xl/worksheets/sheet")]
        for _ in range(chance.choice((1, 3, 10))):
            name = chance.choice(sheets)
            parts[name] = _with_cell(parts[name], chance)
        return Case("form.xlsx", zipped(list(parts.items())))

    def faults(self, case: Case, chance: Random) -> list[str]:  # noqa: ARG002 - every form is looked at in the same way
        """What is wrong with the problems, or with the metrics file that would be written."""
        workbook = read_workbook(case.data, case.original)
        if isinstance(workbook, Problem):
            return self._problem_faults([workbook])
        sheets, problems = filled_sheets(workbook)
        problems = [*problems, *(p for sheet in sheets for p in self._misfits(sheet))]
        intake = take(
            [slot for sheet in sheets for slot in sheet.slots],
            self._figures.catalogue,
            self._figures.organisation.style,
        )
        changes = changes_of(intake, self._source, self._figures.catalogue)
        problems = [*problems, *intake.problems, *changes.problems]
        faults = self._problem_faults(problems)
        if has_errors(problems):
            return faults
        try:
            text = revised(self._source, changes.edits)
        except CannotReviseError:
            return faults
        quarter = self._project.proposed(ROOT / PERIOD, text)
        lines = lines_of(quarter.figures, intake.answers) if quarter.figures else {}
        unread = [problem.message for problem in parse(text.encode(), PERIOD).problems]
        return [*faults, *unread, *self._problem_faults(list(with_cells(quarter.problems, lines)), text)]

    def _misfits(self, sheet: FilledSheet) -> list[Problem]:
        figures = self._figures
        elsewhere = misplaced(sheet, "ben-tre", figures.period, figures.organisation.style.dates)
        return [*elsewhere, *outdated(sheet, figures), *renamed(sheet, figures)]

    def _problem_faults(self, problems: list[Problem], metrics: str = "") -> list[str]:
        texts = {
            path: (ROOT / path).read_text("utf-8") for path in ("metrics/ben-tre/don-vi.yaml", "metrics/danh-muc.yaml")
        }
        return problem_faults(problems, {**texts, "form.xlsx": None, PERIOD: metrics or self._source.text})

    @cached_property
    def _project(self) -> Project:
        return Project(ROOT)

    @cached_property
    def _figures(self) -> Figures:
        figures = self._project.quarter(ROOT / PERIOD).figures
        assert figures is not None  # noqa: S101 - the shipped files are sound
        return figures

    @cached_property
    def _source(self) -> Source:
        return self._project.source(ROOT / PERIOD)

    @cached_property
    def _parts(self) -> dict[str, bytes]:
        sections = [self._figures.catalogue.sections[name] for name in SECTIONS]
        return parts_of(form_workbook(self._figures, sections, {}))


def _with_cell(sheet: bytes, chance: Random) -> bytes:
    """Another content in one of the cells, as a text, a number or what Excel writes for neither."""
    cells = [found for found in _CELL.finditer(sheet) if _ANSWERS.match(found["place"])]
    if not cells:
        return sheet
    found = chance.choice(cells)
    head = b'<c r="%s"%s' % (found["place"], found["style"] or b"")
    content = chance.choice((_text, _text, _number, _other))(chance)
    return sheet[: found.start()] + head + content.encode("utf-8", "replace") + sheet[found.end() :]


def _text(chance: Random) -> str:
    text = chance.choice((chance.choice(ODD), hostile_string(chance), chance.choice(SIGNS)))
    return f' t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _number(chance: Random) -> str:
    numbers = (
        "0",
        "-1",
        "12",
        "26.48",
        "0.2648",
        "45352",
        "1E+20",
        "1e-9",
        "12.000000000000002",
        "99999999999999999999",
        "1e999",
        "NaN",
        "",
        "0x1",
    )
    return f"><v>{chance.choice(numbers)}</v></c>"


def _other(chance: Random) -> str:
    kind = chance.choice(("e", "b", "str", "s", "d", "x"))
    return f" t={quoteattr(kind)}><f>SUM(A1:A3)</f><v>{escape(chance.choice(('#REF!', '1', '999999', '-1', '2024-02-30', 'x')))}</v></c>"
