"""Dates and stretches of time, read against the article's publication date; what is unknown stays unknown."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from flows.finding.dating import calendar_dates, intervals, relative_dates
from flows.finding.dating.candidates import EDGES, LEXICON, Candidate, Context, alternatives
from flows.finding.dating.intervals import Interval
from flows.finding.records import Amount, DateExpression
from flows.finding.tokens import tokens_of

_BOUNDS: dict[str, str] = {word: entry["open"] for entry in LEXICON["bounds"] for word in entry["words"]}
# What may stand before a date: a bound ("bis", "seit"), articles, a part ("Ende", "Mitte").
_PREFIX = re.compile(
    rf"(?:(?<!\w)(?P<bound>(?i:{alternatives(_BOUNDS)}))\s+)?(?:(?:zum|zur|im|am|in|den|dem|die|der|das|ins)\s+)*"
    rf"(?:(?<!\w)(?P<edge>{alternatives(word for word in EDGES if not word.startswith('Jahr'))})\s+"
    r"(?:des\s+|der\s+|im\s+|vom\s+)?)?$"
)
_PREFIX_WINDOW = 45
_DASH = re.compile(r"\s?[-–—]\s?")
_AND = re.compile(r"\s*(?:,|und|oder|sowie|/|bzw\.|beziehungsweise)\s*(?:im\s+|am\s+|vom\s+|zum\s+)?")
_SENTENCE_END = re.compile(r"[.!?]\s+[A-ZÄÖÜ„»]|\n")
_BETWEEN = re.compile(r"(?i:zwischen)\s+(?:dem\s+)?$")


@dataclass(frozen=True, slots=True)
class _Found:
    """A candidate with what stands before it."""

    candidate: Candidate
    start: int
    bound: str | None
    edge: str | None

    def read(self, year: int | None = None) -> Interval:
        interval = self.candidate.read(year)
        return intervals.third(interval, EDGES[self.edge]) if self.edge else interval


def find_dates(text: str, published: date | None, amounts: Iterable[Amount] = ()) -> list[DateExpression]:
    """Every date expression in reading order, without overlap and none inside an amount of money.

    Without a publication date relative expressions keep their precision and have no days.

    >>> [(str(d.first_day), str(d.last_day)) for d in find_dates("Ab 2019, bis Ende März", date(2024, 2, 1))]
    [('2019-01-01', 'None'), ('None', '2024-03-31')]
    """
    found = [_with_prefix(text, candidate) for candidate in _longest(text, published, amounts)]
    expressions: list[DateExpression] = []
    position = 0
    while position < len(found):
        one = found[position]
        other = found[position + 1] if position + 1 < len(found) else None
        if other is not None and _is_range(text, one, other):
            expressions.append(_range(one, other))
            position += 2
        else:
            expressions.append(_single(one, _shared_year(text, one, other)))
            position += 1
    return [_settle_year_before(text, expressions, place) for place in range(len(expressions))]


def _longest(text: str, published: date | None, amounts: Iterable[Amount]) -> list[Candidate]:
    """Candidates in reading order; where they overlap the earlier and then the longer one stays."""
    context = Context(text, published)
    candidates = [
        candidate
        for pattern, reader in (*calendar_dates.KINDS, *relative_dates.KINDS)
        for match in pattern.finditer(text)
        if (candidate := reader(match, context)) is not None
    ]
    money = sorted((amount.start, amount.end) for amount in amounts)
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda candidate: (candidate.start, -candidate.end)):
        if kept and candidate.start < kept[-1].end:
            continue
        near = bisect_right(money, (candidate.end, 0)) - 1
        if near < 0 or money[near][1] <= candidate.start:
            kept.append(candidate)
    return kept


def _with_prefix(text: str, candidate: Candidate) -> _Found:
    prefix = _PREFIX.search(text, max(0, candidate.start - _PREFIX_WINDOW), candidate.start)
    if prefix is None or not (prefix["bound"] or prefix["edge"]):
        return _Found(candidate, candidate.start, None, None)
    bound = prefix["bound"]
    start = prefix.start("bound") if bound else prefix.start("edge")
    return _Found(candidate, start, bound.lower() if bound else None, prefix["edge"])


def _is_range(text: str, one: _Found, other: _Found) -> bool:
    """ "von 2012 bis 2014", "2012–2014", "zwischen 2012 und 2014"."""
    gap = text[one.candidate.end : other.start]
    if other.bound and other.bound.startswith("bis"):
        return not gap.strip() and _BOUNDS.get(one.bound or "") in (None, "last")
    if one.bound or other.bound:
        return False
    if _DASH.fullmatch(gap):
        return True
    return _AND.fullmatch(gap) is not None and bool(_BETWEEN.search(text, max(0, one.start - 20), one.start))


def _named_year(found: _Found) -> int | None:
    if not found.candidate.has_year:
        return None
    interval = found.read()
    day = interval.first or interval.last
    return day.year if day else None


def _shared_year(text: str, one: _Found, other: _Found | None) -> int | None:
    """The year of the next date for one that leaves it out: "im Januar und Februar 2015"."""
    if other is None or one.candidate.has_year or other.start - one.candidate.end > 10:
        return None
    return _named_year(other) if _AND.fullmatch(text[one.candidate.end : other.start]) else None


def _range(one: _Found, other: _Found) -> DateExpression:
    first = one.read(None if one.candidate.has_year else _named_year(other))
    interval = intervals.joined(first, other.read())
    return _expression(one.start, other.candidate.end, interval)


def _single(found: _Found, year: int | None) -> DateExpression:
    interval = found.read(year)
    if found.bound:
        interval = intervals.opened(interval, _BOUNDS[found.bound])
    return _expression(found.start, found.candidate.end, interval)


def _expression(start: int, end: int, interval: Interval) -> DateExpression:
    return DateExpression(start, end, interval.first, interval.last, interval.precision, interval.period)


def _settle_year_before(text: str, expressions: list[DateExpression], place: int) -> DateExpression:
    """ "Vorjahr" is the year before the one that its sentence names: "2023 … nach 5 Mio. im Vorjahr"."""
    one = expressions[place]
    if one.first_day or one.last_day or not text.startswith("Vorjahr", one.start):
        return one
    for other in (*reversed(expressions[max(0, place - 2) : place]), *expressions[place + 1 : place + 2]):
        between = text[min(one.end, other.end) : max(one.start, other.start)]
        if other.period and "/" not in other.period and not _SENTENCE_END.search(between):
            interval = intervals.year_before(other.period, same_part="quartal" in text[one.start : one.end])
            return _expression(one.start, one.end, interval)
    return one


@Language.component("depesche_dates")
def set_dates(doc: Doc) -> Doc:
    """Leaves the text's dates in `doc._.dates`; amounts, where they are known, are no years."""
    published = doc._.article.published_on if doc._.article is not None else None
    doc._.dates = find_dates(tokens_of(doc).text, published, doc._.amounts)
    return doc
