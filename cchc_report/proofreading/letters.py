"""Letters typed in pieces: a vowel and its marks as characters of their own (Unicode tổ hợp)."""

import re
import unicodedata
from collections.abc import Iterator

from cchc_report.problems import Problem, warning
from cchc_report.source.lines import Lines
from cchc_report.vietnamese.wording import nfc

_IN_PIECES = re.compile(r"[^\W\d_][\u0300-\u036f]+")
_WORD = re.compile(r"[\w\u0300-\u036f]+")


def decomposed(file: str, text: str) -> Iterator[Problem]:
    """The first word of the file that is typed so; it prints like any other, and is not found when searched for."""
    if unicodedata.is_normalized("NFC", text):
        return
    found = next(
        (one for one in _IN_PIECES.finditer(text) if nfc(one[0]) != one[0] and not _in_comment(text, one.start())), None
    )
    if found is None:
        return
    word = next((one for one in _WORD.finditer(text) if one.start() <= found.start() < one.end()), found)
    message = f"«{nfc(word[0])}» gõ bằng Unicode tổ hợp (dấu rời khỏi chữ); phần mềm tự ghép lại khi dựng bài, nhưng tìm chữ trong tệp sẽ không thấy"
    hint = "chọn bảng mã Unicode dựng sẵn trong bộ gõ; chuyển cả tệp bằng UniKey Toolkit, nguồn Unicode tổ hợp, đích Unicode"
    yield warning("unicode-to-hop", message, Lines(file, text).place(word.start(), word.end()), hint)


def _in_comment(text: str, index: int) -> bool:
    return text[text.rfind("\n", 0, index) + 1 : index].lstrip().startswith("#")
