"""The list of organizations: listed companies without their legal forms, brands, members of indices."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from flows.finding.lexicon.rebuild.sources import word_list

_INDICES = ("dax", "sp500", "nasdaq100", "ftse100", "dowjones")
_LEGAL = (
    r"(AG|SE|GmbH|KGaA|KG|Co|& Co|mbH|Inc|Incorporated|Corp|Corporation|Company|Ltd|Limited|LLC|L\.?P|PLC|plc|Plc|S\.?A"
    r"|S\.?A\.?S|S\.?p\.?A|N\.?V|B\.?V|AB|ASA|Oyj|A/S|Aktiengesellschaft|Group|Holdings?|SARL|S\.?r\.?l|publ|Public|Bhd"
    r"|Berhad|Tbk|JSC|PJSC|OJSC|S\.A\.B|de C\.V|Class [A-Z]|REIT|Trust|HK|Pty|Pte|SpA|Plc|Nv|Ab|SA/NV|S\.p\.A)"
)
_ENDING = re.compile(r"[\s,]+\(?(?:" + _LEGAL + r")\)?\.?$")
# German news tell of companies from here whatever their size, and of the large ones from there.
_NEAR = word_list("near_countries")
_FAR = word_list("far_countries")
_LISTED_WIDELY = 4  # stock exchanges
_SHELLS = re.compile(
    r"Acquisition|Fund|ETF|SPAC|Merger|Warrant|Trust|Income|Bancorp|Bancshares|Resources|Mining|Minerals|Gold"
    r"|Exploration|Ventures|Capital Corp"
)
_PUBLIC_PLACES = re.compile(
    "school|kindergarten|fire_station|police|toilets|pitch|place_of|townhall|courthouse|waste|recycling|surveillance"
    "|siren|monitoring"
)
# English words that are companies, too: too often something else.
_ENGLISH = word_list("english_words")


@dataclass(frozen=True, slots=True)
class Taken:
    """What a company's name may not be, or only with context."""

    common: set[str]
    lower: set[str]
    first_names: set[str]
    surnames: set[str]
    towns: set[str]
    countries: frozenset[str]
    curated: frozenset[str]


def stripped(name: str) -> str:
    """A company's name without brackets, article and legal forms.

    >>> stripped("The Quastel Group (Europe) Holdings, Inc.")
    'Quastel'
    """
    name = re.sub(r"^The ", "", re.sub(r"\s*\([^)]*\)", "", name)).strip()
    while True:
        shorter = _ENDING.sub("", name).rstrip(" ,&")
        if shorter == name or not shorter:
            return name
        name = shorter


def organization_lines(gazetteers: Path, taken: Taken) -> set[str]:
    """Names with "s" for those that are companies wherever they stand and "w" for those that need context."""
    lines = set()
    for name, source in _read(gazetteers).items():
        if len(name) < 3 or not any(letter.isupper() for letter in name) or name.isdigit():
            continue
        if name in taken.curated or name in taken.towns or name in taken.countries:
            continue
        strength = _of_one_word(name, source, taken) if len(name.split()) == 1 else _of_several(name, taken)
        if strength:
            lines.add(f"{name}\t{strength}")
    return lines


def _read(gazetteers: Path) -> dict[str, str]:
    """Name → where it is from: listed company, brand or member of an index."""
    names: dict[str, str] = {}
    for row in _rows(gazetteers / "financedatabase_companies.tsv", "\t"):
        if _is_told_of(row):
            names.setdefault(stripped(row["name"]), "company")
    for row in _rows(gazetteers / "brands_operators_dach.tsv", "\t"):
        if row["wikidata"] and not _PUBLIC_PLACES.search(row["category"]):
            names.setdefault(stripped(row["name"]), "brand")
    for index in _INDICES:
        names |= {stripped(row["Name"]): "index" for row in _rows(gazetteers / f"{index}.csv", ",")}
    return names


def _rows(path: Path, delimiter: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def _is_told_of(row: dict[str, str]) -> bool:
    country, listings = row["country"], int(row["n_listings"] or 0)
    american = country in {"United States", "Canada"}
    if american and _SHELLS.search(row["name"]):
        return False
    return listings > 1 if american else country in _NEAR or (country in _FAR and listings >= _LISTED_WIDELY)


def _of_one_word(name: str, source: str, taken: Taken) -> str | None:
    capitalised = name.capitalize()
    if name.lower() in taken.lower or capitalised in taken.towns or capitalised in taken.countries:
        return None
    if any(
        form in no_names for form in (name, capitalised) for no_names in (taken.common, taken.first_names, _ENGLISH)
    ):
        return None
    if len(name) > 4 and name not in taken.surnames and capitalised not in taken.surnames:
        return "s"
    return None if source == "company" and len(name) < 4 else "w"


def _of_several(name: str, taken: Taken) -> str | None:
    if len(parts := re.split(r"[\s-]", name)) > 5:
        return None
    if all(_is_plain(part, taken) for part in parts if part):
        return "w"
    return "w" if len(parts) == 2 and parts[0] in taken.first_names and parts[1] in taken.surnames else "s"


def _is_plain(part: str, taken: Taken) -> bool:
    """Whether a part of a name is a word, a place or a first name."""
    known = part in taken.common or part in taken.towns or part in taken.first_names
    return known or part.lower() in taken.lower or not part[0].isupper()
