"""Nouns that announce somebody's wording: "mit den Worten „…“", "Parolen wie „…“", "die Antwort, „…“"."""

from __future__ import annotations

from flows.finding.quoting.cues import words_of_group
from flows.finding.quoting.marks import Run
from flows.finding.quoting.speakers import Phrase, find_subject
from flows.finding.quoting.words import Words

_FOR_EXAMPLE = frozenset(["wie", "etwa", "zum", "beispiel", "z.b.", "oder", ",", "zu", "lesen", "finden", "hören"])
_COMPOUNDS = ("parole", "parolen")
_FARTHEST = 5  # tokens from the noun to its marked words


def behind_wording(
    words: Words, run: Run, inside: tuple[int, int], first: int, end: int, *, sentence: bool
) -> tuple[str, Phrase | None] | None:
    """Noun and speaker of marked words behind "Parolen wie"; a whole `sentence` also behind "die Antwort"."""
    noun, alike = _noun_before(words, inside[0], first)
    if noun is None:
        return None
    low = words.lows[noun]
    wording = low in words_of_group("wordings") or low.endswith(_COMPOUNDS)
    opening = words.words[words.at(run.start)]
    announced = opening == "dass" or (sentence and opening[:1].isupper())
    shown = noun + 1 == inside[0] and words.lows[noun - 2] == "mit"  # "mit der Aufschrift „…“"
    if not (wording and (alike or announced or shown)) and not (announced and low in words_of_group("content_nouns")):
        return None
    return words.words[noun], find_subject(words, first, noun) or find_subject(words, inside[1], end)


def _noun_before(words: Words, at: int, first: int) -> tuple[int | None, bool]:
    """The noun right before the marked words, and whether they are examples of it ("Rufe wie")."""
    alike = False
    for before in range(at - 1, max(first, at - 1 - _FARTHEST) - 1, -1):
        low = words.lows[before]
        if low in _FOR_EXAMPLE:
            alike = alike or low == "wie"
        elif words.run_of[before] < 0:
            return (before, alike) if words.is_noun(before) else (None, False)
    return None, False


def worded_after(words: Words, at: int, end: int) -> tuple[str, Phrase | None] | None:
    """ "„…“, mit diesen Worten meldete er sich": noun and speaker."""
    if at + 2 >= end or words.lows[at : at + 3] not in (["mit", "diesen", "worten"], ["mit", "den", "worten"]):
        return None
    return words.words[at + 2], find_subject(words, at + 3, end)
