"""Subject, object and prepositional arguments of a clause."""

from __future__ import annotations

from dataclasses import dataclass, field

from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.clausing.words import Words

# Verbs whose infinitive clause has the object as its subject ("fordert X auf, … zu").
_DATIVE = frozenset(["dem", "einem", "diesem", "seinem", "ihrem", "keinem"])
# "Es gibt Insolvenzen": nobody does it.
_IMPERSONAL = frozenset(["gibt", "gab", "gebe", "gäbe", "kommt", "kam", "geht", "ging", "heißt", "hieß"])
_SINGULAR = frozenset(["will", "soll", "wird", "wurde", "kann", "muss", "darf", "war", "kam", "gab", "nahm", "ließ"])
_NOT_SUBJECT = frozenset(["sich", "uns", "ihm", "ihn", "ihnen"])
_DATIVE_PRONOUNS = frozenset(["ihm", "ihnen"])
# "Der Versuch von X, Y zu kaufen": who owns such a noun does what the infinitive says.
_PLANS = (
    "versuch", "plan", "pläne", "absicht", "vorhaben", "vorstoß", "wunsch", "angebot", "entscheidung", "ankündigung",
    "bemühungen", "option", "möglichkeit", "bereitschaft", "beschluss", "überlegungen",
)  # fmt: skip


@dataclass(slots=True)
class Sides:
    """The bare arguments of a clause; `sure` falls where word order alone decided."""

    subject: Chunk | None = None
    objects: list[Chunk] = field(default_factory=list)
    dative: Chunk | None = None
    sure: float = 1.0


def sides(words: Words, clause: Clause, depth: int = 0) -> Sides:
    """Who does and what is done to in this clause, as written (a passive is not turned round here)."""
    found = Sides()
    bare = _bare_chunks(words, clause)
    if clause.relative_at >= 0 and clause.antecedent is not None:
        _take_relative(words, clause, bare, found)
    if clause.shared is not None and found.subject is None and depth < 4:
        found.subject = sides(words, clause.shared, depth + 1).subject
        found.sure *= 0.95
    elif clause.kind == "infinitive" and clause.parent is not None and depth < 4:
        found.subject = _controller(clause.parent, sides(words, clause.parent, depth + 1).subject)
        found.sure *= 0.9
    elif _speaks_of_one(clause) and clause.parent is not None and found.subject is None and depth < 4:
        found.subject = sides(words, clause.parent, depth + 1).subject  # "Y, für das man 5 Mio. zahlte, …"
        found.sure *= 0.8
    if found.subject is None:
        bare = _subject_last(words, clause, bare)
    for chunk in bare:
        if chunk.det in _DATIVE or _is_dative(chunk):
            found.dative = found.dative or chunk
        elif found.subject is None and _can_be_subject(chunk):
            found.subject = chunk
        elif chunk is not found.subject:
            found.objects.append(chunk)
    return found


def _is_dative(chunk: Chunk) -> bool:
    """ "ihm", "den Gründern"; "den Konzern" is none."""
    if chunk.kind == "pronoun":
        return chunk.noun in _DATIVE_PRONOUNS
    plural = chunk.noun.endswith(("ern", "ären", "oren")) and not chunk.noun.endswith(("konzern", "kern", "stern"))
    return chunk.kind == "noun" and chunk.det in ("den", "diesen", "seinen", "ihren") and plural


def _controller(parent: Clause, subject: Chunk | None) -> Chunk | None:
    """Whom an infinitive means: the parent's subject, or whose plan that is."""
    if subject is None or subject.kind != "noun" or not subject.noun.endswith(_PLANS):
        return subject
    owners = (chunk for chunk in parent.chunks if chunk.after is subject and (chunk.genitive or chunk.prep == "von"))
    return next(owners, subject)


def _speaks_of_one(clause: Clause) -> bool:
    """ "für das man 5 Mio. Euro hinlegte": "man" is whom the sentence speaks of."""
    return clause.kind == "relative" and any(chunk.noun == "man" for chunk in clause.chunks if chunk.kind == "pronoun")


def _subject_last(words: Words, clause: Clause, bare: list[Chunk]) -> list[Chunk]:
    """ "Die Maschinen liefert X": a plural in front of a singular verb is no subject, so X comes first."""
    if len(bare) < 2 or not clause.finite or not _is_plural(bare[0]) or not _is_singular(words.lows[clause.finite[0]]):
        return bare
    return [*bare[1:], bare[0]]


def _is_plural(chunk: Chunk) -> bool:
    plain = chunk.kind == "noun" and chunk.det in ("die", "diese", "seine", "ihre", "neue", "alle", "")
    return plain and chunk.noun.endswith(("en", "eln", "ern")) and len(chunk.noun) > 4 and not chunk.group


def _is_singular(low: str) -> bool:
    return low.endswith(("t", "te")) or low in _SINGULAR


def _bare_chunks(words: Words, clause: Clause) -> list[Chunk]:
    chunks = []
    impersonal = any(words.lows[at] in _IMPERSONAL for at in clause.finite)
    for chunk in clause.chunks:
        if chunk.group and chunk.group[0] is not chunk:
            continue
        if chunk.kind == "pronoun" and (chunk.noun in ("sich", "man") or (chunk.noun == "es" and impersonal)):
            continue
        if chunk.bare or (chunk.prep in ("wie", "als") and clause.kind == "sub" and chunk.first <= clause.start + 1):
            chunks.append(chunk)  # "…, wie X mitteilte", "Als der Konzern X …"
    return chunks


def _can_be_subject(chunk: Chunk) -> bool:
    if chunk.kind == "pronoun":
        return chunk.noun not in _NOT_SUBJECT
    return not chunk.cases or "nominative" in chunk.cases


def _take_relative(words: Words, clause: Clause, bare: list[Chunk], found: Sides) -> None:
    pronoun = words.lows[clause.relative_at]
    assert clause.antecedent is not None
    before = clause.relative_at - 1
    if clause.covers(before) and words.lows[before] != ",":
        return  # after a preposition: see `prepositional`
    if pronoun in ("dem", "welchem", "denen") or (pronoun == "der" and clause.antecedent.det in ("die", "eine")):
        found.dative = clause.antecedent
    elif pronoun in ("der", "welcher"):
        found.subject = clause.antecedent
    elif pronoun in ("den", "welchen"):
        found.objects.append(clause.antecedent)
    elif pronoun in ("die", "das", "welche", "welches"):
        if any(chunk.kind == "pronoun" and chunk.noun in ("er", "sie", "es") for chunk in bare):
            found.objects.append(clause.antecedent)
            return
        rivals = [chunk for chunk in bare if _can_be_subject(chunk) and chunk.kind == "name"]
        if rivals and _comes_first(words, clause, rivals[0]):
            found.objects.append(clause.antecedent)  # "Y, das X 2013 gekauft hatte"
            found.sure *= 0.75
            return
        found.subject = clause.antecedent
        if rivals:
            found.sure *= 0.75


def _comes_first(words: Words, clause: Clause, rival: Chunk) -> bool:
    """Right behind the relative pronoun, with a phrase or an adverb between it and the verb."""
    last = rival.group[-1].last if rival.group else rival.last
    behind = words.lows[last + 1 : clause.end]
    verbs = {words.lows[at] for at in (*clause.finite, *clause.nonfinite)}
    alone = not any(chunk.bare and chunk.kind != "pronoun" for chunk in clause.chunks if chunk.first > last)
    gap = any(low not in verbs and low[0].isalnum() for low in behind)
    return rival.first == clause.relative_at + 1 and alone and gap


def prepositional(clause: Clause, prep: str) -> list[Chunk]:
    """Phrases of the clause with this preposition, coordinated ones only once."""
    return [
        chunk for chunk in clause.chunks if chunk.prep == prep and not (chunk.group and chunk.group[0] is not chunk)
    ]


def followers(chunks: list[Chunk], trigger: Chunk, stop: int) -> list[Chunk]:
    """The phrases that hang behind a noun without a gap: "die Übernahme | der X | durch Y"."""
    found: list[Chunk] = []
    last = trigger.group[-1] if trigger.group else trigger
    position = next((at for at, chunk in enumerate(chunks) if chunk is last), len(chunks))
    for chunk in chunks[position + 1 :]:
        if chunk.group and chunk.group[0] is not chunk and chunk.group[0] in (*found, trigger):
            continue
        if chunk.after is not last or chunk.first >= stop:
            break
        if not chunk.prep and not chunk.genitive and chunk.kind in ("name", "noun"):
            break
        if chunk.owns_next:
            last = chunk
            continue
        if chunk.group and chunk.group[0] is chunk:
            found.append(chunk)
            last = chunk.group[-1]
        else:
            found.append(chunk)
            last = chunk
    return found


_TOGETHER = frozenset(["gemeinsam", "zusammen", "seite", "verein", "verbund", "kooperation", "zusammenarbeit"])


def companions(words: Words, clause: Clause) -> list[Chunk]:
    """ "gemeinsam mit X", "zusammen mit X", "in Zusammenarbeit mit X": who does it too."""
    return [
        chunk
        for chunk in prepositional(clause, "mit")
        if chunk.first > 0 and words.lows[chunk.first - 1] in _TOGETHER and chunk.kind == "name"
    ]


def apposed(words: Words, chunks: list[Chunk], noun: Chunk) -> Chunk | None:
    """ "das erste Modell, den Lurio, …": the name that says what a description means."""
    for chunk in chunks:
        if chunk.first == noun.last + 2 and words.lows[noun.last + 1] == ",":
            named = chunk.kind == "name" and not chunk.prep and not chunk.nouns
            closed = words.lows[chunk.last + 1 : chunk.last + 2]
            return chunk if named and closed == [","] else None
    return None


def examples(words: Words, clause: Clause) -> list[Chunk]:
    """ "sieben Hersteller, darunter X und Y": who belongs to those that are not named."""
    return [
        chunk
        for chunk in clause.asides
        if chunk.kind == "name" and chunk.first > 0 and words.lows[chunk.first - 1] == "darunter"
    ]
