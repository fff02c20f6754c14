"""The normal form of a name: nominative, without the genitive s."""

from __future__ import annotations

import re
from functools import cache

from flows.finding.endings import Endings
from flows.finding.lexicon import load_lexicon
from flows.finding.naming.gazetteer import (
    common_words,
    country_adjectives,
    country_codes,
    first_names,
    gazetteer,
    surnames,
)
from flows.finding.naming.hints import word_set
from flows.finding.naming.words import split_name

# The genitive of an institution's head: "Bundesamtes", "Bundesministeriums".
_HEAD_GENITIVE = re.compile(
    r"(?i)(?<=ministerium)s$|(?<=amt)e?s$|(?<=gericht)e?s$|(?<=verband)e?s$|(?<=institut)e?s$|(?<=hof)e?s$|(?<=rat)e?s$"
    r"|(?<=bund)e?s$|(?<=verein)e?s$|(?<=zentrum)s$|(?<=büro)s$|(?<=museum)s$|(?<=parlament)e?s$"
)
_EVENT_GENITIVE = re.compile(
    r"(?<=gipfel)s\b|(?<=Gipfel)s\b|(?<=kongress)es\b|(?<=forum)s\b|(?<=estival)s\b|(?<=pokal)s\b"
)
_INFLECTION = re.compile(r"e[nrsm]?$")
_SIBILANTS = ("s", "ß", "x", "z", "tz", "ss", "ce", "sch")


def normal_name(surface: str, label: str) -> str:
    """The form under which the name would be listed.

    >>> normal_name("Vereinigten Staaten", "location"), normal_name("Boschs", "organization")
    ('Vereinigte Staaten', 'Bosch')
    >>> normal_name("Merkels", "person"), normal_name("Deutschen Bank", "organization")
    ('Merkel', 'Deutsche Bank')
    """
    surface = " ".join(surface.split()).rstrip("'’")
    lists = gazetteer()
    words = split_name(surface)
    if len(words) == 1 and surface in lists.entries:
        return surface if not surface.isupper() else lists.entries[surface].name
    stemmed = " ".join([*(lists.stems.get(word, word) for word in words[:-1]), words[-1]])
    for key in (stemmed, stemmed.removesuffix("s")):
        if key in lists.entries:
            entry = lists.entries[key]
            return entry.name if entry.label == "location" or len(words) > 1 else key
    if surface.isupper() and len(surface) > 3 and surface.capitalize() in lists.entries:
        return surface.capitalize()
    if label == "organization" and len(words) > 1 and _institutional(words[0]):
        return _nominative(words[0], words[1:], surface)
    if label == "organization" and len(words) > 1 and words[0].endswith(("werken", "betrieben")):
        return surface.replace(words[0], words[0].removesuffix("n"), 1)
    if label == "organization" and (head := _head(words)) != words[0]:
        return head + surface[len(words[0]) :]
    if label == "event":
        return _EVENT_GENITIVE.sub("", surface).replace("Olympischen", "Olympische").replace("spielen", "spiele")
    if label == "organization" and len(words) > 1 and words[-1].removesuffix("s") in country_codes():
        return surface  # "Schraubenverband Deutschlands"
    if label == "organization" and words[-1].endswith("boten"):  # of newspapers: "im Oderboten"
        return surface.removesuffix("n")
    if _genitive(words[-1], label):
        return surface[:-1]
    return surface


def _head(words: list[str]) -> str:
    """The first word without the ending of its genitive; "Bundes-" and "Rats-" only begin a compound.

    >>> _head(["Verbandes", "Nord"]), _head(["Bundes", "-", "SGK"])
    ('Verband', 'Bundes')
    """
    return words[0] if words[1:2] in (["-"], ["‑"]) else _HEAD_GENITIVE.sub("", words[0])


def _institutional(word: str) -> bool:
    """Whether the word is an inflected adjective with which names of institutions begin: "Deutschen", "Europäische"."""
    stem = _INFLECTION.sub("", word).lower()
    return stem != word.lower() and (
        stem in word_set("names_context", "institution_adjectives") or stem in _of_countries()
    )


def _nominative(adjective: str, rest: list[str], surface: str) -> str:
    """The name with its adjective, and the head right behind it, as they stand without an article.

    >>> _nominative("Europäischen", ["Patentamts"], "Europäischen Patentamts")
    'Europäisches Patentamt'
    """
    head = _head(rest)
    if rest[-1] in word_set("legal_forms", "forms"):  # "der Deutsche Biofonds Treuhand GmbH"
        return surface
    found = next(_genders().of(head.lower()), None)
    if found is None:
        return surface
    tail = surface[len(adjective) :].replace(rest[0], head, 1)
    return _INFLECTION.sub("", adjective) + found[1] + tail


@cache
def _genders() -> Endings[str]:
    genders = load_lexicon("names_context")["head_genders"]
    return Endings((ending, gender) for gender, endings in genders.items() for ending in endings)


@cache
def _of_countries() -> frozenset[str]:
    return frozenset(country_adjectives())


def _genitive(word: str, label: str) -> bool:
    """Whether the last s of a word is an ending rather than a part of the name."""
    if len(word) < 5 or not word.endswith("s") or word.isupper() or word[:-1].endswith(_SIBILANTS):
        return False
    base = word[:-1]
    if label == "person":
        known = base in surnames() or base in first_names()
        return known and word not in surnames() and word not in first_names()
    return base in gazetteer().entries and word not in gazetteer().entries and word not in common_words()
