"""What the words before a number say of it: that it is an earlier period's, a plan, or a sum of the writer's own."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import permutations

from cchc_report.audit.judging import amount_of, is_value_of, length_of
from cchc_report.audit.mentions import Mention, Sort, Word, kind_of, tokens
from cchc_report.audit.subject import Printed, Sentence
from cchc_report.audit.unprinted import ENOUGH, named
from cchc_report.figures import Earlier, Figures
from cchc_report.formulas import PREVIOUS, YEAR_AGO
from cchc_report.vietnamese.dates import DateStyle

_REACH = 60
"""Characters before a number in which such words stand."""
_NAMED = re.compile(
    r"(?P<compared>so với |từ )?(?<!\w)(?P<name>(?P<year_ago>cùng kỳ(?: năm (?:20[0-9]{2}|trước|ngoái))?)"
    r"|(?P<previous>(?:quý|kỳ|tháng) trước)|quý (?:iv|iii|ii|i|[1-4])(?!\w)(?:(?: năm |/)20[0-9]{2})?"
    r"|tháng [0-9]{1,2}(?:(?: năm |/)20[0-9]{2})?)(?P<between>[^.;0-9]{0,60})$",
    re.IGNORECASE,
)
_OPENED = re.compile(r"\s*\((?:là |đạt )?")
_PLANNED = re.compile(r"(?<!\w)(?:phấn đấu|dự kiến|đặt mục tiêu|ước (?:cả|đến|thực hiện))(?!\w)[^.;]*$", re.IGNORECASE)
_SUMMED = re.compile(
    r"(?<!\w)(?:tổng cộng|tổng số|cả thảy|còn (?:phải|lại|thiếu)|chênh lệch)(?!\w)[^.;]*$", re.IGNORECASE
)


def quoted(sentence: Sentence, mention: Mention, printed: Printed | None, figures: Figures) -> range | None:
    """Where the earlier period is named whose figure a number rightly is: ``quý I là 52.120 hồ sơ``; None where it is not.

    ``so với cùng kỳ`` tells what the number is compared with, not whose it is, unless it follows in brackets.
    """
    named = _NAMED.search(sentence.text[: mention.start])
    if named is None or (named["compared"] and not _OPENED.fullmatch(named["between"])):
        return None
    earlier = _period_named(named, figures)
    if earlier is None or not any(
        is_value_of(mention, id_, earlier) for id_ in _candidates(sentence, printed, earlier)
    ):
        return None
    return range(mention.start - len(named["name"] + named["between"]), mention.start - len(named["between"]))


def _period_named(named: re.Match[str], figures: Figures) -> Figures | None:
    """The figures of the period that was named, if they are known."""
    known = {
        base: found.figures for base in (PREVIOUS, YEAR_AGO) if isinstance(found := figures.earlier.get(base), Earlier)
    }
    if named["year_ago"]:
        return known.get(YEAR_AGO)
    if named["previous"]:
        return known.get(PREVIOUS)
    return next((earlier for earlier in known.values() if _is_called(named["name"], earlier)), None)


def _is_called(name: str, figures: Figures) -> bool:
    said, own = _first(name), _first(figures.period.write(DateStyle()))
    if said is None or own is None or len(said.parts) != len(own.parts):
        return False
    return all(a == b for a, b in zip(said.parts, own.parts, strict=True) if a and b)


def _first(text: str) -> Mention | None:
    """The period that a text begins with, if it names one as sentences do."""
    return next((token for token in tokens(text) if isinstance(token, Mention)), None)


def _candidates(sentence: Sentence, printed: Printed | None, earlier: Figures) -> Iterator[str]:
    """The indicators whose figure it may be: the one that was told of, or one that the sentence names."""
    if printed is not None and printed.figure is not None:
        yield printed.figure.indicator.id
    words = {token.key for token in sentence.tokens if isinstance(token, Word)}
    yield from (id_ for id_, figure in earlier.known.items() if named(figure, words) >= ENOUGH)


def is_planned(sentence: Sentence, mention: Mention, rendered: Sentence) -> bool:
    """Whether a number is said to come later, and the rendered sentence says no such thing."""
    found = _PLANNED.search(sentence.text[max(0, mention.start - _REACH) : mention.start])
    return found is not None and _PLANNED.search(rendered.text) is None


def is_of_other_period(sentence: Sentence, mention: Mention, figures: Figures) -> bool:
    """Whether a period of another length is named before a number: six months, where the figures are a quarter's."""
    own = _first(figures.period.write(DateStyle()))
    before = (token for token in sentence.tokens if isinstance(token, Mention) and token.end <= mention.start)
    named = [token for token in before if token.sort is Sort.PERIOD and token.parts[0]]
    return bool(named) and own is not None and length_of(named[-1]) != length_of(own)


def is_summed(sentence: Sentence, mention: Mention, others: Sequence[Mention], figures: Figures) -> bool:
    """Whether a number is called a sum or a rest and is one, of the other numbers at hand: not a figure, but no slip."""
    if not _SUMMED.search(sentence.text[max(0, mention.start - _REACH) : mention.start]):
        return False
    alike = (other for other in others if other.sort is Sort.NUMBER and kind_of(other.unit) == kind_of(mention.unit))
    amounts = {amount_of(other, figures.catalogue) for other in alike} - {Fraction(0)}
    wanted = amount_of(mention, figures.catalogue)
    return any(wanted in {one + other, one - other} for one, other in permutations(amounts, 2))
