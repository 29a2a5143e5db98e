"""Alarms held against the errors that were planted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from benchmarks.editing import Edited
from benchmarks.pieces import Kind, Planted

NEAR = 12
"""Characters between an alarm and an error in the same passage that it may be about, such as at the verb beside the number."""


class Alarm(Protocol):
    """A place in a copy at which somebody says that something is wrong."""

    @property
    def passage(self) -> int:
        """From 0."""

    @property
    def start(self) -> int:
        """The first letter of its passage that is wrong, from 0."""

    @property
    def end(self) -> int:
        """The letter behind the last one."""


@dataclass(frozen=True, slots=True)
class Score:
    """How the alarms of one copy fared."""

    found: tuple[Kind, ...]
    missed: tuple[Kind, ...]
    false: int
    """Alarms about nothing that was planted."""

    @property
    def is_clean(self) -> bool:
        """Whether no error was planted."""
        return not self.found and not self.missed


@dataclass(frozen=True, slots=True)
class Total:
    """How the alarms of many copies fared."""

    scores: tuple[Score, ...]

    @property
    def found(self) -> int:
        """Errors with an alarm; several alarms about one error count once."""
        return sum(len(score.found) for score in self.scores)

    @property
    def planted(self) -> int:
        """Errors; two figures that were swapped are one."""
        return self.found + sum(len(score.missed) for score in self.scores)

    @property
    def false(self) -> int:
        """Alarms about nothing."""
        return sum(score.false for score in self.scores)

    @property
    def clean(self) -> int:
        """Copies without an error."""
        return sum(score.is_clean for score in self.scores)

    @property
    def clean_with_alarm(self) -> int:
        """Copies without an error that gave an alarm all the same."""
        return sum(score.is_clean and score.false > 0 for score in self.scores)

    def of_kind(self, kind: Kind) -> tuple[int, int]:
        """How many errors of a kind were found, and how many there were."""
        found = sum(score.found.count(kind) for score in self.scores)
        return found, found + sum(score.missed.count(kind) for score in self.scores)


def score(copy: Edited, alarms: Iterable[Alarm]) -> Score:
    """The errors of a copy that were found and missed, and the false alarms."""
    meant = [meant_by(alarm, copy.planted) for alarm in alarms]
    found = {planted.number for planted in meant if planted is not None}
    kinds = {planted.number: planted.kind for planted in copy.planted}
    return Score(
        tuple(kind for number, kind in kinds.items() if number in found),
        tuple(kind for number, kind in kinds.items() if number not in found),
        sum(planted is None for planted in meant),
    )


def meant_by(alarm: Alarm, planted: Sequence[Planted]) -> Planted | None:
    """The error that an alarm is about: the nearest one of its passage, if that is near enough."""
    beside = [error for error in planted if error.passage == alarm.passage and _distance(alarm, error) <= NEAR]
    return min(beside, key=lambda error: _distance(alarm, error), default=None)


def _distance(alarm: Alarm, error: Planted) -> int:
    """Characters between them; none where they overlap."""
    return max(0, error.start - alarm.end, alarm.start - error.end)
