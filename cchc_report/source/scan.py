"""Going over the text before it is parsed, for what parsers misread or read differently from one another."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cchc_report.problems import Problem, error, note
from cchc_report.source.characters import (
    COLON,
    DIGIT,
    LAYOUT_KINDS,
    SPACE,
    SUSPICIOUS,
    TAB,
    Kind,
    bad_character,
    has_suspicious,
    kind_of,
)
from cchc_report.source.encoding import old_letters
from cchc_report.source.lines import Lines

MOST_PROBLEMS = 20

_BLANK = "[ \t\u00a0\u202f\u2007]"
_KEY = r"(?:\"(?:[^\"\\]|\\.)*+\"|'[^']*+'|[^\s\"'#:\uff1a\-][^:\uff1a#]*+)"
_LAYOUT = re.compile(rf"{_BLANK}*+(?:-{_BLANK}++)*+(?:{_KEY}{_BLANK}*+:{_BLANK}++)?")
_KEY_BEFORE_WIDE_COLON = re.compile(rf"{_BLANK}*+(?:-{_BLANK}++)*+{_KEY}(?=\uff1a)")
_QUOTE_OR_COMMENT = re.compile(r"[\"']|(?:^|(?<=[ \t]))#")
_OPENS_BLOCK_TEXT = re.compile(r"(?:^|[ \t])[|>][-+0-9]{0,2}[ \t]*(?:#.*)?$")
_DOCUMENT_MARK = re.compile(r"(?:\A|(?<=[\r\n]))(?:---|\.\.\.)(?=\s|\Z)")
_NOTHING = re.compile(r"(?:[ \t]*+(?:[#%][^\r\n]*+)?(?:\r\n|\r|\n))*+[ \t]*+(?:#[^\r\n]*+)?")


@dataclass(slots=True)
class Findings:
    """What the scan found, and how far and where the text can still be parsed."""

    end: int
    """Where the first document ends."""
    problems: list[Problem] = field(default_factory=list)
    is_illegible: bool = False
    """Whether the letters are those of an old font, so that nothing else can be said of the text."""
    misleading_lines: list[int] = field(default_factory=list)
    """Lines, from 0, whose layout is not what it seems."""


def scan(lines: Lines) -> Findings:
    """Find wrong characters, one of each kind per line, old fonts and further documents."""
    findings = Findings(len(lines.text))
    font = old_letters(lines)
    if font is not None:
        findings.problems.append(font)
        findings.is_illegible = True
        return findings
    _wrong_characters(lines, findings)
    _further_document(lines, findings)
    return findings


def _wrong_characters(lines: Lines, findings: Findings) -> None:
    if not has_suspicious(lines.text):
        return
    count = 0
    for number, is_block_text in enumerate(_block_text(lines)):
        for kind, column in _on_line(lines.line(number), is_block_text=is_block_text):
            if kind in LAYOUT_KINDS:
                findings.misleading_lines.append(number)
            count += 1
            _report(lines, findings, kind, lines.start(number) + column, count)
    if count > MOST_PROBLEMS:
        findings.problems[-1] = _and_more(count - MOST_PROBLEMS, findings.problems[-1])


def _report(lines: Lines, findings: Findings, kind: Kind, index: int, count: int) -> None:
    # One more than the most is kept, as the place of the sentence that says how many were left out.
    if count <= MOST_PROBLEMS + 1:
        findings.problems.append(bad_character(kind, lines.text[index], lines.place(index, index + 1)))


def _and_more(count: int, first: Problem) -> Problem:
    message = f"từ đây còn {count} chỗ có ký tự sai chưa được liệt kê"
    return note("con-nua", message, first.place, "sửa các chỗ đã nêu rồi chạy lại để xem tiếp")


def _on_line(line: str, *, is_block_text: bool) -> Iterator[tuple[Kind, int]]:
    """Find the first character of each kind that does harm where it stands, with its column from 0."""
    if not has_suspicious(line):
        return
    comment = len(line) if is_block_text else _comment_start(line)
    layout = None if is_block_text else _LAYOUT.match(line)
    wide_colon = None if is_block_text else _KEY_BEFORE_WIDE_COLON.match(line)
    harmful = {
        SPACE: range(0 if layout is None else layout.end()),
        COLON: () if wide_colon is None else (wide_colon.end(),),
        TAB: range(comment),
        DIGIT: range(comment),
    }
    anywhere = range(len(line))
    seen: set[Kind] = set()
    for found in SUSPICIOUS.finditer(line):
        kind, column = kind_of(found), found.start()
        if kind not in seen and column in harmful.get(kind, anywhere):
            seen.add(kind)
            yield kind, column


def _comment_start(line: str) -> int:
    """Return where a comment begins, going by the quotes on the line alone; without one, where the line ends."""
    is_open = {'"': False, "'": False}
    for found in _QUOTE_OR_COMMENT.finditer(line):
        sign = found.group()
        if sign in is_open:
            is_open[sign] = not is_open[sign]
        elif not any(is_open.values()):
            return found.start()
    return len(line)


def _block_text(lines: Lines) -> Iterator[bool]:
    """For each line, whether it belongs to the free text under a ``|`` or ``>``."""
    margin: int | None = None
    for number in range(len(lines)):
        line = lines.line(number)
        indent = len(line) - len(line.lstrip(" "))
        if margin is not None and (indent > margin or not line.strip()):
            yield True
            continue
        margin = indent if ("|" in line or ">" in line) and _OPENS_BLOCK_TEXT.search(line) else None
        yield False


def _further_document(lines: Lines, findings: Findings) -> None:
    for found in _DOCUMENT_MARK.finditer(lines.text):
        is_start = found.group() == "---"
        rest = (0, found.start()) if is_start else (found.end(), len(lines.text))
        if _NOTHING.fullmatch(lines.text, *rest):
            continue
        findings.end = found.start()
        findings.problems.append(further_document(lines, found.start(), found.end()))
        return


def further_document(lines: Lines, start: int, end: int) -> Problem:
    """Report the beginning of a second document in the same file."""
    message = "từ dòng này bắt đầu một văn bản thứ hai; mỗi tệp chỉ chứa một văn bản"
    hint = "xóa dòng «---» (hoặc «...»), hoặc tách phần sau thành một tệp riêng"
    return error("nhieu-van-ban", message, lines.place(start, end), hint)
