"""Two texts side by side: how much of the shorter one stands in the fuller, and whether it is a telling of the same.

The measure is taken on the words themselves, so it is the same whatever else the dataset holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

# Five words in a row are seldom shared by chance: of 2.4 million pairs of real news texts one in a thousand has such
# a run.
RUN = 5

# Below this a text is mostly fixed phrases (a price notice, a weather line): only an identical one is linked.
FEWEST_WORDS = 40
# A round-up holds many reports whole, and must not make one story of them: a telling has at least this share of
# the fuller one's words. Half an agency text passes, also with edits.
SMALLEST_PART = 0.4
# Of real pairs, reprints shared 0.9 and more, a report that the next one takes its background from shared 0.71.
SHARED = 0.8
# A disclaimer or a menu that two reports have in common fills some quarters and leaves others bare.
SHARED_IN_QUARTER = 0.5
# Two results reports or notices from one mould differ in their numbers. An edited telling may round one or bring a few.
FOREIGN_NUMBERS = 0.25
ONE_FOREIGN_NUMBER_FROM = 60  # words

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")
# When a page was put up, not what it reports: "05.01.2016", "14:40".
_STAMP = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}|\d{1,2}:\d{2}(:\d{2})?")
_MARK = re.compile("[.,:]")
# Papers spell out what agencies cut short, or the other way round.
_UNITS = {"milliarde": "mrd", "milliarden": "mrd", "mill": "mio", "million": "mio", "millionen": "mio"}


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts have in common."""

    shared: float  # share of the shorter text's words that stand in runs of five words that the fuller has too
    similarity: float  # runs of five words in both, of those in either


@dataclass(frozen=True)
class Wording:
    """A text as its words: without case, marks and line breaks, in one spelling.

    >>> Wording.of("Müller kauft\\nFalk – für 1.500 Mill. Euro.").words
    ('mueller', 'kauft', 'falk', 'fuer', '1500', 'mio', 'euro')
    """

    words: tuple[str, ...]
    numbers: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Wording:
        words = _WORD.findall(_spelled_out(text.casefold()))
        numbers = set()
        for place, word in enumerate(words):
            if word in _UNITS:
                words[place] = _UNITS[word]
            elif word[0].isdigit():
                words[place] = _MARK.sub("", word)
                if not _STAMP.fullmatch(word):
                    numbers.add(words[place])
        return cls(tuple(words), frozenset(numbers))

    @cached_property
    def runs(self) -> frozenset[str]:
        """Every five words in a row."""
        return frozenset(self.run_at(place) for place in range(len(self.words) - RUN + 1))

    def run_at(self, place: int) -> str:
        return " ".join(self.words[place : place + RUN])

    @property
    def is_short(self) -> bool:
        return len(self.words) < FEWEST_WORDS


def _spelled_out(text: str) -> str:
    """Umlauts in two letters, which some systems can't do without."""
    return text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")


def overlap(shorter: Wording, fuller: Wording) -> Overlap | None:
    """What the texts share if they tell the same story in the same words, otherwise None."""
    size = len(shorter.words)
    if shorter.is_short or size < SMALLEST_PART * len(fuller.words):
        return None
    common = len(shorter.runs & fuller.runs)
    # Each run covers five words at most: most pairs end here.
    if common * RUN < SHARED * size:
        return None
    covered = _covered(shorter, fuller)
    shared = sum(covered) / size
    bounds = [size * quarter // 4 for quarter in range(5)]
    quarters = (covered[start:end] for start, end in pairwise(bounds))
    if shared < SHARED or any(sum(quarter) < SHARED_IN_QUARTER * len(quarter) for quarter in quarters):
        return None
    foreign = len(shorter.numbers - set(fuller.words))
    if foreign > max(FOREIGN_NUMBERS * len(shorter.numbers), size >= ONE_FOREIGN_NUMBER_FROM):
        return None
    return Overlap(shared, common / (len(shorter.runs) + len(fuller.runs) - common))


def _covered(shorter: Wording, fuller: Wording) -> list[bool]:
    """For each word of the shorter text, whether it stands in a run that the fuller has too."""
    covered = [False] * len(shorter.words)
    for place in range(len(shorter.words) - RUN + 1):
        if shorter.run_at(place) in fuller.runs:
            covered[place : place + RUN] = [True] * RUN
    return covered
