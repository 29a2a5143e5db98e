"""Mistakes of layout: a line indented otherwise than its group, a list among entries, a dash without its space."""

import re
from collections import Counter

from cchc_report.problems import Problem, error
from cchc_report.source.lines import Lines

_DASH = re.compile(
    r" *+(?:- ++)*+(?P<sign>-(?=[^\W\d_\"'])|[•‣●▪■◦·‐‑–—](?=\s*[^\W_])|\+(?=\s+[^\W_]))\s*+(?P<rest>.*)"
)
_LOOSE_DASH = re.compile(r" *+(?P<sign>-)(?: ++)(?P<rest>\S.*)")


def dash_without_space(lines: Lines, number: int) -> Problem | None:
    """Report ``-Báo``, ``• Báo`` or ``– Báo`` on the line: to YAML it is no item but the rest of the text above."""
    found = _DASH.match(lines.line(number))
    if found is None:
        return None
    start = lines.start(number) + found.start("sign")
    place = lines.place(start, start + len(found["sign"]))
    hint = f"viết: - {found['rest'].strip()}"
    if found["sign"] == "-":
        return error("thieu-dau-cach", "sau dấu «-» phải có một dấu cách", place, hint)
    message = f"mỗi mục của danh sách bắt đầu bằng dấu gạch nối và một dấu cách «- », không phải dấu «{found['sign']}»"
    return error("sai-dau-dau-dong", message, place, hint)


def dash_in_text(lines: Lines, number: int) -> Problem | None:
    """Report a line that begins with a dash and yet goes on with the text of the line above."""
    found = _LOOSE_DASH.match(lines.line(number))
    if found is None:
        return None
    start = lines.start(number) + found.start("sign")
    message = "dòng này bắt đầu bằng dấu «-» nhưng bị nối vào câu ở dòng trên"
    hint = "nếu là danh sách, viết mọi mục thẳng hàng, mỗi mục một dòng bắt đầu bằng «- »; nếu là một câu, đặt cả câu trong dấu nháy kép"
    return error("sai-dau-dau-dong", message, lines.place(start, start + 1), hint)


def not_aligned(lines: Lines, number: int) -> Problem:
    """Report the line of the group whose indentation is not that of the others: the given one, or the first."""
    group = _group(lines, number)
    first, indents = group[0], Counter(_indent(lines, n) for n in group)
    here, there = _indent(lines, number), _indent(lines, first)
    number, usual = (first, here) if indents[here] > indents[there] else (number, there)
    indent = _indent(lines, number)
    word = re.match(r"\S+", lines.line(number)[indent:])
    start = lines.start(number) + indent
    place = lines.place(start, start + (word.end() if word else 1))
    spaces = f" ({indent} dấu cách, các mục kia {usual})" if usual != indent else ""
    message = f"dòng này thụt vào không thẳng hàng với các mục cùng nhóm{spaces}"
    hint = "thụt các mục cùng nhóm bằng đúng một số dấu cách; nếu dòng này nối tiếp câu ở trên, đặt cả câu trong dấu nháy kép"
    return error("thut-dong-sai", message, place, hint)


def mixed_list(lines: Lines, start: int) -> Problem:
    """Report a list item among entries, or the other way round."""
    message = "trong cùng một nhóm, chỗ thì viết danh sách «- », chỗ thì viết «mã: giá trị»"
    hint = "viết cả nhóm theo một cách; nếu dòng này thuộc một mục ở trên, thụt nó vào sâu hơn mục đó"
    return error("lan-danh-sach", message, lines.place(start, start + 1), hint)


def _group(lines: Lines, number: int) -> list[int]:
    """The line and all of its kind, items or entries, between the headings at the margin around it."""
    first = next((n for n in range(number - 1, -1, -1) if _begins_at_margin(lines, n)), -1)
    last = next((n for n in range(number + 1, len(lines)) if _begins_at_margin(lines, n)), len(lines))
    is_item = lines.line(number).lstrip().startswith("-")
    alike = [n for n in range(first + 1, last) if lines.line(n).lstrip().startswith("-") == is_item]
    return [n for n in alike if n == number or _is_written(lines.line(n))]


def _begins_at_margin(lines: Lines, number: int) -> bool:
    return lines.line(number)[:1] not in {"", " ", "#", "-"}


def _is_written(line: str) -> bool:
    return line.strip() != "" and not line.lstrip().startswith("#")


def _indent(lines: Lines, number: int) -> int:
    line = lines.line(number)
    return len(line) - len(line.lstrip(" "))
