"""Whether a clause says what is so now, what has come to be, or neither."""

from __future__ import annotations

from flows.finding.clausing.segments import Clause
from flows.finding.clausing.verbs import HABEN, MODALS, SEIN, WERDEN
from flows.finding.clausing.words import Words, verb_forms
from flows.finding.eventing.status import clause_verbs

_NOT = frozenset(["nicht", "nie", "niemals", "kaum", "keineswegs", "beinahe", "fast", "angeblich"])
_UNREAL = frozenset(["würde", "würden", "wäre", "wären", "hätte", "hätten"])
_ONCE = frozenset(["früher", "einst", "ehemals", "damals", "bis", "zuletzt", "bislang", "bisher", "zuvor", "vormals"])
_SAYS_NOW = frozenset(["ist", "sind", "sei", "seien", "hat", "haben", "habe", "bleibt", "bleiben", "wird", "werden"])


def denied(words: Words, clause: Clause) -> bool:
    """Negated, wished or supposed."""
    lows = {words.lows[at] for at in clause.tokens()}
    if lows & _NOT or any(low.startswith("kein") for low in lows):
        return True
    return bool(set(clause.auxiliaries) & (MODALS | _UNREAL))


def is_so(words: Words, clause: Clause, verb: str) -> bool:
    """The verb stands in the present: what it says holds as the text is written."""
    if denied(words, clause) or _once(words, clause):
        return False
    if clause.auxiliaries or verb not in clause_verbs(words, clause):
        return False
    return any(
        reading.verb == verb and reading.kind in ("present", "subjunctive")
        for at in clause.finite
        for reading in verb_forms().get(words.lows[at], ())
    )


def has_become(words: Words, clause: Clause, verb: str) -> bool:
    """The verb stands in the past or perfect: what it says has happened."""
    if denied(words, clause):
        return False
    if clause.auxiliaries:
        return verb in clause_verbs(words, clause) and bool(
            set(clause.auxiliaries) & (HABEN | SEIN | {"wurde", "wurden"})
        )
    return any(
        reading.verb == verb and reading.kind == "past"
        for at in clause.finite
        for reading in verb_forms().get(words.lows[at], ())
    )


def is_state(words: Words, clause: Clause) -> bool:
    """ "ist", "bleibt", "hat" in the present, not "war" or "hatte"."""
    if denied(words, clause) or _once(words, clause):
        return False
    lows = {words.lows[at] for at in clause.finite} | set(clause.auxiliaries)
    return bool(lows & _SAYS_NOW) and not lows & {"war", "waren", "hatte", "hatten", "wurde", "wurden"}


def is_passive(clause: Clause) -> bool:
    return bool(set(clause.auxiliaries) & (WERDEN | {"worden"}))


def _once(words: Words, clause: Clause) -> bool:
    """ "bis 2019", "früher": it is over; "bis 2019" only in front of a year."""
    lows = [words.lows[at] for at in clause.tokens()]
    for at, low in enumerate(lows):
        if low == "bis":
            if at + 1 < len(lows) and (
                lows[at + 1][:2] in ("19", "20") or lows[at + 1] in ("zum", "vor", "ende", "mai")
            ):
                return True
        elif low in _ONCE:
            return True
    return False
