"""Where words that somebody cites stand in the text, whatever quotation marks, dashes and spaces they typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from flows.finding.records import Span

_SAME = {
    **dict.fromkeys("„“”‟«»″", '"'),
    **dict.fromkeys("‚‘’‛‹›′`´", "'"),
    **dict.fromkeys("‐‑‒–—−", "-"),
}


class CitedText:
    """A text in which cited words are looked up.

    >>> text = "Er sagte: „Wir\\nwach\\u00adsen – bald“."
    >>> [text[s.start : s.end] for s in CitedText(text).find('"Wir wachsen - bald"')]
    ['„Wir\\nwach\\xadsen – bald“']
    """

    def __init__(self, text: str) -> None:
        self.text = text
        chars: list[str] = []
        self._places: list[int] = []  # where each normal character stands in the text
        for place, char in enumerate(text):
            if unicodedata.category(char) == "Cf":  # soft hyphens and the like: nobody cites them
                continue
            if char.isspace():
                if not chars or chars[-1] == " ":
                    continue
                char = " "
            chars.append(_SAME.get(char, char))
            self._places.append(place)
        self._normal = "".join(chars)

    def find(self, words: str, *, genitive: bool = False) -> list[Span]:
        """All places of the words, as offsets into the text; never inside of longer words.

        With `genitive` a name may have an s behind it that the citation lacks.
        """
        cited = normal(words)
        return list(self._places_of(cited, genitive)) if cited else []

    def _places_of(self, cited: str, genitive: bool) -> Iterator[Span]:
        start = self._normal.find(cited)
        while start >= 0:
            end = start + len(cited)
            if self._is_whole(start, end, genitive):
                yield Span(self._places[start], self._places[end - 1] + 1)
            start = self._normal.find(cited, start + 1)

    def _is_whole(self, start: int, end: int, genitive: bool) -> bool:
        text = self._normal
        if start and text[start].isalnum() and text[start - 1].isalnum():
            return False
        behind = text[end : end + 2]
        if genitive and behind[:1] == "s":
            behind = behind[1:]
        return not (behind[:1].isalnum() and text[end - 1].isalnum())


def normal(words: str) -> str:
    """The words as they are compared: plain marks, single spaces, no invisible characters."""
    kept = (_SAME.get(char, char) for char in unicodedata.normalize("NFC", words) if unicodedata.category(char) != "Cf")
    return " ".join("".join(kept).split())
