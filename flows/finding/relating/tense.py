"""Whether a clause says what is so now, what has come to be, or neither."""

from __future__ import annotations

from flows.finding.clausing.segments import Clause
from flows.finding.clausing.verbs import HABEN, MODALS, SEIN, WERDEN
from flows.finding.clausing.words import Words, verb_forms
from flows.finding.eventing.status import clause_verbs

_NOT = frozenset(["nicht", "nie", "niemals", "kaum", "keineswegs", "beinahe", "fast", "angeblich"])
_UNREAL = frozenset(["würde", "würden", "wäre", "wären", "hätte", "hätten"])
_ONCE = frozenset(["früher", "einst", "ehemals", "damals", "bis", "zuletzt", "bislang", "bisher", "zuvor", "vormals"])
_PERFECT = HABEN | SEIN | {"wurde", "wurden"}
_SAYS_NOW = frozenset(
    [
        "ist",
        "sind",
        "sei",
        "seien",
        "hat",
        "haben",
        "habe",
        "bleibt",
        "bleiben",
        "wird",
        "werden",
        "heißt",
        "heisst",
        "heißen",
        "heissen",
    ]
)


def denied(words: Words, clause: Clause) -> bool:
    """Negated, wished or supposed."""
    lows = {words.lows[at] for at in clause.tokens()}
    if lows & _NOT or any(low.startswith("kein") for low in lows):
        return True
    return bool(set(clause.auxiliaries) & (MODALS | _UNREAL))


def is_so(words: Words, clause: Clause, verb: str) -> bool:
    """The verb stands in the present: what it says holds as the text is written."""
    if clause.auxiliaries or verb not in clause_verbs(words, clause):  # first, since it rules out most
        return False
    if not _stands_in(words, clause, verb, ("present", "subjunctive")):
        return False
    return not denied(words, clause) and not _once(words, clause)


def has_become(words: Words, clause: Clause, verb: str) -> bool:
    """The verb stands in the past or perfect: what it says has happened."""
    if clause.auxiliaries:
        told = verb in clause_verbs(words, clause) and not _PERFECT.isdisjoint(clause.auxiliaries)
    else:
        told = _stands_in(words, clause, verb, ("past",))
    return told and not denied(words, clause)


def _stands_in(words: Words, clause: Clause, verb: str, tenses: tuple[str, ...]) -> bool:
    return any(
        reading.verb == verb and reading.kind in tenses
        for at in clause.finite
        for reading in verb_forms().get(words.lows[at], ())
    )


def is_state(words: Words, clause: Clause) -> bool:
    """ "ist", "bleibt", "hat" in the present, not "war" or "hatte"."""
    lows = {words.lows[at] for at in clause.finite} | set(clause.auxiliaries)
    if not lows & _SAYS_NOW or lows & {"war", "waren", "hatte", "hatten", "wurde", "wurden"}:
        return False
    return not denied(words, clause) and not _once(words, clause)


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
