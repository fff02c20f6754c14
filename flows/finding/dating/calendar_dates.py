"""Dates of the calendar: days, months, quarters, halves, years, fiscal years, seasons, holidays."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from flows.finding.dating import intervals
from flows.finding.dating.candidates import (
    EDGES,
    LEXICON,
    OF_YEAR,
    SHIFT,
    SHIFTS,
    YEAR,
    Candidate,
    Context,
    Kind,
    alternatives,
    by_year,
    fixed,
)
from flows.finding.dating.intervals import Interval
from flows.finding.numbers import parse_numeral

_MONTHS: dict[str, int] = {**LEXICON["months"], **LEXICON["month_abbreviations"]}
_ORDINALS: dict[str, int] = LEXICON["ordinals"]
_QUARTERS: dict[str, int] = LEXICON["quarter_compounds"]
_SEASONS: dict[str, list[int]] = {word: entry["months"] for entry in LEXICON["seasons"] for word in entry["words"]}
_HOLIDAYS: dict[str, dict[str, Any]] = {entry["word"]: entry for entry in LEXICON["holidays"]}
_NAMES = frozenset(LEXICON["months_that_are_names"])

_UNTIL = re.compile(r"(?i:bis|spätestens)\s+(?:zum\s+)?$")
_DAY_BEFORE = re.compile(r"(?i:am|vom|zum|bis|ab|den|dem)\s+$")
_MONTH_BEFORE = re.compile(
    r"\b(?i:im|bis|seit|ab|vom|von|zum|anfang|mitte|ende|per|für|monat|monats|und|oder|der|den|des|vergangenen)\s+$"
)
_TO_MONTH = re.compile(rf"\s*(?:bis(?:\s+Ende)?|–|-)\s*(?:{alternatives(LEXICON['months'])})(?!\w)")
_THAN = re.compile(r"(?:mehr|weniger|höher|niedriger) als\s+$")
_NO_YEAR_BEFORE = re.compile(rf"(?:(?:{alternatives(LEXICON['no_year_after'])})\s+|[$€£#§]\s?|[A-Za-z]-)$")
_COUNTED_NOUNS = alternatives(word for entry in LEXICON["counted"] for word in entry["words"])
_COUNTED = re.compile(rf"\s?(?:%|€|\$|m²|km)|\s+(?:{_COUNTED_NOUNS})\b")
_ENDS = re.compile(r"\s*(?:[,.;)“]|$)")  # "mehr als 2020, …" compares with a year, "mehr als 2020 Läden" counts
_NOUN_AFTER = re.compile(r"\s+[A-ZÄÖÜ]")


def _valid_day(year: int, month: int, day: int) -> Interval:
    try:
        return intervals.a_day(date(year, month, day))
    except ValueError:  # 30 February
        return intervals.unknown("day")


def _read_day(match: re.Match[str], context: Context) -> Candidate | None:
    month = _MONTHS[match["month"].rstrip(".")]
    day, first = int(match["day"]), int(match["from"] or match["day"])
    if not 1 <= first <= day <= 31:
        return None

    def make(year: int) -> Interval:
        return intervals.joined(_valid_day(year, month, first), _valid_day(year, month, day))

    candidate = by_year(make, match, context)
    if match["weekday"] and context.published and not candidate.has_year:
        for year in (context.published.year, context.published.year - 1, context.published.year + 1):
            interval = make(year)
            if interval.first and interval.first.weekday() == LEXICON["weekdays"][match["weekday"]]:
                return fixed(match, interval)  # "Freitag, 3. Mai" is in a year in which that is a Friday
    return candidate


def _read_numeric(match: re.Match[str], context: Context) -> Candidate | None:
    month, day = int(match["month"]), int(match["day"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    if match["short"]:
        return fixed(match, _valid_day(_century(int(match["short"])), month, day))
    before = _DAY_BEFORE.search(context.text, max(0, match.start() - 8), match.start())
    if not match["year"] and not before:
        return None
    return by_year(lambda year: _valid_day(year, month, day), match, context)


def _century(short: int) -> int:
    return 2000 + short if short < 70 else 1900 + short


def _read_iso(match: re.Match[str], context: Context) -> Candidate | None:
    return fixed(match, _valid_day(int(match["year"]), int(match["month"]), int(match["day"])))


def _read_month(match: re.Match[str], context: Context) -> Candidate | None:
    month = _MONTHS[match["month"].rstrip(".")]
    alone = sum(group is not None for group in match.groups()) == 1  # no year, no "vergangenen"
    before = _MONTH_BEFORE.search(context.text, max(0, match.start() - 14), match.start())
    before = before or _TO_MONTH.match(context.text, match.end())
    if match["month"] in _NAMES and alone and not before:
        return None
    tense = {-1: "past", 1: "future"}.get(SHIFTS.get(match.groupdict().get("shift") or "", 0), "")
    return by_year(lambda year: intervals.a_month(year, month), match, context, tense)


def _read_quarter(match: re.Match[str], context: Context) -> Candidate | None:
    if match["shift"]:
        shift = SHIFTS[match["shift"]]
        if context.published is None:
            return fixed(match, intervals.unknown("quarter"))
        return fixed(match, intervals.shifted_quarter(context.published, shift))
    if match["business"]:
        return fixed(match, intervals.unknown("quarter"))
    number = _ORDINALS.get(match["number"] or "") or _QUARTERS.get(match["compound"] or "") or int(match["q"] or 0)
    if match["short"]:
        return fixed(match, intervals.a_quarter(_century(int(match["short"])), number))
    return by_year(lambda year: intervals.a_quarter(year, number), match, context)


def _read_half(match: re.Match[str], context: Context) -> Candidate | None:
    number = _ORDINALS.get(match["number"] or "") or int(match["h"] or 1)  # "zum Halbjahr" is the first
    return by_year(lambda year: intervals.a_half(year, number), match, context) if number < 3 else None


def _read_months(match: re.Match[str], context: Context) -> Candidate | None:
    count = parse_numeral(match["count"])
    if count is None or not 1 < count < 12:
        return None
    return by_year(lambda year: intervals.months(year, 1, int(count), "month"), match, context, "past")


def _read_fiscal(match: re.Match[str], context: Context) -> Candidate | None:
    if not match["year"]:
        return fixed(match, intervals.unknown("fiscal_year"))
    if not match["second"]:
        return fixed(match, intervals.unknown("fiscal_year", match["year"]))
    return _read_season_year(match, context)


def _read_season_year(match: re.Match[str], context: Context) -> Candidate | None:
    year, second = int(match["year"]), int(match["second"][-2:])
    if second != (year + 1) % 100:
        return None
    return fixed(match, intervals.unknown("fiscal_year", f"{year}/{second:02}"))


def _read_year(match: re.Match[str], context: Context) -> Candidate | None:
    text, start = context.text, match.start("year")
    if not match["word"]:
        than = _THAN.search(text, max(0, start - 20), start) and _ENDS.match(text, match.end())
        if not than and _NO_YEAR_BEFORE.search(text, max(0, start - 20), start):
            return None
        following = _COUNTED.match(text, match.end())
        if following or (int(match["year"]) % 50 == 0 and _NOUN_AFTER.match(text, match.end())):
            return None
    return fixed(match, intervals.a_year(int(match["year"])))


def _read_year_edge(match: re.Match[str], context: Context) -> Candidate | None:
    number = EDGES[match["edge"]]
    groups = match.groupdict()
    if any(groups.get(name) for name in ("year", "of_shift", "before", "fiscal")):
        return by_year(lambda year: intervals.third(intervals.a_year(year), number), match, context)
    until = _UNTIL.search(context.text, max(0, match.start() - 12), match.start())
    tense = "future" if until else context.tense(match)
    return fixed(match, intervals.edge_of_current_year(number, context.published, tense))


def _read_before(match: re.Match[str], context: Context) -> Candidate | None:
    """ "Vorjahr" counts from the year that the text speaks of, not from publication: unknown here."""
    return fixed(match, intervals.a_year(int(match["year"])) if match["year"] else intervals.unknown("year"))


def _read_decade(match: re.Match[str], context: Context) -> Candidate | None:
    start = int(match["decade"]) if len(match["decade"]) == 4 else 1900 + int(match["decade"])
    return fixed(match, Interval(date(start, 1, 1), date(start + 9, 12, 31), "vague"))


def _read_season(match: re.Match[str], context: Context) -> Candidate | None:
    first, last = _SEASONS[match["season"]]
    if first > last:  # winter lies in two years
        return fixed(match, _winter(match))
    return by_year(lambda year: _without_period(intervals.months(year, first, last, "vague")), match, context)


def _winter(match: re.Match[str]) -> Interval:
    """The winter of "Winter 2023/24"; of a single year it could be either."""
    years = re.search(r"(\d{4})/\d\d$", match.group())
    if not years:
        return intervals.unknown("vague")
    year = int(years[1])
    return Interval(date(year, 12, 1), date(year + 1, 3, 1) - timedelta(days=1), "vague")


def _without_period(interval: Interval) -> Interval:
    return Interval(interval.first, interval.last, interval.precision)


def _read_holiday(match: re.Match[str], context: Context) -> Candidate | None:
    entry = _HOLIDAYS[match["holiday"]]

    def make(year: int) -> Interval:
        if "easter" in entry:
            first = intervals.easter(year) + timedelta(days=entry["easter"])
        else:
            first = date(year, entry["month"], entry["day"])
        return Interval(first, first + timedelta(days=entry["days"] - 1), "day" if entry["days"] == 1 else "week")

    return by_year(make, match, context)


_WEEKDAY = rf"(?P<weekday>{alternatives(LEXICON['weekdays'])})(?:früh|morgen|vormittag|mittag|nachmittag|abend|nacht)?"
_FULL_MONTH = alternatives(LEXICON["months"])
_SHORT_MONTH = rf"(?:{alternatives(LEXICON['month_abbreviations'])})\b\.?"
_YEAR_EDGE = alternatives(word for word in EDGES if word.startswith("Jahr"))
_ORDINAL = rf"(?P<number>{alternatives(_ORDINALS)})"

KINDS: tuple[Kind, ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (
            rf"(?:{_WEEKDAY},?\s+(?:den\s+|dem\s+)?)?"
            r"(?:(?<![\d.,])(?P<from>\d{1,2})\.\s?(?:bis(?:\s+zum)?|und|sowie|–|-|/)\s?)?"
            rf"(?<![\d,])(?P<day>\d{{1,2}})\.\s?(?P<month>{_FULL_MONTH}|{_SHORT_MONTH})(?!\w){OF_YEAR}",
            _read_day,
        ),
        (
            r"(?<![\d.,/:-])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\."
            rf"(?:\s?(?P<year>{YEAR})|(?P<short>\d\d)(?![\d.:,]))?(?![\d:])",
            _read_numeric,
        ),
        (r"(?<![\d-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])", _read_iso),
        (rf"(?:\b{SHIFT}\s+)?\b(?P<month>{_FULL_MONTH})(?!\w){OF_YEAR}", _read_month),
        (rf"\b(?P<month>{_SHORT_MONTH})\s+(?P<year>{YEAR})", _read_month),
        (
            rf"(?<!\w)(?:{_ORDINAL}\s+(?:(?P<business>Geschäftsquartals?|Fiskalquartals?)|Quartals?|Vierteljahr(?:e?s)?)"
            rf"|{SHIFT}\s+Quartals?|(?P<compound>{alternatives(_QUARTERS)})s?"
            rf"|Q(?P<q>[1-4])(?:/(?P<slash>\d{{4}})|/(?P<short>\d\d))?)(?!\w){OF_YEAR}",
            _read_quarter,
        ),
        (
            rf"(?<!\w)(?:{_ORDINAL}\s+(?:Halbjahr(?:e?s)?|Jahreshälfte|Semesters?(?=\s+\d{{4}}))|(?<=[Zz]um )Halbjahr"
            rf"|H(?P<h>[12])(?:/(?P<slash>\d{{4}})|(?=\s\d{{4}})))(?!\w){OF_YEAR}",
            _read_half,
        ),
        (rf"\bersten\s+(?P<count>\d{{1,2}}|[a-zäöüß]{{3,5}})\s+Monaten?\b{OF_YEAR}", _read_months),
        (
            rf"(?:\b{SHIFT}\s+)?\b(?:Geschäfts|Fiskal|Wirtschafts|Haushalts)jahr(?:e?[sn])?\b"
            rf"(?:\s+(?P<year>{YEAR})(?:\s?[/-]\s?(?P<second>\d{{4}}|\d\d)(?!\d))?)?",
            _read_fiscal,
        ),
        (r"(?<![\d.,/-])(?P<year>(?:19|20)\d\d)/(?P<second>(?:19|20)\d\d|\d\d)(?![\d/])", _read_season_year),
        (
            rf"(?<![\d.,:/+-])(?P<word>\bJahre?[sn]?\s+)?(?<!\w)(?P<year>{YEAR})(?![\w/:%]|-\d\d\b|['’]\d)",
            _read_year,
        ),
        (rf"\b(?P<edge>{_YEAR_EDGE})s?\b{OF_YEAR}", _read_year_edge),
        (rf"\b(?P<edge>{alternatives(EDGES)})\s+des\s+Jahres\b(?!\s+\d)", _read_year_edge),
        (
            rf"\bVorjahr(?:e?s)?\b(?:\s+(?P<year>{YEAR}))?|\bVorjahres(?:quartal|zeitraum|monat)s?\b",
            _read_before,
        ),
        (r"(?<!\w)(?P<decade>(?:19|20)\d0|[2-9]0)er[ -]?Jahren?\b", _read_decade),
        (rf"\b(?P<season>{alternatives(_SEASONS)})(?!\w|-\w){OF_YEAR}", _read_season),
        (rf"\b(?P<holiday>{alternatives(_HOLIDAYS)})(?![\w-]){OF_YEAR}", _read_holiday),
    )
)
