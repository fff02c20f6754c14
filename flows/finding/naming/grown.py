"""Companies in whose name a landscape and a trade have grown together: "Spessartbank", "Elbmilch"."""

from __future__ import annotations

from functools import cache

from flows.finding.candidates import Candidate
from flows.finding.lexicon import load_lexicon
from flows.finding.naming.gazetteer import common_words, gazetteer, surnames
from flows.finding.naming.hints import word_set
from flows.finding.naming.lists import with_article
from flows.finding.naming.words import Words

_SURE = 0.75
_SHORTEST, _STEM = 7, 3  # letters of such a name, and of what stands before the trade


def find_grown(words: Words) -> list[Candidate]:
    """Candidates for organizations."""
    return [
        Candidate(words.starts[index], words.ends[index], "organization", _SURE, "context")
        for index, word in enumerate(words.texts)
        if len(word) >= _SHORTEST and _after_river(word) and not words.hyphen(index - 1) and not words.hyphen(index + 1)
    ]


def _after_river(word: str) -> bool:
    """ "Spessartbank", "Elbmilch": a landscape and a trade."""
    if not (word[0].isupper() and word[1:].islower()) or word in common_words():
        return False
    if word in gazetteer().entries or word in surnames():
        return False
    tail = next((end for end in _grown_ends() if word.endswith(end)), None)
    return tail is not None and word.removesuffix(tail) in _landscapes()


def grown_name(word: str) -> bool:
    """Whether an unknown word has grown together with a trade: "Quastwerft", but not "Traditionswerft".

    >>> grown_name("Quastwerft"), grown_name("Rheinkabel"), grown_name("Traditionswerft"), grown_name("Werft")
    (True, True, False, False)
    """
    if not word[1:].islower() or word in common_words():
        return False
    tail = next((end for end in _grown_ends() if word.endswith(end)), None)
    stem = word.removesuffix(tail) if tail else ""
    known = stem in common_words() or stem.removesuffix("s") in common_words()
    return len(stem) >= _STEM and (not known or stem in _landscapes())


@cache
def _grown_ends() -> tuple[str, ...]:
    return tuple(sorted(load_lexicon("names_context")["grown_ends"], key=len, reverse=True))


@cache
def _landscapes() -> frozenset[str]:
    """Rivers and landscapes, as compounds begin with them: "Rhein", "Elb", "Alpen"."""
    names = with_article() | word_set("names_context", "rivers")
    plain = {name for name in names if name.isalpha()}
    return frozenset(plain | {name.removesuffix("e") for name in plain if len(name) > 3} | {"Küsten", "Förde", "Hansa"})
