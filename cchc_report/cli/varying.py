"""``cchc render --variants``: the wordings of a quarter's genres, for review; nothing is written."""

from collections.abc import Sequence
from dataclasses import replace

from cchc_report.cli.console import notify, print_result, say
from cchc_report.compose import Composition
from cchc_report.figures import Figures
from cchc_report.problems import has_errors
from cchc_report.project import Quarter
from cchc_report.rendering import Workshop
from cchc_report.variants import as_text, review


def print_variants(
    workshop: Workshop, quarter: Quarter, genres: Sequence[str] | None, section: str, *, strict: bool
) -> bool:
    """Print what each genre says of every variant; whether the quarter and all of its variants can be composed."""
    if quarter.figures is None or has_errors(quarter.problems, strict=strict):
        notify(quarter.problems)
        say(f"Không xét {quarter.path.as_posix()}: số liệu còn lỗi.")
        return False
    named = workshop.usual(quarter)[0] if genres is None else genres
    fine = [_print_genre(workshop, quarter, genre, section) for genre in named]
    return all(fine)


def _print_genre(workshop: Workshop, quarter: Quarter, genre: str, section: str) -> bool:
    def compose(varied: Figures) -> Composition:
        return workshop.compose(replace(quarter, figures=varied), genre, section)

    figures, unvaried = quarter.figures, workshop.compose(quarter, genre, section)
    assert figures is not None  # noqa: S101 - the caller looked
    if has_errors(unvaried.problems):
        notify(unvaried.problems)
        return False
    reviews = review(figures, compose)
    print_result(as_text(genre, figures, reviews))
    return not any(one.faults for one in reviews)
