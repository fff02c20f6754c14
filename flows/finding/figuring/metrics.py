"""Which metric a noun phrase names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.words import Words, finite_words
from flows.finding.endings import Endings
from flows.finding.lexicon import load_lexicon

_SHORTEST_TAIL = 5  # letters of a metric that may end a compound: "ebit" would end too many words
OTHER = ""  # a level of something else, which a value beside it belongs to ("Gewinn vor Steuern")
_WORDS_BEFORE = 8  # … in front of one: "operativ stand ein Verlust"
_WORDS_BEHIND = 8  # tokens behind a profit that say before what


@dataclass(frozen=True, slots=True)
class Metric:
    name: str
    negative: bool = False  # a loss
    change: bool = False  # "Umsatzplus": only "auf" gives a level
    status: str = "reported"  # what the noun itself says: "Umsatzziel"
    earlier: bool = False  # "Vorjahresumsatz"
    sure: float = 1.0


@cache
def _endings() -> Endings[str]:
    metrics = load_lexicon("figures")["metrics"]
    return Endings((noun, metric) for metric, nouns in metrics.items() for noun in nouns.split())


@cache
def word_set(group: str) -> frozenset[str]:
    value = load_lexicon("figures")[group]
    return frozenset(value.split() if isinstance(value, str) else value)


@cache
def word_tuple(group: str) -> tuple[str, ...]:
    return tuple(sorted(word_set(group)))


@cache
def noun_metric(noun: str) -> Metric | None:
    """The metric by the noun alone; a loss is marked.

    >>> noun_metric("jahresumsatz"), noun_metric("kursverlust"), noun_metric("umsatzplus").change
    (Metric(name='revenue', negative=False, change=False, status='reported', earlier=False, sure=1.0), None, True)
    """
    if noun in word_set("no_metrics"):
        return None
    if noun in word_set("proceeds"):
        return Metric("revenue", change=True)
    if noun.startswith("vorjahres") and noun != "vorjahres":
        then = noun_metric(noun.removeprefix("vorjahres"))
        return replace(then, earlier=True) if then is not None else None
    for ending, metric in _endings().of(noun):
        if noun == ending or len(ending) >= _SHORTEST_TAIL:
            return Metric(metric, noun.endswith(word_tuple("losses")))
    return _by_tail(noun)


def _by_tail(noun: str) -> Metric | None:
    """ "Umsatzziel", "Gewinnprognose", "Umsatzrückgang": a metric's stem and what becomes of it."""
    stems = load_lexicon("figures")["tail_stems"]
    stem = max((stem for stem in stems if noun.startswith(stem)), key=len, default="")
    if not stem:
        return None
    tail = noun[len(stem) :].lstrip("-").removeprefix("s")
    levels = load_lexicon("figures")["level_tails"]
    if tail in levels:
        return Metric(stems[stem], stem == "verlust", status=levels[tail])
    return Metric(stems[stem], stem == "verlust", change=True) if tail in word_set("change_tails") else None


def chunk_metric(words: Words, chunk: Chunk, stop: int) -> Metric | None:
    """The metric a phrase names, with what its adjectives and the words behind it make of it."""
    if chunk.kind not in ("noun", "name") or not chunk.nouns or chunk.prep in ("je", "pro", "per"):
        return None
    if words.lows[chunk.first - 1 : chunk.first] in (["je"], ["pro"]):
        return None
    noun = chunk.nouns[-1]
    if noun in ("wert", "werte", "werts"):
        return Metric("market_cap") if words.about_market and not chunk.modifiers else None
    if noun in word_set("no_metrics"):
        return Metric(OTHER)
    metric = noun_metric(noun) or (noun_metric(noun.rpartition("-")[2]) if "-" in noun else None)
    if metric is not None and metric.name == "share_price" and noun.startswith("wert"):
        return None
    profit = metric is not None and metric.name == "net_profit"
    if not profit and noun not in word_set("result_nouns"):
        return metric
    return _profit(words, chunk, metric, _behind(words, chunk, stop))


def _before(words: Words, chunk: Chunk) -> list[str]:
    """The words in front of a phrase, back to a comma or full stop."""
    for at in range(chunk.first - 1, max(0, chunk.first - _WORDS_BEFORE) - 1, -1):
        if not words.lows[at][0].isalnum():
            return words.lows[at + 1 : chunk.first]
    return words.lows[max(0, chunk.first - _WORDS_BEFORE) : chunk.first]


def _behind(words: Words, chunk: Chunk, stop: int) -> str:
    """What follows a profit, without the organisation's name, up to a number or a verb."""
    found: list[str] = []
    for at in range(chunk.last + 1, min(stop, chunk.last + _WORDS_BEHIND)):
        low = words.lows[at]
        if low[0].isdigit() or (low in finite_words() and words.words[at][0].islower()):
            break
        found.append(low)
    text = " ".join(found)
    at = max(text.find("vor zinsen"), text.find("vor steuern"), 0)
    return text[at:]


def _profit(words: Words, chunk: Chunk, metric: Metric | None, behind: str) -> Metric | None:
    """Operating, net or before tax: by the adjectives in front and the words behind."""
    noun = chunk.nouns[-1]
    negative = (metric is not None and metric.negative) or noun in word_set("negative_nouns")
    adverb = "operativ" in _before(words, chunk) or "operativ" in behind.split()
    adjective = any(adjective in word_set("operating_adjectives") for adjective in chunk.adjectives)
    if behind.startswith(word_tuple("operating_phrases")) or adverb or adjective:
        return Metric("operating_profit", negative)
    if behind.startswith(word_tuple("pretax_phrases")):
        return Metric(OTHER)
    if metric is not None:
        return metric
    if behind.startswith(word_tuple("net_phrases")):
        return Metric("net_profit", negative)
    if noun in word_set("negative_nouns"):
        return Metric("net_profit", True, sure=0.8)
    adjusted = any(adjective.startswith(("bereinigt", "vorläufig")) for adjective in chunk.adjectives)
    return Metric("net_profit", sure=0.75) if noun.startswith("ergebnis") and not adjusted else None
