"""Runs the pages in ``cases/``: each is a title, prose, input blocks and expected results, readable without Python.

Input blocks name their file after the language: ```yaml metrics/x/2024-q1.yaml``` or ```jinja templates/bai-bao.md.j2```;
a bare ```yaml``` is ``metrics/tinh/2024-q1.yaml``. Expected: ```loi``` is what ``cchc check --templates`` says,
```txt``` is the article, ```baocao``` the report, ```dung``` what stands in the way of the Word files, ```trace``` what ``cchc trace`` says, ```nhap``` the draft,
```tin``` the short news item of the field tthc, ```moi``` the blank file that ``cchc new`` makes for quý II năm 2024, ```so``` what ``cchc diff`` says of a copy that lies beside ``metrics``
and the metrics file, or of two periods, ```cauchu``` the variants of the article. ``make accept`` rewrites them.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from conftest import build

from cchc_report import trace as tracing
from cchc_report.blank import blank_file
from cchc_report.cli.comparing import errors_of, read_both, report_on
from cchc_report.difference import as_text as difference_as_text
from cchc_report.document import Document
from cchc_report.periods import Period, PeriodType
from cchc_report.problems import Problem, as_text, has_errors, in_order
from cchc_report.project import CATALOGUE_FILE, TEMPLATES, Project, Quarter
from cchc_report.rendering import Workshop, with_banner
from cchc_report.variants import as_text as variants_as_text
from cchc_report.variants import review
from cchc_report.writers import WRITERS

CASES = Path(__file__).parent / "cases"
BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<path>\S+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
DEFAULT = "metrics/tinh/2024-q1.yaml"
EXPECTED = ("loi", "txt", "baocao", "dung", "trace", "nhap", "moi", "so", "cauchu", "tin")
NEXT = Period(PeriodType.QUARTER, 2024, 2)


@dataclass(frozen=True)
class Case:
    """One case of a page: from one ``##`` heading to the next."""

    page: Path
    title: str
    text: str

    @property
    def files(self) -> dict[str, str | bytes]:
        blocks = [found for found in BLOCK.finditer(self.text) if found["kind"] not in EXPECTED]
        return {found["path"] or DEFAULT: found["text"] for found in blocks}

    @property
    def expected(self) -> dict[str, str]:
        return {found["kind"]: found["text"] for found in BLOCK.finditer(self.text) if found["kind"] in EXPECTED}


def cases() -> list[Case]:
    pages = [(page, page.read_text(encoding="utf-8")) for page in sorted(CASES.glob("*.md"))]
    parts = [(page, part) for page, text in pages for part in re.split(r"^(?=## )", text, flags=re.MULTILINE)[1:]]
    return [Case(page, part.splitlines()[0].removeprefix("## "), part) for page, part in parts]


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.page.stem}: {case.title}")
def test_case(case: Case, tmp_path: Path, accept: bool) -> None:  # noqa: FBT001 - pytest passes fixtures by name
    folder = build(tmp_path / "work", case.files)
    results = {kind: RESULTS[kind](_project(folder.resolve())) for kind in case.expected}
    if accept:
        _accept(case, results)
        return
    assert case.expected, "the case expects nothing"
    assert case.expected == results


def _project(folder: Path) -> Project:
    """The folder; the shipped catalogue is read once for all cases without one of their own."""
    project = Project(folder)
    if not any(folder.rglob(CATALOGUE_FILE)):
        vars(project)["_shared_vocabulary"] = _shipped()._shared_vocabulary
    return project


@cache
def _shipped() -> Project:
    return Project(CASES)


def _review(project: Project, unit: str) -> list[Problem]:
    """What is wrong with the templates; the shipped ones are looked at once, with the shipped catalogue."""
    own = any(project.root.rglob(CATALOGUE_FILE)) or any(project.root.rglob(TEMPLATES))
    return Workshop(project).review(unit) if own else _shipped_review()


@cache
def _shipped_review() -> list[Problem]:
    return Workshop(_shipped()).review(None)


def problems_of(project: Project) -> list[Problem]:
    """Everything ``cchc check --templates`` finds in the folder."""
    metrics = project.root / "metrics"
    quarters = [project.quarter(file) for file in project.metrics_files(metrics)]
    found = [problem for quarter in quarters for problem in quarter.problems]
    found += project.vocabulary_problems(metrics)
    for unit in project.units():
        found += _review(project, unit)
    return in_order(found)


def _loi(project: Project) -> str:
    return _ended(as_text(problems_of(project)))


def _txt(project: Project) -> str:
    _, document, problems = _composed(project, draft=False)
    if document is None or has_errors(problems):
        return _ended(as_text(in_order(problems)))
    return WRITERS["txt"](document, None).decode()


def _tin(project: Project) -> str:
    quarter = _only_quarter(project)
    composition = Workshop(project).compose(quarter, "tin-ngan", "tthc")
    if composition.document is None:
        return _ended(as_text(in_order(composition.problems)))
    return WRITERS["txt"](composition.document, None).decode()


def _baocao(project: Project) -> str:
    _, document, problems = _composed(project, draft=False, genre="bao-cao")
    if document is None or has_errors(problems):
        return _ended(as_text(in_order(problems)))
    return WRITERS["txt"](document, None).decode()


def _dung(project: Project) -> str:
    quarter, workshop = _only_quarter(project), Workshop(project)
    genres, found = workshop.usual(quarter)
    composed = [workshop.compose(quarter, genre) for genre in genres]
    found += [problem for composition in composed for problem in composition.problems]
    documents = [composition.document for composition in composed if composition.document]
    made = [result for document in documents for result in workshop.write(document, ["docx"])]
    return _ended(as_text(in_order([*found, *(result for result in made if isinstance(result, Problem))])))


def _nhap(project: Project) -> str:
    _, document, problems = _composed(project, draft=True)
    assert document is not None, as_text(problems)
    return WRITERS["txt"](with_banner(document, problems), None).decode()


def _trace(project: Project) -> str:
    _, document, problems = _composed(project, draft=False)
    assert document is not None, as_text(problems)
    return _ended(tracing.as_text(tracing.trace(document)))


def _moi(project: Project) -> str:
    unit = project.units()[0]
    _, problems = project.catalogue(unit)
    assert not problems, as_text(problems)
    figures = project.beginning(unit, NEXT)
    return blank_file(figures, "Giải thích từng chỉ tiêu: tệp chi-tieu.md.")


def _so(project: Project) -> str:
    copies = sorted(path for path in project.root.iterdir() if path.is_file())
    before, after, *_ = [*copies, *project.metrics_files(project.root / "metrics")]
    quarters = read_both(project, before, after)
    report = report_on(Workshop(project), *quarters)
    assert report is not None, as_text(errors_of(*quarters))
    return _ended(difference_as_text(report))


def _cauchu(project: Project) -> str:
    *_, path = project.metrics_files(project.root / "metrics")
    quarter, workshop = project.quarter(path), Workshop(project)
    assert quarter.figures is not None, as_text(quarter.problems)
    reviews = review(quarter.figures, lambda varied: workshop.compose(replace(quarter, figures=varied), "bai-bao"))
    return _ended(variants_as_text("bai-bao", quarter.figures, reviews))


def _only_quarter(project: Project) -> Quarter:
    """The quarter that ends last; the others are what it is compared with."""
    quarters = [project.quarter(path) for path in project.metrics_files(project.root / "metrics")]
    return max(quarters, key=lambda quarter: quarter.period.last_day if quarter.period else date.min)


def _composed(
    project: Project, *, draft: bool, genre: str = "bai-bao"
) -> tuple[Quarter, Document | None, list[Problem]]:
    quarter = _only_quarter(project)
    if quarter.figures is None or (has_errors(quarter.problems) and not draft):
        return quarter, None, list(quarter.problems)
    composition = Workshop(project).compose(quarter, genre, draft=draft)
    return quarter, composition.document, [*quarter.problems, *composition.problems]


RESULTS = {
    "loi": _loi,
    "txt": _txt,
    "baocao": _baocao,
    "dung": _dung,
    "trace": _trace,
    "nhap": _nhap,
    "moi": _moi,
    "so": _so,
    "cauchu": _cauchu,
    "tin": _tin,
}


def _ended(text: str) -> str:
    return f"{text}\n" if text else ""


def _accept(case: Case, results: dict[str, str]) -> None:
    page = case.page.read_text(encoding="utf-8")
    changed = BLOCK.sub(
        lambda found: f"```{found['kind']}\n{results[found['kind']]}```" if found["kind"] in results else found[0],
        case.text,
    )
    case.page.write_text(page.replace(case.text, changed), encoding="utf-8")
