"""What is to be done with one number of an edited document."""

import re

from cchc_report.audit import Audit, Finding, Printed, Verdict
from cchc_report.audit.mentions import Sort
from cchc_report.manuscript import Mark
from cchc_report.renewal.bookmarks import Bookmarks, Known, is_same, plain
from cchc_report.renewal.model import Doubt, Renewal
from cchc_report.renewal.wording import counterpart, is_told_otherwise, must_be_reworded, unlike

_AGREEING = {Verdict.AGREES, Verdict.ROUNDED}
_PIECES = re.compile(r"\w+|\W")


def decide(finding: Finding, audit: Audit, bookmarks: Bookmarks) -> Renewal | Doubt | None:
    """None for a number that needs nothing."""
    known = bookmarks.around(finding)
    if known is None:
        return _without_bookmark(finding, audit, bookmarks)
    if bookmarks.are_at_odds(finding):
        return None if finding.verdict in _AGREEING else doubt(finding, audit, "dấu trang của nhiều số liệu chồng nhau")
    if not known.is_untouched:
        return _retyped(finding, audit, known)
    if not known.now:
        return _gone(finding, audit, known)
    return _unchanged(finding, audit, known) if _says(finding, known) else _changed(finding, audit, known)


def doubt(finding: Finding, audit: Audit, reason: str, *, is_of_sentence: bool = False) -> Doubt:
    """The number is left as it is."""
    printed = finding.printed
    rendered = audit.subject.around(printed) if printed else ""
    place = finding.passage, finding.start, finding.end
    text, offset = finding.mention.at(finding.sentence), offset_of(finding)
    return Doubt(*place, text, finding.sentence, offset, reason, rendered, is_of_sentence)


def offset_of(finding: Finding) -> int:
    """Where its sentence begins in the passage."""
    return finding.start - finding.mention.start


def _says(finding: Finding, known: Known) -> bool:
    return finding.mention.text in known.texts


def _retyped(finding: Finding, audit: Audit, known: Known) -> Doubt | None:
    """A number that a person wrote over the tool's is never touched."""
    if finding.verdict in _AGREEING or _says(finding, known):
        return None
    return doubt(
        finding,
        audit,
        f"số này đã được sửa tay, hoặc dấu trang bị lẫn: phần mềm ghi «{plain(known.listed.text)}»{_today(known)}",
    )


def _gone(finding: Finding, audit: Audit, known: Known) -> Doubt | None:
    """A number that the new document does not print in its place any more."""
    if finding.verdict in _AGREEING:
        return None
    meant = known.listed.indicator
    is_printed = any(
        printed.figure is not None
        and printed.figure.indicator.id == meant
        and printed.mention.text == finding.mention.text
        for printed in audit.subject.printed.values()
    )
    return (
        None if is_printed else doubt(finding, audit, f"bản dựng mới không còn số này ở đây (dấu trang chỉ «{meant}»)")
    )


def _unchanged(finding: Finding, audit: Audit, known: Known) -> Doubt | None:
    """A figure of the old value; where the words around it tell of another, or tell it otherwise, a person must look."""
    printed = finding.printed
    if finding.verdict is not Verdict.DIFFERS or printed is None or counterpart(finding, audit.subject) in known.now:
        return None
    if any(is_same(printed, now) for now in known.now):
        return doubt(finding, audit, unlike(finding.mention, printed.mention) or "cách ghi khác với số liệu")
    return doubt(finding, audit, _at_odds(known, printed))


def _changed(finding: Finding, audit: Audit, known: Known) -> Renewal | Doubt:
    """A figure of another value than the tool printed: renewed where the words around it tell of the same figure."""
    placed, printed = counterpart(finding, audit.subject), finding.printed
    if placed is not None and placed in known.now:
        return _renewed(finding, audit, placed, (known.mark.name,), known.mark)
    if printed is None:
        placed_finding = _taken_as(finding, known.now[0])
        return doubt(
            placed_finding, audit, f"câu đã được viết lại; dấu trang chỉ «{known.listed.indicator}»{_today(known)}"
        )
    if printed.mention.text in known.texts and any(is_same(printed, now) for now in known.now):
        return _renewed(finding, audit, printed, (known.mark.name,), known.mark)
    return doubt(finding, audit, _at_odds(known, printed))


def _without_bookmark(finding: Finding, audit: Audit, bookmarks: Bookmarks) -> Renewal | Doubt | None:
    """Renewed where the whole sentence is the rendered one but for numbers, and this one is the tool's."""
    placed = counterpart(finding, audit.subject)
    if placed is not None and (listed := bookmarks.printed(finding.mention, placed)):
        is_same_text = placed.mention.text == finding.mention.text
        return None if is_same_text else _renewed(finding, audit, placed, bookmarks.lost(listed))
    if finding.verdict is Verdict.UNSOURCED:
        return _stale(finding, audit, bookmarks)
    if finding.printed is None or (
        finding.verdict is not Verdict.DIFFERS and bookmarks.names(finding, finding.printed) is not False
    ):
        return None
    if finding.verdict is not Verdict.DIFFERS:
        return doubt(finding, audit, "dấu trang trong tệp chỉ số liệu khác với câu văn")
    if finding.printed.figure is None:
        return doubt(finding, audit, "đây là chữ của mẫu, không phải số liệu")
    if bookmarks.is_empty:
        return _without_list(finding, audit, placed or finding.printed, bookmarks, is_whole=placed is not None)
    if placed is None:
        return doubt(finding, audit, "không có dấu trang, và câu đã được sửa nên chưa chắc là số nào")
    return doubt(
        finding, audit, f"số này đã được sửa tay: phần mềm chưa từng ghi «{finding.mention.text}» cho chỉ tiêu này"
    )


def _stale(finding: Finding, audit: Audit, bookmarks: Bookmarks) -> Doubt | None:
    """A number in words of the writer's own that the tool printed for a figure whose value is another now."""
    now = bookmarks.outdated(finding.mention)
    if not now:
        return None
    return doubt(finding, audit, f"có thể là số cũ, nay là «{'» hoặc «'.join(sorted(now))}»")


def _without_list(
    finding: Finding, audit: Audit, printed: Printed, bookmarks: Bookmarks, *, is_whole: bool
) -> Renewal | Doubt:
    """In a file that has lost the list, as by saving it as OpenDocument, nobody knows whether a person retyped a number.

    Which figure it is, its bookmark and the words around it still tell, or its whole sentence where there is no bookmark.
    """
    is_named = bookmarks.names(finding, printed) if printed.figure is not None else False
    if bookmarks.is_ours and (is_named or (is_named is None and is_whole)):
        return _renewed(finding, audit, printed, ())
    return doubt(finding, audit, "tệp không còn danh sách số của phần mềm, nên không rõ số này do ai ghi")


def _renewed(
    finding: Finding, audit: Audit, printed: Printed, listed: tuple[str, ...], mark: Mark | None = None
) -> Renewal | Doubt:
    """The new number, unless the words around it must change too."""
    finding = _taken_as(finding, printed)
    if reason := unlike(finding.mention, printed.mention):
        return doubt(finding, audit, reason)
    if reason := must_be_reworded(finding, printed, audit.subject):
        return doubt(finding, audit, reason, is_of_sentence=True)
    if is_told_otherwise(finding, printed, audit):
        reason = "câu so sánh bằng lời khác câu dựng lại, chưa chắc còn đúng với số mới"
        return doubt(finding, audit, reason, is_of_sentence=True)
    first, before, after = _narrowed(finding, printed)
    start = finding.start + first
    end = start + len(before)
    if mark is not None and not (mark.start <= start and end <= mark.end):
        return doubt(finding, audit, "chữ ngay cạnh số này đã được sửa")
    place = finding.passage, start, end
    return Renewal(
        *place, before, after, finding.sentence, offset_of(finding), printed, is_marked=mark is not None, listed=listed
    )


def _taken_as(finding: Finding, printed: Printed) -> Finding:
    place = finding.passage, finding.start, finding.end
    return Finding(*place, finding.mention, finding.sentence, finding.verdict, finding.slip, printed)


def _narrowed(finding: Finding, printed: Printed) -> tuple[int, str, str]:
    """What changes, and where it begins: a number as a whole; of a date or the number of a document only what differs."""
    before, after = finding.mention.text, printed.mention.text
    if finding.mention.sort is Sort.NUMBER:
        return 0, before, after
    ours, theirs = _PIECES.findall(before), _PIECES.findall(after)
    shortest = min(len(ours), len(theirs))
    head = next((at for at in range(shortest) if ours[at] != theirs[at]), shortest)
    tail = next((at for at in range(shortest - head) if ours[-1 - at] != theirs[-1 - at]), shortest - head)
    return (
        len("".join(ours[:head])),
        "".join(ours[head : len(ours) - tail]),
        "".join(theirs[head : len(theirs) - tail]),
    )


def _today(known: Known) -> str:
    return f", nay là «{'» hoặc «'.join(sorted(known.texts))}»" if known.now else ""


def _at_odds(known: Known, printed: Printed) -> str:
    meant = printed.figure.indicator.id if printed.figure else "chữ của mẫu"
    told = f"«{meant}»" if meant != known.listed.indicator else f"«{meant}» của kỳ khác, hoặc ở chỗ khác"
    return f"dấu trang chỉ «{known.listed.indicator}»{_today(known)}; câu văn lại giống câu nói về {told}"
