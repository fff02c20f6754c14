"""The nouns that can stand for a name, with their forms and genders, and the genders of first names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from flows.finding.lexicon import load_lexicon


@dataclass(frozen=True, slots=True)
class Head:
    label: str
    match: str  # any, kin, called
    gender: str  # m, f, n
    noun: str  # as in the lexicon
    whole: bool = False  # not as the last part of a compound


@dataclass(frozen=True, slots=True)
class Description:
    """A definite noun phrase without a name ("der spanische Energieriese"); offsets are characters."""

    start: int
    end: int
    head: Head
    noun: str  # lower case, as written: "energieriese"
    adjectives: tuple[str, ...] = ()  # lower case, without ending: "spanisch"

    @property
    def label(self) -> str:
        return self.head.label

    @property
    def kind(self) -> str:
        """What the compound says before its head: "energie" of "energieriese"."""
        return compound_part(self.noun, self.head)


def compound_part(noun: str, head: Head) -> str:
    """What a compound says before its head.

    >>> compound_part("energieriesen", Head("organization", "any", "m", "riese"))
    'energie'
    """
    return noun[: max(0, noun.rfind(head.noun.removesuffix("r").removesuffix("e")))].strip("-")


@cache
def _forms() -> dict[str, tuple[Head, ...]]:
    """Every singular form of the lexicon's nouns, with each noun it can belong to."""
    forms: dict[str, tuple[Head, ...]] = {}
    for entry in load_lexicon("anaphora")["heads"]:
        for marked in entry["nouns"]:
            noun = marked.rstrip("*~=")
            head = Head(entry["label"], entry["match"], entry["gender"], noun, "=" in marked)
            for form in _inflect(noun, entry["gender"], marked[-1]):
                forms[form] = (*forms.get(form, ()), head)
    return forms


def _inflect(noun: str, gender: str, mark: str) -> set[str]:
    if mark == "~":
        base = noun.removesuffix("r")
        return {base, base + "n", noun}
    if mark == "*":
        return {noun, noun + ("n" if noun.endswith(("e", "r")) else "en")}
    return {noun} if gender == "f" else {noun, noun + "s", noun + "es"}


@cache
def same_offices() -> dict[str, set[str]]:
    """Each noun of an office with all that mean the same."""
    offices: dict[str, set[str]] = defaultdict(set)
    for entry in load_lexicon("anaphora")["offices"]:
        for noun in entry["nouns"]:
            offices[noun].update(entry["nouns"])
    return offices


@cache
def kinds_of(noun: str) -> frozenset[str]:
    """What a name is called in itself that the noun stands for: "das Amt" is a "Behörde"."""
    return frozenset(
        word for entry in load_lexicon("anaphora")["kinds"] if noun in entry["nouns"] for word in entry["called"]
    )


@cache
def first_names() -> dict[str, str]:
    lists: dict[str, dict[str, str]] = load_lexicon("anaphora_first_names")
    return {name: "fm"[group == "male"] for group in ("female", "male") for name in lists[group]["names"].split()}


@cache
def describing_heads(word: str) -> tuple[Head, ...]:
    """The lexicon's nouns that a word ends with, in any case; two where both sexes look alike.

    >>> [head.noun for head in describing_heads("Energieriesen")], len(describing_heads("Vorsitzende"))
    (['riese'], 2)
    """
    low = word.lower()
    forms = _forms()
    for start in range(max(0, len(low) - 24), len(low) - 2):
        # A compound's first part has at least three letters and is no prefix ("Verdienst" is no "Dienst").
        if low[start:] in forms and (start == 0 or (start >= 3 and low[:start] != "ver")):
            return tuple(head for head in forms[low[start:]] if start == 0 or not head.whole)
    return ()


def first_name_gender(name: str) -> str | None:
    """ "m" or "f" by the first part of a person's name that the list knows."""
    names = first_names()
    parts = name.replace("-", " ").split()
    return next((names[part] for part in parts[:-1] if part in names), None)


def adjective_stem(adjective: str) -> str:
    for ending in ("en", "em", "er", "es", "e"):
        if adjective.endswith(ending) and len(adjective) > len(ending) + 2:
            return adjective[: -len(ending)]
    return adjective
