"""The period a figure speaks of: the dates of its clause and sentence, and what the sentences before said."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.clausing.words import Words
from flows.finding.dating.intervals import shifted_quarter
from flows.finding.figuring.gaps import in_bracket, says_year_before
from flows.finding.figuring.values import Level
from flows.finding.records import DateExpression

_PERIOD = re.compile(r"(\d{4})(?:/(\d{2}))?(-.+)?")
# A day says when something was reported, not which period it covers; prices and headcounts are of a day.
_REPORTING = frozenset(["quarter", "half", "fiscal_year"])
_MOMENTARY = frozenset(["share_price", "market_cap", "employees", "valuation", "debt", "market_share"])
_LASTING = frozenset(["revenue", "operating_profit", "net_profit", "orders", "dividend"])
_STOCK_NOUNS = ("bestand", "bestands", "bestandes", "polster", "bücher", "büchern", "buch")
_COMPARED = frozenset(["nach", "gegenüber", "statt", "von"])
_SHIFTS = {
    "laufend": 0,
    "aktuell": 0,
    "diese": 0,
    "heurig": 0,
    "vergangen": -1,
    "vorig": -1,
    "letzt": -1,
    "abgelaufen": -1,
    "kommend": 1,
    "nächst": 1,
}
# "Mehr als 2020", "so viel wie 2020", "im Vergleich zum Vorjahr": what a value is compared with is not its own period.
_COMPARING = frozenset(["als", "wie", "gegenüber", "statt"])
_OUTLOOKS = ("gesamtjahr", "gesamtgeschäftsjahr", "jahresziel", "jahresprognose", "jahresausblick")
# What a report is called tells which period it covers.
_REPORTS = ("zahlen", "bilanz", "bericht", "ergebnis", "ergebnisse", "abschluss", "abschluß")
_RESULTS = ("umsatz", "gewinn", "verlust", "erlös", "überschuss", "überschuß", "betriebsergebnis", "geschäftsjahr")
_AHEAD = frozenset(
    ["wird", "werden", "soll", "sollen", "will", "wollen", "erwartet", "rechnet", "plant", "ab", "bis", "seit"]
)
_LATEST = 75  # days after the end of a quarter in which "Quartalszahlen" are its own
_EDGES = frozenset(["bis", "ende", "anfang", "mitte", "zum", "per"])
_YEAR_ONLY = 4  # letters of a period that is a whole year
_HINT_REACH = 3  # sentences for which a reporting period goes on
_CARRIED = 2  # sentences for which the period of a figure goes on
_NEVER = 99


class Timeline:
    """What the text has said so far of periods."""

    def __init__(self, words: Words, published: date | None = None) -> None:
        self.words, self.published = words, published
        self.owner: str | None = None
        self.period: str | None = None
        self.age = _NEVER  # sentences since then
        self.hint: str | None = None  # a quarter, half or fiscal year that a sentence named
        self.hint_age = _NEVER
        self.moment: str | None = None  # the month for which the text gives values on the exchange
        self.over: str | None = None  # the last period of which results were told
        self.ahead: str | None = None  # … and were expected
        self.told: str | None = None  # the year of which a sentence told results without their figures
        self._claims: dict[int, Chunk] = {}  # date: the value it belongs to

    def enter(self, start: int, end: int) -> None:
        """A sentence begins: with or without figures, it may name the period."""
        self.age += 1
        hint = sentence_hint(self.words, start, end) or report_hint(self.words, start, end, self.published)
        self.hint_age = 0 if hint is not None else self.hint_age + 1
        self.hint = hint or self.hint
        if hint is None:
            self._hear_of_year(start, end)
        self.moment = month_named(self.words, start, end) or self.moment

    def _hear_of_year(self, start: int, end: int) -> None:
        """A year that is over sets the scene: of results for a while, of anything for the next sentence."""
        year, lows = year_named(self.words, start, end), self.words.lows[start:end]
        if year is None or not _AHEAD.isdisjoint(lows):
            return
        if any(low.endswith(_REPORTS) or low.startswith(_RESULTS) for low in lows):
            self.hint, self.hint_age, self.told = year, 0, year
        elif self.published is not None and self.published.year - int(year) in (0, 1):
            self.hint, self.hint_age = year, _HINT_REACH - 1

    def read(self, sentence: Sentence) -> None:
        """A sentence with figures: its only year is a hint as well, and its dates belong to values."""
        year = year_named(self.words, sentence.start, sentence.end)
        if self.hint_age and year is not None:
            self.hint, self.hint_age = year, 0
        self._claims = _claims(sentence)

    def note(self, level: Level, owner: str, period: str | None, status: str) -> None:
        if level.metric.name not in _LASTING or level.earlier:
            return
        self.owner, self.period, self.age = owner, period, 0
        if period is not None and status == "reported":
            self.over = period
        elif period is not None:
            self.ahead = period

    def period_of(self, sentence: Sentence, clause: Clause, level: Level, owner: str) -> str | None:
        """The level's period; None where no words name one."""
        own = [chunk for chunk in self._dates(sentence) if self._claims.get(chunk.head) is level.value_chunk]
        if level.earlier:
            for chunk in own:
                if not _is_year_before(self.words, chunk) and chunk.date is not None and chunk.date.period:
                    return chunk.date.period
            return year_before(self._main_period(sentence, clause, level, owner))
        return self._main_period(sentence, clause, level, owner)

    def _main_period(self, sentence: Sentence, clause: Clause, level: Level, owner: str) -> str | None:
        momentary = level.metric.name in _MOMENTARY or (
            level.metric_chunk is not None and level.metric_chunk.noun.endswith(_STOCK_NOUNS)
        )
        for chunks in ((*clause.chunks, *clause.asides), sentence.chunks):
            options = [
                (
                    not momentary and not _is_reporting(chunk.date) and chunk.date.precision in ("month", "vague"),
                    abs(chunk.head - level.value_chunk.head),
                    chunk,
                )
                for chunk in chunks
                if chunk.date is not None and self._may_date(chunk, level, momentary)
            ]
            if options:
                return self._named(min(options, key=lambda option: option[:2])[2], level, owner)
        if momentary:
            return self.moment if level.metric.name == "market_cap" else None
        lows = self.words.lows[sentence.start : sentence.end]
        if any(low.startswith(_OUTLOOKS) for low in lows):
            return self._running(0)
        return self._carried(owner)

    def _carried(self, owner: str) -> str | None:
        if self.age <= _CARRIED and self.owner == owner:
            return self.period
        return self.hint if self.hint_age <= _HINT_REACH else None

    def _dates(self, sentence: Sentence) -> list[Chunk]:
        return [chunk for chunk in sentence.chunks if chunk.date is not None]

    def _may_date(self, chunk: Chunk, level: Level, momentary: bool) -> bool:
        claimed = self._claims.get(chunk.head)
        if claimed is not None and claimed is not level.value_chunk:
            return False
        assert chunk.date is not None
        if level.earlier and _is_year_before(self.words, chunk):
            return False
        if not level.earlier and _is_compared(self.words, chunk):
            return False
        if momentary:
            until = level.metric.name == "employees" and self.words.lows[chunk.head] == "bis"
            return (chunk.date.period is not None or _month_of_day(chunk.date) is not None) and not until
        return _covers(self.words, chunk)

    def _named(self, chunk: Chunk, level: Level, owner: str) -> str | None:
        """The period a date names; where "this year" is unknown it is read against the results told before."""
        assert chunk.date is not None
        if _is_year_before(self.words, chunk):
            return year_before(self._carried(owner)) or chunk.date.period
        if chunk.date.period is not None or chunk.date.precision not in ("year", "fiscal_year"):
            return chunk.date.period or (_month_of_day(chunk.date) if level.metric.name in _MOMENTARY else None)
        for low in self.words.lows[chunk.first : chunk.last + 1]:
            for stem, shift in _SHIFTS.items():
                if low.startswith(stem):
                    return self._running(shift)
        return None

    def _running(self, shift: int) -> str | None:
        """The year under way when the results told last were out, or one before or after it."""
        known = self.over or self.told
        match = _PERIOD.fullmatch(known or self.ahead or "")
        if match is None:
            return None
        year = int(match[1]) + shift + (0 if match[3] or known is None else 1)
        return f"{year}/{(year + 1) % 100:02d}" if match[2] else str(year)


def _claims(sentence: Sentence) -> dict[int, Chunk]:
    """Which dates belong to one value alone: "nach 88 Mill. Euro im Jahr 2024", "(2022: 4,6 Mrd. Euro)"."""
    claims: dict[int, Chunk] = {}
    ordered = sorted(sentence.chunks, key=lambda chunk: chunk.first)
    dates = sum(1 for chunk in ordered if chunk.date is not None)
    for before, chunk in pairwise(ordered):
        gap = chunk.first - before.last - 1
        if before.amount is not None and chunk.date is not None and gap <= 1:
            bracket = in_bracket(sentence.words, before, sentence.start) is not None
            if before.prep in _COMPARED or bracket or (dates > 1 and gap == 0):
                claims[chunk.head] = before
        within = before.date is not None and chunk.amount is not None and gap <= 2 and before.head not in claims
        if within and in_bracket(sentence.words, chunk, sentence.start) is not None:
            claims[before.head] = chunk
    return claims


def _month_of_day(expression: DateExpression) -> str | None:
    """A price of the 10th of August is one of that month."""
    day = expression.first_day if expression.precision == "day" else None
    return f"{day.year}-{day.month:02d}" if day is not None else None


def _is_year_before(words: Words, chunk: Chunk) -> bool:
    lows = words.lows[chunk.first : chunk.last + 2]
    return any(low.startswith("vorjahr") for low in lows) or says_year_before(lows)


def _is_compared(words: Words, chunk: Chunk) -> bool:
    """ "gegenüber dem Vorjahr", "als 2020", but not "im Vorjahr", "Umsatz von 2023"."""
    before = words.lows[max(0, chunk.first - 1)] if chunk.first == chunk.head else words.lows[chunk.first]
    if before in _COMPARING:
        return True
    return before in ("zum", "vom", "zur") and any(
        low.startswith("vorjahr") for low in words.lows[chunk.first : chunk.last + 1]
    )


def _is_reporting(expression: DateExpression) -> bool:
    """Is it a quarter or half, whatever words name it ("von Juli bis September")?"""
    return expression.period is not None and expression.period[4:6] in ("-Q", "-H")


def _covers(words: Words, chunk: Chunk) -> bool:
    """Is the date a stretch that revenue can be made in, not a moment ("am Dienstag", "bis Ende Juni")?"""
    said: DateExpression | None = chunk.date
    assert said is not None
    if said.precision in ("day", "week") or chunk.prep in ("seit", "ab"):
        return False
    if said.precision == "vague":
        return said.period is not None and len(said.period) == _YEAR_ONLY  # "Ende 2023"
    first = words.lows[chunk.head]
    return first not in ("seit", "ab") and not (said.precision == "month" and first in _EDGES)


def sentence_hint(words: Words, start: int, end: int) -> str | None:
    """The reporting period a sentence names, whether or not it states a figure."""
    for at in range(start, end):
        mark = words.marks.get(at)
        if mark is not None and mark.date is not None and mark.date.precision in _REPORTING:
            return mark.date.period
    return None


def report_hint(words: Words, start: int, end: int, published: date | None) -> str | None:
    """The period that a report's name says: "Halbjahreszahlen", "Quartalsbilanz", "Halbjahresgewinn".

    None where the sentence itself names a year ("die Jahresbilanz 2019").
    """
    if published is None or year_named(words, start, end) is not None:
        return None
    for low in words.lows[start:end]:
        if not low.endswith((*_REPORTS, *_RESULTS)):
            continue
        if low.startswith("halbjahres") and published.month > 6:
            return f"{published.year}-H1"
        if low.startswith("quartals"):
            quarter = shifted_quarter(published, -1)
            if quarter.last is not None and (published - quarter.last).days <= _LATEST:
                return quarter.period
        if low.startswith("jahres") and low.endswith(_REPORTS) and published.month <= 6:
            return str(published.year - 1)
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
