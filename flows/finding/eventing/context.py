"""Roles that a clause leaves open: a headline's topic, who tells the event, whom the text speaks of."""

from __future__ import annotations

from flows.finding.clauses import Sentence
from flows.finding.clausing.phrase import Chunk
from flows.finding.clausing.words import speaking_verbs
from flows.finding.eventing.drafts import Draft
from flows.finding.eventing.fillers import Filler, Resolver
from flows.finding.eventing.kinds import is_institution, is_site, reports
from flows.finding.eventing.roles import sides
from flows.finding.eventing.status import clause_verbs
from flows.finding.records import Mention

_LONGEST_TOPIC = 8  # tokens in front of a headline's colon


def complete_by_context(draft: Draft, sentence: Sentence, resolver: Resolver) -> bool:
    """Tries to complete a draft with what stands around its clause."""
    if not draft.complete():
        _fill_topic(draft, sentence, resolver)
    return draft.complete() or _spoken_of(draft, sentence, resolver)


def fill_implied(draft: Draft, sentence: Sentence, resolver: Resolver) -> None:
    """Owners that the text names elsewhere, and whom it speaks of where a frame needs somebody more."""
    _fill_owner(draft, resolver)
    if draft.frame.type == "investment" and not {"location", "recipient"} & set(draft.roles):
        _fill_place(draft, sentence)
    role, anchor = draft.frame.implied, _anchor(draft, sentence)
    if not role or role in draft.roles or anchor is None or not draft.roles:
        return
    mention = resolver.told_before(role, draft.frame.type, anchor, draft.names())
    mention = mention or resolver.organization_before(anchor, draft.names())
    if mention is not None:
        near = mention.start >= sentence.words.starts[sentence.start]
        draft.fill(role, [Filler(mention, 0.6 if near else 0.5, anchor)])


def fill_leaders(draft: Draft, sentence: Sentence, resolver: Resolver) -> None:
    """ "unter Führung von X", "angeführt von X": who leads a round of money gives some."""
    if draft.frame.type != "funding_round":
        return
    for chunk in sentence.chunks:
        before = sentence.words.lows[chunk.first - 1] if chunk.first > sentence.start else ""
        if chunk.prep == "unter" and chunk in draft.clause.chunks:
            draft.fill("investor", resolver.leaders(chunk))
        elif chunk.prep == "von" and before in ("angeführt", "angeführte", "angeführten"):
            draft.fill("investor", resolver.fillers(chunk))


def fill_bought(drafts: list[Draft]) -> None:
    """ "kaufte Y und versprach, 20 Millionen in die Modernisierung zu stecken": the buyer's money goes into Y."""
    deals = [
        draft for draft in drafts if draft.frame.type == "acquisition" and {"buyer", "acquired"} <= set(draft.roles)
    ]
    for draft in drafts:
        if draft.frame.type != "investment" or {"location", "recipient"} & set(draft.roles):
            continue
        for deal in deals:
            if _names(deal, "buyer") == _names(draft, "investor"):
                draft.fill("recipient", [Filler(each.mention, 0.8, each.chunk) for each in deal.roles["acquired"][0]])


def _names(draft: Draft, role: str) -> set[str]:
    return {filler.mention.name for group in draft.roles.get(role, []) for filler in group}


def _fill_place(draft: Draft, sentence: Sentence) -> None:
    """ "baut in Kassel ein Werk, in das X Millionen steckt": the place of the clause that this one hangs on."""
    if draft.clause.opener == "wo":
        before = next((chunk for chunk in sentence.chunks if chunk.last == draft.clause.start - 2), None)
        if before is not None and before.mention is not None and before.mention.label == "location":
            draft.fill("location", [Filler(before.mention, 0.85, before)])
            return
    for clause in (draft.clause.parent, draft.clause.shared):
        for chunk in clause.chunks if clause is not None else ():
            place = chunk.mention is not None and chunk.mention.label == "location" and chunk.kind == "name"
            site = bool(chunk.nouns) and is_site(chunk.nouns[-1])
            if place and (site or chunk.prep in ("in", "bei", "nahe")) and chunk.mention is not None:
                draft.fill("location", [Filler(chunk.mention, 0.7, chunk)])
                return


def _fill_owner(draft: Draft, resolver: Resolver) -> None:
    """ "X verkauft die Tochter Y": whose daughter Y is may have been said before."""
    role, part = {"acquisition": ("seller", "acquired"), "spin_off": ("parent", "child")}.get(
        draft.frame.type, ("", "")
    )
    if not role or role in draft.roles:
        return
    for filler in [filler for group in draft.roles.get(part, []) for filler in group][:1]:
        owner = resolver.owners.of(filler.mention) or (resolver.seller_of(filler.mention) if role == "seller" else None)
        if owner is not None and owner.name not in draft.filled():
            draft.fill(role, [Filler(owner, 0.7, filler.chunk)])


def _fill_topic(draft: Draft, sentence: Sentence, resolver: Resolver) -> None:
    """ "X und Y: Fusion abgeblasen", "Y: X erhöht Angebot": the names in front of the colon take part."""
    words = sentence.words
    start = sentence.start
    colon = next((at for at in range(start, min(sentence.end, start + _LONGEST_TOPIC)) if words.lows[at] == ":"), -1)
    topic = [chunk for chunk in sentence.chunks if chunk.last < colon]
    if not topic or draft.trigger < colon or any(chunk.kind != "name" or chunk.prep for chunk in topic):
        return
    frame = draft.frame
    role = frame.pairs or frame.plural
    if not role:
        free = [side for side in frame.sides or (frame.spoken_of, frame.subject) if side and side not in draft.roles]
        role = free[0] if free else ""
    if role:
        draft.fill(role, [Filler(each.mention, 0.8, each.chunk) for each in resolver.fillers(topic[0])])


def _spoken_of(draft: Draft, sentence: Sentence, resolver: Resolver) -> bool:
    """The company that tells the event ("…, teilte X mit"), beside a number also the one that the text speaks of."""
    role = draft.frame.spoken_of
    anchor = _anchor(draft, sentence)
    if not role or role in draft.roles or anchor is None:
        return False
    draft.roles[role] = []  # would it be enough?
    enough = draft.complete()
    del draft.roles[role]
    if not enough:
        return False
    numbered = draft.count is not None or draft.amount is not None
    tellers = _tellers(draft, sentence, by_verb=not numbered)
    mention = tellers[0] if len(tellers) == 1 else None
    if mention is None and numbered:
        mention = resolver.organization_before(anchor, draft.names())
    if mention is None:
        return False
    return draft.fill(role, [Filler(mention, 0.6, anchor)]) and draft.complete()


def _anchor(draft: Draft, sentence: Sentence) -> Chunk | None:
    trigger = next((chunk for chunk in sentence.chunks if chunk.first <= draft.trigger <= chunk.last), None)
    return trigger or (draft.clause.chunks[0] if draft.clause.chunks else None)


def _tellers(draft: Draft, sentence: Sentence, by_verb: bool) -> list[Mention]:
    """Companies that are subjects of the sentence's other clauses, of those with a verb of saying if `by_verb`."""
    words = sentence.words
    found = []
    for clause in sentence.clauses:
        if clause is draft.clause or (by_verb and not speaking_verbs() & set(clause_verbs(words, clause))):
            continue
        chunk = sides(words, clause).subject
        mention = chunk.mention if chunk is not None and chunk.kind == "name" else None
        if mention is None or mention.label != "organization" or reports(words.text, mention):
            continue
        if not (by_verb and is_institution(mention.name.lower())):
            found.append(mention)
    return found
