"""The period a figure speaks of, from the dates of its clause and sentence."""

from __future__ import annotations

import re

from flows.finding.clauses import Sentence
from flows.finding.clausing.segments import Clause
from flows.finding.clausing.words import Words
from flows.finding.figuring.values import Level

_PERIOD = re.compile(r"(\d{4})(?:/(\d{2}))?(-.+)?")
# A day says when something was reported, not which period it covers; prices and headcounts are of a day.
_REPORTING = frozenset(["quarter", "half", "fiscal_year"])
_MOMENTARY = frozenset(["share_price", "market_cap", "employees", "valuation", "debt", "market_share"])


def clause_period(sentence: Sentence, clause: Clause, level: Level) -> str | None:
    """The period nearest to the value, in the clause before the sentence; None where no date names one."""
    for clauses in ([clause], sentence.clauses):
        dated = [
            (abs(chunk.head - level.value_chunk.head), chunk.date.period)
            for item in clauses
            for chunk in (*item.chunks, *item.asides)
            if chunk.date is not None
            and chunk.date.period is not None
            and (chunk.date.precision not in ("day", "week") or level.metric.name in _MOMENTARY)
            and chunk.prep not in ("bis", "seit")
        ]
        if dated:
            return min(dated)[1]
    return None


def sentence_hint(words: Words, start: int, end: int) -> str | None:
    """The reporting period a sentence names, whether or not it states a figure."""
    for at in range(start, end):
        mark = words.marks.get(at)
        if mark is not None and mark.date is not None and mark.date.precision in _REPORTING:
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
