"""The decree as data: every rule is complete, every limit is read as it is written."""

from decimal import Decimal

import pytest
from conftest import ROOT

from cchc_report.nd30 import Limits, decree, read_decree, read_limits
from cchc_report.source import parse, read
from cchc_report.typeface import width

FILE = ROOT / "cchc_report" / "nd30" / "nd30-2020.yaml"


def test_the_shipped_decree_is_read_without_a_problem() -> None:
    found, problems = read_decree(read(FILE, FILE.name))
    assert problems == []
    assert found == decree()
    assert found.name == "Nghị định số 30/2020/NĐ-CP"


@pytest.mark.parametrize("rule", decree().rules.values(), ids=lambda rule: rule.id)
def test_every_rule_has_a_clause_and_a_demand_and_chooses_what_it_allows(rule: object) -> None:
    assert hasattr(rule, "clause")
    found = decree()[rule.id]  # type: ignore[attr-defined]
    assert found.clause.startswith("Phụ lục")
    assert found.demand
    limits = [*found.measures.values(), *([found.size] if found.size else [])]
    assert all(each.allow(each.chosen) for each in limits)


def test_every_measure_of_the_file_can_be_read() -> None:
    written = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line.startswith("      ")]
    assert len(written) == sum(len(rule.measures) for rule in decree().rules.values())


LIMITS = [
    ("13-14 pt, dùng 13", Limits(((Decimal(13), Decimal(14)),), "pt", Decimal(13), "13-14 pt")),
    (
        "10 hoặc 12,7 mm, dùng 10",
        Limits(((Decimal(10), Decimal(10)), (Decimal("12.7"), Decimal("12.7"))), "mm", Decimal(10), "10 hoặc 12,7 mm"),
    ),
    ("ít nhất 6 pt, dùng 6", Limits(((Decimal(6), None),), "pt", Decimal(6), "ít nhất 6 pt")),
    ("12 pt", Limits(((Decimal(12), Decimal(12)),), "pt", Decimal(12), "12 pt")),
    ("mười hai", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), LIMITS, ids=[text for text, _ in LIMITS])
def test_limits_are_read_as_they_are_written(text: str, expected: Limits | None) -> None:
    assert read_limits(text) == expected


def test_limits_include_their_ends() -> None:
    limits = read_limits("13-14 pt")
    assert limits is not None
    allowed = [limits.allow(Decimal(value)) for value in ("12.5", "13", "13.5", "14", "14.5")]
    assert allowed == [False, True, True, True, False]
    assert limits.allow(Decimal("12.9"), Decimal("0.1"))


def test_a_rule_without_its_clause_is_a_problem() -> None:
    text = "van_ban: Nghị định\nquy_dinh:\n  le:\n    ten: Lề\n    yeu_cau: rộng\n    muc: lỗi\n"
    _, problems = read_decree(parse(text.encode(), "x.yaml"))
    assert [problem.name for problem in problems] == ["thieu-khoa"]


WIDTHS = [
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, "bold", 88.3),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, "bold", 95.7),
    ("Độc lập - Tự do - Hạnh phúc", 13, "bold", 56.1),
    ("Vĩnh Long, ngày 25 tháng 12 năm 2026", 13, "italic", 72.9),
    ("ỦY BAN NHÂN DÂN TỈNH VĨNH LONG", 12, "", 75.3),
    ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", 12, "bold", 74.3),
]


@pytest.mark.parametrize(("text", "size", "look", "millimetres"), WIDTHS)
def test_the_width_of_a_line_is_what_a_ruler_says(text: str, size: int, look: str, millimetres: float) -> None:
    assert round(width(text, size, bold=look == "bold", italic=look == "italic"), 1) == millimetres
