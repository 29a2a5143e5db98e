"""Sentences and documents held against the shipped periods."""

from functools import cache

from benchmarks.samples import Sample, composed
from cchc_report.audit import Audit, Finding, Subject, audit
from cchc_report.manuscript import Manuscript, Passage

SAMPLE = Sample("phuoc-hai-gia-dinh/2026-q2", "bai-bao")
BEN_TRE = Sample("ben-tre/2024-q1", "bai-bao")


@cache
def subject(sample: Sample) -> Subject:
    return Subject.of(*composed(sample))


def audited(*lines: str, sample: Sample = SAMPLE) -> Audit:
    """A text file of these lines."""
    passages = tuple(Passage(line, line=number) for number, line in enumerate(lines, start=1))
    return audit(Manuscript("bai.txt", passages), subject(sample))


def shown(finding: Finding) -> str:
    """The quantity as it is written."""
    return finding.mention.at(finding.sentence)
