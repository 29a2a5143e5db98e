"""Words against figures: a rise told of a fall, a plan said to be exceeded that is not."""

import re
from collections.abc import Collection, Iterator, Mapping
from enum import Enum

from cchc_report.audit.finding import Conflict
from cchc_report.audit.mentions import Mention
from cchc_report.audit.subject import Printed, Sentence, Subject


class Telling(Enum):
    """Which way a word says that something went, or how it stands to its plan."""

    UP = "tăng"
    DOWN = "giảm"
    SAME = "không đổi"
    ABOVE = "vượt"
    SHORT = "chưa đạt"


_WORDS = {
    Telling.UP: "tăng(?! cường)|cao hơn|nhiều hơn|lên",
    Telling.DOWN: "(?<!cắt )giảm(?! nghèo)|thấp hơn|ít hơn|xuống",
    Telling.SAME: "không đổi|giữ nguyên",
    Telling.ABOVE: "vượt",
    Telling.SHORT: "chưa đạt|không đạt",
}
_TELLING = re.compile(
    "|".join(rf"(?P<{telling.name}>(?<!\w)(?:{words})(?!\w))" for telling, words in _WORDS.items()), re.IGNORECASE
)
_JUDGEMENTS = ("kết quả tích cực", "khắc phục")
"""What a sentence may say of a change, for the better or the worse."""
_REACH = 32
"""Characters before a number in which the word that tells of it stands."""
_WHOLE = 100
"""Percent."""
_OPPOSED = {
    frozenset((Telling.UP, Telling.DOWN)),
    frozenset((Telling.UP, Telling.SAME)),
    frozenset((Telling.DOWN, Telling.SAME)),
    frozenset((Telling.ABOVE, Telling.SHORT)),
}


def conflicts(sentence: Sentence, subject: Subject, pairs: Mapping[int, Printed]) -> Iterator[Conflict]:
    """The telling words before quantities that say another thing than those of the rendered sentence."""
    told: set[int] = set()
    for at, printed in pairs.items():
        token = sentence.tokens[at]
        found = telling_before(sentence.text, token.start)
        if found is None or found[1].start() in told:
            continue
        rendered = subject.sentences[printed.sentence]
        theirs = telling_before(rendered.text, printed.mention.start)
        if _is_opposed(found[0], theirs[0] if theirs else None, token, rendered, printed):
            told.add(found[1].start())
            start, end = found[1].span()
            yield Conflict(
                sentence.passage,
                sentence.offset + start,
                sentence.offset + end,
                found[1][0],
                sentence.text,
                sentence.offset,
                printed,
                rendered.text,
            )


def telling_before(text: str, place: int) -> tuple[Telling, re.Match[str]] | None:
    """The nearest telling word before a place, if no other number stands between."""
    last = None
    for found in _TELLING.finditer(text, max(0, place - _REACH), place):
        last = found
    if last is None or re.search(r"[0-9;.]", text[last.end() : place].rstrip()):
        return None
    return Telling[last.lastgroup or ""], last


def telling(text: str, place: int, phrases: Collection[str]) -> tuple[Telling | None, str, frozenset[str]]:
    """What the words before a number tell, the longest of the phrases among them, and what the sentence makes of it all."""
    before = text[max(0, place - _REACH) : place].casefold()
    found = telling_before(text, place)
    phrase = max((one for one in phrases if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", before)), key=len, default="")
    judged = frozenset(word for word in _JUDGEMENTS if word in text.casefold())
    return found[0] if found else None, phrase, judged


def _is_opposed(ours: Telling, theirs: Telling | None, token: object, rendered: Sentence, printed: Printed) -> bool:
    if theirs is not None:
        return frozenset((ours, theirs)) in _OPPOSED
    mention = printed.mention
    below = isinstance(token, Mention) and mention.unit == "%" and mention.value is not None and mention.value < _WHOLE
    return ours is Telling.ABOVE and below and "vượt" not in rendered.text.casefold()
