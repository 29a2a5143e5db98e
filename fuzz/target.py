"""What is fuzzed: something that makes cases from chance, and tells what is wrong with what the tool made of one."""

from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Protocol

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Case:
    """One input."""

    original: str
    """What it was made from, and how it is read: a path below the repository's root, or the name of a document."""
    data: bytes


class Target(Protocol):
    """One kind of input."""

    @property
    def name(self) -> str:
        """As the command line and findings call it."""

    @property
    def inputs_in_case(self) -> int:
        """How many inputs one case holds."""

    def case(self, chance: Random) -> Case:
        """An input; the same chance gives the same one."""

    def faults(self, case: Case, chance: Random) -> list[str]:
        """Everything wrong with what the tool makes of it, one sentence each. ``chance`` decides how thoroughly it is looked at."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A case with which something is wrong."""

    target: str
    seed: str
    number: int
    case: Case
    faults: tuple[str, ...]

    @property
    def file_name(self) -> str:
        """What the case is kept as; the name says how it is read again."""
        return f"{self.target}.{self.seed}.{self.number}.{self.case.original.replace('/', '+')}"


def chance_of(seed: str, target: str, number: int, purpose: str) -> Random:
    """The chance of one case alone, so that it can be made again without those before it."""
    return Random(f"{seed}/{target}/{number}/{purpose}")


def case_of(target: Target, seed: str, number: int) -> Case:
    """The case of that number."""
    return target.case(chance_of(seed, target.name, number, "case"))


def examine(target: Target, seed: str, number: int, case: Case) -> Finding | None:
    """What is wrong with a case; whatever is raised is wrong."""
    try:
        faults = target.faults(case, chance_of(seed, target.name, number, "faults"))
    except Exception as problem:  # noqa: BLE001 - every exception is a finding, whatever its type
        faults = [f"{type(problem).__name__} at {_place_of(problem)}: {problem}"[:300]]
    return Finding(target.name, seed, number, case, tuple(faults)) if faults else None


def _place_of(problem: Exception) -> str:
    """The innermost line of the tool that raised it."""
    places = []
    traceback = problem.__traceback__
    while traceback is not None:
        code = traceback.tb_frame.f_code
        places.append(f"{code.co_filename.rpartition('cchc_report/')[2]}:{traceback.tb_lineno}")
        traceback = traceback.tb_next
    return next((place for place in reversed(places) if not place.startswith("/")), places[-1])
