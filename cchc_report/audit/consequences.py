"""The catalogue's rules held against the numbers of a text: its own sums must add up too."""

from collections.abc import Mapping
from dataclasses import replace

from cchc_report.audit.finding import Finding
from cchc_report.audit.judging import Verdict
from cchc_report.audit.mentions import Sort
from cchc_report.checks.relations import relations
from cchc_report.figures import Figure, Figures
from cchc_report.problems import Problem
from cchc_report.values import Quantity
from cchc_report.values.model import interval_of


def broken_rules(findings: tuple[Finding, ...], figures: Figures) -> list[Problem]:
    """The rules that the figures keep and the text's numbers do not; their messages show the text's numbers."""
    said = {
        finding.printed.figure.indicator.id: finding
        for finding in reversed(findings)
        if finding.printed is not None and finding.printed.figure is not None and _is_own(finding, figures)
    }
    if not any(finding.verdict is Verdict.DIFFERS for finding in said.values()):
        return []
    kept = {relation.id for relation in relations(_with(figures, said, told=False)) if relation.kept}
    told = relations(_with(figures, said, told=True))
    return [
        relation.problem for relation in told if relation.id in kept and relation.kept is False and relation.problem
    ]


def _is_own(finding: Finding, figures: Figures) -> bool:
    """Whether the number is that of an indicator itself, not of a comparison, and was read as one."""
    assert finding.printed is not None  # noqa: S101 - the caller asks only for those
    figure = finding.printed.figure
    known = figures.known.get(figure.indicator.id) if figure else None
    is_number = finding.mention.sort is Sort.NUMBER and finding.mention.value is not None
    return known is not None and isinstance(known.value, Quantity) and is_number and finding.mention.hedge is None


def _with(figures: Figures, said: Mapping[str, Finding], *, told: bool) -> Figures:
    """The figures as the text gives them, each as if somebody had reported it; or, for comparison, as they are."""
    known = dict(figures.known)
    for id, finding in said.items():  # noqa: A001 - the field's own word
        if told and finding.verdict is Verdict.DIFFERS:
            known[id] = _reported(known[id], finding, figures)
        else:
            known[id] = replace(known[id], computed=False)
    joined = {id: _joined(figure, known) for id, figure in known.items()}  # noqa: A001 - as above
    return replace(figures, known=joined)


def _joined(figure: Figure, known: Mapping[str, Figure]) -> Figure:
    """With the inputs of its formula as the text gives them."""
    return replace(figure, inputs=tuple(known.get(part.indicator.id, part) for part in figure.inputs))


def _reported(figure: Figure, finding: Finding, figures: Figures) -> Figure:
    mention = finding.mention
    assert isinstance(figure.value, Quantity)  # noqa: S101 - only numbers are asked for
    assert mention.value is not None  # noqa: S101 - as above
    unit = mention.unit or figure.value.unit
    value = Quantity(mention.value * mention.scale, mention.decimals, unit)
    interval = interval_of(value, figure.indicator, figures.catalogue)
    is_unit_written = mention.end > mention.digits
    unit_shown = "" if is_unit_written else f" {unit}" if unit.endswith("đồng") else "%" * (unit == "%")
    return replace(
        figure, value=value, text=f"{mention.at(finding.sentence)}{unit_shown}", interval=interval, computed=False
    )
