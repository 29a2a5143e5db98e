"""What the bookmarks of an edited document stand for: what the tool printed there, and what it prints there now."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from cchc_report.audit import Audit, Finding, Printed, Subject
from cchc_report.audit.mentions import Mention, Sort, tokens
from cchc_report.audit.subject import passages
from cchc_report.document import leaves
from cchc_report.manuscript import Listed, Mark
from cchc_report.opc import is_bookmark_of
from cchc_report.trace import is_number, trace

_TELLING_DIGITS = 2
"""Digits of a number that is hardly the tool's by chance."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the file says of a number."""

    mark: Mark
    listed: Listed
    now: tuple[Printed, ...]
    """What is printed in its place now, mostly one number; empty where the new document has none there."""
    is_untouched: bool
    """Whether the number is still what the tool printed."""

    @property
    def texts(self) -> set[str]:
        """The numbers that are printed in its place now."""
        return {printed.mention.text for printed in self.now}


class Bookmarks:
    """The bookmarks of a document together with the list of what the tool printed."""

    def __init__(self, audit: Audit) -> None:
        self._passages = audit.manuscript.passages
        self._listed = {one.bookmark: one for one in audit.manuscript.origin.listed}
        self._present = {mark.name for passage in self._passages for mark in passage.marks}
        self._now = _matched(audit.manuscript.origin.listed, audit.subject)
        self._id = audit.manuscript.origin.id

    @property
    def is_empty(self) -> bool:
        """Whether the file has lost the list."""
        return not self._listed

    @property
    def is_ours(self) -> bool:
        """Whether the tool made the file, as its properties or its bookmarks say."""
        return bool(self._id or self._present)

    def names(self, finding: Finding, printed: Printed) -> bool | None:
        """Whether the bookmarks over a number are named after that figure; None where there is none.

        Their names are all that is left to ask in a file that has lost the list.
        """
        if printed.figure is None:
            return None
        over, indicator = self._over(finding), printed.figure.indicator.id
        return all(is_bookmark_of(mark.name, indicator) for mark in over) if over else None

    def around(self, finding: Finding) -> Known | None:
        """What is known of a number; of several bookmarks around it the one whose letters nobody changed."""
        found = [self._known(mark, finding) for mark in self._marks(finding)]
        untouched = [known for known in found if known.is_untouched]
        return next(iter(untouched or found), None)

    def are_at_odds(self, finding: Finding) -> bool:
        """Whether bookmarks of several figures lie over one number."""
        return len({self._listed[mark.name].indicator for mark in self._marks(finding)}) > 1

    def printed(self, said: Mention, meant: Printed) -> tuple[str, ...]:
        """Where the tool printed that number for that figure: bookmarks of the list, whether or not they are still there."""
        return tuple(
            name
            for name, one in self._listed.items()
            if said.text in numbers(one.text) and any(is_same(meant, now) for now in self._now.get(name, ()))
        )

    def outdated(self, said: Mention) -> set[str]:
        """What is printed now where the tool printed that number, if it is printed there no more; nothing for a small one."""
        if said.sort is not Sort.NUMBER or sum(map(str.isdigit, said.text)) < _TELLING_DIGITS:
            return set()
        names = (name for name, one in self._listed.items() if said.text in numbers(one.text))
        now = {printed.mention.text for name in names for printed in self._now.get(name, ())}
        return set() if said.text in now else now

    def lost(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the bookmarks that are not in the document any more."""
        return tuple(name for name in names if name not in self._present)

    def _marks(self, finding: Finding) -> list[Mark]:
        return [mark for mark in self._over(finding) if mark.name in self._listed]

    def _over(self, finding: Finding) -> list[Mark]:
        """The bookmarks over a number."""
        end = finding.start + len(finding.mention.text)
        marks = self._passages[finding.passage].marks
        return [mark for mark in marks if mark.start < end and finding.start < mark.end]

    def _known(self, mark: Mark, finding: Finding) -> Known:
        listed, mention = self._listed[mark.name], finding.mention
        marked = self._passages[finding.passage].text[mark.start : mark.end]
        # Of a document's number the tool knows a part only: 92 of 92/BC-SNV.
        is_whole = mention.sort is not Sort.NUMBER and marked == plain(listed.text)
        untouched = is_whole or mention.text in numbers(listed.text)
        return Known(mark, listed, self._now.get(mark.name, ()), untouched)


def is_same(first: Printed, second: Printed) -> bool:
    """Whether two numbers are the same figure's, of the same period."""
    one, other = first.figure, second.figure
    return one is not None and other is not None and (one.indicator.id, one.exact) == (other.indicator.id, other.exact)


def numbers(text: str) -> set[str]:
    """The numbers, dates and the like of a printed figure, without their units."""
    return {token.text for token in tokens(plain(text)) if isinstance(token, Mention)}


def plain(text: str) -> str:
    """As a passage has it."""
    return re.sub(r"\s", " ", text)


def _matched(listed: tuple[Listed, ...], subject: Subject) -> Mapping[str, tuple[Printed, ...]]:
    """By bookmark what is printed in its place now.

    One indicator is printed many times, of this period and of earlier ones; its place among the others tells which it is.
    """
    now = [entry.figure.indicator.id for entry in trace(subject.document)]
    printed = _by_entry(subject)
    matcher = SequenceMatcher(None, [one.indicator for one in listed], now, autojunk=False)
    return {
        listed[old + step].bookmark: tuple(printed.get(new + step, ()))
        for old, new, size in matcher.get_matching_blocks()
        for step in range(size)
    }


def _by_entry(subject: Subject) -> dict[int, list[Printed]]:
    """The numbers of each entry of the trace; the tool's bookmarks are numbered as these."""
    spans = dict(enumerate(_spans(subject)))
    found: dict[int, list[Printed]] = {}
    for printed in subject.printed.values():
        sentence = subject.sentences[printed.sentence]
        start, end = sentence.offset + printed.mention.start, sentence.offset + printed.mention.end
        for entry, (passage, first, last) in spans.items():
            if passage == sentence.passage and first < end and start < last:
                found.setdefault(entry, []).append(printed)
    return found


def _spans(subject: Subject) -> Iterator[tuple[int, int, int]]:
    """Passage, start and end of each entry of the trace."""
    for number, cells in enumerate(passages(subject.document)):
        place = -1
        for cell in cells:
            place += 1
            for leaf in leaves(cell):
                if is_number(leaf):
                    yield number, place, place + len(leaf.text)
                place += len(leaf.text)
