"""Names by their own shape: foreign heads ("Quastel University"), initials, acronyms, web names."""

from __future__ import annotations

import re
from functools import cache

from flows.finding.candidates import Candidate
from flows.finding.naming.derived import of_town
from flows.finding.naming.gazetteer import common_words, gazetteer, surnames
from flows.finding.naming.hints import announces, name_like, no_acronyms, title_sex, word_set
from flows.finding.naming.words import Words, capitalised

_LONGEST = 4  # words of a name before its last one
_WEB = re.compile(r"[A-Za-z][\w]+\.(?:de|com|net|org|at|ch|tv|ai|io)")
_ENGLISH = 0.87  # of names in English, of which models see the first word
_CAPITALISED = frozenset(
    ("Von", "Bei", "Mit", "Die", "Der", "Das", "Auch", "Für", "An", "Durch", "Laut", "Nach", "Doch")
)
_DETERMINERS = frozenset(("die", "der", "den", "dem", "das", "beim", "zur", "vom", "zum", "Die", "Der", "Das"))


def find_by_shape(words: Words) -> list[Candidate]:
    """Candidates that the words of a name give away by themselves."""
    found: list[Candidate] = []
    for index, word in enumerate(words.texts):
        if not word[0].isalpha() or words.hyphen(index - 1):
            continue
        for rule in (_by_first, _by_last, _by_initial, _acronym, _bracketed, _joined, _web):
            candidate = rule(words, index)
            if candidate:
                found.append(candidate)
    return found


def _span(words: Words, first: int, last: int, label: str, score: float) -> Candidate:
    return Candidate(words.starts[first], words.ends[last], label, score, "shape")


def _by_first(words: Words, index: int) -> Candidate | None:
    """ "San Quastel", "Dreieck Quastelheim"."""
    following = words.word(index + 1)
    if words.texts[index] not in word_set("names_context", "place_first") or words.hyphen(index + 1):
        return None
    if not following[0].isupper() or not (name_like(following) or following in gazetteer().entries):
        return None
    if words.texts[index] in {"El", "La", "Le"} and words.word(index - 1) not in {"in", "aus", "nach"}:
        return None
    return _span(words, index, words.compound_end(index + 1), "location", 0.72)


def _by_last(words: Words, index: int) -> Candidate | None:
    """ "Quastel River", "Bank of Quastel", "Quastel Technologies"."""
    word = words.texts[index]
    for label, key in (("organization", "organization_last"), ("location", "place_last")):
        if word not in word_set("names_context", key) or words.hyphen(index + 1):
            continue
        first = index
        middles = word_set("names_context", "english_middles")
        while index - first < _LONGEST and (_part(words.word(first - 1)) or words.word(first - 1) in middles):
            first = words.compound_start(first - 1)
        while first < index and words.texts[first] in middles:  # "Private Equity" is a business
            first += 1
        if first == index:
            return None
        english = label == "organization" and word in word_set("names_context", "english_tails")
        english = english and (word != "Management" or words.word(index - 1) in middles)  # "Package Management"
        return _span(words, first, index, label, _ENGLISH if english and _apart(words, first) else 0.6)
    return None


def _apart(words: Words, first: int) -> bool:
    """Whether no name runs into the first word of this one: "der Analyst Tom Hale Asset Management"."""
    before = words.word(first - 1)
    if before[0].isdigit():
        return False  # "8quast3 Energy Partners"
    return not before[0].isupper() or before in _CAPITALISED or announces(before) is not None


def _part(word: str) -> bool:
    """Whether the word may stand inside a foreign name."""
    if word in {"&", "of"}:
        return True
    if announces(word) or (word.endswith("er") and of_town(word)):  # "das Winterthurer Start-up"
        return False
    return capitalised(word) and word.isalnum() and not title_sex(word) and name_like(word)


def _by_initial(words: Words, index: int) -> Candidate | None:
    """ "Q. Huber"."""
    word, following = words.texts[index], words.word(index + 1)
    if len(word) != 2 or word[1] != "." or words.word(index - 1)[0].isupper():
        return None
    if len(following) < 3 or following.isupper() or following not in surnames() or following in common_words():
        return None
    return _span(words, index, words.compound_end(index + 1), "person", 0.65)


def _is_acronym(word: str) -> bool:
    return 2 <= len(word) <= 5 and word.isalpha() and word.isupper() and word not in no_acronyms()


def _acronym(words: Words, index: int) -> Candidate | None:
    """ "die QSV": capital letters behind a determiner."""
    word = words.texts[index]
    if not _is_acronym(word) or words.word(index - 1) not in _DETERMINERS or words.hyphen(index + 1):
        return None
    following = words.word(index + 1)
    if following[0].isupper() or following[0].isdigit():
        return None
    return _span(words, index, index, "organization", 0.5)


@cache
def _bracket_heads() -> tuple[str, ...]:
    return tuple(word_set("names_context", "bracket_heads"))


def _bracketed(words: Words, index: int) -> Candidate | None:
    """ "Schraubenverband (DSV)": capital letters in brackets behind the head of an institution."""
    word = words.texts[index]
    if words.word(index - 1) != "(" or words.word(index + 1) != ")" or not _is_acronym(word.upper()):
        return None
    if sum(letter.isupper() for letter in word) < 2:
        return None
    heads = _bracket_heads()
    before = [words.word(step).lower() for step in range(index - 2, index - 6, -1)]
    if any(each.endswith(heads) or each.rstrip("s").endswith(heads) for each in before) or name_like(
        words.word(index - 2)
    ):
        return _span(words, index, index, "organization", 0.6)
    return None


def _joined(words: Words, index: int) -> Candidate | None:
    """ "Sitz & Bett": companies are joined by this mark, words seldom."""
    word, other = words.texts[index], words.word(index + 2)
    if words.word(index + 1) != "&" or not (word[0].isupper() and other[0].isupper() and other.isalpha()):
        return None
    before, after = words.word(index - 1), words.word(index + 3)
    if before[0].isupper() or not before[0].isalpha() or after[0].isupper() or after == "&" or words.hyphen(index + 3):
        return None
    if f"{word} & {other}" in word_set("names_context", "joined_words") or other in word_set("legal_forms", "forms"):
        return None
    return _span(words, index, index + 2, "organization", 0.75)


def _web(words: Words, index: int) -> Candidate | None:
    """ "quastel.de" as a name, not inside an address."""
    if not _WEB.fullmatch(words.texts[index]) or words.glued(index) or words.word(index - 1) in {"/", "@", "."}:
        return None
    if words.glued(index + 1) and words.word(index + 1) in {"/", "@", "-", "_"}:
        return None
    return _span(words, index, index, "organization", 0.55)
