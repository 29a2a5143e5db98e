"""What a scalar means by its indicator's kind, and how it prints."""

from cchc_report.values.model import (
    DocumentNumber,
    HouseStyle,
    Quantity,
    Value,
    interval_of,
    write_amount,
    write_exact,
    write_value,
)
from cchc_report.values.reading import is_pending, is_unfilled, read_value

__all__ = [
    "DocumentNumber",
    "HouseStyle",
    "Quantity",
    "Value",
    "interval_of",
    "is_pending",
    "is_unfilled",
    "read_value",
    "write_amount",
    "write_exact",
    "write_value",
]
