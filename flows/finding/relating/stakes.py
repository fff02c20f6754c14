"""Who holds how much of a company: "hält 20 Prozent an Talbau", "ist beteiligt", "seine Mehrheit an Talbau"."""

from __future__ import annotations

from collections.abc import Iterator

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.clausing.verbs import HABEN, SEIN, WERDEN
from flows.finding.eventing.kinds import is_stake
from flows.finding.eventing.roles import followers, prepositional, sides
from flows.finding.eventing.status import clause_verbs
from flows.finding.records import Mention
from flows.finding.relating.arguments import behind_preposition, between
from flows.finding.relating.finds import Found
from flows.finding.relating.nouns import words
from flows.finding.relating.possessors import possessors
from flows.finding.relating.shares import is_capital, is_fraction, is_majority, speaks_of_share
from flows.finding.relating.tense import has_become, is_so, is_state
from flows.finding.relating.topics import TopicResolver

_HOLDING = ("halten", "besitzen", "kontrollieren")
# "stockte seine Beteiligung an X auf 20 Prozent auf": it holds these now.
_CHANGING = ("auf|stocken", "erhöhen", "aus|bauen", "reduzieren", "verringern", "senken")
_HAD_TO = frozenset(["musste", "mussten", "konnte", "konnten", "durfte", "durften"])
_LEAST_TOPIC = 0.2  # how far ahead the company the text speaks of must be for a share to be one of it


def stake_relations(sentence: Sentence, resolver: TopicResolver) -> Iterator[Found]:
    for clause in sentence.clauses:
        yield from _by_verb(sentence, resolver, clause)
    for chunk in sentence.chunks:
        yield from _by_noun(sentence, resolver, chunk)
        yield from _by_entrepreneur(chunk)
        yield from _own_company(sentence, resolver, chunk)
    yield from _aside(sentence, resolver)


def _by_verb(sentence: Sentence, resolver: TopicResolver, clause: Clause) -> Iterator[Found]:
    view = sentence.words
    lows = {view.lows[at] for at in clause.tokens()}
    into = behind_preposition(sentence, clause, "an")
    holders = _holders(sentence, clause, into)
    if not holders:
        return
    if "beteiligt" in lows and "sich" not in lows and is_state(view, clause):
        yield from _hold(sentence, resolver, clause, holders, into, 0.85)
        if not into and speaks_of_share(view, clause.tokens()):
            yield from _of_topic(sentence, resolver, holders, 0.85)
    yield from _entered(sentence, resolver, clause, holders[0], lows)
    changed = any(has_become(view, clause, verb) for verb in _CHANGING)
    to_percent = any(chunk.prep == "auf" and "prozent" in chunk.nouns for chunk in clause.chunks)
    holds = any(is_so(view, clause, verb) for verb in _HOLDING) or _will_hold(sentence, clause)
    if holds or (changed and (to_percent or "prozent" in lows)):
        yield from _holds(sentence, resolver, clause, holders, into, 0.85 if holds else 0.75)


def _holders(sentence: Sentence, clause: Clause, into: list[Chunk]) -> list[Chunk]:
    """The subject, whom it holds through ("über die Hallberg Gruppe") and who holds besides it ("neben Hallberg")."""
    subject = sides(sentence.words, clause).subject
    if clause.relative_at >= 0 and clause.antecedent in into and subject is clause.antecedent:
        return []
    through = [chunk for chunk in clause.chunks if chunk.prep in ("über", "neben") and chunk.mention is not None]
    return [*([subject] if subject is not None else []), *through]


def _will_hold(sentence: Sentence, clause: Clause) -> bool:
    """ "Nordwerk wird 60 Prozent halten": so it is agreed."""
    future = bool(clause.auxiliaries) and set(clause.auxiliaries) <= {"wird", "werden"}
    return future and bool({"halten", "besitzen"} & set(clause_verbs(sentence.words, clause)) and clause.nonfinite)


def _entered(
    sentence: Sentence, resolver: TopicResolver, clause: Clause, subject: Chunk, lows: set[str]
) -> Iterator[Found]:
    """ "ist bei X eingestiegen", "hat sich mit 15 Prozent an X beteiligt", "beteiligt sich mit 15 Prozent an X"."""
    view = sentence.words
    if has_become(view, clause, "ein|steigen"):
        yield from between(resolver, subject, "shareholder_of", prepositional(clause, "bei"), 0.65)
    joins = has_become(view, clause, "beteiligen") or is_so(view, clause, "beteiligen")
    if joins and "sich" in lows and lows & {"prozent", "%"}:
        yield from between(resolver, subject, "shareholder_of", behind_preposition(sentence, clause, "an"), 0.6)


def _hold(
    sentence: Sentence,
    resolver: TopicResolver,
    clause: Clause,
    holders: list[Chunk],
    owned: list[Chunk],
    score: float,
) -> Iterator[Found]:
    """The holders' shares, and the parent where one organisation holds more than half."""
    alone = len(holders) == 1 and len(holders[0].members()) == 1
    parent = alone and is_majority(sentence.words, clause.tokens()) and not _of_votes(sentence, clause)
    for holder in holders:
        for found in between(resolver, holder, "shareholder_of", owned, score):
            yield found
            if parent and found.subject.label == "organization":
                yield Found(found.object, "subsidiary_of", found.subject, round(0.9 * found.score, 3))


def _of_votes(sentence: Sentence, clause: Clause) -> bool:
    return any(sentence.words.lows[at].startswith(("stimmen", "stimmrecht")) for at in clause.tokens())


def _holds(
    sentence: Sentence,
    resolver: TopicResolver,
    clause: Clause,
    holders: list[Chunk],
    into: list[Chunk],
    score: float,
) -> Iterator[Found]:
    stakes = [chunk for chunk in clause.chunks if chunk.kind == "noun" and is_stake(chunk.noun)]
    share = speaks_of_share(sentence.words, clause.tokens())
    if not stakes and not share:
        return
    objects = [*into, *prepositional(clause, "bei")]
    for stake in stakes:
        for mention, tail in stake.modifiers:
            for left in resolver.fillers(holders[0]) if tail else ():
                yield Found(left.mention, "shareholder_of", mention, round(score * left.certainty, 3))
        if stake.after is not None and stake.after.genitive and stake.after.mention is not None:
            objects.append(stake.after)
        objects += [each for each in followers(sentence.chunks, stake, clause.end) if _owned(each)]
    objects = [chunk for chunk in objects if not is_capital(chunk)]
    if share and not objects:  # "besitzt X zu 80 Prozent"
        objects = [chunk for chunk in sides(sentence.words, clause).objects if chunk.kind == "name"][:1]
    if share and not objects and not any(stake.modifiers for stake in stakes) and not clause.nonfinite:
        yield from _of_topic(sentence, resolver, holders, score)
    yield from _hold(sentence, resolver, clause, holders, objects, score)


def _of_topic(sentence: Sentence, resolver: TopicResolver, holders: list[Chunk], score: float) -> Iterator[Found]:
    """ "Hallberg, das noch 12 Prozent hält": of the company that the text speaks of."""
    found = [filler for holder in holders for filler in resolver.fillers(holder)]
    names = {name for filler in found for name in (filler.mention.name, *resolver.forms_of(filler.mention))}
    topic = resolver.spoken_of(sentence, holders[0], frozenset(names))
    for left in found:
        namesake = resolver.kin(left.mention)
        if namesake is not None:
            yield Found(left.mention, "shareholder_of", namesake, round(0.8 * score * left.certainty, 3), inferred=True)
        elif topic is not None and topic.certainty > _LEAST_TOPIC:
            certainty = round(score * left.certainty * (0.55 + 0.25 * topic.certainty), 3)
            yield Found(left.mention, "shareholder_of", topic.mention, certainty, inferred=True)


def _owned(chunk: Chunk) -> bool:
    return chunk.genitive or chunk.prep in ("von", "an")


# --- nouns -----------------------------------------------------------------------------------------


def _by_noun(sentence: Sentence, resolver: TopicResolver, chunk: Chunk) -> Iterator[Found]:
    """ "Nordwerks Beteiligung an Talbau", "die Mehrheit von X an Talbau", "trennt sich von seinem Anteil an Talbau"."""
    if chunk.kind != "noun" or not is_stake(chunk.noun) or chunk.noun.startswith("markt") or is_fraction(chunk):
        return
    behind = followers(sentence.chunks, chunk, sentence.end)
    owned = next((each for each in behind if each.prep == "an"), None)
    clause = sentence.clause_at(chunk.head)
    if owned is None or clause is None or _sold(sentence, clause):
        return
    majority = chunk.noun in words("majorities")
    for holder, score in _possessors(sentence, resolver, clause, chunk, behind):
        for member in owned.members():
            if member.mention is None:
                continue
            yield Found(holder, "shareholder_of", member.mention, score)
            if majority and holder.label == "organization":
                yield Found(member.mention, "subsidiary_of", holder, round(0.9 * score, 3))


def _possessors(
    sentence: Sentence, resolver: TopicResolver, clause: Clause, chunk: Chunk, behind: list[Chunk]
) -> list[tuple[Mention, float]]:
    found = [(mention, 0.8) for mention, tail in chunk.modifiers if tail]
    before = chunk.after
    if before is not None and before.genitive and before.mention is not None and not chunk.prep:
        found.append((before.mention, 0.8))
    for each in behind:
        if each.genitive or each.prep == "von":
            found += [(filler.mention, 0.8 * filler.certainty) for filler in resolver.fillers(each)]
    parting = chunk.prep == "von" and "trennen" in clause_verbs(sentence.words, clause)
    if not found and (chunk.det.startswith(("sein", "ihr")) or parting):
        subject = sides(sentence.words, clause).subject
        if subject is not None and subject is not chunk:
            found = [(filler.mention, round(0.75 * filler.certainty, 3)) for filler in resolver.fillers(subject)]
    return found


def _sold(sentence: Sentence, clause: Clause) -> bool:
    """ "hat seine Beteiligung an X verkauft", "musste sie abgeben": it holds none any more."""
    verbs = set(clause_verbs(sentence.words, clause))
    had_to = verbs & set(words("selling_verbs")) and _HAD_TO & set(clause.auxiliaries)
    return bool(had_to) or any(has_become(sentence.words, clause, verb) for verb in words("selling_verbs"))


def _by_entrepreneur(chunk: Chunk) -> Iterator[Found]:
    """ "die Talbau des Unternehmers Jonas Behrend"."""
    owned = chunk.after
    if chunk.mention is None or owned is None or owned.mention is None:
        return
    if not chunk.noun.endswith(words("entrepreneurs")):
        return
    his = (chunk.genitive and chunk.det != "die") or chunk.prep == "von"
    if his and owned.mention.label == "organization":
        yield Found(chunk.mention, "shareholder_of", owned.mention, 0.7)


def _own_company(sentence: Sentence, resolver: TopicResolver, chunk: Chunk) -> Iterator[Found]:
    """ "Behrend und seine Firma Talbau", "…, dessen Holding Talbau wächst": of a person."""
    clause = sentence.clause_at(chunk.head)
    if chunk.mention is None or not chunk.noun.endswith(words("own_companies")):
        return
    if clause is None or _sold(sentence, clause):
        return
    for owner, score in possessors(sentence, resolver, chunk):
        if owner.label == "person":
            yield Found(owner, "shareholder_of", chunk.mention, round(0.75 * score, 3))


def _aside(sentence: Sentence, resolver: TopicResolver) -> Iterator[Found]:
    """ "Hallberg, mit vier Prozent an Talbau beteiligt, …"."""
    lows = sentence.words.lows
    for at in range(sentence.start + 2, sentence.end - 1):
        if lows[at] != "beteiligt" or lows[at + 1] not in (",", ")", "–"):
            continue
        inside = [chunk for chunk in sentence.chunks if chunk.last == at - 1 and chunk.prep == "an"]
        opened = next((back for back in range(at, sentence.start, -1) if lows[back] in (",", "(", "–")), -1)
        holder = next((chunk for chunk in sentence.chunks if chunk.last == opened - 1 and chunk.mention), None)
        if inside and holder is not None and not _has_verb(sentence, opened, at):
            yield from between(resolver, holder, "shareholder_of", inside[:1], 0.8)


def _has_verb(sentence: Sentence, start: int, stop: int) -> bool:
    lows = sentence.words.lows
    return any(lows[at] in HABEN | SEIN | WERDEN or lows[at] == "sich" for at in range(start, stop))
