"""Unions, courts and public bodies by whom they are for: "Verband der freien Müller", "Staatsfonds von Oman"."""

from __future__ import annotations

from flows.finding.candidates import Candidate
from flows.finding.naming.gazetteer import country_adjectives, gazetteer
from flows.finding.naming.hints import name_like, word_set
from flows.finding.naming.words import Words, capitalised

_SURE = 0.9  # sees more of the name than models, which stop at "Bund" or "Oman"
_INDEFINITE = frozenset(("ein", "eine", "einen", "einem", "einer", "eines", "kein", "keine", "keinen"))
# Genitive plurals of people; of things the heads below tell what was joined: "die Vereinigung der Konzerne".
_PEOPLE = ("er", "eure", "oren", "ten", "sten", "nten", "innen", "leute", "wirte", "ärzte", "anwälte", "räte", "bauern")
_JOINING = ("vereinigung", "kammer", "innung", "verein", "kasse", "fonds", "werk")
_MOST = 2  # words between "der" and the people


def find_bodies(words: Words) -> list[Candidate]:
    """Candidates for organizations whose head needs what follows it."""
    found: list[Candidate] = []
    for index, word in enumerate(words.texts):
        if not word[0].isupper() or words.hyphen(index - 1) or words.hyphen(index + 1):
            continue
        last = _members_end(words, index) or _state_end(words, index)
        if last:
            found.append(Candidate(words.starts[index], words.ends[last], "organization", _SURE, "context"))
    return found


def _members_end(words: Words, index: int) -> int | None:
    """Where "Bund der Gärtner", "Gewerkschaft der Gärtner und Floristen", "Pensionskasse der Lehrer von Ohio" ends."""
    head = words.texts[index]
    if head not in word_set("names_context", "member_heads") or words.word(index - 1) in _INDEFINITE:
        return None
    if words.word(index - 1)[0].islower() and words.word(index - 2) in _INDEFINITE:
        return None  # "eine geplante Vereinigung der Ärzte"
    if words.word(index + 1) != "der":
        return None
    last = index + 2
    while last - index - 2 < _MOST and _describes_members(words.word(last)):
        last += 1
    if not _members(words, last) or (head.lower().endswith(_JOINING) and not words.word(last).endswith(_PEOPLE)):
        return None
    if words.word(last + 1) == "und" and _members(words, last + 2) and words.word(last + 2).endswith(_PEOPLE):
        last += 2
    return _with_place(words, last)


def _describes_members(word: str) -> bool:
    lowered = word.lower()
    return lowered in word_set("names_context", "member_adjectives") or (
        lowered.endswith("en") and lowered in country_adjectives()
    )


def _members(words: Words, index: int) -> bool:
    """Whether a noun of the language stands here, and the phrase ends with it."""
    word = words.word(index)
    return capitalised(word) and word.isalpha() and not words.hyphen(index + 1) and not name_like(word)


def _with_place(words: Words, last: int) -> int:
    """The end with "von Ohio", if that follows."""
    entry = gazetteer().entries.get(words.word(last + 2))
    return last + 2 if words.word(last + 1) == "von" and entry and entry.label == "location" else last


def _state_end(words: Words, index: int) -> int | None:
    """Where "Landesregierung von Hessen" ends; not "eine Universität von Rang"."""
    if words.texts[index] not in word_set("names_context", "state_heads") or words.word(index - 1) in _INDEFINITE:
        return None
    last = _with_place(words, index)
    return last if last > index else None
