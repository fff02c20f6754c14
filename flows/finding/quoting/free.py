"""Sentences in the reporting subjunctive without a word of saying: "Die Halle sei modern."."""

from __future__ import annotations

from collections.abc import Callable

from flows.finding.quoting.content import has_subjunctive, mostly_marked, subjunctive_at, verb_last
from flows.finding.quoting.cues import (
    closed_class,
    is_closed_subjunctive,
    is_first_subjunctive,
    is_second_subjunctive,
)
from flows.finding.quoting.saying import find_saying, first_person
from flows.finding.quoting.speakers import PREPOSITIONS
from flows.finding.quoting.verbs import FINITE, clause_verb
from flows.finding.quoting.words import Clause, Words

_SUBORDINATE = closed_class("subordinate")
_RELATIVE = closed_class("relatives_and_places")
_OPENS_ASIDE = closed_class("subordinators") | closed_class("conditions")
_RELATIVES = closed_class("relatives")
_REASONS = frozenset(["weil", "da", "obwohl", "nachdem", "zumal", "wobei", "ob"])
_MOST_CLAUSES = 60  # more commas than that make a list, no sentence


def _supposed(words: Words, clause: Clause) -> bool:
    """ "soll … gewesen sein": "sollen" with a past infinitive is always hearsay."""
    lows = words.lows
    if not any(lows[i] in ("soll", "sollen") and words.run_of[i] < 0 for i in range(clause.first, clause.end)):
        return False
    last = words.content_end(clause.first, clause.end) - 1
    if lows[last] not in ("haben", "sein") or last - 1 <= clause.first:
        return False
    return lows[last - 1].endswith(("t", "en", "tan", "an")) and words.words[last - 1].islower()


def free_report(
    words: Words, clauses: list[Clause], first: int, end: int, *, speaking: Callable[[str], bool]
) -> int | None:
    """Where a report begins that has no word of saying; `speaking` tells of a verb whether it goes on with speech."""
    if any(words.lows[at] in ("ich", "mich", "mir") and words.run_of[at] < 0 for at in range(first, end)):
        return None
    for number, clause in enumerate(clauses):
        low = words.lows[clause.first]
        if (low in _SUBORDINATE and (low != "als" or verb_last(words, clause))) or (
            low in _RELATIVE and number and verb_last(words, clause)
        ):
            continue
        if _compares(words, clause):
            continue
        if not _reports(words, clause, speaking):
            continue
        begin = clause.first if clause.opener == ":" or _told_plainly(words, clauses[:number]) else first
        return None if mostly_marked(words, begin, end) else begin
    return None


def dependent_report(words: Words, clauses: list[Clause], first: int) -> int | None:
    """Number of the first dependent clause that its subjunctive makes a report: "…, weil er krank sei", "…, der fehle".

    0 where the main clause is reported with it: "Die Leute müssten gehen, weil er krank sei".
    """
    for number, clause in enumerate(clauses[1:], start=1):
        if clause.opener == "," and _depends(words, clause) and _is_told(words, clause, clauses[:number], first):
            return 0 if has_subjunctive(words, clauses[:number], governed=True) else number
    return None


def _depends(words: Words, clause: Clause) -> bool:
    low = words.lows[clause.first]
    if low in _RELATIVE:
        return words.is_noun(clause.first - 2) or words.run_of[clause.first - 2] >= 0
    if low in _REASONS or low in ("dass", "daß"):
        return True
    return clause.end - clause.first > 2 and low in PREPOSITIONS and words.lows[clause.first + 1] in _RELATIVES


def _is_told(words: Words, clause: Clause, before: list[Clause], first: int) -> bool:
    """Does the clause end in a first subjunctive, or in a second one where somebody speaks?"""
    last = words.content_end(clause.first, clause.end) - 1
    low = words.lows[last]
    if not words.words[last].islower() or words.run_of[last] >= 0 or low == "möge":
        return False
    if is_first_subjunctive(low):
        return True
    return is_second_subjunctive(low) and any(find_saying(words, each, first) is not None for each in before)


def _compares(words: Words, clause: Clause) -> bool:
    """ "…, als sei nichts geschehen", "…, ohne dass er es wolle"."""
    low, following = words.lows[clause.first], words.lows[clause.first + 1] if clause.end - clause.first > 1 else ""
    if low == "als":
        return is_first_subjunctive(following)
    return following in ("dass", "daß") and low in ("ohne", "als", "statt", "anstatt")


def _reports(words: Words, clause: Clause, speaking: Callable[[str], bool]) -> bool:
    at = subjunctive_at(words, clause, second=True)
    if at is not None and (_plain(words, clause, at) or speaking(words.lows[at])):
        return True
    return _supposed(words, clause) and speaking("sei")


def _told_plainly(words: Words, clauses: list[Clause]) -> bool:
    """Is the last of these a main clause in the indicative: "Er wurde entlassen, | er habe gestohlen"?"""
    if not clauses:
        return False
    last = clauses[-1]
    if words.lows[last.first] in _SUBORDINATE | _RELATIVE | _OPENS_ASIDE:
        return False
    verb = clause_verb(words, last)
    return verb is not None and words.lows[verb] in FINITE and verb < words.content_end(last.first, last.end) - 1


def speaks(words: Words, first: int, end: int) -> bool:
    """Does a sentence say that somebody speaks, whatever he says: "Vogt kritisierte die Pläne."?"""
    clauses = words.clauses(first, end)[:_MOST_CLAUSES]
    sayings = (find_saying(words, clause, first) for clause in clauses)
    return any(saying is not None and not first_person(words, saying) for saying in sayings)


def _plain(words: Words, clause: Clause, at: int) -> bool:
    """Outside of a speech only the forms that nothing else looks like, or what "man" or a colon tells."""
    low = words.lows[at]
    if is_closed_subjunctive(low):
        return low != "möge"
    beside = words.lows[max(clause.first, at - 1) : at + 2]
    return is_first_subjunctive(low) and ("man" in beside or clause.opener == ":")
