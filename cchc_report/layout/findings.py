"""What was found out about one rule: kept, broken with all its places, or not to be told and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from cchc_report.layout.pieces import Piece, plain
from cchc_report.nd30 import Rule
from cchc_report.wordfile import Paragraph

_EXCERPT = 60
"""Letters of a paragraph that are quoted."""
_MOST_PLACES = 3
"""Places that a message names."""


ABSENT = "không áp dụng"
"""How the reason begins where a rule is about a part that the document does not have."""


class State(StrEnum):
    """How it stands with a rule."""

    KEPT = "kept"
    BROKEN = "broken"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is."""

    paragraph: int | None
    """From 1 in reading order; None for what is no paragraph of the text."""
    text: str
    """How the paragraph begins, or what else it is: ``phần 2 của tệp``, ``đầu trang, phần 1 của tệp``."""

    def __str__(self) -> str:
        if self.paragraph is None:
            return self.text
        return f"đoạn {self.paragraph} «{self.text}»" if self.text else f"đoạn {self.paragraph}"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is not as the rule asks."""

    found: str
    """What is there; continues no sentence: ``cỡ chữ 12, không phải 13-14 pt``."""
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one rule for one file."""

    rule: Rule
    state: State
    message: str
    spots: tuple[Spot, ...] = ()


def kept(rule: Rule) -> Verdict:
    """The rule is kept."""
    return Verdict(rule, State.KEPT, "đúng quy định")


def unknown(rule: Rule, reason: str) -> Verdict:
    """It cannot be told whether the rule is kept."""
    return Verdict(rule, State.UNKNOWN, reason)


def absent(rule: Rule, part: str) -> Verdict:
    """The rule is about a part that this document need not have and does not have."""
    return unknown(rule, f"{ABSENT}: văn bản không có {part}")


def judged(rule: Rule, flaws: Iterable[Flaw], unsure: str = "") -> Verdict:
    """Broken where there is any flaw, else not to be told where there is a reason, else kept."""
    found = list(flaws)
    if not found:
        return unknown(rule, unsure) if unsure else kept(rule)
    spots = tuple(dict.fromkeys(flaw.spot for flaw in found if flaw.spot is not None))
    return Verdict(rule, State.BROKEN, f"{_told(found)}. Quy định: {rule.demand} ({rule.clause})", spots)


def missing(rule: Rule, part: str) -> Verdict:
    """Broken because the part is not there."""
    return judged(rule, [Flaw(f"không thấy {part}")])


def at(where: Piece | Paragraph) -> Spot:
    """The spot of a piece or paragraph."""
    paragraph = where.paragraph if isinstance(where, Piece) else where
    label = f"{paragraph.label} " if paragraph.label and isinstance(where, Paragraph) else ""
    text = where.text if isinstance(where, Piece) else plain(label + where.text)
    return Spot(paragraph.number, text if len(text) <= _EXCERPT else f"{text[:_EXCERPT].rstrip()}…")


def _told(flaws: list[Flaw]) -> str:
    """The flaws, those that read alike together with their first places."""
    groups: dict[str, list[Spot]] = {}
    for flaw in flaws:
        groups.setdefault(flaw.found, []).extend([flaw.spot] if flaw.spot else [])
    return "; ".join(f"{found}{_places(list(dict.fromkeys(spots)))}" for found, spots in groups.items())


def _places(spots: list[Spot]) -> str:
    if not spots:
        return ""
    more = f" và {len(spots) - _MOST_PLACES} chỗ nữa" if len(spots) > _MOST_PLACES else ""
    return f" ({', '.join(map(str, spots[:_MOST_PLACES]))}{more})"
