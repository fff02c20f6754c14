"""Rules that look at a text word by word: the first that finds an organization at a word has it."""

from __future__ import annotations

from collections.abc import Callable, Collection

from flows.finding.candidates import Candidate
from flows.finding.naming.words import Words

Span = tuple[int, int, float]  # first word, last word, score
Rule = Callable[[Words, int], Span | None]


def scan(words: Words, rules: Collection[Rule], skip: Collection[str] = ()) -> list[Candidate]:
    """Organizations at capitalised words that begin a compound or stand alone; words of `skip` begin none."""
    found: list[Candidate] = []
    for index, word in enumerate(words.texts):
        if not word[0].isupper() or words.hyphen(index - 1) or (words.hyphen(index + 1) and word in skip):
            continue
        span = next((each for rule in rules if (each := rule(words, index))), None)
        if span:
            first, last, score = span
            found.append(Candidate(words.starts[first], words.ends[last], "organization", score, "context"))
    return found
