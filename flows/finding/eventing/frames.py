"""Event frames as the lexicon declares them, and the index from words to the frames they trigger."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from flows.finding.clausing.verbs import VerbForm, form_index
from flows.finding.lexicon import FRAME_FILES, load_lexicon

_ORGANISATION = frozenset({"organization"})
_ACTORS = frozenset({"organization", "location"})
_ANYONE = frozenset({"organization", "person", "location"})
# What may fill a role unless the frame says otherwise.
ROLE_LABELS: dict[str, frozenset[str]] = {
    "partner": _ACTORS,
    "venture": _ORGANISATION,
    "investor": _ANYONE,
    "recipient": frozenset({"organization", "product"}),
    "location": frozenset({"location"}),
    "company": _ORGANISATION,
    "buyer": _ANYONE,
    "acquired": frozenset({"organization", "product"}),
    "seller": _ANYONE,
    "old": _ORGANISATION,
    "new": _ORGANISATION,
    "parent": _ACTORS,
    "child": frozenset({"organization", "product"}),
    "union": _ORGANISATION,
    "person": frozenset({"person"}),
    "organization": _ORGANISATION,
    "product": frozenset({"product"}),
    "supplier": _ORGANISATION,
    "customer": _ACTORS,
    "party": _ANYONE,
    "authority": _ANYONE,
}


@dataclass(frozen=True, eq=False)
class Frame:
    """One entry of `lexicon/events.yml`; the comments there explain the keys."""

    name: str
    type: str
    score: float
    example: str
    expect: dict[str, Any]
    needs: list[list[str]]
    status: str = "announced"
    past: str = "completed"
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    exact: frozenset[str] = frozenset()
    adjectives: tuple[str, ...] = ()
    subject: str = ""
    object: str = ""
    dative: str = ""
    prepositions: dict[str, str] = field(default_factory=dict)
    complements: dict[str, str] = field(default_factory=dict)
    possessor: str = ""
    compound: str = ""
    with_verbs: frozenset[str] = frozenset()
    support: frozenset[str] = frozenset()
    subject_by_verb: dict[str, str] = field(default_factory=dict)  # verb: role
    labels: dict[str, frozenset[str]] = field(default_factory=dict)
    bad_nouns: frozenset[str] = frozenset()
    bad_objects: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    determined_by: frozenset[str] = frozenset()
    needs_one: tuple[str, ...] = ()
    split: str = ""
    pairs: str = ""
    plural: str = ""
    object_owner: str = ""
    names_follow: str = ""
    predicate: str = ""  # role of X in "X is a …"
    sides: tuple[str, ...] = ()  # the two roles of a deal: with one filled, the clause's other company has the other
    implied: str = ""  # role of whom the text speaks of, where nobody else has it
    spoken_of: str = ""  # role of whom the text speaks of where the clause names nobody
    by_means: str = ""  # role of the subject in "mit der Übernahme von Y wächst X"
    takes_sein: bool = False
    reflexive: bool = False
    transitive: bool = False  # with "sich" the verb tells the reverse ("X leiht sich Geld")
    stakes: bool = False
    amount: bool = False
    count: bool = False
    needs_site: bool = False
    goods: bool = False  # the object must be goods, not a company or a part of one
    bad_preps: frozenset[str] = frozenset()  # the noun tells nothing behind these ("im Auftrag von")
    bare_amount: bool = False  # the money is the object, without a preposition
    hints: bool = True  # do its words hint at the event where no frame is filled?
    counted: bool = False  # the object must be so and so many ("20 Züge")
    into: bool = False  # the preposition must tell a way, no place ("an die Börse", not "an der Börse")
    official: bool = False  # the authority must be a court, a prosecutor, a regulator
    deal: bool = False  # the object may be a deal whose parties are meant ("untersagt die Übernahme von X")
    nearby: bool = True  # fill what is left open from the names around (events_slots.yml)

    def role_for(self, role: str, label: str, is_union: bool, is_exchange: bool = False) -> str:
        """The role a filler of this label gets, "" where it cannot fill it."""
        role = _by_label(role, label, is_union)
        if is_exchange:
            return role if (role, self.type) == ("location", "ipo") else ""
        allowed = self.labels.get(role) or ROLE_LABELS.get(role, frozenset())
        return role if label in allowed else ""


def _by_label(role: str, label: str, is_union: bool) -> str:
    first, _, second = role.partition("_or_")
    if role == "union_or_company":
        return "union" if is_union else "company"
    if role == "company" and is_union:
        return ""
    if not second:
        return role
    if label in ROLE_LABELS.get(first, ()):
        return first
    return second


def _frame(entry: dict[str, Any]) -> Frame:
    values = dict(entry)
    for key in ("verbs", "nouns", "adjectives", "needs_one", "sides"):
        values[key] = tuple(values.get(key, ()))
    for key in ("exact", "with_verbs", "support", "bad_nouns", "bad_objects", "adverbs", "determined_by", "bad_preps"):
        values[key] = frozenset(values.get(key, ()))
    values["labels"] = {role: frozenset(labels) for role, labels in values.get("labels", {}).items()}
    values["subject_by_verb"] = {
        verb: role for role, verbs in values.get("subject_by_verb", {}).items() for verb in verbs
    }
    return Frame(**values)


@cache
def frames() -> tuple[Frame, ...]:
    return tuple(_frame(entry) for name in FRAME_FILES for entry in load_lexicon(name))


@cache
def verb_triggers(hints: bool = True) -> dict[str, tuple[tuple[Frame, VerbForm], ...]]:
    """Written form: the frames it triggers and how it is to be read; with `hints` only of those whose words hint."""
    triggers: dict[str, list[tuple[Frame, VerbForm]]] = defaultdict(list)
    for frame in _hinting(hints):
        for form, readings in form_index(frame.verbs).items():
            triggers[form].extend((frame, reading) for reading in readings)
    return {form: tuple(found) for form, found in triggers.items()}


def _hinting(hints: bool) -> list[Frame]:
    return [frame for frame in frames() if frame.hints or not hints]


class _NounIndex:
    """Frames by a noun's last part, so that compounds are found too."""

    def __init__(self, hints: bool) -> None:
        self.exact: dict[str, list[Frame]] = defaultdict(list)
        self._suffix: dict[str, list[tuple[str, Frame]]] = defaultdict(list)
        self.seen: dict[str, tuple[Frame, ...]] = {}
        for frame in _hinting(hints):
            for noun in frame.exact:
                for form in _noun_forms(noun):
                    self.exact[form].append(frame)
            for noun in frame.nouns:
                for form in _noun_forms(noun):
                    self._suffix[form[-3:]].append((form, frame))

    def find(self, low: str) -> tuple[Frame, ...]:
        if low not in self.seen:
            if len(self.seen) > 200_000:  # a bound on memory over a long run
                self.seen.clear()
            self.seen[low] = self._find(low)
        return self.seen[low]

    def _find(self, low: str) -> tuple[Frame, ...]:
        found: dict[str, Frame] = {frame.name: frame for frame in self.exact.get(low, ())}
        for form, frame in self._suffix.get(low[-3:], ()):
            if (
                low.endswith(form)
                and low not in frame.bad_nouns
                and not low.endswith(tuple(frame.bad_nouns or ("\0",)))
            ):
                found[frame.name] = frame
        return tuple(found.values())


def _noun_forms(noun: str) -> set[str]:
    """The noun with the endings that its cases and numbers may add."""
    forms = {noun, noun + "s", noun + "es"}
    if noun.endswith(("e", "el", "er")):
        forms.add(noun + "n")
    elif noun.endswith(("ion", "ung", "schaft", "heit", "keit", "enz", "it")):
        forms.add(noun + "en")
    elif noun.endswith(("ik", "eich")):
        forms.add(noun + "e")
    return forms


@cache
def noun_triggers(hints: bool = True) -> _NounIndex:
    return _NounIndex(hints)


@cache
def adjective_triggers() -> dict[str, Frame]:
    """Predicate and attributive forms of adjectives that tell an event ("insolvent", "insolvente")."""
    return {
        adjective + ending: frame
        for frame in frames()
        for adjective in frame.adjectives
        for ending in ("", "e", "en", "er", "es", "em")
    }


def frame_of(kind: str, low: str) -> Frame:
    """A frame of this type that the word triggers; a plain one where the lexicon has none."""
    told = (*(frame for frame, _ in verb_triggers(hints=False).get(low, ())), *noun_triggers(hints=False).find(low))
    return next((frame for frame in told if frame.type == kind), _plain(kind))


@cache
def _plain(kind: str) -> Frame:
    return Frame(name=kind, type=kind, score=0.5, example="", expect={}, needs=[])
