"""What all date patterns share: candidates, the context they are read in, the year they leave out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flows.finding.dating import intervals
from flows.finding.dating.intervals import Interval
from flows.finding.lexicon import load_lexicon

LEXICON: dict[str, Any] = load_lexicon("dates")
SHIFTS: dict[str, int] = {entry["stem"]: entry["shift"] for entry in LEXICON["shifts"]}
EDGES: dict[str, int] = {
    word: entry["third"] for group in ("edges", "year_edges") for entry in LEXICON[group] for word in entry["words"]
}
_WORD = re.compile(r"[a-zäöüß]+")
_PAST = frozenset(LEXICON["past"])
_FUTURE = frozenset(LEXICON["future"])
_CLAUSE_END = re.compile(r"[.!?:,;]\s|\n")
_TENSE_WINDOW = 90  # characters on each side of a clause in which a verb tells past from future


def alternatives(of: Any) -> str:
    """A regular expression for any of these words, longest first."""
    return "|".join(re.escape(word) for word in sorted(of, key=len, reverse=True))


YEAR = r"(?:19|20)\d\d(?!\d|[.,]\d)"
SHIFT = rf"(?P<shift>{alternatives(SHIFTS)})(?:e[nmrs]?)"
# The year behind a month or quarter: "2024", "vergangenen Jahres", "des Vorjahres", or a fiscal one.
OF_YEAR = (
    rf"(?:\s+(?:des\s+Jahres\s+|im\s+Jahre?\s+|des\s+)?(?P<year>{YEAR})(?!/\d\d)"
    rf"|\s+(?:des\s+|im\s+)?(?P<of_shift>{alternatives(SHIFTS)})(?:e[nmrs]?)\s+Jahr(?:e?s)?\b"
    r"|\s+(?:des\s+|im\s+)?(?P<before>Vorjahr(?:e?s)?)\b"
    r"|(?P<fiscal>\s+(?:(?:des|im|vom)\s+)?(?:[a-zäöü]+e[ns]\s+)?(?:Geschäfts|Fiskal)jahr\w*(?:\s+\d{4}(?:/\d\d)?)?"
    r"|\s+\d{4}/\d\d))?"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date expression as written; `read` gives its days, if need be for its neighbour's year."""

    start: int
    end: int
    has_year: bool
    read: Callable[[int | None], Interval]


@dataclass(frozen=True, slots=True)
class Context:
    """What a pattern needs to know besides its match."""

    text: str
    published: date | None

    def tense(self, match: re.Match[str]) -> str:
        """Whether the words around put the date before or after publication; "" where they say nothing."""
        before = self.text[max(0, match.start() - _TENSE_WINDOW) : match.start()]
        after = self.text[match.end() : match.end() + _TENSE_WINDOW]
        clause = _CLAUSE_END.split(before)[-1] + " " + _CLAUSE_END.split(after)[0]
        words = _WORD.findall(clause)
        past, future = not _PAST.isdisjoint(words), not _FUTURE.isdisjoint(words)
        if "in Aussicht" in clause:
            return "future"  # "stellte für das zweite Quartal … in Aussicht"
        return "" if past == future else "past" if past else "future"


Reader = Callable[[re.Match[str], Context], Candidate | None]
Kind = tuple[re.Pattern[str], Reader]


def by_year(make: Callable[[int], Interval], match: re.Match[str], context: Context, tense: str = "") -> Candidate:
    """A part of a year whose year is written, said relative to publication, or left to find."""
    groups = match.groupdict()

    def read(hint: int | None) -> Interval:
        if groups.get("fiscal") or groups.get("before"):
            return intervals.unknown(make(2000).precision)
        if year := groups.get("year") or groups.get("slash"):
            return make(int(year))
        if groups.get("of_shift"):
            if context.published is None:
                return intervals.unknown(make(2000).precision)
            return make(context.published.year + SHIFTS[match["of_shift"]])
        if hint is not None:
            return make(hint)
        return intervals.nearest(make, context.published, tense or context.tense(match))

    has_year = any(groups.get(name) for name in ("year", "slash", "of_shift", "before", "fiscal"))
    return Candidate(match.start(), match.end(), has_year, read)


def fixed(match: re.Match[str], interval: Interval) -> Candidate:
    return Candidate(match.start(), match.end(), True, lambda hint: interval)
