"""Levels in a clause and the metric each belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.eventing.roles import sides
from flows.finding.eventing.status import clause_verbs
from flows.finding.figuring.metrics import Metric, chunk_metric, word_set
from flows.finding.numbers import find_numbers

# In front of a level: "um" marks a change, "gegenüber" and "nach" what it was before.
_CHANGE = frozenset(["um"])
_BEFORE = frozenset(["nach", "gegenüber"])
# "Das Angebot bewertet X inklusive Schulden mit 3 Mrd. Euro": no debt is stated.
_COUNTED_IN = frozenset(["inklusive", "einschließlich", "samt", "ohne", "inkl"])
# "Der Umsatz überschritt 400 Mio. Euro": more than that.
_EXCEEDING = frozenset(["überschreiten", "übertreffen", "knacken", "übersteigen", "durchbrechen"])
_PER_SHARE = (
    "je aktie",
    "pro aktie",
    "je anteilsschein",
    "je papier",
    "je stammaktie",
    "je vorzugsaktie",
    "pro anteilsschein",
)


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


def clause_levels(sentence: Sentence, clause: Clause) -> list[Level]:
    """Every level of money or share of market that the clause states."""
    words = sentence.words
    chunks = sorted((*clause.chunks, *clause.asides), key=lambda chunk: chunk.first)
    metrics = [
        (chunk, metric)
        for chunk in chunks
        if chunk.prep not in _COUNTED_IN and (metric := chunk_metric(words, chunk, clause.end)) is not None
    ]
    if not metrics and clause.shared is not None:
        subject = sides(words, clause.shared).subject
        metric = chunk_metric(words, subject, sentence.end) if subject is not None else None
        if subject is not None and metric is not None:
            metrics = [(subject, metric)]
    if not metrics:
        metrics = _elsewhere(sentence, chunks)
    verbs = set(clause_verbs(words, clause))
    levels: list[Level] = []
    amounts = [chunk for chunk in chunks if chunk.amount is not None]
    for position, chunk in enumerate(amounts):
        following = amounts[position + 1] if position + 1 < len(amounts) else None
        level = _money_level(sentence, clause, chunk, following, metrics, verbs)
        if level is not None:
            levels.append(level)
    levels.extend(_shares(sentence, clause, metrics))
    return levels


def _elsewhere(sentence: Sentence, chunks: list[Chunk]) -> list[tuple[Chunk, Metric]]:
    """ "… X mit einem Börsenwert von A, … Y mit B": the metric named before in the sentence goes on."""
    if not any(chunk.amount and chunk.prep == "mit" and chunk.after and chunk.after.mention for chunk in chunks):
        return []
    first = chunks[0].first if chunks else sentence.end
    return [
        (chunk, metric)
        for chunk in sentence.chunks
        if chunk.last < first and (metric := chunk_metric(sentence.words, chunk, sentence.end)) is not None
    ][-1:]


def is_figure_amount(sentence: Sentence, chunk: Chunk) -> bool:
    """Does the money right beside this noun state a metric ("Umsatz von 5 Mrd. Euro")?"""
    words = sentence.words
    before = chunk.after
    if before is not None and chunk_metric(words, before, sentence.end) is not None:
        return True
    for other in sentence.chunks:
        if other.after is chunk:
            return chunk_metric(words, other, sentence.end) is not None
    return _per_share(sentence, chunk)


def _per_share(sentence: Sentence, chunk: Chunk) -> bool:
    behind = " ".join(sentence.words.lows[chunk.last + 1 : chunk.last + 3])
    return behind.startswith(_PER_SHARE)


def _money_level(
    sentence: Sentence,
    clause: Clause,
    chunk: Chunk,
    following: Chunk | None,
    metrics: list[tuple[Chunk, Metric]],
    verbs: set[str],
) -> Level | None:
    assert chunk.amount is not None
    if chunk.prep in _CHANGE:
        return None
    linked = _linked_metric(sentence, chunk, metrics, verbs)
    if linked is None:
        return None
    metric_chunk, metric, score = linked
    per_share = _per_share(sentence, chunk)
    if per_share and metric.name not in ("dividend", "share_price"):
        return None
    if metric.name == "market_share" or not _plausible(metric, chunk):
        return None
    earlier = chunk.prep in _BEFORE or (
        chunk.prep == "von"
        and following is not None
        and following.prep == "auf"
        and following.first - chunk.last <= 4
        and chunk.after is not metric_chunk
    )
    low, high = chunk.amount.value_min, chunk.amount.value_max
    if low is None and high is None:
        return None
    if verbs & _EXCEEDING and low == high and not earlier:
        high = None
    if metric.negative:
        low, high = (None if high is None else -high), (None if low is None else -low)
    return Level(metric, metric_chunk, chunk, low, high, chunk.amount.currency, earlier, score)


def _plausible(metric: Metric, chunk: Chunk) -> bool:
    """A share or a dividend costs less than a million, a firm's revenue is more than a few thousand."""
    assert chunk.amount is not None
    value = chunk.amount.value_max if chunk.amount.value_min is None else chunk.amount.value_min
    if value is None:
        return False
    if metric.name in ("share_price", "dividend"):
        return value < (1_000_000 if metric.name == "share_price" else 1000)
    return value >= 1000


def _linked_metric(
    sentence: Sentence, chunk: Chunk, metrics: list[tuple[Chunk, Metric]], verbs: set[str]
) -> tuple[Chunk | None, Metric, float] | None:
    """By neighbourhood first ("Umsatz von", "Mio. Euro Umsatz"), then through the clause's verb."""
    for metric_chunk, metric in metrics:
        if chunk.after is metric_chunk and chunk.prep in ("von", "über", "mit", "", "bei", "auf", "zwischen"):
            return metric_chunk, metric, 0.9
        if metric_chunk.after is chunk and not metric_chunk.prep and not metric_chunk.det:
            return metric_chunk, metric, 0.85
    metrics = [pair for pair in metrics if pair[1].name != "share_price" or _is_price(sentence, pair[0], chunk, verbs)]
    before = [pair for pair in metrics if pair[0].first < chunk.first]
    crowded = before and any(
        other.amount is not None and before[-1][0].last < other.first < chunk.first for other in sentence.chunks
    )
    if crowded and chunk.prep == "mit" and (chunk.after is None or chunk.after.kind != "name"):
        return None  # "mit 4 Mrd. Euro die X": the name comes behind, and may be another's
    if before and (verbs & word_set("level_verbs") or chunk.prep in ("auf", "von", "bei", "nach")):
        return before[-1][0], before[-1][1], 0.8
    if metrics and not before and verbs & word_set("level_verbs"):
        return metrics[0][0], metrics[0][1], 0.6
    return _verb_metric(sentence, chunk, verbs)


def _is_price(sentence: Sentence, metric: Chunk, chunk: Chunk, verbs: set[str]) -> bool:
    """ "Die Aktie notiert bei 43 Euro", but not "bietet 43 Euro je Aktie" or "kauft Aktien für 43 Mill. Euro"."""
    return metric.bare and bool(verbs & word_set("price_verbs")) and not _per_share(sentence, chunk)


def _verb_metric(sentence: Sentence, chunk: Chunk, verbs: set[str]) -> tuple[Chunk | None, Metric, float] | None:
    if "um|setzen" in verbs and chunk.prep in ("", "über", "nach"):
        return None, Metric("revenue"), 0.8
    near = sentence.words.lows[max(sentence.start, chunk.first - 6) : chunk.first]
    result = chunk.after.noun if chunk.prep == "von" and chunk.after is not None else ""
    if "strich" in near and (chunk.prep == "" or result in ("minus", "plus")):
        return None, Metric("net_profit", result == "minus"), 0.75
    if "verdienen" in verbs and chunk.prep in ("", "nach"):
        return None, Metric("net_profit"), 0.75
    if "aus|schütten" in verbs and chunk.prep == "" and _per_share(sentence, chunk):
        return None, Metric("dividend"), 0.75
    if chunk.prep == "mit" and sentence.words.lows[chunk.last + 1 : chunk.last + 2] == ["verschuldet"]:
        return None, Metric("debt"), 0.75
    if "bewerten" in verbs and chunk.prep in ("mit", "auf"):
        return None, Metric("valuation"), 0.8
    behind = sentence.words.lows[chunk.last + 1 : chunk.last + 3]
    if behind[:1] == ["wert"]:
        around = sentence.words.lows[max(sentence.start, chunk.first - 8) : chunk.last + 8]
        return None, Metric("market_cap" if "börse" in around else "valuation"), 0.65
    return None


def _shares(sentence: Sentence, clause: Clause, metrics: list[tuple[Chunk, Metric]]) -> list[Level]:
    """ "Marktanteil von 12 Prozent"."""
    words = sentence.words
    levels = []
    for metric_chunk, metric in metrics:
        if metric.name != "market_share":
            continue
        start, end = words.starts[clause.start], words.ends[clause.end - 1]
        percents = [number for number in find_numbers(words.text[start:end]) if number.percent]
        for number in percents:
            head = words.span(start + number.start, start + number.end)[0]
            before = words.lows[max(0, head - 3) : head]
            if "um" in before or (number.value_min is None and number.value_max is None):
                continue
            value = Chunk(head, head, "number", head)
            levels.append(Level(metric, metric_chunk, value, number.value_min, number.value_max, "percent", False, 0.8))
            break
    return levels
