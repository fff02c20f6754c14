"""Who bears a noun that stands without a name: "Karla Winter, Chefin von X", "Chef von X ist Behrend"."""

from __future__ import annotations

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.clausing.verbs import SEIN
from flows.finding.eventing.roles import sides
from flows.finding.eventing.status import clause_verbs
from flows.finding.records import Mention
from flows.finding.relating.nouns import is_plural, words
from flows.finding.relating.tense import denied, is_state
from flows.finding.relating.topics import TopicResolver

Bearer = tuple[Mention, float]

_OPENS = frozenset([",", "(", "–", "-", "—"])
# Words that may stand between a name and its apposition ("Behrend, seit 2019 Chef von X").
_ASIDE = frozenset(words("aside"))
_APPOINT = frozenset(["berufen", "ernennen", "wählen", "bestellen", "küren", "befördern", "machen"])
_BELONG = frozenset(["gehören", "zählen"])
_CLOSERS = frozenset(words("closers"))


def bearers_of(
    sentence: Sentence, resolver: TopicResolver, position: int, last: Chunk, founder: bool = False
) -> list[Bearer]:
    """The names a description belongs to; `last` is the last phrase of the description."""
    chunk = sentence.chunks[position]
    if chunk.genitive:  # "… ist X der größte Aktionär von Y": only looks like a genitive
        return _by_copula(sentence, resolver, chunk, founder) if chunk.det == "der" else []
    return (
        _listed(sentence, position)
        or _behind(sentence, position, last)
        or _before(sentence, position)
        or _by_copula(sentence, resolver, chunk, founder)
        or _by_appointment(sentence, resolver, chunk)
    )


def named_members(chunk: Chunk, noun: str, det: str) -> list[Mention]:
    """The names of one phrase: one, or all of "die Gründer A und B"."""
    members = chunk.members() if is_plural(noun, det) and chunk.group and chunk.group[0] is chunk else [chunk]
    return [
        member.mention for member in members if member.mention is not None and (member is chunk or not member.nouns)
    ]


def _listed(sentence: Sentence, position: int) -> list[Bearer]:
    """ "A, B und weitere Töchter von X", "A und andere Konkurrenten": all that the list names."""
    chunk, lows = sentence.chunks[position], sentence.words.lows
    if not any(word in ("weitere", "weiteren", "andere", "anderen", "übrige", "übrigen") for word in chunk.adjectives):
        return []
    found: list[Bearer] = []
    behind = chunk
    for before in reversed(sentence.chunks[:position]):
        between = lows[before.last + 1 : behind.first]
        if before.mention is None or between not in ([","], ["und"], ["sowie"], ["oder"]):
            break
        found.append((before.mention, 0.85))
        behind = before
    return found


def _behind(sentence: Sentence, position: int, last: Chunk) -> list[Bearer]:
    """ "der Chef von X, A, …", "Konkurrenten wie A und B"."""
    chunk = sentence.chunks[position]
    lows = sentence.words.lows
    after = next((other for other in sentence.chunks[position + 1 :] if other.first > last.last), None)
    if after is None or after.mention is None or after.modifiers:
        return []
    between = lows[last.last + 1 : after.first]
    if after.prep == "wie" and not between:
        return [(member.mention, 0.85) for member in after.members() if member.mention is not None]
    tail = (after.group[-1] if after.group else after).last + 1
    if not after.bare or between not in ([","], [], ["–"], ["("], ["„"]) or not _closes(lows, tail):
        return []
    if between == [] and last is chunk:
        return []
    return [(mention, 0.88) for mention in named_members(after, chunk.noun, chunk.det)]


def _before(sentence: Sentence, position: int) -> list[Bearer]:
    """ "A, Chef von X", "A (Chef von X)", "A, seit 2019 Chef von X", "A als Chef"."""
    chunk = sentence.chunks[position]
    if chunk.prep not in ("", "als", "seit", "mit") or (chunk.prep in ("seit", "mit") and chunk.quantity < 0):
        return []
    lows = sentence.words.lows
    for at in range(position - 1, max(-1, position - 5), -1):
        before = sentence.chunks[at]
        between = lows[before.last + 1 : chunk.first]
        if before.mention is None:
            if before.kind in ("date", "amount") or before.noun in _ASIDE:
                continue
            return []
        if chunk.prep == "als" and not between and before.prep in ("", "mit", "von"):
            return [(before.mention, 0.8)]
        if not between or between[0] not in _OPENS or not all(_is_aside(low) for low in between[1:]):
            return []
        if before.modifiers and not before.nouns:
            return []
        owner = before.group[0] if before.group and is_plural(chunk.noun, chunk.det) else before
        if before.group and owner is before and before.group[-1] is not before:
            return []
        return [(mention, 0.85) for mention in _mentions(owner)]
    return []


def _mentions(chunk: Chunk) -> list[Mention]:
    members = chunk.members() if chunk.group and chunk.group[0] is chunk else [chunk]
    return [member.mention for member in members if member.mention is not None]


def _is_aside(low: str) -> bool:
    return low in _ASIDE or not low[0].isalpha() or low.endswith(("igste", "ster", "ste"))


def _closes(lows: list[str], at: int) -> bool:
    """Does the apposition end here?"""
    return at >= len(lows) or not lows[at][0].isalpha() or lows[at] in _CLOSERS


def _by_copula(sentence: Sentence, resolver: TopicResolver, chunk: Chunk, founder: bool) -> list[Bearer]:
    """ "A ist Chef von X", "Größter Aktionär von X bleibt A", "A wird neue Chefin von X", "A zählt zu den Gründern"."""
    clause = sentence.clause_at(chunk.head)
    if clause is None:
        return []
    verbs = clause_verbs(sentence.words, clause)
    if chunk.prep == "zu" and chunk.det == "den" and is_plural(chunk.noun, "") and _BELONG & set(verbs):
        subject = None if denied(sentence.words, clause) else sides(sentence.words, clause).subject
        return [(filler.mention, 0.8) for filler in resolver.fillers(subject)] if subject is not None else []
    if chunk.prep and chunk.quantity < 0:
        return []
    past = founder and bool(set(clause.auxiliaries) & {"war", "waren"})
    if not past and not is_state(sentence.words, clause):
        return []
    becomes = bool({"wird", "werden"} & set(clause.auxiliaries)) or "werden" in verbs
    is_it = bool(set(clause.auxiliaries) & SEIN) or bool({"bleiben", "heißen"} & set(verbs)) or becomes
    if not is_it or clause.nonfinite:
        return []
    subject = sides(sentence.words, clause).subject
    other: Chunk | None = subject
    if subject is None or subject is chunk or (chunk.group and chunk.group[0] is subject):
        other = next((item for item in clause.chunks if _names(item) and item.head > chunk.head), None)
    elif subject.kind == "noun" and not resolver.fillers(subject):
        return []
    if other is None or other is chunk:
        return []
    score = 0.6 if becomes else 0.8
    return [(filler.mention, round(score * filler.certainty, 3)) for filler in resolver.fillers(other)]


def _names(chunk: Chunk) -> bool:
    """A name in the nominative; "ist mit 51 Prozent der Milliardär X" only looks like the percentage's genitive."""
    behind_share = chunk.genitive and chunk.after is not None and chunk.after.noun == "prozent"
    nominative = chunk.bare or (behind_share and chunk.det in ("der", "das") and not chunk.prep)
    return nominative and chunk.mention is not None


def _by_appointment(sentence: Sentence, resolver: TopicResolver, chunk: Chunk) -> list[Bearer]:
    """ "X hat A zur Chefin berufen", "A wurde zum Chef von X ernannt"."""
    clause = sentence.clause_at(chunk.head)
    if clause is None or chunk.prep != "zu" or not _APPOINT & set(clause_verbs(sentence.words, clause)):
        return []
    person = next((item for item in clause.chunks if _is_person(item)), None)
    if person is None or not _done(clause):
        return []
    return [(filler.mention, round(0.65 * filler.certainty, 3)) for filler in resolver.fillers(person)]


def appointer_of(sentence: Sentence, resolver: TopicResolver, chunk: Chunk) -> list[Bearer]:
    """ "X hat A zur Chefin berufen": X, where X is no board."""
    clause = sentence.clause_at(chunk.head)
    if clause is None or chunk.prep != "zu":
        return []
    subject = sides(sentence.words, clause).subject
    if subject is None or subject.mention is None or subject.mention.label != "organization":
        return []
    return [(subject.mention, 0.9)]


def _is_person(chunk: Chunk) -> bool:
    return chunk.mention is not None and chunk.mention.label == "person" and not chunk.prep and not chunk.genitive


def _done(clause: Clause) -> bool:
    return not set(clause.auxiliaries) & {"will", "wollen", "soll", "sollen", "könnte", "würde", "nicht"}


def has_left(sentence: Sentence, chunk: Chunk) -> bool:
    """ "Geschäftsführer A hatte das Unternehmen verlassen": he is none any more."""
    clause = sentence.clause_at(chunk.head)
    if clause is None or sides(sentence.words, clause).subject not in (chunk, *chunk.members()):
        return False
    verbs = set(clause_verbs(sentence.words, clause))
    view = sentence.words
    lows = {view.lows[at] for at in clause.tokens()}
    gone = verbs & set(words("leaving_verbs")) or (verbs & {"legen", "geben", "setzen"} and lows & {"tür", "mandat"})
    if "nieder" in lows and verbs & {"legen", "nieder|legen"}:
        gone = {"nieder|legen"}
    over = set(clause.auxiliaries) & {"hat", "hatte", "ist", "war", "wurde", "musste", "sei", "habe"}
    past = any(view.lows[at] in words("leaving_past") for at in clause.finite)
    return bool(gone) and bool(over or past)
