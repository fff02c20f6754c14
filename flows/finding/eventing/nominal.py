"""Events told by a noun: "die Übernahme von X durch Y", "X plant die Fusion mit Y", "X-Insolvenz"."""

from __future__ import annotations

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.clausing.verbs import MODALS, SEIN
from flows.finding.clausing.words import Words
from flows.finding.eventing.drafts import Draft
from flows.finding.eventing.fillers import Filler, Resolver
from flows.finding.eventing.frames import Frame, adjective_triggers, noun_triggers
from flows.finding.eventing.kinds import describes_company, describes_staff, is_exchange, is_part, is_site, is_stake
from flows.finding.eventing.roles import apposed, followers, prepositional, sides
from flows.finding.eventing.status import clause_verbs, is_put_aside, is_support, looks_on

_OWN_OUTLOOK = frozenset(["erwarten", "rechnen", "melden"])  # what a company does of its own business
# "Mit der Übernahme von Y wächst X", "X steht vor der Fusion mit Y": the subject has a part in it.
_MEANS = frozenset(["mit", "durch", "vor", "in"])
_SUPPLIERS = ("zulieferer", "lieferant", "ausrüster", "dienstleister", "werft", "auftragnehmer")
_OWNERS_ACTS = frozenset(["verkaufen", "ab|geben", "kaufen", "erwerben", "zeichnen", "behalten"])  # "beim Börsengang"
_WHEN = frozenset(["bei", "seit", "nach"])  # "Beim Börsengang war X mehr wert": X went public
_ARTICLES = frozenset(["ein", "eine", "der", "die", "das", "einer", "einem", "dem"])
_PASSES_ON = frozenset(["vermögen", "vermögens", "höhe", "wert", "firma", "gewerkschaft", "hersteller", "bereich"])


def noun_drafts(sentence: Sentence, resolver: Resolver, chunk: Chunk) -> list[Draft]:
    """Drafts for a phrase whose noun triggers frames."""
    noun = chunk.noun
    exchange = chunk.kind == "name" and chunk.mention is not None and is_exchange(chunk.mention.name)
    if exchange:
        noun = "börse"  # "an die Frankfurter Börse"
    elif not noun or (chunk.kind == "name" and not chunk.modifiers and not chunk.nouns):
        return []
    found = noun_triggers(hints=False).find(noun.lstrip("#"))
    if not found:
        return []
    clause = sentence.clause_at(chunk.head)
    if clause is None:
        return _aside_drafts(sentence, resolver, chunk, found)
    verbs = clause_verbs(sentence.words, clause)
    if not verbs and set(clause.auxiliaries) & MODALS:
        verbs = ["wollen"]  # "X will an die Börse"
    if clause.kind == "infinitive" and clause.parent is not None and not clause.nonfinite:
        verbs = verbs + clause_verbs(sentence.words, clause.parent)
    drafts = []
    for frame in found:
        if frame.with_verbs and not frame.with_verbs & set(verbs):
            continue
        if frame.adverbs and not any(sentence.words.lows[at] in frame.adverbs for at in clause.tokens()):
            continue
        if (frame.determined_by and chunk.prep not in frame.determined_by) or chunk.prep in frame.bad_preps:
            continue
        if frame.into and chunk.det in ("der", "dem"):
            continue
        draft = Draft(frame, clause, chunk.head)
        if exchange and chunk.mention is not None:
            draft.fill("location", [Filler(chunk.mention, 1.0, chunk)])
        _fill_noun(sentence, resolver, draft, chunk, clause, verbs)
        complete_pair(resolver, draft, chunk)
        if frame.type == "insolvency":
            _fill_court_town(resolver, draft, clause)
        drafts.append(draft)
    return drafts


def _aside_drafts(sentence: Sentence, resolver: Resolver, chunk: Chunk, found: tuple[Frame, ...]) -> list[Draft]:
    """ "Z, das Gemeinschaftsunternehmen von X und Y, …": what an apposition tells by itself, whatever the verb."""
    clause = next((clause for clause in sentence.clauses if chunk in clause.asides), None)
    before = next((other for other in sentence.chunks if other.last == chunk.first - 2), None)
    if clause is None or before is None or before.kind != "name":
        return []
    drafts = []
    for frame in found:
        if frame.predicate and not (frame.with_verbs or frame.determined_by):
            draft = Draft(frame, clause, chunk.head)
            _fill_complements(sentence, resolver, draft, chunk, clause)
            _fill_apposed(sentence, resolver, draft, chunk)
            drafts.append(draft)
    return drafts


def complete_pair(resolver: Resolver, draft: Draft, trigger: Chunk) -> None:
    """ "Die Fusion mit X": the other side is whom the text speaks of."""
    role = draft.frame.pairs or draft.frame.plural or ("partner" if draft.frame.type == "joint_venture" else "")
    fillers = [filler for group in draft.roles.get(role, []) for filler in group]
    if len(fillers) != 1 or fillers[0].chunk.prep != "mit":
        return
    other = resolver.organization_before(trigger, draft.names())
    if other is not None:
        draft.fill(role, [Filler(other, 0.6, trigger)])


def _fill_court_town(resolver: Resolver, draft: Draft, clause: Clause) -> None:
    """ "am Amtsgericht Kassel": the proceedings are in Kassel."""
    for chunk in clause.chunks:
        if chunk.mention is not None and "gericht" in chunk.mention.name.lower():
            town = resolver.place_named(chunk.mention.name.split()[-1])
            if town is not None:
                draft.fill("location", [Filler(town, 0.8, chunk)])


def _fill_noun(
    sentence: Sentence, resolver: Resolver, draft: Draft, chunk: Chunk, clause: Clause, verbs: list[str]
) -> None:
    frame = draft.frame
    if frame.compound:
        for mention, tail in chunk.modifiers:
            if tail and chunk.nouns and chunk.nouns[-1] == tail:
                draft.fill(frame.compound, [Filler(mention, 0.95, chunk)])
    before = chunk.after
    if frame.possessor and before is not None and before.kind == "name" and before.genitive and not chunk.det:
        draft.fill(frame.possessor, resolver.actors(before, draft.names(), draft.frame.type == "legal"))
    if frame.type == "facility" and chunk.kind == "name" and chunk.mention is not None:
        draft.fill("location", [Filler(chunk.mention, 0.9, chunk)])  # "das Werk Kassel"
    if frame.names_follow and chunk.kind == "name" and chunk.mention is not None:
        draft.fill(frame.names_follow, [Filler(chunk.mention, 1.0, chunk)])
    _fill_inside(sentence, resolver, draft, chunk)
    _fill_complements(sentence, resolver, draft, chunk, clause)
    _fill_whose(sentence, resolver, draft, chunk, clause)
    _fill_negotiators(resolver, draft, chunk)
    _fill_apposed(sentence, resolver, draft, chunk)
    carried = (
        frame.with_verbs
        or any(is_support(verb) or verb in frame.support or verb in frame.subject_by_verb for verb in verbs)
        or _is_predicate(clause, verbs)
        or is_put_aside(sentence.words, clause, verbs)
    )
    if carried:
        _fill_from_clause(sentence, resolver, draft, chunk, clause, verbs)
    elif chunk.det.startswith(("sein", "ihr")) and frame.possessor:
        _fill_possessive(sentence, resolver, draft, chunk, clause)
    elif frame.by_means and (chunk.prep in _MEANS or (frame.type == "ipo" and chunk.prep in _WHEN)):
        _fill_by_means(sentence, resolver, draft, chunk, clause, verbs)
    elif sides(sentence.words, clause).subject is chunk:
        _fill_prepositions(resolver, draft, chunk, clause)
    elif "other" in frame.prepositions.values():
        _fill_prepositions(resolver, draft, chunk, clause, attached=True)
    _fill_other_side(sentence, resolver, draft, chunk, clause, verbs)


def _fill_whose(sentence: Sentence, resolver: Resolver, draft: Draft, chunk: Chunk, clause: Clause) -> None:
    """ "Y, dessen Übernahme durch X", "X, dessen Übernahme von Y": whom the relative clause explains."""
    at, frame = clause.relative_at, draft.frame
    if clause.antecedent is None or at < 0 or at + 1 != chunk.first:
        return
    if sentence.words.lows[at] in ("dessen", "deren"):
        for role in (frame.complements.get("genitive", ""), frame.possessor):
            if role and role not in draft.roles and draft.fill(role, resolver.actors(clause.antecedent, draft.names())):
                return


def _fill_inside(sentence: Sentence, resolver: Resolver, draft: Draft, chunk: Chunk) -> None:
    """ "der von X angestrebte Kauf", "die zwischen X und Y vereinbarte Kooperation": who stands inside the phrase."""
    if not chunk.adjectives or not draft.frame.subject:
        return
    for inner in sentence.chunks:
        first = inner.group[0] if inner.group else inner
        if inner is first and inner is not chunk and chunk.first < inner.first < chunk.head:
            if inner.prep in ("von", "durch", "zwischen"):
                draft.fill(draft.frame.subject, resolver.actors(inner, draft.names()))
            elif draft.frame.complements.get(inner.prep):
                draft.fill(draft.frame.complements[inner.prep], resolver.actors(inner, draft.names()))


def _fill_apposed(sentence: Sentence, resolver: Resolver, draft: Draft, chunk: Chunk) -> None:
    """ "Z, ein Gemeinschaftsunternehmen von X und Y, …": the name that the phrase explains."""
    role = draft.frame.predicate
    before = next((other for other in sentence.chunks if other.last == chunk.first - 2), None)
    if not role or before is None or before.kind != "name" or sentence.words.lows[chunk.first - 1] != ",":
        return
    if chunk.det in _ARTICLES and not chunk.prep and chunk.kind == "noun":
        draft.fill(role, resolver.fillers(before))


def _fill_other_side(
    sentence: Sentence, resolver: Resolver, draft: Draft, chunk: Chunk, clause: Clause, verbs: list[str]
) -> None:
    """ "Seit der Übernahme durch X wächst Y", "Die Y-Übernahme kostet X Milliarden": the clause's one other company."""
    frame = draft.frame
    free = [role for role in frame.sides if role not in draft.roles]
    if chunk.prep == "nach":  # "X erwartet nach der Y-Übernahme weniger Gewinn": X speaks of itself
        verbs = [verb for verb in verbs if verb not in _OWN_OUTLOOK]
    if len(free) != 1 or len(frame.sides) - len(free) != 1 or looks_on(clause, verbs):
        return
    found = sides(sentence.words, clause)
    names = [
        side
        for side in (found.subject, *found.objects, found.dative)
        if side is not None and side is not chunk and side.kind == "name" and side.mention is not None
    ]
    fitting = [side for side in names if side.mention is not None and side.mention.label == "organization"]
    if len(names) == 1 and fitting and len(fitting[0].members()) == 1:
        draft.fill(
            free[0], [Filler(filler.mention, 0.7, fitting[0]) for filler in resolver.actors(fitting[0], draft.names())]
        )


def _fill_negotiators(resolver: Resolver, draft: Draft, chunk: Chunk) -> None:
    """ "die Gespräche von X über eine Übernahme", "… der X mit Y über eine Fusion": X is who would act."""
    before = chunk.after
    if before is not None and before.kind == "name" and before.prep == "mit" and _joins(draft):
        draft.fill(draft.frame.subject, resolver.fillers(before))
        before = before.after
    if not draft.frame.subject or chunk.prep not in ("über", "zu", "auf", "für", "um") or before is None:
        return
    owned = before.kind == "name" and (before.genitive or before.prep == "von")
    if owned and before.after is not None and before.after.kind == "noun":
        draft.fill(draft.frame.subject, resolver.fillers(before))


def _joins(draft: Draft) -> bool:
    """Do several companies have the same part ("Partner", "Fusion")?"""
    return bool(draft.frame.pairs or draft.frame.plural or draft.frame.type == "joint_venture")


def _is_predicate(clause: Clause, verbs: list[str]) -> bool:
    return not verbs and bool(set(clause.auxiliaries) & SEIN)


def _fill_complements(sentence: Sentence, resolver: Resolver, draft: Draft, chunk: Chunk, clause: Clause) -> None:
    frame, key = draft.frame, ""
    for follower in followers(sentence.chunks, chunk, clause.end):
        if follower.kind in ("amount", "date"):
            continue
        key = "genitive" if follower.genitive and not follower.prep else follower.prep
        role = frame.complements.get(key, "")
        if role == "other":
            continue  # see `_fill_prepositions`
        if follower.kind == "name":
            if (
                role
                and not draft.fill(role, resolver.actors(follower, draft.names(), draft.frame.type == "legal"))
                and key == "genitive"
            ):
                break
            if key == "von" and role == "child" and frame.type == "spin_off":
                draft.fill("parent", resolver.actors(follower, draft.names()))
            if key and not role and key not in ("aus", "in"):
                break
            continue
        if role and _fill_staff(resolver, draft, role, follower):
            continue
        fillers = resolver.actors(follower, draft.names(), draft.frame.type == "legal")
        if role and fillers:
            draft.fill(role, fillers)
        elif role == "acquired" and is_part(follower.noun) and not _owner_of(sentence, follower, clause):
            draft.thing = True
        elif not (_passes_on(follower, frame) or follower.noun in _PASSES_ON):
            if not role and key not in ("in", "zu", "auf", "mit"):
                break
        else:
            _fill_through(sentence, resolver, draft, role, follower, clause)


def _owner_of(sentence: Sentence, chunk: Chunk, clause: Clause) -> bool:
    """Does the phrase say whose part it is ("der Windsparte von X")?"""
    if any(tail for _, tail in chunk.modifiers):
        return True
    return any(
        follower.genitive or follower.prep in ("an", "von")
        for follower in followers(sentence.chunks, chunk, clause.end)
    )


def _passes_on(chunk: Chunk, frame: Frame) -> bool:
    """Does the phrase only lead to the name: "der Mehrheit an X", "der Windsparte von X"?"""
    if frame.stakes and (is_stake(chunk.noun) or is_part(chunk.noun)):
        return True
    if frame.type == "spin_off" and is_part(chunk.noun):
        return True
    return frame.needs_site and is_site(chunk.noun)


def _fill_through(
    sentence: Sentence, resolver: Resolver, draft: Draft, role: str, chunk: Chunk, clause: Clause
) -> None:
    part = is_part(chunk.noun) and not is_stake(chunk.noun)
    if part and draft.frame.stakes:
        role = "seller"
    elif part and draft.frame.type == "spin_off":
        role = "parent"
    if not role:
        return
    for mention, tail in chunk.modifiers:
        if tail:
            draft.fill(role, [Filler(mention, 0.85, chunk)])
            return
    for follower in followers(sentence.chunks, chunk, clause.end):
        if follower.genitive or follower.prep in ("an", "von"):
            draft.fill(role, resolver.actors(follower, draft.names(), draft.frame.type == "legal"))
        return


def _fill_staff(resolver: Resolver, draft: Draft, role: str, chunk: Chunk) -> bool:
    """ "der Streik der Lufthansa-Piloten": the staff's company."""
    if draft.frame.type not in ("strike", "layoffs") or not describes_staff(chunk.noun):
        return False
    fillers = [Filler(mention, 0.85, chunk) for mention, tail in chunk.modifiers if tail]
    return draft.fill("company", fillers)


def _fill_from_clause(
    sentence: Sentence, resolver: Resolver, draft: Draft, chunk: Chunk, clause: Clause, verbs: list[str]
) -> None:
    frame, words = draft.frame, sentence.words
    found = sides(words, clause)
    role = next((frame.subject_by_verb[verb] for verb in verbs if verb in frame.subject_by_verb), frame.subject)
    if role == "customer" and found.subject is not None and found.subject.noun.endswith(_SUPPLIERS):
        role = "supplier"  # "Der Zulieferer X hat den Vertrag gekündigt"
    passive = bool(set(clause.auxiliaries) & {"wurde", "wurden", "worden", "werden", "wird"}) and bool(clause.nonfinite)
    subject = found.subject
    if role in draft.roles and role != frame.subject and frame.subject not in draft.roles:
        role = frame.subject  # "X weist Berichte über eine Übernahme von Y zurück"
    if (
        frame.predicate
        and _is_predicate(clause, verbs)
        and (frame.subject in draft.roles or frame.predicate == "child")
    ):
        role = frame.predicate  # "Z ist ein Gemeinschaftsunternehmen von X und Y"
    if subject is chunk and found.objects and found.objects[0].kind == "name":
        subject = found.objects[0]  # "Das Werk in Kassel hat X geschlossen"
    if frame.dative:
        named = [side for side in found.objects if side.kind == "name" and side is not chunk]
        receiver = found.dative or (named[0] if named and chunk in found.objects else None)
        if receiver is not None and receiver is not chunk:
            draft.fill(frame.dative, resolver.actors(receiver, draft.names()))
    if frame.object:
        for candidate in found.objects:
            if candidate is not chunk and not draft.fill(
                frame.object, resolver.actors(candidate, draft.names(), draft.frame.type == "legal")
            ):
                _fill_subject_staff(sentence, resolver, draft, candidate, clause)
                name = apposed(words, sentence.chunks, candidate) if candidate.kind == "noun" else None
                if name is not None and frame.type == "product_launch":
                    draft.fill(frame.object, resolver.fillers(name))
    same_side = frame.type == "ipo" and frame.object == role and role in draft.roles
    if subject is not None and subject is not chunk and role and not same_side:
        if passive and _participle_last(words, clause) and chunk.prep != "als":
            pass
        else:
            fillers = resolver.actors(subject, draft.names(), draft.frame.type == "legal")
            draft.thing = draft.thing or _is_unnamed(subject)
            if not draft.fill(role, fillers):
                _fill_subject_staff(sentence, resolver, draft, subject, clause)
            draft.score *= found.sure
    _fill_prepositions(resolver, draft, chunk, clause)
    if passive and role:
        for prep in ("von", "durch"):
            for candidate in prepositional(clause, prep):
                if candidate.after is None or candidate.after.kind != "noun" or candidate.after is chunk:
                    draft.fill(role, resolver.actors(candidate, draft.names(), draft.frame.type == "legal"))


def _other_side(draft: Draft, role: str) -> str:
    """ "der Vertrag mit X": X is what the other side of the contract is not."""
    if role != "other":
        return role
    free = [side for side in draft.frame.sides if side not in draft.roles]
    return free[-1] if free else ""


def _fill_prepositions(resolver: Resolver, draft: Draft, chunk: Chunk, clause: Clause, attached: bool = False) -> None:
    """Who stands behind the frame's prepositions; with `attached` right behind the noun ("der Vertrag mit X")."""
    for prep, named_role in draft.frame.prepositions.items():
        for candidate in prepositional(clause, prep):
            role = _other_side(draft, named_role)
            if role and candidate is not chunk and (not attached or candidate.after is chunk):
                draft.fill(role, resolver.actors(candidate, draft.names(), draft.frame.type == "legal"))
    if clause.relative_at > 0 and clause.antecedent is not None:
        role = draft.frame.prepositions.get(resolver.words.lows[clause.relative_at - 1], "")
        if role and role != "other":  # "Y, mit dem sich X auf eine Fusion einigte"
            draft.fill(role, resolver.actors(clause.antecedent, draft.names()))


def _fill_by_means(
    sentence: Sentence, resolver: Resolver, draft: Draft, chunk: Chunk, clause: Clause, verbs: list[str]
) -> None:
    subject = sides(sentence.words, clause).subject
    if subject is None or subject.kind != "name" or looks_on(clause, verbs):
        return
    if draft.frame.type == "ipo" and not _OWNERS_ACTS.isdisjoint(verbs):
        return
    fillers = [filler for filler in resolver.fillers(subject) if filler.mention.label == "organization"]
    draft.fill(draft.frame.by_means, [Filler(filler.mention, 0.75, subject) for filler in fillers])


def _is_unnamed(subject: Chunk) -> bool:
    """ "ein Anbieter", "eine Firma": somebody whom the text does not name."""
    return subject.kind == "noun" and subject.det.startswith("ein") and describes_company(subject.noun)


def _participle_last(words: Words, clause: Clause) -> bool:
    return any(not words.lows[at].endswith(("en", "ern", "eln")) or "ge" in words.lows[at] for at in clause.nonfinite)


def _fill_subject_staff(sentence: Sentence, resolver: Resolver, draft: Draft, subject: Chunk, clause: Clause) -> None:
    if draft.frame.type != "strike" or not describes_staff(subject.noun):
        return
    if _fill_staff(resolver, draft, "company", subject):
        return
    for follower in followers(sentence.chunks, subject, clause.end):
        if follower.genitive or follower.prep in ("von", "bei", "in"):
            site = [Filler(mention, 0.85, follower) for mention, tail in follower.modifiers if tail and is_site(tail)]
            draft.fill("company", site or resolver.actors(follower, draft.names()))


def _fill_possessive(sentence: Sentence, resolver: Resolver, draft: Draft, chunk: Chunk, clause: Clause) -> None:
    """ "seine Übernahme von X": the clause's subject is meant."""
    found = sides(sentence.words, clause)
    if found.subject is not None and found.subject is not chunk:
        draft.fill(draft.frame.possessor, resolver.actors(found.subject, draft.names(), draft.frame.type == "legal"))
        draft.score *= 0.9


def adjective_drafts(sentence: Sentence, resolver: Resolver, at: int) -> list[Draft]:
    """ "X ist insolvent", "die insolvente X": what an adjective tells of its noun or subject."""
    words = sentence.words
    frame = adjective_triggers().get(words.lows[at])
    if frame is None:
        return []
    clause = sentence.clause_at(at)
    if clause is None:
        return []
    draft = Draft(frame, clause, at)
    for chunk in sentence.chunks:
        if chunk.first <= at <= chunk.last and chunk.head > at:
            draft.fill(frame.subject, resolver.actors(chunk, draft.names(), draft.frame.type == "legal"))
            return [draft]
    subject = sides(words, clause).subject
    _fill_prepositions(resolver, draft, subject or sentence.chunks[0], clause) if sentence.chunks else None
    draft.thing = subject is not None and _is_unnamed(subject)
    if subject is not None and (set(clause.auxiliaries) & SEIN or not clause.finite or clause_verbs(words, clause)):
        draft.fill(frame.subject, resolver.actors(subject, draft.names(), draft.frame.type == "legal"))
    return [draft]
