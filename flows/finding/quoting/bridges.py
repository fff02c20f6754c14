"""Clauses that an aside cuts in two ("gab der Chef, Peter Weber, bekannt, dass …"), put together again."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from flows.finding.quoting.cues import closed_class, cue_forms, is_finite_cue

if TYPE_CHECKING:
    from flows.finding.quoting.words import Clause, Words

_FINITE = closed_class("finite")
_HAVE = frozenset(["hat", "haben", "hatte", "hatten", "habe", "hätte", "hätten", "wird", "wurde", "wurden", "werden"])
_OPENS_ASIDE = closed_class("relatives_and_places") | closed_class("subordinators")
_OPENS_TOLD = frozenset(["wie", "nachdem", "während", "obwohl", "weil"])
_FARTHEST = 4  # clauses from the first half to the second
_LONGEST_REST = 14  # tokens of the second half


@cache
def _particles(form: str) -> frozenset[str]:
    """Prefixes that a finite form of a verb of saying can wait for."""
    return frozenset(cue.particle for cue in cue_forms().get(form, ()) if cue.particle)


def bridged(words: Words, clauses: list[Clause]) -> list[Clause]:
    """The clauses, with both halves of one around an aside as a single clause."""
    found: list[Clause] = []
    number = 0
    while number < len(clauses):
        last = _second_half(words, clauses, number)
        if last is None:
            found.append(clauses[number])
            number += 1
        else:
            first = clauses[number]
            found.append(type(first)(first.first, clauses[last].end, first.opener))
            number = last + 1
    return found


def _second_half(words: Words, clauses: list[Clause], number: int) -> int | None:
    waits = None
    if number + 1 < len(clauses) and _lost_comma(words, clauses[number], clauses[number + 1]):
        return number + 1
    for later in range(number + 2, min(number + 1 + _FARTHEST, len(clauses))):
        clause = clauses[later]
        if clause.opener not in (",", "–", "-", "—") or not _is_aside(words, clauses[later - 1]):
            return None
        if waits is None:
            waits = _Waits(words, clauses[number])
        if clause.end - clause.first <= _LONGEST_REST and waits.ends_in(clause):
            return later
    return None


def _lost_comma(words: Words, clause: Clause, following: Clause) -> bool:
    """ "…, wie Weber, Chef des Werks mitteilte": the comma behind the apposition is lost."""
    if words.lows[clause.first] != "wie" or following.opener != "," or words.lows[following.first] in _OPENS_ASIDE:
        return False
    waits = _Waits(words, clause)
    return waits.verb and following.end - following.first <= _LONGEST_REST and waits.ends_in(following)


class _Waits:
    """What the first half lacks: a prefix, a participle, or its verb of saying."""

    def __init__(self, words: Words, clause: Clause) -> None:
        self.words = words
        tokens = [at for at in range(clause.first, clause.end) if words.run_of[at] < 0]
        lows = [words.lows[at] for at in tokens]
        present = set(lows)
        self.particles = {
            particle for low in lows for particle in _particles(low) if not present.intersection((particle,))
        }
        last = lows[-1] if lows else ""
        # Its second verb is there: "wird Mühe erfordern", "hat gesagt".
        closed = last.endswith(("en", "ern", "eln")) or (last.startswith("ge") and last.endswith("t"))
        self.participle = bool(present & _HAVE) and last not in cue_forms() and not closed
        first = next((low for low in lows if low not in ("und", "aber", "denn", "auch", "so")), "")
        self.verb = first in _OPENS_TOLD and not any(low in _FINITE or is_finite_cue(low) for low in lows)

    def ends_in(self, clause: Clause) -> bool:
        words = self.words
        lows = words.lows
        last = words.content_end(clause.first, clause.end) - 1
        if last < clause.first or words.run_of[last] >= 0 or not words.words[last].islower():
            return False
        if any(lows[at] in _FINITE for at in range(clause.first, last)):
            return False
        if lows[last] in self.particles:
            return True
        if self.participle and any(cue.kind == "participle" for cue in cue_forms().get(lows[last], ())):
            return True
        return self.verb and is_finite_cue(words.words[last])


def _is_aside(words: Words, clause: Clause) -> bool:
    """An apposition, a relative or a subordinate clause."""
    lows = words.lows[clause.first : clause.first + 2]
    if any(low in _OPENS_ASIDE for low in lows):
        return True
    return not any(
        words.lows[at] in _FINITE or is_finite_cue(words.words[at])
        for at in range(clause.first, clause.end)
        if words.run_of[at] < 0
    )
