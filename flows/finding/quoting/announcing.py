"""Nouns that a clause of content follows: "mit dem Hinweis, …", "die Forderung der Chefin, …"."""

from __future__ import annotations

from flows.finding.quoting.cues import closed_class, words_of_group
from flows.finding.quoting.speakers import Phrase, find_subject, noun_phrase
from flows.finding.quoting.verbs import clause_verb
from flows.finding.quoting.words import Clause, Words

_GENITIVE = closed_class("genitive")
_ATTACHES = _GENITIVE | frozenset(
    ["von", "vom", "an", "am", "gegen", "gegenüber", "aus", "für", "in", "im", "auf", "bei"]
)
_FARTHEST = 12  # tokens from the noun to the clause's end
_NEAR = 7  # tokens at the clause's end that hold the noun if nothing belongs to it


def announcing_noun(words: Words, clause: Clause) -> int | None:
    """The noun that a clause of content follows, as a token: at the clause's end, or before what belongs to it."""
    nearest = True
    for at in range(clause.end - 1, max(clause.first - 1, clause.end - _FARTHEST - 1), -1):
        if not words.words[at][:1].isupper() or words.run_of[at] >= 0:
            continue
        if _is_announcing(words, at) and ((nearest and at >= clause.end - _NEAR) or _owns_rest(words, at, clause.end)):
            return at
        nearest = False
    return None


def _is_announcing(words: Words, at: int) -> bool:
    nouns = words_of_group("content_nouns")
    low = words.lows[at]
    return low in nouns or low.rpartition("-")[2] in nouns


def _owns_rest(words: Words, noun: int, end: int) -> bool:
    """Does all that follows belong to the noun: "der Vorwurf | der Chefin an die Bank"?"""
    if noun + 1 >= end or words.lows[noun + 1] not in _ATTACHES:
        return False
    return clause_verb(words, Clause(noun, end, "")) is None


def announcer(words: Words, noun: int, clause: Clause, first: int) -> Phrase | None:
    """Whose the announced words are: the noun's owner, else the subject of its clause, or of the sentence."""
    after = noun + 1
    if after < clause.end and words.lows[after] in _GENITIVE | {"von", "vom"}:
        begin = after + (words.lows[after] in ("von", "vom"))
        stop = noun_phrase(words, begin, clause.end)
        if stop > begin:
            return Phrase(begin, stop)
    if clause.first > first and clause_verb(words, clause) is None:  # "bot Vogt, die Chefin, mit dem Hinweis an, …"
        return find_subject(words, first, clause.first)
    return find_subject(words, clause.first, clause.end)
