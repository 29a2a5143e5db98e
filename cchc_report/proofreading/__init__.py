"""How typed texts are written, as far as it can be told for certain; all of it warnings.

Percent for percentage points, two ways of placing tone marks, zeros in dates, double spaces, letters typed in pieces.
"""

from collections.abc import Iterator

from cchc_report.catalogue import Catalogue
from cchc_report.figures import Earlier, Figures
from cchc_report.organisation import Organisation
from cchc_report.problems import Problem
from cchc_report.proofreading.dates import styles_of, wrong_zeros
from cchc_report.proofreading.letters import decomposed
from cchc_report.proofreading.passages import Passage, passages, passages_of, within
from cchc_report.proofreading.percents import level_rates, percent_in_template, percent_in_text
from cchc_report.proofreading.spaces import double_spaces
from cchc_report.proofreading.tone_marks import mixed
from cchc_report.source import Source

__all__ = ["Passage", "mixed", "proofread", "proofread_template", "proofread_unit"]


def proofread(metrics: Source, unit: Source, figures: Figures) -> list[Problem]:
    """The texts of a metrics file and of its unit file; the files it is compared with show how the unit writes."""
    here = list(passages(metrics, figures.catalogue))
    names = list(passages(unit, figures.catalogue))
    earlier = {one.figures.file: one.figures for one in figures.earlier.values() if isinstance(one, Earlier)}
    beside = [passage for other in earlier.values() if other.file != metrics.file for passage in passages_of(other)]
    found = [*_of_file(metrics, here, figures.catalogue, figures.organisation)]
    found += _of_file(unit, names, figures.catalogue, figures.organisation)
    return [*found, *mixed([*here, *names], beside, metrics.file)]


def proofread_unit(unit: Source, catalogue: Catalogue, organisation: Organisation) -> list[Problem]:
    """The texts of a unit file by itself."""
    names = list(passages(unit, catalogue))
    return [*_of_file(unit, names, catalogue, organisation), *mixed(names, [], "")]


def _of_file(
    source: Source, found: list[Passage], catalogue: Catalogue, organisation: Organisation
) -> Iterator[Problem]:
    yield from decomposed(source.file, source.text)
    rates = level_rates(catalogue)
    for passage in found:
        yield from double_spaces(passage)
        yield from wrong_zeros(passage, styles_of(organisation, passage.section))
        yield from percent_in_text(passage, rates)


def proofread_template(
    file: str, text: str, typed: str, prose: list[Passage], catalogue: Catalogue
) -> Iterator[Problem]:
    """One template: ``text`` as it is used, ``typed`` as it stands in the file, ``prose`` what it prints as it is."""
    yield from decomposed(file, typed)
    yield from percent_in_template(file, text, level_rates(catalogue))
    for passage in prose:
        yield from double_spaces(within(passage, passage.text.strip()))
        yield from wrong_zeros(passage, styles_of(None, passage.section))
