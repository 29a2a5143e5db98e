"""A paragraph cut into its sentences."""

import re

_END = re.compile(r"[.!?…]+[)\]»”\"’]*(?=[ \n]+[(\[«“\"‘]*(?P<next>\w))")
"""The end of a sentence, if what follows may begin one; a dot inside ``1.541`` or ``18.000đ`` has no space behind it."""
_ABBREVIATIONS = frozenset(
    [
        "TP",
        "Tp",
        "tp",
        "TX",
        "Tx",
        "tx",
        "TT",
        "Tt",
        "tt",
        "KP",
        "kp",
        "P",
        "Q",
        "H",
        "Tr",
        "tr",
        "Ths",
        "ThS",
        "Th.S",
        "TS",
        "Ts",
        "PGS",
        "GS",
        "BS",
        "CN",
        "KS",
        "CK",
        "NXB",
        "Nxb",
        "ĐT",
        "Đ/c",
        "đ/c",
        "STT",
        "st",
        "vs",
        "Mr",
        "Mrs",
        "Dr",
    ]
)
"""What a dot shortens in front of a name: ``TP. Bến Tre``, ``ThS. Nguyễn Văn A``, ``P. An Hội``."""
_LAST_WORD = re.compile(r"[^\s(\[«“\"]+$")
"""Titles may be joined: ``PGS.TS.``"""
_NUMBERING = re.compile(r"(?:[0-9]{1,2}|[IVX]+|[a-zđ])")
"""What counts a paragraph, with a dot behind it: ``1.``, ``IV.``, ``a.``."""


def sentences_of(text: str) -> list[str]:
    """The sentences in order, without the spaces between them; a heading or a line without a full stop is one."""
    pieces, start = [], 0
    for found in _END.finditer(text):
        if _ends(text[start : found.start()], found):
            pieces.append(text[start : found.end()])
            start = found.end()
    return [piece.strip() for piece in (*pieces, text[start:]) if piece.strip()]


def _ends(before: str, found: re.Match[str]) -> bool:
    """Whether these signs end a sentence: a capital or a digit follows, and they shorten no word and count no paragraph."""
    following = found["next"]
    if not (following.isupper() or following.isdigit()):
        return False
    if found[0] != ".":
        return True
    last = _LAST_WORD.search(before)
    word = last[0] if last else ""
    counts = before.strip() == word and _NUMBERING.fullmatch(word) is not None
    is_initial = len(word) == 1 and word.isupper()
    shortened = word in _ABBREVIATIONS or word.rpartition(".")[2] in _ABBREVIATIONS
    return not (shortened or is_initial or counts)
