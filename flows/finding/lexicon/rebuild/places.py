"""The list of towns: "s" is a town wherever it stands, "w" needs context, "m" is one by the speeches."""

from __future__ import annotations

import re

from flows.finding.lexicon.rebuild.sources import word_list
from flows.finding.lexicon.rebuild.speeches import Speeches
from flows.finding.lexicon.rebuild.words import Known

# What stands behind "in", "aus" and "nach" as places do and is none.
_NO_PLACES = word_list("no_places")


def town_lines(
    speeches: Speeches, known: Known, common: set[str], first_names: set[str], surnames: set[str]
) -> set[str]:
    lines = set()
    for town in known.towns:
        if len(town) < 3 or town in known.curated or town in known.countries or town in common:
            continue
        single = len(re.split(r"[ /-]", town)) == 1
        told = speeches.total(town) >= 8 and speeches.place_share(town) > 0.3
        unsure = town in first_names or town in surnames or len(town) < 4
        lines.add(f"{town}\t{'w' if single and unsure and not told else 's'}")
    taken = {line.split("\t")[0] for line in lines} | first_names | common | known.curated | known.countries
    return lines | {
        f"{word}\tm" for word in speeches.words() if word not in taken and _is_place(speeches, word, common)
    }


def _is_place(speeches: Speeches, word: str, common: set[str]) -> bool:
    """Whether the speeches use an unlisted word as a place."""
    if speeches.total(word) < 8 or speeches.place_share(word) < 0.4 or speeches.person_share(word) >= 0.05:
        return False
    if speeches.noun_share(word) >= 0.2 or len(word) < 4 or "-" in word or not word[1:].islower() or word in _NO_PLACES:
        return False
    return not any(word[cut:].capitalize() in common for cut in range(2, len(word) - 4))
