"""Word endings as a table: a look-up per length of ending, however many endings there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Endings(Generic[Value]):
    """What the end of a word tells. Of two entries for one ending the first stays.

    >>> list(Endings([("umsatz", 1), ("satz", 2), ("bau", 3)]).of("jahresumsatz"))
    [('umsatz', 1), ('satz', 2)]
    """

    __slots__ = ("_lengths", "_values")

    def __init__(self, pairs: Iterable[tuple[str, Value]]) -> None:
        self._values: dict[str, Value] = {}
        for ending, value in pairs:
            self._values.setdefault(ending, value)
        self._lengths = sorted({len(ending) for ending in self._values}, reverse=True)

    def of(self, word: str) -> Iterator[tuple[str, Value]]:
        """The entries that the word ends in, the longest first; the word itself is one of its endings."""
        for length in self._lengths:
            if length <= len(word):
                ending = word[len(word) - length :]
                if ending in self._values:
                    yield ending, self._values[ending]
