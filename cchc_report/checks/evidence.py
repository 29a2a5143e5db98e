"""The other places that a problem shows: what was typed there, also where a figure was computed from it; how to waive."""

from collections.abc import Iterator

from cchc_report.figures import Figure
from cchc_report.problems import Related


def evidence(called: str, figure: Figure) -> list[Related]:
    """Where a figure stands and what it is; of a computed one, which stands nowhere, where each number under it was typed."""
    typed = [part for part in typed_inputs(figure) if part is not figure]
    if not typed:
        return [Related(f"«{called}» ghi {figure.text}", figure.place)]
    derived = f"{figure.derivation} = {figure.text}" if figure.derivation != figure.text else figure.text
    how = f"«{called}» tính được {derived}"
    return [Related(how, typed[0].place), *(Related(f"ghi {part.text}", part.place) for part in typed[1:])]


def typed_inputs(figure: Figure) -> Iterator[Figure]:
    """The figures somebody typed that a computed one rests on; a typed one itself."""
    if not figure.computed:
        yield figure
    for part in figure.inputs if figure.computed else ():
        yield from typed_inputs(part)


def waive(code: str) -> str:
    """How to say that a number is right although the rule says otherwise."""
    return f"nếu con số đúng như vậy, ghi miễn trừ ở «mien_tru» cuối tệp với «quy_tac: {code}»"
