"""Names that their owners write small: "das Start-up quixhaus", by the noun before them and by their letters."""

from __future__ import annotations

import re

from flows.finding.candidates import Candidate
from flows.finding.naming.announced import noun_before
from flows.finding.naming.gazetteer import common_words
from flows.finding.naming.hints import announces, compound_noun, stands_bare
from flows.finding.naming.words import Words

_SHORTEST = 4
_SURE = 0.75
_VERBS_BEGIN, _VERBS = ("be", "ent", "er", "ge", "ver", "zer"), re.compile(r"(?:t|te|ten|nd|rn|ln|ge\w+en)$")
# Infinitives, adjectives and adverbs that no list has end so ("quotenfrei"), unless they are nouns ("schaden").
_WORDS_END = (
    "e", "en", "er", "es", "em", "ern", "eln", "ig", "ich", "isch", "bar", "sam", "los", "haft", "frei", "voll",
    "weise", "wärts", "mals", "arm", "reich", "fest", "fach",
)  # fmt: skip


def find_lowercase(words: Words) -> list[Candidate]:
    """Candidates for names of companies and products in small letters."""
    found: list[Candidate] = []
    for index in range(1, len(words)):
        word = words.texts[index]
        if not coined(word) or words.glued(index) or words.hyphen(index + 1):
            continue
        label = announces(noun_before(words, index))
        if label in {"organization", "product"} and not words.word(index + 1)[0].isupper():
            found.append(Candidate(words.starts[index], words.ends[index], label, _SURE, "context"))
    return found


def coined(word: str) -> bool:
    """Whether a word in small letters is none of the language, or a noun that the language would write large.

    >>> coined("quixhaus"), coined("sternschaden"), coined("nimmt"), coined("vorverhandelte"), coined("umzuziehen")
    (True, True, False, False, False)
    """
    if len(word) < _SHORTEST or not word.isalpha() or not word.islower():
        return False
    large = word.capitalize()
    if large in common_words() or word.startswith(_VERBS_BEGIN) or _VERBS.search(word):
        return False
    if compound_noun(large) is not None:
        return not stands_bare(large)
    return not word.endswith(_WORDS_END)
