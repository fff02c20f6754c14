"""Dates said from the day of publication: weekdays, "gestern", "vergangene Woche", "vor zwei Jahren"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from flows.finding.dating import intervals
from flows.finding.dating.candidates import (
    LEXICON,
    SHIFT,
    SHIFTS,
    YEAR,
    Candidate,
    Context,
    Kind,
    alternatives,
    fixed,
)
from flows.finding.dating.intervals import Interval
from flows.finding.numbers import parse_numeral

_WEEKDAYS: dict[str, int] = LEXICON["weekdays"]
_DAYS: dict[str, int] = {entry["word"]: entry["shift"] for entry in LEXICON["days"]}
_UNIT_PRECISION = {"Jahr": "year", "Monat": "month", "Woche": "week", "Tag": "day"}
_UNIT_DAYS = {"Jahr": 365, "Monat": 30, "Woche": 7, "Tag": 1}
_NAME_BEFORE = re.compile(r"\b(?:Herrn?|Frau|Dr\.|Familie)\s$")
_UNTIL = re.compile(r"\b(?i:bis|ab|spätestens)\s+(?:zum\s+|am\s+)?$")


def _read_shifted_year(match: re.Match[str], context: Context) -> Candidate | None:
    if context.published is None:
        return fixed(match, intervals.unknown("year"))
    return fixed(match, intervals.a_year(context.published.year + SHIFTS.get(match["shift"] or "", 0)))


def _read_weekday(match: re.Match[str], context: Context) -> Candidate | None:
    if _NAME_BEFORE.search(context.text, max(0, match.start() - 25), match.start()):
        return None
    if context.published is None:
        return fixed(match, intervals.unknown("day"))
    tense = context.tense(match)
    if _UNTIL.search(context.text, max(0, match.start() - 18), match.start()):
        tense = "future"
    shift = SHIFTS.get(match["shift"] or "", 0)
    day = intervals.weekday_near(_WEEKDAYS[match["weekday"]], context.published, shift, tense)
    return fixed(match, intervals.a_day(day))


def _read_deictic(match: re.Match[str], context: Context) -> Candidate | None:
    if context.published is None:
        return fixed(match, intervals.unknown("day"))
    return fixed(match, intervals.a_day(context.published + timedelta(days=_DAYS[match["day"].lower()])))


def _read_week(match: re.Match[str], context: Context) -> Candidate | None:
    if context.published is None:
        return fixed(match, intervals.unknown("week" if match["unit"] == "Woche" else "month"))
    shift = SHIFTS[match["shift"]]
    if match["unit"] == "Woche":
        return fixed(match, intervals.a_week(context.published + timedelta(days=7 * shift)))
    return fixed(match, intervals.shifted_month(context.published, shift))


def _read_distance(match: re.Match[str], context: Context) -> Candidate | None:
    """ "vor zwei Jahren" is the year two before; with "fast", "rund" and the like only roughly."""
    count = parse_numeral(match["count"])
    if count is None or count != int(count):
        return None
    if context.published is None:
        return fixed(match, intervals.unknown(_UNIT_PRECISION[match["unit"]]))
    if match["word"].lower() == "in" and context.tense(match) == "past":
        return None  # "in drei Jahren verdoppelt": how long, not when
    steps = int(count) * (-1 if match["word"].lower() == "vor" else 1)
    interval = _moved(context.published, match["unit"], steps)
    if interval is None:
        return None
    if match["about"]:
        days = _UNIT_DAYS[match["unit"]]
        middle, margin = context.published + timedelta(days=days * steps), timedelta(days=max(1, days // 2))
        interval = Interval(middle - margin, middle + margin, "vague")
    return fixed(match, interval)


def _moved(day: date, unit: str, steps: int) -> Interval | None:
    if not 1 < day.year + steps < 9998 and unit == "Jahr":
        return None
    if unit == "Jahr":
        return intervals.a_year(day.year + steps)
    if unit == "Monat":
        return intervals.shifted_month(day, steps)
    if unit == "Woche":
        return intervals.a_week(day + timedelta(days=7 * steps))
    return intervals.a_day(day + timedelta(days=steps))


def _read_stretch(match: re.Match[str], context: Context) -> Candidate | None:
    """ "in den vergangenen fünf Jahren": from or to publication."""
    count = parse_numeral(match["count"])
    shift = SHIFTS[match["shift"]]
    if count is None or shift == 0 or count != int(count):
        return None
    if context.published is None:
        return fixed(match, intervals.unknown("vague"))
    days = _UNIT_DAYS[match["unit"]] * int(count)
    try:
        other = context.published + timedelta(days=days if shift > 0 else -days)
    except OverflowError:
        return None
    return fixed(match, Interval(min(other, context.published), max(other, context.published), "vague"))


_PART = r"(?:früh|morgen|vormittag|mittag|nachmittag|abend|nacht)"
_HOUR = r"(?:\s+(?:[Ff]rüh|[Mm]orgen|[Vv]ormittag|[Mm]ittag|[Nn]achmittag|[Aa]bend|[Nn]acht))?"
_COUNT = r"(?P<count>\d{1,3}|[a-zäöüß]{3,12})"
_UNIT = r"(?P<unit>Jahr|Monat|Woche|Tag)(?:en|e|n)?(?!\w)"
_ABOUT = r"(?:(?P<about>fast|rund|etwa|knapp|gut|ungefähr|circa|ca\.|mehr als|über|weniger als)\s+)?"

KINDS: tuple[Kind, ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"\b{SHIFT}\s+Jahr(?:e?s)?\b(?!\s+{YEAR})|\b(?i:heuer)\b", _read_shifted_year),
        (
            rf"(?:\b{SHIFT}\s+)?\b(?P<weekday>{alternatives(_WEEKDAYS)})(?:{_PART}s?|s)?{_HOUR}(?![\w-])",
            _read_weekday,
        ),
        (rf"(?<![\w-])(?P<day>(?i:heute|(?:vor)?gestern|übermorgen)|morgen){_HOUR}(?![\w-])", _read_deictic),
        (rf"\b{SHIFT}\s+(?P<unit>Woche|Monat)s?\b", _read_week),
        (rf"\b(?P<word>[Vv]or|[Ii]n)\s+{_ABOUT}{_COUNT}\s+{_UNIT}", _read_distance),
        (rf"\b{SHIFT}\s+{_COUNT}\s+{_UNIT}", _read_stretch),
    )
)
