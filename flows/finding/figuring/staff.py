"""How many people an organisation employs."""

from __future__ import annotations

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.eventing.slots import people_number
from flows.finding.eventing.status import clause_verbs
from flows.finding.figuring.metrics import Metric, word_set
from flows.finding.figuring.values import Level

_EMPLOYEES = Metric("employees")


def staff_levels(sentence: Sentence, clause: Clause) -> list[Level]:
    """ "beschäftigt 12.000 Mitarbeiter", "mit 300 Mitarbeitern", "die 300 Mitarbeiter von X"."""
    words = sentence.words
    verbs = set(clause_verbs(words, clause))
    lows = {words.lows[at] for at in clause.tokens()}
    if verbs & word_set("staff_blockers"):
        return []
    if lows & {"haben", "hat", "hatte", "hatten"} and not clause.nonfinite:
        verbs.add("haben")
    if "beschäftigt" in lows:
        verbs.add("beschäftigen")
    levels = []
    for chunk in (*clause.chunks, *clause.asides):
        if chunk.kind != "noun" or not chunk.nouns or not _is_staff(chunk):
            continue
        number = people_number(words, chunk)
        if number is None:
            continue
        score = _score(sentence, chunk, verbs)
        if score:
            levels.append(Level(_EMPLOYEES, chunk, chunk, number.value_min, number.value_max, "people", False, score))
    return levels[:1]


def _is_staff(chunk: Chunk) -> bool:
    return chunk.nouns[0] in word_set("staff_nouns") or chunk.nouns[-1] in word_set("staff_nouns")


def _score(sentence: Sentence, chunk: Chunk, verbs: set[str]) -> float:
    before = sentence.words.lows[max(sentence.start, chunk.first - 2) : chunk.first]
    if any(low in ("davon", "darunter", "betroffen", "weitere") for low in before):
        return 0.0
    plain = chunk.nouns[0] not in ("menschen", "leute", "leuten", "personen")
    if verbs & {"beschäftigen", "zählen", "verfügen"}:
        return 0.85
    if "arbeiten" in verbs and chunk.prep == "":
        return 0.75
    if chunk.prep == "mit" and plain:
        return 0.75
    if "haben" in verbs and plain and not chunk.prep:
        return 0.75
    return 0.6 if chunk.det in ("der", "die", "den") and plain and chunk.prep in ("", "von") else 0.0
