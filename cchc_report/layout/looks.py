"""Letters against a rule: size, weight, slope, capitals, alignment; each difference in words."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from cchc_report.layout.findings import Flaw, at
from cchc_report.layout.pieces import Piece
from cchc_report.nd30 import Align, Rule
from cchc_report.wordfile import Look, Run

_FEW = 4
"""So few capitals may be an abbreviation."""
_ALIGN_WORDS = {
    Align.LEFT: "canh trái",
    Align.CENTER: "canh giữa",
    Align.RIGHT: "canh phải",
    Align.JUSTIFY: "canh đều hai bên",
}


def decimal(value: float) -> Decimal:
    """A measure for comparing with limits, to a hundredth."""
    return Decimal(f"{value:.2f}")


def written(value: float) -> str:
    """A measure as it is read: ``12,5``."""
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def look_flaws(piece: Piece, rule: Rule, *, aligned: bool = True) -> Iterator[Flaw]:
    """Where a piece differs from the look that a rule asks for."""
    yield from (Flaw(found, at(piece)) for found in letter_flaws(piece.runs, rule))
    if aligned and rule.align is not None and piece.align not in {rule.align, None}:
        yield Flaw(f"{_ALIGN_WORDS[piece.align or Align.LEFT]}, không {_ALIGN_WORDS[rule.align]}", at(piece))


def letter_flaws(runs: Iterable[Run], rule: Rule) -> Iterator[str]:
    """What is wrong with letters, each kind once."""
    shown = [run for run in runs if run.text.strip()]
    looks = [run.look for run in shown]
    yield from _size_flaws(looks, rule)
    yield from _flag_flaws([look.bold for look in looks], wanted=rule.bold, yes="chữ đậm", no="chữ không đậm")
    yield from _flag_flaws([look.italic for look in looks], wanted=rule.italic, yes="chữ nghiêng", no="chữ đứng")
    yield from _capital_flaws("".join(run.text for run in shown), wanted=rule.capitals)


def _size_flaws(looks: list[Look], rule: Rule) -> Iterator[str]:
    limits = rule.size
    wrong = dict.fromkeys(look.size for look in looks if limits is not None and not limits.allow(decimal(look.size)))
    if limits is not None and wrong:
        yield f"cỡ chữ {', '.join(map(written, wrong))}, không phải {limits.text}"


def _flag_flaws(flags: list[bool], *, wanted: bool | None, yes: str, no: str) -> Iterator[str]:
    if wanted is not None and wanted is not all(flags) and flags:
        yield no if wanted else yes
    elif wanted is False and any(flags):
        yield f"có {yes}"


def _capital_flaws(text: str, *, wanted: bool | None) -> Iterator[str]:
    letters = [letter for letter in text if letter.isalpha()]
    if wanted and any(letter != letter.upper() for letter in letters):
        yield "chữ không in hoa"
    if wanted is False and len(letters) > _FEW and all(letter == letter.upper() for letter in letters):
        yield "chữ in hoa"
