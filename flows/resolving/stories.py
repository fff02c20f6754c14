"""Articles into stories: all tellings of one text, the agency's own and what papers made of it.

A story gathers around its fullest telling. Texts are taken from the longest to the shortest; each joins the fullest
telling that it shares most with, or begins a story of its own. So every telling was measured against the fullest one,
and no chain of small steps leads from one report to another that has nothing in common with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from flows.resolving.wording import Overlap

# What two texts share, the shorter first; None if they are not tellings of one story.
Compare = Callable[[str, str], Overlap | None]


@dataclass(frozen=True, slots=True)
class Telling:
    """An article at one time, as far as its story depends on it."""

    article_id: str
    text_sha256: str
    source_name: str
    published_on: date | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article stands in its story."""

    story_id: str
    fullest_id: str | None  # None for the fullest telling itself
    overlap: Overlap | None


def gather(
    tellings: Iterable[Telling],
    lengths: Mapping[str, int],
    candidates: Mapping[str, Collection[str]],
    compare: Compare,
) -> dict[str, Place]:
    """The place of every article. It depends on what there is, never on the order of it.

    `lengths` are the words per text, `candidates` the texts worth a comparison with one; both by text_sha256.
    """
    by_text: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        by_text[telling.text_sha256].append(telling)
    joined: dict[str, tuple[str, Overlap]] = {}
    for text in sorted(by_text, key=lambda text: (-lengths[text], text)):
        found = []
        for other in candidates.get(text, ()):
            # Fuller tellings that have found their place, and began a story.
            if other in joined and joined[other][0] == other and (overlap := compare(text, other)):
                found.append((overlap.shared, overlap.similarity, lengths[other], other, overlap))
        joined[text] = (max(found)[3], max(found)[4]) if found else (text, Overlap(1.0, 1.0))
    stories: dict[str, list[str]] = defaultdict(list)
    for text, (fullest, _) in joined.items():
        stories[fullest].append(text)
    places: dict[str, Place] = {}
    for fullest, texts in stories.items():
        # Of articles with the same text one counts (articles.duplicate_of): only that one gives its name.
        counting = {text: min(by_text[text], key=lambda telling: telling.source_name) for text in texts}
        story_id = min(counting.values(), key=_rank).article_id
        fullest_id = counting[fullest].article_id
        for text in texts:
            for telling in by_text[text]:
                is_fullest = telling.article_id == fullest_id
                overlap = None if is_fullest else joined[text][1]
                places[telling.article_id] = Place(story_id, None if is_fullest else fullest_id, overlap)
    return places


def _rank(telling: Telling) -> tuple[bool, date, str]:
    """Earlier tellings first; those without a date last."""
    return telling.published_on is None, telling.published_on or date.max, telling.source_name
