"""The day an article was published: from metadata, the file's name or a dateline; never invented."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

_FIRST_YEAR, _LAST_YEAR = 1900, 2100  # outside: a misread number, not a newspaper's date

_MONTHS = {
    "jan": 1, "jän": 1, "feb": 2, "mär": 3, "mar": 3, "apr": 4, "mai": 5, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dez": 12, "dec": 12,
}  # fmt: skip
MONTH = (
    r"(?:Jan(?:uar|uary)?|Jän(?:ner)?|Feb(?:ruar|ruary|er)?|März?|Mrz|March|Mar|Apr(?:il)?|Mai|May|Jun[ie]?|Jul[iy]?"
    r"|Aug(?:ust)?|Sept?(?:ember)?|O[kc]t(?:ober)?|Nov(?:ember)?|De[zc](?:ember)?)\b\.?"
)
# A day with its year, as newspapers write it; two-digit years only where a dateline leaves no doubt.
DAY = (
    rf"(?:(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)|[0-3]?\d\. ?[01]?\d\. ?(?:19|20)?\d\d(?!\d)"
    rf"|[0-3]?\d\.? ?{MONTH} (?:19|20)\d\d(?!\d)|{MONTH} [0-3]?\d,? (?:19|20)\d\d(?!\d))"
)

_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/]([01]?\d)[-/]([0-3]?\d)(?!\d)")
_DOTTED = re.compile(r"(?<![\d.])([0-3]?\d)\. ?([01]?\d)\. ?((?:19|20)\d\d|\d\d)(?!\d)")
_WORDED = re.compile(rf"(?<!\d)([0-3]?\d)\.? ?({MONTH}) ((?:19|20)\d\d)(?!\d)")
_ENGLISH = re.compile(rf"({MONTH}) ([0-3]?\d),? ((?:19|20)\d\d)(?!\d)")
_NAME_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]([01]\d)[-_.]([0-3]\d)(?!\d)")
_NAME_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)")
_NAME_GERMAN = re.compile(r"(?<!\d)([0-3]?\d)[._-]([01]?\d)[._-]((?:19|20)\d\d)(?!\d)")


def parse_day(value: Any) -> date | None:
    """The day that a metadata field names, or None where it names none; a time zone is not converted.

    >>> parse_day("2024-03-12T08:00:00+01:00"), parse_day("12. März 2024"), parse_day("31.02.2024")
    (datetime.date(2024, 3, 12), datetime.date(2024, 3, 12), None)
    """
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value if _FIRST_YEAR <= value.year <= _LAST_YEAR else None
    if not isinstance(value, str):
        return None
    return find_day(value[:100]) or _rfc_day(value)


def find_day(text: str, short_years: bool = False) -> date | None:
    """The first full day in a short text; `short_years` also takes "11.01.16"."""
    found: list[tuple[int, date | None]] = []
    for match in _ISO.finditer(text):
        found.append((match.start(), _day(match[1], match[2], match[3])))
    for match in _DOTTED.finditer(text):
        if len(match[3]) == 4 or short_years:
            year = match[3] if len(match[3]) == 4 else f"{20 if int(match[3]) < 70 else 19}{match[3]}"
            found.append((match.start(), _day(year, match[2], match[1])))
    for match in _WORDED.finditer(text):
        found.append((match.start(), _day(match[3], _month(match[2]), match[1])))
    for match in _ENGLISH.finditer(text):
        found.append((match.start(), _day(match[3], _month(match[1]), match[2])))
    return next((day for _, day in sorted(found, key=lambda item: item[0]) if day is not None), None)


def day_in_name(name: str) -> date | None:
    """The day in a file's name, below any folder names.

    >>> day_in_name("boerse_20240312.txt"), day_in_name("12.03.2024 Chemie.txt"), day_in_name("20241399.txt")
    (datetime.date(2024, 3, 12), datetime.date(2024, 3, 12), None)
    """
    for pattern, order in ((_NAME_ISO, (1, 2, 3)), (_NAME_COMPACT, (1, 2, 3)), (_NAME_GERMAN, (3, 2, 1))):
        for match in pattern.finditer(name):
            if day := _day(*(match[group] for group in order)):
                return day
    return None


def _rfc_day(value: str) -> date | None:
    """The day of an RSS or mail date ("Tue, 12 Mar 2024 08:00:00 GMT")."""
    try:
        return parse_day(parsedate_to_datetime(value))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _month(name: str) -> int:
    return 3 if name.startswith("Mrz") else _MONTHS[name[:3].lower()]


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if _FIRST_YEAR <= found.year <= _LAST_YEAR else None
