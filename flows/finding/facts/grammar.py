"""What the clause grammar says of a candidate, alone and around an anchor: preposition, case, part in the clause."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.eventing.roles import sides
from flows.finding.model.features import Floats

_PREPOSITIONS = ("von", "durch", "an", "mit", "bei", "zu", "aus", "in", "für", "gegen", "nach", "um", "auf", "other")
# What each number says; their order is that of the network's inputs: a change needs new weights.
PHRASE = (*_PREPOSITIONS, "subject", "object", "dative", "genitive", "compound")
AROUND = ("same", "above", "below", "subject", "object", "dative", "antecedent", "behind", "before", "within")
_OF_PHRASE = {name: column for column, name in enumerate(PHRASE)}
_OF_AROUND = {name: column for column, name in enumerate(AROUND)}
_CHAIN = 4  # phrases between a noun and one that hangs on it

_NOTHING: Floats = np.zeros(len(PHRASE), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an anchor stands: its clause with what that says bare, and its phrase."""

    clause: Clause | None
    bare: dict[int, str]  # phrase → its part
    chunk: Chunk | None


class Grammar:
    """One sentence's phrases and clauses; candidates and anchors are named by the offset of their first character."""

    def __init__(self, parsed: Sentence) -> None:
        self._parsed = parsed
        self._chunks: dict[int, tuple[Chunk, bool]] = {}
        starts = parsed.words.starts
        for chunk in parsed.chunks:
            for mention, tail in chunk.modifiers:
                self._chunks.setdefault(mention.start, (chunk, bool(tail)))
            for each in (chunk.mention, chunk.amount, chunk.date):
                if each is not None:
                    self._chunks[each.start] = (chunk, False)
            self._chunks.setdefault(starts[chunk.head], (chunk, False))
        self._parts: dict[int, dict[int, str]] = {}  # clause → its bare phrases
        self._rows: dict[int, Floats] = {}
        self._places: dict[int, _Place] = {}

    def phrase(self, start: int) -> Floats:
        """PHRASE: the candidate's preposition and what it is in its own clause."""
        if start not in self._rows:
            self._rows[start] = self._phrase(start)
        return self._rows[start]

    def _phrase(self, start: int) -> Floats:
        if start not in self._chunks:
            return _NOTHING
        chunk, compound = self._chunks[start]
        row = np.zeros(len(PHRASE), dtype=np.float32)
        if chunk.prep:
            row[_OF_PHRASE[chunk.prep if chunk.prep in _PREPOSITIONS else "other"]] = 1
        row[_OF_PHRASE["genitive"]] = chunk.genitive
        row[_OF_PHRASE["compound"]] = compound
        clause = self._parsed.clause_at(chunk.head)
        if clause is not None and chunk.bare:
            part = self._bare(clause).get(id(chunk))
            if part is not None:
                row[_OF_PHRASE[part]] = 1
        return row

    def around(self, anchor: int, candidate: int) -> Floats:
        """AROUND: how the candidate's phrase stands to the anchor's clause and phrase."""
        row = np.zeros(len(AROUND), dtype=np.float32)
        if candidate not in self._chunks:
            return row
        place = self._place(anchor)
        chunk, _ = self._chunks[candidate]
        holds = {}
        if place.clause is not None:
            clause = self._parsed.clause_at(chunk.head)
            antecedent = place.clause.antecedent
            holds = {
                "same": clause is place.clause,
                "above": clause is not None and clause is place.clause.parent,
                "below": clause is not None and clause.parent is place.clause,
                place.bare.get(id(chunk), ""): True,
                "antecedent": antecedent is not None and any(chunk is each for each in antecedent.members()),
            }
        if place.chunk is not None:
            holds["behind"] = _hangs_on(chunk, place.chunk)
            holds["before"] = _hangs_on(place.chunk, chunk)
            holds["within"] = chunk is place.chunk
        for name, true in holds.items():
            if true and name:
                row[_OF_AROUND[name]] = 1
        return row

    def _place(self, anchor: int) -> _Place:
        if anchor not in self._places:
            token = bisect_right(self._parsed.words.starts, anchor) - 1
            clause = self._parsed.clause_at(token)
            chunk = next((each for each in self._parsed.chunks if each.first <= token <= each.last), None)
            self._places[anchor] = _Place(clause, self._bare(clause) if clause is not None else {}, chunk)
        return self._places[anchor]

    def _bare(self, clause: Clause) -> dict[int, str]:
        """The bare phrases of a clause with their parts, those that it shares with another one included."""
        if id(clause) not in self._parts:
            found = sides(self._parsed.words, clause)
            bare = (("subject", (found.subject,)), ("object", tuple(found.objects)), ("dative", (found.dative,)))
            self._parts[id(clause)] = {
                id(member): part
                for part, phrases in bare
                for phrase in phrases
                if phrase is not None
                for member in phrase.members()
            }
        return self._parts[id(clause)]


def _hangs_on(chunk: Chunk, noun: Chunk) -> bool:
    """Do only phrases without a gap stand between a noun and the phrase: "die Übernahme | der X | durch Y"?"""
    return any(each is noun for each in _chain(chunk))


def _chain(chunk: Chunk) -> Iterable[Chunk]:
    before = chunk.after
    for _ in range(_CHAIN):
        if before is None:
            return
        yield before
        before = before.after
