"""Shares of a market: "Marktanteil von 12 Prozent", "Talbau kommt auf 9 Prozent"."""

from __future__ import annotations

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.figuring.metrics import Metric, chunk_metric
from flows.finding.figuring.values import Level
from flows.finding.numbers import Number, find_numbers

_SHARE = Metric("market_share")
_MARKET = frozenset(
    [
        "markt",
        "marktes",
        "markts",
        "markte",
        "weltmarkt",
        "weltmarktes",
        "weltmarkts",
        "gesamtmarktes",
        "gesamtmarkts",
        "heimatmarkt",
        "gesamtmarkt",
    ]
)
_CHANGE = frozenset(["um", "plus", "minus"])
_OTHER = (
    "umsatz",
    "gewinn",
    "aktie",
    "kurs",
    "anteilseigner",
    "prozentpunkt",
    "kapital",
    "stimm",
    "gehalt",
    "lohn",
    "wachs",
)
_SHARE_PREPS = frozenset(["auf", "mit", "von", "bei", "über"])
_REACH = 3  # tokens before a percentage that make it a change


def share_levels(sentence: Sentence, clause: Clause, last: Level | None) -> list[Level]:
    """The shares of market in a clause; `last` is the level before, whose list may go on ("B auf 4 Prozent")."""
    words = sentence.words
    chunks = sorted((*clause.chunks, *clause.asides), key=lambda chunk: chunk.first)
    named = [(chunk, metric) for chunk in chunks if (metric := chunk_metric(words, chunk, clause.end)) is not None]
    shares = [chunk for chunk, metric in named if metric.name == "market_share"]
    percents = _percents(sentence, clause)
    if shares:
        return [
            _level(sentence, head, number, shares[0], 0.8, chunks)
            for head, number in percents
            if shares[0].prep not in ("um",)
        ][: len(percents) if _is_list(clause, percents, chunks) else 1]
    lows = [words.lows[at] for at in clause.tokens()]
    leads = any(low.startswith("marktführer") for low in lows) or (
        {"führt", "führen", "beherrscht", "dominiert"} & set(lows) and not _MARKET.isdisjoint(lows)
    )
    if percents and leads and words.lows[percents[0][0] - 1] in ("mit", "zu", "knapp", "rund"):
        return [_level(sentence, *percents[0], None, 0.65, chunks)]
    if percents and _of_market(words.lows, percents[0][0]):
        return [_level(sentence, *percents[0], None, 0.75, chunks)]
    goes_on = last is not None and last.metric.name == "market_share" and not named
    if goes_on and not any(low.startswith(_OTHER) for low in lows):
        return [
            _level(sentence, head, number, None, 0.7, chunks)
            for head, number in percents
            if words.lows[head - 1] in _SHARE_PREPS or words.lows[head - 2] in _SHARE_PREPS
        ]
    return []


def _percents(sentence: Sentence, clause: Clause) -> list[tuple[int, Number]]:
    """Percentages of the clause that are no change, with the token of their number."""
    words = sentence.words
    last = max([clause.end - 1, *(chunk.last for chunk in clause.asides)])
    start, end = words.starts[clause.start], words.ends[last]
    found = []
    for number in find_numbers(words.text[start:end]):
        head = words.span(start + number.start, start + number.end)[0]
        inside = clause.covers(head) or any(chunk.first <= head <= chunk.last for chunk in clause.asides)
        if not number.percent or (number.value_min is None and number.value_max is None) or not inside:
            continue
        if _CHANGE.isdisjoint(words.lows[max(0, head - _REACH) : head]):
            found.append((head, number))
    return found


def _is_list(clause: Clause, percents: list[tuple[int, Number]], chunks: list[Chunk]) -> bool:
    """ "A hat 12 Prozent Marktanteil, B 9 Prozent": a name for every share."""
    names = [
        chunk for chunk in chunks if chunk.kind == "name" and chunk.mention and chunk.mention.label == "organization"
    ]
    return len(percents) > 1 and len(names) >= len(percents)


def _of_market(lows: list[str], head: int) -> bool:
    """ "beherrscht 40 Prozent des Weltmarkts"."""
    behind = lows[head + 1 : head + 6]
    return (
        len(behind) > 2
        and behind[0] in ("prozent", "%")
        and behind[1] in ("des", "am")
        and (not _MARKET.isdisjoint(behind[2:4]))
    )


def _level(
    sentence: Sentence, head: int, number: Number, metric: Chunk | None, score: float, chunks: list[Chunk]
) -> Level:
    value = Chunk(head, head, "number", head, prep=sentence.words.lows[head - 1] if head else "")
    before = [chunk for chunk in chunks if chunk.last < head]
    value.after = before[-1] if before else None
    return Level(_SHARE, metric, value, number.value_min, number.value_max, "percent", False, score)
