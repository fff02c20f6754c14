"""Which organisation a text speaks of at some point, where a sentence does not say it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection
from functools import cache

from flows.finding.clausing.words import Words, word_classes
from flows.finding.eventing.longnames import long_names
from flows.finding.lexicon import load_lexicon
from flows.finding.records import Mention

_HALF = 300  # distance in characters at which a naming counts half
_FARTHEST = 1500  # characters looked back
_MOST = 30  # namings looked at
# What a naming counts for: as a possible subject, across a paragraph's end, as part of a compound, in the sentence
# that opens a paragraph, behind "Konkurrent" and the like.
_SUBJECT, _PARAGRAPH, _COMPOUND, _OPENS, _OTHER = 2.0, 0.5, 0.6, 1.5, 0.4
_OFTEN = 1.0  # how much it counts that a name comes often
_LED, _LEAD = 2.0, 300  # what it counts that headline or lead name it; the characters of these
_PHRASE = 5  # tokens before a name that may belong to its phrase


class Topics:
    """The organisations of a document in reading order, with what each naming counts for."""

    def __init__(self, words: Words, organizations: list[Mention]) -> None:
        self.organizations = organizations
        self._starts = [mention.start for mention in organizations]
        self._long = long_names(mention.name for mention in organizations)
        self._counts = Counter(self._long[mention.name] for mention in organizations)
        self._led = {self._long[mention.name] for mention in organizations if mention.start < _LEAD}
        self._breaks = [at for at, char in enumerate(words.text) if char == "\n"]
        self._weights = [self._weight(words, mention) for mention in organizations]

    def at(
        self, start: int, exclude: Collection[str], fits: Callable[[Mention], bool], half: int = _HALF
    ) -> Mention | None:
        """The organisation named last, most often and as a subject before an offset; None where there is none."""
        totals: dict[str, float] = {}
        latest: dict[str, Mention] = {}
        excluded = {self._long.get(name, name) for name in exclude}
        broken = bisect_left(self._breaks, start)
        first = max(0, bisect_left(self._starts, start) - _MOST)
        for position in range(first, len(self.organizations)):
            mention = self.organizations[position]
            if mention.start >= start:
                break
            name = self._long[mention.name]
            if start - mention.start > _FARTHEST or name in excluded or not fits(mention):
                continue
            weight = self._weights[position] / (1.0 + (start - mention.start) / half)
            if bisect_left(self._breaks, mention.start) < broken:
                weight *= _PARAGRAPH
            totals[name] = totals.get(name, 0.0) + weight
            latest[name] = mention
        if not totals:
            return None
        return latest[max(totals, key=lambda name: totals[name] * self._salience(name))]

    def _salience(self, name: str) -> float:
        return float(self._counts[name] ** _OFTEN) * (_LED if name in self._led else 1.0)

    def _weight(self, words: Words, mention: Mention) -> float:
        weight = _SUBJECT if _may_be_subject(words, mention) else 1.0
        if words.text[mention.end : mention.end + 1] == "-":
            weight *= _COMPOUND
        if self._opens(words, mention):
            weight *= _OPENS
        return weight * (_OTHER if _is_other(words, mention) else 1.0)

    def _opens(self, words: Words, mention: Mention) -> bool:
        """Is it named in the first sentence of its paragraph?"""
        at = bisect_left(self._breaks, mention.start)
        begin = self._breaks[at - 1] + 1 if at else 0
        return mention.start - begin < _LEAD and "." not in words.text[begin : mention.start]


def _may_be_subject(words: Words, mention: Mention) -> bool:
    """No preposition, genitive or dative article before the name and the adjectives and nouns of its phrase."""
    classes = word_classes()
    first = words.span(mention.start, mention.end)[0]
    for at in range(first - 1, max(-1, first - 1 - _PHRASE), -1):
        low = words.lows[at]
        if low in classes.prepositions or low in classes.contracted:
            return False
        if low in classes.cases:
            return "nominative" in classes.cases[low]
        if not (words.words[at][0].isupper() or low.endswith(("e", "er", "en"))):
            return True
    return True


def _is_other(words: Words, mention: Mention) -> bool:
    """ "der Konkurrent X", "beim Investor X": somebody beside the company that the text is about."""
    first = words.span(mention.start, mention.end)[0]
    return first > 0 and words.lows[first - 1].endswith(_others())


@cache
def _others() -> tuple[str, ...]:
    return tuple(load_lexicon("events_nouns")["others"].split())
