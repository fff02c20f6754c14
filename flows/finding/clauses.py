"""The clause and chunk grammar that events, relations and figures share: `parse_sentences`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from flows.finding.clausing.chunks import Chunk, Chunker
from flows.finding.clausing.segments import Clause, ClauseReader
from flows.finding.clausing.words import Words

__all__ = ["Chunk", "Clause", "Sentence", "Words", "parse_sentence", "sentence_spans", "words_of"]


LONGEST_SENTENCE = 300  # tokens; the longest of real sentences have about 150


@dataclass(slots=True)
class Sentence:
    """A sentence's phrases and clauses; `start` and `end` are tokens."""

    words: Words
    start: int
    end: int
    chunks: list[Chunk]
    clauses: list[Clause]

    def clause_at(self, token: int) -> Clause | None:
        """The innermost clause around a token."""
        found = [clause for clause in self.clauses if clause.covers(token)]
        return found[-1] if found else None


def words_of(doc: Doc) -> Words:
    """The document's words, built once and shared by the components that follow the names."""
    words = doc.user_data.get("depesche_words")
    if words is None or len(words.words) != len(doc):
        words = doc.user_data["depesche_words"] = Words(doc)
        doc.user_data["depesche_parses"] = {}
    return words


def sentence_spans(doc: Doc) -> Iterator[tuple[int, int]]:
    """First token and end token of every sentence; an endless one is read in pieces, so that time stays linear."""
    for sentence in doc.sents:
        for start in range(sentence.start, sentence.end, LONGEST_SENTENCE):
            yield start, min(sentence.end, start + LONGEST_SENTENCE)


def parse_sentence(doc: Doc, start: int, end: int) -> Sentence:
    """Phrases and clauses of the sentence over these tokens; parsed once per document."""
    words = words_of(doc)
    parses = doc.user_data["depesche_parses"]
    if start not in parses:
        chunker = Chunker(words, start, end)
        chunks = chunker.read()
        clauses = ClauseReader(words, chunks, chunker.relatives, start, end).read()
        parses[start] = Sentence(words, start, end, chunks, clauses)
    return parses[start]  # type: ignore[no-any-return]
