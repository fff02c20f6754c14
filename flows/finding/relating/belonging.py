"""Whose a company is: "gehört zu Nordwerk", "gehört Nordwerk", "dem Talbau gehört", "im Besitz von Nordwerk"."""

from __future__ import annotations

from collections.abc import Iterator

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.clausing.verbs import HABEN, MODALS
from flows.finding.eventing.roles import Sides, followers, sides
from flows.finding.eventing.status import clause_verbs
from flows.finding.relating.arguments import behind_preposition, between
from flows.finding.relating.finds import Found
from flows.finding.relating.shares import is_capital, is_fraction, is_majority, speaks_of_share
from flows.finding.relating.tense import denied, is_so, is_state
from flows.finding.relating.topics import TopicResolver

_POSSESSION = frozenset(["besitz", "händen", "eigentum", "hand", "familienbesitz"])
_LIES = frozenset(["befindet", "befinden", "liegt", "liegen", "steht"])
_FEMININE = frozenset(["die", "eine", "diese", "jene", "seine", "ihre"])
_INVESTORS = ("investor", "investoren", "fonds", "familie", "stiftung", "beteiligungsgesellschaft")


def belonging_relations(sentence: Sentence, resolver: TopicResolver) -> Iterator[Found]:
    for clause in sentence.clauses:
        if _belongs_now(sentence, clause):
            yield from _belongs(sentence, resolver, clause)
        yield from _possessed(sentence, resolver, clause)


def _belongs_now(sentence: Sentence, clause: Clause) -> bool:
    if is_so(sentence.words, clause, "gehören"):
        return True
    # "wurde 2004 gegründet und gehört heute Nordwerk": no participle, since the verb knows no passive.
    passive = bool(clause.auxiliaries) and not set(clause.auxiliaries) & (HABEN | MODALS)
    coordinated = clause.shared is not None and not clause.finite and passive
    return coordinated and "gehören" in clause_verbs(sentence.words, clause) and not denied(sentence.words, clause)


def _belongs(sentence: Sentence, resolver: TopicResolver, clause: Clause) -> Iterator[Found]:
    found = sides(sentence.words, clause)
    wholes = [chunk for chunk in _wholes(sentence, clause) if not is_fraction(chunk)]
    if wholes:
        yield from _part_of_wholes(resolver, clause, found, wholes)
        return
    owner = _owner(sentence, clause, found)
    if owner is None:
        return
    shared = speaks_of_share(sentence.words, clause.tokens())
    parts = [
        chunk for chunk in _parts(sentence, clause, found, owner) if not is_fraction(chunk) and not is_capital(chunk)
    ]
    if not parts and shared:
        parts = _shared_companies(sentence, clause)
        if not parts:
            yield from _of_topic(sentence, resolver, owner)
    for part in parts[:1]:
        yield from _owns(sentence, resolver, clause, owner, part, shared)


def _wholes(sentence: Sentence, clause: Clause) -> list[Chunk]:
    """ "gehört zu X", also behind a clause in between ("gehört die Firma, die …, zum Konzern X")."""
    wholes = behind_preposition(sentence, clause, "zu")
    for other in sentence.clauses:
        if other.parent is clause and other.kind == "relative":
            wholes += [chunk for chunk in other.asides if chunk.prep == "zu"]
    return wholes


def _part_of_wholes(resolver: TopicResolver, clause: Clause, found: Sides, wholes: list[Chunk]) -> Iterator[Found]:
    named = [chunk for chunk in wholes if chunk.kind == "name" or chunk.modifiers or chunk is clause.antecedent]
    subject = found.subject
    parts = [subject] if subject is not None and subject not in named else []
    parts += [chunk for chunk in clause.chunks if chunk.bare and chunk.mention and chunk not in parts][:1]
    for part in parts[:1] if named else []:
        for whole in named:
            yield from _part_of(resolver, part, whole)


def _part_of(resolver: TopicResolver, part: Chunk, whole: Chunk) -> Iterator[Found]:
    for left in resolver.fillers(part):
        for right in resolver.fillers(whole):
            predicate = "product_of" if left.mention.label == "product" else "subsidiary_of"
            yield Found(left.mention, predicate, right.mention, round(0.8 * left.certainty * right.certainty, 3))


def _owner(sentence: Sentence, clause: Clause, found: Sides) -> Chunk | None:
    """Who stands in the dative."""
    if clause.relative_at >= 0 and clause.antecedent is not None and _means_owner(sentence, clause):
        return _feminine(sentence, clause, clause.antecedent)
    if found.dative is not None:
        return found.dative
    if found.objects and is_fraction(found.objects[0]):  # "Nordwerk gehören 40 Prozent"
        return found.subject
    if found.objects:
        return found.objects[0]
    # "gehört zu 60 Prozent der Hallberg": looks like the genitive of the percentage.
    return next((chunk for chunk in clause.chunks if chunk.genitive and chunk.after and is_fraction(chunk.after)), None)


def _means_owner(sentence: Sentence, clause: Clause) -> bool:
    """Is the relative pronoun a dative: "dem Talbau gehört", "die Holding, der Talbau gehört"?"""
    pronoun = sentence.words.lows[clause.relative_at]
    antecedent = clause.antecedent
    if pronoun in ("dem", "denen", "welchem", "welcher") or antecedent is None:
        return antecedent is not None
    if pronoun != "der" or any(chunk.bare and chunk.det in ("dem", "einem") for chunk in clause.chunks):
        return False
    person = antecedent.mention is not None and antecedent.mention.label == "person"  # who can belong to nobody
    shares = any(chunk.bare and is_fraction(chunk) for chunk in clause.chunks)
    return person or shares or antecedent.det in _FEMININE


def _feminine(sentence: Sentence, clause: Clause, antecedent: Chunk) -> Chunk:
    """ "die Holding X des Unternehmers Behrend, der Talbau gehört": the holding, since "der" is no masculine dative."""
    owned = antecedent.after
    outer = antecedent.genitive and antecedent.det == "des" and owned is not None and owned.mention is not None
    return owned if outer and owned and sentence.words.lows[clause.relative_at] == "der" else antecedent


def _parts(sentence: Sentence, clause: Clause, found: Sides, owner: Chunk) -> list[Chunk]:
    """What belongs to the owner."""
    sides_ = [chunk for chunk in (found.subject, *found.objects) if chunk is not None and owner not in chunk.members()]
    return [chunk for chunk in sides_ if chunk is not clause.antecedent or not _means_owner(sentence, clause)]


def _shared_companies(sentence: Sentence, clause: Clause) -> list[Chunk]:
    """ "34 Prozent an Talbau", "34 Prozent der Talbau AG" gehören jemandem."""
    shares = [chunk for chunk in clause.chunks if is_fraction(chunk) or is_capital(chunk)]
    behind = [each for share in shares for each in followers(sentence.chunks, share, clause.end)]
    named = [each for each in behind if (each.genitive or each.prep in ("an", "von")) and not is_capital(each)]
    return named or [chunk for chunk in clause.chunks if chunk.modifiers and chunk.kind == "noun"]


def _owns(
    sentence: Sentence, resolver: TopicResolver, clause: Clause, owner: Chunk, part: Chunk, shared: bool
) -> Iterator[Found]:
    companies = [(filler.mention, filler.certainty) for filler in resolver.fillers(part)]
    companies = companies or [(mention, 0.9) for mention, tail in part.modifiers if tail]
    alone = len(owner.members()) == 1
    majority = alone and is_majority(sentence.words, clause.tokens())
    for each in resolver.fillers(owner):
        organization = each.mention.label == "organization"
        held = shared or not organization or not alone or owner.noun.endswith(_INVESTORS)
        for company, certainty in companies:
            score = round(0.8 * each.certainty * certainty, 3)
            if held:
                yield Found(each.mention, "shareholder_of", company, score)
            if organization and (majority or not held):
                yield Found(company, "subsidiary_of", each.mention, score)


def _of_topic(sentence: Sentence, resolver: TopicResolver, owner: Chunk) -> Iterator[Found]:
    """ "Nordwerk gehören 40 Prozent": of the company that the text speaks of."""
    for each in resolver.fillers(owner):
        names = frozenset({each.mention.name, *resolver.forms_of(each.mention)})
        topic = resolver.spoken_of(sentence, owner, names)
        if topic is not None and topic.certainty > 0.2:
            score = round(0.8 * each.certainty * (0.55 + 0.25 * topic.certainty), 3)
            yield Found(each.mention, "shareholder_of", topic.mention, score, inferred=True)


def _possessed(sentence: Sentence, resolver: TopicResolver, clause: Clause) -> Iterator[Found]:
    """ "ist im Besitz von X", "liegt in den Händen von X"; beside a name "Talbau, bisher im Besitz von X"."""
    for chunk in (*clause.chunks, *clause.asides):
        if chunk.noun not in _POSSESSION or chunk.prep != "in":
            continue
        owners = followers(sentence.chunks, chunk, sentence.end)[:1]
        owned = _before_comma(sentence, chunk)
        subject = sides(sentence.words, clause).subject
        if owned is None and subject is not None and chunk in clause.chunks and _is_there(sentence, clause):
            owned = subject
        if owned is None:
            continue
        for owner in owners:
            yield from between(resolver, owner, "shareholder_of", [owned], 0.8)
            if is_majority(sentence.words, clause.tokens()) and len(owner.members()) == 1:
                yield from between(resolver, owned, "subsidiary_of", [owner], 0.7)


def _before_comma(sentence: Sentence, chunk: Chunk) -> Chunk | None:
    """The name in front of an aside: "Talbau, bisher im Besitz …"."""
    lows = sentence.words.lows
    opened = next((at for at in range(chunk.first, sentence.start, -1) if lows[at] in (",", "(")), -1)
    if opened < 0 or chunk.first - opened > 4:
        return None
    return next((other for other in sentence.chunks if other.last == opened - 1 and other.mention is not None), None)


def _is_there(sentence: Sentence, clause: Clause) -> bool:
    """ "ist", "befindet sich", "liegt" in jemandes Besitz."""
    here = {sentence.words.lows[at] for at in clause.tokens()} & _LIES
    return is_state(sentence.words, clause) or (bool(here) and not denied(sentence.words, clause))
