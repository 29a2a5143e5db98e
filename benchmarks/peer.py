"""What an audit is timed against: somebody's few lines that only tell where the words of two texts differ.

``python -m benchmarks.peer DOCUMENT.docx ORIGINAL.txt`` prints the number of places; python-docx reads, ``difflib`` compares.
"""

import sys
from difflib import SequenceMatcher
from pathlib import Path

import docx


def differences(file: Path, original: Path) -> int:
    """In how many places the words of a Word file, its tables last, differ from those of a UTF-8 text."""
    document = docx.Document(str(file))
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    texts = [paragraph.text for paragraph in document.paragraphs] + [cell.text for cell in cells]
    words = [word for text in texts for word in text.split()]
    changes = SequenceMatcher(None, original.read_text(encoding="utf-8").split(), words).get_opcodes()
    return sum(tag != "equal" for tag, *_ in changes)


if __name__ == "__main__":
    print(differences(Path(sys.argv[1]), Path(sys.argv[2])))
