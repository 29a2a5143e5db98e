"""What is said of rendered metrics files: all of it for one, a line for each of many, and a summary of those."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cchc_report.cli.console import near, outcome_line, print_result, say, ways_on
from cchc_report.cli.ending import CLEAN, FAULT, PROBLEMS
from cchc_report.cli.making import Made, Output
from cchc_report.outputs import Outcome

_WRITTEN = (Outcome.WRITTEN, Outcome.REPLACED)


def tell(made: Made) -> None:
    """Everything about one metrics file."""
    if made.told:
        say(made.told)
    if made.refused:
        say(f"Không dựng {made.path.as_posix()}: {made.refused}.")
    for output in made.outputs:
        if isinstance(output, str):
            say(output)
        else:
            print_result(outcome_line(output.written))
            _tell_beside(output)


def tell_briefly(made: Made) -> None:
    """One line about one of many, then only what a person should look at: notes are counted, or thousands would be read by nobody."""
    print_result(_line(made))
    if made.warnings:
        say(made.warnings)
    for output in made.outputs:
        if isinstance(output, str):
            say(output)
        elif _is_beside(output) or output.written.outcome is Outcome.REPLACED:
            print_result(f"  {outcome_line(output.written)}")
            _tell_beside(output)


def _tell_beside(output: Output) -> None:
    """Of an output that could not go to its place: how it differs from what is there, and what can be done."""
    if _is_beside(output):
        for line in output.differing:
            say(f"    {line}")
        say(ways_on(output.written))


def _is_beside(output: Output) -> bool:
    return output.written.path != output.written.wanted


def _line(made: Made) -> str:
    path = near(made.path)
    if made.refused or made.fault:
        return f"chưa dựng {path}: {made.refused or made.fault}"
    counted = Counter(written.outcome for written in made.written)
    written = sum(counted[outcome] for outcome in _WRITTEN)
    beside = sum(counted[outcome] for outcome in (Outcome.BESIDE, Outcome.BLOCKED, Outcome.HELD))
    failed = sum(isinstance(output, str) for output in made.outputs)
    numbers = {
        "tệp mới": written,
        "tệp không đổi": counted[Outcome.UNCHANGED],
        "tệp đặt bên cạnh": beside,
        "tệp không ghi được": failed,
        "lưu ý": made.notes,
    }
    told = ", ".join(f"{number} {what}" for what, number in numbers.items() if number)
    return f"{'đã ghi   ' if written or beside else 'chưa ghi ' if failed else 'không đổi'} {path}: {told}"


@dataclass(slots=True)
class Tally:
    """What became of many metrics files. Only what must be named again is held."""

    total: int
    done: int = 0
    notes: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    refused: dict[Path, str] = field(default_factory=dict)
    """Why, by metrics file."""
    faults: dict[Path, str] = field(default_factory=dict)
    wrong: list[Path] = field(default_factory=list)
    """Those that a draft was made of although they have errors."""
    beside: list[Path] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def add(self, made: Made) -> None:
        """Count one."""
        self.done += 1
        self.notes += made.notes
        self.outcomes.update(written.outcome for written in made.written)
        self.beside += [written.path for written in made.written if written.path != written.wanted]
        self.failed += [output for output in made.outputs if isinstance(output, str)]
        if made.refused:
            self.refused[made.path] = made.cause
        if made.fault:
            self.faults[made.path] = made.fault
        if made.is_wrong:
            self.wrong.append(made.path)

    @property
    def code(self) -> int:
        """The exit code."""
        if self.faults:
            return FAULT
        return PROBLEMS if self.refused or self.wrong or self.beside or self.failed else CLEAN

    def summary(self) -> str:
        """How much was made, and every metrics file and output that a person should look at."""
        return "\n".join(["", self._head(), *self._lists()])

    def _head(self) -> str:
        done = f"{self.done}" if self.done == self.total else f"{self.done} trong {self.total}"
        written = sum(self.outcomes[outcome] for outcome in _WRITTEN)
        numbers = [f"{written} tệp mới", f"{self.outcomes[Outcome.UNCHANGED]} tệp không đổi"]
        if self.beside:
            numbers.append(f"{len(self.beside)} tệp đặt bên cạnh")
        if self.refused or self.faults:
            numbers.append(f"{len(self.refused) + len(self.faults)} tệp số liệu chưa dựng được")
        if self.notes:
            numbers.append(f"{self.notes} lưu ý (xem bằng cchc check)")
        return f"Xong {done} tệp số liệu: {', '.join(numbers)}."

    def _lists(self) -> Iterator[str]:
        yield from _list("Chưa dựng, vì số liệu hoặc mẫu còn lỗi:", _named(self.refused))
        yield from _list("Dựng bản nháp dù còn lỗi:", map(near, sorted(self.wrong)))
        yield from _list(
            "Bản mới đặt bên cạnh, vì tệp ở đó đã được người sửa hoặc không do phần mềm tạo:",
            map(near, sorted(self.beside)),
        )
        yield from _list("Không ghi được:", (text.splitlines()[0] for text in self.failed))
        faults = "Lỗi của phần mềm, không phải của số liệu; xin báo lại kèm tệp số liệu cho người phụ trách phần mềm:"
        yield from _list(faults, _named(self.faults))


def _named(reasons: dict[Path, str]) -> Iterator[str]:
    return (f"{near(path)}: {reason}" for path, reason in sorted(reasons.items()))


def _list(head: str, items: Iterable[str]) -> Iterator[str]:
    lines = [f"- {item}" for item in items]
    if lines:
        yield head
        yield from lines
