"""How well errors are found in edited copies: a small run of ``benchmarks/audit_accuracy.py``, the same copies each time."""

from functools import cache

import pytest

from benchmarks.audit_accuracy import ROWS, measure, tasks
from benchmarks.scoring import Total

COPIES = 6
"""Of each document with errors, and as many without."""
SEED = 1
"""As the benchmark takes it by default."""


@cache
def outcome(row: str) -> Total:
    return Total(tuple(measure(task).score for task in tasks(COPIES, SEED) if task.row == row))


def share(part: int, whole: int) -> float:
    assert whole > 0
    return part / whole


@pytest.mark.parametrize("row", [name for name, wanted in ROWS.items() if wanted.edits])
def test_a_few_harmless_edits_hide_no_error_and_raise_no_alarm(row: str) -> None:
    total = outcome(row)
    assert share(total.found, total.planted) >= 0.99
    assert share(total.found, total.found + total.false) >= 0.99
    assert total.clean_with_alarm == 0


@pytest.mark.parametrize("row", ["50 % of the words"])
def test_of_a_text_half_rewritten_nearly_every_error_is_found(row: str) -> None:
    total = outcome(row)
    assert share(total.found, total.planted) >= 0.97
    assert share(total.found, total.found + total.false) >= 0.85
