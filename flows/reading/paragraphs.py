"""Paragraphs of a plain text, with exact offsets: one per line, or wrapped lines put together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_CLOSERS = "\"'”“»«’‘)]*_"  # may stand behind the full stop
_TERMINAL = ".!?…:;"
_FIRST_WORD = re.compile(r"\S+")
_WIDEST = 120  # characters; no text is wrapped wider
_NARROWEST = 40  # narrower "wrapping" is a list or a table


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of text without its surrounding blanks; offsets are half-open code points."""

    start: int
    end: int
    text: str

    @property
    def ends_sentence(self) -> bool:
        return ends_sentence(self.text)


def ends_sentence(text: str) -> bool:
    """Whether the text ends like a sentence, quotation marks and brackets aside."""
    return text.rstrip(_CLOSERS)[-1:] in tuple(_TERMINAL) and text != ""


def split_paragraphs(text: str) -> list[Paragraph]:
    r"""The paragraphs of a text in linear time; together they hold every non-blank character once.

    >>> [p.text for p in split_paragraphs("Kehl wächst\n\n  Der Umsatz stieg.\n")]
    ['Kehl wächst', 'Der Umsatz stieg.']
    """
    lines = _lines(text)
    width = _wrap_width(lines)
    found: list[Paragraph] = []
    begin = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or not _continues(lines[at - 1], lines[at], width):
            start, end = lines[begin].start, lines[at - 1].end
            found.append(Paragraph(start, end, text[start:end]))
            begin = at
    return found if lines else []


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    number: int  # blank lines count, so that neighbours have consecutive numbers


def _lines(text: str) -> list[_Line]:
    lines = []
    offset = 0
    for number, line in enumerate(text.split("\n")):
        stripped = line.strip()
        if stripped:
            start = offset + len(line) - len(line.lstrip())
            lines.append(_Line(start, start + len(stripped), stripped, number))
        offset += len(line) + 1
    return lines


def _wrap_width(lines: list[_Line]) -> int | None:
    """The column at which an editor broke the lines, or None for a text with one paragraph per line."""
    if len(lines) < 4:
        return None
    width = sorted(len(line.text) for line in lines)[int(0.8 * (len(lines) - 1))]
    if not _NARROWEST <= width <= _WIDEST:
        return None
    neighbours = [(a, b) for a, b in pairwise(lines) if b.number == a.number + 1]
    full = sum(_is_full(a, b, width) for a, b in neighbours)
    if sum(len(line.text) > _WIDEST for line in lines) > 0.1 * len(lines):
        return None
    return width if len(neighbours) >= 3 and full >= 0.5 * len(neighbours) else None


def _is_full(line: _Line, following: _Line, width: int) -> bool:
    """Whether the next line's first word would not have fitted any more."""
    word = _FIRST_WORD.match(following.text)
    return word is not None and len(line.text) + 1 + len(word[0]) > width


def _continues(line: _Line, following: _Line, width: int | None) -> bool:
    if following.number != line.number + 1:
        return False
    if width is not None and max(len(line.text), len(following.text)) <= _WIDEST:
        return _is_full(line, following, width)
    # A single broken line in an unwrapped text: no full stop, and the next goes on in lower case.
    return (
        len(line.text) >= _NARROWEST
        and len(following.text) >= _NARROWEST
        and following.text[0].islower()
        and not ends_sentence(line.text)
    )
