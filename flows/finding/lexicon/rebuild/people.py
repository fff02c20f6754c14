"""The lists of first names and surnames."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from flows.finding.lexicon.rebuild.sources import read_lines
from flows.finding.lexicon.rebuild.speeches import Speeches

_FREQUENT = 40  # bearers of a frequent first name
_SURE = 60  # bearers of a first name that is one although it is also a word


def read_first_names(gazetteers: Path) -> dict[str, Counter[str]]:
    """First name → sex → bearers."""
    bearers: dict[str, Counter[str]] = defaultdict(Counter)
    for line in read_lines(gazetteers / "vornamen_berlin.tsv"):
        name, sex, count = line.split("\t")
        bearers[name][sex] += int(count)
    return bearers


def first_name_lines(bearers: dict[str, Counter[str]], common: set[str]) -> set[str]:
    """Name, sex (m, w or b for both) and "c" for frequent or "r" for rare."""
    lines = set()
    for name, sexes in bearers.items():
        count = sexes.total()
        if len(name) < 2 or not name[0].isupper() or " " in name or count < 3 or (name in common and count < _SURE):
            continue
        men, women = sexes["m"], sexes["w"]
        sex = "m" if men > 9 * women else "w" if women > 9 * men else "b"
        lines.add(f"{name}\t{sex}\t{'c' if count >= _FREQUENT else 'r'}")
    return lines


def surname_list(listed: Iterable[str], speeches: Speeches, first_names: set[str]) -> set[str]:
    """Listed surnames and what stands behind titles in the speeches, without genitives and towns."""
    names = {name.strip() for name in listed}
    names = {name for name in names if len(name) > 2 and " " not in name and "-" not in name and name[0].isupper()}
    names |= {
        word
        for word in speeches.words()
        if speeches.total(word) >= 6
        and speeches.person_share(word) >= 0.3
        and "-" not in word
        and len(word) > 2
        and word not in first_names
    }
    names -= {name for name in names if name.endswith("s") and _is_genitive(speeches, name)}
    return names - {name for name in names if speeches.place_share(name) > 0.35 and speeches.total(name) >= 10}


def _is_genitive(speeches: Speeches, name: str) -> bool:
    base = name[:-1]
    if speeches.total(base) < 2:
        return False
    often = speeches.total(name) if speeches.total(name) > 1 else 0
    return speeches.total(base) > 8 * max(1, often) and speeches.person_share(base) > 0.2
