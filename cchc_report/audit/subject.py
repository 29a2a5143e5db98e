"""What a text is held against: the sentences of a document as the tool renders it now, each number with its figure."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from cchc_report.audit.mentions import Mention, Token, tokens
from cchc_report.document import Bullets, Document, FigureText, Heading, Inlines, Paragraph, Table, leaves
from cchc_report.figures import Figure, Figures
from cchc_report.vietnamese.sentences import sentences_of

NOWHERE = -1
"""In place of a sentence of the rendered document, and of a token, for a figure that it does not print."""
CELLS = "\t"
"""Between the cells of a row."""
_SPACES = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\n": " ", "\t": " "})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or a row of a table: its words and quantities."""

    text: str
    passage: int
    """Index of the passage that it stands in."""
    offset: int
    """Where it begins there."""
    tokens: tuple[Token, ...]
    """Their places are those in the sentence."""
    bag: Mapping[str, int]
    """How often each word and each quantity stands in it."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A quantity of the rendered document."""

    sentence: int
    """Index of the rendered sentence, or ``NOWHERE``."""
    token: int
    """Index among the sentence's words and quantities."""
    mention: Mention
    text: str
    """As it is printed, its unit included."""
    figure: Figure | None
    """None for words of the template."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A rendered document, made ready to be compared with."""

    document: Document
    figures: Figures
    sentences: tuple[Sentence, ...]
    printed: Mapping[tuple[int, int], Printed]
    """By sentence and token."""
    containing: Mapping[str, tuple[int, ...]]
    """The sentences in which a word or quantity stands."""
    saying: Mapping[str, tuple[int, ...]]
    """The sentences of exactly that text."""
    weights: tuple[float, ...]
    """How much each sentence tells."""

    @staticmethod
    def of(document: Document, figures: Figures) -> "Subject":
        """The sentences and figures of a document of that period."""
        sentences: list[Sentence] = []
        printed: dict[tuple[int, int], Printed] = {}
        for passage, inlines in enumerate(passages(document)):
            text, spans = _spans(inlines)
            for sentence in sentences_in(text, passage):
                number = len(sentences)
                sentences.append(sentence)
                for at, token in enumerate(sentence.tokens):
                    if isinstance(token, Mention):
                        figure = _figure(spans, sentence.offset + token.start, sentence.offset + token.end)
                        printed[number, at] = Printed(number, at, token, token.at(sentence.text), figure)
        containing: dict[str, list[int]] = defaultdict(list)
        saying: dict[str, list[int]] = defaultdict(list)
        for number, sentence in enumerate(sentences):
            saying[sentence.text].append(number)
            for key in sentence.bag:
                containing[key].append(number)
        return Subject(
            document,
            figures,
            tuple(sentences),
            printed,
            _frozen(containing),
            _frozen(saying),
            _weights(sentences, containing),
        )

    def around(self, printed: Printed) -> str:
        """The sentence that a quantity is printed in; empty for a figure that is printed nowhere."""
        return self.sentences[printed.sentence].text if printed.sentence != NOWHERE else ""

    def weight(self, key: str) -> float:
        """How much a word or quantity tells: the more, the fewer sentences have it."""
        return _weight(len(self.containing.get(key, ())), len(self.sentences))

    def weigh(self, bag: Mapping[str, int]) -> float:
        """How much all of them tell."""
        return sum(self.weight(key) * times for key, times in bag.items())


def _weight(times: int, among: int) -> float:
    return log(1 + among / (times or 0.5))


def _weights(sentences: Sequence[Sentence], containing: Mapping[str, Sequence[int]]) -> tuple[float, ...]:
    """Of whole sentences."""
    among = len(sentences)
    return tuple(sum(_weight(len(containing[k]), among) * n for k, n in sentence.bag.items()) for sentence in sentences)


def _frozen(listed: dict[str, list[int]]) -> dict[str, tuple[int, ...]]:
    return {key: tuple(numbers) for key, numbers in listed.items()}


def passages(document: Document) -> Iterator[list[Inlines]]:
    """Paragraphs, items and rows, each as its cells."""
    for block in document.blocks:
        match block:
            case Heading(_, inlines) | Paragraph(inlines):
                yield [inlines]
            case Bullets(items):
                yield from ([item] for item in items)
            case Table(header, rows):
                yield from (list(row) for row in (header, *rows))
            case _:
                pass


def sentences_in(text: str, passage: int) -> Iterator[Sentence]:
    """The sentences of a passage at their places; a row of a table is one."""
    is_row = CELLS in text
    start = 0
    for piece in [text] if is_row else sentences_of(text):
        start = text.index(piece, start)
        found = tokens(piece, is_row=is_row)
        yield Sentence(piece, passage, start, found, Counter(token.key for token in found))
        start += len(piece)


def _spans(cells: list[Inlines]) -> tuple[str, list[tuple[int, int, Figure]]]:
    """The text of a passage, and where in it figures stand."""
    text, spans = "", []
    for number, cell in enumerate(cells):
        text += CELLS if number else ""
        for leaf in leaves(cell):
            if isinstance(leaf, FigureText) and leaf.figure is not None:
                spans.append((len(text), len(text) + len(leaf.text), leaf.figure))
            text += leaf.text.translate(_SPACES)
    return text, spans


def _figure(spans: list[tuple[int, int, Figure]], start: int, end: int) -> Figure | None:
    return next((figure for first, last, figure in spans if first < end and start < last), None)
