"""A person's file that was not replaced: which of its numbers are not those that were to be written."""

from collections.abc import Iterator
from pathlib import Path

from cchc_report.audit import Subject, Verdict, audit
from cchc_report.document import Document
from cchc_report.figures import Figures
from cchc_report.manuscript import read_manuscript
from cchc_report.opc import PackageProblem
from cchc_report.project import read_document
from cchc_report.vietnamese.wording import NO_BREAK_SPACE

_MOST = 5
"""Lines about numbers; ``cchc audit`` tells all."""


def differing(path: Path, document: Document, figures: Figures) -> Iterator[str]:
    """A line for each of the first numbers, and how many more there are; nothing for a file that cannot be read."""
    data = read_document(path)
    if isinstance(data, str):
        return
    try:
        manuscript = read_manuscript(data, path.name)
    except PackageProblem:
        return
    findings = audit(manuscript, Subject.of(document, figures)).findings
    lines = dict.fromkeys(
        f"«{finding.mention.at(finding.sentence)}» trong tệp, số liệu mới là «{finding.printed.text}» "
        f"({finding.printed.figure.indicator.label})".replace(NO_BREAK_SPACE, " ")
        for finding in findings
        if finding.verdict is Verdict.DIFFERS and finding.printed is not None and finding.printed.figure is not None
    )
    yield from list(lines)[:_MOST]
    if len(lines) > _MOST:
        yield f"… và {len(lines) - _MOST} số nữa"
