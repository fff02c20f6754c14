"""A few marked words: somebody's own words, or only a name, a title or a scare quote?"""

from __future__ import annotations

from flows.finding.quoting.cues import closed_class, words_of_group
from flows.finding.quoting.marks import Run
from flows.finding.quoting.words import Words

_FEW = 4  # from so many words on a fragment is speech more often than not
_NAMED = frozenset(["organization", "product", "event", "location"])
_LONG = 6  # no name is so long
_PREPOSITIONS = closed_class("prepositions")
_DETERMINERS = closed_class("determiners")
_BEFORE_NOUNS = _DETERMINERS | _PREPOSITIONS | {"und", "oder", "(", "/"}
_FOREIGN = closed_class("foreign")


def is_spoken_fragment(words: Words, run: Run) -> bool:
    """Can marked words inside a reported sentence be the speaker's own?"""
    if not run.whole:
        return False
    first, end = words.at(run.start), words.before(run.end)
    inner = [i for i in range(first, end) if words.words[i][:1].isalpha()]
    if not inner or _is_named(words, run) or is_foreign(words, (first, end)):
        return False
    before = words.before(run.outer_start) - 1
    if before >= 0 and words.lows[before].rpartition("-")[2] in words_of_group("titles"):
        return False
    small = [i for i in inner if words.words[i].islower()]
    if len(inner) < _FEW:  # "sehr wohl", "frei erfunden", but not "Gewinner" or "Nordlicht Zwei"
        return bool(small) and small[0] == inner[0] and not _is_attribute(words, run, before)
    if not small:
        return False
    return words.words[inner[0]].islower() or not _opens_name(words, before, len(inner))


def _opens_name(words: Words, before: int, count: int) -> bool:
    """A capital behind a noun ("die Bewegung „Halle für alle“"), a preposition or, if short, an article."""
    if before < 0:
        return False
    if words.is_noun(before) and before not in words.name_at:
        return count < _LONG and words.words[before][:1].isupper()
    return words.lows[before] in _PREPOSITIONS or (count < _LONG and words.lows[before] in _DETERMINERS)


def is_foreign(words: Words, inside: tuple[int, int]) -> bool:
    """A name in another language ("Mall of Kiel") or an address ("halle.de")."""
    inner = [i for i in range(*inside) if words.words[i][:1].isalpha()]
    return any(words.lows[i] in _FOREIGN or "." in words.words[i][1:-1] for i in inner)


def _is_attribute(words: Words, run: Run, before: int) -> bool:
    """A few words that belong to a noun ("die „weißen“ Flecken", "der „grüne Ring“") keep their distance only."""
    after = words.at(run.outer_end)
    followed = after < len(words.words) and words.is_noun(after) and words.words[after - 1] not in ".!?"
    return followed or (before >= 0 and words.lows[before] in _BEFORE_NOUNS)


def _is_named(words: Words, run: Run) -> bool:
    """Do the marks hold nothing but a name that was found?"""
    return any(
        m.label in _NAMED and m.end - m.start >= (run.end - run.start) * 0.8
        for m in words.mentions_in(max(0, run.start - 1), run.end)
    )
