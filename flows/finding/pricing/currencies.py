"""Currencies as German text names them: words, symbols, nouns that several countries share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from flows.finding.lexicon import load_lexicon

_LEXICON: dict[str, Any] = load_lexicon("money")


@dataclass(frozen=True, slots=True)
class Currency:
    """A word or symbol for a currency in a text; `factor` is 0.01 for cents and 1000 for T€."""

    start: int
    end: int
    code: str
    factor: Decimal
    before: bool = False  # may stand before its number
    subunit: bool = False  # a cent whose currency the amounts around it decide
    needs_magnitude: bool = False
    weight: bool = False  # a pound: money or weight


def words(group: str) -> list[str]:
    """All words of one of the lexicon's simple lists."""
    return [word for entry in _LEXICON[group] for word in entry["words"]]


def alternatives(of: list[str]) -> str:
    """A regular expression for any of these words, longest first."""
    return "|".join(re.escape(word) for word in sorted(of, key=len, reverse=True))


@cache
def _by_word() -> dict[str, dict[str, Any]]:
    return {word: entry for entry in _LEXICON["currencies"] for word in entry["words"]}


@cache
def _shared() -> dict[str, dict[str, Any]]:
    return {noun: entry for entry in _LEXICON["shared"] for noun in entry["nouns"]}


def _scanner() -> re.Pattern[str]:
    adjectives = [adjective for entry in _LEXICON["shared"] for adjective in entry["countries"]]
    nouns = [*_shared(), *_by_word()]
    ends = r"(?:(?![^\W_])|(?=\d|betrag|bereich|summe))"  # "CHF12", "ein sechsstelliger Eurobetrag"
    longest_first = sorted(nouns, key=len, reverse=True)
    names = "|".join(re.escape(noun) + (ends if noun[-1].isalpha() else "") for noun in longest_first)
    adjective = rf"(?:(?P<adjective>{alternatives(adjectives)})(?:e[nrsm]?)?[\s-]+)?"
    return re.compile(rf"(?<![^\W\d_]){adjective}(?P<word>{names})|(?<=[a-z.])(?P<sign>€|\$)")


_SCAN = _scanner()
_NEARBY = 250  # characters before an amount in which a country decides about its Kronen


def scan_currencies(text: str) -> list[Currency]:
    """Every currency that `text` names, with or without a number.

    >>> [c.code for c in scan_currencies("5 kanadische Dollar, 7 US-Dollar, 3 €, die Eurozone")]
    ['CAD', 'USD', 'EUR']
    """
    found = []
    for match in _SCAN.finditer(text):
        word = match["word"] or match["sign"]
        entry = _by_word().get(word)
        code = _country_code(text, match, word)
        if code is None and entry is not None:
            code = entry["code"]
        if code is None:
            continue
        options = entry or _shared()[word]
        found.append(
            Currency(
                match.start(),
                match.end(),
                code,
                Decimal(str(options.get("factor", 1))),
                before=bool(options.get("before")),
                subunit=bool(options.get("subunit")),
                needs_magnitude=options.get("needs") == "magnitude" and not match["adjective"],
                weight=options.get("unless") == "weight" and not match["adjective"],
            )
        )
    return found


def _country_code(text: str, match: re.Match[str], word: str) -> str | None:
    """The code of a shared noun by its adjective, its plain meaning, or the nearest country before it."""
    shared = _shared().get(word)
    if shared is None:
        return None
    countries: dict[str, str] = shared["countries"]
    if match["adjective"] in countries:
        return countries[match["adjective"]]
    if "plain" in shared:
        return str(shared["plain"])
    return _nearest_hint(text, match.start(), tuple(shared.get("hints", {}).items()))


@cache
def _hint_pattern(hints: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d_])(?:{alternatives([word for word, _ in hints])})")


def _nearest_hint(text: str, offset: int, hints: tuple[tuple[str, str], ...]) -> str | None:
    if not hints:
        return None
    codes = dict(hints)
    pattern = _hint_pattern(hints)
    if before := pattern.findall(text, max(0, offset - _NEARBY), offset):
        return codes[before[-1]]
    after = pattern.search(text, offset, offset + _NEARBY // 2)
    return codes[after.group()] if after else None
