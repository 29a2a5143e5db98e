"""Hostile strings in every kind of text field: refused by name, or printed unchanged in every format."""

import io
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from random import Random

import docx

from cchc_report.catalogue import read_catalogue
from cchc_report.checks import check
from cchc_report.compose import Composer
from cchc_report.constructs import review_templates
from cchc_report.document import Document, paragraphs, text_of
from cchc_report.figures import Statement, read_figures
from cchc_report.library import Template
from cchc_report.manuscript import read_manuscript
from cchc_report.organisation import read_organisation
from cchc_report.periods import period_of_file
from cchc_report.problems import Level, Place, Problem
from cchc_report.project import shipped
from cchc_report.source import parse
from cchc_report.writers import WRITERS
from fuzz.hostile import as_yaml, forbidden, hostile_string
from fuzz.target import Case
from fuzz.verdicts import problem_faults

STRINGS = 20
"""In one case, each in a field of its own."""
_PERIOD = "2024-q1"
_ROUNDS = 6
"""As often fields are taken out that were refused: one may hide another."""
_LONGEST_KEY = 80
"""Characters of a key; the parsers of YAML take no more than a thousand, escapes included."""
_NAMED = re.compile(r"U\+([0-9A-F]{4,6})")
_FIELDS = {
    "danh-muc.yaml": ("nhan", "goi", "don_vi"),
    "don-vi.yaml": ("ten", "dia_chi", "nguoi_ky"),
    "so-lieu.yaml": (*(f"chu_{number}" for number in range(1, 10)), "muc_1", "muc_2", "muc_3", "noi_1", "noi_2"),
}
"""The text fields by their file: words of the catalogue, names of the unit, texts and items of lists, names of units in a breakdown."""
_CATALOGUE = """phan:
  don_vi:
    nhan: Đơn vị báo cáo
    ghi_o: don-vi.yaml
    la_linh_vuc: không
    chi_tieu:
      ten:
        nhan: Tên đơn vị
        kieu: chu
      dia_chi:
        nhan: Địa chỉ
        kieu: chu
      nguoi_ky:
        nhan: Người ký
        kieu: chu
  thu:
    nhan: Thử chữ
    chi_tieu:
"""
_TEXT_ENTRY = """      {key}:
        nhan: Chữ {key}
        kieu: {kind}
"""
_TEMPLATE = """# {% if thu.chu_1 is co %}{{ thu.chu_1 }}{% else %}Thử chữ{% endif %}

{% if don_vi.dia_chi is co %}
::: ngay-dang
{{ don_vi.dia_chi }}
:::
{% endif %}

{% if thu.chu_2 is co %}
::: sapo
{{ thu.chu_2 }}
:::
{% endif %}

## Mục {% if thu.chu_3 is co %}{{ thu.chu_3 }}{% endif %}

Đoạn văn {% if thu.chu_4 is co %}{{ thu.chu_4 }}{% endif %}

Chữ {% if thu.chu_5 is co %}**{{ thu.chu_5 }}**{% endif %} và {% if thu.chu_6 is co %}*{{ thu.chu_6 }}*{% endif %}

- mục một {% if thu.chu_7 is co %}{{ thu.chu_7 }}{% endif %}
- mục hai {% if thu.chu_8 is co %}{{ thu.chu_8 }}{% endif %}

| Cột một | Cột {% if thu.chu_9 is co %}{{ thu.chu_9 }}{% endif %} |
| {{ thu.dem|nhan }} | {{ thu.dem|kem_don_vi }} |
| {% if don_vi.ten is co %}{{ don_vi.ten }}{% endif %} | {% if don_vi.nguoi_ky is co %}{{ don_vi.nguoi_ky }}{% endif %} |

{% if thu.muc is co %}
Danh sách {{ thu.muc }}
{% endif %}

{% for muc in thu.dem|theo_don_vi %}
- {{ muc|ten_don_vi }}: {{ muc }}
{% endfor %}
"""
Fields = Mapping[str, str]
"""The string of each field, by the field's name."""


@dataclass(frozen=True)
class Strings:
    """A small catalogue, unit file, metrics file and template around the strings."""

    name: str = "strings"
    inputs_in_case: int = STRINGS

    def case(self, chance: Random) -> Case:
        """A list of strings in JSON."""
        strings = [hostile_string(chance) for _ in range(STRINGS)]
        return Case("strings.json", json.dumps(strings).encode())

    def faults(self, case: Case, chance: Random) -> list[str]:
        """What became of each string."""
        names = [name for fields in _FIELDS.values() for name in fields]
        chance.shuffle(names)
        typed = dict(zip(names, json.loads(case.data), strict=False))
        fields = {name: text[:_LONGEST_KEY] if name.startswith("noi_") else text for name, text in typed.items()}
        faults: list[str] = []
        for _ in range(_ROUNDS):
            files = _files(fields, chance)
            document, problems = self._compose({name: "".join(lines.values()) for name, lines in files.items()})
            refused = {
                name: found
                for p in problems
                if (found := _field_at(p, files)) and p.level is Level.ERROR
                for name in [found]
            }
            faults += problem_faults(problems, {name: "".join(lines.values()) for name, lines in files.items()})
            faults += [
                f"refused elsewhere: {p.place} {p.message}"
                for p in problems
                if p.level is Level.ERROR and not _field_at(p, files)
            ]
            faults += _refusal_faults(fields, problems, files)
            if document is not None or faults:
                break
            fields = {name: text for name, text in fields.items() if name not in refused}
        if document is None or faults:
            return faults or ["still refused after all that was refused is gone"]
        return list(_document_faults(fields, document))

    @cached_property
    def _template(self) -> Template:
        return Template("thu.md.j2", "thu.md.j2", _TEMPLATE)

    @cached_property
    def _frame(self) -> bytes:
        return (shipped("templates") / "khung/bai-bao.docx").read_bytes()

    def _compose(self, files: Mapping[str, str]) -> tuple[Document | None, list[Problem]]:
        """The document of the three files, or what is wrong with them."""
        sources = {name: parse(text.encode("utf-8", "surrogatepass"), name) for name, text in files.items()}
        catalogue, problems = read_catalogue([sources["danh-muc.yaml"]])
        unit, metrics = sources["don-vi.yaml"], sources["so-lieu.yaml"]
        problems = [*problems, *unit.problems, *metrics.problems]
        if any(problem.level is Level.ERROR for problem in problems):
            return None, problems
        period = period_of_file(_PERIOD)
        assert period is not None  # noqa: S101 - it is one
        organisation, more = read_organisation(unit, catalogue)
        figures, found = read_figures(metrics, unit, catalogue, organisation, Statement(period, Place(metrics.file)))
        problems = [*problems, *more, *found, *check(figures)]
        templates = {self._template.name: self._template}
        problems += review_templates(templates, catalogue)
        if any(problem.level is Level.ERROR for problem in problems):
            return None, problems
        composition = Composer(templates, catalogue).compose("thu", figures, {})
        return composition.document, [*problems, *composition.problems]


def _files(fields: Fields, chance: Random) -> dict[str, dict[str, str]]:
    """The lines of each file by the field in them; those without a field by a number."""
    quoted = {name: as_yaml(text, chance) for name, text in fields.items()}
    return {
        "danh-muc.yaml": _numbered([*_CATALOGUE.splitlines(keepends=True), *_catalogue_lines(quoted)]),
        "don-vi.yaml": _numbered(["don_vi:\n", *_lines(quoted, "don-vi.yaml", "  ")])
        if _has(quoted, "don-vi.yaml")
        else {"": "don_vi:\n  ten: Đơn vị\n"},
        "so-lieu.yaml": _numbered(list(_metrics_lines(quoted))),
    }


def _has(quoted: Fields, file: str) -> bool:
    return any(name in quoted for name in _FIELDS[file])


def _numbered(lines: list[str | tuple[str, str]]) -> dict[str, str]:
    return {
        line[0] if isinstance(line, tuple) else str(at): line[1] if isinstance(line, tuple) else line
        for at, line in enumerate(lines)
    }


def _lines(quoted: Fields, file: str, indent: str) -> Iterator[str | tuple[str, str]]:
    yield from ((name, f"{indent}{name}: {quoted[name]}\n") for name in _FIELDS[file] if name in quoted)


def _catalogue_lines(quoted: Fields) -> Iterator[str | tuple[str, str]]:
    texts = [f"chu_{number}" for number in range(1, 10)]
    entries = [_TEXT_ENTRY.format(key=key, kind="chu") for key in texts] + [
        _TEXT_ENTRY.format(key="muc", kind="danh_sach")
    ]
    yield from "".join(entries).splitlines(keepends=True)
    yield "      dem:\n"
    if "nhan" not in quoted:
        yield "        nhan: Số đếm\n"
    yield from _lines(quoted, "danh-muc.yaml", "        ")


def _metrics_lines(quoted: Fields) -> Iterator[str | tuple[str, str]]:
    yield "thu:\n"
    yield "  dem: 12\n"
    yield from ((name, f"  {name}: {quoted[name]}\n") for name in quoted if name.startswith("chu_"))
    items = [name for name in quoted if name.startswith("muc_")]
    if items:
        yield "  muc:\n"
        yield from ((name, f"    - {quoted[name]}\n") for name in items)
    units = [name for name in quoted if name.startswith("noi_")]
    if units:
        yield "chi_tiet:\n"
        yield "  thu.dem:\n"
        yield from ((name, f"    {quoted[name]}: {12 // len(units)}\n") for name in units)


def _field_at(problem: Problem, files: Mapping[str, Mapping[str, str]]) -> str:
    """The field in whose line the problem or what it involves stands; empty for none."""
    for place in (problem.place, *(related.place for related in problem.related)):
        names = list(files.get(place.file, {}))
        if place.line <= len(names) and not names[place.line - 1].isdigit():
            return names[place.line - 1]
    return ""


def _refusal_faults(fields: Fields, problems: list[Problem], files: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """A forbidden character that no problem names, unless its line or file could not be read for another reason."""
    told: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.level is Level.ERROR:
            told.setdefault(_field_at(problem, files), []).append(problem)
    for name, text in fields.items():
        codes = {int(found, 16) for p in told.get(name, ()) for found in _NAMED.findall(p.message)}
        bad = {ord(character) for character in forbidden(text)}
        if name in told and bad and not codes & bad and any(p.name.startswith("ky-tu") for p in told[name]):
            yield f"{name}: {text[:40]!r} is refused, but {[p.message for p in told[name]][:2]} name none of its characters"


def _document_faults(fields: Fields, document: Document) -> Iterator[str]:
    """What is printed, against what was typed; and each format against the document."""
    texts = [text_of(inlines) for inlines in paragraphs(document)]
    whole = _plain("\n".join(texts))
    for name, text in fields.items():
        if bad := forbidden(text):
            yield f"{name}: {text[:40]!r} is accepted with {sorted(f'U+{ord(c):04X}' for c in bad)}"
        elif (expected := _expected(name, text)) not in whole and name not in {"goi", "nhan", "don_vi"}:
            yield f"{name}: {text[:60]!r} is not printed as {expected[:60]!r}"
    wanted = [text for text in texts if text.strip()]
    yield from _word_faults(document, wanted)
    for form in ("txt", "md", "html", "docx"):
        frame = Strings()._frame if form == "docx" else None  # noqa: SLF001 - read once
        passages = read_manuscript(WRITERS[form](document, frame), f"thu.{form}").passages
        read = _plain("\n".join(passage.text for passage in passages))
        yield from (f"{form}: {text[:80]!r} is not read back" for text in wanted if _plain(text) not in read)


def _word_faults(document: Document, wanted: list[str]) -> Iterator[str]:
    """Paragraphs that another reader of Word files does not find, letter for letter."""
    read = docx.Document(io.BytesIO(WRITERS["docx"](document, Strings()._frame)))  # noqa: SLF001 - as above
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    there = [*(paragraph.text for paragraph in read.paragraphs), *cells]
    yield from (f"python-docx: {text[:80]!r} is not there" for text in wanted if text not in there)


def _expected(name: str, text: str) -> str:
    """The text as typed, composed, on one line; names lose a full stop."""
    lines = [line.strip() for line in unicodedata.normalize("NFC", text).splitlines()]
    joined = " ".join(line for line in lines if line)
    return _plain(joined.rstrip(" .,;") if name in _FIELDS["don-vi.yaml"] else joined)


def _plain(text: str) -> str:
    """With single plain spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())
