"""Lines that belong to the page and not to the article: buttons, page numbers, credits, pointers."""

from __future__ import annotations

import re
from functools import cache

from flows.reading.datelines import load_words
from flows.reading.paragraphs import ends_sentence

_LONGEST = 200  # characters; longer lines are always read as text
_EDGES = " \t\u00a0.:!|*>»«›→►▶•·…+()[]-–—"
_PAGE_NUMBER = re.compile(r"\W*(?:Seite|S\.|Artikel|Bild)?\s?\d{1,3}(?:\s?(?:von|/)\s?\d{1,3})?\W*")
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_COPYRIGHT = re.compile(r"(?:©|\(c\) |copyright (?=©|\(c\)|by |bei |[12]\d{3})).{0,150}", re.IGNORECASE)
_AGE = re.compile(r"(?:\w+ )?[Vv]or \d{1,3} (?:Minute|Stunde|Tag|Woche|Monat)e?n?\b[^.]{0,40}")  # "Vor 3 Tagen Bote"
_TRAIL = re.compile(r"[^.]{2,60}(?:\s(?:>|»|›|→|::)\s[^.]{2,80}){2,}")  # "Start > Wirtschaft > Industrie"
_TOPICS = re.compile(r"\*\w[\w/&., -]{2,120}")  # "*Handel, Unternehmen & Märkte"
_COUNTED = re.compile(r"\s?\(\d{1,4}$")  # "Kommentare (12)", its last bracket stripped
_PAGE = r"(?:Seiten?|S\.)\s?[A-Z]?\d{1,3}(?:(?:, | und |[-–])\d{1,3})*"
_ANY_POINTER = re.compile(rf"[^.!?]{{3,70}}[ ,:]{_PAGE}\W*")


@cache
def _kind_pointer() -> re.Pattern[str]:
    kinds = sorted(load_words()["references"]["kinds"], key=len, reverse=True)
    return re.compile(
        rf"(?i:{'|'.join(map(re.escape, kinds))})(?:[,:]|\s?[/|])?\s(?:auf\s)?{_PAGE}\W{{0,3}}",
    )


@cache
def _trailing_pointer() -> re.Pattern[str]:
    return re.compile(rf"(?<=[.!?”“\"»«)])\s+[(\[►▶→–]{{0,2}}\s?{_kind_pointer().pattern}$")


@cache
def _phrases() -> frozenset[str]:
    return frozenset(_bare(phrase) for phrase in load_words()["furniture"]["phrases"])


@cache
def _openings() -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    words = load_words()
    return (
        tuple(words["furniture"]["openings"]),
        tuple(words["references"]["openings"]),
        frozenset(words["references"]["labels"]),
    )


@cache
def _credit() -> re.Pattern[str]:
    credits = "|".join(load_words()["furniture"]["credits"])
    return re.compile(rf"(?:{credits})(?: ?/ ?\w+)?:\s*\S.{{0,80}}", re.IGNORECASE)


@cache
def _caption() -> re.Pattern[str]:
    return re.compile(r"(?:Foto|Bild|Fotos|Grafik|Quelle):\s?\S.{0,60}$")


def is_furniture(line: str) -> bool:
    """Whether a whole line is page furniture. A sentence never is.

    >>> is_furniture("Anzeige"), is_furniture("Die Anzeige kostete 5 Mio. Euro.")
    (True, False)
    """
    if len(line) > _LONGEST:
        return False
    if not any(map(str.isalnum, line)):
        return True
    if _PAGE_NUMBER.fullmatch(line) or _LINK.fullmatch(line) or _COPYRIGHT.fullmatch(line):
        return True
    bare = _bare(line)
    if bare in _phrases() or bare.startswith(_openings()[0]):
        return True
    if ends_sentence(line):
        return False
    if _AGE.fullmatch(line) or _TRAIL.fullmatch(line) or ("," in line and _TOPICS.fullmatch(line)):
        return True
    return _credit().fullmatch(line) is not None and ". " not in line and len(line.split()) <= 10


def is_reference(line: str) -> bool:
    """Whether a whole line only points to another article or page.

    >>> is_reference("Kommentar Seite 2"), is_reference("Seine Seite 2 von 8 ist leer.")
    (True, False)
    """
    if len(line) > _LONGEST:
        return False
    bare = line.strip(_EDGES)
    folded = _bare(line)
    if folded.startswith(_openings()[1]) or folded.partition(":")[0].strip() in _openings()[2]:
        return True
    if _kind_pointer().fullmatch(bare):
        return True
    return not ends_sentence(line) and _ANY_POINTER.fullmatch(bare) is not None


def trailing_reference(paragraph: str) -> int | None:
    """Where a pointer behind a paragraph's last sentence begins ("… stieg. Kommentar Seite 2"), or None."""
    tail_start = max(0, len(paragraph) - 80)
    match = _trailing_pointer().search(paragraph, tail_start)
    if match is None:
        return None
    return match.end() - len(match[0].lstrip())


def is_caption(line: str) -> bool:
    """Whether a line describes a picture: it ends with the picture's credit."""
    return len(line) <= 400 and _caption().search(line, max(0, len(line) - 90)) is not None


def _bare(line: str) -> str:
    return _COUNTED.sub("", " ".join(line.casefold().split()).strip(_EDGES))
