"""The three invented units of ``docs/vi-du``: what they hold is accepted, and the texts beside them are those they give.

``make accept`` renews the texts; read the diff.
"""

from functools import cache

import pytest
from conftest import ROOT

from cchc_report.layout import is_fine, judge
from cchc_report.problems import Level, as_text
from cchc_report.project import Project, Quarter
from cchc_report.rendering import Rendered, Workshop

EXAMPLES = ROOT / "docs" / "vi-du"
UNITS = {"hai-son": "2026-q2", "kim-xuyen": "2023", "bo-kinh-te-bien": "2026-6t"}
GENRES = ("bai-bao", "bao-cao")


@cache
def workshop() -> Workshop:
    return Workshop(Project(EXAMPLES))


@cache
def quarter(unit: str) -> Quarter:
    return Project(EXAMPLES).quarter(EXAMPLES / "metrics" / unit / f"{UNITS[unit]}.yaml")


def written(unit: str, genre: str, form: str) -> bytes:
    composition = workshop().compose(quarter(unit), genre)
    assert composition.document is not None, as_text(composition.problems)
    (result,) = workshop().write(composition.document, [form])
    assert isinstance(result, Rendered)
    return result.content


@pytest.mark.parametrize("unit", UNITS)
def test_every_file_of_an_example_is_accepted(unit: str) -> None:
    project = Project(EXAMPLES)
    files = list(project.metrics_files(EXAMPLES / "metrics" / unit))
    assert len(files) == 2
    found = [problem for file in files for problem in project.quarter(file).problems]
    found += [*project.vocabulary_problems(EXAMPLES / "metrics" / unit), *workshop().review(unit)]
    assert not [problem for problem in found if problem.level is not Level.NOTE], as_text(found)


@pytest.mark.parametrize("genre", GENRES)
@pytest.mark.parametrize("unit", UNITS)
def test_an_example_gives_the_text_beside_it(unit: str, genre: str, accept: bool) -> None:  # noqa: FBT001 - pytest passes fixtures by name
    path = EXAMPLES / "van-ban" / f"{unit}-{genre}.txt"
    text = written(unit, genre, "txt").decode()
    if accept:
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("unit", UNITS)
def test_the_report_of_an_example_keeps_the_layout(unit: str) -> None:
    judgement = judge(written(unit, "bao-cao", "docx"), unit)
    assert is_fine(judgement)
