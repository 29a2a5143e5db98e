"""One figure beside another: the period before, the same period a year ago, the plan, another unit.

Everything is worked out from the values as they are printed, so that a reader who subtracts gets the printed number and
a rise is never «from 82% to 82%». Every number that comes of it is a figure with a formula and its inputs.
"""

from cchc_report.comparison.amounts import Amount, Change, Direction
from cchc_report.comparison.rounding import approximately
from cchc_report.comparison.wording import (
    Phrase,
    against_plan,
    band,
    beside,
    from_to,
    in_percent,
    of_base,
    rise_or_fall,
    with_base,
)

__all__ = [
    "Amount",
    "Change",
    "Direction",
    "Phrase",
    "against_plan",
    "approximately",
    "band",
    "beside",
    "from_to",
    "in_percent",
    "of_base",
    "rise_or_fall",
    "with_base",
]
