"""The units that the name model reads: words, parts of hyphenated compounds, single marks."""

from __future__ import annotations

import re

# Numbers with their inner marks; abbreviations with inner stops ("S.p.A"); words, which keep "&" and
# apostrophes inside but not a genitive "'s"; any other mark alone.
_PIECE = re.compile(
    r"\d+(?:[.,:]\d+)*(?![^\W\d])"
    r"|[^\W\d_]{1,3}(?:\.[^\W\d_]{1,3})+(?!\w)"
    r"|\w+(?:(?:&|['’](?!s\b))\w+)*"
    r"|[^\w\s]"
)
_HYPHENS = frozenset("-‐‑")
_DIGIT = re.compile(r"\d")

GLUED_HYPHEN = "=-="  # the form of a hyphen inside a compound; one that stands free is a dash

Piece = tuple[str, int, int]


def split_pieces(text: str, start: int = 0, end: int | None = None) -> list[Piece]:
    """Forms with their half-open offsets into `text`; digits become 0, so that numbers share a form.

    >>> [form for form, _, _ in split_pieces("Der DLR-Chef sprach 2009 von S.p.A. – gut.")]
    ['Der', 'DLR', '=-=', 'Chef', 'sprach', '0000', 'von', 'S.p.A', '.', '–', 'gut', '.']
    """
    pieces = []
    for match in _PIECE.finditer(text, start, len(text) if end is None else end):
        form, first, last = match.group(), match.start(), match.end()
        if form in _HYPHENS:
            before, after = text[first - 1 : first] if first else "", text[last : last + 1]
            if before.isalnum() and after.isalnum():
                form = GLUED_HYPHEN
        elif not form.isalpha():
            form = _DIGIT.sub("0", form)
        pieces.append((form, first, last))
    return pieces
