"""Names of which only the finder's guess says that they are no organisation's: what has a revenue is one."""

from __future__ import annotations

from collections.abc import Iterable

from flows.finding.clausing.words import Words
from flows.finding.records import Mention

_SURE = 0.95  # score of a mention whose label nobody doubts
_OFTEN = 2  # mentions
_PLACE_PREPS = frozenset(["in", "im", "nach", "aus", "am", "bis", "um", "zwischen", "ins", "nahe"])


def doubtful_names(words: Words, mentions: Iterable[Mention]) -> frozenset[str]:
    """Single words that are said often, labelled without certainty, and used neither as a place nor as a surname."""
    surest: dict[str, float] = {}
    counts: dict[str, int] = {}
    spoken_for: set[str] = set()
    for mention in mentions:
        name = mention.name
        if mention.label == "organization" or " " in name:
            spoken_for.update((name, name.split()[-1]))
        elif mention.label != "event":
            surest[name] = max(surest.get(name, 0.0), mention.score)
            counts[name] = counts.get(name, 0) + 1
            first, _ = words.span(mention.start, mention.end)
            if words.lows[first - 1 : first] and words.lows[first - 1] in _PLACE_PREPS:
                spoken_for.add(name)
    return frozenset(
        name
        for name, count in counts.items()
        if count >= _OFTEN and surest[name] < _SURE and name not in spoken_for and len(name) > 2
    )
