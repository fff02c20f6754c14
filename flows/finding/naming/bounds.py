"""Where a found name begins and ends: without the noun that only describes it, without what runs into it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from flows.finding.candidates import Candidate
from flows.finding.naming.derived import of_town
from flows.finding.naming.gazetteer import country_codes, first_names, gazetteer
from flows.finding.naming.hints import (
    announces,
    begins_names,
    grown_of_nouns,
    is_works,
    name_like,
    no_acronyms,
    word_set,
)
from flows.finding.naming.lists import with_article
from flows.finding.naming.words import Words, capitalised
from flows.finding.relating.towns import town_stems

_LONGEST_ACRONYM = 5
_AROUND_BYLINES = frozenset(("\n", ",", "/", "und", "Von", "VON"))
_INTRODUCES = frozenset(("beim", "vom", "zum", "zur", "im", "am", "der", "die", "das", "dem", "den", "des"))
_WITH_TOWN = ("bahnen", "betriebe", "werke", "kliniken")
_ADJECTIVE_ENDS = ("schen", "sche", "scher", "ligen", "uen")


def in_bounds(words: Words, candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates as they would be listed: "Freistaat Bayern" is Bayern, "der Broker Quix" is Quix."""
    return [each for candidate in candidates for each in _bounded(words, candidate)]


def _bounded(words: Words, candidate: Candidate) -> list[Candidate]:
    first, last = words.at_start.get(candidate.start), words.at_end.get(candidate.end)
    if first is None or last is None or first == last:
        return [candidate]
    if candidate.label == "person":
        return [_before_town(words, candidate, first, last)]
    if candidate.label == "organization":
        split = _acronym_apart(words, candidate, first, last)
        if split:
            return split
    townless = _townless(words, candidate, first, last)
    return [_undescribed(words, townless, words.at_start[townless.start], last)]


def listed_name(words: Words, candidate: Candidate) -> str:
    """The words under which a name would be listed: those of banks often go without the noun, "die Bank Quastel"."""
    whole = words.text[candidate.start : candidate.end]
    first = words.at_start.get(candidate.start)
    noun, _, rest = whole.partition(" ")
    if first is None or candidate.label != "organization" or noun not in word_set("names_context", "banks"):
        return whole
    known = gazetteer().entries
    own = whole in known or not rest or not capitalised(rest) or not _introduced(words, first)
    return whole if own or (rest in known and known[rest].label == "location") else rest


def _before_town(words: Words, candidate: Candidate, first: int, last: int) -> Candidate:
    """Bylines run into the town: "Anna Huber Leipzig" is Anna Huber."""
    town, surname = words.texts[last], words.texts[last - 1]
    entry = gazetteer().entries.get(town)
    if last - first < 2 or words.glued(last) or not entry or not entry.strong or entry.label != "location":
        return candidate
    byline = words.word(first - 1) in _AROUND_BYLINES and words.word(last + 1) in _AROUND_BYLINES
    two_first_names = first_names().get(surname, ("", False))[1]  # "Anna Maria Jena"
    if not byline or words.texts[first] not in first_names() or not surname[0].isupper() or two_first_names:
        return candidate
    return replace(candidate, end=words.ends[last - 1])


def _acronym_apart(words: Words, candidate: Candidate, first: int, last: int) -> list[Candidate]:
    """ "Quastelische Weltraumorganisation Qso": the name and its short form, each by itself."""
    short, head = words.texts[last], words.texts[last - 1].lower()
    if words.glued(last) or len(short) > _LONGEST_ACRONYM or last - first < 2 or short in no_acronyms():
        return []
    entry = gazetteer().entries.get(short)
    if not (short.isupper() or (entry and entry.label == "organization")) or not short.isalpha():
        return []
    if not head.endswith(institution_heads()):
        return []
    return [replace(candidate, end=words.ends[last - 1]), replace(candidate, start=words.starts[last])]


@cache
def institution_heads() -> tuple[str, ...]:
    """How the last word of an institution's name ends, in every case: "…organisation", "…amtes"."""
    return tuple(head + case for head in word_set("names_context", "bracket_heads") for case in ("", "s", "es"))


def _townless(words: Words, candidate: Candidate, first: int, last: int) -> Candidate:
    """Without the town's adjective before a name: "die Münchner Quastra AG" is Quastra AG."""
    adjective, name = words.texts[first], words.texts[first + 1]
    whole = words.text[candidate.start : candidate.end]
    if candidate.label != "organization" or not adjective.endswith("er") or words.hyphen(first + 1):
        return candidate
    if words.word(first - 1).lower() not in _INTRODUCES or whole in gazetteer().entries or not of_town(adjective):
        return candidate
    if name in word_set("names_context", "team_last") or name.lower().endswith(_WITH_TOWN):
        return candidate  # "Würzburger Kickers", "Davoser Bergbahnen AG"
    if _regional(adjective) and grown_of_nouns(name):
        return candidate  # "Thüringer Drahtzug GmbH"
    described = announces(name) == "organization" and last > first + 1
    if not described and (not name_like(name) or name in word_set("names_context", "heads")):
        return candidate
    return replace(candidate, start=words.starts[first + 1])


def _regional(adjective: str) -> bool:
    """Whether an adjective in -er is a region's: those are of names more often than those of towns."""
    regions = {name.lower() for name in with_article()}
    return any(stem in regions for stem in town_stems(adjective))


def _undescribed(words: Words, candidate: Candidate, first: int, last: int) -> Candidate:
    """Without the noun before the name, where that is none of its words."""
    noun = words.texts[first]
    listed = words.text[candidate.start : candidate.end] in country_codes()  # "Insel Man"
    if listed or words.hyphen(first + 1) or not capitalised(words.texts[first + 1]):
        return candidate
    name = words.text[words.starts[first + 1] : candidate.end]
    entry = gazetteer().entries.get(name)
    place = candidate.label == "location" or (entry is not None and entry.label == "location")
    if place and (noun in word_set("names_context", "states") or (is_works(noun) and _introduced(words, first))):
        return replace(candidate, start=words.starts[first + 1], label="location")
    if place and noun in word_set("names_context", "towns_by_title"):
        return replace(candidate, label="location")
    if place or candidate.label != "organization" or not _describes(words, first):
        return candidate
    return replace(candidate, start=words.starts[first + 1])


def _describes(words: Words, index: int) -> bool:
    """Whether a noun before a company's name is no part of it: "vom Broker", but "die Stiftung"."""
    noun = words.texts[index]
    if announces(noun) != "organization" or not _introduced(words, index):
        return False
    listed = noun in gazetteer().entries or noun in word_set("names_context", "heads")
    return not listed and not begins_names(noun)


def _introduced(words: Words, index: int) -> bool:
    """Whether an article stands before a noun, or an adjective that needs one: "im slowakischen Stammwerk"."""
    before = words.word(index - 1)
    if before.endswith("er") and before[0].isupper() and of_town(before):
        before = words.word(index - 2)  # "bei der Münchner Kanzlei"
    return before.lower() in _INTRODUCES or (before.isalpha() and before.islower() and before.endswith(_ADJECTIVE_ENDS))
