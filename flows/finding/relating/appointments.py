"""Executives by appointment: "rückt an die Spitze", "bestellte A zum Nachfolger", "Ihm folgt A"."""

from __future__ import annotations

from collections.abc import Iterator

from flows.finding.clauses import Sentence
from flows.finding.eventing.changes import trigger_words
from flows.finding.eventing.drafts import Draft
from flows.finding.eventing.fillers import Filler
from flows.finding.eventing.leadership import leadership_drafts
from flows.finding.eventing.status import event_status, trigger_form
from flows.finding.relating.finds import Found
from flows.finding.relating.nouns import is_former, words
from flows.finding.relating.topics import TopicResolver

_TOLD = ("announced", "completed")
_GUESSED = 0.6  # certainty of an organisation that was taken because the text speaks of it
_SCORE = 0.7
_PLUPERFECT = frozenset(["hatte", "hatten", "war", "waren"])  # what came to be before what is told now may be over


def appointment_relations(sentence: Sentence, resolver: TopicResolver) -> Iterator[Found]:
    lows = {sentence.words.lows[at] for at in range(sentence.start, sentence.end)}
    if lows.isdisjoint(trigger_words()):
        return
    for draft in leadership_drafts(sentence, resolver):
        person = draft.roles["person"][0][0]
        organization = _organization(sentence, resolver, draft)
        if organization is None:
            continue
        resolver.remember(person.mention, organization, draft.position)
        # "Nachfolger des zurückgetretenen Talbau-Chefs A, B, …": it is not A who comes.
        gone = bool(person.chunk.modifiers) and is_former(sentence.words, person.chunk)
        if not draft.joins or gone or not lows.isdisjoint(words("candidacy")):
            continue
        if _is_executive(draft) and _is_told(sentence, draft):
            score = round(_SCORE * person.certainty * organization.certainty, 3)
            yield Found(person.mention, "executive_of", organization.mention, score, organization.certainty < 0.9)


def _organization(sentence: Sentence, resolver: TopicResolver, draft: Draft) -> Filler | None:
    """Whose office it is: what the clause tells, else what the text speaks of."""
    named = draft.roles.get("organization")
    filler = named[0][0] if named else None
    if filler is not None and filler.certainty != _GUESSED:
        return filler
    chunk = draft.roles["person"][0][0].chunk
    topic = resolver.spoken_of(sentence, chunk, everywhere=True)
    if topic is None or topic.certainty < 0.05:
        return None
    return Filler(topic.mention, round(0.6 + 0.25 * topic.certainty, 3), chunk)


def _is_executive(draft: Draft) -> bool:
    """A change of office, not only of employer, and no administrator's, speaker's or coach's office."""
    return draft.by_office and not (draft.position or "").lower().endswith(words("no_executives"))


def _is_told(sentence: Sentence, draft: Draft) -> bool:
    """Agreed or done: neither rumoured nor only meant to be."""
    view = sentence.words
    lows = [view.lows[at] for at in draft.clause.tokens()]
    if _PLUPERFECT & set(draft.clause.auxiliaries) or ("nicht" in lows and "mehr" in lows):
        return False
    noun = next((chunk for chunk in sentence.chunks if chunk.head <= draft.trigger <= chunk.last), None)
    noun = noun if noun is not None and noun.kind != "pronoun" else None
    form = "" if noun is not None else trigger_form(view, draft.clause, draft.trigger)
    return event_status(view, draft.clause, (sentence.start, sentence.end), draft.frame, form, noun) in _TOLD
