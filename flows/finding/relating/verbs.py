"""Relations told by verbs: hält … an, ist … beteiligt, gehört zu, konkurriert mit."""

from __future__ import annotations

from collections.abc import Iterator

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.eventing.fillers import is_stake
from flows.finding.eventing.roles import Sides, followers, prepositional, sides
from flows.finding.eventing.status import clause_verbs
from flows.finding.relating.finds import Found
from flows.finding.relating.tense import denied, has_become, is_so, is_state
from flows.finding.relating.topics import TopicResolver

_HOLDING = ("halten", "besitzen", "kontrollieren")
# "stockte seine Beteiligung an X auf 20 Prozent auf": it holds these now.
_CHANGING = ("auf|stocken", "erhöhen", "aus|bauen", "reduzieren", "verringern", "senken")
_RIVALRY = frozenset(["wettbewerb", "konkurrenz", "rivalität", "konkurrenzkampf"])


def verb_relations(sentence: Sentence, resolver: TopicResolver) -> Iterator[Found]:
    for clause in sentence.clauses:
        verbs = set(clause_verbs(sentence.words, clause))
        lows = {sentence.words.lows[at] for at in clause.tokens()}
        if not verbs and "beteiligt" not in lows and not lows & {"besitz", "händen", "eigentum"}:
            continue
        found = sides(sentence.words, clause)
        yield from _held(sentence, resolver, clause, found, lows)
        yield from _belonging(sentence, resolver, clause, found, verbs, lows)
        yield from _rivals(sentence, resolver, clause, found, verbs)


def _between(
    resolver: TopicResolver, subject: Chunk, predicate: str, objects: list[Chunk], score: float
) -> Iterator[Found]:
    for left in resolver.fillers(subject):
        for chunk in objects:
            for right in resolver.fillers(chunk):
                yield Found(left.mention, predicate, right.mention, round(score * left.certainty * right.certainty, 3))


def behind_preposition(sentence: Sentence, clause: Clause, prep: str) -> list[Chunk]:
    """The phrases with a preposition, and what "an dem" and "zu der" of a relative clause stand for."""
    found = prepositional(clause, prep)
    lows = sentence.words.lows
    if clause.relative_at > sentence.start and clause.antecedent is not None and lows[clause.relative_at - 1] == prep:
        found.append(clause.antecedent)
    return found


def _held(sentence: Sentence, resolver: TopicResolver, clause: Clause, found: Sides, lows: set[str]) -> Iterator[Found]:
    words = sentence.words
    subject = found.subject
    if subject is None:
        return
    into = behind_preposition(sentence, clause, "an")
    if clause.relative_at >= 0 and clause.antecedent in into and subject is clause.antecedent:
        return
    if "beteiligt" in lows and "sich" not in lows and is_state(words, clause):
        yield from _between(resolver, subject, "shareholder_of", into, 0.85)
    yield from _entered(sentence, resolver, clause, subject, lows)
    changed = [verb for verb in _CHANGING if has_become(words, clause, verb)]
    to_percent = any(chunk.prep == "auf" and "prozent" in chunk.nouns for chunk in clause.chunks)
    holds = any(is_so(words, clause, verb) for verb in _HOLDING)
    if holds or (changed and (to_percent or "prozent" in lows)):
        yield from _holds(sentence, resolver, clause, subject, into, 0.85 if holds else 0.75)


def _entered(
    sentence: Sentence, resolver: TopicResolver, clause: Clause, subject: Chunk, lows: set[str]
) -> Iterator[Found]:
    """ "ist bei X eingestiegen", "hat sich mit 15 Prozent an X beteiligt", "beteiligt sich mit 15 Prozent an X"."""
    words = sentence.words
    if has_become(words, clause, "ein|steigen"):
        yield from _between(resolver, subject, "shareholder_of", prepositional(clause, "bei"), 0.65)
    joins = has_become(words, clause, "beteiligen") or is_so(words, clause, "beteiligen")
    if joins and "sich" in lows and lows & {"prozent", "%"}:
        yield from _between(resolver, subject, "shareholder_of", behind_preposition(sentence, clause, "an"), 0.6)


def _holds(
    sentence: Sentence, resolver: TopicResolver, clause: Clause, subject: Chunk, into: list[Chunk], score: float
) -> Iterator[Found]:
    stakes = [chunk for chunk in clause.chunks if chunk.kind == "noun" and is_stake(chunk.noun)]
    percent = any(sentence.words.lows[at] in ("prozent", "%") for at in clause.tokens())
    if not stakes and not percent:
        return
    objects = [*into, *prepositional(clause, "bei")]
    for stake in stakes:
        for mention, tail in stake.modifiers:
            for left in resolver.fillers(subject) if tail else ():
                yield Found(left.mention, "shareholder_of", mention, round(score * left.certainty, 3))
        if stake.after is not None and stake.after.genitive and stake.after.mention is not None:
            objects.append(stake.after)
        objects += [each for each in followers(sentence.chunks, stake, clause.end) if _owned(each)]
    if percent and not objects:  # "besitzt X zu 80 Prozent"
        objects = [chunk for chunk in sides(sentence.words, clause).objects if chunk.kind == "name"][:1]
    if percent and not objects and not any(stake.modifiers for stake in stakes):
        yield from _of_topic(sentence, resolver, subject, score)
    yield from _between(resolver, subject, "shareholder_of", objects, score)


def _of_topic(sentence: Sentence, resolver: TopicResolver, subject: Chunk, score: float) -> Iterator[Found]:
    """ "Hallberg, das noch 12 Prozent hält": of the company that the text speaks of."""
    for left in resolver.fillers(subject):
        topic = resolver.spoken_of(sentence, subject, frozenset({left.mention.name}))
        if topic is not None and topic.certainty > 0.2:
            certainty = round(score * left.certainty * (0.55 + 0.25 * topic.certainty), 3)
            yield Found(left.mention, "shareholder_of", topic.mention, certainty, inferred=True)


def _owned(chunk: Chunk) -> bool:
    return chunk.genitive or chunk.prep in ("von", "an")


def _belonging(
    sentence: Sentence, resolver: TopicResolver, clause: Clause, found: Sides, verbs: set[str], lows: set[str]
) -> Iterator[Found]:
    words = sentence.words
    if "gehören" in verbs and is_so(words, clause, "gehören"):
        yield from _belongs(sentence, resolver, clause, found, lows)
    if lows & {"besitz", "händen", "eigentum"} and is_state_or(sentence, clause) and found.subject is not None:
        for chunk in clause.chunks:
            if chunk.noun in ("besitz", "händen", "eigentum") and chunk.prep == "in":
                owners = followers(sentence.chunks, chunk, clause.end)[:1]
                for owner in owners:
                    yield from _between(resolver, owner, "shareholder_of", [found.subject], 0.8)


def is_state_or(sentence: Sentence, clause: Clause) -> bool:
    """ "ist", "befindet sich", "liegt" in jemandes Besitz."""
    here = {sentence.words.lows[at] for at in clause.tokens()} & {"befindet", "befinden", "liegt", "liegen", "steht"}
    return is_state(sentence.words, clause) or (bool(here) and not denied(sentence.words, clause))


def _belongs(
    sentence: Sentence, resolver: TopicResolver, clause: Clause, found: Sides, lows: set[str]
) -> Iterator[Found]:
    wholes = [chunk for chunk in behind_preposition(sentence, clause, "zu") if "prozent" not in chunk.nouns]
    named = [chunk for chunk in wholes if chunk.kind == "name" or chunk.modifiers or chunk is clause.antecedent]
    subject = found.subject
    if wholes:
        parts = [subject] if subject is not None and subject not in named else []
        parts += [chunk for chunk in clause.chunks if chunk.bare and chunk.mention and chunk not in parts][:1]
        for part in parts[:1] if named else []:
            for whole in named:
                yield from _part_of(resolver, part, whole)
        return
    owners = [found.dative] if found.dative is not None else found.objects[:1]
    shared = "prozent" in lows or "%" in lows
    if shared and not owners:  # "gehört zu 60 Prozent der Hallberg": looks like the percentage's genitive
        owners = [chunk for chunk in clause.chunks if chunk.genitive and chunk.after and "prozent" in chunk.after.nouns]
    if subject is None:
        return
    for owner in owners:
        for each in resolver.fillers(owner):
            private = each.mention.label != "organization" or len(owner.members()) > 1 or _invests(owner)
            for part_filler in resolver.fillers(subject):
                score = round(0.8 * each.certainty * part_filler.certainty, 3)
                if shared or private:
                    yield Found(each.mention, "shareholder_of", part_filler.mention, score)
                else:
                    yield Found(part_filler.mention, "subsidiary_of", each.mention, score)


def _part_of(resolver: TopicResolver, part: Chunk, whole: Chunk) -> Iterator[Found]:
    for left in resolver.fillers(part):
        for right in resolver.fillers(whole):
            predicate = "product_of" if left.mention.label == "product" else "subsidiary_of"
            yield Found(left.mention, predicate, right.mention, round(0.8 * left.certainty * right.certainty, 3))


def _invests(owner: Chunk) -> bool:
    return owner.noun.endswith(("investor", "investoren", "fonds", "holding", "familie", "stiftung", "gesellschaft"))


def _rivals(
    sentence: Sentence, resolver: TopicResolver, clause: Clause, found: Sides, verbs: set[str]
) -> Iterator[Found]:
    subject = found.subject
    if subject is None or denied(sentence.words, clause):
        return
    if verbs & {"konkurrieren", "wetteifern"}:
        yield from _between(resolver, subject, "competitor_of", behind_preposition(sentence, clause, "mit"), 0.85)
        return
    for chunk in clause.chunks:
        if chunk.noun not in _RIVALRY:
            continue
        behind = followers(sentence.chunks, chunk, clause.end)[:1]
        if chunk.prep == "in" and behind and behind[0].prep in ("mit", "zu"):
            yield from _between(resolver, subject, "competitor_of", behind, 0.8)
        elif "machen" in verbs and not chunk.prep:
            yield from _between(resolver, subject, "competitor_of", found.objects[:1], 0.75)
        elif chunk.det in ("die", "der") and behind and behind[0].prep == "von" and behind[0].mention and found.objects:
            yield from _between(resolver, behind[0], "competitor_of", found.objects[:1], 0.7)
