"""Where a clause has its finite verb, and whether a main clause has one."""

from __future__ import annotations

from flows.finding.quoting.cues import closed_class, is_first_subjunctive, is_governed_subjunctive, is_strong_past
from flows.finding.quoting.words import Clause, Words

FINITE = closed_class("finite")
SUBORDINATORS = closed_class("subordinators")
_RELATIVE = frozenset(["der", "die", "das", "welcher", "welche", "welches"])
_CONDITIONS = closed_class("conditions")
_BEFORE_CONDITIONS = frozenset(["selbst", "auch", "nur", "erst", "und", "aber", "doch", "immer", "vor"])
_DEPENDENT = (
    SUBORDINATORS
    | _RELATIVE
    | _CONDITIONS
    | frozenset(["wo", "was", "wer", "welchem", "welchen", "deren", "um", "ohne"])
)
_RELATIVE_AFTER = closed_class("relatives")
_DETERMINERS = closed_class("determiners")
_NO_VERBS = closed_class("ends_in_e")
_SUBJECTS = frozenset(["er", "sie", "es", "man", "das", "dies", "dieser", "jeder", "niemand", "auch"])
_BEHIND_VERB = (
    closed_class("nominative")
    | closed_class("other_cases")
    | closed_class("prepositions")
    | closed_class("behind_verbs")
    | frozenset(["er", "sie", "es", "man"])
)
_NOT_FINITE = closed_class("not_finite")


def is_reporting_form(words: Words, at: int, end: int) -> bool:
    """A word in -e where only a verb can stand, so that it is a first subjunctive: "das Haus äußere sich nicht"."""
    low = words.lows[at]
    if len(low) < 4 or not low.endswith("e") or low.endswith(("te", "ße", "weise")) or not words.words[at].islower():
        return False
    if low in _NO_VERBS or not low.isalpha():
        return False
    before = words.lows[at - 1]
    if not (words.is_noun(at - 1) or before in _SUBJECTS or words.run_of[at - 1] >= 0 or before in (")", ",")):
        return False
    following = words.lows[at + 1] if at + 1 < end else ""
    return following in _BEHIND_VERB


def has_finite(words: Words, first: int, end: int) -> bool:
    """Does a main clause in these tokens have its verb? Relative and subordinate clauses do not count."""
    return any(
        clause_verb(words, clause) is not None
        for clause in words.clauses(first, end)
        if not (words.lows[clause.first] in _DEPENDENT and (clause.opener or words.lows[clause.first] not in _RELATIVE))
        and not (
            clause.end - clause.first > 1
            and words.lows[clause.first + 1] in _CONDITIONS
            and words.lows[clause.first] in _BEFORE_CONDITIONS
        )
        and not (
            clause.end - clause.first > 1 and words.lows[clause.first + 1] in _RELATIVE_AFTER and clause.opener == ","
        )
    )


def clause_verb(words: Words, clause: Clause, *, opening: bool = False) -> int | None:
    """The first word of a clause that looks like its finite verb; `opening`: it may be the first word."""
    for at in range(clause.first, clause.end):
        low = words.lows[at]
        if words.run_of[at] >= 0 or (words.words[at][:1].isupper() and (opening or at != clause.first)):
            continue
        if low in FINITE or is_strong_past(low) or is_first_subjunctive(low) or is_governed_subjunctive(low):
            return at
        if at > clause.first and is_reporting_form(words, at, clause.end):
            return at
        if (
            len(low) > 3
            and low.endswith(("t", "te", "ten"))
            and low not in _NOT_FINITE
            and (at > clause.first or opening)
        ):
            before = words.lows[at - 1] if at else ""
            if before not in _DETERMINERS and not (
                at + 1 < clause.end
                and words.words[at + 1][:1].isupper()
                and low.endswith("te")
                and before.endswith("e")
            ):
                return at
    return None
