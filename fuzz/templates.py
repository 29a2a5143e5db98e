"""Shipped templates, damaged: reviewed, and where the review accepts them, composed."""

import re
from dataclasses import dataclass
from functools import cached_property
from random import Random

from cchc_report.compose import Composer
from cchc_report.constructs import review_template, review_templates
from cchc_report.library import ALL_SECTIONS, ALL_UNDER_HEADINGS, DEFAULT_PART, GENRE_SUFFIX, ONE_SECTION, Template
from cchc_report.problems import Problem, has_errors
from cchc_report.project import Project, Quarter, shipped_templates
from cchc_report.vietnamese.wording import nfc
from cchc_report.writers import WRITERS
from fuzz.damage import damaged_text
from fuzz.target import ROOT, Case
from fuzz.verdicts import TEMPLATE_WORDS, problem_faults

PERIODS = ("ben-tre/2024-q1", "phuoc-hai-gia-dinh/2026-q2")
GENRE = "thu"
"""The genre that brings in the damaged template and nothing else, so that the others need not be compiled each time."""
_SECTION = "so_hoa"
_STAND_IN = "phan/so_hoa.md.j2"
"""Comes in place of all sections, where the damaged template is a genre's."""
SNIPPETS = (
    *("{{ none }}", "{{ undefined }}", "{{ self }}", "{{ loop.index }}", "{{ tthc }}", "{{ tthc.tong }}", "{{ tthc.khong_co }}"),
    *("{{ ky.ten }}", "{{ ky.ky_truoc }}", "{{ don_vi.ten|hoa }}", "{{ tthc|nhan }}", "{{ danh_so.muc }}", "{{ cho_trong }}"),
    *("{{ [tthc.tong, tthc.bai_bo]|tren }}", "{{ tthc.cong_bo|chia_ra }}", "{{ tthc.tong|ky_truoc|so_voi }}", "{{ tthc.tong|cung_ky|tang_giam }}"),
    *('{{ tthc.tong|cao_nhat("3")|noi }}', '{{ tthc.tong|theo_don_vi("xa")|noi("; ") }}', "{{ tthc.cong_bo|thanh_phan|noi }}", "{{ ''|noi }}"),
    *("{{ 7*7 }}", "{{ 'a'*9999999 }}", "{{ ''.__class__ }}", "{{ [tthc.tong]|map(attribute='x')|list }}", "{{ x|default('a') }}", "{{ (1,)[0] }}"),
    *("{% if tthc.tong is co %}", "{% if tthc.tong %}", "{% if not (tthc.tong is khong) %}", "{% else %}", "{% endif %}", "{% elif x is co %}"),
    *("{% for a in tthc.cong_bo|thanh_phan %}", "{% for a in [tthc.tong] %}{{ a }}", "{% endfor %}", "{% for a in tthc %}", "{% set a = tthc.tong %}"),
    *("{% set a = [] %}", "{{ a }}", "{{ a|noi }}", "{% include 'phan/tthc.md.j2' %}", "{% include 'phan/khong-co' %}", "{% include x %}"),
    *("{% with a = tthc.tong %}", "{% endwith %}", "{% macro m() %}", "{% raw %}", "{% endraw %}", "{% import 'x' as y %}", "{#", "#}", "{{", "}}", "{%", "-%}"),
    *("::: sapo\n", ":::\n", "::: khong-co\n", "# ", "## ", "##### ", "- ", "| a | b |\n", "| - |\n", "**", "*", "\\*", "\n\n", "[ky.ten]", "{{ 'x' ~ 1 }}"),
)  # fmt: skip
"""Pieces of the template language, and of what it leaves out."""
_TAG = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)


@dataclass(frozen=True)
class TemplateFiles:
    """The shipped templates."""

    name: str = "templates"
    inputs_in_case: int = 1

    def case(self, chance: Random) -> Case:
        """One of the templates with one to three changes."""
        original = chance.choice(sorted(self._shipped))
        text = damaged_text(self._shipped[original].text, chance, (_snippet, _tag_lost, _tag_changed, _tags_swapped))
        return Case(original, text.encode("utf-8", "surrogatepass"))

    def faults(self, case: Case, chance: Random) -> list[str]:
        """What is wrong with the problems or with the text."""
        typed = case.data.decode("utf-8", "surrogatepass")
        text = nfc(typed.replace("\r\n", "\n").replace("\r", "\n"))
        damaged = Template(case.original, case.original, text, typed if typed != text else "")
        quarter = chance.choice(self._quarters)
        templates = self._with(damaged)
        texts = {template.file: template.text for template in templates.values()}
        assert quarter.figures is not None  # noqa: S101 - the shipped files are sound
        problems = [*review_template(damaged, templates, quarter.figures.catalogue), *self._cycles(templates, damaged)]
        faults = problem_faults(problems, {**texts, case.original: typed})
        if has_errors(problems):
            return faults
        return [*faults, *self._composed_faults(quarter, templates)]

    @cached_property
    def _shipped(self) -> dict[str, Template]:
        return shipped_templates()

    @cached_property
    def _quarters(self) -> list[Quarter]:
        project = Project(ROOT)
        return [project.quarter(ROOT / f"metrics/{period}.yaml") for period in PERIODS]

    def _with(self, damaged: Template) -> dict[str, Template]:
        """All templates, and a genre that consists of the damaged one."""
        if "/" in damaged.name:
            include = f"{{% include '{damaged.name}' %}}"
            if damaged.name == DEFAULT_PART:
                include = f"{{% with phan = {_SECTION} %}}{include}{{% endwith %}}"
            genre = f"# Thử mẫu\n\n{include}\n"
        else:
            genre = damaged.text
            for name in (ALL_SECTIONS, ALL_UNDER_HEADINGS, ONE_SECTION):
                genre = genre.replace(f'"{name}"', f'"{_STAND_IN}"')
        file = f"{GENRE}{GENRE_SUFFIX}"
        return {**self._shipped, damaged.name: damaged, file: Template(file, file, genre)}

    def _cycles(self, templates: dict[str, Template], damaged: Template) -> list[Problem]:
        """What the review says of all templates together; of these alone that can be part of a cycle."""
        if "include" not in damaged.text or "include" in self._shipped[damaged.name].text:
            return []
        assert self._quarters[0].figures is not None  # noqa: S101 - as in faults
        return review_templates(templates, self._quarters[0].figures.catalogue)

    def _composed_faults(self, quarter: Quarter, templates: dict[str, Template]) -> list[str]:
        assert quarter.figures is not None  # noqa: S101 - as in faults
        composer = Composer(templates, quarter.figures.catalogue)
        composition = composer.compose(GENRE, quarter.figures, quarter.pictures)
        files = {template.file: template.text for template in templates.values()}
        metrics = {
            path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in ROOT.glob("metrics/**/*.yaml")
        }
        faults = problem_faults(composition.problems, {**files, **metrics})
        if composition.document is None:
            return faults if composition.problems else [*faults, "neither a document nor a problem"]
        text = WRITERS["txt"](composition.document, None).decode("utf-8")
        return faults + [f"the text says {found[0]!r}" for found in TEMPLATE_WORDS.finditer(text)]


def _snippet(text: str, chance: Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(SNIPPETS) + text[at:]


def _tag_lost(text: str, chance: Random) -> str:
    tags = list(_TAG.finditer(text))
    found = chance.choice(tags) if tags else None
    return text[: found.start()] + text[found.end() :] if found else text


def _tag_changed(text: str, chance: Random) -> str:
    """A word or sign inside a tag lost, doubled or replaced by one of another tag."""
    tags = list(_TAG.finditer(text))
    if not tags:
        return text
    found, other = chance.choice(tags), chance.choice(tags)
    words = re.split(r"(\W)", found[0])
    at = chance.randrange(len(words))
    words[at] = chance.choice(
        ("", words[at] * 2, chance.choice(re.split(r"(\W)", other[0])), "|hoa", " is khong", "(", '"3"', "not ")
    )
    return text[: found.start()] + "".join(words) + text[found.end() :]


def _tags_swapped(text: str, chance: Random) -> str:
    tags = list(_TAG.finditer(text))
    if not tags:
        return text
    found, other = chance.choice(tags), chance.choice(tags)
    return text[: found.start()] + other[0] + text[found.end() :]
