"""Two spaces where one is due."""

import re
from collections.abc import Iterator

from cchc_report.problems import Problem, warning
from cchc_report.proofreading.passages import Passage

_DOUBLE = re.compile(r"[^\s|]+ {2,}[^\s|]+")


def double_spaces(passage: Passage) -> Iterator[Problem]:
    """The first of them in a text."""
    found = _DOUBLE.search(passage.text)
    if found is not None:
        message = f"giữa «{found[0].split()[0]}» và «{found[0].split()[-1]}» có hai dấu cách trở lên"
        yield warning("thua-dau-cach", message, passage.at(found[0]), "chỉ để một dấu cách")
