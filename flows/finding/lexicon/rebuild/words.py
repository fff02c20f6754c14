"""The list of common words: nouns and whatever else begins a sentence without being a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from flows.finding.lexicon.rebuild.sources import word_list
from flows.finding.lexicon.rebuild.speeches import Speeches

_ABSTRACT = re.compile(
    r"(ungen?|heit(en)?|keit(en)?|schaft(en)?|ismus|ität(en)?|tionen|tion|nisse?s?)$"
)  # no name ends so
_ALWAYS = word_list("always_common")
_OFTEN_A_FIRST_NAME = 30  # bearers


@dataclass(frozen=True, slots=True)
class Known:
    """What is a name by our own lists."""

    curated: frozenset[str]  # names of organizations and places in the lexicons
    countries: frozenset[str]
    towns: frozenset[str]
    first_names: Counter[str]  # with their bearers


def frequent_in_lower_case(speeches: Speeches) -> set[str]:
    return {word for word, count in speeches.lower.items() if count >= 3 and "-" not in word and len(word) > 1}


def common_words(speeches: Speeches, tagged: Iterable[tuple[str, bool]], known: Known) -> set[str]:
    """Words as they look with a capital."""
    common = {word for word in speeches.words() if _is_noun(speeches, word, known)}
    common |= {w for w in speeches.words() if _ABSTRACT.search(w) and speeches.inside[w] > 1 and "-" not in w}
    common |= {word.capitalize() for word in frequent_in_lower_case(speeches)}
    outside: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for word, no_name in tagged:
        (outside if no_name else inside)[word] += 1
    common |= {
        word
        for word, count in outside.items()
        if count > 1 and inside[word] * 8 <= count and _may_be_common(speeches, word, known)
    }
    common |= _ALWAYS
    return common - {name for name in known.countries if speeches.noun_share(name) < 0.5}


def _is_noun(speeches: Speeches, word: str, known: Known) -> bool:
    """Whether the speeches use the word as a noun, or rather in lower case."""
    if len(word) < 2 or word in known.countries or "-" in word or not word[1:].islower():
        return False
    share, count, opening = speeches.noun_share(word), speeches.inside[word], speeches.opening[word]
    lower = speeches.lower[word.lower()]
    place, person = speeches.place_share(word), speeches.person_share(word)
    if word in known.curated and share < 0.6:
        return False
    if count >= 3 and share >= 0.25 and person < 0.35 and (place < 0.4 or share >= 0.4 or word not in known.towns):
        return True
    if count + opening >= 3 and lower >= max(3, 0.3 * (count + opening)):
        return True
    rare = known.first_names[word] < _OFTEN_A_FIRST_NAME
    return count >= 8 and share >= 0.12 and person < 0.2 and place < 0.25 and rare


def _may_be_common(speeches: Speeches, word: str, known: Known) -> bool:
    """Whether nothing speaks for a name where the annotators saw none."""
    if len(word) < 3 or not word.isalpha() or not word[0].isupper() or not word[1:].islower():
        return False
    if word in known.curated or word in known.countries or word in known.towns:
        return False
    return known.first_names[word] < _OFTEN_A_FIRST_NAME and speeches.person_share(word) < 0.3
