"""Where a clause says that somebody speaks: the verb of saying and its subject."""

from __future__ import annotations

from dataclasses import dataclass

from flows.finding.quoting.cues import (
    Cue,
    closed_class,
    cue_forms,
    words_of_group,
)
from flows.finding.quoting.idioms import find_idiom
from flows.finding.quoting.speakers import Phrase, find_subject, noun_phrase
from flows.finding.quoting.subjects import clause_start, subject_of
from flows.finding.quoting.verbs import clause_verb
from flows.finding.quoting.words import Clause, Words

HAVE = frozenset(["hat", "haben", "hatte", "hatten", "habe", "hätte", "hätten"])
BECOME = closed_class("become")
_LET = frozenset(["lässt", "ließ", "liess", "lassen", "ließen", "liessen", "lasse"])
_WITH_BE = frozenset(["aus|gehen", "hervor|gehen", "entgegen|treten"])  # "war davon ausgegangen" is no passive
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
    key = clause, sentence_first, last
    if key not in words.sayings:
        words.sayings[key] = _look_for_saying(words, clause, sentence_first, last=last)
    return words.sayings[key]


def _look_for_saying(words: Words, clause: Clause, sentence_first: int, *, last: bool) -> Saying | None:
    idiom = find_idiom(words, clause)
    tokens = range(clause.first, clause.end)
    forms = cue_forms()
    for at in reversed(tokens) if last else tokens:
        if words.lows[at] not in forms or words.run_of[at] >= 0 or not _can_be_verb(words, at, clause):
            continue
        for cue in _readings(words, at, clause):
            finite = _finite(words, at, cue, clause)
            if finite is not None and not (idiom is not None and finite == idiom.finite):
                return _with_subject(words, at, cue, finite, clause, sentence_first)
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
    if low in ("findet", "finden", "fand", "fanden") and "statt" in words.lows[at : clause.end]:
        return False
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
    passive = (
        cue.kind == "participle"
        and words.lows[finite] in BECOME
        and cue.verb not in _WITH_BE
        and not _any(words, clause, HAVE)
    )
    inverted = finite == clause_start(words, clause, finite)
    if cue.verb == "zitieren" and (cited := _cited(words, finite, clause, sentence_first, passive=passive)) is not None:
        return Saying(at, cue, cited, inverted, True, False)
    if passive:
        agent = _agent(words, clause) or place_of_text(words, clause.first, clause.end, named_only=True)
        return Saying(at, cue, agent, inverted, False, True)
    if cue.verb == "werden":  # "Am Montag wurde Kritik laut": nobody says it
        return Saying(at, cue, None, inverted, True, False)
    if cue.verb in ("heißen", "hervor|gehen", "verlauten"):
        place = place_of_text(words, clause.first, clause.end) or _agent(words, clause)
        if place is not None or cue.verb == "heißen":
            return Saying(at, cue, place, inverted, True, False)
    turned = cue.kind == "infinitive" or words.lows[at - 1] == "zu"
    subject, after = subject_of(words, clause, finite, sentence_first, turned=turned)
    if turned and clause.first > sentence_first and clause_verb(words, Clause(clause.first, at, "")) is None:
        subject = find_subject(words, sentence_first, clause.first)  # "Sie beeilten sich, der Presse zu erklären"
    return Saying(at, cue, subject, inverted and after, after, False)


def _cited(words: Words, finite: int, clause: Clause, sentence_first: int, *, passive: bool) -> Phrase | None:
    """Whose words are cited: "wird sie zitiert", "zitiert ihn die Zeitung"."""
    if passive:
        return subject_of(words, clause, finite, sentence_first)[0]
    if finite + 1 < clause.end and words.lows[finite + 1] in ("ihn", "sie"):
        return Phrase(finite + 1, finite + 2)
    if finite + 2 < clause.end and words.lows[finite + 1] == "man":
        return find_subject(words, finite + 2, clause.end)
    return None


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


def first_person(words: Words, saying: Saying) -> bool:
    """ "ich glaube, dass": the text's own voice, or an interview without marks."""
    return saying.subject is not None and words.lows[saying.subject.first] in ("ich", "wir")
