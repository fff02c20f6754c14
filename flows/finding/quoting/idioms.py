"""Verbs that speak only together with another word: "gab zu Protokoll", "zeigte sich überzeugt"."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from flows.finding.lexicon import load_lexicon
from flows.finding.quoting.cues import Cue, in_switzerland, verb_forms
from flows.finding.quoting.words import Clause, Words

_TAKES = frozenset(["said", "that", "to"])
_HAVE = frozenset(["hat", "haben", "hatte", "hatten", "habe", "hätte", "hätten", "ist", "war", "sei"])
_BE = {"sind": "finite", "waren": "finite", "sei": "finite", "seien": "finite"}  # what the rules do not build of "sein"


@dataclass(frozen=True, slots=True)
class _Idiom:
    phrase: tuple[str, ...]  # lower case
    forms: dict[str, Cue]


@dataclass(frozen=True, slots=True)
class Spoken:
    """An idiom in its clause: the tokens of the verb and of the finite verb."""

    at: int
    finite: int
    cue: Cue


@cache
def _idioms() -> dict[str, tuple[_Idiom, ...]]:
    """The idioms by the first word of their phrase."""
    found: dict[str, list[_Idiom]] = defaultdict(list)
    lexicon = load_lexicon("speech")
    for entry in [*lexicon["idioms"], *lexicon["impersonal"]]:
        forms: dict[str, Cue] = {}
        for verb, parts in entry["verbs"].items():
            forms.update(_forms(verb, parts))
        for phrase in entry["with"]:
            parts = tuple(phrase.lower().split())
            found[parts[0]].append(_Idiom(parts, forms))
    return {first: tuple(idioms) for first, idioms in found.items()}


def _forms(verb: str, parts: list[str]) -> dict[str, Cue]:
    forms: dict[str, Cue] = {}
    for kind, written in verb_forms(verb, parts).items():
        reading = "finite" if kind in ("present", "past", "subjunctive") else kind
        for form in in_switzerland(written):
            if form not in forms or reading == "finite":
                forms[form] = Cue(verb, _TAKES, reading)
    if verb == "sein":
        forms.update({form: Cue(verb, _TAKES, kind) for form, kind in _BE.items()})
    return forms


def find_idiom(words: Words, clause: Clause) -> Spoken | None:
    """The first idiom of a clause; its phrase stands at the clause's end, or before the verb that does."""
    idioms = _idioms()
    for at in range(clause.first + 1, clause.end):
        for idiom in idioms.get(words.lows[at], ()):
            stop = at + len(idiom.phrase)
            if words.run_of[at] < 0 and stop <= clause.end and tuple(words.lows[at:stop]) == idiom.phrase:
                spoken = _verb_of(words, clause, idiom, at, stop)
                if spoken is not None:
                    return spoken
    return None


def _verb_of(words: Words, clause: Clause, idiom: _Idiom, at: int, stop: int) -> Spoken | None:
    last = words.content_end(clause.first, clause.end)
    if stop < last:  # "überzeugt gezeigt hat", "überzeugt zeigte"
        cue = idiom.forms.get(words.lows[stop])
        if cue is None or last - stop > 2:
            return None
        if cue.kind == "finite":
            return Spoken(stop, stop, cue)
        auxiliary = next((i for i in range(clause.first, last) if words.lows[i] in _HAVE), None)
        return Spoken(stop, auxiliary, cue) if auxiliary is not None and cue.kind == "participle" else None
    for i in range(clause.first, at):
        cue = idiom.forms.get(words.lows[i])
        if cue is not None and cue.kind == "finite" and words.run_of[i] < 0:
            return Spoken(i, i, cue)
    return None
