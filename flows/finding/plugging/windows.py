"""A text in portions that a model can read, whole sentences where they fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# No model splits a text into fewer pieces than this, so counting them never promises too much.
_WORD = re.compile(r"\w{1,40}|[^\w\s]")
_SHARED = 5  # one in so many words of a portion is read again in the next one of the same sentence


@dataclass(frozen=True, slots=True)
class Window:
    """A portion of the text; names count that begin in its part from `first` to `last`."""

    start: int
    end: int
    first: int
    last: int


def cut_windows(text: str, sentences: Iterable[tuple[int, int]], most: int) -> Iterator[Window]:
    """Portions of at most `most` words that cover all sentences; a longer sentence is cut where words end.

    Portions of one sentence overlap, and each half of what they share counts in the portion that sees more around it.

    >>> text = "Eins zwei. Drei vier fünf. Sechs."
    >>> [text[w.start : w.end] for w in cut_windows(text, [(0, 10), (11, 26), (27, 33)], 7)]
    ['Eins zwei. Drei vier fünf.', 'Sechs.']
    """
    begun: tuple[int, int] | None = None  # a portion that further sentences may join
    size = 0
    for start, end in sentences:
        words = [match.span() for match in _WORD.finditer(text, start, end)]
        if begun is not None and size + len(words) > most:
            yield Window(*begun, *begun)
            begun, size = None, 0
        if len(words) > most:
            yield from _cut_sentence(words, most)
        elif words:
            begun = (begun[0] if begun else start, end)
            size += len(words)
    if begun is not None:
        yield Window(*begun, *begun)


def _cut_sentence(words: list[tuple[int, int]], most: int) -> Iterator[Window]:
    shared = most // _SHARED
    for first in range(0, len(words) - shared, most - shared):
        last = min(first + most, len(words))
        counts_from = words[first + shared // 2 if first else 0][0]
        counts_to = words[last - shared + shared // 2][0] if last < len(words) else words[-1][1]
        yield Window(words[first][0], words[last - 1][1], counts_from, counts_to)
