"""What looks like a name and is none: adjectives of places, inhabitants, inflected adjectives before a noun."""

from __future__ import annotations

from functools import cache

from flows.finding.candidates import Candidate
from flows.finding.naming.gazetteer import (
    common_words,
    country_adjectives,
    country_codes,
    gazetteer,
    parts_of_the_world,
)
from flows.finding.naming.hints import name_like, word_set
from flows.finding.naming.words import Words
from flows.finding.relating.towns import town_stems

_PLURAL_ARTICLES = frozenset(("die", "der", "den", "Die", "Der", "Den"))
_INDEFINITE = frozenset(("ein", "eine", "einen", "einem", "eines", "kein", "keine", "keinen", "keinem"))
_OPENERS = frozenset('\n.!?:;–—„»"“”')


def is_derived(words: Words, candidate: Candidate) -> bool:
    """Whether a candidate is no name but made of one: "kanadischen", "US-Bank", "Bremer Reifenhersteller".

    >>> words = Words("Die Hessen und die Aachener bauen in Hessen.")
    >>> [is_derived(words, Candidate(s, e, "location", 0.9, "")) for s, e in ((4, 10), (19, 27), (37, 43))]
    [True, True, False]
    """
    first = words.at_start.get(candidate.start)
    last = words.at_end.get(candidate.end)
    if first is None or last is None:
        return False
    if first == last and _capitalised_adjective(words, first):
        return True
    if first < last and _is_description(words.texts[first : last + 1]):
        return True
    word = words.texts[last]
    if candidate.label == "organization" and (_describes_town(words, first, last) or _counted(words, first, last)):
        return True
    if candidate.label != "location":
        return False
    if first < last:
        return word.endswith("er") and of_town(" ".join(words.texts[first : last + 1]))
    if word in word_set("names_derived", "peoples"):
        return True
    if words.hyphen(first + 1):
        return not _business_there(words, first)
    if word in word_set("names_derived", "regions") and words.word(first - 1) in _PLURAL_ARTICLES:
        return True
    if word.endswith("er") and of_town(word):
        return True
    return word.lower() in country_adjectives() or (word.lower().startswith(_derived_stems()) and word[-1] in "nemrs")


def _describes_town(words: Words, first: int, last: int) -> bool:
    """ "die New Yorker Technologiebörse": the town's adjective rather than the company of that name."""
    noun = words.word(last + 1)
    if first == last or not words.texts[last].endswith("er") or not noun[0].isupper() or name_like(noun):
        return False
    return of_town(" ".join(words.texts[first : last + 1]))


def _counted(words: Words, first: int, last: int) -> bool:
    """ "einen Lichtblick": a word of the language behind an indefinite article."""
    single = first == last and not words.hyphen(last + 1)
    return single and words.texts[first] in common_words() and words.word(first - 1) in _INDEFINITE


def _business_there(words: Words, first: int) -> bool:
    """ "Afrika-Geschäft", "Deutschland-Chefin": what is done there, or who runs it, names the place."""
    if words.texts[first] not in country_codes() and words.texts[first] not in parts_of_the_world():
        return False
    return words.texts[words.compound_end(first)].lower().endswith(_ventures())


@cache
def _ventures() -> tuple[str, ...]:
    return tuple(word_set("names_derived", "ventures"))


def _is_description(texts: list[str]) -> bool:
    """ "Hamburger Anlagenbauer": a noun that only describes, behind nothing but where it is from."""
    *before, noun = texts
    return noun.lower().endswith(_descriptions()) and all(word.endswith("er") and of_town(word) for word in before)


def of_town(name: str) -> bool:
    """Whether the name is an inhabitant's or adjective of a listed town ("Aachener", "Bad Homburger")."""
    listed = gazetteer().entries
    entry = listed.get(name)
    if name in country_codes() or (entry and entry.label == "location"):
        return False
    town = name.removesuffix("er")
    entries = (listed.get(form) for form in (town, town + "en", town + "e"))
    if any(entry and entry.label == "location" for entry in entries):
        return True
    return " " not in name and any(stem in _lowered_places() for stem in town_stems(name))


@cache
def _lowered_places() -> frozenset[str]:
    return frozenset(name.lower() for name, entry in gazetteer().entries.items() if entry.label == "location")


def _capitalised_adjective(words: Words, index: int) -> bool:
    """Whether an adjective only begins its sentence here: "Neuer Besitzer ist ..."."""
    word, following = words.texts[index], words.word(index + 1)
    if words.word(index - 1) not in _OPENERS or following not in common_words() or not following[0].isupper():
        return False
    apart = words.ends[index] < words.starts[index + 1]
    return apart and word in common_words() and word.endswith(("er", "e", "es", "en"))


@cache
def _derived_stems() -> tuple[str, ...]:
    return tuple(word_set("names_derived", "adjectives"))


@cache
def _descriptions() -> tuple[str, ...]:
    return tuple(word_set("names_derived", "descriptions"))
