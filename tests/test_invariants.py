"""The gate of Word files finds what is broken, lets pass what is not, and looks at every file that a test makes."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from broken_packages import FURTHER, KNOWN, swapped, unseen
from conftest import ROOT, run_cchc
from documents import ARTICLE, FRAME
from invariants import faults
from samples import samples
from second_opinion import errors
from watching import leaving_sound

import cchc_report.writers.docx as writer
from cchc_report.amendment import commented, relisted, replaced
from cchc_report.writers import WRITERS

Build = Callable[[Mapping[str, str | bytes]], Path]
REPORT_FRAME = (ROOT / "templates" / "khung" / "bao-cao.docx").read_bytes()
GOOD = writer.write_docx(replace(ARTICLE, marking="Số liệu giả định", metrics="metrics/x.yaml"), REPORT_FRAME)
"""With every kind of block, a picture, a header, a marking at the foot and properties."""


def test_there_are_the_24_known_ways_and_as_many_others() -> None:
    assert (len(KNOWN), len(FURTHER)) == (24, 25)


@pytest.mark.parametrize("way", KNOWN | FURTHER)
def test_a_broken_file_is_found(way: str) -> None:
    assert faults((KNOWN | FURTHER)[way](GOOD))


def test_damage_that_nobody_listed_is_found_too() -> None:
    damaged = dict(unseen(GOOD))
    missed = [way for way, data in damaged.items() if not faults(data)]
    assert len(damaged) > 80
    assert missed == []


def test_a_good_file_is_let_through() -> None:
    assert (faults(GOOD), errors(GOOD)) == ([], [])


def test_every_sample_is_let_through() -> None:
    assert {name: found for name, sample in samples().items() if (found := faults(sample["docx"]))} == {}


def test_the_gate_stands_behind_every_writer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever way a test reaches it: by its name, as the tests and benchmarks do, or by the table of formats."""
    monkeypatch.setattr("cchc_report.writers.docx.section_end", lambda _: "<w:p><w:p/></w:p>")
    monkeypatch.setattr("cchc_report.writers.docx.document_part", lambda _: b"<x/>")
    for write in (writer.write_docx, WRITERS["docx"]):
        with pytest.raises(AssertionError, match="the document is a x"):
            write(ARTICLE, FRAME.read_bytes())


def test_the_gate_stands_behind_what_amends_a_file() -> None:
    assert all(hasattr(function, "__wrapped__") for function in (commented, relisted, replaced))
    with pytest.raises(AssertionError, match=r"header1\.xml, which is not there"):
        leaving_sound(KNOWN["no header"])(GOOD)
    already = KNOWN["an unknown style"](GOOD)
    assert leaving_sound(lambda data: data)(already) == already, "what was wrong before is nobody's fault"


def test_the_gate_stands_behind_every_command(working_folder: Build) -> None:
    """What another process wrote is looked at as well."""
    metrics = (ROOT / "metrics" / "ben-tre" / "2024-q1.yaml").read_bytes()
    folder = working_folder({"metrics/x/2024-q1.yaml": metrics, "templates/khung/bai-bao.docx": wrongly_typed()})
    with pytest.raises(AssertionError, match=r"theme1\.xml is a theme by its link"):
        run_cchc("render", "metrics", "--genre", "bai-bao", "--to", "docx", cwd=folder)


def wrongly_typed() -> bytes:
    """The shipped frame with its theme of a type that is none; what it does not write itself, the tool leaves to Word."""
    return swapped(b"officedocument.theme+xml", b"officedocument.thme+xml", "[Content_Types].xml")(FRAME.read_bytes())
