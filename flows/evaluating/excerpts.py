"""The sentence around some words of an article, with the words marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from flows.finding.records import Span

# An ordinal or an abbreviation in front of a noun ends no sentence. What this takes for one is only shown shorter.
_NO_EDGE = r"(?<!\b\d\.)(?<!\d\d\.)(?<!Mrd\.)(?<!Mio\.)(?<!Mill\.)(?<!Nr\.)(?<!Dr\.)(?<!St\.)(?<!\b[A-Z]\.)"
_EDGE = re.compile(rf"\n+|{_NO_EDGE}(?<=[.!?…“”\"«])\s+(?=[A-ZÄÖÜ„»\"“])")
_AROUND = 240  # characters at most on either side
_LONGEST = 1_200  # characters of one excerpt


def excerpt(text: str, marks: Iterable[Span], evidence: Span | None) -> list[tuple[str, bool]]:
    """The text of the sentences that hold marks and evidence, in pieces that are marked or not.

    >>> excerpt("Es regnet. Nordwerk kauft Falk. Die Sonne scheint.", [Span(11, 19)], None)
    [('Nordwerk', True), (' kauft Falk.', False)]
    """
    marks = sorted(set(marks), key=lambda each: (each.start, each.end))
    spans = _together(marks, evidence)
    if not spans:
        return []
    start = _start(text, min(each.start for each in spans))
    end = _end(text, max(each.end for each in spans))
    cut = end - start > _LONGEST
    end = min(end, start + _LONGEST)
    pieces = [*_pieces(text, marks, start, end), *([(" …", False)] if cut else [])]
    return [(piece, marked) for piece, marked in pieces if piece]


def _together(marks: list[Span], evidence: Span | None) -> list[Span]:
    """The evidence with the marks near it; without evidence the marks near the first one."""
    first = evidence or (marks[0] if marks else None)
    if first is None:
        return []
    return [first, *(each for each in marks if first.start - _AROUND < each.start < first.end + _AROUND)]


def _pieces(text: str, marks: list[Span], start: int, end: int) -> Iterator[tuple[str, bool]]:
    at = start
    for mark in marks:
        first, last = max(mark.start, at), min(mark.end, end)
        if first < last:
            yield text[at:first], False
            yield text[first:last], True
            at = last
    yield text[at:end], False


def _start(text: str, at: int) -> int:
    floor = max(0, at - _AROUND)
    edges = [match.end() for match in _EDGE.finditer(text, floor, at + 1) if match.end() <= at]
    return edges[-1] if edges else floor


def _end(text: str, at: int) -> int:
    edge = _EDGE.search(text, max(at - 1, 0), min(len(text), at + _AROUND))
    return max(at, edge.start()) if edge else min(len(text), at + _AROUND)
