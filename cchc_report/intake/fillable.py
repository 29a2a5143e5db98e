"""What a workbook may give a value for."""

from cchc_report.catalogue import Catalogue, Indicator
from cchc_report.figures import CUT_KEYS, PERIOD_INDICATORS


def fillable(catalogue: Catalogue) -> dict[str, Indicator]:
    """What a metrics file may say, by full id: its days, then all that does not stand in the unit's file."""
    days = [PERIOD_INDICATORS[key] for key in CUT_KEYS]
    sections = [section for section in catalogue.sections.values() if not section.in_unit_file]
    reported = [indicator for section in sections for indicator in section.indicators.values()]
    return {indicator.id: indicator for indicator in [*days, *reported]}
