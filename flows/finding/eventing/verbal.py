"""Events told by a verb: "X übernimmt Y", "Y wird von X übernommen", "X will Y übernehmen"."""

from __future__ import annotations

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause, voice
from flows.finding.clausing.verbs import VerbForm
from flows.finding.clausing.words import Words, verb_forms
from flows.finding.eventing.drafts import Draft
from flows.finding.eventing.fillers import Filler, Resolver
from flows.finding.eventing.frames import Frame, verb_triggers
from flows.finding.eventing.kinds import describes_company, describes_staff, is_part, is_site, is_stake
from flows.finding.eventing.nominal import complete_pair
from flows.finding.eventing.roles import Sides, apposed, companions, examples, followers, prepositional, sides
from flows.finding.eventing.status import clause_particle

_AGENT = ("von", "durch")
# "steckt 20 Millionen in den Ausbau von X": X gets the money.
_IMPROVED = ("ausbau", "umbau", "modernisierung", "erweiterung", "sanierung", "erneuerung", "aufbau", "rettung")


def verb_drafts(sentence: Sentence, resolver: Resolver, at: int) -> list[Draft]:
    """Drafts for the verb at this token, none where it only looks like a trigger."""
    words = sentence.words
    readings = verb_triggers(hints=False).get(words.lows[at], ())
    clause = sentence.clause_at(at)
    if clause is None:
        return []
    drafts = []
    for frame, reading in readings:
        form = _form_in(words, clause, at, reading)
        if form and _particle_fits(words, clause, at, reading, form) and _adverbs_fit(words, clause, frame):
            draft = _draft(sentence, resolver, clause, at, frame, reading, form)
            if draft is not None:
                drafts.append(draft)
    return drafts


def attribute_drafts(sentence: Sentence, resolver: Resolver, chunk: Chunk) -> list[Draft]:
    """ "die von X übernommene Y": the participle inside a phrase, with its agent before it."""
    if chunk.mention is None or not chunk.adjectives:
        return []
    clause = sentence.clause_at(chunk.head)
    if clause is None:
        return []
    drafts = []
    for adjective in chunk.adjectives:
        for frame, reading in verb_triggers(hints=False).get(adjective, ()):
            if reading.kind != "attribute" or not frame.object or frame.takes_sein:
                continue
            draft = Draft(frame, clause, chunk.head, attribute=True)
            draft.fill(frame.object, resolver.fillers(chunk))
            for agent in sentence.chunks:
                inside = chunk.first <= agent.first < chunk.head and agent is not chunk
                if inside and agent.prep in _AGENT and frame.subject:
                    draft.fill(frame.subject, resolver.fillers(agent))
            _fill_doer(sentence, resolver, draft, chunk, clause)
            drafts.append(draft)
    return drafts


def _fill_doer(sentence: Sentence, resolver: Resolver, draft: Draft, chunk: Chunk, clause: Clause) -> None:
    """ "X schließt die erst 2019 übernommene Y": without an agent the clause's subject has done it."""
    subject = sides(sentence.words, clause).subject
    if draft.frame.type != "acquisition" or draft.frame.subject in draft.roles or subject is chunk or subject is None:
        return
    if subject.kind == "name" and draft.roles:
        draft.fill(draft.frame.subject, [Filler(each.mention, 0.7, subject) for each in resolver.fillers(subject)])


def _form_in(words: Words, clause: Clause, at: int, reading: VerbForm) -> str:
    """How the form is used here: present, past, participle, infinitive; "" if this reading cannot be."""
    if at in clause.finite:
        if _closes_headline(words, clause, at):
            return reading.kind if reading.kind == "participle" else ""
        return reading.kind if reading.kind in ("present", "past", "subjunctive") else ""
    if at in clause.nonfinite:
        if reading.kind in ("participle", "zu_infinitive"):
            return "infinitive" if reading.kind == "zu_infinitive" else reading.kind
        return "infinitive" if reading.kind == "infinitive" else ""
    return ""


def _closes_headline(words: Words, clause: Clause, at: int) -> bool:
    """ "Talbau an Nordwerk verkauft": a participle at the end of a headline that lacks its auxiliary."""
    readings = verb_forms().get(words.lows[at], ())
    if clause.kind != "main" or clause.auxiliaries or not any(item.kind == "participle" for item in readings):
        return False
    behind = [low for low in words.lows[at + 1 : clause.end] if low[0].isalnum()]
    return not behind and sum(chunk.last < at for chunk in clause.chunks) >= 2


def _particle_fits(words: Words, clause: Clause, at: int, reading: VerbForm, form: str) -> bool:
    if form in ("participle", "infinitive") or at >= clause.end - 1:
        return reading.particle is None
    particle = clause_particle(words, clause)
    return reading.particle == particle


def _adverbs_fit(words: Words, clause: Clause, frame: Frame) -> bool:
    return not frame.adverbs or any(words.lows[at] in frame.adverbs for at in clause.tokens())


def _draft(
    sentence: Sentence,
    resolver: Resolver,
    clause: Clause,
    at: int,
    frame: Frame,
    reading: VerbForm,
    form: str,
) -> Draft | None:
    words = sentence.words
    reflexive = "sich" in [words.lows[token] for token in clause.tokens()]
    if (frame.reflexive and not reflexive) or (frame.transitive and reflexive):
        return None
    draft = Draft(frame, clause, at)
    found = sides(words, clause)
    if frame.goods and not _deals_in_goods(found):
        return None
    if frame.counted and not any(chunk.quantity >= 0 for chunk in found.objects):
        return None
    passive = form == "participle" and voice(clause, "participle", frame.takes_sein) == "passive"
    if passive:
        _fill_passive(sentence, resolver, draft, found, clause)
    elif not _fill_active(sentence, resolver, draft, found, clause):
        return None
    draft.score *= found.sure
    if frame.subject and frame.subject in draft.roles and "mit" not in frame.prepositions:
        for chunk in companions(words, clause):
            draft.add(frame.subject, resolver.fillers(chunk))
    _fill_prepositions(sentence, resolver, draft, clause)
    _fill_whose(sentence, resolver, draft, clause)
    if sentence.chunks and (found.subject is None or found.subject.kind == "noun"):
        complete_pair(resolver, draft, found.subject or sentence.chunks[0])
    return draft


def _deals_in_goods(found: Sides) -> bool:
    """Is what is sold or bought neither named nor a company, a stake or a part of one?"""
    goods: list[Chunk | None] = [*found.objects] or [found.subject]
    things = [chunk for chunk in goods if chunk is not None and chunk.kind == "noun"]
    return bool(things) and not any(
        is_part(chunk.noun) or is_stake(chunk.noun) or is_site(chunk.noun) or describes_company(chunk.noun)
        for chunk in things
    )


def _fill_passive(sentence: Sentence, resolver: Resolver, draft: Draft, found: Sides, clause: Clause) -> None:
    frame = draft.frame
    if found.subject is not None and frame.object:
        _fill_object(sentence, resolver, draft, found.subject, clause)
    for prep in _AGENT:
        for chunk in prepositional(clause, prep):
            if frame.subject:
                draft.fill(frame.subject, resolver.actors(chunk, draft.names(), draft.frame.type == "legal"))


def _fill_active(sentence: Sentence, resolver: Resolver, draft: Draft, found: Sides, clause: Clause) -> bool:
    """Subject and object; False where the object shows that the verb means something else."""
    frame = draft.frame
    objects = [chunk for chunk in found.objects if chunk.kind != "pronoun" or chunk.noun != "es" or _sells_it(frame)]
    if frame.bad_objects and any(set(chunk.nouns) & frame.bad_objects for chunk in objects):
        return False
    if found.subject is not None and frame.subject:
        filled = draft.fill(frame.subject, resolver.actors(found.subject, draft.names(), draft.frame.type == "legal"))
        if not filled and frame.type == "strike" and describes_staff(found.subject.noun):
            _fill_staff(sentence, resolver, draft, found.subject, clause)
    receiver = found.dative or (_named_receiver(objects) if not frame.object else None)
    if receiver is None and frame.dative and frame.object and _gives(objects):
        receiver, objects = objects[0], objects[1:]
    if receiver is not None and frame.dative:
        draft.fill(frame.dative, resolver.actors(receiver, draft.names(), draft.frame.type == "legal"))
    if objects and frame.object:
        _fill_object(sentence, resolver, draft, objects[0], clause)
    return True


def _sells_it(frame: Frame) -> bool:
    """ "X übernahm Y und verkaufte es an Z": "es" is what changes hands."""
    return frame.type == "acquisition" and "an" in frame.prepositions


def _gives(objects: list[Chunk]) -> bool:
    """ "schnappt X die Firma Y weg": of two objects a name without an article in front is whom it is given or taken."""
    return (
        len(objects) > 1
        and objects[0].kind == "name"
        and _may_be_dative(objects[0])
        and objects[1].det in ("die", "das", "den")
    )


def _may_be_dative(chunk: Chunk) -> bool:
    """ "gibt X einen Kredit", "führt der Bank X Geld zu": with a subject found, "der" opens a dative."""
    return chunk.det == "der" or (chunk.kind == "name" and not chunk.det)


def _fill_whose(sentence: Sentence, resolver: Resolver, draft: Draft, clause: Clause) -> None:
    """ "X, dessen Tochter Y von Z gekauft wird", "X, dessen Drohnen Z bestellt hat": X sells or supplies."""
    role = "seller" if draft.frame.stakes else {"order-verb": "supplier"}.get(draft.frame.name, "")
    at = clause.relative_at
    if not role or clause.antecedent is None or at < 0 or sentence.words.lows[at] not in ("dessen", "deren"):
        return
    owned = next((chunk for chunk in clause.chunks if chunk.first == at + 1), None)
    if owned is None or owned.kind == "pronoun" or (role == "seller" and not is_part(owned.noun)):
        return
    if role == "supplier" and (owned.kind != "noun" or describes_company(owned.noun)):
        return
    draft.fill(role, resolver.actors(clause.antecedent, draft.names()))


def _named_receiver(objects: list[Chunk]) -> Chunk | None:
    """ "stellte X 30 Millionen Euro bereit", "übergab X das Schiff": a name without an article beside the thing."""
    names = [chunk for chunk in objects if chunk.kind in ("name", "noun") and _may_be_dative(chunk)]
    return names[0] if len(names) == 1 else None


def _fill_staff(sentence: Sentence, resolver: Resolver, draft: Draft, chunk: Chunk, clause: Clause) -> None:
    """ "die Lokführer von X streiken": the company is where they work."""
    draft.fill("company", [Filler(mention, 0.85, chunk) for mention, tail in chunk.modifiers if tail])
    for follower in followers(sentence.chunks, chunk, clause.end):
        if follower.genitive or follower.prep in ("von", "bei", "in"):
            site = [Filler(mention, 0.85, follower) for mention, tail in follower.modifiers if tail and is_site(tail)]
            draft.fill("company", site or resolver.fillers(follower))


def _fill_object(sentence: Sentence, resolver: Resolver, draft: Draft, chunk: Chunk, clause: Clause) -> None:
    frame = draft.frame
    fillers = resolver.actors(chunk, draft.names(), draft.frame.type == "legal")
    if fillers and draft.fill(frame.object, fillers):
        _fill_owner(resolver, draft, chunk)
        return
    if _fill_elsewhere(sentence, resolver, draft, chunk, clause):
        return
    behind = followers(sentence.chunks, chunk, clause.end)
    draft.thing = chunk.kind == "noun" and (is_part(chunk.noun) or describes_company(chunk.noun))
    if frame.stakes and is_stake(chunk.noun):
        for follower in behind:
            if (follower.genitive or follower.prep in ("an", "von", "bei")) and draft.fill(
                frame.object, resolver.actors(follower, draft.names(), draft.frame.type == "legal")
            ):
                return
        theirs = _is_theirs(draft, chunk)
        owner = resolver.organization_before(chunk, draft.names()) if theirs else None
        spoken_of = resolver.organization_before(chunk, draft.names() | ({owner.name} if owner else set()))
        if owner is not None and spoken_of is not None:
            draft.fill("seller", [Filler(owner, 0.75, chunk)])
        implied = not behind and not chunk.det.startswith("kein")  # "könnte die Mehrheit übernehmen"
        if (
            implied
            and spoken_of is not None
            and draft.fill(frame.object, [Filler(spoken_of, 0.6 if theirs else 0.5, chunk)])
        ):
            return
    owner_role = frame.object_owner or ("seller" if frame.stakes else "")
    if owner_role and is_part(chunk.noun):
        for mention_owner in _owners(chunk, behind):
            if draft.fill(owner_role, resolver.actors(mention_owner, draft.names(), draft.frame.type == "legal")):
                return


def _fill_elsewhere(sentence: Sentence, resolver: Resolver, draft: Draft, chunk: Chunk, clause: Clause) -> bool:
    """ "das erste Modell, den X, …", "sieben Hersteller, darunter X und Y": the names beside a description."""
    if chunk.kind != "noun" or draft.frame.type not in ("product_launch", "legal", "layoffs"):
        return False
    name = apposed(sentence.words, sentence.chunks, chunk)
    named = [name] if name is not None else examples(sentence.words, clause)
    return any(draft.fill(draft.frame.object, resolver.fillers(each)) for each in named)


def _is_theirs(draft: Draft, chunk: Chunk) -> bool:
    """ "Ihren Anteil übernahm Y": the stake of whom the text spoke of last."""
    return (
        draft.frame.subject == "buyer" and chunk.det.startswith(("sein", "ihr")) and chunk.first == draft.clause.start
    )


def _owners(chunk: Chunk, behind: list[Chunk]) -> list[Chunk]:
    before = [chunk.after] if chunk.after is not None and chunk.after.genitive and not chunk.det else []
    return before + [follower for follower in behind if follower.genitive or follower.prep == "von"]


def _fill_owner(resolver: Resolver, draft: Draft, chunk: Chunk) -> None:
    """ "die X-Tochter Y": who buys Y buys it from X."""
    role = draft.frame.object_owner or ("seller" if draft.frame.stakes else "")
    for mention, tail in chunk.modifiers:
        if role and tail.endswith(("tochter", "sparte")):
            draft.fill(role, [Filler(mention, 0.9, chunk)])


def _fill_prepositions(sentence: Sentence, resolver: Resolver, draft: Draft, clause: Clause) -> None:
    for prep, role in draft.frame.prepositions.items():
        if not role:
            continue
        for chunk in prepositional(clause, prep):
            if role == "acquired" and chunk.kind == "noun" and (is_part(chunk.noun) or is_site(chunk.noun)):
                draft.thing = True
            if role == "location_or_recipient" and chunk.noun.endswith(_IMPROVED) and chunk.kind == "noun":
                for follower in followers(sentence.chunks, chunk, clause.end):
                    if follower.genitive or follower.prep in ("von", "in"):
                        draft.fill(role, resolver.actors(follower, draft.names()))
            if role == "seller" or not _belongs_to_noun(chunk, draft):
                draft.fill(role, resolver.actors(chunk, draft.names(), draft.frame.type == "legal"))
    if clause.relative_at > 0 and clause.antecedent is not None:
        prep = sentence.words.lows[clause.relative_at - 1]
        prep_role = draft.frame.prepositions.get(prep, "")
        if prep_role:
            draft.fill(prep_role, resolver.actors(clause.antecedent, draft.names(), draft.frame.type == "legal"))


def _belongs_to_noun(chunk: Chunk, draft: Draft) -> bool:
    """ "die Tochter von X": the phrase hangs on a noun, not on the verb."""
    before = chunk.after
    return (
        before is not None
        and before.kind == "noun"
        and chunk.prep in ("von", "aus", "in", "bei", "für")
        and not is_stake(before.noun)
        and bool(before.det)
        and draft.frame.type not in ("investment", "facility", "joint_venture")
    )
