"""The shipped lists as look-ups: names, first names with sex, surnames, common words, countries."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from flows.finding.lexicon import load_lexicon
from flows.finding.naming.words import split_name

_ADJECTIVE_ENDINGS = ("e", "er", "es", "en", "em")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the lists know about a name."""

    label: str
    strong: bool  # a name wherever it stands; a weak one needs context
    name: str  # as listed, in the nominative
    country: str | None = None  # of countries only


@dataclass(slots=True)
class Gazetteer:
    """Names by their words joined with spaces; adjectives inside names match in every case ending."""

    entries: dict[str, Entry] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)  # first word → words of the longest name with it
    stems: dict[str, str] = field(default_factory=dict)  # inflected adjective → its form in keys

    def add(self, name: str, entry: Entry) -> None:
        """List a name; one that is there already stays."""
        words = split_name(name)
        if len(words) == 1:
            self.entries.setdefault(name, entry)
            self.longest.setdefault(name, 1)
            return
        words = [
            self._learn(word) if _inflects(word, words[i + 1]) else word for i, word in enumerate(words[:-1])
        ] + words[-1:]
        self.entries.setdefault(" ".join(words), entry)
        self.longest[words[0]] = max(len(words), self.longest.get(words[0], 1))

    def _learn(self, adjective: str) -> str:
        for ending in ("er", "es", "en", "e"):
            if adjective.endswith(ending):
                stem = adjective[: -len(ending)]
                if stem + "e" not in common_words():  # "Sachsen", "Mercedes"
                    break
                for each in _ADJECTIVE_ENDINGS:
                    self.stems[stem + each] = stem + "e"
                return stem + "e"
        return adjective


def _inflects(word: str, following: str) -> bool:
    return len(word) > 4 and word[0].isupper() and word.endswith(("e", "er", "es", "en")) and following[0].isupper()


def read_list(name: str) -> list[str]:
    """The lines of a shipped list."""
    packed = resources.files("flows.finding.lexicon").joinpath("gazetteers", f"{name}.txt.gz").read_bytes()
    return gzip.decompress(packed).decode("utf-8").split("\n")[:-1]


@cache
def common_words() -> frozenset[str]:
    """Words that are no names, as they look with a capital: nouns, and others that begin sentences."""
    return frozenset(read_list("common_words"))


@cache
def surnames() -> frozenset[str]:
    return frozenset(read_list("surnames"))


@cache
def first_names() -> dict[str, tuple[str, bool]]:
    """First name → sex (m, w, b for both) and whether it is frequent."""
    rows = (line.split("\t") for line in read_list("first_names"))
    return {name: (sex, often == "c") for name, sex, often in rows}


@cache
def country_adjectives() -> dict[str, str]:
    """Lower-case adjective in every inflection → ISO code ("spanische" → ES)."""
    return {
        stem + ending: country["code"]
        for country in load_lexicon("countries")["countries"]
        for stem in country.get("adjectives", ())
        for ending in ("", *_ADJECTIVE_ENDINGS)
    }


@cache
def country_codes() -> dict[str, str]:
    """Name form of a country → ISO code."""
    countries = load_lexicon("countries")["countries"]
    return {form: each["code"] for each in countries for form in (each["name"], *each.get("forms", ()))}


@cache
def parts_of_the_world() -> frozenset[str]:
    """Continents and other regions of many countries."""
    groups = load_lexicon("names_places")["groups"]
    return frozenset(name for group in groups if group["group"] == "parts of the world" for name in group["names"])


@cache
def gazetteer() -> Gazetteer:
    """All names of the shipped lists; those of our own lexicons come first."""
    lists = Gazetteer()
    ambiguous = frozenset(load_lexicon("names_context")["ambiguous"])
    for each in load_lexicon("countries")["countries"]:
        for form in (each["name"], *each.get("forms", ())):
            lists.add(form, Entry("location", True, each["name"], each["code"]))
    for label, lexicon in (
        ("location", "names_places"),
        ("organization", "names_organizations"),
        ("event", "occasions"),
        ("product", "products"),
    ):
        for group in load_lexicon(lexicon)["groups"]:
            _add_all(lists, label, group.get("names", ()), ambiguous)
    for label, name in (("location", "towns"), ("organization", "organizations")):
        for line in read_list(name):
            form, strength = line.split("\t")
            lists.add(form, Entry(label, strength != "w", form))
    return lists


def _add_all(lists: Gazetteer, label: str, names: Iterable[str], ambiguous: frozenset[str]) -> None:
    for name in names:
        lists.add(name, Entry(label, name not in ambiguous, name))
