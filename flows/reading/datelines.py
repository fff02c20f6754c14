"""Bylines and datelines: who wrote it, where, and when, on a line of their own or in front of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import yaml

from flows.reading.paragraphs import ends_sentence
from flows.reading.publication import DAY, MONTH, find_day

_LONGEST = 110  # characters of a byline, and of a dateline in front of a paragraph

_UPPER = "A-ZÀ-ÖØ-ÞŠŽČŁŚŻİ"
_CAPITALISED = rf"[{_UPPER}][\w’'-]*\.?"
_PARTICLE = r"(?:von|van|de|der|den|zu|zur|di|da|del|la|le|du|ten|ter|el|al|bin|y)"
_NAME = re.compile(rf"{_CAPITALISED}(?: (?:{_PARTICLE} ){{0,2}}{_CAPITALISED}){{1,4}}")
_LINK = r"(?:[ /]| ?/ ?| am | an der | de | im | a\. ?| i\. ?)"  # "Frankfurt am Main", "New York/Berlin"
_PLACE = rf"[{_UPPER}][\w’'-]*\.?(?:{_LINK}[{_UPPER}(][\w’')-]*\.?){{0,4}}"
_REGION = rf"(?:, {_CAPITALISED}(?: {_CAPITALISED})?){{0,2}}"  # "Santa Clara, Kalifornien"
_WEEKDAY = r"(?:\b(?:(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Sonnabend|Mo|Di|Mi|Do|Fr|Sa|So)\b\.?,? ?)"
_YEARLESS = rf"[0-3]?\d\. ?(?:{MONTH}|[01]?\d\.)(?! ?\d)"
_WHEN = rf"(?:den |am |im )?{_WEEKDAY}?(?:{DAY}|{_YEARLESS})"
_TIME = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?"
_SIGN = r"(?P<sign>[a-zäöü]{2,4}(?:[./][a-zäöü]{2,4}){0,3}\.?)"  # the author's initials ("kru", "mm.", "fed/lz")
_TEXT_AHEAD = rf"(?=[{_UPPER}\d„“\"»«‚›])"
_DASH = r"[-–—]{1,2}"

_LINE_DATE = re.compile(
    rf"{DAY}(?:T[\d:.+Z-]+)?|{_TIME}|\b(?:uhr|um|stand|am|vom|den|der|veröffentlicht|aktualisiert|zuletzt|letzte|update"
    r"|aktualisierung|artikel|erstellt|datum|publiziert|online|seit|archivmeldung|meldung|pressemitteilung|heute"
    rf"|gmt|mez|mesz|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so)\b",
    re.IGNORECASE,
)
_FULL_DAY = re.compile(DAY)
_SOURCES_LINE = re.compile(
    rf"(?P<sources>[^\s,]+(?:, ?[^\s,]+)?)(?: ?{_DASH})? (?P<place>{_PLACE})(?:,? {_WHEN})?[.:]?"
)
_SIGN_LINE = re.compile(rf"{_SIGN},?(?: ?{_DASH})? (?P<place>{_PLACE})(?P<when>,? {_WHEN})?[.:]?(?: ?{_DASH})?")
_PLACE_LINE = re.compile(rf"(?P<place>{_PLACE})(?P<when>,? ?{_WHEN}(?:.{{0,3}}{_TIME}(?: Uhr)?)?)?[.:]?(?: ?{_DASH})?")
_NAME_LINE = re.compile(rf"{_NAME.pattern}(?:,| am| um| \||  ?-| –)? ?(?P<when>{_WHEN}.{{0,20}})")
_PIECE = re.compile(r"\s*(?:,|;|/|\||\bund\b|&| [-–—]|\b(?=\d{1,2}\. ?\d))\s*")

_BRACKETED = re.compile(
    rf"(?:{_SIGN},? ?)?(?P<place>{_PLACE}{_REGION})?(?:,? {_WHEN})?[.,]?(?: {_DASH})? ?"
    r"(?:\((?P<agency>[^()\n]{2,40})\)|/(?P<wire>[^/\n]{2,30})/)"
    rf" ?(?P<dash>{_DASH}|[.:|])?\s*"
)
_DATED = re.compile(
    rf"(?:{_SIGN},? ?(?:{_DASH} ?)?)?(?P<place>{_PLACE}),? {_WHEN}[.:]? ?(?:(?:{_DASH}|\|) ?)?{_TEXT_AHEAD}"
)
_SIGNED = re.compile(rf"{_SIGN},? ?(?:{_DASH} ?)?(?P<place>{_PLACE}) ?(?:{_DASH}|[.:]) ?{_TEXT_AHEAD}")
_PLACED = re.compile(rf"(?P<place>{_PLACE})(?:\.| {_DASH}| \|) +{_TEXT_AHEAD}")


@dataclass(frozen=True, slots=True)
class Byline:
    """A byline or dateline: `end` is where it ends in its paragraph; what it does not say is None."""

    end: int
    author: str | None  # as written, with initials or agency
    place: str | None
    day: date | None
    agency: bool = False  # whether an agency or initials in brackets leave no doubt


@cache
def load_words() -> Any:
    """The layout's word lists (`layout.yml`); do not change them, they are shared."""
    return yaml.safe_load(resources.files("flows.reading").joinpath("layout.yml").read_text("utf-8"))


@cache
def _places() -> frozenset[str]:
    groups = load_words()["places"]
    return frozenset(name.casefold() for key, names in groups.items() if key != "example" for name in names)


@cache
def _agency() -> re.Pattern[str]:
    names = sorted(load_words()["agencies"]["names"], key=len, reverse=True)
    desk = r"(?:[- ](?:AFX|Analyser|Broker|infocom|Online|TEP|CIR))*(?:/[a-z]{2,6})*"  # "dpa-AFX", "dpa/lnw"
    one = rf"(?:{'|'.join(map(re.escape, names))}){desk}"
    return re.compile(rf"\(?{one}(?: ?[,/+] ?(?:{one}))*\)?:?", re.IGNORECASE)


@cache
def _lead() -> re.Pattern[str]:
    leads = sorted(load_words()["bylines"]["leads"], key=len, reverse=True)
    return re.compile(rf"[-–] ?(?={leads[-1]})|(?:{'|'.join(map(re.escape, leads))})(?::| )\s*", re.IGNORECASE)


@cache
def _small_words() -> frozenset[str]:
    return frozenset(load_words()["small_words"]["words"])


@cache
def _titles() -> tuple[str, ...]:
    return tuple(load_words()["own_titles"]["names"])


def read_byline(line: str, expected: bool = False) -> Byline | None:
    """What a whole line says of author, place and day, or None where it is no byline.

    `expected` is for a line between headline and text, where less evidence will do.

    >>> read_byline("kru Mailand").place, read_byline("Von Berlin nach Rom")
    ('Mailand', None)
    """
    if len(line) > _LONGEST:
        return None
    tidy = " ".join(line.split())
    for read in (
        _date_line,
        _agency_line,
        _author_line,
        _name_line,
        _name_and_town,
        _sign_line,
        _sources_line,
        _place_line,
    ):
        if found := read(tidy, expected):
            return Byline(len(line), found.author, found.place, found.day)
    return None


def read_dateline(paragraph: str) -> Byline | None:
    """The dateline in front of a paragraph's text ("BERLIN (dpa-AFX) - "); `end` is where the text begins."""
    head = paragraph[: _LONGEST + 20]
    for pattern in (_BRACKETED, _DATED, _SIGNED, _PLACED):
        match = pattern.match(head)
        if match and 0 < match.end() <= _LONGEST and match.end() < len(paragraph) and _is_dateline(pattern, match):
            groups = match.groupdict()
            agency = groups.get("agency") or groups.get("wire")
            author = " ".join(part for part in (groups.get("sign"), agency) if part) or None
            place = groups.get("place")
            return Byline(
                match.end(),
                author,
                place_name(place) if place else None,
                find_day(match[0], True),
                bool(agency),
            )
    return None


def place_name(written: str) -> str:
    """The place as a name, where the dateline shouts it.

    >>> place_name("FRANKFURT AM MAIN"), place_name("NEW YORK/BERLIN"), place_name("Ulm.")
    ('Frankfurt am Main', 'New York/Berlin', 'Ulm')
    """
    name = written.strip().rstrip(".,")
    if not name.isupper():
        return name
    words = re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), name)
    return re.sub(r"\b(?:Am|An|Der|Im|Ob)\b", lambda match: match[0].lower() if match.start() else match[0], words)


def _is_dateline(pattern: re.Pattern[str], match: re.Match[str]) -> bool:
    sign, place = match.groupdict().get("sign"), match["place"]
    if sign and sign.rstrip(".") in _small_words():
        return False
    known = place is not None and is_known_place(place)
    if pattern is _BRACKETED:
        source = (match["agency"] or match["wire"]).strip()
        if _agency().fullmatch(source):
            return match["dash"] is not None or known or place is None
        initials = re.fullmatch(r"[a-zäöü]{2,4}(?:[/.][a-zäöü]{2,4})*\.?", source)
        return initials is not None and source not in _small_words() and match["dash"] is not None and bool(place)
    if pattern is _PLACED and place and len(place) > 4 and place.isupper() and match[0].startswith(place + "."):
        return True  # "MOOSHEIM. Die Kehl AG …": regional papers shout the village
    if known and pattern is _PLACED and is_known_place(_following_word(match)):
        return False  # "Hannover - Bremen" is a road or a match
    return known or (pattern is _DATED and sign is not None)


def _following_word(match: re.Match[str]) -> str:
    return (match.string[match.end() :].split(None, 1) or [""])[0].rstrip(".,:;")


def is_known_place(place: str) -> bool:
    """Whether every part of "Berlin/Frankfurt" is a town of the list."""
    return all(_is_town(part) for part in place.split("/")) or _is_town(place)


def _is_town(place: str) -> bool:
    name = " ".join(place.split()).casefold()
    return name in _places() or name.rstrip(".") in _places()


def _date_line(line: str, expected: bool) -> Byline | None:
    day = _FULL_DAY.search(line)
    if day is None:
        return None
    if not re.search(r"\w", _LINE_DATE.sub(" ", line)):
        return Byline(0, None, None, find_day(line, True))
    # Blogs and portals go on behind the date: "4. April 2024 | Abgelegt unter: Handel".
    before, after = line[: day.start()], line[day.end() :]
    led = bool(before) and not re.search(r"\w", _LINE_DATE.sub(" ", before))
    if (led or (not before and re.match(r"\s?[|•·/]", after))) and len(after) <= 50 and not ends_sentence(line):
        return Byline(0, None, None, find_day(line, True))
    return None


def _agency_line(line: str, expected: bool) -> Byline | None:
    return Byline(0, line, None, None) if _agency().fullmatch(line) else None


def _author_line(line: str, expected: bool) -> Byline | None:
    """ "Von …" with a full name or an agency first, then more names, a place, an agency, a day."""
    lead = _lead().match(line)
    while lead and (following := _lead().match(line, lead.end())):
        lead = following
    if lead is None:
        return None
    pieces = [piece for piece in _PIECE.split(line[lead.end() :]) if piece.strip(" .:-–")]
    if not pieces or not (_NAME.fullmatch(pieces[0]) or _agency().fullmatch(pieces[0])):
        return None
    place = None
    for piece in pieces[1:]:
        if is_known_place(piece) or (place is None and re.fullmatch(rf"[{_UPPER}][a-zäöüß]+", piece)):
            place = place_name(piece)
        elif not re.match(rf"[{_UPPER}\d]|{_agency().pattern}", piece) or ends_like_sentence(piece):
            return None
    return Byline(0, line, place, find_day(line, True))


def ends_like_sentence(piece: str) -> bool:
    """Three or more words of lower case are a sentence's, not a name's."""
    return sum(word.islower() for word in piece.split()) >= 3


def _name_line(line: str, expected: bool) -> Byline | None:
    match = _NAME_LINE.fullmatch(line)
    if match is None or not _FULL_DAY.search(match["when"]):
        return None
    author = line[: match.start("when")].rstrip(" ,|-–")
    if is_known_place(author) or author.startswith(_titles()) or re.search(_WEEKDAY, author):
        return None
    return Byline(0, author.removesuffix(" am").removesuffix(" um"), None, find_day(line, True))


def _name_and_town(line: str, expected: bool) -> Byline | None:
    """ "Greta Brandt, Ulm" between headline and text; "Greta Brandt, Ulm, 7. Mai 2024" anywhere in the head."""
    name, _, rest = line.partition(", ")
    place, _, when = rest.partition(", ")
    day = find_day(when, True) if when and re.fullmatch(_WHEN, when.strip(" .")) else None
    if (when and not day) or not (expected or day):
        return None
    if not (_NAME.fullmatch(name) and is_known_place(place)) or is_known_place(name):
        return None
    return Byline(0, line, place_name(place), day)


def _sign_line(line: str, expected: bool) -> Byline | None:
    match = _SIGN_LINE.fullmatch(line)
    if match is None:
        return None
    sign, place = match["sign"].rstrip("."), match["place"]
    if sign in _small_words():
        return None
    sure = is_known_place(place) or match["when"] or _agency().fullmatch(sign)
    if sure or (expected and re.fullmatch(rf"[{_UPPER}][\wäöüß-]+", place)):
        return Byline(0, line, place_name(place), find_day(line, True))
    return None


def _sources_line(line: str, expected: bool) -> Byline | None:
    """ "BöZ Frankfurt", "Reuters/fg Wien", "mm, br Ulm": agencies, initials or the paper, and a town."""
    match = _SOURCES_LINE.fullmatch(line)
    if match is None or not is_known_place(match["place"]):
        return None
    for source in re.split(r"[/,]\s?", match["sources"]):
        initials = re.fullmatch(r"[a-zäöü]{2,4}\.?", source) and source.rstrip(".") not in _small_words()
        if not (initials or _agency().fullmatch(source) or source in _titles()):
            return None
    return Byline(0, line, place_name(match["place"]), find_day(line, True))


def _place_line(line: str, expected: bool) -> Byline | None:
    if line.startswith(_titles()) and _FULL_DAY.search(line) and not ends_sentence(line):
        return Byline(0, None, None, find_day(line, True))
    match = _PLACE_LINE.fullmatch(line)
    if match is None:
        return None
    known = is_known_place(match["place"])
    if match["when"] is None:
        return Byline(0, None, place_name(match["place"]), None) if known and expected else None
    if not known and not expected and _FULL_DAY.search(match["when"]):
        return Byline(0, None, None, find_day(match["when"], True))
    if known or (expected and _FULL_DAY.search(match["when"])):
        return Byline(0, None, place_name(match["place"]), find_day(match["when"], True))
    return None
