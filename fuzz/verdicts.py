"""What must hold of every problem and every text that a person reads, whatever the input was."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from cchc_report.problems import Place, Problem, as_json, as_text

MACHINE_WORDS = re.compile(
    r"\b(?:None|Undefined|NaN|True|False|Traceback|Decimal|Fraction|Scalar|Quantity|dict|str|tuple|frozenset)\b(?=\W|$)|<[\w.]+ object|\bat 0x"
)
TEMPLATE_WORDS = re.compile(
    r"\b(?:None|Undefined|Namespace|Traceback)\b|<[\w.]+ object|\bat 0x|[\ue000\U000f0000-\U000ffffd]"
)
PROBLEMS_AT_MOST = 0.25
"""For each character of the files, beside a hundred: a text may have a bare number in every third."""
LONGEST_REPORT = 2_500
"""Characters for each problem, with its lines and hints."""
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_QUOTED = re.compile("«[^»]*»?")


def problem_faults(problems: Iterable[Problem], texts: Mapping[str, str | None]) -> list[str]:
    """Everything wrong with problems. ``texts`` are the files that they may name; None for one that could not be decoded."""
    problems = list(problems)
    lines = {file: None if text is None else _LINE_BREAK.split(text) for file, text in texts.items()}
    faults = [fault for problem in problems for fault in _faults_of(problem, lines)]
    report, size = as_text(problems), sum(len(text or "") for text in texts.values())
    as_json(problems)
    if len(problems) > 100 + PROBLEMS_AT_MOST * size:
        faults.append(f"{len(problems)} problems")
    if len(report) > LONGEST_REPORT * len(problems):
        faults.append(f"{len(report)} characters for {len(problems)} problems")
    return faults


def said_faults(title: str, message: str, typed: str = "") -> Iterator[str]:
    """What is wrong with a sentence for the user, less what it quotes or was typed."""
    plain = _QUOTED.sub("", message)
    if (found := MACHINE_WORDS.search(plain)) and found[0] not in typed:
        yield f"{title}: says {found[0]}"
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in plain):
        yield f"{title}: a control character in the message"


def _faults_of(problem: Problem, lines: Mapping[str, list[str] | None]) -> Iterator[str]:
    title = f"[{problem.name}] {problem.place}: {problem.message[:80]!r}"
    if not is_vietnamese(f"{problem.message} {problem.hint}"):
        yield f"{title}: is not Vietnamese"
    said = (problem.message, problem.hint, *(related.message for related in problem.related))
    for text in said:
        yield from said_faults(title, text, problem.place.excerpt)
    for place in (problem.place, *(related.place for related in problem.related)):
        yield from (f"{title}: {fault}" for fault in _place_faults(place, lines))


def is_vietnamese(text: str) -> bool:
    """Whether it has letters of no other language's keyboard: marks of tones, ``đ``."""
    return any(unicodedata.combining(c) or c in "đĐ" for c in unicodedata.normalize("NFD", text))


def _place_faults(place: Place, lines: Mapping[str, list[str] | None]) -> Iterator[str]:
    if place.file not in lines:
        yield f"names the file {place.file!r}"
        return
    there = lines[place.file]
    if place.cell or there is None:
        return
    if not 1 <= place.line <= len(there):
        yield f"{place} is behind the last of {len(there)} lines"
    elif not 1 <= place.column <= len(there[place.line - 1]) + 1:
        yield f"{place} is behind the end of its line"
    elif place.excerpt and unicodedata.normalize("NFC", place.excerpt) != unicodedata.normalize(
        "NFC", there[place.line - 1]
    ):
        yield f"{place} shows {place.excerpt[:40]!r} for {there[place.line - 1][:40]!r}"
