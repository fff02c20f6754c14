"""Where a clause has its finite verb, and whether a main clause has one."""

from __future__ import annotations

from flows.finding.quoting.cues import closed_class, is_first_subjunctive, is_governed_subjunctive
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
_NOT_FINITE = closed_class("not_finite")


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
        if low in FINITE or is_first_subjunctive(low) or is_governed_subjunctive(low):
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
