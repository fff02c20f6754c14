"""Figures: what an article states of an organisation's numbers, as levels, with period and status."""

from __future__ import annotations

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from flows.finding.clauses import Sentence, parse_sentence, sentence_spans, words_of
from flows.finding.clausing.segments import Clause
from flows.finding.eventing.fillers import Resolver
from flows.finding.figuring.metrics import noun_metric, word_set
from flows.finding.figuring.owners import Owner, OwnerFinder
from flows.finding.figuring.periods import Timeline
from flows.finding.figuring.shares import share_levels
from flows.finding.figuring.staff import staff_levels
from flows.finding.figuring.values import Level, clause_levels
from flows.finding.records import Figure, Mention

EXTRACTOR = "figures.rules/3"
_LONGEST_HEADING = 14  # tokens
_LAST_REACH = 1  # sentences for which a value may go on ("Im Vorjahr waren es 5 Mill. Euro")


@Language.component("depesche_figures")
def depesche_figures(doc: Doc) -> Doc:
    """Fill `doc._.figures`; names, amounts and dates must be there."""
    doc._.figures = find_figures(doc)
    return doc


def find_figures(doc: Doc) -> list[Figure]:
    """Every level stated of an organisation, in reading order."""
    if not any(mention.label == "organization" for mention in doc._.mentions):
        return []
    return _Reader(doc).read()


class _Reader:
    """Reads one document's sentences in order, and remembers what was said last."""

    def __init__(self, doc: Doc) -> None:
        self.doc, self.words = doc, words_of(doc)
        self.resolver = Resolver(doc, self.words)
        self.owners = OwnerFinder(doc, self.words, self.resolver)
        self.timeline = Timeline(self.words, doc._.article.published_on if doc._.article is not None else None)
        self.figures: list[Figure] = []
        self.last: Level | None = None
        self.last_owner: Mention | None = None
        self.last_age = _LAST_REACH + 1

    def read(self) -> list[Figure]:
        for start, end in sentence_spans(self.doc):
            self.last_age += 1
            self.timeline.enter(start, end)
            if not _worth_reading(self.words.lows, start, end):
                continue
            sentence = parse_sentence(self.doc, start, end)
            self.timeline.read(sentence)
            self.resolver.enter(sentence.chunks)
            for clause in sentence.clauses:
                for level in self._levels(sentence, clause):
                    self._add(sentence, clause, level)
        return self.figures

    def _levels(self, sentence: Sentence, clause: Clause) -> list[Level]:
        last = self.last if self.last_age <= _LAST_REACH else None
        return [
            *clause_levels(sentence, clause, last),
            *share_levels(sentence, clause, last),
            *staff_levels(sentence, clause),
        ]

    def _add(self, sentence: Sentence, clause: Clause, level: Level) -> None:
        owner = self._owner(sentence, clause, level)
        if owner is None or (owner.score < 0.65 and not _is_full(sentence)):
            return  # a heading says whose figure it is, or it says nothing
        key = self.owners.focus.key(owner.mention)
        status = _status(sentence, clause, level)
        period = self.timeline.period_of(sentence, clause, level, key)
        self.timeline.note(level, key, period, status)
        self.owners.focus.told(owner.mention, self.words.starts[sentence.start])
        self.last, self.last_owner, self.last_age = level, owner.mention, 0
        self.figures.append(
            Figure(
                owner.mention,
                level.metric.name,
                level.value_min,
                level.value_max,
                level.unit,
                period,
                status,
                self.words.starts[sentence.start],
                self.words.ends[sentence.end - 1],
                round(level.score * owner.score * (0.9 if level.earlier else 1.0), 3),
                EXTRACTOR,
            )
        )

    def _owner(self, sentence: Sentence, clause: Clause, level: Level) -> Owner | None:
        last = self.last if level.earlier and self.last_age <= _LAST_REACH else None
        if last is not None and self.last_owner is not None and level.metric_chunk is last.metric_chunk:
            return Owner(self.last_owner, 0.8)
        return self.owners.find(sentence, clause, level)


def _worth_reading(lows: list[str], start: int, end: int) -> bool:
    return any(_is_trigger(low) for low in lows[start:end])


@cache
def _is_trigger(low: str) -> bool:
    if low in word_set("triggers") or low in word_set("staff_nouns") or low in word_set("staff_totals"):
        return True
    return low in word_set("result_nouns") or noun_metric(low.rpartition("-")[2]) is not None


def _is_full(sentence: Sentence) -> bool:
    """Does it end like a sentence, or is it too long for a heading?"""
    if sentence.end - sentence.start > _LONGEST_HEADING:
        return True
    words, last = sentence.words.words, sentence.end - 1
    while last > sentence.start and not words[last].strip():
        last -= 1
    return words[last][-1] in ".!?;:“”«»\"'/" or words[last][0] in ".!?"


def _status(sentence: Sentence, clause: Clause, level: Level) -> str:
    if level.earlier or level.metric.status == "now":
        return "reported"
    lows = {sentence.words.lows[at] for at in clause.tokens()}
    if lows & word_set("target") or level.metric.status == "target":
        return "target"
    if lows & word_set("forecast") or level.metric.status == "forecast":
        return "forecast"
    return "forecast" if lows & {"wird", "werden"} and clause.nonfinite and "bewertet" not in lows else "reported"
