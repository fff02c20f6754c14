"""How the plenary protocols use words: with determiners, in lower case, behind prepositions of place, behind titles."""

from __future__ import annotations

import lzma
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from flows.finding.lexicon.rebuild.sources import word_list

_TOKEN = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|[.!?:;,()„“\"\n]|\d+")
_ENDS = frozenset('.!?:;„“"()\n')
_PORTION = 1 << 22  # characters that are read at once
_PLACES = frozenset(("in", "aus", "nach"))
_TITLES = word_list("titles")
_DETERMINERS = word_list("determiners")


class Speeches:
    """Counts per capitalised word; `lower` counts words in lower case."""

    def __init__(self, path: Path, first_names: frozenset[str]) -> None:
        self._first_names = first_names
        self.inside: Counter[str] = Counter()  # not at the beginning of a sentence
        self.opening: Counter[str] = Counter()
        self.determined: Counter[str] = Counter()  # behind a determiner
        self.described: Counter[str] = Counter()  # behind an adjective
        self.placed: Counter[str] = Counter()  # behind "in", "aus", "nach"
        self.titled: Counter[str] = Counter()  # behind a title or first name
        self.lower: Counter[str] = Counter()
        for portion in _portions(path):
            self._read(portion)

    def _read(self, text: str) -> None:
        before = "."
        for word in _TOKEN.findall(text):
            if word[0].isupper():
                self._count(word, before)
            elif word[0].islower():
                self.lower[word] += 1
            before = word

    def _count(self, word: str, before: str) -> None:
        if before in _PLACES:
            self.placed[word] += 1
        elif before in _TITLES or before in self._first_names:
            self.titled[word] += 1
        if before in _ENDS or len(word) < 2:
            self.opening[word] += 1
            return
        self.inside[word] += 1
        if before.lower() in _DETERMINERS:
            self.determined[word] += 1
        elif before[0].islower() and (before[-2:] in {"en", "er", "es", "em"} or before[-1] == "e"):
            self.described[word] += 1

    def total(self, word: str) -> int:
        return self.inside[word] + self.opening[word]

    def words(self) -> list[str]:
        """The capitalised words that occur at least twice."""
        return sorted(word for word in self.inside | self.opening if self.total(word) > 1)

    def noun_share(self, word: str) -> float:
        """How often the word stands behind a determiner or adjective, as names seldom do."""
        if self.total(word) < 2 or not self.inside[word]:
            return 0.0
        return (self.determined[word] + self.described[word]) / self.inside[word]

    def place_share(self, word: str) -> float:
        return self.placed[word] / self.total(word) if self.total(word) > 1 else 0.0

    def person_share(self, word: str) -> float:
        return self.titled[word] / self.total(word) if self.total(word) > 1 else 0.0


def _portions(path: Path) -> Iterator[str]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        while portion := file.read(_PORTION):
            yield portion + file.readline()
