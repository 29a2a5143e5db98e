"""The edited copies that measure an audit: what is planted is wrong, what is harmless keeps every number."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from random import Random

import pytest

from benchmarks.audit_accuracy import Auditor, Task, measure, table_of_kinds, table_of_rows, tasks
from benchmarks.digits import core
from benchmarks.editing import Edited, Wanted, edited
from benchmarks.errors import is_quantity
from benchmarks.harmless import EDITS, reword, shuffle, split_sentence
from benchmarks.pieces import Draft, Kind, Planted, cut, join
from benchmarks.samples import SAMPLES, Sample, Source, composed, source_of
from benchmarks.scoring import Score, Total, score

ARTICLE, REPORT = SAMPLES[2], SAMPLES[3]
SEEDS = range(12)
ORDINARY = {kind for kind in Kind if kind not in {Kind.VERB, Kind.PLAN, Kind.WORDED, Kind.REFERENCE}}
"""The errors that leave another number in figures where one was."""


def source(sample: Sample) -> Source:
    return source_of(*composed(sample))


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - no secret


def draft_of(sample: Sample) -> Draft:
    document = source(sample)
    return cut(document.passages, document.printed)


def knowing(task: Task) -> Auditor:
    """An auditor that knows what was planted."""
    return lambda _: task.copy()[1].planted


def numbers_in(passages: Sequence[str]) -> Counter[str]:
    return Counter(number for text in passages for number in re.findall(r"\d[\d.,/]*\d|\d", text))


def said(copy: Edited, planted: Planted) -> str:
    return copy.passages[planted.passage][planted.start : planted.end]


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_a_document_cut_into_pieces_joins_to_what_it_was(sample: Sample) -> None:
    document = source(sample)
    assert join(cut(document.passages, document.printed)) == (document.passages, ())
    assert edited(document, seeded(1), Wanted()) == Edited(document.passages, (), 0)


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_a_figure_stands_where_its_span_says(sample: Sample) -> None:
    document = source(sample)
    exact = [span for span in document.printed if is_quantity(span.figure)]
    texts = [document.passages[span.passage][span.start : span.end] for span in exact]
    differing = [text for text, span in zip(texts, exact, strict=True) if core(text) != core(span.figure.text)]
    assert len(exact) > 40
    assert set(differing) <= {"57.000"}, "only what is told roughly is printed as another number"


def test_sentences_end_where_a_reader_ends_them() -> None:
    texts = (
        "1. Công tác chỉ đạo, điều hành",
        "Tỉnh có 27 việc, đạt 51,92%. Đến nay, việc đó đã xong. KT. Giám đốc ký.",
    )
    heading, paragraph = cut(texts, ())
    assert [sentence.text for sentence in heading.sentences] == [texts[0]]
    assert [sentence.text for sentence in paragraph.sentences] == [
        "Tỉnh có 27 việc, đạt 51,92%.",
        "Đến nay, việc đó đã xong.",
        "KT. Giám đốc ký.",
    ]


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_of_error_is_planted_and_its_span_is_right(kind: Kind) -> None:
    document = source(REPORT)
    for seed in SEEDS:
        copy = edited(document, seeded(seed), Wanted(errors=1), (kind,))
        assert [planted.kind for planted in copy.planted] == [kind] * (2 if kind is Kind.SWAPPED else 1)
        assert len({planted.passage for planted in copy.planted}) == 1
        (place,) = {planted.passage for planted in copy.planted}
        old, new = document.passages[place], copy.passages[place]
        first, last = copy.planted[0], copy.planted[-1]
        assert old != new
        assert old[: first.start] == new[: first.start], "nothing changed before the error"
        assert old.endswith(new[last.end :]), "nothing changed behind it"


@pytest.mark.parametrize("kind", sorted(ORDINARY))
def test_a_wrong_number_is_not_the_one_that_stood_there(kind: Kind) -> None:
    document = source(ARTICLE)
    for seed in SEEDS:
        copy = edited(document, seeded(seed), Wanted(errors=1), (kind,))
        planted = copy.planted[0]
        (true,) = [span for span in document.printed if (span.passage, span.start) == (planted.passage, planted.start)]
        assert said(copy, planted) != document.passages[true.passage][true.start : true.end]
        if kind not in {Kind.UNIT, Kind.POINTS}:
            assert core(said(copy, planted)) != core(true.figure.text)


def test_the_words_of_errors_are_those_of_their_kind() -> None:
    document = source(REPORT)

    def all_said(kind: Kind) -> set[str]:
        copies = [edited(document, seeded(seed), Wanted(errors=1), (kind,)) for seed in SEEDS]
        return {said(copy, planted) for copy in copies for planted in copy.planted}

    assert all_said(Kind.VERB) <= {"tăng", "giảm", "Tăng", "Giảm"}
    assert all_said(Kind.PLAN) == {"vượt"}
    assert all(text.endswith("%") for text in all_said(Kind.POINTS))
    assert all(re.search(r"\d (tỷ|triệu) đồng$", text) for text in all_said(Kind.UNIT))
    assert all(text.isalpha() for text in all_said(Kind.WORDED))


def test_swapped_figures_are_one_error_in_two_places() -> None:
    document = source(ARTICLE)
    copy = edited(document, seeded(4), Wanted(errors=1), (Kind.SWAPPED,))
    first, second = copy.planted
    assert first.number == second.number == 1
    assert numbers_in(copy.passages) == numbers_in(document.passages)
    assert said(copy, first) != said(copy, second)


def test_an_error_that_a_document_gives_no_place_for_is_not_planted() -> None:
    without_earlier_periods = source(SAMPLES[0])
    assert edited(without_earlier_periods, seeded(1), Wanted(errors=2), (Kind.EARLIER,)).planted == ()


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_errors_keep_their_places_through_every_edit(sample: Sample) -> None:
    document = source(sample)
    for seed in SEEDS:
        plain = edited(document, seeded(seed), Wanted(errors=4))
        worked_over = edited(document, seeded(seed), Wanted(edits=12, percent=50, errors=4))
        before = Counter((planted.kind, said(plain, planted).replace(" %", "%")) for planted in plain.planted)
        after = Counter(
            (planted.kind, said(worked_over, planted).replace(" %", "%")) for planted in worked_over.planted
        )
        assert {planted.number for planted in plain.planted} == {1, 2, 3, 4}
        assert before == after


def test_errors_stand_in_sentences_of_their_own() -> None:
    document = source(ARTICLE)
    for seed in SEEDS:
        copy = edited(document, seeded(seed), Wanted(errors=4))
        passages = cut(copy.passages, ())
        for number, planted in {error.number: error for error in copy.planted}.items():
            others = [e for e in copy.planted if e.number != number and e.passage == planted.passage]
            lengths = [len(sentence.text + sentence.gap) for sentence in passages[planted.passage].sentences]
            ends = [sum(lengths[: i + 1]) for i in range(len(lengths))]
            own = next(i for i, end in enumerate(ends) if planted.start < end)
            assert own not in {next(i for i, end in enumerate(ends) if e.start < end) for e in others}


def test_the_same_seed_gives_the_same_copy() -> None:
    document, wanted = source(ARTICLE), Wanted(edits=6, percent=30, errors=3)
    assert edited(document, seeded(5), wanted) == edited(document, seeded(5), wanted)
    assert edited(document, seeded(5), wanted) != edited(document, seeded(6), wanted)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_a_harmless_edit_changes_the_text_and_keeps_every_number(edit: Callable[[Draft, Random], Draft | None]) -> None:
    draft = draft_of(ARTICLE)
    made = [found for seed in SEEDS if (found := edit(draft, seeded(seed))) is not None and found != draft]
    assert made
    for found in made:
        before, after = numbers_in(join(draft)[0]), numbers_in(join(found)[0])
        added = after - before
        assert not before - after
        assert not added or edit.__name__ == "add_dated_sentence"
        assert Counter(_figures(found)) == Counter(_figures(draft))


def _figures(draft: Draft) -> list[str]:
    pieces = [piece for passage in draft for sentence in passage.sentences for piece in sentence.pieces]
    return [f"{piece.figure.indicator.id} {piece.text.replace(' %', '%')}" for piece in pieces if piece.figure]


@pytest.mark.parametrize("percent", [10, 30, 50, 70])
def test_rewording_reaches_its_share_or_all_that_may_change_and_keeps_numbers_and_what_tells_of_them(
    percent: int,
) -> None:
    draft = draft_of(ARTICLE)
    words = len(" ".join(join(draft)[0]).split())
    found, count = reword(draft, percent, seeded(3))
    assert count == words * percent // 100 or (percent > 50 and count > words // 2)
    before, after = join(draft)[0], join(found)[0]
    assert numbers_in(before) == numbers_in(after)
    for word in ("tăng", "giảm", "vượt", "gần", "không", "chưa"):
        assert _count(word, after) == _count(word, before), word


def _count(word: str, passages: Sequence[str]) -> int:
    return len(re.findall(rf"(?i)\b{word}\b", "\n".join(passages)))


def test_a_sentence_split_in_two_stays_together_when_sentences_are_shuffled() -> None:
    draft = cut(["Tỉnh có 27 việc đã xong trong năm, tăng lên đáng kể so với năm ngoái. Các sở có 3 việc."], ())
    split = next(made for seed in SEEDS if (made := split_sentence(draft, seeded(seed))) is not None)
    assert [sentence.text for sentence in split[0].sentences] == [
        "Tỉnh có 27 việc đã xong trong năm.",
        "Tăng lên đáng kể so với năm ngoái.",
        "Các sở có 3 việc.",
    ]
    orders = {made[0].text for seed in SEEDS if (made := shuffle(split, seeded(seed))) is not None}
    assert orders == {
        split[0].text,
        "Các sở có 3 việc. Tỉnh có 27 việc đã xong trong năm. Tăng lên đáng kể so với năm ngoái.",
    }


def test_an_alarm_is_right_on_an_error_or_beside_it_and_counts_once() -> None:
    planted = (
        Planted(0, 40, 45, Kind.SWAPPED, 1),
        Planted(0, 80, 85, Kind.SWAPPED, 1),
        Planted(2, 5, 9, Kind.DIGIT, 2),
    )
    copy = Edited(("x" * 100,) * 3, planted, 0)

    def alarm(passage: int, start: int, end: int) -> Planted:
        return Planted(passage, start, end, Kind.DIGIT)

    assert score(copy, [alarm(0, 38, 42), alarm(0, 83, 90)]) == Score((Kind.SWAPPED,), (Kind.DIGIT,), 0)
    assert score(copy, [alarm(2, 21, 25)]) == Score((Kind.DIGIT,), (Kind.SWAPPED,), 0)
    assert score(copy, [alarm(2, 22, 25), alarm(1, 5, 9)]) == Score((), (Kind.SWAPPED, Kind.DIGIT), 2)


def test_the_tables_tell_what_a_perfect_and_a_deaf_auditor_find() -> None:
    some = [task for task in tasks(1, 1) if task.sample == ARTICLE]
    perfect = [measure(task, knowing(task)) for task in some]
    deaf = [measure(task, lambda _: ()) for task in some]
    total = Total(tuple(outcome.score for outcome in perfect))
    assert total.planted == total.found > 0
    assert (total.false, total.clean_with_alarm, total.clean) == (0, 0, len(some) // 2)
    assert list(table_of_rows(perfect))[-1].count("100.0 %") == 2
    assert "| 0.0 % | 0 | – |" in list(table_of_rows(deaf))[-1]
    assert len(list(table_of_kinds(perfect))) == len(Kind) + 2
    assert all("missed" in text for outcome in deaf for text in outcome.examples)


def test_an_alarm_about_nothing_counts_against_a_clean_document() -> None:
    clean = next(task for task in tasks(1, 1) if not task.has_errors)
    outcome = measure(clean, lambda _: [Planted(0, 0, 5, Kind.DIGIT)])
    assert (outcome.score.is_clean, outcome.score.false) == (True, 1)
    assert Total((outcome.score,)).clean_with_alarm == 1
    assert outcome.examples[0].startswith("false: [Một s]")
