"""Candidates that the gazetteers know."""

from __future__ import annotations

from functools import cache

from flows.finding.candidates import Candidate
from flows.finding.lexicon import load_lexicon
from flows.finding.naming.gazetteer import (
    Entry,
    Gazetteer,
    country_codes,
    first_names,
    gazetteer,
    parts_of_the_world,
    surnames,
)
from flows.finding.naming.hints import announces, compound_tails, is_works, name_like, title_sex, word_set
from flows.finding.naming.words import Words

_STRONG, _WEAK = 0.85, 0.35
_LONGEST_JOINED = 8
_NOTHING = Entry("", False, "")
_DETERMINERS = frozenset(("der", "dem", "den", "das", "ein", "einen", "einem", "dieser"))
_CONTEXT = 0.3  # what a fitting context adds to a weak name


def listed_names(words: Words) -> list[Candidate]:
    """The longest listed name from each word on."""
    lists = gazetteer()
    found: list[Candidate] = []
    index, count = 0, len(words)
    while index < count:
        hit = _longest(lists, words, index) if words.texts[index][0].isalnum() else None
        if hit is None:
            index += 1
            continue
        entry, length = hit
        candidate = _candidate(words, index, index + length - 1, entry)
        if candidate:
            found.append(candidate)
        index += length
    return found


def _longest(lists: Gazetteer, words: Words, index: int) -> tuple[Entry, int] | None:
    """The longest name that begins at the word, with the number of its words."""
    if words.hyphen(index + 1):
        joined = _joined(lists, words, index)
        if joined:
            return joined
    first = words.texts[index]
    first = lists.stems.get(first, first) if first not in lists.longest else first
    most = lists.longest.get(first, 0)
    if not most:
        folded = _base(first, lists)
        return (lists.entries[folded], 1) if folded else None
    for length in range(min(most, len(words) - index), 0, -1):
        run = words.texts[index : index + length]
        if length > 1:
            run = [lists.stems.get(word, word) for word in run[:-1]] + run[-1:]
        key = " ".join(run)
        entry = lists.entries.get(key)
        if entry is None and length > 1:
            entry = lists.entries.get(key.removesuffix("s")) if key.endswith("s") else None
        if entry:
            return entry, length
    folded = _base(words.texts[index], lists)
    return (lists.entries[folded], 1) if folded else None


def _joined(lists: Gazetteer, words: Words, index: int) -> tuple[Entry, int] | None:
    """A name of several words that a compound has joined: "Deutsche-Bank-Chef"."""
    last = index
    while words.hyphen(last + 1) and last - index < _LONGEST_JOINED:
        last += 2
    for end in range(last, index, -2):
        parts = words.texts[index : end + 1 : 2]
        key = " ".join([*(lists.stems.get(part, part) for part in parts[:-1]), parts[-1]])
        if key in lists.entries:
            return lists.entries[key], end - index + 1
    return None


def _base(word: str, lists: Gazetteer) -> str | None:
    """The listed form of one inflected or all-capitals word."""
    if word.isupper() and len(word) > 3 and word.capitalize() in lists.entries:
        return word.capitalize()
    if len(word) > 4 and word.endswith("s") and word[0].isupper() and word[:-1] in lists.entries:
        return word[:-1]
    return None


def _candidate(words: Words, first: int, last: int, entry: Entry) -> Candidate | None:
    """The candidate, scored by strength and by what stands around it; None where the context forbids it."""
    if words.hyphen(first - 1):  # the tail of a compound: "Neu-Ulm" is listed whole, "Rhein-Main" not
        return None
    before = words.word(first - 1)
    branch = words.word(last + 1) in country_codes() and words.texts[first] != "US"  # "Quastra Polen"
    if entry.label == "organization" and branch and entry.strong:
        return Candidate(words.starts[first], words.ends[last + 1], entry.label, 0.8, "lexicon")
    if words.hyphen(last + 1):
        tail = words.word(words.compound_end(last))
        if tail.lower().endswith(tuple(word_set("names_context", "street_tails"))):
            return None
        part = words.word(last + 2)
        if entry.label == "location" and entry.country is None and _quarter(part):
            return _scored(words, first, last + 2, entry, 0.7)
        if entry.label == "location" and (entry.country or words.texts[first] in parts_of_the_world()):
            return _scored(words, first, last, entry, 0.75)  # "das Afrika-Geschäft", "die Deutschland-Chefin"
        if entry.label == "location" and tail not in compound_tails():
            return _scored(words, first, last, entry, 0.55 if entry.strong else 0.2)
    score = _STRONG if entry.strong else _WEAK
    single = first == last
    if entry.label == "location" and single and _part_of_person(words, first, last):
        score -= 0.45
    if single and entry.label == "location" and before in _DETERMINERS and words.texts[first] not in with_article():
        score -= 0.45
    if (
        entry.label == "location"
        and entry.country is None
        and announces(before) == "organization"
        and not is_works(before)
    ):
        score -= 0.45  # "der Stahlkonzern Quastelheim"
    if not entry.strong and _fits(words, first, last, entry.label):
        score += _CONTEXT
    if entry.country is None and title_sex(before) and entry.label != "event" and not before.endswith("."):
        score -= 0.4
    return _scored(words, first, last, entry, score)


@cache
def with_article() -> frozenset[str]:
    """Places that stand with an article: states, landscapes, rivers."""
    landscapes = (group["names"] for group in load_lexicon("names_places")["groups"] if group.get("article"))
    return word_set("names_context", "with_article").union(*landscapes)


def _quarter(word: str) -> bool:
    """Whether the word behind a town's hyphen is a part of its name ("Hamburg-Quasteldorf")."""
    return (name_like(word) and not word.isupper()) or gazetteer().entries.get(word, _NOTHING).label == "location"


def _scored(words: Words, first: int, last: int, entry: Entry, score: float) -> Candidate:
    return Candidate(words.starts[first], words.ends[last], entry.label, max(0.05, score), "lexicon")


def _part_of_person(words: Words, first: int, last: int) -> bool:
    """Whether a town is more likely a surname or first name ("Jack London", "Paris Hilton")."""
    before, after = words.word(first - 1), words.word(last + 1)
    if words.texts[first] in country_codes():
        return False
    if before in first_names() and first_names()[before][1]:
        return True
    return words.texts[first] in first_names() and after in surnames() and after[0].isupper()


def _dateline(words: Words, first: int, last: int) -> bool:
    """Whether the word opens a line as datelines do: "ESSEN (quada-news) -"."""
    return words.word(first - 1) == "\n" and words.word(last + 1) in {"(", "–", "-", "."}


def _beside_place(words: Words, first: int, last: int) -> bool:
    """Whether a sure place stands beside it in a list: "Duisburg und Essen"."""
    listed = gazetteer().entries
    for link, other in ((first - 1, first - 2), (last + 1, last + 2)):
        entry = listed.get(words.word(other))
        if words.word(link) in {",", "und", "/", "oder"} and entry and entry.strong and entry.label == "location":
            return True
    return False


def _fits(words: Words, first: int, last: int, label: str) -> bool:
    before = words.word(first - 1)
    if label == "location" and (_dateline(words, first, last) or _beside_place(words, first, last)):
        return True
    if label == "location":
        return before in word_set("names_context", "place_prepositions") or announces(before) == "location"
    if label == "organization":
        return announces(before) == "organization" or before in {"bei", "Bei", "von"}
    if label == "product" and before in {"neue", "neuen", "neuer", "neues", "neuem", "Neuer", "Neues", "Neue"}:
        return True
    return announces(before) == label
