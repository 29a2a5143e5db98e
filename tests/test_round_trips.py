"""What is read prints as it was written, in any order and every format; no number of a document is without its figure."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from random import Random

import pytest
from documents import docx_texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_any_quarter import INVENTED, QUARTER, as_plain_text, as_yaml, desk, numbers, only
from test_vietnamese import PERIODS
from test_writers import plain, wanted, write

from cchc_report.catalogue import Indicator, Kind
from cchc_report.document import Document, Text, leaves, paragraphs
from cchc_report.figures import Statement, read_figures
from cchc_report.periods import Period, period_of_file
from cchc_report.problems import Place
from cchc_report.project import shipped_templates
from cchc_report.source import Scalar, parse
from cchc_report.trace import trace
from cchc_report.values import DocumentNumber, HouseStyle, Quantity, Value, interval_of, read_value, write_value
from cchc_report.vietnamese.dates import STYLES

NUMERIC = [Kind.COUNT, Kind.RANK, Kind.MONEY, Kind.PERCENT, Kind.DECIMAL]
HOUSE_STYLES = st.builds(HouseStyle, st.sampled_from(list(STYLES.values())), st.sampled_from(list(STYLES.values())))
COUNTED = re.compile(r"^\d+(?:\. |$)")
"""The number of a heading or of a row, which is counted where it is printed."""
NUMBER = re.compile(r"\d[\d.,/-]*\d|\d")


@cache
def indicator_of(kind: Kind) -> Indicator:
    """The first of that kind in the catalogue."""
    return next(indicator for indicator in desk().catalogue.indicators() if indicator.kind is kind)


def read(text: str, indicator: Indicator) -> Value | None:
    node = Scalar(text, quoted=False, place=Place("a", 1, 1, len(text), text), start=0, end=len(text))
    return read_value(node, indicator, desk().catalogue)[0]


@st.composite
def quantities(draw: st.DrawFn) -> tuple[Indicator, Quantity]:
    """A number of any kind, with any number of decimals that the kind allows, in any of its units."""
    indicator = indicator_of(draw(st.sampled_from(NUMERIC)))
    decimals = 0 if indicator.kind.exact else draw(st.integers(0, 6))
    whole = draw(st.integers(-(10**11), 10**11) | st.integers(-20, 20))
    units = desk().catalogue.convertible(indicator.unit) if indicator.kind is Kind.MONEY else (indicator.unit,)
    return indicator, Quantity(Decimal(whole).scaleb(-decimals), decimals, draw(st.sampled_from(units)))


@given(quantities())
def test_a_quantity_of_any_kind_prints_as_it_is_read(case: tuple[Indicator, Quantity]) -> None:
    indicator, quantity = case
    assert read(write_value(quantity, indicator, HouseStyle()), indicator) == quantity


@given(quantities())
def test_a_written_number_stands_for_all_that_round_to_it(case: tuple[Indicator, Quantity]) -> None:
    indicator, quantity = case
    interval = interval_of(quantity, indicator, desk().catalogue)
    assert interval is not None
    step = Fraction(0) if indicator.kind.exact else Fraction(1, 10**quantity.decimals)
    factor = desk().catalogue.factor(quantity.unit)
    assert interval.low + interval.high == 2 * Fraction(quantity.value) * factor
    assert interval.high - interval.low == step * factor


@given(st.dates(date(1945, 1, 1), date(2099, 12, 31)), HOUSE_STYLES)
def test_a_date_prints_as_it_is_read(day: date, style: HouseStyle) -> None:
    indicator = indicator_of(Kind.DATE)
    assert read(write_value(day, indicator, style), indicator) == day


@given(PERIODS, HOUSE_STYLES)
def test_a_period_prints_as_it_is_read(period: Period, style: HouseStyle) -> None:
    indicator = indicator_of(Kind.PERIOD)
    assert read(write_value(period, indicator, style), indicator) == period


@given(
    st.integers(1, 99_999), st.sampled_from(["/KH-UBND", "/QĐ-UBND", "/2024/NĐ-CP", "/2020/QH14", "-NQ/TW", "a/BC-SNV"])
)
def test_a_document_number_prints_as_it_is_read(number: int, symbol: str) -> None:
    indicator, written = indicator_of(Kind.DOCUMENT), DocumentNumber(f"{number}{symbol}")
    assert read(write_value(written, indicator, HouseStyle()), indicator) == written


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_the_order_of_sections_and_keys_changes_nothing(random: Random) -> None:
    names, sections = list(desk().sample), list(desk().catalogue.sections)
    random.shuffle(names)
    random.shuffle(sections)
    shuffled = as_yaml({name: desk().sample[name] for name in names}, tuple(sections))
    assert as_plain_text(composed(shuffled)) == sample_text()


@cache
def sample_text() -> str:
    return as_plain_text(composed(as_yaml(desk().sample)))


def composed(metrics: str, genre: str = "bai-bao") -> Document:
    """The document of any figures that can be read, whatever the checks say of them."""
    period = period_of_file(QUARTER)
    assert period is not None
    source = parse(metrics.encode(), "q")
    figures, _ = read_figures(source, desk().unit, desk().catalogue, desk().organisation, Statement(period, Place("q")))
    composition = desk().composer.compose(genre, figures, {})
    assert composition.document is not None, [problem.message for problem in composition.problems]
    return composition.document


@pytest.mark.parametrize("genre", ["bai-bao", "bao-cao"])
@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(random=st.randoms(use_true_random=False))
def test_every_number_of_a_document_is_a_figure_with_a_source(genre: str, random: Random) -> None:
    metrics = arbitrary(random)
    document = composed(as_yaml(metrics), genre)
    entries = trace(document)
    assert entries
    assert {entry.figure.place.file for entry in entries} <= {"q", "don-vi", "metrics/danh-muc.yaml", ""}
    assert not bare_numbers(document)
    assert [plain(text) for text in docx_texts(write(document, "docx"))] == wanted(document)
    word, article = plain("\n".join(docx_texts(write(document, "docx")))), plain(as_plain_text(document))
    assert [entry.text for entry in entries if plain(entry.text) not in word or plain(entry.text) not in article] == []


def arbitrary(random: Random) -> Mapping[str, str]:
    """About half of all figures, numbers of any size in place of the sample's: what they add up to does not matter here."""
    complete = {**desk().sample, **INVENTED}
    kept = only(complete, *random.sample(sorted(complete), random.randrange(len(complete) // 3, len(complete))))
    return {
        name: number_like(raw, random) if name in numbers() else raw for name, raw in {**required(), **kept}.items()
    }


def required() -> Mapping[str, str]:
    return {name: raw for name, raw in desk().sample.items() if desk().indicator(name).required}


def number_like(raw: str, random: Random) -> str:
    """Another number with the same unit and as many decimals."""
    found = re.match(r"[\d.]+(?:,(\d+))?", raw)
    assert found is not None, raw
    decimals = len(found[1] or "")
    whole = str(random.randrange(1, 10 ** random.randrange(1, 6)))
    return (
        whole
        + ("," + "".join(random.choice("0123456789") for _ in range(decimals)) if decimals else "")
        + raw[found.end() :]
    )


def bare_numbers(document: Document) -> list[str]:
    """Numbers in the words of a document that stand in no template, no catalogue and no name of a unit."""
    words = [
        COUNTED.sub("", leaf.text)
        for inlines in paragraphs(document)
        for leaf in leaves(inlines)
        if isinstance(leaf, Text)
    ]
    return [number for text in words for number in NUMBER.findall(text) if number not in typed_numbers()]


@cache
def typed_numbers() -> frozenset[str]:
    """Those that a template or a label of the catalogue has."""
    labels = [text for i in desk().catalogue.indicators() for text in (i.label, i.phrase)]
    texts = [template.text for template in shipped_templates().values()]
    return frozenset(number for text in (*labels, *texts) for number in NUMBER.findall(text))
