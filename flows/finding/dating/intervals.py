"""Stretches of calendar time: years, quarters, months, weeks, and which one an unfinished date means."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

# Days by which the nearest candidate must be nearer than the next.
_LONGEST_MONTH = 31
_CLEAR_MARGIN = 90
_CLEAR_MARGIN_OF_HALVES = 45
_COARSE = ("day", "week", "month", "quarter", "half", "year", "fiscal_year", "vague")


@dataclass(frozen=True, slots=True)
class Interval:
    """First and last day, both inclusive; None where unknown or open."""

    first: date | None
    last: date | None
    precision: str
    period: str | None = None


def unknown(precision: str, period: str | None = None) -> Interval:
    return Interval(None, None, precision, period)


def a_year(year: int) -> Interval:
    return Interval(date(year, 1, 1), date(year, 12, 31), "year", str(year))


def months(year: int, first: int, last: int, precision: str) -> Interval:
    """From the first month to the last, within one year."""
    end = date(year, last, calendar.monthrange(year, last)[1])
    return with_period(Interval(date(year, first, 1), end, precision))


def a_quarter(year: int, number: int) -> Interval:
    return months(year, 3 * number - 2, 3 * number, "quarter")


def a_half(year: int, number: int) -> Interval:
    return months(year, 6 * number - 5, 6 * number, "half")


def a_month(year: int, month: int) -> Interval:
    return months(year, month, month, "month")


def a_day(day: date) -> Interval:
    return Interval(day, day, "day")


def a_week(day: date) -> Interval:
    """The week from Monday to Sunday around a day."""
    monday = day - timedelta(days=day.weekday())
    return Interval(monday, monday + timedelta(days=6), "week")


def shifted_month(day: date, shift: int) -> Interval:
    """The month that lies `shift` months from a day's."""
    count = day.year * 12 + day.month - 1 + shift
    return a_month(count // 12, count % 12 + 1)


def shifted_quarter(day: date, shift: int) -> Interval:
    count = day.year * 4 + (day.month - 1) // 3 + shift
    return a_quarter(count // 4, count % 4 + 1)


def with_period(interval: Interval) -> Interval:
    """With the period's name where the interval is exactly a year, half, quarter or month.

    >>> with_period(Interval(date(2024, 1, 1), date(2024, 6, 30), "month")).period
    '2024-H1'
    """
    first, last = interval.first, interval.last
    if not first or not last or first.year != last.year or first.day != 1:
        return interval
    if last.day != calendar.monthrange(last.year, last.month)[1]:
        return interval
    length = last.month - first.month + 1
    if (first.month - 1) % length or length not in (1, 3, 6, 12):
        return interval
    number = (first.month - 1) // length + 1
    name = {1: f"-{number:02}", 3: f"-Q{number}", 6: f"-H{number}", 12: ""}[length]
    return replace(interval, period=f"{first.year}{name}")


def third(interval: Interval, number: int) -> Interval:
    """The first, middle or last third of a month or a year, by convention and therefore vague."""
    first, last = interval.first, interval.last
    if not first or not last:
        return replace(interval, precision="vague")
    if interval.precision == "month":
        days = ((1, 10), (11, 20), (21, last.day))[number]
        return Interval(first.replace(day=days[0]), first.replace(day=days[1]), "vague", interval.period)
    if interval.precision == "year":
        part = months(first.year, 4 * number + 1, 4 * number + 4, "vague")
        return replace(part, period=interval.period)
    length = (last - first).days + 1
    start = first + timedelta(days=length * number // 3)
    end = first + timedelta(days=length * (number + 1) // 3 - 1)
    return Interval(start, end, "vague", interval.period)


def opened(interval: Interval, side: str) -> Interval:
    """An interval of which only one end is said: `first` or `last` is open, or all `before` or `after` it."""
    first, last = interval.first, interval.last
    one = timedelta(days=1)
    if side == "first":
        return Interval(None, last, interval.precision, interval.period)  # "bis 2030" is said of 2030
    if side == "last":
        return Interval(first, None, interval.precision)
    if side == "before":
        return Interval(None, first - one if first else None, interval.precision)
    return Interval(last + one if last else None, None, interval.precision)


def year_before(period: str, same_part: bool) -> Interval:
    """The year before a period's, or with `same_part` its quarter in that year.

    >>> year_before("2024-Q1", same_part=True).period
    '2023-Q1'
    """
    year, _, part = period.partition("-")
    if same_part and part.startswith("Q"):
        return a_quarter(int(year) - 1, int(part[1:]))
    return a_year(int(year) - 1)


def joined(one: Interval, other: Interval) -> Interval:
    """From the first day of one to the last day of the other; unknown where that makes no sense."""
    precision = max(one.precision, other.precision, key=_COARSE.index)
    if one.first and other.last and one.first > other.last:
        return unknown(precision)
    return with_period(Interval(one.first, other.last, precision))


def nearest(make: Callable[[int], Interval], published: date | None, tense: str) -> Interval:
    """The interval of the year that a date without a year means, or unknown days where two are as likely.

    `tense` is "past", "future" or "" and rules out years on the other side of the publication date.
    """
    if published is None:
        return unknown(make(2000).precision)
    made = [make(year) for year in (published.year - 1, published.year, published.year + 1)]
    fitting = [
        interval
        for interval in made
        if interval.first
        and interval.last
        and not (tense == "past" and (interval.first > published or _is_unfinished(interval, published)))
        and not (tense == "future" and interval.last < published)
    ]
    if not fitting:
        return unknown(made[0].precision)
    fitting.sort(key=lambda interval: _distance(interval, published))
    margin = _CLEAR_MARGIN_OF_HALVES if made[0].precision == "half" else _CLEAR_MARGIN
    if not tense and _distance(fitting[1], published) - _distance(fitting[0], published) < margin:
        return unknown(made[0].precision)
    return fitting[0]


def _is_unfinished(interval: Interval, published: date) -> bool:
    """Of a quarter or half that still runs nobody tells results: "im dritten Quartal stieg der Umsatz"."""
    first, last = interval.first, interval.last
    return first is not None and last is not None and (last - first).days > _LONGEST_MONTH and last > published


def edge_of_current_year(edge: int, published: date | None, tense: str) -> Interval:
    """ "Jahresende", "Jahresbeginn": of the publication year, unless its turn is too near to tell."""
    if published is None:
        return unknown("vague")
    year = published.year
    if edge == 2 and published.month <= 2 and tense != "future":
        return third(a_year(year - 1), edge) if tense == "past" else unknown("vague")
    if edge == 0 and published.month >= 11 and tense != "past":
        return third(a_year(year + 1), edge) if tense == "future" else unknown("vague")
    return third(a_year(year), edge)


def _distance(interval: Interval, day: date) -> int:
    if interval.first and day < interval.first:
        return (interval.first - day).days
    return (day - interval.last).days if interval.last and day > interval.last else 0


def weekday_near(weekday: int, published: date, shift: int, tense: str) -> date:
    """The last such weekday on or before publication; the next one for a shift of 1 or the future."""
    back = (published.weekday() - weekday) % 7
    if shift > 0:
        return published + timedelta(days=7 - back)
    if shift < 0:
        return published - timedelta(days=back or 7)
    if tense == "future":
        return published + timedelta(days=(7 - back) % 7)
    return published - timedelta(days=back)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Gauss's rule in Butcher's form).

    >>> easter(2024)
    datetime.date(2024, 3, 31)
    """
    golden = year % 19
    century, rest = divmod(year, 100)
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    day = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    correction = (golden + 11 * epact + 22 * day) // 451
    month, offset = divmod(epact + day - 7 * correction + 114, 31)
    return date(year, month, offset + 1)
