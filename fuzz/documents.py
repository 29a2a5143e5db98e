"""Documents that the tool made, damaged: judged by their layout, read as manuscripts, audited, commented on."""

from dataclasses import dataclass
from functools import cached_property
from random import Random

from cchc_report.amendment import commented
from cchc_report.audit import Audit, Subject, as_html, as_json, as_text, audit, remarks
from cchc_report.layout import as_text as layout_as_text
from cchc_report.layout import judge
from cchc_report.manuscript import Manuscript, read_manuscript
from cchc_report.opc import PackageProblem
from cchc_report.project import Project, Quarter
from cchc_report.rendering import Rendered, Workshop
from fuzz.damage import damaged_bytes, damaged_text
from fuzz.packages import damaged_package, parts_of
from fuzz.target import ROOT, Case
from fuzz.values import other_number
from fuzz.verdicts import is_vietnamese, said_faults

SAMPLES = (
    ("metrics/ben-tre/2024-q1", "bai-bao"),
    ("metrics/phuoc-hai-gia-dinh/2025-q4", "bao-cao"),
)
_LONG = 0.25
"""The share of cases made from the second sample, which takes longer."""
_COMMENTED = 0.3


@dataclass(frozen=True, slots=True)
class _Sample:
    """A document of ours in every format, and what an audit holds it against."""

    files: dict[str, bytes]
    subject: Subject


@dataclass(frozen=True)
class Documents:
    """Word files, or texts, Markdown and web pages."""

    name: str
    formats: tuple[str, ...]
    inputs_in_case: int = 1

    def case(self, chance: Random) -> Case:
        """One of the documents in one of the formats, damaged."""
        sample = SAMPLES[chance.random() < _LONG]
        form = chance.choice(self.formats)
        data = self._samples[sample].files[form]
        original = f"{'-'.join(sample).replace('/', '-')}.{form}"
        if form == "docx":
            return Case(original, damaged_package(parts_of(data), chance))
        text = damaged_text(data.decode("utf-8"), chance, (other_number,)).encode("utf-8", "surrogatepass")
        return Case(original, damaged_bytes(text, chance) if chance.random() < 0.2 else text)  # noqa: PLR2004 - some in both ways

    def faults(self, case: Case, chance: Random) -> list[str]:
        """What is wrong with what is said of the document."""
        faults = _layout_faults(case) if case.original.endswith("docx") else []
        try:
            manuscript = read_manuscript(case.data, case.original)
        except PackageProblem as problem:
            return [*faults, *_refusal_faults(problem)]
        sample = next(sample for sample in SAMPLES if case.original.startswith("-".join(sample).replace("/", "-")))
        found = audit(manuscript, self._samples[sample].subject)
        faults += [*_passage_faults(manuscript), *_audit_faults(found)]
        if case.original.endswith("docx") and chance.random() < _COMMENTED:
            faults += _comment_faults(case, found)
        return faults

    @cached_property
    def _samples(self) -> dict[tuple[str, str], _Sample]:
        project = Project(ROOT)
        workshop = Workshop(project)
        return {
            (period, genre): _sample(workshop, project.quarter(ROOT / f"{period}.yaml"), genre, self.formats)
            for period, genre in SAMPLES
        }


def _sample(workshop: Workshop, quarter: Quarter, genre: str, formats: tuple[str, ...]) -> _Sample:
    document = workshop.compose(quarter, genre).document
    assert document is not None  # noqa: S101 - the shipped files are sound
    assert quarter.figures is not None  # noqa: S101 - as above
    written = [result for result in workshop.write(document, formats) if isinstance(result, Rendered)]
    files = {result.name.rpartition(".")[2]: result.content for result in written}
    return _Sample(files, Subject.of(document, quarter.figures))


def _layout_faults(case: Case) -> list[str]:
    judgement = judge(case.data, case.original)
    if judgement.problem:
        return _refusal_faults(PackageProblem(judgement.problem, judgement.hint))
    return list(said_faults("layout", "\n".join(layout_as_text([judgement]).split("\n")[:1])))


def _refusal_faults(problem: PackageProblem) -> list[str]:
    said = f"{problem.message}; {problem.hint}"
    return [*said_faults("refusal", said), *([] if is_vietnamese(said) else [f"{said!r} is not Vietnamese"])]


def _passage_faults(manuscript: Manuscript) -> list[str]:
    """Marks that stand outside their passage."""
    return [
        f"the mark {mark} stands outside {len(passage.text)} letters"
        for passage in manuscript.passages
        for mark in passage.marks
        if not 0 <= mark.start <= mark.end <= len(passage.text)
    ]


def _audit_faults(found: Audit) -> list[str]:
    as_html([found])
    as_json([found])
    return [fault for line in as_text(found).split("\n") for fault in said_faults("audit", line) if " says " in fault]


def _comment_faults(case: Case, found: Audit) -> list[str]:
    """A copy with comments is read as the same text, or cannot be made, which is said."""
    try:
        copy = commented(case.data, remarks(found))
    except PackageProblem as problem:
        return _refusal_faults(problem)
    again = read_manuscript(copy, case.original)
    before = [passage.text for passage in found.manuscript.passages]
    return [] if [passage.text for passage in again.passages] == before else ["comments changed the text"]
