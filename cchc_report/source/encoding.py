"""From the bytes of a file to its text, naming the code page when it is not the expected one."""

import codecs
from dataclasses import dataclass

from cchc_report.problems import Place, Problem, error, note
from cchc_report.source import legacy
from cchc_report.source.lines import Lines, shown

LIMIT = 1024 * 1024
"""Bytes; a quarter's figures take about ten thousand."""

_SAVE_AS_UTF_8 = "mở tệp bằng Notepad, chọn Tệp → Lưu thành (Save as), ở ô Mã hóa (Encoding) chọn UTF-8 rồi bấm Lưu"
_CONVERT_FONT = (
    "chép nội dung tệp, bấm Ctrl+Shift+F6 để mở UniKey Toolkit, chọn bảng mã nguồn TCVN3 (ABC) và bảng mã đích Unicode, "
    "bấm Chuyển mã; dán kết quả trở lại và lưu tệp bằng mã UTF-8"
)
_CONVERT_VNI = _CONVERT_FONT.replace("TCVN3 (ABC)", "VNI Windows")
_MISREAD = "chữ ở đây bị đọc sai bảng mã (UTF-8 bị coi là mã Latin) trước khi lưu, có thể cả tệp đều thế"
_OPEN_AGAIN = "mở lại bản gốc của tệp và chọn mã UTF-8 khi mở; nếu không còn bản gốc thì gõ lại các chữ này"
_TCVN3 = "chữ ở đây thuộc phông cũ kiểu .VnTime (bảng mã TCVN3), chưa phải Unicode"
_VNI = "chữ ở đây thuộc phông cũ kiểu VNI-Times (bảng mã VNI), chưa phải Unicode"
_FEWEST_PAIRS = 4
_FEWEST_NULS = 0.4
_MOST_NULS = 0.05


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file; None when it could not be made out, with the reason among the problems."""

    text: str | None
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, file: str) -> Decoded:
    """Read bytes as UTF-8, or as UTF-16 with a byte order mark; everything else is named and refused."""
    if len(data) > LIMIT:
        return _refused(too_large(file))
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        message = "tệp được lưu bằng mã UTF-32, không phải UTF-8"
        return _refused(error("sai-bang-ma", message, Place(file, width=0), _SAVE_AS_UTF_8))
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _utf_16(data, file)
    unmarked = _unmarked_utf_16(data)
    if unmarked is not None:
        place = _first_line(file, data.decode(unmarked, "replace"))
        message = "tệp được lưu bằng mã UTF-16 mà không có dấu nhận biết ở đầu tệp"
        return _refused(error("sai-bang-ma", message, place, _SAVE_AS_UTF_8))
    while data.startswith(codecs.BOM_UTF8):
        # Files joined by other programs may have several; none of them is part of the text.
        data = data.removeprefix(codecs.BOM_UTF8)
    return _utf_8(data, file)


def too_large(file: str) -> Problem:
    """Report a file over the limit, whose content is not read at all."""
    message = "tệp lớn hơn 1 MB nên không được đọc; tệp số liệu của một quý chỉ khoảng vài chục KB"
    hint = "kiểm tra xem có chọn nhầm tệp không; nếu đúng tệp, bỏ bớt phần không phải số liệu"
    return error("tep-qua-lon", message, Place(file, width=0), hint)


def old_letters(lines: Lines) -> Problem | None:
    """Report text in the letters of an old font, or of a wrong code page, in a Unicode file; the first word stands for all."""
    if found := legacy.misread_utf_8(lines.text):
        return _told("sai-bang-ma", lines, found, _MISREAD, _OPEN_AGAIN)
    if found := legacy.pasted_tcvn3(lines.text):
        return _told("phong-chu-tcvn3", lines, found, _TCVN3, _CONVERT_FONT)
    if found := legacy.pasted_vni(lines.text):
        return _told("phong-chu-vni", lines, found, _VNI, _CONVERT_VNI)
    return None


def _told(name: str, lines: Lines, mistaken: legacy.Mistaken, message: str, hint: str) -> Problem:
    index, word, meant = mistaken
    whole = f"{message}: {shown(word)} có lẽ là {shown(meant)}"
    return error(name, whole, lines.place(index, index + len(word)), hint)


def _utf_8(data: bytes, file: str) -> Decoded:
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as failure:
        return _refused(_named(data, file) or _bad_byte(data, file, failure.start))


def _utf_16(data: bytes, file: str) -> Decoded:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as failure:
        order = "utf-16-le" if data.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
        read = data[2 : failure.start].decode(order, "replace")
        place = _end_of(Lines(file, read))
        message = "tệp có dấu nhận biết của mã UTF-16 nhưng nội dung bị hỏng từ chỗ này"
        return _refused(error("sai-bang-ma", message, place, "lấy lại bản gốc của tệp, rồi lưu bằng mã UTF-8"))
    message = "tệp được lưu bằng mã UTF-16; nội dung vẫn đọc được"
    return Decoded(text, (note("bang-ma-utf-16", message, _first_line(file, text), _SAVE_AS_UTF_8),))


def _unmarked_utf_16(data: bytes) -> str | None:
    """Text that is mostly Latin letters has a zero in every other byte."""
    pairs = len(data) // 2
    if pairs < _FEWEST_PAIRS:
        return None
    even, odd = (data[first::2].count(0) / pairs for first in (0, 1))
    if odd >= _FEWEST_NULS and even <= _MOST_NULS:
        return "utf-16-le"
    if even >= _FEWEST_NULS and odd <= _MOST_NULS:
        return "utf-16-be"
    return None


def _named(data: bytes, file: str) -> Problem | None:
    text = legacy.from_windows_1258(data)
    if text is not None:
        message = "tệp được lưu bằng bảng mã Windows-1258 (tiếng Việt kiểu cũ), không phải UTF-8"
        return error("sai-bang-ma", message, _first_odd_word(file, text), _SAVE_AS_UTF_8)
    text = legacy.from_tcvn3(data)
    if text is not None:
        message = "tệp được viết bằng phông cũ kiểu .VnTime (bảng mã TCVN3), không phải UTF-8"
        return error("sai-bang-ma", message, _first_odd_word(file, text), _CONVERT_FONT)
    return None


def _bad_byte(data: bytes, file: str, at: int) -> Problem:
    index = len(data[:at].decode("utf-8"))
    # Each wrong stretch of bytes becomes one U+FFFD, so that the first one stands at the index of the fault.
    place = Lines(file, data.decode("utf-8", "replace")).place(index, index + 1)
    message = f"tệp không phải UTF-8: byte 0x{data[at]:02X} ở dòng {place.line}, cột {place.column} không đọc được"
    return error("sai-bang-ma", message, place, f"xem lại chữ ở chỗ này; {_SAVE_AS_UTF_8}")


def _first_odd_word(file: str, text: str) -> Place:
    lines = Lines(file, text)
    index = next((i for i, character in enumerate(text) if not character.isascii()), 0)
    end = start = index
    while start > 0 and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    return lines.place(start, end)


def _first_line(file: str, text: str) -> Place:
    lines = Lines(file, text)
    return lines.place(0, len(lines.line(0)))


def _end_of(lines: Lines) -> Place:
    return lines.place(len(lines.text), len(lines.text))


def _refused(problem: Problem) -> Decoded:
    return Decoded(None, (problem,))
