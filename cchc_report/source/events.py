"""From the YAML parser's events to nodes, without recursion and without ever building what was not asked for."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from cchc_report.problems import Place, Problem, Related, error, note
from cchc_report.source.characters import TAB, bad_character, bad_escapes, cleaned, has_bad
from cchc_report.source.failure import Failure, failure_of
from cchc_report.source.layout import dash_in_text, dash_without_space
from cchc_report.source.lines import Lines, shown
from cchc_report.source.nodes import Entry, Mapping, Node, Scalar, Sequence
from cchc_report.source.scan import further_document
from cchc_report.source.syntax import instead, missing_colon, missing_key, missing_space, quoted_instead

MOST_LEVELS = 32
MOST_EVENTS = 50_000
MOST_PROBLEMS = 50

PURE_PARSER: Any = yaml.SafeLoader
FAST_PARSER: Any = getattr(yaml, "CSafeLoader", None)
"""The parser in C, twenty times as fast; not every installation of PyYAML has it."""

# ValueError and its kin are what PyYAML lets slip for absurd numbers in escapes and directives.
_SURPRISES = (yaml.YAMLError, ValueError, ArithmeticError, LookupError, TypeError, AttributeError, RecursionError)
_KEY_WITHOUT_SPACE = re.compile(r"[a-z][a-z0-9_]*:\S")
_HEADER_WITH_HASH = re.compile(r"[|>][-+0-9]*#")
_LOOSE_KEY = re.compile(r"[^:\s]+:\S")


@dataclass(slots=True)
class Reading:
    """What came of one run of the parser."""

    root: Mapping | None = None
    problems: list[Problem] = field(default_factory=list)
    failure: Failure | None = None
    is_empty: bool = False


def read_events(lines: Lines, text: str, start: int = 0) -> Reading:
    """Parse text, which stands for the lines from the index start on, character by character.

    Only the parser in Python says what is wrong, so that the answer never depends on the installation.
    """
    if FAST_PARSER is not None:
        reading = _run(FAST_PARSER, lines, text, start)
        if reading.failure is None and not reading.problems:
            return reading
    return _run(PURE_PARSER, lines, text, start)


def _run(parser: Any, lines: Lines, text: str, start: int) -> Reading:  # noqa: ANN401 - classes without a common type
    builder = _Builder(lines, start)
    failure = None
    try:
        for count, event in enumerate(yaml.parse(text, Loader=parser)):
            builder.take(event, count)
    except _Stop as stop:
        builder.report(stop.problem, spoils=True)
    except _SURPRISES as surprise:
        failure = failure_of(surprise, text, start)
    else:
        builder.finish()
    root = None if builder.is_spoilt or failure is not None else builder.root
    return Reading(root if isinstance(root, Mapping) else None, builder.problems, failure, builder.is_empty)


class _Stop(Exception):  # noqa: N818 - not an error of the program
    """Reading cannot go on."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.name)
        self.problem = problem


@dataclass(slots=True)
class _Open:
    """A mapping or sequence whose end has not been read yet."""

    start: int
    place: Place
    is_mapping: bool
    is_flow: bool
    items: list[Node] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    seen: dict[str, Scalar] = field(default_factory=dict)
    key: Scalar | None = None


class _Builder:
    """Puts nodes together from events, one at a time."""

    def __init__(self, lines: Lines, offset: int) -> None:
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.is_spoilt = False
        self.is_empty = False
        self._lines = lines
        self._offset = offset
        self._stack: list[_Open] = []
        self._documents = 0

    def report(self, problem: Problem, *, spoils: bool) -> None:
        """Add a problem; one that spoils makes the result unfit for use."""
        self.problems.append(problem)
        self.is_spoilt = self.is_spoilt or spoils

    def take(self, event: yaml.Event, count: int) -> None:
        """Go on by one event."""
        start, end = self._span(event)
        if count > MOST_EVENTS:
            message = f"tệp có quá nhiều mục (hơn {MOST_EVENTS // 2} mục) nên không được đọc tiếp từ đây"
            hint = "kiểm tra xem có chọn nhầm tệp không; nếu đúng tệp, tách thành nhiều tệp nhỏ"
            raise _Stop(error("qua-nhieu-muc", message, self._lines.place(start, end), hint))
        if len(self.problems) >= MOST_PROBLEMS:
            message = "tệp có quá nhiều lỗi nên không được đọc tiếp từ đây"
            hint = "sửa các chỗ đã nêu rồi chạy lại để xem tiếp"
            raise _Stop(note("con-nua", message, self._lines.place(start, end), hint))
        self._dispatch(event, start, end)

    def finish(self) -> None:
        """Look at what stands at the top of the file once all is read."""
        root = self.root
        if root is None or (isinstance(root, Scalar) and not root.text and not root.quoted):
            self.is_empty = not self.problems
        elif isinstance(root, Scalar):
            self.report(self._loose_text(root), spoils=True)
        elif isinstance(root, Sequence):
            message = "tệp bắt đầu bằng một danh sách; ở đầu tệp phải là các mục dạng «mã: giá trị»"
            hint = "thêm một mã ở dòng phía trên, ví dụ «danh_sach:», rồi thụt danh sách vào hai dấu cách"
            self.report(error("dau-tep-khong-dung", message, root.place, hint), spoils=True)

    def _dispatch(self, event: yaml.Event, start: int, end: int) -> None:
        match event:
            case yaml.ScalarEvent():
                self._refuse_extras(event, start, end)
                self._add(self._scalar(event, start, end))
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._refuse_extras(event, start, end)
                self._open(event, start, end)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._close(end)
            case yaml.AliasEvent():
                self._refuse_reference("*", start, end)
                self._add(Scalar("", quoted=False, place=self._lines.place(start, end), start=start, end=end))
            case yaml.DocumentStartEvent():
                self._document(event, start, end)

    def _span(self, event: yaml.Event) -> tuple[int, int]:
        start = 0 if event.start_mark is None else event.start_mark.index
        end = start if event.end_mark is None else event.end_mark.index
        return start + self._offset, end + self._offset

    def _document(self, event: yaml.DocumentStartEvent, start: int, end: int) -> None:
        if event.version or event.tags:
            message = "tệp có dòng chỉ thị bắt đầu bằng «%»; tệp số liệu không dùng chỉ thị"
            raise _Stop(error("chi-thi", message, self._lines.place(start, end), "xóa dòng bắt đầu bằng «%»"))
        self._documents += 1
        if self._documents > 1:
            raise _Stop(further_document(self._lines, start, end))

    def _open(self, event: yaml.CollectionStartEvent, start: int, end: int) -> None:
        place = self._lines.place(start, start + 1)
        if self._stack and self._stack[-1].is_mapping and self._stack[-1].key is None:
            raise _Stop(self._compound_key(start, end))
        if len(self._stack) >= MOST_LEVELS:
            message = f"các mục lồng vào nhau quá sâu (hơn {MOST_LEVELS} tầng)"
            hint = "viết lại theo tệp mẫu; tệp số liệu không cần lồng quá vài tầng"
            raise _Stop(error("long-qua-sau", message, place, hint))
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        self._stack.append(_Open(start, place, is_mapping, bool(event.flow_style)))

    def _close(self, end: int) -> None:
        done = self._stack.pop()
        if done.is_flow and (done.items or done.seen) and not any(outer.is_flow for outer in self._stack):
            self.report(self._flow(done.start, end), spoils=True)
        if done.is_mapping:
            place = done.entries[0].key.place if done.entries else self._lines.place(done.start, end)
            self._add(Mapping(tuple(done.entries), place))
        else:
            place = done.place if done.items else self._lines.place(done.start, end)
            self._add(Sequence(tuple(done.items), place))

    def _add(self, node: Node) -> None:
        if not self._stack:
            self.root = node
            return
        top = self._stack[-1]
        if not top.is_mapping:
            top.items.append(node)
        elif top.key is None:
            # Only scalars get here: a compound key stops the reading when it opens.
            top.key = node if isinstance(node, Scalar) else None
            self._check_key(top)
        else:
            if top.seen[top.key.text] is top.key:
                top.entries.append(Entry(top.key, node))
            top.key = None

    def _check_key(self, top: _Open) -> None:
        key = top.key
        if key is None:
            return
        first = top.seen.setdefault(key.text, key)
        if not key.text and not key.quoted:
            self.report(missing_key(self._lines, key.start), spoils=True)
        elif first is not key:
            message = f"mã {shown(key.text)} được ghi hai lần trong cùng một nhóm"
            hint = "xóa một trong hai dòng, hoặc đổi mã nếu là hai mục khác nhau"
            there = [Related("lần đầu ở đây", self._value_place(top, first))]
            self.report(error("trung-khoa", message, key.place, hint, there), spoils=False)
        elif key.text == "<<" and not key.quoted:
            message = "không dùng được cách ghép mục bằng «<<»"
            self.report(error("khoa-gop", message, key.place, "chép đủ các mục cần có vào đây"), spoils=True)

    def _value_place(self, top: _Open, key: Scalar) -> Place:
        """Where the value that counts stands, so that a draft can mark it; its key where there is nothing to see."""
        value = next((entry.value for entry in top.entries if entry.key is key), key)
        return value.place if isinstance(value, Scalar) and value.text.strip() else key.place

    def _scalar(self, event: yaml.ScalarEvent, start: int, end: int) -> Scalar:
        text = event.value
        if event.style in {"|", ">"} and _HEADER_WITH_HASH.match(self._lines.text, start):
            # Only the parser in C lets this pass; refused here, the parser in Python gets to answer.
            raise yaml.YAMLError
        if has_bad(text):
            for problem in self._bad_characters(start, end, is_escaping=event.style == '"'):
                # Where nothing else was written, the file must not be accused of an empty value too.
                self.report(problem, spoils=not cleaned(text).strip())
            text = cleaned(text)
        place = self._lines.place(start, end)
        scalar = Scalar(unicodedata.normalize("NFC", text), event.style in {'"', "'"}, place, start, end)
        if not event.style:
            self._look_at_lines(scalar)
        return scalar

    def _look_at_lines(self, scalar: Scalar) -> None:
        """Report what a text without quotes took in that its author meant for an entry or an item of its own."""
        if self._is_key_without_space(scalar):
            self.report(missing_space(self._lines, scalar.start), spoils=True)
            return
        first, last = (self._lines.number(index) for index in (scalar.start, scalar.end))
        begins = not scalar.place.excerpt[: scalar.place.column - 1].strip(" -")
        found = dash_without_space(self._lines, first) if begins else None
        for number in range(first + 1, last + 1):
            found = found or dash_without_space(self._lines, number) or dash_in_text(self._lines, number)
        if found is not None:
            self.report(found, spoils=True)

    def _is_key_without_space(self, scalar: Scalar) -> bool:
        """Whether ``a:1`` stands alone on its line: a value of its own to YAML, surely an entry to its author."""
        if _KEY_WITHOUT_SPACE.match(scalar.text) is None or not self._stack or "//" in scalar.text:
            return False
        return not scalar.place.excerpt[: scalar.place.column - 1].strip(" ")

    def _bad_characters(self, start: int, end: int, *, is_escaping: bool) -> Iterator[Problem]:
        """Report what the scan could not see: escapes, and tabs that it took for part of a comment."""
        raw = self._lines.text[start:end]
        for kind, character, first, last in bad_escapes(raw) if is_escaping else ():
            yield bad_character(kind, character, self._lines.place(start + first, start + last))
        tab = raw.find("\t")
        # One tab per line is enough, as in the scan; an equal problem is dropped when the two meet.
        if tab >= 0 and "\t" not in self._lines.line(self._lines.number(start + tab))[: self._column(start + tab)]:
            yield bad_character(TAB, "\t", self._lines.place(start + tab, start + tab + 1))

    def _column(self, index: int) -> int:
        return index - self._lines.start(self._lines.number(index))

    def _refuse_extras(self, event: yaml.NodeEvent, start: int, end: int) -> None:
        if event.anchor is not None:
            self._refuse_reference("&", start, end)
        if getattr(event, "tag", None) is not None:
            message = "giá trị bắt đầu bằng dấu «!», là dấu dành riêng của định dạng tệp"
            hint = instead(self._lines, start, "ghi thẳng giá trị; nếu đây là câu chữ, ")
            self.report(error("the-kieu", message, self._lines.place(start, end), hint), spoils=True)

    def _refuse_reference(self, sign: str, start: int, end: int) -> None:
        message = f"giá trị bắt đầu bằng dấu «{sign}», là dấu dành riêng của định dạng tệp"
        hint = instead(self._lines, start, "ghi thẳng giá trị; nếu đây là câu chữ, ")
        self.report(error("bi-danh", message, self._lines.place(start, end), hint), spoils=True)

    def _compound_key(self, start: int, end: int) -> Problem:
        outer = next((one for one in self._stack if one.is_flow), None)
        if outer is not None:
            return self._flow(outer.start, len(self._lines.text))
        message = "mã phải là một cụm chữ, không thể là cả một danh sách hay một nhóm"
        hint = "ghi mã là chữ thường, ví dụ «ma_chi_tieu: giá trị»"
        return error("khoa-phuc-tap", message, self._lines.place(start, max(end, start + 1)), hint)

    def _flow(self, start: int, end: int) -> Problem:
        place = self._lines.place(start, end)
        message = "không viết gọn nhiều mục trên một dòng trong ngoặc: dấu phẩy của số (như 26,48) sẽ bị hiểu là dấu ngăn cách"
        if self._lines.text[start] == "[":
            hint = "viết mỗi mục trên một dòng riêng, bắt đầu bằng «- »"
        else:
            hint = "viết mỗi mục trên một dòng riêng dạng «mã: giá trị», thụt vào hai dấu cách"
        return error("dang-gon", message, place, f"{hint}; nếu đây là câu chữ, {quoted_instead(self._lines, start)}")

    def _loose_text(self, root: Scalar) -> Problem:
        if _LOOSE_KEY.match(self._lines.text, root.start) and not root.quoted:
            return missing_space(self._lines, root.start)
        return missing_colon(self._lines, root.start)
