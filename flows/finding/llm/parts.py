"""A long article in parts that fit into a model's context."""

from __future__ import annotations

from flows.finding.records import Span


def split_text(text: str, most: int) -> list[Span]:
    """Parts of at most `most` characters that cover the text, cut between paragraphs where possible.

    >>> [("a b\\n\\nc d\\ne f"[p.start : p.end]) for p in split_text("a b\\n\\nc d\\ne f", 6)]
    ['a b\\n\\n', 'c d\\n', 'e f']
    """
    parts: list[Span] = []
    start = 0
    while len(text) - start > most:
        end = start + most
        for mark in ("\n\n", "\n", ". ", " "):
            cut = text.rfind(mark, start, end)
            if cut > start:
                end = cut + len(mark)
                break
        parts.append(Span(start, end))
        start = end
    return [*parts, Span(start, len(text))] if start < len(text) else parts
