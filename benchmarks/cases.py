"""The documents that the engines are timed with, as small working folders with invented figures."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random

from benchmarks.invented import SAMPLE, UNIT_FILE, invented_values, rate, with_values
from cchc_report.vietnamese.numbers import write_number

UNIT = "mau"
PERIOD = "2024-q1"
_TABLES = {"tiep_nhan": "tiếp nhận", "giai_quyet": "giải quyết"}
"""The sections that the tables are of, and how the text calls them."""
_COLUMNS = ("truoc_han", "dung_han", "hai_long", "diem")
"""Behind the unit's name; rates and points, which are not added up."""
_IN_A_PARAGRAPH = 10
"""Figures of a paragraph that is full of them."""

_ARTICLE_WITH_TABLES = """\
{{% include "bai-bao.md.j2" %}}

{0}

Các bảng trên dùng số liệu giả định.
"""
_TABLE = """\
Kết quả {0} của từng đơn vị như sau:

| Đơn vị | Trước hạn | Đúng hạn | Hài lòng | Điểm |
{{% for muc in {1}.truoc_han|theo_don_vi %}}
| {{{{ muc|ten_don_vi|hoa }}}} | {{{{ muc }}}} | {{{{ [muc, {1}.dung_han]|cung_don_vi }}}} | {{{{ [muc, {1}.hai_long]|cung_don_vi }}}} | {{{{ [muc, {1}.diem]|cung_don_vi|so }}}} |
{{% endfor %}}
"""
_SECTION = """\
  {0}:
    nhan: {1}
    la_linh_vuc: không
    chi_tieu:
"""
_INDICATOR = """\
      {0}:
        nhan: {1}
        kieu: {2}
"""
_COUNTED_IN = "        don_vi: {0}\n"


@dataclass(frozen=True, slots=True)
class Case:
    """One document, in so many variants with other figures, so that no engine merely repeats itself."""

    genre: str
    files: Mapping[str, str]
    """The working folder without the metrics, by paths."""
    metrics: Callable[[Random], str]
    """A metrics file with figures by chance."""
    variants: int

    def lay_out(self, folder: Path) -> Path:
        """Write the working folder with the first variant as its metrics file; the path of that."""
        metrics = self.metrics_file(folder)
        texts = {folder / name: text for name, text in self.files.items()} | {metrics: self.variant(0)}
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return metrics

    def metrics_file(self, folder: Path) -> Path:
        """Where the metrics file lies in the working folder."""
        return folder / "metrics" / UNIT / f"{PERIOD}.yaml"

    def variant(self, number: int) -> str:
        """The metrics file of a variant, the same for the same number."""
        return self.metrics(Random(number))


def article_with_tables(rows: int, variants: int) -> Case:
    """The shipped sample's article, which has 66 figures, and two tables of so many rows, each a unit and four figures."""
    sections = "".join(_table_section(*names) for names in _TABLES.items())
    tables = "\n".join(_TABLE.format(name, section) for section, name in _TABLES.items())
    files = _files("bai-kem-bang", sections, _ARTICLE_WITH_TABLES.format(tables))

    def metrics(chance: Random) -> str:
        article = with_values(SAMPLE.read_text(encoding="utf-8"), invented_values(chance))
        return "\n".join([article, "chi_tiet:", *_breakdown(rows, chance), ""])

    return Case("bai-kem-bang", files, metrics, variants)


def _table_section(section: str, name: str) -> str:
    rates = {"truoc_han": "trước hạn", "dung_han": "đúng hạn", "hai_long": "hài lòng"}
    told = [_INDICATOR.format(key, f"Tỷ lệ {name} {word}", "phan_tram") for key, word in rates.items()]
    points = _INDICATOR.format("diem", f"Điểm {name}", "thap_phan") + _COUNTED_IN.format("điểm")
    return "".join([_SECTION.format(section, f"Kết quả {name}"), *told, points])


def _breakdown(rows: int, chance: Random) -> Iterator[str]:
    for section in _TABLES:
        for name in _COLUMNS:
            yield f"  {section}.{name}:"
            for row in range(1, rows + 1):
                number = chance.randint(1_000, 9_999)
                value = write_number(Decimal(number).scaleb(-2), 2) if name == "diem" else rate(number, 10_000)
                yield f"    Đơn vị số {row:04d}: {value}"


def paragraphs_of_figures(figures: int, variants: int) -> Case:
    """A title and paragraphs with nothing but figures and their names, ten in each."""
    keys = [f"so_{number}" for number in range(1, figures + 1)]
    section = _SECTION.format("nhieu", "Nhiều số liệu")
    section += "".join(_INDICATOR.format(key, f"Hồ sơ {key}", "so_dem") + _COUNTED_IN.format("hồ sơ") for key in keys)
    groups = [keys[start : start + _IN_A_PARAGRAPH] for start in range(0, figures, _IN_A_PARAGRAPH)]
    told = [f"Trong kỳ có {', '.join(f'{{{{ nhieu.{key}|kem_don_vi }}}}' for key in group)}." for group in groups]

    files = _files("nhieu-so", section, "\n\n".join(["# Kết quả", *told]))

    def metrics(chance: Random) -> str:
        lines = (f"  {key}: {write_number(Decimal(chance.randint(2, 90_000)), 0)}" for key in keys)
        return "\n".join(["nhieu:", *lines, ""])

    return Case("nhieu-so", files, metrics, variants)


def _files(genre: str, sections: str, template: str) -> dict[str, str]:
    return {
        f"metrics/{UNIT}/don-vi.yaml": UNIT_FILE.read_text(encoding="utf-8"),
        f"metrics/{UNIT}/danh-muc.yaml": f"phan:\n{sections}",
        f"templates/{genre}.md.j2": template,
    }
