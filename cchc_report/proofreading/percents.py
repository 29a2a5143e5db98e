"""«%» where percentage points are meant: «tỷ lệ đạt 84%, tăng 2%» may be 82% or 82,35% before."""

import re
from collections.abc import Iterator

from cchc_report.catalogue import Catalogue, Kind
from cchc_report.figures import REFERENCE
from cchc_report.problems import Place, Problem, warning
from cchc_report.proofreading.passages import Passage

_ABOUT = "(?: thêm| được| khoảng| gần| hơn| trên)*"
_VERB = rf"(?P<verb>tăng|giảm){_ABOUT}"
_BY_PERCENT = re.compile(rf"(?<!\w)(?:tăng|giảm|cao hơn|thấp hơn){_ABOUT} (?P<number>[0-9][0-9.,]*) ?%", re.IGNORECASE)
_BY_REFERENCE = re.compile(rf"(?<!\w){_VERB} {REFERENCE.pattern}", re.IGNORECASE)
_SAYS_RATE = re.compile(r"t[ỷỉ] lệ", re.IGNORECASE)
_THEN_RATE = re.compile(rf"[,\s]*(?:so với [^,.;]*,? ?)?(?:để )?(?:đạt|lên|xuống|còn)? ?{REFERENCE.pattern}")
_PRINTED = r"\{\{-?\s*(?P<id>[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)"
_PERCENT_AFTER = re.compile(rf"{_PRINTED}(?P<filters>\s*\|[^}}]*)?\s*-?\}}\}} ?%")
_VERB_BEFORE = re.compile(rf"(?<!\w){_VERB}\s+{_PRINTED}\s*-?\}}\}}", re.IGNORECASE)
_POINTS = "viết «điểm phần trăm»: hiệu của hai tỷ lệ không phải là %"


def level_rates(catalogue: Catalogue) -> frozenset[str]:
    """The rates that say how much is reached; one that is itself a rise or a fall may follow «tăng», «giảm»."""
    rates = (one for one in catalogue.indicators() if one.kind is Kind.PERCENT)
    return frozenset(one.id for one in rates if not re.search("tăng|giảm", one.label, re.IGNORECASE))


def percent_in_text(passage: Passage, rates: frozenset[str]) -> Iterator[Problem]:
    """A typed «tăng 2%» of a rate; «tăng [mã]» of a figure that is the rate itself and no difference."""
    for found in _BY_PERCENT.finditer(passage.text):
        before, after = passage.text[: found.start()], passage.text[found.end() :]
        following = _THEN_RATE.match(after)
        if _tells_rate(before, rates) or (following is not None and following[1] in rates):
            message = f"«{found[0]}» nói về một tỷ lệ: nếu là hiệu của hai tỷ lệ thì đơn vị là điểm phần trăm"
            yield warning("phan-tram-thay-diem", message, passage.at(found[0]), _POINTS)
    for found in _BY_REFERENCE.finditer(passage.text):
        if found[2] in rates:
            yield _rate_as_difference(found, passage.at(found[0]))


def _tells_rate(before: str, rates: frozenset[str]) -> bool:
    """Whether the clause up to the verb, or up to the comma just before it, speaks of a rate."""
    sentence = re.split(r"[.;:](?:\s|$)", before)[-1].rstrip()
    clause = re.split(r",(?=\s)", sentence.removesuffix(","))[-1]
    return _SAYS_RATE.search(clause) is not None or any(one in rates for one in REFERENCE.findall(clause))


def _rate_as_difference(found: re.Match[str], place: Place) -> Problem:
    message = f"«{found[0]}» in cả tỷ lệ như một mức tăng, giảm"
    to = "tăng lên" if found["verb"].lower() == "tăng" else "giảm còn"
    hint = f"viết «{to}» hoặc «đạt» trước tỷ lệ; mức chênh lệch thì tính bằng điểm phần trăm"
    return warning("phan-tram-thay-diem", message, place, hint)


def percent_in_template(file: str, text: str, rates: frozenset[str]) -> Iterator[Problem]:
    """«%» right after a printed rate or a difference of rates; «tăng» right before one."""
    for number, line in enumerate(text.split("\n"), start=1):
        for found in _PERCENT_AFTER.finditer(line):
            if found["id"] in rates:
                place = Place(file, number, found.start() + 1, len(found[0]), line)
                message = "tỷ lệ đã in kèm đơn vị (%, điểm phần trăm), sau đó không gõ thêm %"
                yield warning("phan-tram-thay-diem", message, place, "xóa dấu % này")
        for found in _VERB_BEFORE.finditer(line):
            if found["id"] in rates:
                yield _rate_as_difference(found, Place(file, number, found.start() + 1, len(found[0]), line))
