"""Names that their owners write small: "das Start-up quixhaus", by the noun before them and by their letters."""

from __future__ import annotations

import re

from flows.finding.candidates import Candidate
from flows.finding.naming.announced import noun_before, opens_phrase
from flows.finding.naming.gazetteer import common_words
from flows.finding.naming.hints import announces, compound_noun, singular_verb, stands_bare
from flows.finding.naming.words import Words

_SHORTEST = 4
_SURE = 0.75
# Adjectives that are no adverbs of time or degree stand behind no noun, but names do.
_ADJECTIVES_END = ("bar", "sam", "los", "haft", "frei", "voll", "reich", "fest", "leicht", "klar", "schlau", "froh")
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
        if words.glued(index) or words.hyphen(index + 1) or not (coined(word) or _before_verb(words, index)):
            continue
        label = announces(noun_before(words, index))
        if label in {"organization", "product"} and not words.word(index + 1)[0].isupper():
            found.append(Candidate(words.starts[index], words.ends[index], label, _SURE, "context"))
    return found


def _before_verb(words: Words, index: int) -> bool:
    """Whether an adjective stands between the noun that opens its sentence and the verb: "Das Fintech sorglos hat"."""
    word = words.texts[index]
    if not (word.islower() and word.isalpha() and word.endswith(_ADJECTIVES_END) and len(word) > _SHORTEST):
        return False
    return singular_verb(words.word(index + 1)) and opens_phrase(words, index - 1)


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
