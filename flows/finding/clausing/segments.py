"""Clauses of a sentence: main, subordinate, relative and infinitive clauses, and what is coordinated with what."""

from __future__ import annotations

from dataclasses import dataclass, field

from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.verbs import AUXILIARIES, HABEN, MODALS, SEIN, WERDEN
from flows.finding.clausing.words import Words, finite_words, speaking_verbs, verb_forms, word_classes

_CUTS = frozenset([",", ";", ":", "–", "—", "-", "(", ")", "\n"])
_DASHES = frozenset(["–", "—", "-"])
_HARD = frozenset([":", ";", "\n"])
_QUOTES = frozenset(["„", "“", "”", "»", "«", '"', "'", "‚", "‘", "#"])
_COORDINATORS = frozenset(["und", "oder", "aber", "doch", "sondern", "sowie", "denn"])
_OPENERS = frozenset(["dass", "weil", "da", "ob", "wenn", "nachdem", "obwohl", "damit", "bevor", "sofern", "falls"])
_NONFINITE = frozenset(["participle", "infinitive", "zu_infinitive"])


@dataclass(eq=False, slots=True)
class Clause:
    """A clause as stretches of tokens; `shared` is the clause whose subject (and auxiliary) it goes on with."""

    kind: str  # main, sub, relative, infinitive
    spans: list[tuple[int, int]]
    parent: Clause | None = None
    opener: str = ""
    shared: Clause | None = None
    antecedent: Chunk | None = None  # of a relative clause
    finite: list[int] = field(default_factory=list)
    auxiliaries: list[str] = field(default_factory=list)
    nonfinite: list[int] = field(default_factory=list)  # participles and infinitives that close the bracket
    chunks: list[Chunk] = field(default_factory=list)
    asides: list[Chunk] = field(default_factory=list)
    relative_at: int = -1
    verbs: list[str] | None = None  # infinitives, filled in when they are first asked for

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return max(stop for _, stop in self.spans)

    def covers(self, token: int) -> bool:
        return any(start <= token < stop for start, stop in self.spans)

    def tokens(self) -> list[int]:
        return [at for start, stop in self.spans for at in range(start, stop)]


class ClauseReader:
    """Reads a sentence's clauses from left to right."""

    def __init__(self, words: Words, chunks: list[Chunk], relatives: set[int], start: int, end: int) -> None:
        self.words, self.chunks, self.relatives = words, chunks, relatives
        self.start, self.end = start, end
        self.clauses: list[Clause] = []
        self._main: Clause | None = None
        self._last: Clause | None = None
        self._pending: Clause | None = None  # a subordinate clause whose verb is still to come
        self._inside = self._chunk_tokens()

    def read(self) -> list[Clause]:
        for start, end, cut in self._segments():
            self._place(start, end, cut)
        for clause in list(self.clauses):
            self._gather(clause)
        return self.clauses

    def _chunk_tokens(self) -> set[int]:
        """Tokens of phrases and of the enumerations that phrases form."""
        inside: set[int] = set()
        for chunk in self.chunks:
            last = chunk.group[-1] if chunk.group and chunk.group[0] is chunk else chunk
            inside.update(range(chunk.first, last.last + 1))
        return inside

    def _segments(self) -> list[tuple[int, int, str]]:
        segments, begin, cut = [], self.start, ""
        for at in range(self.start, self.end):
            low = self.words.lows[at]
            if low in _CUTS and at not in self._inside:
                if at > begin:
                    segments.append((begin, at, cut))
                begin, cut = at + 1, low
        if self.end > begin:
            segments.append((begin, self.end, cut))
        return segments

    def _place(self, start: int, end: int, cut: str) -> None:
        while start < end and self.words.lows[start] in _QUOTES:
            start += 1
        if start >= end:
            return
        for begin, stop, coordinated in self._split_coordinated(start, end):
            self._place_part(begin, stop, cut if begin == start else "", coordinated)

    def _split_coordinated(self, start: int, end: int) -> list[tuple[int, int, bool]]:
        """Cut at "und" where a verb stands on both sides of it."""
        parts, begin, coordinated = [], start, False
        verbs = [at for at in range(start, end) if self._is_verb(at)]
        for at in range(start + 1, end - 1):
            if self.words.lows[at] not in _COORDINATORS or at in self._inside:
                continue
            left = any(begin <= verb < at for verb in verbs)
            right = any(at < verb < end for verb in verbs)
            if left and right:
                parts.append((begin, at, coordinated))
                begin, coordinated = at + 1, True
        parts.append((begin, end, coordinated))
        return parts

    def _is_verb(self, at: int) -> bool:
        low = self.words.lows[at]
        if at in self._inside or (self.words.words[at][0].isupper() and at != self.start):
            return False
        if low in AUXILIARIES:
            return low != "sein"
        readings = verb_forms().get(low)
        return readings is not None and any(reading.kind != "attribute" for reading in readings)

    def _place_part(self, start: int, end: int, cut: str, coordinated: bool) -> None:
        lows, classes = self.words.lows, word_classes()
        verbs = [at for at in range(start, end) if self._is_verb(at)]
        finite = self._finite(verbs)
        first = start
        leading = cut and lows[first] in classes.conjunctions and first + 1 < end
        if leading:
            first += 1
        main, last = self._main, self._last
        if cut == "(" and last is not None:
            last.asides.extend(chunk for chunk in self.chunks if start <= chunk.first < end)
        elif coordinated and last is not None:
            self._coordinated_clause(start, end, verbs, finite, last)
        elif first in self.relatives or first + 1 in self.relatives:
            self._open(Clause("relative", [(start, end)], last, antecedent=self._antecedent(start)), finite, verbs)
            self.clauses[-1].relative_at = first if first in self.relatives else first + 1
        elif lows[first] in classes.subordinators and finite and finite[-1] >= end - 3 and first != finite[0]:
            self._open(Clause("sub", [(start, end)], last or main, opener=lows[first]), finite, verbs)
        elif not finite and not verbs and cut == "," and lows[first] in _OPENERS:
            self._open(Clause("sub", [(start, end)], last or main, opener=lows[first]), [], [])
            self._pending = self.clauses[-1]
        elif self._pending is not None and finite and finite[-1] >= end - 2:
            self._extend(self._pending, start, end, finite, verbs)
            self._pending = None
        elif not finite and self._zu_infinitive(start, end, verbs):
            self._open(Clause("infinitive", [(start, end)], last or main, opener=lows[first]), finite, verbs)
        elif main is None or cut in _HARD:
            self._open_main(start, end, finite, verbs)
        elif finite:
            if cut in _DASHES and self._has_subject(start, finite[0]):
                self._open_main(start, end, finite, verbs)
            else:
                self._finite_part(start, end, finite, verbs, bool(leading))
        elif verbs and self._bracket_is_open(main):
            self._extend(main, start, end, finite, verbs)
        elif last is not None:
            last.asides.extend(chunk for chunk in self.chunks if start <= chunk.first < end)

    def _finite_part(self, start: int, end: int, finite: list[int], verbs: list[int], leading: bool) -> None:
        main = self._main
        assert main is not None
        if not main.finite and main.kind == "main":
            self._extend(main, start, end, finite, verbs)
        elif self._bracket_is_open(main) and verbs == finite and self._closes_bracket(finite[-1], end):
            self._extend(main, start, end, [], verbs)
        else:
            goes_on = leading or (finite[0] == start and self._is_action(start))
            shared = main if goes_on and not self._has_subject(start, finite[0]) else None
            self._open_main(start, end, finite, verbs, shared)

    def _is_action(self, at: int) -> bool:
        """ "X baut um, verkauft Y und …" goes on with X; "…, sagte Y" has a subject of its own."""
        readings = verb_forms().get(self.words.lows[at], ())
        return bool(readings) and all(reading.verb not in speaking_verbs() for reading in readings)

    def _coordinated_clause(self, start: int, end: int, verbs: list[int], finite: list[int], last: Clause) -> None:
        shared: Clause | None = None
        if last.nonfinite and verbs and self._nonfinite_only(verbs, last):
            clause = Clause(last.kind, [(start, end)], last.parent, shared=last, antecedent=last.antecedent)
            clause.auxiliaries = list(last.auxiliaries)
            finite = []
        else:
            if last.kind in ("relative", "infinitive") or not finite or not self._has_subject(start, finite[0]):
                shared = last
            kind = last.kind if last.kind != "main" else "main"
            clause = Clause(kind, [(start, end)], last.parent, shared=shared, antecedent=last.antecedent)
            clause.relative_at = last.relative_at if kind == "relative" else -1
        if clause.kind == "main":
            self._main = clause
        self._open(clause, finite, verbs)

    def _nonfinite_only(self, verbs: list[int], last: Clause) -> bool:
        wanted = {"infinitive"} if any(low in MODALS for low in last.auxiliaries) else {"participle"}
        if last.kind == "infinitive":
            wanted = {"infinitive", "zu_infinitive"}
        return all(any(reading.kind in wanted for reading in verb_forms().get(self.words.lows[at], ())) for at in verbs)

    def _open_main(
        self, start: int, end: int, finite: list[int], verbs: list[int], shared: Clause | None = None
    ) -> None:
        clause = Clause("main", [(start, end)], shared=shared)
        self._main = clause
        self._open(clause, finite, verbs)

    def _open(self, clause: Clause, finite: list[int], verbs: list[int]) -> None:
        self.clauses.append(clause)
        self._last = clause
        self._add_verbs(clause, finite, verbs)

    def _extend(self, clause: Clause, start: int, end: int, finite: list[int], verbs: list[int]) -> None:
        clause.spans.append((start, end))
        self._last = clause
        self._add_verbs(clause, finite, verbs)

    def _add_verbs(self, clause: Clause, finite: list[int], verbs: list[int]) -> None:
        clause.finite.extend(finite)
        for at in verbs:
            low = self.words.lows[at]
            if low in AUXILIARIES:
                clause.auxiliaries.append(low)
            elif at not in finite:
                clause.nonfinite.append(at)

    def _finite(self, verbs: list[int]) -> list[int]:
        """The finite verbs among a stretch's verbs: auxiliaries win over forms that may be participles."""
        lows = self.words.lows
        auxiliaries = [at for at in verbs if lows[at] in AUXILIARIES]
        strong = [at for at in auxiliaries if lows[at] not in ("werden", "haben")]
        if strong or auxiliaries:
            return strong or auxiliaries
        return [at for at in verbs if lows[at] in finite_words() and (at == self.start or lows[at - 1] != "zu")][:1]

    def _zu_infinitive(self, start: int, end: int, verbs: list[int]) -> bool:
        lows = self.words.lows
        for at in verbs:
            if at > start and lows[at - 1] == "zu":
                return True
            if any(reading.kind == "zu_infinitive" for reading in verb_forms().get(lows[at], ())):
                return True
        stop = end
        while stop > start and not lows[stop - 1][0].isalpha():
            stop -= 1
        return stop - 2 >= start and lows[stop - 2] == "zu" and lows[stop - 1].endswith("n")

    def _bracket_is_open(self, clause: Clause) -> bool:
        return bool(clause.auxiliaries) and not clause.nonfinite

    def _closes_bracket(self, at: int, end: int) -> bool:
        stop = end
        while stop > at and not self.words.lows[stop - 1][0].isalpha():
            stop -= 1
        return at == stop - 1 and any(
            reading.kind in _NONFINITE for reading in verb_forms().get(self.words.lows[at], ())
        )

    def _has_subject(self, start: int, before: int) -> bool:
        return any(chunk.bare and start <= chunk.first < before for chunk in self.chunks)

    def _antecedent(self, start: int) -> Chunk | None:
        before = [chunk for chunk in self.chunks if chunk.last < start and chunk.kind in ("name", "noun")]
        if not before:
            return None
        nearest = before[-1]
        while nearest.after is not None and nearest.kind == "name" and nearest.prep in ("aus", "in"):
            nearest = nearest.after
        return nearest

    def _gather(self, clause: Clause) -> None:
        asides = {id(chunk) for chunk in clause.asides}
        clause.chunks = [chunk for chunk in self.chunks if id(chunk) not in asides and clause.covers(chunk.head)]


def voice(clause: Clause, form: str, takes_sein: bool) -> str:
    """ "active" or "passive", for a clause whose event verb stands in `form`."""
    if form != "participle":
        return "active"
    auxiliaries = set(clause.auxiliaries)
    if auxiliaries & HABEN:
        return "active"
    if auxiliaries & WERDEN:
        return "passive"
    if auxiliaries & SEIN:
        return "active" if takes_sein else "passive"
    return "passive"
