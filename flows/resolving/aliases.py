"""Which mentions of one article name the same thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from importlib import resources
from itertools import chain, pairwise

import yaml

from flows.finding.naming.bounds import institution_heads
from flows.finding.naming.gazetteer import gazetteer
from flows.finding.records import Mention
from flows.finding.relating.towns import town_stems
from flows.resolving.keys import known_forms, name_key

# Words that alone do not tell which company is meant: never a short form ("die Bank").
_GENERIC = frozenset(
    ["bank", "gruppe", "group", "holding", "konzern", "versicherung", "energie", "energy", "international", "werke"]
)
_RIVER = ("am", "an der", "im", "bei", "ob der")  # "Landsberg am Lech"
_ENDING = re.compile(r"(?<=\w{4})e[nrsm]?$")
_CASE = re.compile(r"(?<=\w{5})e?s$")
_RIVERS = (" am ", " an der ", " im ", " bei ", " ob der ")
_ACRONYM = re.compile(r"[A-ZÄÖÜ]\w{1,4}")
_SENTENCE_END = re.compile(r"[.!?:;]\s|\n")


Named = tuple[str, str]  # label and key


class Chains:
    """Union-find over the mentions of an article, by position in the list; names that are `apart` are never joined."""

    def __init__(self, names: Sequence[Named], apart: Collection[frozenset[Named]]) -> None:
        self._parent = list(range(len(names)))
        self._names = [{name} for name in names]
        self._apart = apart

    def find(self, item: int) -> int:
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def join(self, first: int, second: int) -> None:
        low, high = sorted((self.find(first), self.find(second)))
        if low == high or (self._apart and self._are_apart(low, high)):
            return
        self._parent[high] = low
        self._names[low] |= self._names[high]

    def _are_apart(self, first: int, second: int) -> bool:
        return any(
            frozenset((one, other)) in self._apart for one in self._names[first] for other in self._names[second]
        )


def link_mentions(
    text: str,
    mentions: Sequence[Mention],
    countries: dict[str, str],
    apart: Collection[frozenset[str]] = (),
    never: Collection[frozenset[Named]] = (),
) -> list[int]:
    """A chain number per mention; mentions of one chain name one thing.

    `countries` maps keys of country names to ISO codes: "USA" and "Vereinigte Staaten" are one. `apart` are pairs
    of keys that the article itself tells apart, `never` those that people do.
    """
    keys = [_key(mention, countries) for mention in mentions]
    chains = Chains([(mention.label, name_key(mention.name)) for mention in mentions], never)
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, mention in enumerate(mentions):
        groups[mention.label, keys[index]].append(index)
    for indexes in groups.values():
        for index in indexes[1:]:
            chains.join(indexes[0], index)
    for (label, key), indexes in groups.items():
        # "Kalveras Chef": a genitive that its normal form still carries, told by the plain form beside it.
        if key.endswith("s") and (label, key[:-1]) in groups:
            chains.join(indexes[0], groups[label, key[:-1]][0])
    for label, link in (("person", _short_person), ("organization", _short_organization)):
        names = {key: indexes for (each, key), indexes in groups.items() if each == label}
        for key, indexes in names.items():
            for full in link(key, names, mentions, text):
                if frozenset((key, full)) not in apart:
                    chains.join(indexes[0], names[full][0])
    _join_inflected(groups, chains)
    _join_towns(groups, chains)
    _join_known(groups, chains)
    _join_bracketed(text, mentions, chains)
    return [chains.find(index) for index in range(len(mentions))]


def _key(mention: Mention, countries: dict[str, str]) -> str:
    key = name_key(mention.name)
    return countries.get(key, key) if mention.label == "location" else key


Names = dict[str, list[int]]


def _short_person(key: str, names: Names, mentions: Sequence[Mention], text: str) -> Iterable[str]:
    """The full name that a surname (or a name without its middle names) stands for, if only one fits."""
    words = key.split()
    if len(words) == 1:
        fuller = [full for full in names if full != key and full.split()[-1] == key]
    else:
        fuller = [full for full in names if len(full.split()) > len(words) and _wraps(full.split(), words)]
    # Middle names make forms of one person, not several persons.
    return fuller if len({(full.split()[0], full.split()[-1]) for full in fuller}) == 1 else []


def _wraps(full: list[str], words: list[str]) -> bool:
    return full[-1] == words[-1] and (full[0] == words[0] or full[-len(words) :] == words)


def _short_organization(key: str, names: Names, mentions: Sequence[Mention], text: str) -> Iterable[str]:
    """The full name that a company's short form or acronym stands for, if only one fits."""
    words = key.split()
    if key in _GENERIC:
        return []
    fuller = [
        full
        for full in names
        if full != key
        and (full.split()[: len(words)] == words or (full.split()[-len(words) :] == words and len(key) > 4))
    ]
    fuller = [
        full
        for full in fuller
        if not _told_apart(names[key], names[full], mentions, text) and not _is_part(key, full, names, mentions)
    ]
    if not fuller and len(words) == 1 and 2 <= len(key) <= 6:
        fuller = [
            full
            for full in names
            if any(mentions[index].name.isupper() for index in names[key]) and _is_acronym(key, full)
        ]
    # "Helvia Pharma Basel" and "Helvia Pharma" are forms of one name: a chain of prefixes is not ambiguous.
    longest = max(fuller, key=len, default="")
    return fuller if all(longest.startswith(full) or longest.endswith(full) for full in fuller) else []


def _is_acronym(short: str, full: str) -> bool:
    words = [word for word in full.split() if word not in {"für", "und", "der", "des", "of", "and", "the"}]
    return len(words) >= 2 and "".join(word[0] for word in words) == short


def _told_apart(short: list[int], full: list[int], mentions: Sequence[Mention], text: str) -> bool:
    """Whether the article names short and full form in one sentence, and so means two things.

    Nobody calls one company "Siemens" and "Siemens Energy" in one breath.
    """
    for one in short:
        for other in full:
            first, second = sorted((mentions[one], mentions[other]), key=lambda mention: mention.start)
            between = text[first.end : second.start]
            if len(between) < 300 and not _SENTENCE_END.search(between) and not between.strip().startswith("("):
                return True
    return False


@cache
def unit_words() -> frozenset[str]:
    """Words that behind a company's name make a part of it ("Nordwerk Technik")."""
    text = resources.files("flows.resolving").joinpath("unit_words.yml").read_text("utf-8")
    return frozenset(word for entry in yaml.safe_load(text) for word in entry["words"])


def _is_part(short: str, full: str, names: Names, mentions: Sequence[Mention]) -> bool:
    """Whether the longer name is a subsidiary's: a part by its last word, of a company known or named before it."""
    tail = full.split()[len(short.split()) :]
    if not full.startswith(short + " ") or not tail or tail[-1] not in unit_words():
        return False
    plain = [mentions[index] for index in names[short]]
    if any(mention.name in gazetteer().entries for mention in plain):
        return True
    first = min(mentions[index].start for index in names[full])
    return sum(mention.start < first for mention in plain) > 1  # once may be the headline


def _join_inflected(groups: dict[tuple[str, str], list[int]], chains: Chains) -> None:
    """ "Deutsche Aktienindex" of "der Deutsche Aktienindex" and "Deutscher Aktienindex" are one."""
    stems: dict[tuple[str, str], int] = {}
    for (label, key), indexes in groups.items():
        words = key.split()
        if label == "person" or len(words) < 2:
            continue
        stem = " ".join([*(_ENDING.sub("", word) for word in words[:-1]), _CASE.sub("", words[-1])])
        chains.join(stems.setdefault((label, stem), indexes[0]), indexes[0])


def _join_towns(groups: dict[tuple[str, str], list[int]], chains: Chains) -> None:
    """ "Münchner" and "München" are one, where the article has both."""
    places = {key: indexes for (label, key), indexes in groups.items() if label == "location"}
    for key, indexes in places.items():
        town = next((stem for stem in town_stems(key) if stem in places and stem != key), None)
        if town is not None:
            chains.join(places[town][0], indexes[0])
    longer: dict[str, list[str]] = defaultdict(list)  # "Landsberg": ["Landsberg am Lech"]
    for key in places:
        for link in _RIVERS:
            town, between, _ = key.partition(link)
            if between and town in places:
                longer[town].append(key)
    for town, full in longer.items():
        if len(full) == 1:
            chains.join(places[full[0]][0], places[town][0])


def _join_known(groups: dict[tuple[str, str], list[int]], chains: Chains) -> None:
    for forms in chain.from_iterable(known_forms().values()):
        present = [groups["organization", key][0] for key in forms if ("organization", key) in groups]
        for other in present[1:]:
            chains.join(present[0], other)


def _join_bracketed(text: str, mentions: Sequence[Mention], chains: Chains) -> None:
    """A name right behind another in brackets is another form of it: "Telefónica (O2)", "Weltraumorganisation Esa"."""
    order = sorted(range(len(mentions)), key=lambda index: mentions[index].start)
    for left, right in pairwise(order):
        before, after = mentions[left], mentions[right]
        if before.label != after.label or before.label == "location":
            continue
        between = text[before.end : after.start]
        bracketed = between.strip(" ") == "(" and text[after.end : after.end + 1] == ")"
        institution = " " in before.name and before.name.lower().endswith(institution_heads())
        if bracketed or (between == " " and institution and _ACRONYM.fullmatch(after.name)):
            chains.join(left, right)
