"""What LibreOffice makes of the samples, all in one call: pages, words, fonts, language, and what a screen reader is told."""

import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from documents import ARTICLE, FRAME, NEW, PICTURE, shown
from packages import tools
from samples import sample_documents, samples

from cchc_report.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Role,
    Strong,
    Table,
    Text,
    leaves,
    paragraphs,
    text_of,
)
from cchc_report.trace import is_number
from cchc_report.writers.docx import write_docx
from cchc_report.writers.text import write_text

PAGES = {
    "ben-tre/2024-q1/bai-bao": 2,
    "ben-tre/2024-q1/bao-cao": 7,
    "ben-tre/2024-q1/tin-ngan-tthc": 1,
    "bo-kinh-te-bien/2026-6t/bai-bao": 2,
    "bo-kinh-te-bien/2026-6t/bao-cao": 10,
    "hai-son/2026-q2/bai-bao": 2,
    "hai-son/2026-q2/bao-cao": 13,
    "kim-xuyen/2023/bai-bao": 2,
    "kim-xuyen/2023/bao-cao": 11,
    "phuoc-hai-gia-dinh/2026-q2/bai-bao": 3,
    "phuoc-hai-gia-dinh/2026-q2/bao-cao": 16,
    "every kind of node": 1,
    "every style": 2,
    "long tables": 23,
}
"""The documents that are printed, and on how many pages: a number that changes means that a page looks different."""
AS_TAGS = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
TEXT = (Text("Báo cáo đã có: "), Strong((shown(NEW),)))
EVERY_STYLE: tuple[Block, ...] = (
    *(Heading(level, TEXT) for level in (1, 2, 3, 4)),
    *(Paragraph(TEXT, role) for role in Role),
    Bullets((TEXT,)),
    Table((TEXT, TEXT), ((TEXT, TEXT),)),
    PICTURE,
)
"""In letters that every version of the font has: some distributions ship one without all Vietnamese letters."""
LONGEST_CELL, LONGEST_WORD = " ".join(["nội dung dài"] * 384), "đ" * 60
LONG_TABLES: tuple[Block, ...] = (
    Heading(1, (Text("Bảng dài"),)),
    Table(
        ((Text("Thứ tự"),), (Text("Nội dung"),)),
        tuple(((Text(f"Hàng {row}"),), (Text(LONGEST_CELL if row == 7 else "ngắn"),)) for row in range(1, 501)),
    ),
    Table(((Text("Tên"),), (Text("Mã số"),)), (((Text("Một hồ sơ"),), (Text(LONGEST_WORD),)),)),
)
OTHERS = {
    "every kind of node": ARTICLE,
    "every style": Document("x", EVERY_STYLE, "Mọi kiểu"),
    "long tables": Document("x", LONG_TABLES, "Bảng dài"),
}


@dataclass(frozen=True, slots=True)
class Printed:
    """A document beside its pages."""

    document: Document
    text: str
    """What the text writer makes of it."""
    pdf: Path

    def told(self, *command: str) -> str:
        """What a command of poppler tells of the PDF."""
        return subprocess.run([command[0], self.pdf, *command[1:]], check=True, capture_output=True, text=True).stdout


def test_the_samples_are_printed_whole(tmp_path: Path) -> None:
    """One test, since starting LibreOffice takes longer than printing a document."""
    tools("soffice", "pdftotext", "pdffonts", "pdfinfo")
    made = printed(tmp_path)
    found = {name: [*_faults(one, PAGES[name])] for name, one in made.items()}
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert set(found) == set(PAGES)
    *pages, _last, _ = made["long tables"].told("pdftotext", "-layout", "-").split("\f")
    assert [page.split()[:2] for page in pages] == [["Bảng", "dài"], *[["Thứ", "tự"]] * (len(pages) - 1)]


def printed(folder: Path) -> Mapping[str, Printed]:
    """The documents as LibreOffice prints them; it ends with success whatever happens, so that each PDF is looked for."""
    documents = {name: sample_documents()[name][1] for name in PAGES if name not in OTHERS} | OTHERS
    files = {name: samples()[name]["docx"] for name in PAGES if name not in OTHERS}
    files |= {name: write_docx(document, FRAME.read_bytes()) for name, document in OTHERS.items()}
    sources = {name: folder / f"{name.replace('/', '-')}.docx" for name in PAGES}
    for name, path in sources.items():
        path.write_bytes(files[name])
    command = ["soffice", f"-env:UserInstallation=file://{folder / 'profile'}", "--headless", "--convert-to", AS_TAGS]
    subprocess.run(
        [*command, "--outdir", folder / "pdf", *sources.values()], check=True, capture_output=True, timeout=180
    )
    return {
        name: Printed(documents[name], write_text(documents[name]).decode(), folder / "pdf" / f"{path.stem}.pdf")
        for name, path in sources.items()
        if (folder / "pdf" / f"{path.stem}.pdf").is_file()
    }


def _faults(one: Printed, pages: int) -> Iterator[str]:
    about, text = one.told("pdfinfo"), one.told("pdftotext", "-")
    if f"Pages:           {pages}\n" not in about:
        yield f"{re.findall('Pages:.*', about)}, {pages} expected"
    if any(not page.strip() for page in text.split("\f")[:-1]):
        yield "an empty page"
    yield from _word_faults(one, text)
    yield from _figure_faults(one.document, text)
    fonts = {line.split()[0].partition("+")[2].partition("-")[0] for line in one.told("pdffonts").splitlines()[2:]}
    if fonts != {"LiberationSerif"}:
        yield f"fonts {fonts}"
    yield from _reader_faults(one, about)


def _word_faults(one: Printed, text: str) -> Iterator[str]:
    """Every word of the text is on the pages, and no other but page numbers, header rows, the marking and dashes."""
    on_pages, in_text = Counter(text.split()), Counter(one.text.split())
    header = " ".join(
        text_of(cell) for block in one.document.blocks if isinstance(block, Table) for cell in block.header
    )
    # A dash that ends a line is taken for the mark of a broken word.
    free = {*header.split(), *one.document.marking.split(), *map(str, range(1, 30)), "-", "–"}
    lost, added = in_text - on_pages, on_pages - in_text
    # A word longer than its column is broken, and nothing else is.
    broken = [word for word in lost if len(word) > 50 and word in re.sub(r"\s", "", text)]
    yield from (f"lost {word!r} {times} times" for word, times in lost.items() if word not in {"-", *broken})
    strange = {word for word in added if word not in free and not any(word in whole for whole in broken)}
    yield from (f"added {word!r} {added[word]} times" for word in strange)


def _figure_faults(document: Document, text: str) -> Iterator[str]:
    """The printed text of every figure stands on the pages, blanks and line ends aside."""
    bare = re.sub(r"\s", "", text)
    figures = [leaf for inlines in paragraphs(document) for leaf in leaves(inlines) if is_number(leaf)]
    yield from (
        f"no figure {leaf.text!r}" for leaf in figures if re.sub(r"\s|-", "", leaf.text) not in bare.replace("-", "")
    )


def _reader_faults(one: Printed, about: str) -> Iterator[str]:
    """What the PDF tells a screen reader: title, language, headings, which cells are headers."""
    if f"Title:           {one.document.title}\n" not in about or "Tagged:          yes" not in about:
        yield f"title or tags: {about}"
    if b"/Lang(vi-VN)" not in one.pdf.read_bytes():
        yield "no language"
    structure = one.told("pdfinfo", "-struct")
    tables = sum(bool(isinstance(block, Table) and block.header) for block in one.document.blocks)
    if (structure.count(" TH:") > 0) != (tables > 0):
        yield f"{tables} tables, {structure.count(' TH:')} header cells"
    if " H1 " not in structure:
        yield "no first heading"
