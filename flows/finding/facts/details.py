"""What a told event carries besides its arguments: when it happened, and the office that somebody takes or leaves."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc

from flows.finding.clauses import Sentence, parse_sentence, words_of
from flows.finding.eventing.frames import frame_of
from flows.finding.eventing.kinds import is_position
from flows.finding.eventing.offices import written
from flows.finding.eventing.slots import clause_date
from flows.finding.eventing.status import event_status, trigger_form
from flows.finding.facts.scene import SceneSentence
from flows.finding.lexicon import load_lexicon
from flows.finding.records import DateExpression, Mention

_UNSAID = "announced"  # what clauses mean that say nothing of how far an event has come


@cache
def _insolvency_stems() -> tuple[str, ...]:
    return tuple(load_lexicon("events_nouns")["insolvency_stems"].split())


class Details:
    """Reads them from the clause around an anchor."""

    def __init__(self, doc: Doc) -> None:
        self._doc, self._words = doc, words_of(doc)

    def may_tell(self, kind: str, word: str) -> bool:
        """May a word that only the model holds for one that tells an event do so: no insolvency by "gehen" alone?"""
        return kind != "insolvency" or any(stem in word.lower() for stem in _insolvency_stems())

    def date(self, sentence: SceneSentence, start: int, end: int) -> DateExpression | None:
        """The date nearest to these characters in their clause."""
        parsed, token = self._at(sentence, start, end)
        clause = parsed.clause_at(token) if parsed is not None else None
        return clause_date(clause, token) if clause is not None else None

    def status(self, kind: str, likeliest: str, sentence: SceneSentence, start: int, end: int) -> str:
        """How far the event of this type has come: as mood and tense of its clause say, else what is likeliest."""
        parsed, token = self._at(sentence, start, end)
        clause = parsed.clause_at(token) if parsed is not None else None
        if parsed is None or clause is None:
            return likeliest
        noun = next(
            (chunk for chunk in parsed.chunks if chunk.kind != "pronoun" and chunk.head <= token <= chunk.last), None
        )
        form = "" if noun is not None else trigger_form(self._words, clause, token)
        frame = frame_of(kind, self._words.lows[token])
        said = event_status(self._words, clause, (parsed.start, parsed.end), frame, form, noun)
        return likeliest if said == _UNSAID else said

    def office(self, sentence: SceneSentence, start: int, end: int, person: Mention) -> str | None:
        """The office nearest to the person, or to these characters where the person stands elsewhere."""
        parsed, token = self._at(sentence, start, end)
        if parsed is None:
            return None
        near = token
        if sentence.start <= person.start < sentence.end:
            near = self._words.span(person.start, person.end)[0]
        offices = [
            (abs(chunk.head - near), office)
            for chunk in parsed.chunks
            if chunk.nouns and is_position(chunk.nouns[-1]) and (office := written(parsed, chunk)) is not None
        ]
        return min(offices)[1] if offices else None

    def _at(self, sentence: SceneSentence, start: int, end: int) -> tuple[Sentence | None, int]:
        if sentence.tokens is None:
            return None, -1
        return parse_sentence(self._doc, *sentence.tokens), self._words.span(start, end)[0]
