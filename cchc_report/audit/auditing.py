"""A text held against a rendered document: sentences are paired, aligned inside, then looked at by their surroundings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cchc_report.audit.consequences import broken_rules
from cchc_report.audit.finding import Conflict, Finding
from cchc_report.audit.judging import Verdict
from cchc_report.audit.mentions import Mention, Sort
from cchc_report.audit.pairing import pairs
from cchc_report.audit.reading import Reading
from cchc_report.audit.subject import Printed, Subject, sentences_in
from cchc_report.audit.taking import Taken, taken
from cchc_report.audit.wording import conflicts, untrue
from cchc_report.manuscript import Manuscript
from cchc_report.problems import Problem


@dataclass(frozen=True, slots=True)
class Audit:
    """What was found in a text."""

    manuscript: Manuscript
    subject: Subject
    findings: tuple[Finding, ...]
    """Every quantity, in reading order."""
    conflicts: tuple[Conflict, ...]
    broken: tuple[Problem, ...]
    """The catalogue's rules that the figures keep and the text's own numbers break."""

    @property
    def alarms(self) -> tuple[Finding | Conflict, ...]:
        """What a person must look at."""
        wrong = (finding for finding in self.findings if finding.verdict is Verdict.DIFFERS)
        return (*wrong, *self.conflicts)

    @property
    def expected(self) -> list[Printed]:
        """The figures of the rendered document."""
        everything = self.subject.printed.values()
        return [p for p in everything if p.figure and p.mention.sort is not Sort.LABEL and not p.mention.spelled]

    @property
    def unmentioned(self) -> list[Printed]:
        """Those of them that the text does not give."""
        said = {(f.printed.sentence, f.printed.token) for f in self.findings if f.printed is not None}
        return [printed for printed in self.expected if (printed.sentence, printed.token) not in said]


def audit(manuscript: Manuscript, subject: Subject) -> Audit:
    """Judge every quantity of a text."""
    findings: list[Finding] = []
    contrary: list[Conflict] = []
    sentences = [s for number, p in enumerate(manuscript.passages) for s in sentences_in(p.text, number)]
    for sentence, rendered in zip(sentences, pairs(sentences, subject), strict=True):
        reading = Reading(sentence, subject, tuple(rendered))
        found = taken(reading)
        findings += _findings(reading, found)
        if reading.is_verbatim:
            continue
        meant = {at: one.printed for at, one in found.items() if one.printed is not None}
        contrary += [*conflicts(sentence, subject, meant), *untrue(sentence, subject, meant)]
    broken = broken_rules(tuple(findings), subject.figures)
    return Audit(manuscript, subject, tuple(findings), tuple(contrary), tuple(broken))


def _findings(reading: Reading, found: Mapping[int, Taken]) -> Iterator[Finding]:
    """A verdict for each quantity but words that are no number here."""
    sentence = reading.sentence
    for at, one in sorted(found.items()):
        said = reading.mention(at)
        if not (said.spelled and _is_a_word(said, one.printed)):
            place = sentence.passage, sentence.offset + said.start, sentence.offset + said.end
            yield Finding(*place, said, sentence.text, one.judgement.verdict, one.judgement.slip, one.printed)


def _is_a_word(said: Mention, printed: Printed | None) -> bool:
    """Whether a spelled number is none, as in ``một cửa``: it stands for no figure, or the rendered text has the same word."""
    return printed is None or printed.figure is None or (printed.mention.spelled and printed.mention.key == said.key)
