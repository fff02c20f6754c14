"""Unions, courts and public bodies by whom they are for: "Verband der freien Müller", "Landesregierung von Hessen"."""

from __future__ import annotations

from flows.finding.candidates import Candidate
from flows.finding.naming.gazetteer import country_adjectives, country_codes, gazetteer
from flows.finding.naming.hints import name_like, word_set
from flows.finding.naming.words import Words, capitalised

_SURE = 0.9  # sees more of the name than models, which stop at "Bund" or "Hessen"
_INDEFINITE = frozenset(("ein", "eine", "einen", "einem", "einer", "eines", "kein", "keine", "keinen"))
# Genitive plurals of people; of things the heads below tell what was joined: "die Vereinigung der Konzerne".
_PEOPLE = ("er", "eure", "oren", "ten", "sten", "nten", "innen", "leute", "wirte", "ärzte", "anwälte", "räte", "bauern")
_JOINING = ("vereinigung", "kammer", "innung", "verein", "kasse", "werk")
_THINGS = ("ämter", "länder", "häuser", "güter", "anbieter", "märkte")
_UNIONS = ("verband", "verbandes", "verbands", "bund", "bundes", "verein", "vereins", "vereinigung")
_MOST = 2  # words between "der" and the people


def find_bodies(words: Words) -> list[Candidate]:
    """Candidates for organizations whose head needs what follows it."""
    found: list[Candidate] = []
    for index, word in enumerate(words.texts):
        if not word[0].isupper() or words.hyphen(index - 1) or words.hyphen(index + 1):
            continue
        last = _members_end(words, index) or _state_end(words, index) or _country_end(words, index)
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
    while last - index - 2 < _MOST and _describes_members(words, last):
        last += 1
    if not _members(words, last) or (head.lower().endswith(_JOINING) and not _people(words.word(last))):
        return None
    if words.word(last + 1) == "und" and _members(words, last + 2) and _people(words.word(last + 2)):
        last += 2
    return _with_place(words, last)


def _people(noun: str) -> bool:
    return noun.endswith(_PEOPLE) and not noun.lower().endswith(_THINGS)


def _describes_members(words: Words, index: int) -> bool:
    """ "freien", "Evangelischen": an adjective of the people, written large where it is the name's."""
    word = words.word(index)
    lowered = word.lower()
    if lowered in word_set("names_context", "member_adjectives"):
        return True
    large = word[0].isupper() and words.word(index + 1)[0].isupper() and lowered.endswith(("schen", "eigten"))
    return lowered.endswith("en") and (large or lowered in country_adjectives())


def _members(words: Words, index: int) -> bool:
    """Whether a noun of the language stands here, and the phrase ends with it."""
    word = words.word(index)
    return capitalised(word) and word.isalpha() and not words.hyphen(index + 1) and not name_like(word)


def _with_place(words: Words, last: int) -> int:
    """The end with "von Ohio" or "Rheinland", if that follows."""
    step = 2 if words.word(last + 1) == "von" else 1
    if words.word(last + 1) == "des" and words.word(last + 2) in word_set("names_context", "states"):
        step = 3
    end = words.compound_end(last + step)
    place = " ".join(words.texts[last + step : end + 1])  # "Nordrhein-Westfalen"
    entry = gazetteer().entries.get(place)
    return end if entry and entry.label == "location" else last


def _country_end(words: Words, index: int) -> int | None:
    """Where "Schraubenverband Deutschlands" ends."""
    noun, genitive = words.texts[index].lower(), words.word(index + 1)
    if not noun.endswith(_UNIONS) or noun in _UNIONS or words.word(index - 1) in _INDEFINITE:
        return None
    return index + 1 if genitive.endswith("s") and genitive.removesuffix("s") in country_codes() else None


def _state_end(words: Words, index: int) -> int | None:
    """Where "Landesregierung von Hessen" ends; not "eine Universität von Rang"."""
    if words.texts[index] not in word_set("names_context", "state_heads") or words.word(index - 1) in _INDEFINITE:
        return None
    if words.word(index + 1) not in {"von", "des"}:
        return None
    last, place = _with_place(words, index), words.word(index + 2)
    if (
        last == index
        and words.word(index + 1) == "von"
        and capitalised(place)
        and name_like(place)
        and not words.hyphen(index + 3)
    ):
        return index + 2
    return last if last > index else None
