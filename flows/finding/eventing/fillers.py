"""Who is meant by a phrase: a name, the name in a compound, or the antecedent of "der Konzern" and "er"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.words import Words
from flows.finding.lexicon import load_lexicon
from flows.finding.records import Mention


@dataclass(frozen=True, slots=True)
class Filler:
    """A mention that a phrase stands for, and how sure that is."""

    mention: Mention
    certainty: float
    chunk: Chunk


@cache
def _nouns(group: str) -> tuple[str, ...]:
    return tuple(load_lexicon("events_nouns")[group].split())


@cache
def stands_for_company(noun: str) -> bool:
    """Does a compound with this last part still mean the company ("Siemens-Konzern")?"""
    return noun.endswith(_nouns("company_heads"))


@cache
def describes_company(noun: str) -> bool:
    """ "der Konzern", "der Autohersteller", "die Bank": stands for an organisation named elsewhere."""
    return noun.endswith(_nouns("company_nouns")) and not noun.endswith(_nouns("no_company_nouns"))


@cache
def describes_person(noun: str) -> bool:
    return noun.endswith(_nouns("person_nouns"))


@cache
def describes_staff(noun: str) -> bool:
    return noun.endswith(_nouns("staff_nouns"))


@cache
def is_stake(noun: str) -> bool:
    return noun.endswith(_nouns("stake_nouns"))


@cache
def is_part(noun: str) -> bool:
    """A part of a company that is sold or split off without a name of its own ("die Windsparte von X")."""
    return noun.endswith(_nouns("part_nouns"))


@cache
def is_site(noun: str) -> bool:
    return noun.endswith(_nouns("site_nouns"))


@cache
def _unions() -> frozenset[str]:
    return frozenset(load_lexicon("events_nouns")["unions"])


def is_union(mention: Mention, chunk: Chunk | None = None) -> bool:
    """A trade union, by its name or the noun in front of it.

    >>> is_union(Mention("organization", 0, 5, "Verdi", 1.0, "doctest"))
    True
    """
    low = mention.name.lower()
    if low in _unions() or low.endswith("gewerkschaft") or low.startswith("gewerkschaft"):
        return True
    return chunk is not None and chunk.noun.endswith("gewerkschaft")


class Resolver:
    """Finds the mentions a phrase stands for, within one document."""

    def __init__(self, doc: Doc, words: Words) -> None:
        self.doc, self.words = doc, words

    def fillers(self, chunk: Chunk, labels: frozenset[str] | None = None) -> list[Filler]:
        """Mentions for a phrase and for all that is coordinated with it; empty where nobody can tell."""
        found: list[Filler] = []
        for member in chunk.members():
            found.extend(self._one(member, labels))
        return found

    def _one(self, chunk: Chunk, labels: frozenset[str] | None) -> list[Filler]:
        if chunk.kind == "name" and chunk.mention is not None:
            return [Filler(chunk.mention, 1.0, chunk)]
        if chunk.kind == "noun":
            for mention, tail in chunk.modifiers:
                if tail and stands_for_company(tail) and chunk.nouns and chunk.nouns[-1] == tail:
                    return [Filler(mention, 0.9, chunk)]
            if any(tail for _, tail in chunk.modifiers):
                return []
            if not chunk.noun or not (describes_company(chunk.noun) or describes_person(chunk.noun)):
                return []
            if chunk.det in ("ein", "eine", "einen", "einem", "einer", "eines", "kein", "keine", ""):
                return []
            if self._owned(chunk):
                return []
        elif chunk.kind != "pronoun" or chunk.noun not in ("er", "sie", "es", "ihm", "ihn"):
            return []
        mention = self._antecedent(chunk, labels)
        return [Filler(mention, 0.65 if chunk.kind == "noun" else 0.55, chunk)] if mention is not None else []

    def _owned(self, chunk: Chunk) -> bool:
        return chunk.det.startswith(("sein", "ihr", "deren", "dessen"))

    def _antecedent(self, chunk: Chunk, labels: frozenset[str] | None) -> Mention | None:
        return nearest_antecedent(self.doc, self.words, chunk, labels)


def nearest_antecedent(
    doc: Doc, words: Words, chunk: Chunk, labels: frozenset[str] | None
) -> Mention | None:
    """The last name before a description that it can stand for, no more than two sentences back."""
    person = describes_person(chunk.noun) if chunk.kind == "noun" else chunk.noun in ("er", "ihm", "ihn")
    start = words.starts[chunk.first]
    best: Mention | None = None
    for mention in doc._.mentions:
        if mention.start >= start:
            break
        if mention.label == "organization" and (not person or chunk.kind == "pronoun"):
            best = mention
        elif mention.label == "person" and chunk.kind == "pronoun" and chunk.noun != "es":
            best = mention
        elif mention.label == "person" and person and chunk.kind == "noun":
            best = mention
    if best is None or start - best.start > 400:
        return None
    if labels is not None and best.label not in labels:
        return None
    return best
