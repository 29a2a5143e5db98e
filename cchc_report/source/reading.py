"""Reading one file: decode, scan, parse, and after a mistake go on at the next top-level key."""

import re
from pathlib import Path

from cchc_report.problems import Level, Place, Problem, error
from cchc_report.source.characters import parsable
from cchc_report.source.encoding import LIMIT, decode
from cchc_report.source.events import Reading, read_events
from cchc_report.source.lines import Lines
from cchc_report.source.nodes import Source
from cchc_report.source.scan import Findings, scan
from cchc_report.source.syntax import explain

MOST_RESTARTS = 10

_NOT_A_BREAK = re.compile(r"[^\r\n]")


def read(path: Path, file: str) -> Source:
    """Read and parse a file. Whatever keeps it from being read becomes a problem."""
    try:
        if path.is_dir():
            return _unread(file, "la-thu-muc", "đây là thư mục, không phải tệp", "chỉ ra tên tệp bên trong thư mục này")
        if not path.exists():
            hint = "kiểm tra lại tên tệp và thư mục chứa tệp"
            return _unread(file, "khong-thay-tep", "không tìm thấy tệp này", hint)
        # Opening a pipe or a device could wait for ever.
        if not path.is_file():
            return _unread(file, "khong-doc-duoc", "đây không phải một tệp thông thường", "chỉ ra một tệp số liệu")
        with path.open("rb") as stream:
            data = stream.read(LIMIT + 1)
    except (OSError, ValueError):
        hint = "kiểm tra xem bạn có quyền đọc tệp và tệp có đang bị phần mềm khác giữ không"
        return _unread(file, "khong-doc-duoc", "không đọc được tệp này", hint)
    return parse(data, file)


def parse(data: bytes, file: str) -> Source:
    """Read the bytes of a file; whatever they are, the result is a source with its problems."""
    decoded = decode(data, file)
    if decoded.text is None:
        return Source(file, "", None, decoded.problems)
    lines = Lines(file, decoded.text)
    findings = scan(lines)
    found = [*decoded.problems, *findings.problems]
    if findings.is_illegible:
        return Source(file, decoded.text, None, tuple(found))
    reading = _read_all(lines, _prepared(lines, findings))
    problems = [*found, *_not_yet_accused(reading.problems, findings.problems)]
    is_misleading = bool(findings.misleading_lines)
    if reading.is_empty and not findings.problems:
        problems.append(_empty(lines))
    root = None if is_misleading else reading.root
    return Source(file, decoded.text, root, tuple(dict.fromkeys(problems)))


def _prepared(lines: Lines, findings: Findings) -> str:
    """Return the text for the parser, index for index: without further documents and without blocks of doubtful layout."""
    text = parsable(lines.text[: findings.end])
    if not findings.misleading_lines:
        return text
    doubtful = set(findings.misleading_lines)
    pieces = []
    for first, last in lines.blocks():
        piece = text[lines.start(first) : lines.start(last)]
        pieces.append(piece if doubtful.isdisjoint(range(first, last)) else _NOT_A_BREAK.sub(" ", piece))
    return "".join(pieces)


def _read_all(lines: Lines, text: str) -> Reading:
    """Parse the text; after a syntax error, look for further problems from the next top-level key on."""
    whole = read_events(lines, text)
    reading, problems, start = whole, list(whole.problems), 0
    budget = 2 * LIMIT
    for _ in range(MOST_RESTARTS):
        if reading.failure is None:
            break
        accused = {problem.place.line for problem in reading.problems}
        problem = explain(lines, reading.failure)
        problems += [] if problem.place.line in accused else [problem]
        following = lines.next_top_key(max(problem.place.line - 1, lines.number(start)))
        budget -= len(text) - start
        if following is None or lines.start(following) >= len(text) or budget <= 0:
            break
        start = lines.start(following)
        reading = read_events(lines, text[start:], start)
        problems += reading.problems
    return Reading(whole.root, problems, whole.failure, whole.is_empty)


def _not_yet_accused(problems: list[Problem], scanned: list[Problem]) -> list[Problem]:
    """Leave out what only follows from a wrong character on the same line."""
    lines = {problem.place.line for problem in scanned if problem.level is Level.ERROR}
    return [problem for problem in problems if problem.place.line not in lines or problem.name == "trung-khoa"]


def _empty(lines: Lines) -> Problem:
    message = "tệp chưa có nội dung" if not lines.text.strip() else "tệp chỉ có chú thích, chưa có số liệu nào"
    place = lines.place(0, len(lines.line(0)))
    return error(
        "tep-trong", message, place, "tạo tệp của kỳ bằng «cchc new» rồi điền số liệu, mỗi mục một dòng «mã: giá trị»"
    )


def _unread(file: str, name: str, message: str, hint: str) -> Source:
    return Source(file, "", None, (error(name, message, Place(file, width=0), hint),))
