"""The copy of a text that finders read: no soft hyphens, plain spaces, and a way back to the source's offsets."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

# Spaces that print like a space and must match like one (no-break, figure, thin, narrow no-break, …).
_SPACES = frozenset("\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))))

# Anything that cleaning could change: controls but LF, and what is not plain Latin text or a common mark.
_UNPLAIN = re.compile(r"[^\n\u0020-\u007e\u00a1-\u00ac\u00ae-\u02ff–—‘’‚‛“”„‟†‡•…‰′″‹›€]")

# Rules and rows of marks say nothing, and the tokenizer's time grows with the square of their length.
_LONG_RUN = re.compile(r"[^\w\s]{100,}")


class CleanedText:
    """`text` without invisible characters; `source_span` gives back offsets into the original.

    >>> cleaned = CleanedText("Über\\u00adnahme für 5\\u00a0Mio.")
    >>> cleaned.text
    'Übernahme für 5 Mio.'
    >>> cleaned.source_span(0, 9)
    (0, 10)
    """

    def __init__(self, source: str) -> None:
        source = _LONG_RUN.sub(lambda run: " " * len(run.group()), source)
        kept: list[str] = []
        self._starts: list[int] = []  # where in `text` each unbroken run begins …
        self._shifts: list[int] = []  # … and how many source characters were dropped before it
        self.unchanged = _UNPLAIN.search(source) is None
        if self.unchanged:
            self.text = source
            return
        dropped = 0
        for char in source:
            if unicodedata.category(char) == "Cf":  # soft hyphen, zero-width space, direction marks
                dropped += 1
                continue
            if dropped != (self._shifts[-1] if self._shifts else 0):
                self._starts.append(len(kept))
                self._shifts.append(dropped)
            kept.append(_plain(char))
        self.text = "".join(kept)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the source for a non-empty span of `text`."""
        return start + self._shift(start), end - 1 + self._shift(end - 1) + 1

    def clean_offset(self, offset: int) -> int:
        """The offset in `text` of the first kept character at or after a source offset."""
        low, high = 0, len(self.text)
        while low < high:
            middle = (low + high) // 2
            if middle + self._shift(middle) < offset:
                low = middle + 1
            else:
                high = middle
        return low

    def _shift(self, offset: int) -> int:
        run = bisect_right(self._starts, offset) - 1
        return self._shifts[run] if run >= 0 else 0


def _plain(char: str) -> str:
    if char in _SPACES:
        return " "
    if unicodedata.category(char) == "Cc" and char != "\n":
        # C1 controls in a text are nearly always Windows-1252 marks („ “ –) that were read as Latin-1.
        return bytes([ord(char)]).decode("cp1252", errors="ignore") or " " if "\x80" <= char <= "\x9f" else " "
    return char
