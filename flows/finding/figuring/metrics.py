"""Which metric a noun phrase names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.words import Words
from flows.finding.lexicon import load_lexicon

MONEY_METRICS = frozenset(
    [
        "revenue",
        "operating_profit",
        "net_profit",
        "orders",
        "market_cap",
        "valuation",
        "share_price",
        "dividend",
        "debt",
    ]
)


@dataclass(frozen=True, slots=True)
class Metric:
    name: str
    negative: bool = False  # a loss


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    pairs = [(noun, metric) for metric, nouns in load_lexicon("figures")["metrics"].items() for noun in nouns.split()]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def word_set(group: str) -> frozenset[str]:
    value = load_lexicon("figures")[group]
    return frozenset(value.split() if isinstance(value, str) else value)


@cache
def noun_metric(noun: str) -> Metric | None:
    """The metric by the noun alone; a loss is marked.

    >>> noun_metric("jahresumsatz"), noun_metric("nettoverlust"), noun_metric("kursverlust")
    (Metric(name='revenue', negative=False), Metric(name='net_profit', negative=True), None)
    """
    if noun in word_set("no_metrics"):
        return None
    for ending, metric in _endings():
        if noun == ending or (noun.endswith(ending) and len(ending) > 4):
            return Metric(metric, noun.endswith(tuple(word_set("losses"))))
    return None


def chunk_metric(words: Words, chunk: Chunk, stop: int) -> Metric | None:
    """The metric a phrase names, with what its adjectives and the words behind it make of it."""
    if chunk.kind not in ("noun", "name") or not chunk.nouns:
        return None
    noun = chunk.nouns[-1]
    if noun in ("wert", "werte", "werts"):
        return Metric("market_cap") if words.about_market and not chunk.modifiers else None
    metric = noun_metric(noun)
    behind = " ".join(words.lows[chunk.last + 1 : min(stop, chunk.last + 8)])
    profit = metric is not None and metric.name == "net_profit"
    if not profit and noun not in word_set("result_nouns"):
        return metric
    negative = (metric is not None and metric.negative) or noun == "minus"
    if behind.startswith(tuple(word_set("operating_phrases"))) or any(
        adjective in word_set("operating_adjectives") for adjective in chunk.adjectives
    ):
        return Metric("operating_profit", negative)
    if behind.startswith(tuple(word_set("pretax_phrases"))) or "bereinigt" in chunk.adjectives:
        return None
    if metric is not None:
        return metric
    return Metric("net_profit", negative) if behind.startswith("nach steuern") else None


@cache
def needs_money(name: str) -> bool:
    return name in MONEY_METRICS
