"""Sentences of our own with their names marked in the text: "Der Zulieferer [o Talbau] aus [l Kassel] wächst."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from flows.finding.model.pieces import split_pieces
from flows.finding.model.train.corpora import OUTSIDE, Sentence, mark

SENTENCES = Path(__file__).parent / "sentences"
_MARK = re.compile(r"\[(\w) ([^\]]+)\]")
_KINDS = {"o": "organization", "p": "person", "l": "location", "d": "product", "e": "event"}


def read_marked(folder: Path = SENTENCES) -> Iterator[Sentence]:
    """One sentence (or paragraph) per line of the folder's files."""
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            if line.strip():
                yield _sentence(line.strip())


def _sentence(line: str) -> Sentence:
    """Spans follow the pieces: a genitive's "s" behind the bracket belongs to the name's piece.

    >>> sentence = _sentence("[o Talbau]s Chefin [p Eva Kern] schweigt.")
    >>> sentence.text, [allowed > 1 for allowed in sentence.allowed]
    ('Talbaus Chefin Eva Kern schweigt.', [True, False, True, True, False, False])
    """
    text, spans, behind = "", [], 0
    for match in _MARK.finditer(line):
        text += line[behind : match.start()]
        spans.append((len(text), len(text) + len(match[2]), _KINDS[match[1]]))
        text += match[2]
        behind = match.end()
    text += line[behind:]
    sentence = Sentence("own", text, pieces := split_pieces(text), [OUTSIDE] * len(pieces), news=True)
    for start, end, kind in spans:
        mark(sentence, start, max([end, *(last for _, first, last in pieces if first < end <= last)]), kind)
    return sentence
