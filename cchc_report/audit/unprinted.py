"""Figures that the rendered document does not print, but the metrics have: a person may have added one rightly."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from fractions import Fraction

from cchc_report.audit.alignment import clause
from cchc_report.audit.judging import amount_of
from cchc_report.audit.mentions import Mention, Sort, Word, kind_of, tokens
from cchc_report.audit.subject import NOWHERE, Printed, Sentence
from cchc_report.figures import Earlier, Figure, Figures
from cchc_report.formulas import PREVIOUS, YEAR_AGO
from cchc_report.values import Quantity

ENOUGH = 0.6
"""Of the words of an indicator's name: how many must stand in the sentence."""
_FULLY = 0.85
"""The same, for a number that was taken for another figure."""
_CLEARLY = 0.2
_EARLIER_WORDS = {PREVIOUS: ("kỳ trước", "quý trước", "tháng trước"), YEAR_AGO: ("cùng kỳ", "năm trước")}
"""What a sentence may call the other period, beside its name."""


def unprinted(at: int, sentence: Sentence, figures: Figures, instead_of: Figure | None = None) -> Printed | None:
    """The figure of that value whose name the sentence gives; of an earlier period, if the sentence speaks of it.

    ``instead_of`` is the figure that the number was first taken for; the words next to it must then name that one
    clearly less.
    """
    said = sentence.tokens[at]
    if not isinstance(said, Mention) or said.sort is not Sort.NUMBER or said.value is None or said.spelled:
        return None
    words = {token.key for token in sentence.tokens if isinstance(token, Word)}
    near = clause(sentence, at)
    alike = (
        figure
        for figure in _candidates(sentence, figures)
        if _equals(figure, said, figures) and _words_of(figure.part) <= near
    )
    best = max(alike, key=lambda figure: (named(figure, words), named(figure, near)), default=None)
    if best is None or named(best, words) < (_FULLY if instead_of else ENOUGH):
        return None
    if instead_of is not None and named(best, near) < named(instead_of, near) + _CLEARLY:
        return None
    return Printed(NOWHERE, NOWHERE, said, best.text, best)


def _candidates(sentence: Sentence, figures: Figures) -> Iterator[Figure]:
    yield from figures.everything()
    text = sentence.text.casefold()
    for base, words in _EARLIER_WORDS.items():
        earlier = figures.earlier.get(base)
        if isinstance(earlier, Earlier):
            name = earlier.figures.period.write(figures.organisation.style.dates)
            if any(word in text for word in (name.casefold(), name.rpartition(" năm ")[0].casefold() or name, *words)):
                yield from earlier.figures.everything()


def _equals(figure: Figure, said: Mention, figures: Figures) -> bool:
    if not isinstance(figure.value, Quantity):
        return False
    exact = Fraction(figure.value.value) * figures.catalogue.factor(figure.value.unit)
    amount = amount_of(said, figures.catalogue)
    if not said.unit:
        return kind_of(figure.value.unit) not in {"đồng", "%"} and amount == exact
    half = Fraction(1, 2 * 10**said.decimals) * said.scale * figures.catalogue.factor(said.unit)
    return abs(amount - exact) < half


def named(figure: Figure, words: AbstractSet[str]) -> float:
    """How much of the indicator's name the words give."""
    name = _words_of(figure.indicator.label)
    return len(name & words) / len(name) if name else 0.0


def _words_of(text: str) -> set[str]:
    return {token.key for token in tokens(text) if isinstance(token, Word)}
