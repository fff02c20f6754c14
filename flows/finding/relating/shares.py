"""How much of a company a clause speaks of: "34 Prozent", "ein Drittel", "die Mehrheit", "der Rest"."""

from __future__ import annotations

import re

from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.words import Words
from flows.finding.relating.nouns import words as nouns

_PERCENT = ("prozent", "%")
_NUMBER = re.compile(r"(\d{1,3}(?:[.,]\d+)?) ?(?:prozent|%)")
_HALF, _ALL = 50, 100


def speaks_of_share(words: Words, tokens: list[int]) -> bool:
    """ "34 Prozent", "zur Hälfte", "mehrheitlich"."""
    lows = {words.lows[at] for at in tokens}
    return any(low.endswith(_PERCENT) for low in lows) or bool(lows & set(nouns("fractions"))) or "mehrheitlich" in lows


def is_majority(words: Words, tokens: list[int]) -> bool:
    """ "60 Prozent", "die Mehrheit", "mehrheitlich": who holds so much is the parent."""
    lows = [words.lows[at] for at in tokens]
    if any(low in nouns("majorities") for low in lows):
        return True
    shares = _NUMBER.findall(" ".join(lows))
    return any(_HALF < float(share.replace(",", ".")) <= _ALL for share in shares)


def is_fraction(chunk: Chunk) -> bool:
    """Is the phrase itself a share ("zu 34 Prozent", "zur Hälfte"), not what is shared?"""
    return chunk.noun in _PERCENT or chunk.noun in nouns("fractions") or any(noun in _PERCENT for noun in chunk.nouns)


def is_capital(chunk: Chunk) -> bool:
    """ "der Anteile", "der Stimmrechte", "des Kapitals": of whose, the text before tells."""
    return chunk.kind == "noun" and chunk.noun.endswith(nouns("capital")) and not chunk.modifiers
