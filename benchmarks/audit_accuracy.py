"""How many planted errors ``cchc audit`` finds in edited copies of the shipped documents, and how often it cries wolf.

``python benchmarks/audit_accuracy.py --copies 40 --seed 1`` prints two Markdown tables; the same seed gives the same copies.
"""

import argparse
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from random import Random

from benchmarks.editing import Edited, Wanted, edited
from benchmarks.pieces import Kind
from benchmarks.samples import SAMPLES, Sample, Source, composed, source_of
from benchmarks.scoring import Alarm, Score, Total, meant_by, score
from cchc_report.manuscript import Manuscript, Passage

ROWS = {
    **{f"{edits} edits": Wanted(edits=edits) for edits in (3, 6, 12)},
    **{f"{percent} % of the words": Wanted(percent=percent) for percent in (10, 30, 50, 70)},
}
MOST_ERRORS = 4
"""Errors of a copy that has any."""
_CONTEXT = 60
"""Letters shown on both sides of an example."""

Auditor = Callable[[Sequence[str]], Sequence[Alarm]]


@dataclass(frozen=True, slots=True)
class Task:
    """One copy to make and to audit."""

    row: str
    sample: Sample
    number: int
    has_errors: bool
    seed: int

    def copy(self) -> tuple[Source, Edited]:
        """The document and its copy, the same for the same task."""
        chance = Random(f"{self.seed}/{self.row}/{self.sample}/{self.number}/{self.has_errors}")
        errors = chance.randint(1, MOST_ERRORS) if self.has_errors else 0
        row, source = ROWS[self.row], source_of(*composed(self.sample))
        return source, edited(source, chance, Wanted(row.edits, row.percent, errors))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task."""

    task: Task
    score: Score
    words: int
    """Words of the document."""
    harmless: int
    """Harmless edits, or words changed."""
    examples: tuple[str, ...]
    """Errors missed and false alarms, each with the words around it."""


def tasks(copies: int, seed: int) -> Iterator[Task]:
    """For each row and document so many copies with errors, and as many without."""
    for row in ROWS:
        for sample in SAMPLES:
            for number in range(copies):
                yield Task(row, sample, number, has_errors=True, seed=seed)
                yield Task(row, sample, number, has_errors=False, seed=seed)


def measure(task: Task, auditor: Auditor | None = None) -> Outcome:
    """Make the copy and audit it, with ``cchc audit`` itself unless another auditor is given."""
    source, copy = task.copy()
    alarms = (auditor or real_auditor(task.sample))(copy.passages)
    words = sum(len(text.split()) for text in source.passages)
    return Outcome(task, score(copy, alarms), words, copy.harmless, tuple(examples(copy, alarms)))


@cache
def real_auditor(sample: Sample) -> Auditor:
    """The audit against the figures of a sample."""
    audit = import_module("cchc_report.audit")  # all else here works without it
    subject = audit.Subject.of(*composed(sample))

    def alarms(passages: Sequence[str]) -> Sequence[Alarm]:
        found: Sequence[Alarm] = audit.audit(Manuscript("copy.txt", tuple(map(Passage, passages))), subject).alarms
        return found

    return alarms


def examples(copy: Edited, alarms: Sequence[Alarm]) -> Iterator[str]:
    """The errors that no alarm is about, and the alarms that are about no error."""
    meant = [meant_by(alarm, copy.planted) for alarm in alarms]
    found = {planted.number for planted in meant if planted is not None}
    for planted in {error.number: error for error in copy.planted}.values():
        if planted.number not in found:
            yield f"missed, {planted.kind}: {_around(copy, planted)}"
    yield from (f"false: {_around(copy, alarm)}" for alarm, about in zip(alarms, meant, strict=True) if about is None)


def _around(copy: Edited, place: Alarm) -> str:
    text = copy.passages[place.passage]
    before, after = text[max(0, place.start - _CONTEXT) : place.start], text[place.end : place.end + _CONTEXT]
    return f"{before}[{text[place.start : place.end]}]{after}".replace("\t", " | ")


def table_of_rows(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """One line for each row, and one for all."""
    yield (
        "| copies | with errors | clean | words changed | planted | found | recall | alarms | precision "
        "| false alarms per document | clean documents with an alarm |"
    )
    yield f"|---|{'---:|' * 10}"
    for row in ROWS:
        yield _line(row, [outcome for outcome in outcomes if outcome.task.row == row])
    yield _line("all", outcomes)


def _line(name: str, outcomes: Sequence[Outcome]) -> str:
    total = Total(tuple(outcome.score for outcome in outcomes))
    reworded = [outcome for outcome in outcomes if ROWS[outcome.task.row].percent]
    cells = (
        *(name, len(outcomes) - total.clean, total.clean),
        _share(sum(outcome.harmless for outcome in reworded), sum(outcome.words for outcome in reworded)),
        *(total.planted, total.found, _share(total.found, total.planted)),
        *(total.found + total.false, _share(total.found, total.found + total.false)),
        f"{total.false / len(outcomes):.2f}" if outcomes else "–",
        f"{total.clean_with_alarm} ({_share(total.clean_with_alarm, total.clean)})",
    )
    return f"| {' | '.join(map(str, cells))} |"


def table_of_kinds(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Recall by kind of error: over the copies with few edits, and over those with many words changed."""
    edits = Total(tuple(outcome.score for outcome in outcomes if ROWS[outcome.task.row].edits))
    words = Total(tuple(outcome.score for outcome in outcomes if ROWS[outcome.task.row].percent))
    yield "| error | planted, edits | recall, edits | planted, words | recall, words |"
    yield "|---|---:|---:|---:|---:|"
    for kind in Kind:
        (found, planted), (found_of_words, planted_of_words) = edits.of_kind(kind), words.of_kind(kind)
        cells = (kind, planted, _share(found, planted), planted_of_words, _share(found_of_words, planted_of_words))
        yield f"| {' | '.join(map(str, cells))} |"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def main() -> None:
    """Make the copies, audit them, print the tables."""
    parser = argparse.ArgumentParser(description="How well cchc audit finds errors planted in edited copies.")
    parser.add_argument("--copies", type=int, default=20, help="copies with errors for each row and document")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    parser.add_argument("--examples", type=int, default=0, help="so many errors missed and false alarms of each row")
    chosen = parser.parse_args()
    with ProcessPoolExecutor(chosen.processes) as pool:
        outcomes = list(pool.map(measure, tasks(chosen.copies, chosen.seed), chunksize=8))
    print("\n".join([*table_of_rows(outcomes), "", *table_of_kinds(outcomes)]))
    for row in ROWS if chosen.examples else ():
        shown = [text for outcome in outcomes if outcome.task.row == row for text in outcome.examples]
        spread = shown[:: max(1, len(shown) // chosen.examples)][: chosen.examples]
        print("\n".join([f"\n{row}", *(f"- {text}" for text in spread)]))


if __name__ == "__main__":
    main()
