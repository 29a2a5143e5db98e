"""What is said on the screen: results to standard output, notices to standard error."""

import io
import sys
from collections.abc import Iterable
from pathlib import Path

from cchc_report.checks import UNDECIDED
from cchc_report.outputs import Outcome, Written, refusal
from cchc_report.problems import Level, Problem, as_text, count, in_order
from cchc_report.project import Quarter


def check_report(problems: list[Problem], quarters: list[Quarter]) -> str:
    """What ``cchc check`` says: the problems, then how much was checked."""
    errors, warnings, notes = (count(problems, level) for level in (Level.ERROR, Level.WARNING, Level.NOTE))
    figures = sum(len(quarter.figures.reported()) for quarter in quarters if quarter.figures)
    what = f"{len(quarters)} tệp số liệu, {figures} số liệu" if quarters else "danh mục và tệp đơn vị"
    summary = f"Đã kiểm tra {what}: {errors} lỗi, {warnings} cảnh báo, {notes} lưu ý."
    return f"{as_text(problems)}\n\n{summary}" if problems else summary


def outcome_line(written: Written) -> str:
    """What became of one output."""
    path = near(written.path)
    match written.outcome:
        case Outcome.WRITTEN:
            return f"đã ghi    {path}"
        case Outcome.UNCHANGED:
            return f"không đổi {path}"
        case Outcome.BESIDE:
            return f"đã ghi    {path}  (không ghi đè {written.wanted.name}: tệp này đã được sửa, hoặc không do phần mềm tạo)"
        case Outcome.BLOCKED:
            return (
                f"đã ghi    {path}  (không ghi đè {written.wanted.name}: đó là thư mục hoặc liên kết, không phải tệp)"
            )
        case Outcome.HELD:
            return f"đã ghi    {path}  (không ghi đè {written.wanted.name}: tệp này đang mở trong Word, LibreOffice hoặc chương trình khác)"
        case Outcome.REPLACED:
            return f"đã ghi    {path}  (tệp cũ cất ở {near(written.backup)})" if written.backup else f"đã ghi    {path}"


def ways_on(written: Written) -> str:
    """What the user can do about an output that went beside what was in its place."""
    wanted = near(written.wanted)
    if written.outcome is Outcome.BLOCKED:
        return f"  → đổi tên hoặc dời {wanted} đi rồi chạy lại."
    if written.outcome is Outcome.HELD:
        mark = written.open_mark
        stale = f" (nếu không còn mở ở đâu thì xóa {mark.name})" if mark else ""
        return f"  → đóng {wanted} rồi chạy lại{stale}."
    force = "chạy lại với --force để ghi đè tệp đã sửa; tệp đó được cất bên cạnh, tên có thêm «.cu»"
    if written.wanted.suffix == ".docx":
        return f'  → cchc refresh "{wanted}" để chỉ đưa số mới vào tệp đã sửa; hoặc {force}.'
    return f"  → {force}."


def near(path: Path) -> str:
    """A path as short as it can be: relative to the current folder where it lies below."""
    path = path.resolve()
    return (path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path).as_posix()


def notify(problems: Iterable[Problem]) -> None:
    """Problems that do not belong to the report, for the person in front of the screen."""
    if text := told_of(problems):
        say(text)


def told_of(problems: Iterable[Problem]) -> str:
    """The same as text; empty where there are none."""
    listed = in_order(problems)
    shown = [problem for problem in listed if problem.name != UNDECIDED]
    texts = [as_text(shown)] if shown else []
    if len(listed) > len(shown):
        undecided = len(listed) - len(shown)
        texts.append(f"lưu ý: {undecided} phép kiểm tra chưa kết luận được vì thiếu số liệu; xem bằng cchc check")
    return "\n".join(texts)


def print_result(text: str) -> None:
    """A result, to standard output; where nobody reads it any more, the work goes on.

    Raises OutputError where it cannot be written, as to a file on a full disk.
    """
    try:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stdout = io.StringIO()
    except OSError as problem:
        sys.stdout = io.StringIO()
        raise refusal(Path("kết quả"), problem) from problem


def say(text: str) -> None:
    """A notice, to standard error; where it cannot be written, the work goes on."""
    try:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
    except OSError:
        sys.stderr = io.StringIO()


def refused(problem: OSError) -> str:
    """What to say where the system refused what nobody expected it to."""
    sys.stdout = io.StringIO()  # in case it was this: at the end of the run it would be tried again
    if not _has_current_folder():
        return "Lỗi: thư mục đang đứng đã bị xóa hoặc dời đi; chuyển sang thư mục khác (lệnh cd) rồi chạy lại."
    return f"Lỗi: {denied(problem)}; xem lại tệp, ổ đĩa, quyền rồi chạy lại."


def denied(problem: OSError) -> str:
    """What the system refused, to go on with."""
    what = f"«{near(Path(problem.filename))}»" if isinstance(problem.filename, str) else "một tệp"
    return f"hệ thống không cho đọc hoặc ghi {what} (mã lỗi {problem.errno})"


def _has_current_folder() -> bool:
    try:
        return Path.cwd().is_dir()
    except OSError:
        return False
