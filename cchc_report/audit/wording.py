"""Words against figures: a rise told of a fall, a plan said to be exceeded that is not."""

import re
from collections.abc import Collection, Iterator, Mapping
from enum import Enum

from cchc_report.audit.finding import Conflict
from cchc_report.audit.mentions import Sort
from cchc_report.audit.subject import NOWHERE, Printed, Sentence, Subject
from cchc_report.comparison import Change, Direction, from_to
from cchc_report.figures import Earlier, Figures
from cchc_report.formulas import PREVIOUS, YEAR_AGO


class Telling(Enum):
    """Which way a word says that something went, or how it stands to its plan."""

    UP = "tăng"
    DOWN = "giảm"
    SAME = "không đổi"
    ABOVE = "vượt"
    SHORT = "chưa đạt"
    MET = "đạt mục tiêu"


_TO_A_NUMBER = "(?= (?:còn |đến |tới )?[0-9])"
_WORDS = {
    Telling.UP: f"tăng(?! cường)|cao hơn|nhiều hơn|lên{_TO_A_NUMBER}",
    Telling.DOWN: f"(?<!cắt )giảm(?! nghèo)|thấp hơn|ít hơn|xuống{_TO_A_NUMBER}",
    Telling.SAME: "không đổi|giữ nguyên",
    Telling.ABOVE: "vượt",
    Telling.SHORT: "(?:chưa|không) +(?:hoàn thành|đạt)",
    Telling.MET: "(?<!chưa )(?<!chưa  )(?<!không )(?<!không  )(?:hoàn thành|đạt)(?= (?:mục tiêu|kế hoạch|chỉ tiêu))",
}
_TELLING = re.compile(
    "|".join(rf"(?P<{telling.name}>(?<!\w)(?:{words})(?!\w))" for telling, words in _WORDS.items()), re.IGNORECASE
)
_JUDGEMENTS = ("kết quả tích cực", "khắc phục")
"""What a sentence may say of a change, for the better or the worse."""
_REACH = 32
"""Characters before a number in which the word that tells of it stands."""
_BARE = re.compile(
    r"(?<!\w)(?P<verb>tăng|giảm)(?:(?! so với)[^0-9,;.])* so với (?P<base>cùng kỳ|năm trước|quý trước|kỳ trước|tháng trước)",
    re.IGNORECASE,
)
_DIRECTIONS = {Telling.UP: Direction.UP, Telling.DOWN: Direction.DOWN}
_WHOLE = 100
"""Percent."""
_COMPARING = re.compile(
    r"(?<!\w)(?:so với|như (?=quý|kỳ|cùng|năm|tháng)|giữ vững|duy trì|ổn định|mục tiêu|cùng kỳ|(?:quý|kỳ|tháng|năm) trước)",
    re.IGNORECASE,
)
_OPPOSED = {
    frozenset((Telling.UP, Telling.DOWN)),
    frozenset((Telling.UP, Telling.SAME)),
    frozenset((Telling.DOWN, Telling.SAME)),
    frozenset((Telling.ABOVE, Telling.SHORT)),
    frozenset((Telling.MET, Telling.SHORT)),
    frozenset((Telling.ABOVE, Telling.DOWN)),
}


def conflicts(sentence: Sentence, subject: Subject, pairs: Mapping[int, Printed]) -> Iterator[Conflict]:
    """The telling words before quantities that say another thing than those of the rendered sentence."""
    told: set[int] = set()
    for at, printed in pairs.items():
        token = sentence.tokens[at]
        if printed.sentence == NOWHERE:
            continue
        found = telling_before(sentence.text, token.start)
        if found is None or found[1].start() in told:
            continue
        rendered = subject.sentences[printed.sentence]
        theirs = telling_before(rendered.text, printed.mention.start)
        if _is_opposed(found[0], theirs[0] if theirs else None, rendered, printed):
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


def untrue(sentence: Sentence, subject: Subject, pairs: Mapping[int, Printed]) -> Iterator[Conflict]:
    """A rise or fall told without a number, ``tăng so với cùng kỳ``, of the figure before it that did not rise or fall."""
    for found in _BARE.finditer(sentence.text):
        printed = _told_of(found.start(), sentence, pairs)
        change = _change(printed, subject.figures, found["base"]) if printed else None
        ours = Telling.UP if found["verb"].casefold() == "tăng" else Telling.DOWN
        if printed is not None and change is not None and change.direction is not _DIRECTIONS[ours]:
            start, end = (sentence.offset + place for place in found.span("verb"))
            reason = "".join(part if isinstance(part, str) else part.text for part in from_to(change))
            said = f"{printed.figure.indicator.label} {reason}" if printed.figure else reason
            yield Conflict(sentence.passage, start, end, found["verb"], sentence.text, sentence.offset, printed, said)


def _told_of(place: int, sentence: Sentence, pairs: Mapping[int, Printed]) -> Printed | None:
    """The last figure before a place."""
    before = [at for at in pairs if sentence.tokens[at].end <= place and pairs[at].mention.sort is Sort.NUMBER]
    return pairs[max(before)] if before else None


def _change(printed: Printed, figures: Figures, base: str) -> Change | None:
    """How the figure stands to the earlier one that the words name; None where the two are not comparable."""
    figure = printed.figure
    known = figures.known.get(figure.indicator.id) if figure else None
    name = YEAR_AGO if base.casefold() in {"cùng kỳ", "năm trước"} else PREVIOUS
    earlier = figures.base(name, known.indicator.id) if known else None
    then = earlier.figures.get(known.indicator.id) if known and isinstance(earlier, Earlier) else None
    if known is None or then is None:
        return None
    return Change.between(known, then, (known.indicator.id, f"{name}({known.indicator.id})"), figures.catalogue)


def telling_before(text: str, place: int) -> tuple[Telling, re.Match[str]] | None:
    """The nearest telling word before a place, if no other number stands between."""
    last = None
    for found in _TELLING.finditer(text, max(0, place - _REACH), place):
        last = found
    if last is None or re.search(r"[0-9;.]", text[last.end() : place].rstrip()):
        return None
    return Telling[last.lastgroup or ""], last


def tellings(text: str) -> frozenset[Telling]:
    """Everything that a text tells of rises, falls and plans."""
    return frozenset(Telling[found.lastgroup or ""] for found in _TELLING.finditer(text))


def compares(text: str) -> bool:
    """Whether a text sets anything beside a plan or an earlier period, in whatever words."""
    return _COMPARING.search(text) is not None


def telling(text: str, place: int, phrases: Collection[str]) -> tuple[Telling | None, str, frozenset[str]]:
    """What the words before a number tell, the longest of the phrases among them, and what the sentence makes of it all."""
    before = text[max(0, place - _REACH) : place].casefold()
    found = telling_before(text, place)
    phrase = max((one for one in phrases if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", before)), key=len, default="")
    judged = frozenset(word for word in _JUDGEMENTS if word in text.casefold())
    return found[0] if found else None, phrase, judged


def _is_opposed(ours: Telling, theirs: Telling | None, rendered: Sentence, printed: Printed) -> bool:
    if theirs is not None:
        return frozenset((ours, theirs)) in _OPPOSED
    mention = printed.mention
    is_reached = mention.unit == "%" and mention.value is not None and mention.value >= _WHOLE
    return ours is Telling.ABOVE and not is_reached and "vượt" not in rendered.text.casefold()
