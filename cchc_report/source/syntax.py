"""What a person did wrong when the parser gave up, told from the line and from the parser's reason.

Each function below either recognises one mistake or passes; the first that recognises it answers.
"""

import re
from collections.abc import Callable

from cchc_report.problems import Problem, error
from cchc_report.source.failure import Failure
from cchc_report.source.layout import dash_without_space, mixed_list, not_aligned
from cchc_report.source.lines import Lines, shown
from cchc_report.source.parts import Parts, in_quotes, parts

_Diagnosis = Callable[[Lines, Failure], Problem | None]

_BLOCK_TEXT_HEADER = re.compile(r"[|>](?:[-+]?[1-9]?|[1-9][-+])(?: +#.*| *)")
_KEY_WITHOUT_SPACE = re.compile(r"(?P<lead> *+(?:- ++)*+)(?P<key>[^\s:#\"'][^:]*+):(?=[^\s:])")
_NUMBER = re.compile(r"(?:[&*!]\S*+ *+)*+(?P<number>-?[0-9][0-9.,]*+(?: ?%| (?:[^\W\d_]+ )?đồng)?) *+:?")
_TWO_ENTRIES = re.compile(r"-?[0-9][0-9.,]*+ ?%?[,; ] *+[a-z][a-z0-9_]*: ")
_NO_VALUE = ("-", "?")
_RESERVED = "@%`*&!,]}"


def explain(lines: Lines, failure: Failure) -> Problem:
    """Return the one problem that made the parser give up."""
    answers = (diagnosis(lines, failure) for diagnosis in _DIAGNOSES)
    return next((answer for answer in answers if answer is not None), None) or _unknown(lines, failure)


def quoted_instead(lines: Lines, at: int) -> str:
    """Tell, as the rest of a sentence, how to write the line at the index with its value in quotes."""
    fixed = in_quotes(parts(lines.line(lines.number(at))))
    quotes = "dấu nháy đơn" if fixed.endswith("'") else "dấu nháy kép"
    return f"đặt cả câu trong {quotes}: {fixed}"


def instead(lines: Lines, at: int, condition: str) -> str:
    """How to mend the line at the index: a number alone, one figure per line, or else, on the condition, in quotes."""
    line = parts(lines.line(lines.number(at)))
    if _TWO_ENTRIES.match(line.value):
        return "mỗi chỉ tiêu ghi một dòng riêng"
    if (found := _NUMBER.fullmatch(line.value)) is not None:
        return f"chỉ ghi số: {line.lead.lstrip()}{line.key or ''}{found['number']}"
    return f"{condition}{quoted_instead(lines, at)}"


def missing_space(lines: Lines, at: int) -> Problem:
    """Report ``a:1`` on the line at the index."""
    number = lines.number(at)
    line = lines.line(number)
    colon = line.index(":")
    message = "sau dấu hai chấm phải có một dấu cách"
    fixed = f"{line[: colon + 1].strip()} {line[colon + 1 :].strip()}"
    place = lines.place(lines.start(number) + colon, lines.start(number) + colon + 1)
    return error("thieu-dau-cach", message, place, f"viết: {fixed}")


def missing_colon(lines: Lines, at: int) -> Problem:
    """Report a line that should have been an entry but has no colon."""
    number = lines.number(at)
    line = lines.line(number)
    content = line.strip()
    start = lines.start(number) + line.find(content)
    message = f"dòng này không có dạng «mã: giá trị» vì thiếu dấu hai chấm sau mã: {shown(content)}"
    hint = "ghi thêm dấu hai chấm, một dấu cách và giá trị; nếu dòng này nối tiếp dòng trên, thụt nó vào sâu hơn"
    return error("thieu-hai-cham", message, lines.place(start, start + len(content)), hint)


def missing_key(lines: Lines, at: int) -> Problem:
    """Report the line at the index, whose colon has no key before it."""
    line = lines.line(lines.number(at))
    at = lines.start(lines.number(at)) + len(line) - len(line.lstrip(" "))
    hint = "ghi mã trước dấu hai chấm: «mã: giá trị»"
    return error("thieu-ten-muc", "thiếu mã trước dấu hai chấm", lines.place(at, at + 1), hint)


def _directive(lines: Lines, failure: Failure) -> Problem | None:
    here = lines.number(failure.at)
    # At the end of the file nothing stands any more: the directive is what was written last.
    numbers = (
        here,
        lines.number(failure.context_at),
        here if lines.line(here).strip() else _written_before(lines, here),
    )
    number = next((n for n in numbers if lines.line(n).startswith("%")), None)
    if number is None:
        return None
    message = "dòng bắt đầu bằng «%» là dòng chỉ thị; tệp số liệu không dùng chỉ thị"
    start = lines.start(number)
    return error("chi-thi", message, lines.place(start, start + len(lines.line(number))), "xóa dòng này")


def _escape(lines: Lines, failure: Failure) -> Problem | None:
    if not failure.reason.startswith(("found unknown escape", "expected escape")):
        return None
    start = lines.text.rfind("\\", 0, failure.at)
    end = max(start + 2, failure.at)
    message = f"trong dấu nháy kép, dấu gạch chéo ngược ở {shown(lines.text[start:end])} được hiểu là mã ký tự, nhưng mã này sai"
    hint = "viết hai dấu gạch chéo ngược «\\\\», hoặc đặt cả câu trong dấu nháy đơn"
    return error("ma-ky-tu-sai", message, lines.place(start, end), hint)


def _open_quote(lines: Lines, failure: Failure) -> Problem | None:
    start = _opening_quote(lines, failure)
    if start is None:
        return None
    sign = lines.text[start]
    place = lines.place(start, len(lines.text))
    message = f"dấu nháy mở ở đây ({sign}) chưa được đóng"
    hint = f"thêm dấu {sign} vào cuối câu: {place.excerpt.strip()}{sign}"
    return error("nhay-chua-dong", message, place, hint)


def _opening_quote(lines: Lines, failure: Failure) -> int | None:
    if failure.context == "while scanning a quoted scalar":
        return failure.context_at
    # A quote left open swallows the lines up to the next one; what fails is the text right behind that.
    last = lines.number(failure.at)
    for number in range(last - 1, lines.number(failure.start) - 1, -1):
        line = parts(lines.line(number))
        if line.value.startswith(('"', "'")):
            start = lines.start(number) + line.value_at
            end = lines.text.find(lines.text[start], start + 1)
            is_culprit = lines.start(last) <= end < max(failure.at, failure.context_at + 1)
            return start if is_culprit else None
    return None


def _after_quote(lines: Lines, failure: Failure) -> Problem | None:
    number = lines.number(failure.at)
    line = parts(lines.line(number))
    at = failure.at - lines.start(number)
    end = line.value_at + len(line.value)
    if not line.value.startswith(('"', "'")) or not line.value_at < at < end:
        return None
    if lines.text.startswith(":", failure.at):
        at = line.closing_quote + 1
    message = "sau dấu nháy đóng còn chữ; giá trị trong nháy phải kết thúc ở dấu nháy"
    hint = instead(lines, failure.at, "nếu cả câu là một giá trị, ")
    start = lines.start(number)
    return error("chu-sau-nhay", message, lines.place(start + at, start + max(end, at + 1)), hint)


def _reserved_start(lines: Lines, failure: Failure) -> Problem | None:
    number = lines.number(failure.at)
    line = parts(lines.line(number))
    if failure.at < lines.start(number) + line.value_at or not _is_reserved(line):
        return None
    start = lines.start(number) + line.value_at
    if line.value in _NO_VALUE:
        hint = "ghi giá trị; nếu kỳ này không có thì xóa dòng này"
        return error("gia-tri-trong", f"«{line.value}» không phải là giá trị", lines.place(start, start + 1), hint)
    sign = line.value[:2] if line.value.startswith(("- ", "? ")) else line.value[0]
    message = f"giá trị không thể bắt đầu bằng dấu «{sign}»"
    hint = instead(lines, start, "nếu đây là câu chữ, ")
    if sign == "- ":
        hint = f"nếu đây là danh sách, viết mỗi mục trên một dòng riêng bên dưới; {hint}"
    return error("ky-tu-dau", message, lines.place(start, start + len(sign)), hint)


def _is_reserved(line: Parts) -> bool:
    if line.value.startswith(("|", ">")):
        return _BLOCK_TEXT_HEADER.fullmatch(line.value) is None
    return (
        line.value.startswith(("- ", "? "))
        or (line.key is not None and line.value in _NO_VALUE)
        or (line.value != "" and line.value[0] in _RESERVED)
    )


def _open_bracket(lines: Lines, failure: Failure) -> Problem | None:
    start = _opening_bracket(lines, failure)
    if start is None:
        return None
    sign = lines.text[start]
    message = f"giá trị bắt đầu bằng dấu ngoặc «{sign}» nhưng ngoặc chưa đóng đúng; cách viết gọn trong ngoặc cũng không được dùng"
    hint = f"viết mỗi mục trên một dòng riêng; nếu đây là câu chữ, {quoted_instead(lines, start)}"
    return error("ngoac-chua-dong", message, lines.place(start, start + 1), hint)


def _opening_bracket(lines: Lines, failure: Failure) -> int | None:
    if failure.context in {"while parsing a flow sequence", "while parsing a flow mapping"}:
        return failure.context_at
    is_inside = failure.context == "while parsing a flow node"
    for number in range(lines.number(failure.context_at), lines.number(failure.start) - 1, -1):
        line = parts(lines.line(number))
        if line.value.startswith(("[", "{")):
            return lines.start(number) + line.value_at
        if not is_inside:
            return None
    return None


def _colon_in_text(lines: Lines, failure: Failure) -> Problem | None:
    line = parts(lines.line(lines.number(failure.at)))
    start = lines.start(lines.number(failure.at)) + line.value_at
    if not failure.reason.startswith("mapping values") or line.key is None or failure.at < start:
        return None
    message = "trong câu có dấu hai chấm nên câu bị hiểu nhầm thành một mục mới"
    place = lines.place(failure.at, failure.at + 1)
    return error("hai-cham-trong-cau", message, place, instead(lines, failure.at, ""))


def _dash(lines: Lines, failure: Failure) -> Problem | None:
    numbers = dict.fromkeys(lines.number(index) for index in (failure.context_at, failure.at))
    return next((found for number in numbers if (found := dash_without_space(lines, number))), None)


def _broken_key(lines: Lines, failure: Failure) -> Problem | None:
    if failure.context == "while scanning a simple key":
        number = lines.number(failure.context_at)
    elif failure.reason.startswith("mapping values"):
        number = _written_before(lines, lines.number(failure.at))
    else:
        return None
    line = lines.line(number)
    if _KEY_WITHOUT_SPACE.match(line) and parts(line).key is None:
        return missing_space(lines, lines.start(number))
    if ":" not in line and line.strip() and not line.lstrip().startswith(("- ", "#")):
        return missing_colon(lines, lines.start(number))
    return None


def _indentation(lines: Lines, failure: Failure) -> Problem | None:
    if not failure.reason.startswith(("expected <block end>", "expected '<document start>'", "mapping values")):
        return None
    number = lines.number(failure.at)
    if failure.reason.startswith("expected '<document"):
        # The margin was set by the first line; when that one is indented, it is the odd one out.
        first = _written_after(lines, lines.number(failure.start))
        number = first if lines.line(first).startswith(" ") else number
    line = lines.line(number)
    if not line.strip():
        return None
    if line.lstrip(" ").startswith(":"):
        return missing_key(lines, lines.start(number))
    if failure.reason.endswith(("found '-'", "found '?'")):
        return mixed_list(lines, lines.start(number) + len(line) - len(line.lstrip(" ")))
    return not_aligned(lines, number)


def _unknown(lines: Lines, failure: Failure) -> Problem:
    number = lines.number(min(failure.at, len(lines.text)))
    number = number if lines.line(number).strip() else _written_before(lines, number)
    content = lines.line(number).strip()
    start = lines.start(number) + lines.line(number).find(content)
    message = "dòng này viết chưa đúng nên không hiểu được"
    hint = f"xem lại dòng này theo dạng «mã: giá trị»; {instead(lines, start, 'nếu giá trị là câu chữ, ')}"
    return error("cu-phap-yaml", message, lines.place(start, start + len(content)), hint)


def _written_before(lines: Lines, number: int) -> int:
    return next((n for n in range(number - 1, -1, -1) if _is_written(lines.line(n))), 0)


def _written_after(lines: Lines, number: int) -> int:
    return next((n for n in range(number, len(lines)) if _is_written(lines.line(n))), number)


def _is_written(line: str) -> bool:
    return line.strip() != "" and not line.lstrip().startswith("#") and line.rstrip() != "---"


_DIAGNOSES: tuple[_Diagnosis, ...] = (
    _directive,
    _escape,
    _open_quote,
    _after_quote,
    _reserved_start,
    _open_bracket,
    _colon_in_text,
    _dash,
    _broken_key,
    _indentation,
)
