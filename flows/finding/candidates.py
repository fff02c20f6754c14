"""Candidate names of several sources, and the one place where they are merged into non-overlapping spans."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_BONUS = 0.01  # per character of a span
_MOST_BONUS = 0.2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that one source holds for a name. Offsets are half-open code points into `doc.text`."""

    start: int
    end: int
    label: str  # organization, person, location, product, event
    score: float  # probability that span and label are both right, 0 to 1
    source: str  # "lexicon", "context", "model", …: becomes part of the mention's extractor


def merge_candidates(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The best non-overlapping candidates, in order of the text.

    Sources that agree on span and label add up (as independent evidence would); of overlapping
    candidates the more certain wins, where length counts a little, then the earlier.

    >>> merge_candidates([Candidate(0, 7, "organization", 0.6, "lexicon"),
    ...                   Candidate(0, 7, "organization", 0.5, "model"),
    ...                   Candidate(0, 14, "person", 0.7, "context")])
    [Candidate(start=0, end=7, label='organization', score=0.8, source='lexicon')]
    """
    ranked = sorted(_agreed(candidates), key=lambda c: (-_rank(c), c.start, c.label))
    kept: list[Candidate] = []
    taken: set[int] = set()  # characters that a kept candidate covers; names are short, so this stays small
    for each in ranked:
        if taken.isdisjoint(range(each.start, each.end)):
            kept.append(each)
            taken.update(range(each.start, each.end))
    return sorted(kept, key=lambda c: c.start)


def _rank(candidate: Candidate) -> float:
    """The score with a bonus for length: "Bank of England" rather than "England"."""
    return candidate.score + min(_MOST_BONUS, _BONUS * (candidate.end - candidate.start))


def _agreed(candidates: Iterable[Candidate]) -> list[Candidate]:
    """One candidate per span and label; the source is that of the most certain one."""
    by_span: dict[tuple[int, int, str], dict[str, Candidate]] = {}
    for each in candidates:
        sources = by_span.setdefault((each.start, each.end, each.label), {})
        known = sources.get(each.source)
        if known is None or each.score > known.score:
            sources[each.source] = each
    agreed = []
    for (start, end, label), sources in by_span.items():
        best = max(sources.values(), key=lambda c: (c.score, c.source))
        doubt = 1.0
        for each in sources.values():
            doubt *= 1.0 - each.score
        agreed.append(Candidate(start, end, label, round(1.0 - doubt, 4), best.source))
    return agreed
