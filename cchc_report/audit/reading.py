"""One sentence of a text beside the rendered ones that it says again: what stands where, and how alike the surroundings are."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from cchc_report.audit.alignment import aligned, clause, likeness
from cchc_report.audit.mentions import Mention, Sort
from cchc_report.audit.subject import Printed, Sentence, Subject


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence, and the rendered sentences that it was paired with, by their indices."""

    sentence: Sentence
    subject: Subject
    rendered: tuple[int, ...]

    @property
    def is_verbatim(self) -> bool:
        """Whether it is a rendered sentence, letter by letter."""
        sentences = self.subject.sentences
        return len(self.rendered) == 1 and sentences[self.rendered[0]].text == self.sentence.text

    def mention(self, at: int) -> Mention:
        """The quantity at a place among the words."""
        token = self.sentence.tokens[at]
        assert isinstance(token, Mention)  # noqa: S101 - the caller has its place from ``mentions``
        return token

    def mentions(self) -> Iterator[tuple[int, Mention]]:
        """The quantities and their places among the words, but for what only counts paragraphs."""
        for at, token in enumerate(self.sentence.tokens):
            if isinstance(token, Mention) and token.sort is not Sort.LABEL:
                yield at, token

    def in_place(self) -> dict[int, Printed]:
        """For each quantity the rendered one that stands in its place, word by word."""
        sentences, printed = self.subject.sentences, self.subject.printed
        places = [(number, at) for number in self.rendered for at in range(len(sentences[number].tokens))]
        tokens = tuple(chain.from_iterable(sentences[number].tokens for number in self.rendered))
        found: list[int | None] = list(range(len(tokens)))
        if tokens != self.sentence.tokens:
            found = aligned(self.sentence.tokens, tokens)
        pairs = ((at, places[place]) for at, place in enumerate(found) if place is not None)
        return {at: printed[place] for at, place in pairs if place in printed}

    def candidates(self) -> list[Printed]:
        """The quantities of the rendered sentences."""
        printed, sentences = self.subject.printed, self.subject.sentences
        places = ((number, place) for number in self.rendered for place in range(len(sentences[number].tokens)))
        return [printed[place] for place in places if place in printed]

    def alike(self, at: int) -> list[Printed]:
        """The rendered quantities of the same value, wherever they stand."""
        key, sentences = self.sentence.tokens[at].key, self.subject.sentences
        places = (
            (number, place)
            for number in self.subject.containing.get(key, ())
            for place in range(len(sentences[number].tokens))
        )
        return [self.subject.printed[n, place] for n, place in places if sentences[n].tokens[place].key == key]

    def likeness(self, at: int, printed: Printed) -> float:
        """How alike the words around two quantities are, from 0 to 1."""
        return likeness(self.sentence.tokens, at, self.subject.sentences[printed.sentence].tokens, printed.token)

    def shared(self, at: int, printed: Printed | None) -> float:
        """How many of the words of their two clauses are in both, from 0 to 1."""
        ours, theirs = clause(self.sentence, at), self._clause(printed)
        return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours or theirs else 0.0

    def shared_weight(self, at: int, printed: Printed) -> float:
        """The same of the words that are known, those counting most that tell most."""
        ours, theirs = clause(self.sentence, at) & self.subject.containing.keys(), self._clause(printed)
        both, all_ = (self.subject.weigh(dict.fromkeys(words, 1)) for words in (ours & theirs, ours | theirs))
        return both / all_ if all_ else 0.0

    def _clause(self, printed: Printed | None) -> frozenset[str]:
        return clause(self.subject.sentences[printed.sentence], printed.token) if printed else frozenset()
