"""Writes the gazetteers; the corpora are checked against their checksums first."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from flows.finding.lexicon import load_lexicon
from flows.finding.lexicon.rebuild.companies import Taken, organization_lines
from flows.finding.lexicon.rebuild.people import first_name_lines, read_first_names, surname_list
from flows.finding.lexicon.rebuild.places import town_lines
from flows.finding.lexicon.rebuild.sources import CHECKSUMS, check_files, read_lines, tagged_words, write_list
from flows.finding.lexicon.rebuild.speeches import Speeches
from flows.finding.lexicon.rebuild.words import Known, common_words, frequent_in_lower_case

_SHIPPED = Path(__file__).parents[1] / "gazetteers"
_FAMILIAR = 10  # bearers of a first name behind which a surname is expected


def rebuild(corpora: Path, out: Path) -> None:
    """All five lists, each from what those before it know."""
    gazetteers = corpora / "gazetteers"
    bearers = read_first_names(gazetteers)
    familiar = frozenset(name for name, sexes in bearers.items() if max(sexes.values()) >= _FAMILIAR)
    speeches = Speeches(corpora / "bundestag/plpr-17-18.txt.xz", familiar)
    known = Known(
        frozenset(_curated()),
        frozenset(_countries()),
        frozenset(line.strip() for line in read_lines(gazetteers / "stadtnamen.list")),
        Counter({name: sexes.total() for name, sexes in bearers.items()}),
    )
    common = common_words(speeches, tagged_words(corpora), known)
    first_lines = first_name_lines(bearers, common)
    first_names = {line.split("\t")[0] for line in first_lines}
    surnames = surname_list(read_lines(gazetteers / "personennamen.list"), speeches, first_names)
    towns = town_lines(speeches, known, common, first_names, surnames)
    places = {line.split("\t")[0] for line in towns}
    taken = Taken(
        common, frequent_in_lower_case(speeches), first_names, surnames, places, known.countries, known.curated
    )
    organizations = organization_lines(gazetteers, taken)
    for name, lines in (
        ("common_words", common),
        ("first_names", first_lines),
        ("surnames", surnames),
        ("towns", towns),
        ("organizations", organizations),
    ):
        write_list(out, name, lines)


def _curated() -> list[str]:
    groups = [*load_lexicon("names_organizations")["groups"], *load_lexicon("names_places")["groups"]]
    return [name for group in groups for name in group["names"]]


def _countries() -> list[str]:
    countries = load_lexicon("countries")["countries"]
    return [form for each in countries for form in (each["name"], *each.get("forms", ()))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=_SHIPPED)
    given = parser.parse_args()
    check_files(given.corpora, CHECKSUMS)
    rebuild(given.corpora, given.out)


if __name__ == "__main__":
    main()
