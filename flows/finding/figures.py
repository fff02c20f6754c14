"""Figures: what an article states of an organisation's numbers, as levels, with period and status."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from flows.finding.clauses import Sentence, parse_sentence, sentence_spans, words_of
from flows.finding.clausing.segments import Clause
from flows.finding.eventing.fillers import Resolver
from flows.finding.figuring.metrics import noun_metric, word_set
from flows.finding.figuring.owners import Owner, find_owner
from flows.finding.figuring.periods import (
    clause_period,
    month_named,
    names_other_year,
    sentence_hint,
    year_before,
    year_named,
)
from flows.finding.figuring.staff import staff_levels
from flows.finding.figuring.values import Level, clause_levels
from flows.finding.records import Figure, Mention

EXTRACTOR = "figures.rules/1"
_TRIGGER_WORDS = frozenset(
    [
        "wert",
        "strich",
        "setzte",
        "setzt",
        "umsetzt",
        "umgesetzt",
        "verdient",
        "verdiente",
        "bewertet",
        "bewerten",
        "bewertete",
    ]
)
_LONGEST_HEADING = 14  # tokens
_HINT_REACH = 3  # sentences for which a reporting period goes on
_LASTING = frozenset(["revenue", "operating_profit", "net_profit", "orders"])


@Language.component("depesche_figures")
def depesche_figures(doc: Doc) -> Doc:
    """Fill `doc._.figures`; names, amounts and dates must be there."""
    doc._.figures = find_figures(doc)
    return doc


@dataclass(slots=True)
class _Memory:
    """What the sentences before said: whose figures, and of which period."""

    owner: Mention | None = None
    period: str | None = None
    age: int = 99  # sentences since then
    hint: str | None = None  # a quarter, half or fiscal year that a sentence named, with figures or without
    hint_age: int = 99
    moment: str | None = None  # the month or quarter for which the text gives values on the exchange


def find_figures(doc: Doc) -> list[Figure]:
    """Every level stated of an organisation, in reading order."""
    if not any(mention.label == "organization" for mention in doc._.mentions):
        return []
    words = words_of(doc)
    resolver = Resolver(doc, words)
    memory = _Memory()
    figures: list[Figure] = []
    for start, end in sentence_spans(doc):
        memory.age += 1
        hint = sentence_hint(words, start, end)
        if hint is not None:
            memory.hint, memory.hint_age = hint, 0
        else:
            memory.hint_age += 1
        memory.moment = month_named(words, start, end) or memory.moment
        if not _worth_reading(words.lows, start, end):
            continue
        year = year_named(words, start, end)
        if hint is None and year is not None:
            memory.hint, memory.hint_age = year, 0
        sentence = parse_sentence(doc, start, end)
        resolver.enter(sentence.chunks)
        for clause in sentence.clauses:
            for level in (*clause_levels(sentence, clause), *staff_levels(sentence, clause)):
                figure = _figure(sentence, clause, level, resolver, memory)
                if figure is not None:
                    figures.append(figure)
    return figures


def _worth_reading(lows: list[str], start: int, end: int) -> bool:
    staff, results = word_set("staff_nouns"), word_set("result_nouns")
    return any(
        low in _TRIGGER_WORDS or low in staff or low in results or noun_metric(low.rpartition("-")[2]) is not None
        for low in lows[start:end]
    )


def _figure(sentence: Sentence, clause: Clause, level: Level, resolver: Resolver, memory: _Memory) -> Figure | None:
    owner = find_owner(sentence, clause, level, resolver)
    if (owner is None or owner.score <= 0.6) and memory.owner is not None and memory.age <= 2:
        owner = Owner(memory.owner, 0.6)
    if owner is None or (owner.score < 0.65 and not _is_full(sentence)):
        return None  # a heading says whose figure it is, or it says nothing
    period = clause_period(sentence, clause, level)
    if period is None and level.metric.name in _LASTING and memory.age <= 2 and memory.owner is not None:
        period = memory.period if memory.owner.name == owner.mention.name else None
    if (
        period is None
        and level.metric.name in _LASTING
        and memory.hint_age <= _HINT_REACH
        and not names_other_year(sentence)
    ):
        period = memory.hint
    if period is None and level.metric.name == "market_cap":
        period = memory.moment
    if level.metric.name in _LASTING and not level.earlier:
        memory.owner, memory.period, memory.age = owner.mention, period, 0
    if level.earlier:
        period = year_before(period)
    words = sentence.words
    return Figure(
        owner.mention,
        level.metric.name,
        level.value_min,
        level.value_max,
        level.unit,
        period,
        _status(sentence, clause),
        words.starts[sentence.start],
        words.ends[sentence.end - 1],
        round(level.score * owner.score * (0.9 if level.earlier else 1.0), 3),
        EXTRACTOR,
    )


def _is_full(sentence: Sentence) -> bool:
    """Does it end like a sentence, or is it too long for a heading?"""
    if sentence.end - sentence.start > _LONGEST_HEADING:
        return True
    words, last = sentence.words.words, sentence.end - 1
    while last > sentence.start and not words[last].strip():
        last -= 1
    return words[last][-1] in ".!?;:“”«»\"'/" or words[last][0] in ".!?"


def _status(sentence: Sentence, clause: Clause) -> str:
    lows = {sentence.words.lows[at] for at in clause.tokens()}
    if lows & word_set("target"):
        return "target"
    if lows & word_set("forecast") or (lows & {"wird", "werden"} and clause.nonfinite and not lows & {"bewertet"}):
        return "forecast"
    return "reported"
