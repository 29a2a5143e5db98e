"""``cchc refresh``: new figures put into a Word document that a person edited."""

from collections.abc import Iterator
from pathlib import Path

from cchc_report.amendment import Change, relisted, replaced
from cchc_report.audit import Audit, source, where
from cchc_report.cli.auditing import Auditor, content
from cchc_report.cli.console import near, print_result, say
from cchc_report.manuscript import read_manuscript
from cchc_report.opc import PackageProblem
from cchc_report.outputs import write_kept
from cchc_report.renewal import Doubt, Plan, Renewal, plan


def refresh_document(path: Path, metrics: Path | None, folder: Path | None, *, dry_run: bool, tracked: bool) -> bool:
    """Renew what is certain, list the rest; whether nothing is left for a person to do.

    Raises OutputError where the document cannot be replaced; it is then still whole.
    """
    data = content(path)
    if data is None:
        return False
    try:
        manuscript = read_manuscript(data, near(path))
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
        backup = write_kept(path, renewed)
        print_result(f"đã ghi    {near(path)}  (bản trước cất ở {near(backup)})")
    return not found.doubts


def renew(data: bytes, audit: Audit, found: Plan, *, tracked: bool) -> bytes:
    """The document with the renewed numbers, and with them in its list of figures."""
    changes = [Change(one.passage, one.start, one.end, one.after) for one in found.renewals]
    texts = {one.bookmark: one.text for one in audit.manuscript.origin.listed}
    new = {
        one.bookmark: texts[one.bookmark].replace(one.before, one.after, 1) for one in found.renewals if one.bookmark
    }
    values = {one.bookmark: one.printed.figure.exact for one in found.renewals if one.bookmark and one.printed.figure}
    return relisted(replaced(data, changes, tracked=tracked), new, values) if changes else data


def _report(audit: Audit, found: Plan, *, dry_run: bool) -> Iterator[str]:
    name, metrics = audit.manuscript.name, audit.subject.figures.file
    if found.renewals:
        yield f"{'Sẽ thay' if dry_run else 'Thay'} {len(found.renewals)} con số trong {name} theo {metrics}:"
        yield from (_renewal(audit, one) for one in found.renewals)
    else:
        yield f"Không có con số nào cần thay trong {name} theo {metrics}."
    if found.doubts:
        yield f"\nChưa chắc chắn nên để nguyên, cần người xem ({len(found.doubts)}):"
        yield from (line for one in found.doubts for line in _doubt(audit, one))


def _renewal(audit: Audit, one: Renewal) -> str:
    return f"- {where(audit, one.passage)}: «{one.before}» thành «{one.after}»; {source(one.printed)}"


def _doubt(audit: Audit, one: Doubt) -> Iterator[str]:
    yield f"- {where(audit, one.passage)}: «{one.text}» trong câu: {one.sentence}"
    yield f"    {one.reason}"
    if one.rendered:
        yield f"    câu dựng từ số liệu mới: {one.rendered}"
