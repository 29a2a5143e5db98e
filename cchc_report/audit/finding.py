"""What an audit finds."""

from dataclasses import dataclass

from cchc_report.audit.judging import Slip, Verdict
from cchc_report.audit.mentions import Mention
from cchc_report.audit.subject import Printed


@dataclass(frozen=True, slots=True)
class Finding:
    """One quantity of the text and what is said of it."""

    passage: int
    start: int
    """Where it stands in the passage, its unit included."""
    end: int
    mention: Mention
    """Its places are those in its sentence."""
    sentence: str
    verdict: Verdict
    slip: Slip | None = None
    printed: Printed | None = None
    """What it is taken to be; None where it has no source."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A word that says something else than the figures: a rise that was a fall."""

    passage: int
    start: int
    end: int
    word: str
    sentence: str
    offset: int
    """Where the sentence begins in the passage."""
    printed: Printed
    reason: str
    """The rendered sentence."""
