"""Levels of money in a clause and the metric each belongs to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.eventing.roles import sides
from flows.finding.eventing.status import clause_verbs
from flows.finding.figuring.gaps import in_bracket, is_beside, is_per_share, prep_of, says_year_before
from flows.finding.figuring.metrics import OTHER, Metric, chunk_metric, word_set
from flows.finding.figuring.verb_metrics import is_turnover, verb_metric

# In front of a level: "um" marks a change, "gegenüber" and "nach" what it was before.
_BEFORE = frozenset(["nach", "gegenüber"])
_LEVEL_PREPS = frozenset(["auf", "von", "bei", "nach", "zwischen", "gegenüber"])
_NO_LEVEL = frozenset(["um", "für", "gegen", "durch", "wegen", "trotz", "ohne", "inklusive", "einschließlich", "aus"])
# "Das Angebot bewertet X inklusive Schulden mit 3 Mrd. Euro": no debt is stated.
_COUNTED_IN = frozenset(["inklusive", "einschließlich", "samt", "ohne", "inkl", "statt", "anstelle", "außer"])
# "Der Umsatz überschritt 400 Mio. Euro": more than that.
_EXCEEDING = frozenset(["überschreiten", "übertreffen", "knacken", "übersteigen", "durchbrechen"])
_TO_GAP = 6  # tokens from "von 4" to "auf 5 Mrd. Euro"
_LIGHT_NOUNS = frozenset(
    ["höhe", "wert", "rekord", "marke", "stand", "niveau", "schwelle", "rekordwert", "rekordhöhe", "ende", "wege"]
)
_LASTING = frozenset(["revenue", "operating_profit", "net_profit", "orders", "debt", "dividend"])
_Pair = tuple[Chunk, Metric]


@dataclass(frozen=True, slots=True)
class Level:
    """A value of a metric in its clause; `earlier` marks the value of the period before."""

    metric: Metric
    metric_chunk: Chunk | None
    value_chunk: Chunk
    value_min: Decimal | None
    value_max: Decimal | None
    unit: str
    earlier: bool
    score: float
    negated: bool = False  # written as a loss, by its noun or by "minus"


def clause_levels(sentence: Sentence, clause: Clause, last: Level | None = None) -> list[Level]:
    """Every level of money that the clause states; `last` is the level stated before it."""
    reader = _ClauseReader(sentence, clause, last)
    return reader.read()


def is_figure_amount(sentence: Sentence, chunk: Chunk) -> bool:
    """Does the money right beside this noun state a metric ("Umsatz von 5 Mrd. Euro")?"""
    words = sentence.words
    before = chunk.after
    if before is not None and chunk_metric(words, before, sentence.end) is not None:
        return True
    for other in sentence.chunks:
        if other.after is chunk:
            return chunk_metric(words, other, sentence.end) is not None
    return is_per_share(words, chunk)


class _ClauseReader:
    """Reads the amounts of one clause from left to right."""

    def __init__(self, sentence: Sentence, clause: Clause, last: Level | None) -> None:
        self.sentence, self.clause, self.words = sentence, clause, sentence.words
        self.chunks = sorted((*clause.chunks, *clause.asides), key=lambda chunk: chunk.first)
        self.verbs = set(clause_verbs(sentence.words, clause))
        if is_turnover(sentence, clause):
            self.verbs.add("um|setzen")
        self.lows = [sentence.words.lows[at] for at in clause.tokens()]
        self.last = last
        self.consumed: set[int] = set()
        self.metrics = self._own_metrics()
        amounts = [chunk.first for chunk in self.chunks if chunk.amount is not None]
        if amounts and not any(chunk.first < amounts[0] or chunk.bare for chunk, _ in self.metrics):
            self.metrics = [*self._lent_metrics(), *self.metrics]

    def read(self) -> list[Level]:
        levels: list[Level] = []
        amounts = [chunk for chunk in self.chunks if chunk.amount is not None]
        for position, chunk in enumerate(amounts):
            following = amounts[position + 1] if position + 1 < len(amounts) else None
            earlier = [other for other in self.sentence.chunks if other.amount is not None and other.last < chunk.first]
            before = earlier[-1] if earlier else None
            level = self._level(chunk, before, following, levels[-1] if levels else self.last)
            if level is not None:
                levels.append(level)
        return levels

    def _own_metrics(self) -> list[_Pair]:
        return [
            (chunk, metric)
            for chunk in self.chunks
            if chunk.prep not in _COUNTED_IN
            and (metric := chunk_metric(self.words, chunk, self.sentence.end)) is not None
        ]

    def _lent_metrics(self) -> list[_Pair]:
        """The metric of a shared subject, of the noun a relative clause follows, or before a colon."""
        lenders: list[Chunk | None] = []
        if self.clause.kind == "relative":
            lenders.append(self.clause.antecedent)
            owned = self.clause.antecedent
            if owned is not None and (owned.genitive or owned.prep == "von"):
                lenders.append(owned.after)
        if self.clause.shared is not None:
            lenders.append(sides(self.words, self.clause.shared).subject)
        if (
            any(c.amount and c.prep == "mit" and c.after and c.after.mention for c in self.chunks)
            or self._after_colon()
        ):
            first = self.clause.start
            lenders.extend([chunk for chunk in self.sentence.chunks if chunk.last < first and not chunk.amount][::-1])
        if self.last is not None and self.last.metric_chunk is not None and self._names_with_value():
            lenders.append(self.last.metric_chunk)
        for lender in lenders:
            metric = chunk_metric(self.words, lender, self.sentence.end) if lender is not None else None
            if lender is not None and metric is not None:
                return [(lender, metric)]
        return []

    def _names_with_value(self) -> bool:
        """ "… folgt Talbau mit 5 Mrd. Euro": a list that names its metric only once."""
        return any(c.amount and c.prep == "mit" and c.after and c.after.mention for c in self.chunks)

    def _after_colon(self) -> bool:
        before = self.clause.start - 1
        return before > self.sentence.start and self.words.lows[before] == ":"

    def _level(
        self, chunk: Chunk, before: Chunk | None, following: Chunk | None, previous: Level | None
    ) -> Level | None:
        assert chunk.amount is not None
        prep = prep_of(self.words, chunk, self.sentence.start)
        if prep in _NO_LEVEL or (chunk.amount.value_min is None and chunk.amount.value_max is None):
            return None
        bracket = in_bracket(self.words, chunk, self.sentence.start)
        if bracket is not None and before is not None and "(" in self.words.lows[before.last : chunk.first]:
            return self._in_bracket(chunk, before, bracket, previous)
        linked = self._link(chunk, prep, before, following, previous)
        if linked is None or linked[1].name == OTHER:
            return None
        metric_chunk, metric, score, earlier = linked
        if not self._fits(metric, chunk, prep):
            return None
        earlier = earlier or metric.earlier or self._is_earlier(metric_chunk, chunk, prep, following)
        if earlier and metric.name not in _LASTING:
            return None  # of prices and values only the latest is stated
        return self._made(metric, metric_chunk, chunk, earlier, score * metric.sure)

    def _made(
        self, metric: Metric, metric_chunk: Chunk | None, chunk: Chunk, earlier: bool, score: float
    ) -> Level | None:
        assert chunk.amount is not None
        low, high = chunk.amount.value_min, chunk.amount.value_max
        if self.verbs & _EXCEEDING and low == high and not earlier:
            high = None
        adjectives = metric_chunk.adjectives if metric_chunk is not None else []
        minus = (
            self.words.lows[chunk.head - 1 : chunk.head] in (["minus"], ["-"], ["−"]) and chunk.head > chunk.first - 2
        )
        negative = metric.negative or minus or any(word.startswith("negativ") for word in adjectives)
        if negative:
            low, high = (None if high is None else -high), (None if low is None else -low)
        return Level(metric, metric_chunk, chunk, low, high, chunk.amount.currency, earlier, score, negative)

    def _in_bracket(self, chunk: Chunk, before: Chunk, inside: list[str], previous: Level | None) -> Level | None:
        """ "5 Mrd. Euro (Vorjahr: 4,6)"; the same money in another currency is no second level."""
        assert chunk.amount is not None
        assert before.amount is not None
        if previous is None or previous.value_chunk is not before or previous.metric.name not in _LASTING:
            return None
        if chunk.amount.currency != before.amount.currency or "umgerechnet" in inside:
            return None
        return self._made(previous.metric, previous.metric_chunk, chunk, True, previous.score * 0.9)

    def _link(
        self, chunk: Chunk, prep: str, before: Chunk | None, following: Chunk | None, previous: Level | None
    ) -> tuple[Chunk | None, Metric, float, bool] | None:
        """By neighbourhood first ("Umsatz von", "Mio. Euro Umsatz"), then through the clause's verb."""
        beside = self._beside(chunk, prep, following)
        if beside is not None:
            self.consumed.add(id(beside[0]))
            return (*beside, beside[0].prep in _BEFORE)
        if previous is not None and prep in _BEFORE and previous.value_chunk is before:
            return previous.metric_chunk, previous.metric, 0.85, True
        by_verb = verb_metric(self.sentence, self.clause, chunk, prep, self.verbs, self.last is not None)
        if self._is_anothers(chunk, prep, following):
            return (None, *by_verb, False) if by_verb is not None else None
        named = self._named(chunk, prep)
        if by_verb is not None and (named is None or id(named[0]) in self.consumed or named[0].prep):
            return (None, *by_verb, False)
        if named is not None:
            return (*named, False)
        return self._continued(chunk, prep)

    def _beside(self, chunk: Chunk, prep: str, following: Chunk | None) -> tuple[Chunk, Metric, float] | None:
        for metric_chunk, metric in self.metrics:
            if metric.name in ("share_price", "market_share") or (metric.change and prep != "auf"):
                continue
            if metric_chunk.first < chunk.first and is_beside(self.sentence, metric_chunk, chunk, prep):
                return metric_chunk, metric, 0.9
        for metric_chunk, metric in self.metrics:
            behind = metric_chunk.after is chunk and not metric_chunk.det and metric_chunk.prep in ("", "an")
            if behind and not metric.change and metric.name != "share_price":
                return metric_chunk, metric, 0.85
        return None

    def _is_anothers(self, chunk: Chunk, prep: str, following: Chunk | None) -> bool:
        """ "Investitionen von 5 Mrd. Euro": the value is the noun's in front of it."""
        before = chunk.after
        if prep not in ("von", "über") or before is None or before.kind != "noun":
            return False
        from_to = following is not None and following.prep == "auf" and following.first - chunk.last <= _TO_GAP
        known = before.noun in _LIGHT_NOUNS or before.noun in word_set("result_nouns")
        return not known and not from_to and chunk_metric(self.words, before, self.sentence.end) is None

    def _named(self, chunk: Chunk, prep: str) -> tuple[Chunk, Metric, float] | None:
        """The metric of the clause that the verb ties to the value."""
        metrics = [
            pair
            for pair in self.metrics
            if pair[1].name != "market_share"
            and (pair[1].name != "share_price" or self._is_price(pair[0], chunk, prep))
            and (not pair[1].change or prep == "auf")
        ]
        before = [pair for pair in metrics if pair[0].first < chunk.first]
        free = [pair for pair in before if id(pair[0]) not in self.consumed] or before
        levelled = bool(self.verbs & word_set("level_verbs"))
        if free:
            metric_chunk, metric = free[-1]
            bare = metric_chunk.bare and levelled and chunk.after is not metric_chunk
            if prep == "mit" and not bare and metric_chunk.first >= self.clause.start:
                return None
            listed = metric_chunk.first < self.clause.start and self._names_with_value()
            if levelled or listed or prep in _LEVEL_PREPS or metric.name == "share_price":
                return metric_chunk, metric, 0.8
        behind = [pair for pair in metrics if pair[0].bare] if not before else []
        if behind and levelled and prep in ("", "auf", "bei"):
            return behind[0][0], behind[0][1], 0.6
        return None

    def _is_price(self, metric: Chunk, chunk: Chunk, prep: str) -> bool:
        """ "Die Aktie notiert bei 43 Euro", but not "bietet 43 Euro je Aktie" or "kauft Aktien für 43 Mill. Euro"."""
        if not metric.bare and not (metric.prep == "mit" and "kurs" in metric.noun):
            return False
        if self.verbs & word_set("price_blockers") or is_per_share(self.words, chunk):
            return False
        if prep in ("", "zu"):
            return bool(self.verbs & {"kosten", "notieren", "erreichen", "handeln", "schließen"})
        return prep in ("auf", "bei", "mit", "von", "über", "unter")

    def _continued(self, chunk: Chunk, prep: str) -> tuple[Chunk | None, Metric, float, bool] | None:
        """ "Im Vorjahr waren es 4,6 Mrd. Euro gewesen": the metric told last, a year before."""
        if self.last is None or self.last.metric.name not in _LASTING or self.last.unit == "people":
            return None
        were = {"es"} & set(self.lows) and {"waren", "war"} & set(self.lows)
        if prep == "mit" and chunk.after is not None and chunk.after.date is not None and self._is_vorjahr(chunk.after):
            return self.last.metric_chunk, replace(self.last.metric, negative=self.last.negated), 0.7, True
        if not says_year_before(self.lows) or not (were or {"lag", "lagen", "hatte", "hatten"} & set(self.lows)):
            return None
        if prep in ("", "bei") and not self.metrics and (were or self.last.value_chunk.amount is not None):
            metric = self.last.metric
            return self.last.metric_chunk, replace(metric, negative=self.last.negated), 0.75, True
        return None

    def _is_vorjahr(self, date: Chunk) -> bool:
        return any(low.startswith("vorjahr") for low in self.words.lows[date.first : date.last + 1])

    def _is_earlier(self, metric_chunk: Chunk | None, chunk: Chunk, prep: str, following: Chunk | None) -> bool:
        if prep in _BEFORE:
            return True
        if prep == "von" and following is not None and following.prep == "auf":
            near = following.first - chunk.last <= _TO_GAP
            beside = metric_chunk is not None and chunk.after is metric_chunk
            return near and (not beside or following.first - chunk.last <= 2)
        return False

    def _fits(self, metric: Metric, chunk: Chunk, prep: str) -> bool:
        """A share or a dividend costs less than a million, a firm's revenue is more than a few thousand."""
        assert chunk.amount is not None
        value = chunk.amount.value_max if chunk.amount.value_min is None else chunk.amount.value_min
        if value is None or metric.name == "market_share":
            return False
        if is_per_share(self.words, chunk) and metric.name not in ("dividend", "share_price"):
            return False
        if metric.name == "debt" and self.verbs & word_set("debt_blockers") and prep != "auf":
            return False
        if metric.name in ("share_price", "dividend"):
            return value < (1_000_000 if metric.name == "share_price" else 1000)
        return value >= 1000
