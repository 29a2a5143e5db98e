"""What a template prints as it stands: named blocks, prose, numbers that nobody can trace."""

import re
from collections.abc import Iterator
from functools import lru_cache

from jinja2 import Environment

from cchc_report.catalogue import Catalogue
from cchc_report.constructs.places import place_of
from cchc_report.library import Template
from cchc_report.markup import NAMED_BLOCKS
from cchc_report.problems import Problem, error, warning
from cchc_report.proofreading import Passage
from cchc_report.vietnamese.wording import nearest

CLOSE_HINT = "mỗi khối mở bằng một dòng như «::: sapo» và đóng bằng một dòng «:::»"


def block_marks(template: Template) -> Iterator[Problem]:
    """Named blocks that do not exist, and blocks that are never closed."""
    open_line = 0
    for number, line in enumerate(template.text.splitlines(), start=1):
        name = line.strip().removeprefix(":::").strip() if line.strip().startswith(":::") else None
        if name is None:
            continue
        if name and name not in NAMED_BLOCKS:
            near = nearest(name, NAMED_BLOCKS)
            yield error(
                "khoi-la",
                f"không có khối «::: {name}»",
                place_of(template, number),
                f"có phải «::: {near}»?" if near else f"dùng được: {', '.join(NAMED_BLOCKS)}",
            )
        if bool(name) == bool(open_line):
            message = "khối trước chưa đóng bằng dòng «:::»" if name else "dòng «:::» này không đóng khối nào"
            yield error("khoi-ho", message, place_of(template, open_line or number, ":::"), CLOSE_HINT)
        open_line = number if name else 0
    if open_line:
        yield error("khoi-ho", "khối này chưa đóng bằng dòng «:::»", place_of(template, open_line, ":::"), CLOSE_HINT)


@lru_cache(maxsize=256)
def prose_of(template: Template) -> tuple[Passage, ...]:
    """What the template prints as it stands, line by line; nothing of a line without words."""
    lexed = Environment().lex(template.text)  # noqa: S701 - nothing is rendered here
    data = [(number, text) for number, kind, text in lexed if kind == "data"]
    lines = [(number + offset, line) for number, text in data for offset, line in enumerate(text.split("\n"))]
    return tuple(Passage(line, place_of(template, number, line.strip())) for number, line in lines if line.strip())


def bare_numbers(template: Template, catalogue: Catalogue) -> Iterator[Problem]:
    """Digits typed into a template, outside the fixed names: nobody can trace them."""
    for passage in prose_of(template):
        yield from bare_numbers_in(template, passage.place.line, passage.text, catalogue)


def bare_numbers_in(template: Template, line_number: int, text: str, catalogue: Catalogue) -> Iterator[Problem]:
    """The same in a text that stands on one line."""
    names = "|".join(re.escape(name) for name in catalogue.fixed_names)
    rest = re.sub(names, lambda found: " " * len(found[0]), text) if names else text
    for found in re.finditer(r"[0-9](?:[0-9.,/-]*[0-9])?%?", rest):
        hint = "đưa số vào tệp số liệu; tên riêng có số thì khai báo ở «ten_co_dinh» của danh mục"
        place = place_of(template, line_number, found[0])
        yield warning("so-tran", f"số «{found[0]}» gõ thẳng trong mẫu nên không truy được nguồn", place, hint)
