"""The lexicon of changes at the top: which words tell that somebody joins or leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from flows.finding.clausing.verbs import form_index
from flows.finding.lexicon import load_lexicon

_SETS = ("verbs", "nouns", "successors", "copula", "things", "adverbs", "words")


@dataclass(frozen=True, eq=False)
class Change:
    """One entry of `lexicon/events_leadership.yml`; the comments there explain the keys."""

    name: str
    way: str
    example: str
    expect: list[list[Any]]
    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    successors: frozenset[str] = frozenset()
    copula: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    person: str = ""
    organization: str = ""
    prepositions: tuple[str, ...] = ()
    origin: str = ""
    hands_to: str = ""
    needs: bool = False
    needs_office: bool = False
    needs_origin: bool = False
    common: bool = False
    needs_from: bool = False
    needs_target: bool = False
    needs_other: bool = False
    bare_office: bool = False
    status: str = ""
    replaces: bool = False
    takes_sein: bool = False
    modal: bool = False


@cache
def changes() -> tuple[Change, ...]:
    return tuple(_change(entry) for entry in load_lexicon("events_leadership"))


def _change(entry: dict[str, Any]) -> Change:
    values = dict(entry)
    values["origin"] = values.pop("from", "")
    for key in _SETS:
        values[key] = frozenset(values.get(key, ()))
    values["prepositions"] = tuple(values.get("prepositions", ()))
    return Change(**values)


@cache
def trigger_words() -> frozenset[str]:
    """Every written form, lower case, that tells a change, as far as a word by itself can."""
    return _forms(change for change in changes() if not change.common)


@cache
def possible_words() -> frozenset[str]:
    """Every written form, lower case, that may tell a change beside the right words."""
    return _forms(changes())


def _forms(among: Iterable[Change]) -> frozenset[str]:
    chosen = list(among)
    verbs = frozenset(verb for change in chosen for verb in change.verbs)
    copulas = frozenset(form for change in chosen for form in change.copula)
    return frozenset(form_index(verbs)) | copulas | trigger_nouns() | {"neue", "neuer"}


@cache
def trigger_nouns() -> frozenset[str]:
    return frozenset(noun for change in changes() for noun in change.nouns | change.successors)


@cache
def change_of_noun(noun: str) -> Change | None:
    return next((change for change in changes() if noun in change.nouns | change.successors), None)
