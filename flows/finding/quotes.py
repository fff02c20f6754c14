"""Who said what: direct and indirect quotes with their speakers, the component `depesche_quotes`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from spacy.language import Language
from spacy.tokens import Doc

from flows.finding.quoting.behind import Reported, points_back
from flows.finding.quoting.cues import is_first_subjunctive, is_second_subjunctive
from flows.finding.quoting.direct import Said, read_run
from flows.finding.quoting.fragments import is_spoken_fragment
from flows.finding.quoting.free import speaks
from flows.finding.quoting.indirect import read_sentence
from flows.finding.quoting.speakers import Phrase
from flows.finding.quoting.talkers import Talkers
from flows.finding.quoting.words import Words
from flows.finding.records import Mention, Quote, Span
from flows.finding.tokens import tokens_of

EXTRACTOR = "quotes.rules/3"
_GOES_ON = frozenset(["er", "sie", "es", "demnach"])  # whoever spoke last
_REACH = 2  # sentences that a speech goes on without a word of saying


@dataclass(slots=True)
class _Speech:
    """The speech that is going on: who spoke last, and in which sentence."""

    sentence: int = -10
    speaker: Span | None = None
    mention: Mention | None = None


class _Finder:
    """Reads a document sentence by sentence and remembers who speaks."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.words = Words(doc)
        self.talkers = Talkers(doc, self.words)
        self.quotes: list[Quote] = []
        self.speech = _Speech()
        self.before: tuple[int, int] | None = None  # the sentence before

    def find(self) -> list[Quote]:
        runs_by_sentence = self._runs_by_sentence()
        for number, (first, end) in enumerate(self.words.sentences):
            said = [s for run in runs_by_sentence.get(number, ()) if (s := self._read_run(run, first, end))]
            reported = read_sentence(self.words, first, end, speaking=partial(self._goes_on, number))
            if not reported and not said:
                self._point_back(number, first, end)
            self._keep(number, said, reported)
            self.before = (first, end)
        return self.quotes

    def _point_back(self, number: int, first: int, end: int) -> None:
        """ "Das teilte die Bank mit." makes the sentence before it what the bank said."""
        if self.before is None or self.speech.sentence == number - 1:
            return
        saying = points_back(self.words, first, end)
        if saying is None:
            return
        speaker, mention = self._who(number, saying.subject, False)
        start, stop = self.words.starts[self.before[0]], self.words.ends[self.before[1] - 1]
        self._add("indirect", start, stop, self.words.words[saying.at], speaker, mention)
        self.speech = _Speech(number, speaker, mention)

    def _runs_by_sentence(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        number = 0
        sentences = self.words.sentences
        for index, run in enumerate(self.words.runs):
            at = self.words.at(run.outer_start)
            while number + 1 < len(sentences) and sentences[number + 1][0] <= at:
                number += 1
            found.setdefault(number, []).append(index)
        return found

    def _read_run(self, index: int, first: int, end: int) -> Said | None:
        return read_run(self.words, self.words.runs[index], first, end)

    def _keep(self, number: int, said: list[Said], reported: list[Reported]) -> None:
        words = self.words
        reported = [each for each in reported if each.first < each.end]  # none where the text breaks off behind its cue
        spans = [(words.starts[r.first], words.ends[r.end - 1]) for r in reported]
        items: list[tuple[int, Said | Reported]] = []
        for one in said:
            # What is marked inside of indirect speech is judged with it.
            if not any(start < one.start and one.end <= end for start, end in spans):
                items.append((one.start, one))
        for one_reported, (start, end) in zip(reported, spans, strict=True):
            if not any(s.start <= start and end <= s.end + 2 for s in said):
                items.append((start, one_reported))
        for _, item in sorted(items, key=lambda pair: pair[0]):
            if isinstance(item, Said):
                speaker, mention = self._who(number, item.speaker, item.open_speaker)
                self._add("direct", item.start, item.end, item.cue, speaker, mention)
                if item.passing:
                    continue
            else:
                speaker, mention = self._who(number, item.speaker, item.free)
                self._add_reported(item, speaker, mention)
            self.speech = _Speech(number, speaker, mention)

    def _add_reported(self, item: Reported, speaker: Span | None, mention: Mention | None) -> None:
        """Indirect speech, and the speaker's own words in it; what is marked as a whole is direct."""
        words = self.words
        runs = sorted({words.run_of[at] for at in range(item.first, item.end) if words.run_of[at] >= 0})
        free = [at for at in range(item.first, item.end) if words.run_of[at] < 0 and words.words[at][:1].isalnum()]
        start, end = words.starts[item.first], words.ends[item.end - 1]
        if free or not runs:
            self._add("indirect", start, end, item.cue, speaker, mention)
        for number in runs:
            run = words.runs[number]
            if start <= run.start and run.end <= end and (not free or is_spoken_fragment(words, run)):
                self._add("direct", run.start, run.end, item.cue, speaker, mention)

    def _who(self, number: int, phrase: Phrase | None, going_on: bool) -> tuple[Span | None, Mention | None]:
        if phrase is not None:
            speaker, mention = self.talkers.named(phrase, self.words.sentences[number])
            return speaker, mention or self._by_speech(number, phrase)
        if not going_on:
            return None, None
        found = self.talkers.before(number, self.speech.sentence)
        if found is None:
            near = number - self.speech.sentence <= _REACH + 2
            return (self.speech.speaker, self.speech.mention) if near else (None, None)
        return self.talkers.named(*found)

    def _by_speech(self, number: int, phrase: Phrase) -> Mention | None:
        """A pronoun that no name before it explains is whoever spoke last."""
        plain = phrase.end - phrase.first == 1 and self.words.lows[phrase.first] in _GOES_ON
        return self.speech.mention if plain and number - self.speech.sentence <= _REACH + 1 else None

    def _goes_on(self, number: int, verb: str) -> bool:
        """Can a sentence with this verb be speech: does one go on, or does the sentence before say that one speaks?"""
        if number - self.speech.sentence <= _REACH:
            return True
        known = is_first_subjunctive(verb) or is_second_subjunctive(verb)
        return known and self.before is not None and speaks(self.words, *self.before)

    def _add(
        self, kind: str, start: int, end: int, cue: str | None, speaker: Span | None, mention: Mention | None
    ) -> None:
        score = 1.0 if cue else 0.7
        self.quotes.append(Quote(kind, start, end, cue, speaker, mention, EXTRACTOR, score))


def find_quotes(doc: Doc, *, join: bool = False) -> list[Quote]:
    """Direct and indirect quotes in reading order; needs sentences and `doc._.mentions`.

    `join` makes one quote of free indirect sentences that follow each other, as some corpora do.
    """
    if not len(doc):
        return []
    quotes = sorted(_Finder(doc).find(), key=lambda quote: (quote.start, quote.end))
    return _joined(tokens_of(doc).text, quotes) if join else quotes


def _joined(text: str, quotes: list[Quote]) -> list[Quote]:
    kept: list[Quote] = []
    for quote in quotes:
        last = kept[-1] if kept else None
        free = quote.kind == "indirect" and quote.cue is None
        if (
            last
            and free
            and last.kind == "indirect"
            and last.cue is None
            and not text[last.end : quote.start].strip(" ")
        ):
            kept[-1] = replace(last, end=quote.end)
        else:
            kept.append(quote)
    return kept


@Language.component("depesche_quotes", assigns=["doc._.quotes"])
def set_quotes(doc: Doc) -> Doc:
    """Fills `doc._.quotes`."""
    doc._.quotes = find_quotes(doc)
    return doc
