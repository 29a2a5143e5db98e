"""What a file or folder may be called, so that every system can hold it and it leads nowhere else."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby

from cchc_report.vietnamese.wording import nfc

MOST_BYTES = 200
"""Of a name in UTF-8. Systems take 255, less what is put behind it: ``.moi-2.docx``, ``.nhap``."""
_FORBIDDEN = frozenset('<>:"/\\|?*')
"""What Windows takes for something else than a part of a name."""
_INVISIBLE = frozenset("CZ")
"""Control and format characters, halves of characters, kinds of space: the first letter of their category in Unicode."""
_UNDECODED = re.compile("[\udc80-\udcff]")
"""How Python keeps bytes of a name that are no letters in the system's encoding."""
_DEVICE = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³]|conin\$|conout\$|clock\$)(?: *\..*)?", re.IGNORECASE)
"""Names that mean a device to Windows, in every folder, with whatever ending."""


def name_fault(name: str) -> str:
    """Why a name cannot be used, as the end of a sentence; empty where it can."""
    if not name.strip(" ."):
        return "không có chữ nào"
    if _UNDECODED.search(name):
        return "không đọc được: tên không theo UTF-8, hoặc máy đang đặt bảng mã khác (thử đặt PYTHONUTF8=1)"
    if wrong := next((character for character in name if _is_forbidden(character)), None):
        return f"có ký tự {_shown(wrong)} không dùng được trong tên tệp, tên thư mục"
    if name[0] in " .-":
        return f"bắt đầu bằng {_shown(name[0])}"
    if name[-1] in " .":
        return f"kết thúc bằng {_shown(name[-1])}; Windows tự bỏ đi nên tên bị đổi"
    if _DEVICE.fullmatch(name):
        return "là tên Windows dành riêng cho thiết bị"
    if len(name.encode()) > MOST_BYTES:
        return f"quá dài ({len(name.encode())} byte, nhiều nhất {MOST_BYTES})"
    return ""


def twins(names: Iterable[str]) -> Iterator[list[str]]:
    """Names that some systems take for one: capitals apart, or accents stored in another way."""
    for _, group in groupby(sorted(names, key=_folded), key=_folded):
        alike = sorted(group)
        if len(alike) > 1:
            yield alike


def printable(name: str) -> str:
    """A name for messages, in which a character that cannot be seen stands as its code."""
    return "".join(one if one.isprintable() else f"<U+{ord(one):04X}>" for one in name)


def _is_forbidden(character: str) -> bool:
    return character in _FORBIDDEN or (character != " " and unicodedata.category(character)[0] in _INVISIBLE)


def _folded(name: str) -> str:
    return nfc(nfc(name).casefold())


def _shown(character: str) -> str:
    """A character that can be seen as it is, any other one by its code."""
    if character == " ":
        return "dấu cách"
    return f"«{character}»" if character.isprintable() else f"ẩn U+{ord(character):04X}"
