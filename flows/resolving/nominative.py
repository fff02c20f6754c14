"""The nominative of a name: endings of case undone where the article shows that they are such."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from functools import cache
from importlib import resources

import yaml

from flows.finding.anaphora_nouns import describing_heads
from flows.finding.records import Mention

_ADJECTIVE = re.compile(r"^([A-ZÄÖÜ]\w*(?:isch|deutsch|national|al|sch|eint|ational))(?:e[nrsm]?)$")
_GENITIVE_NOUN = re.compile(r"\s+(?:\w+(?:e|en|er|es)\s+)?[A-ZÄÖÜ]\w+")
_LAST_WORD = re.compile(r"(\w+)\s+$")


def in_nominative(text: str, mentions: list[Mention], countries: Collection[str]) -> list[Mention]:
    """The mentions with names in the nominative; spans stay as they are."""
    plain = _surnames(text, mentions)
    return [_changed(mention, _nominative(text, mention, plain, countries)) for mention in mentions]


def _surnames(text: str, mentions: list[Mention]) -> set[str]:
    """Surnames without a final s that the text also has without it."""
    doubtful = {m.name.split()[-1] for m in mentions if m.label == "person" and _loses_s(text, m)}
    return doubtful & set(re.findall(r"\w+(?:-\w+)*", text)) if doubtful else set()


def _loses_s(text: str, mention: Mention) -> bool:
    return text[mention.start : mention.end] == mention.name + "s"


def _changed(mention: Mention, name: str) -> Mention:
    return mention if name == mention.name else replace(mention, name=name)


def _nominative(text: str, mention: Mention, plain: set[str], countries: Collection[str]) -> str:
    if mention.label == "person" and _loses_s(text, mention):
        return mention.name if _is_genitive(text, mention, plain) else mention.name + "s"
    if mention.label == "location" and mention.name.endswith("n") and mention.name[:-1].casefold() in countries:
        return mention.name[:-1]
    if mention.label == "organization":
        return declined(mention.name)
    return mention.name


def _is_genitive(text: str, mention: Mention, plain: set[str]) -> bool:
    """Whether a person's final s is an ending: the plain form is there too, or it stands where a genitive does.

    "Merkels Politik" and "die Politik Angela Merkels" are genitives, "sagte Holger Anders" is none.
    """
    if mention.name.split()[-1] in plain:
        return True
    if _GENITIVE_NOUN.match(text, mention.end):
        return True
    before = _LAST_WORD.search(text[max(0, mention.start - 40) : mention.start])
    if before is None or not before[1][:1].isupper():
        return False
    return not any(head.label == "person" for head in describing_heads(before[1]))


@cache
def _heads() -> list[tuple[str, tuple[str, ...]]]:
    """The nominative ending of adjectives, with the heads it goes with."""
    text = resources.files("flows.resolving").joinpath("heads.yml").read_text("utf-8")
    return [(entry["ending"], tuple(entry["heads"])) for entry in yaml.safe_load(text)]


def declined(name: str) -> str:
    """A name of adjective and noun in the nominative; others stay.

    >>> declined("Bayerischen Rundfunks"), declined("Europäischen Gerichtshofes"), declined("Deutschen Roten Kreuzes")
    ('Bayerischer Rundfunk', 'Europäischer Gerichtshof', 'Deutsches Rotes Kreuz')
    >>> declined("Deutsche Bank"), declined("Schering")
    ('Deutsche Bank', 'Schering')
    """
    words = name.split()
    if len(words) < 2 or _ADJECTIVE.match(words[0]) is None:
        return name
    for ending, heads in _heads():
        for tail in ("", "s", "es") if ending != "e" else ("",):
            noun = words[-1].removesuffix(tail)
            if words[-1].endswith(tail) and noun.casefold().endswith(heads):
                return " ".join([*(_with_ending(word, ending) for word in words[:-1]), noun])
    return name


def _with_ending(word: str, ending: str) -> str:
    return re.sub(r"e[nrsm]?$", ending, word) if word[:1].isupper() else word
