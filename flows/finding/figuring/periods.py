"""The period a figure speaks of, from the dates of its clause and sentence."""

from __future__ import annotations

import re

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.clausing.words import Words
from flows.finding.figuring.values import Level

_PERIOD = re.compile(r"(\d{4})(?:/(\d{2}))?(-.+)?")
# A day says when something was reported, not which period it covers; prices and headcounts are of a day.
_REPORTING = frozenset(["quarter", "half", "fiscal_year"])
_MOMENTARY = frozenset(["share_price", "market_cap", "employees", "valuation", "debt", "market_share"])


def clause_period(sentence: Sentence, clause: Clause, level: Level) -> str | None:
    """The period nearest to the value, in the clause before the sentence; None where no date names one."""
    momentary = level.metric.name in _MOMENTARY
    for clauses in ([clause], sentence.clauses):
        dated = [
            (
                not momentary and chunk.date.precision == "month",
                abs(chunk.head - level.value_chunk.head),
                chunk.date.period,
            )
            for item in clauses
            for chunk in (*item.chunks, *item.asides)
            if chunk.date is not None
            and chunk.date.period is not None
            and (momentary or _covers(sentence.words, chunk))
        ]
        if dated:
            return min(dated)[2]
    return None


def _covers(words: Words, chunk: Chunk) -> bool:
    """Is the date a stretch that revenue can be made in, not a moment ("am Dienstag", "bis Ende Juni")?"""
    assert chunk.date is not None
    if chunk.date.precision in ("day", "week") or chunk.prep in ("bis", "seit"):
        return False
    return not (chunk.date.precision == "month" and words.lows[chunk.head] in ("bis", "ende", "seit", "zum", "per"))


def names_other_year(sentence: Sentence) -> bool:
    """ "Für das Gesamtjahr": another period than the quarter spoken of, though no date tells which."""
    lows = sentence.words.lows[sentence.start : sentence.end]
    return any(low in ("gesamtjahr", "gesamtjahres", "jahr", "jahres", "geschäftsjahr") for low in lows)


def sentence_hint(words: Words, start: int, end: int) -> str | None:
    """The reporting period a sentence names, whether or not it states a figure."""
    for at in range(start, end):
        mark = words.marks.get(at)
        if mark is not None and mark.date is not None and mark.date.precision in _REPORTING:
            return mark.date.period
    return None


def year_named(words: Words, start: int, end: int) -> str | None:
    """The only year that a sentence about results names ("X hat 2023 gut verdient")."""
    years = {
        mark.date.period
        for at in range(start, end)
        if (mark := words.marks.get(at)) is not None and mark.date is not None and mark.date.precision == "year"
        if words.lows[at - 1] not in ("seit", "bis", "anfang", "ende", "mitte")
    }
    return years.pop() if len(years) == 1 else None


def month_named(words: Words, start: int, end: int) -> str | None:
    """The month a sentence names ("in einer Rangliste vom Juni 2017")."""
    for at in range(start, end):
        mark = words.marks.get(at)
        if mark is not None and mark.date is not None and mark.date.precision == "month":
            return mark.date.period
    return None


def year_before(period: str | None) -> str | None:
    """The same period a year earlier.

    >>> year_before("2015-H1"), year_before("2024/25"), year_before(None)
    ('2014-H1', '2023/24', None)
    """
    match = _PERIOD.fullmatch(period or "")
    if match is None:
        return None
    year = int(match[1]) - 1
    if match[2]:
        return f"{year}/{(year + 1) % 100:02d}"
    return f"{year}{match[3] or ''}"
