"""An audit for people, as text, and for tools, as JSON."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from cchc_report.amendment import Note
from cchc_report.audit.auditing import Audit
from cchc_report.audit.finding import Conflict, Finding
from cchc_report.audit.judging import Verdict
from cchc_report.audit.mentions import Mention
from cchc_report.audit.subject import Printed
from cchc_report.manuscript import Passage, Where
from cchc_report.vietnamese.wording import NO_BREAK_SPACE

MOST_UNMENTIONED = 40
"""Lines of figures that a text does not give; a short text gives few."""
_AROUND = 60
"""Characters of the sentence shown on each side of a number."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a text was read; the first number is the sum of the next four."""

    seen: int
    agreeing: int
    rounded: int
    differing: int
    unsourced: int
    printed: int
    """Figures of the rendered document."""
    unmentioned: int
    """Those of them that the text does not give."""

    @staticmethod
    def of(audit: Audit) -> "Coverage":
        """The counts of an audit."""
        counts = {verdict: sum(f.verdict is verdict for f in audit.findings) for verdict in Verdict}
        return Coverage(
            len(audit.findings),
            counts[Verdict.AGREES],
            counts[Verdict.ROUNDED],
            counts[Verdict.DIFFERS],
            counts[Verdict.UNSOURCED],
            len(audit.expected),
            len(audit.unmentioned),
        )

    def __str__(self) -> str:
        return (
            f"Văn bản có {self.seen} con số: {self.agreeing} khớp, {self.rounded} khớp nhờ làm tròn, "
            f"{self.differing} không khớp, {self.unsourced} không có nguồn.\n"
            f"Bản dựng từ số liệu có {self.printed} con số: {self.printed - self.unmentioned} được nhắc đến, "
            f"{self.unmentioned} không được nhắc đến."
        )


def as_text(audit: Audit) -> str:
    """Coverage first, then each thing that a person must look at."""
    parts = [f"{audit.manuscript.name} - so với {audit.subject.figures.file}, {audit.subject.document.name}"]
    parts += [str(Coverage.of(audit)), *_notices(audit)]
    for title, count, lines in _sections(audit):
        if lines:
            parts.append("\n".join([f"{title} ({count})", *lines]))
    return "\n\n".join(parts)


def _notices(audit: Audit) -> Iterator[str]:
    """What the reader must know of tracked changes, and of metrics that are not the document's own."""
    manuscript, own = audit.manuscript, audit.manuscript.origin.metrics
    if own and own != audit.subject.figures.file:
        yield f"Lưu ý: văn bản này được dựng từ {own}, đang đối chiếu với {audit.subject.figures.file}."
    if manuscript.insertions or manuscript.deletions:
        yield (
            f"Văn bản đang theo dõi sửa đổi: {manuscript.insertions} chỗ thêm được tính, "
            f"{manuscript.deletions} chỗ xóa không tính."
        )


def _sections(audit: Audit) -> Iterator[tuple[str, int, list[str]]]:
    """Headings, how many there are of each, and the lines."""
    by_verdict = {v: [f for f in audit.findings if f.verdict is v] for v in Verdict}
    listed = (
        ("KHÔNG KHỚP SỐ LIỆU", [_line(audit, f, explained(f)) for f in by_verdict[Verdict.DIFFERS]]),
        ("CÂU CHỮ TRÁI VỚI SỐ LIỆU", [_conflict(audit, conflict) for conflict in audit.conflicts]),
        ("QUY TẮC KHÔNG CÒN ĐÚNG VỚI CÁC SỐ TRONG VĂN BẢN", [f"- {problem.message}" for problem in audit.broken]),
        ("CHỈ KHỚP NHỜ LÀM TRÒN", [_line(audit, f, explained(f)) for f in by_verdict[Verdict.ROUNDED]]),
        ("KHÔNG CÓ NGUỒN TRONG SỐ LIỆU", [_line(audit, f, "") for f in by_verdict[Verdict.UNSOURCED]]),
    )
    yield from ((title, len(lines), lines) for title, lines in listed)
    missing = audit.unmentioned
    yield "KHÔNG ĐƯỢC NHẮC ĐẾN TRONG VĂN BẢN", len(missing), _unmentioned(missing)


def _line(audit: Audit, finding: Finding, explanation: str) -> str:
    text, mention = finding.sentence, finding.mention
    quoted = _quoted(text, mention.start, mention.end)
    return f"- {where(audit, finding.passage)}: {quoted}" + (f"\n    {explanation}" if explanation else "")


def _conflict(audit: Audit, conflict: Conflict) -> str:
    at = conflict.start - conflict.offset
    quoted = _quoted(conflict.sentence, at, at + len(conflict.word))
    return f"- {where(audit, conflict.passage)}: {quoted}\n    theo số liệu: {conflict.reason}"


def explained(finding: Finding) -> str:
    """What the text says, what the metrics say and where, and what kind of slip it is."""
    printed = finding.printed
    if printed is None:
        return ""
    slip = f" ({finding.slip})" if finding.slip else ""
    hedge = f"{finding.mention.hedge} " if finding.mention.hedge else ""
    said = _with_unit(finding.mention, finding.mention.at(finding.sentence))
    return f"văn bản: {hedge}{said}; số liệu: {expected(printed)}{slip}; {source(printed)}"


def _with_unit(mention: Mention, shown: str) -> str:
    """In a pair such as ``1.541/5.820 tỷ đồng`` the first number's unit stands behind the second."""
    return f"{shown} {mention.unit}" if mention.unit.endswith("đồng") and mention.end == mention.digits else shown


def expected(printed: Printed) -> str:
    """What the rendered document prints there, with the word that makes it a rough number."""
    shown = _with_unit(printed.mention, printed.text)
    figure = printed.figure
    if figure is None or printed.mention.hedge is None:
        return shown
    return f"{printed.mention.hedge} {shown}"


def source(printed: Printed) -> str:
    """Which figure it is and where it stands."""
    figure = printed.figure
    if figure is None:
        return "chữ của mẫu"
    derivation = f" = {figure.derivation}" if figure.derivation else ""
    return f"{figure.indicator.label}{derivation} [{figure.indicator.id}], {figure.place}".replace(NO_BREAK_SPACE, " ")


def remarks(audit: Audit) -> list[Note]:
    """A comment for each thing that a person should look at, in reading order."""
    told: list[Finding | Conflict] = [f for f in audit.findings if f.verdict is not Verdict.AGREES]
    found = [Note(one.passage, one.start, one.end, why(one)) for one in [*told, *audit.conflicts]]
    return sorted(found, key=lambda note: (note.passage, note.start))


def why(found: Finding | Conflict) -> str:
    """What is said of one place."""
    match found:
        case Conflict():
            return f"câu chữ trái với số liệu; theo số liệu: {found.reason}"
        case Finding(verdict=Verdict.UNSOURCED):
            return "không có nguồn trong số liệu"
        case Finding(printed=None):
            return f"{found.verdict} với số của kỳ trước"
        case Finding():
            return f"{found.verdict}; {explained(found)}"


def where(audit: Audit, passage: int) -> str:
    """``đoạn 12``, or the line of a text file; with the part of the document, where that is not its body."""
    found: Passage = audit.manuscript.passages[passage]
    place = f"dòng {found.line}" if found.line else f"đoạn {passage + 1}"
    return place if found.where is Where.BODY else f"{found.where}, {place}"


def _quoted(text: str, start: int, end: int) -> str:
    """A stretch of a sentence with its surroundings, in angular quotation marks."""
    before, after = text[:start], text[end:]
    if len(before) > _AROUND:
        before = "…" + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + "…"
    return f"{before}«{text[start:end]}»{after}".replace("\t", " | ")


def _unmentioned(missing: Iterable[Printed]) -> list[str]:
    """A line a figure, however often the rendered document prints it; of many the first."""
    lines = list(
        dict.fromkeys(f"- {_with_unit(printed.mention, printed.text)}; {source(printed)}" for printed in missing)
    )
    more = len(lines) - MOST_UNMENTIONED
    return lines if more <= 0 else [*lines[:MOST_UNMENTIONED], f"… và {more} dòng nữa; xem đủ bằng --format json"]


def as_data(audit: Audit) -> dict[str, object]:
    """The audit for tools; see README.md for the form."""
    return {
        "document": audit.manuscript.name,
        "metrics": audit.subject.figures.file,
        "genre": audit.subject.document.name,
        "coverage": asdict(Coverage.of(audit)),
        "tracked": {"insertions": audit.manuscript.insertions, "deletions": audit.manuscript.deletions},
        "findings": [_finding_data(audit, finding) for finding in audit.findings],
        "conflicts": [_conflict_data(audit, conflict) for conflict in audit.conflicts],
        "rules": [problem.message for problem in audit.broken],
        "unmentioned": [{"text": printed.text, **_source_data(printed)} for printed in audit.unmentioned],
    }


def as_json(audits: Iterable[Audit]) -> str:
    """All audits as JSON text."""
    return json.dumps({"audits": [as_data(audit) for audit in audits]}, ensure_ascii=False, indent=2)


def _finding_data(audit: Audit, finding: Finding) -> dict[str, object]:
    data: dict[str, object] = {
        "paragraph": finding.passage + 1,
        "where": audit.manuscript.passages[finding.passage].where.name.lower(),
        "start": finding.start,
        "end": finding.end,
        "text": finding.mention.at(finding.sentence),
        "verdict": finding.verdict.name.lower(),
        "slip": finding.slip.name.lower() if finding.slip else "",
    }
    return {**data, "expected": expected(finding.printed), **_source_data(finding.printed)} if finding.printed else data


def _conflict_data(audit: Audit, conflict: Conflict) -> dict[str, object]:
    return {
        "paragraph": conflict.passage + 1,
        "where": audit.manuscript.passages[conflict.passage].where.name.lower(),
        "start": conflict.start,
        "end": conflict.end,
        "text": conflict.word,
        "expected": conflict.reason,
        **_source_data(conflict.printed),
    }


def _source_data(printed: Printed) -> dict[str, object]:
    figure = printed.figure
    if figure is None:
        return {"indicator": "", "label": ""}
    place = {"file": figure.place.file, "line": figure.place.line, "column": figure.place.column}
    return {"indicator": figure.indicator.id, "label": figure.indicator.label, **place}
