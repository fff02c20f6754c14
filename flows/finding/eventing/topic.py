"""Which organisation a text speaks of at some point, where a sentence does not say it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection

from flows.finding.clausing.words import Words, word_classes
from flows.finding.records import Mention

_HALF = 150  # distance in characters at which a naming counts half
_FARTHEST = 1500  # characters looked back
_MOST = 30  # namings looked at
# What a naming counts for: as a possible subject, across a paragraph's end, as part of a compound.
_SUBJECT, _PARAGRAPH, _COMPOUND = 2.0, 0.5, 0.6
_OFTEN = 1.0  # how much it counts that a name comes often
_PHRASE = 5  # tokens before a name that may belong to its phrase


class Topics:
    """The organisations of a document in reading order, with what each naming counts for."""

    def __init__(self, words: Words, organizations: list[Mention]) -> None:
        self.organizations = organizations
        self._text = words.text
        self._starts = [mention.start for mention in organizations]
        self._counts = Counter(mention.name for mention in organizations)
        self._weights = [self._weight(words, mention) for mention in organizations]
        self._breaks = [at for at, char in enumerate(words.text) if char == "\n"]

    def at(
        self, start: int, exclude: Collection[str], fits: Callable[[Mention], bool], half: int = _HALF
    ) -> Mention | None:
        """The organisation named last, most often and as a subject before an offset; None where there is none."""
        totals: dict[str, float] = {}
        latest: dict[str, Mention] = {}
        broken = bisect_left(self._breaks, start)
        first = max(0, bisect_left(self._starts, start) - _MOST)
        for position in range(first, len(self.organizations)):
            mention = self.organizations[position]
            if mention.start >= start:
                break
            if start - mention.start > _FARTHEST or mention.name in exclude or not fits(mention):
                continue
            weight = self._weights[position] / (1.0 + (start - mention.start) / half)
            if bisect_left(self._breaks, mention.start) < broken:
                weight *= _PARAGRAPH
            totals[mention.name] = totals.get(mention.name, 0.0) + weight
            latest[mention.name] = mention
        if not totals:
            return None
        return latest[max(totals, key=lambda name: totals[name] * self._counts[name] ** _OFTEN)]

    def _weight(self, words: Words, mention: Mention) -> float:
        weight = _SUBJECT if _may_be_subject(words, mention) else 1.0
        return weight * (_COMPOUND if words.text[mention.end : mention.end + 1] == "-" else 1.0)


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
