"""Quotation marks of all kinds and in any mixture, paired to marked runs of text."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"[„“”‟»«‹›‚‘\"]|(?<!\w),,(?=\S)|(?<=\S)''|``|(?<![\w'])'(?=\w)|(?<=[\w.!?…])'(?![\w'])")
_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\S)")
# What stands before an opening mark and after a closing one.
_BEFORE_OPENING = frozenset(" \t\n([{–—-:/„“\"»«‚'")
_AFTER_CLOSING = frozenset(" \t\n.,;:!?)]}–—-/…“”\"»«'‘")
_ALWAYS_OPEN = frozenset("„‚‟")
_SINGLE = frozenset("‚‘'‹›")
_CLOSING_SINGLE = {
    opening: re.compile(rf"(?<=\S)[{closing}](?!\w)")
    for opening, closing in {"‚": "‘’'", "'": "'", "‹": "›", "›": "‹", "‘": "’"}.items()
}
_MOST_PARAGRAPHS = 3  # a run that is not closed by then has lost its mark


@dataclass(frozen=True, slots=True)
class Run:
    """Marked text: `start`/`end` without the marks, `outer_start`/`outer_end` with them."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    whole: bool = True  # False where one of the two marks is lost


@dataclass(slots=True)
class _Open:
    start: int
    end: int
    mark: str
    paragraph: int
    inner: int = 0  # marks opened inside and not closed yet


def find_runs(text: str) -> list[Run]:
    """Outermost marked runs in reading order, also where only one mark survived.

    >>> [text[r.start:r.end] for text in ["„Gut so“, sagt er: »Ja.«"] for r in find_runs(text)]
    ['Gut so', 'Ja.']
    """
    edges = [match.start() for match in _PARAGRAPH.finditer(text)] + [len(text)]
    runs: list[Run] = []
    current: _Open | None = None
    paragraph = 0
    for match in _MARK.finditer(text):
        while edges[paragraph] < match.start():
            paragraph += 1
        if current is not None and current.paragraph != paragraph:
            current = _over_the_edge(text, current, match, paragraph, edges, runs)
        current = _take(text, current, match, paragraph, edges, runs)
    if current is not None:
        _give_up(text, current, edges[current.paragraph], runs)
    return runs


def _over_the_edge(
    text: str, current: _Open, match: re.Match[str], paragraph: int, edges: list[int], runs: list[Run]
) -> _Open | None:
    """An open run meets a mark in a later paragraph: it goes on if that mark closes it."""
    goes_on = paragraph - current.paragraph < _MOST_PARAGRAPHS and _role(text, match, current) == "close"
    if goes_on and _matches(current.mark, match.group()):
        current.paragraph, current.inner = paragraph, 0
        return current
    _give_up(text, current, edges[current.paragraph], runs)
    return None


def _take(
    text: str, current: _Open | None, match: re.Match[str], paragraph: int, edges: list[int], runs: list[Run]
) -> _Open | None:
    role = _role(text, match, current)
    single = match.group() in _SINGLE
    if match.group() == "''" and (current is None or current.mark not in (",,", "``")):
        return current  # italics of a wiki, or seconds of arc
    if current is None:
        if role == "open":
            if single and not _closes_soon(text, match, edges[paragraph]):
                return None
            return _Open(match.start(), match.end(), match.group(), paragraph)
        if not single:
            _lost_opening(text, match, edges[paragraph - 1] if paragraph else 0, runs)
        return None
    if single != (current.mark in _SINGLE):
        return current  # ‚…‘ inside „…“ is part of what is said
    if role == "open":
        current.inner += 1
        return current
    if current.inner:
        current.inner -= 1
        return current
    _add(text, current.end, match.start(), current.start, match.end(), runs)
    return None


def _role(text: str, match: re.Match[str], current: _Open | None) -> str:
    mark = match.group()
    if mark[0] in _ALWAYS_OPEN or mark in (",,", "``"):
        return "open"
    if mark == "''":
        return "close"
    before = text[match.start() - 1] if match.start() else "\n"
    after = text[match.end()] if match.end() < len(text) else "\n"
    opens = before in _BEFORE_OPENING and not after.isspace()
    closes = after in _AFTER_CLOSING and not before.isspace()
    if opens != closes:
        # A mark that other marks never open with ("“" after "„") still closes where the gap was lost.
        return "open" if opens and not (current and current.mark == "„" and mark == "”") else "close"
    return "close" if current is not None else "open"


def _matches(opening: str, closing: str) -> bool:
    if opening in "»«‹›":
        return closing in "»«‹›" and closing != opening
    return closing not in "»«‹›"


def _closes_soon(text: str, match: re.Match[str], edge: int) -> bool:
    """Single marks are apostrophes more often: the other one must follow in the paragraph."""
    return _CLOSING_SINGLE[match.group()].search(text, match.end(), min(edge, match.end() + 400)) is not None


def _give_up(text: str, current: _Open, edge: int, runs: list[Run]) -> None:
    """The closing mark is lost: the run ends where the words of saying or the paragraph tell."""
    window = text[current.end : edge].rstrip()
    _add(text, current.end, current.end + len(window), current.start, current.end + len(window), runs, whole=False)


def _lost_opening(text: str, match: re.Match[str], edge: int, runs: list[Run]) -> None:
    """A closing mark alone: the run began after the last colon or full stop before it."""
    floor = max(edge, runs[-1].outer_end if runs else 0, match.start() - 1000)
    window = text[floor : match.start()]
    begin = max(window.rfind(": ") + 2, window.rfind(". ") + 2 if ": " not in window else 0, 0)
    begin += len(window[begin:]) - len(window[begin:].lstrip())
    _add(text, floor + begin, match.start(), floor + begin, match.end(), runs, whole=False)


def _add(
    text: str, start: int, end: int, outer_start: int, outer_end: int, runs: list[Run], *, whole: bool = True
) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    if start < end:
        runs.append(Run(start, end, outer_start, outer_end, whole))
