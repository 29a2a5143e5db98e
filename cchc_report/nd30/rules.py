"""The layout that a decree asks for, as data: each rule with its clause, what it demands, and what the tool chooses."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path

from cchc_report.fields import Fields
from cchc_report.problems import Level, Problem
from cchc_report.source import Entry, Source, read
from cchc_report.vietnamese.numbers import Number, read_number

NEWEST = "nd30-2020.yaml"
"""The decree in force."""


class Align(StrEnum):
    """How a paragraph stands between its margins; the names are those of the decree's file."""

    LEFT = "trái"
    CENTER = "giữa"
    RIGHT = "phải"
    JUSTIFY = "đều"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a measure may be: ``13-14 pt``, ``10 hoặc 12,7 mm``, ``ít nhất 6 pt``; and the value the shipped frame takes."""

    ranges: tuple[tuple[Decimal, Decimal | None], ...]
    """Lowest and highest value of each alternative, ends included; without a highest one there is no limit above."""
    unit: str
    chosen: Decimal
    text: str
    """As the file writes the limits, without the choice: ``13-14 pt``."""

    def allow(self, value: Decimal, tolerance: Decimal = Decimal(0)) -> bool:
        """Whether a value lies in one of the ranges, give or take the tolerance."""
        return any(
            low - tolerance <= value and (high is None or value <= high + tolerance) for low, high in self.ranges
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of layout. What is None is not regulated."""

    id: str
    title: str
    clause: str
    demand: str
    level: Level
    text: str
    """Words that must stand there; empty where there are none."""
    size: Limits | None
    """Of the letters, in points."""
    bold: bool | None
    italic: bool | None
    capitals: bool | None
    align: Align | None
    measures: Mapping[str, Limits]
    """By the names of the file: ``tren``, ``thut``, ``dai``."""


@dataclass(frozen=True, slots=True)
class Decree:
    """All rules of one decree, in the order of its file."""

    name: str
    rules: Mapping[str, Rule]

    def __getitem__(self, id: str) -> Rule:  # noqa: A002 - the field's own word
        return self.rules[id]


@cache
def decree(file: str = NEWEST) -> Decree:
    """The rules of a shipped decree file."""
    found, problems = read_decree(read(Path(__file__).parent / file, file))
    assert not problems, problems  # noqa: S101 - the file is shipped and tested
    return found


def read_decree(source: Source) -> tuple[Decree, list[Problem]]:
    """Read a decree file; what cannot be read is a problem with its place."""
    problems = list(source.problems)
    if source.root is None:
        return Decree("", {}), problems
    fields = Fields(source.root, "tệp quy định", problems)
    name = fields.text("van_ban", needed=True)
    fields.text("ngay")
    rules = [_rule(entry, problems) for entry in fields.mapping("quy_dinh")]
    fields.leftovers()
    return Decree(name, {rule.id: rule for rule in rules}), problems


def read_limits(text: str) -> Limits | None:
    """Read ``20-25 mm, dùng 20``, ``10 hoặc 12,7 mm, dùng 10``, ``ít nhất 6 pt, dùng 6``, ``13 pt``; None for anything else."""
    said, _, chosen = text.partition(", dùng ")
    found = re.fullmatch(r"(ít nhất )?([0-9][0-9,]*(?:(?:-| hoặc )[0-9][0-9,]*)*) (\D+)", said)
    if not found:
        return None
    ranges = tuple(_range(part, open_ended=bool(found[1])) for part in found[2].split(" hoặc "))
    return Limits(ranges, found[3], _number(chosen) if chosen else ranges[0][0], said)


def _range(text: str, *, open_ended: bool) -> tuple[Decimal, Decimal | None]:
    low, _, high = text.partition("-")
    return _number(low), None if open_ended else _number(high or low)


def _number(text: str) -> Decimal:
    number = read_number(text)
    return number.value if isinstance(number, Number) else Decimal(0)


def _rule(entry: Entry, problems: list[Problem]) -> Rule:
    fields = Fields(entry.value, f"quy định «{entry.key.text}»", problems)
    flags = {True: "có", False: "không"}
    known = {word: flag for flag, word in flags.items()}
    rule = Rule(
        id=entry.key.text,
        title=fields.text("ten", needed=True),
        clause=fields.text("dieu", needed=True),
        demand=fields.text("yeu_cau", needed=True),
        level=fields.choice("muc", {"lỗi": Level.ERROR, "cảnh báo": Level.WARNING}, Level.ERROR, needed=True),
        text=fields.text("chu"),
        size=read_limits(fields.text("co_chu")),
        bold=fields.choice("dam", known, None),
        italic=fields.choice("nghieng", known, None),
        capitals=fields.choice("in_hoa", known, None),
        align=fields.choice("can", {align.value: align for align in Align}, None),
        measures=_measures(fields),
    )
    fields.leftovers()
    return rule


def _measures(fields: Fields) -> dict[str, Limits]:
    found = {}
    for entry in fields.mapping("so_do"):
        limits = read_limits(getattr(entry.value, "text", ""))
        if limits is not None:
            found[entry.key.text] = limits
    return found
