"""Where a clause says that somebody speaks: the verb of saying and its subject."""

from __future__ import annotations

from dataclasses import dataclass

from flows.finding.quoting.cues import (
    Cue,
    closed_class,
    cue_forms,
    is_first_subjunctive,
    is_governed_subjunctive,
    words_of_group,
)
from flows.finding.quoting.idioms import find_idiom
from flows.finding.quoting.speakers import Phrase, find_subject, noun_phrase
from flows.finding.quoting.words import Clause, Words

HAVE = frozenset(["hat", "haben", "hatte", "hatten", "habe", "hätte", "hätten"])
BECOME = closed_class("become")
_LET = frozenset(["lässt", "ließ", "lassen", "ließen", "lasse"])
_SUBORDINATORS = closed_class("subordinators")
_RELATIVE = frozenset(["der", "die", "das", "welcher", "welche", "welches"])
_CONJUNCTIONS = frozenset(["und", "aber", "doch", "denn", "oder", "sowie", "sondern"])
_DEPENDENT = _SUBORDINATORS | _RELATIVE | closed_class("conditions") | frozenset(["wo", "was", "wer", "welchem", "welchen", "deren", "um", "ohne"])
_CONDITIONS = closed_class("conditions")
_BEFORE_CONDITIONS = frozenset(["selbst", "auch", "nur", "erst", "und", "aber", "doch", "immer", "vor"])
_RELATIVE_AFTER = closed_class("relatives")
_DETERMINERS = closed_class("determiners")
FINITE = closed_class("finite")
_NOT_FINITE = closed_class("not_finite")
_NO_VERB = frozenset(["meinen", "meine", "laut", "gut", "sage", "rede"])


@dataclass(frozen=True, slots=True)
class Saying:
    """A verb of saying in its clause: `at` its token, `subject` who speaks (None if nobody is named)."""

    at: int
    cue: Cue
    subject: Phrase | None
    inverted: bool  # the finite verb opens the clause: "…, sagte sie"
    after: bool  # the subject stands behind the verb
    passive: bool


def find_saying(words: Words, clause: Clause, sentence_first: int, *, last: bool = False) -> Saying | None:
    """The first (or last) verb of saying in a clause, with its subject.

    A separable verb counts only with its particle, a participle only with its auxiliary.
    """
    tokens = range(clause.first, clause.end)
    for at in reversed(tokens) if last else tokens:
        if words.run_of[at] >= 0 or not _can_be_verb(words, at, clause):
            continue
        for cue in _readings(words, at, clause):
            finite = _finite(words, at, cue, clause)
            if finite is not None:
                return _with_subject(words, at, cue, finite, clause, sentence_first)
    idiom = find_idiom(words, clause)
    if idiom is None:
        return None
    return _with_subject(words, idiom.at, idiom.cue, idiom.finite, clause, sentence_first)


def _readings(words: Words, at: int, clause: Clause) -> list[Cue]:
    """Readings of a form: separable verbs before their bases ("sagt … zu"), participles first with an auxiliary."""
    cues = cue_forms().get(words.lows[at], ())
    if len(cues) < 2:
        return list(cues)
    auxiliary = _any(words, clause, HAVE | BECOME)
    return sorted(cues, key=lambda cue: (not (auxiliary and cue.kind == "participle"), cue.particle is None))


def _can_be_verb(words: Words, at: int, clause: Clause) -> bool:
    if words.words[at][:1].isupper() and (at != clause.first or clause.opener not in ("", ":")):
        return False
    low = words.lows[at]
    following = words.words[at + 1] if at + 1 < clause.end else ""
    # "meinen Umsatz", "die geschätzten Kosten", "die genannte Summe" hold no verb of saying.
    return not (low in _NO_VERB and following[:1].isupper())


def _finite(words: Words, at: int, cue: Cue, clause: Clause) -> int | None:
    """The token of the finite verb that goes with a form, None where the reading does not hold."""
    if cue.kind == "finite":
        if cue.particle is None or _has_particle(words, at, cue.particle, clause):
            return at
        return None
    if cue.kind == "participle":
        return next(
            (i for i in range(clause.first, clause.end) if words.lows[i] in HAVE | BECOME and words.run_of[i] < 0), None
        )
    if at > clause.first and words.lows[at - 1] in ("zu", "kurz"):
        return at
    if cue.kind == "infinitive" and at >= clause.end - 2:
        return next((i for i in range(clause.first, at) if words.lows[i] in _LET), None)
    return None


def _has_particle(words: Words, at: int, particle: str, clause: Clause) -> bool:
    wanted = particle
    if at > clause.first and words.lows[at - 1] == wanted:
        return True  # "wie die Bank bekannt gab"
    for i in range(clause.end - 1, at, -1):
        low = words.lows[i]
        if low == wanted:
            # A particle stands at the clause's end, or before "dass" that lost its comma.
            following = words.lows[i + 1] if i + 1 < clause.end else ""
            return (
                not following
                or not following[0].isalpha()
                or following in ("und", "dass", "oder")
                or words.run_of[i + 1] >= 0
            )
    return False


def _with_subject(words: Words, at: int, cue: Cue, finite: int, clause: Clause, sentence_first: int) -> Saying:
    passive = cue.kind == "participle" and words.lows[finite] in BECOME and not _any(words, clause, HAVE)
    first = clause.first
    while first < finite and (words.lows[first] in _CONJUNCTIONS or not words.words[first][0].isalnum()):
        if words.run_of[first] >= 0:
            break
        first += 1
    if passive:
        agent = _agent(words, clause) or place_of_text(words, clause.first, clause.end, named_only=True)
        return Saying(at, cue, agent, finite == first, False, True)
    if cue.verb in ("heißen", "hervor|gehen"):
        return Saying(at, cue, place_of_text(words, clause.first, clause.end), finite == first, True, False)
    if finite == first and _goes_on_after_aside(words, sentence_first, clause):
        return Saying(at, cue, _earlier(words, sentence_first, clause), False, False, False)
    following = words.lows[finite + 1] if finite + 1 < clause.end else ""
    if finite != first and cue.kind != "infinitive" and following in ("er", "sie", "man", "wir", "ich"):
        return Saying(at, cue, Phrase(finite + 1, finite + 2), False, True, False)
    if finite == first:
        subject = find_subject(words, finite + 1, clause.end)
        if subject is not None:
            return Saying(at, cue, subject, True, True, False)
        return Saying(at, cue, _earlier(words, sentence_first, clause), True, False, False)
    low = words.lows[first]
    if low in _SUBORDINATORS:
        return Saying(at, cue, find_subject(words, first + 1, clause.end), False, False, False)
    if low in _RELATIVE and clause.opener == "," and finite >= clause.end - 2:
        inner = find_subject(words, first + 1, finite) if low != "der" else None
        named = inner is not None and (inner.first in words.name_at or words.lows[inner.first] in ("er", "sie", "man"))
        return Saying(at, cue, inner if named else Phrase(first, first + 1), False, False, False)
    subject = find_subject(words, first, finite)
    person = words.name_at.get(finite + 1)
    if subject is not None and person is not None and person.label == "person" and not _names_person(words, subject):
        return Saying(at, cue, Phrase(finite + 1, noun_phrase(words, finite + 1, clause.end)), False, True, False)
    if subject is not None and subject.first == first:
        return Saying(at, cue, subject, False, False, False)
    behind = find_subject(words, finite + 1, clause.end)
    if behind is not None and (subject is None or subject.first != first):
        return Saying(at, cue, behind, False, True, False)
    if subject is None and finite - first <= 2 and clause.first > sentence_first:
        subject = _earlier(words, sentence_first, clause)
    return Saying(at, cue, subject, False, False, False)


def has_finite(words: Words, first: int, end: int) -> bool:
    """Does a main clause in these tokens have its verb? Relative and subordinate clauses do not count."""
    return any(
        clause_verb(words, clause) is not None
        for clause in words.clauses(first, end)
        if not (words.lows[clause.first] in _DEPENDENT and (clause.opener or words.lows[clause.first] not in _RELATIVE))
        and not (
            clause.end - clause.first > 1
            and words.lows[clause.first + 1] in _CONDITIONS
            and words.lows[clause.first] in _BEFORE_CONDITIONS
        )
        and not (
            clause.end - clause.first > 1 and words.lows[clause.first + 1] in _RELATIVE_AFTER and clause.opener == ","
        )
    )


def clause_verb(words: Words, clause: Clause, *, opening: bool = False) -> int | None:
    """The first word of a clause that looks like its finite verb; `opening`: it may be the first word."""
    for at in range(clause.first, clause.end):
        low = words.lows[at]
        if words.run_of[at] >= 0 or (words.words[at][:1].isupper() and (opening or at != clause.first)):
            continue
        if low in FINITE or is_first_subjunctive(low) or is_governed_subjunctive(low):
            return at
        if (
            len(low) > 3
            and low.endswith(("t", "te", "ten"))
            and low not in _NOT_FINITE
            and (at > clause.first or opening)
        ):
            before = words.lows[at - 1] if at else ""
            if before not in _DETERMINERS and not (
                at + 1 < clause.end
                and words.words[at + 1][:1].isupper()
                and low.endswith("te")
                and before.endswith("e")
            ):
                return at
    return None


def _goes_on_after_aside(words: Words, sentence_first: int, clause: Clause) -> bool:
    """ "Peter Weber, Chef von Nordlicht, sagte": the clause has its subject before a comma."""
    if clause.first == sentence_first or words.lows[sentence_first] in _SUBORDINATORS:
        return False
    subject = _earlier(words, sentence_first, clause)
    if subject is None or words.run_of[subject.first] >= 0:
        return False
    return not has_finite(words, sentence_first, clause.first)


def _names_person(words: Words, phrase: Phrase) -> bool:
    return any(m.label == "person" for m in words.mentions_in(words.starts[phrase.first], words.ends[phrase.end - 1]))


def _any(words: Words, clause: Clause, forms: frozenset[str]) -> bool:
    return any(words.lows[i] in forms for i in range(clause.first, clause.end))


def _agent(words: Words, clause: Clause) -> Phrase | None:
    """ "von X" of a passive, or the text it stands in ("in einem Bericht wird vermutet")."""
    for at in range(clause.first, clause.end - 1):
        if words.lows[at] in ("von", "vom"):
            end = noun_phrase(words, at + 1, clause.end)
            if end > at + 1:
                return Phrase(at + 1, end)
    return None


def _earlier(words: Words, sentence_first: int, clause: Clause) -> Phrase | None:
    """The subject before an aside: "Peter Weber, Chef von Nordlicht, sagte"."""
    return find_subject(words, sentence_first, clause.first)


def place_of_text(words: Words, at: int, end: int, *, named_only: bool = False) -> Phrase | None:
    """The text that speaks: "heißt es in dem Bericht", "wie aus dem Brief hervorgeht"."""
    texts = words_of_group("texts")
    for i in range(at, end - 1):
        if words.lows[i] in ("in", "im", "aus", "bei", "beim", "auf", "laut"):
            stop = noun_phrase(words, i + 1, end)
            if stop > i + 1:
                known = any(words.lows[j].rpartition("-")[2].endswith(tuple(texts)) for j in range(i + 1, stop))
                if known or not named_only:
                    return Phrase(i + 1, stop)
    return None


def announcing_noun(words: Words, clause: Clause) -> int | None:
    """The noun at a clause's end that a clause of content follows ("mit dem Hinweis,"), as a token."""
    nouns = words_of_group("content_nouns")
    for at in range(clause.end - 1, max(clause.first - 1, clause.end - 7), -1):
        if words.words[at][:1].isupper():
            low = words.lows[at]
            return at if low in nouns or low.rpartition("-")[2] in nouns else None
    return None
