"""What the YAML parser said when it gave up, with indices into the whole text."""

import re
from dataclasses import dataclass

import yaml

_HUGE_ESCAPE = re.compile(r"\\U(?!000|0010)[0-9A-Fa-f]{8}")
_DIRECTIVE = re.compile(r"(?:\A|(?<=[\r\n]))%")


@dataclass(frozen=True, slots=True)
class Failure:
    """The parser's reason, in its own English, which is never shown, and where it stopped."""

    reason: str
    at: int
    context: str
    context_at: int
    """Where the thing being read began; the same as ``at`` when the parser did not say."""
    start: int
    """Where the text given to the parser began."""


def failure_of(surprise: Exception, text: str, start: int) -> Failure:
    """Put the indices of any exception of the parser in terms of the whole text."""
    if isinstance(surprise, yaml.MarkedYAMLError) and surprise.problem_mark is not None:
        at = surprise.problem_mark.index
        context_at = at if surprise.context_mark is None else surprise.context_mark.index
        return Failure(surprise.problem or "", at + start, surprise.context or "", context_at + start, start)
    # Without a mark, it was an absurd number: in an escape, or in a line such as %YAML 1.999.
    escape = _HUGE_ESCAPE.search(text)
    if escape is not None:
        return Failure("expected escape", escape.end() + start, "", escape.start() + start, start)
    directive = _DIRECTIVE.search(text)
    at = start if directive is None else directive.start() + start
    return Failure("", at, "", at, start)
