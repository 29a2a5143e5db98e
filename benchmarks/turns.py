"""Engines timed in turns, since a machine's speed changes: the base, a peer, the base, the next peer, and so on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.engines import Engine


@dataclass(frozen=True, slots=True)
class Spread:
    """Measurements of the same thing."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The one in the middle."""
        return median(self.values)

    def __str__(self) -> str:
        return f"{_short(self.median)} ({_short(min(self.values))}..{_short(max(self.values))})"


def _short(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"  # noqa: PLR2004 - three digits of most


@dataclass(frozen=True, slots=True)
class Pairs:
    """Seconds of two, measured one right after the other."""

    base: Spread
    other: Spread
    ratio: Spread
    """Of the other to the base, pair by pair."""


Measure = Callable[[], float]
"""Does something once and gives the seconds that it took."""


def in_pairs(base: Measure, other: Measure, rounds: int) -> Pairs:
    """So many pairs; one before them is not counted, in which caches are filled."""
    found = [(base(), other()) for _ in range(rounds + 1)][1:]
    return _pairs(found)


def in_turns(base: Engine, others: Sequence[Engine], rounds: int, seconds: float) -> dict[str, Pairs]:
    """By the others' names: in each round every one has its turn, and the base one before it."""
    for engine in (base, *others):
        engine.turn(seconds)
    found = [[(base.turn(seconds), other.turn(seconds)) for other in others] for _ in range(rounds)]
    return {other.name: _pairs(pairs) for other, pairs in zip(others, zip(*found, strict=True), strict=True)}


def _pairs(found: Sequence[tuple[float, float]]) -> Pairs:
    bases, others = zip(*found, strict=True)
    return Pairs(Spread(bases), Spread(others), Spread(tuple(other / base for base, other in found)))
