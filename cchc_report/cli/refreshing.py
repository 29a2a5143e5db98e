"""``cchc refresh``: new figures put into a Word document that a person edited."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path, PurePath

import click

from cchc_report.amendment import Change, relisted, replaced
from cchc_report.audit import Audit, source, where
from cchc_report.cli.auditing import Auditor, content
from cchc_report.cli.console import near, print_result, say
from cchc_report.manuscript import read_manuscript
from cchc_report.opc import PackageProblem
from cchc_report.outputs import write_kept
from cchc_report.periods import period_of_copy
from cchc_report.renewal import Doubt, Plan, Renewal, plain, plan
from cchc_report.vietnamese.dates import DateStyle


def refresh_document(path: Path, metrics: Path | None, folder: Path | None, *, dry_run: bool, tracked: bool) -> bool:
    """Renew what is certain, list the rest; whether nothing is left for a person to do.

    Raises OutputError where the document cannot be replaced; it is then still whole.
    """
    data = content(path)
    if data is None:
        return False
    try:
        manuscript = read_manuscript(data, near(path))
        if metrics is not None and manuscript.origin.metrics:
            _refuse_other(near(path), PurePath(manuscript.origin.metrics), metrics)
        audit = Auditor(folder, metrics).audit_manuscript(manuscript, path)
        if audit is None:
            return False
        found = plan(audit)
        renewed = renew(data, audit, found, tracked=tracked)
    except PackageProblem as problem:
        say(f"Lỗi: tệp {near(path)} {problem.message}; {problem.hint}")
        return False
    print_result("\n".join(_report(audit, found, dry_run=dry_run)))
    if found.renewals and not dry_run:
        backup = write_kept(path, renewed, data)
        print_result(f"đã ghi    {near(path)}  (bản trước cất ở {near(backup)})")
    return not found.doubts


def renew(data: bytes, audit: Audit, found: Plan, *, tracked: bool) -> bytes:
    """The document with the renewed numbers, and with them in its list of figures."""
    changes = [Change(one.passage, one.start, one.end, one.after) for one in found.renewals]
    texts = {one.bookmark: one.text for one in audit.manuscript.origin.listed}
    renewed = [(name, one) for one in found.renewals for name in one.listed]
    new = {name: plain(texts[name]).replace(one.before, one.after, 1) for name, one in renewed}
    values = {name: one.printed.figure.exact for name, one in renewed if one.printed.figure}
    return relisted(replaced(data, changes, tracked=tracked), new, values) if changes else data


def _refuse_other(name: str, own: PurePath, metrics: Path) -> None:
    """Figures of another period or unit belong into another document: its sentences name the period."""
    made, named = _period(own), _period(metrics.resolve())
    if made == named and own.parent.name == metrics.resolve().parent.name:
        return
    raise click.UsageError(
        f"«{name}» là văn bản của {made} ({own.as_posix()}), còn --metrics chỉ số liệu của {named} ({near(metrics)}). "
        "Thay số như vậy sẽ được một văn bản nửa kỳ này nửa kỳ khác, nên không thay số nào; "
        f"dựng văn bản mới bằng «cchc render {near(metrics)}»."
    )


def _period(metrics: PurePath) -> str:
    """As a sentence names it; the file's name where it spells none."""
    found = period_of_copy(metrics.name)
    return found.write(DateStyle()) if found else metrics.stem


def _report(audit: Audit, found: Plan, *, dry_run: bool) -> Iterator[str]:
    name, metrics = audit.manuscript.name, audit.subject.figures.file
    if found.renewals:
        yield f"{'Sẽ thay' if dry_run else 'Thay'} {len(found.renewals)} con số trong {name} theo {metrics}:"
        yield from (_renewal(audit, one) for one in found.renewals)
    else:
        yield f"Không có con số nào cần thay trong {name} theo {metrics}."
    if found.doubts:
        yield f"\nChưa chắc chắn nên để nguyên, cần người xem ({len(found.doubts)}):"
        for (passage, _), doubts in groupby(found.doubts, key=lambda one: (one.passage, one.offset)):
            yield from _sentence(where(audit, passage), list(doubts))


def _renewal(audit: Audit, one: Renewal) -> str:
    return f"- {where(audit, one.passage)}: «{one.before}» thành «{one.after}»; {source(one.printed)}"


def _sentence(place: str, doubts: list[Doubt]) -> Iterator[str]:
    """The sentence, each number in it that is in doubt, and the sentence or sentences as they are rendered now."""
    yield f"- {place}: {_shown(doubts[0].sentence)}"
    yield from (f"    «{one.text}»: {one.reason}" for one in doubts)
    rendered = dict.fromkeys(one.rendered for one in doubts if one.rendered)
    yield from (f"    câu dựng từ số liệu mới: {_shown(text)}" for text in rendered)


def _shown(sentence: str) -> str:
    """Cells of a row with bars between them."""
    return sentence.replace("\t", " | ")
