"""How far an event has come, by mood, tense, negation and hearsay of the clause that tells it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.clausing.verbs import HABEN, MODALS, SEIN, WERDEN
from flows.finding.clausing.words import Words, speaking_verbs, verb_forms
from flows.finding.eventing.frames import Frame
from flows.finding.lexicon import load_lexicon

_PAST_AUXILIARIES = frozenset(["wurde", "wurden", "worden", "war", "waren", "hatte", "hatten"])
_CONTRACTS = frozenset(["contract", "partnership", "joint_venture"])
_FORBIDDEN = frozenset(["legal", "product_launch"])  # there a ban is what is told
_HEARSAY_PARTS = ("insider", "gerücht", "spekulation", "medienbericht")


@dataclass(frozen=True, slots=True)
class _Rules:
    words: dict[str, frozenset[str]]
    support: dict[str, str]  # verb: status


@cache
def _rules() -> _Rules:
    data = load_lexicon("status")
    words = {
        key: frozenset(values)
        for key, values in data.items()
        if isinstance(values, list) and all(isinstance(value, str) for value in values)
    }
    support: dict[str, str] = {}
    for status, verbs in data["support"].items():
        for verb in verbs:
            support.setdefault(verb, status)
    return _Rules(words, support)


def is_support(verb: str) -> bool:
    """Does this verb lend its subject to the noun it carries ("plant die Übernahme")?"""
    return verb in _rules().support


def looks_on(clause: Clause, verbs: list[str]) -> bool:
    """Who does this to an event ("begrüßt", "prüft", "senkt das Kursziel") has no part in it."""
    verdicts = _rules().words["onlooker_objects"]
    judged = any(chunk.bare and chunk.noun in verdicts for chunk in clause.chunks)
    return judged or bool((_rules().words["onlooker_verbs"] | speaking_verbs()) & set(verbs))


def event_status(
    words: Words, clause: Clause, sentence: tuple[int, int], frame: Frame, form: str, noun: Chunk | None
) -> str:
    """One of the statuses of the guidelines; `form` is the event verb's form, "" for a noun."""
    rules = _rules().words
    tokens = [words.lows[at] for at in clause.tokens()]
    verbs = clause_verbs(words, clause)
    carried = {_rules().support[verb] for verb in verbs if verb in _rules().support}
    if noun is not None and noun.prep == "seit":
        return frame.past
    if frame.type in _CONTRACTS and rules["ended_contracts"] & set(verbs):
        return "ended"
    if noun is not None and rules["ended_verbs"] & set(verbs) and frame.type not in _FORBIDDEN:
        return "ended"
    if _plan_failed(words, clause):
        return "ended"
    if noun is not None and is_put_aside(words, clause, verbs):
        return "ended"
    if noun is not None and carried & {"denied", "ended"}:
        return "denied" if "denied" in carried else "ended"
    if noun is not None and _ruled_out(tokens):
        return "denied"
    if noun is not None and (by_adjective := _by_adjective(noun)):
        return by_adjective
    if _negated(tokens, noun):
        return "denied"
    if _hearsay(words, sentence) or set(tokens) & rules["rumored_modals"] or set(verbs) & rules["rumored_verbs"]:
        return "rumored"
    if _planned(words, clause, form):
        return "planned"
    if noun is not None and (noun.prep == "nach" or (noun.prep == "bei" and _tells_past(words, clause))):
        return frame.past  # "Nach dem Börsengang stieg der Kurs"
    if noun is not None:
        return _noun_status(words, clause, frame, carried)
    return frame.past if _is_past(words, clause, form) else frame.status


def is_put_aside(words: Words, clause: Clause, verbs: list[str]) -> bool:
    """ "legt … auf Eis", "liegt auf Eis", "ist vom Tisch"."""
    tokens = [words.lows[at] for at in clause.tokens()]
    if "eis" in tokens and {"legen", "liegen"} & set(verbs):
        return True
    return "tisch" in tokens and "vom" in tokens and bool(set(clause.auxiliaries) & SEIN)


def _plan_failed(words: Words, clause: Clause) -> bool:
    """ "Der Versuch, Y zu kaufen, ist gescheitert"."""
    if clause.kind != "infinitive" or clause.parent is None:
        return False
    return any(_rules().support.get(verb) == "ended" for verb in clause_verbs(words, clause.parent))


def trigger_form(words: Words, clause: Clause, trigger: int) -> str:
    """The form of a verb that tells an event: past, present, participle or infinitive."""
    kinds = {reading.kind for reading in verb_forms().get(words.lows[trigger], ())}
    if trigger in clause.finite:
        return "past" if "past" in kinds and "present" not in kinds else "present"
    modal = set(clause.auxiliaries) & MODALS
    return "participle" if "participle" in kinds and not ("infinitive" in kinds and modal) else "infinitive"


def clause_verbs(words: Words, clause: Clause) -> list[str]:
    """Infinitives of the clause's full verbs, the particle of a separable verb included."""
    if clause.verbs is not None:
        return clause.verbs
    particle = clause_particle(words, clause)
    found: list[str] = []
    for at in (*clause.finite, *clause.nonfinite):
        for reading in verb_forms().get(words.lows[at], ()):
            if reading.particle is None or reading.particle == particle:
                finite = reading.kind in ("present", "past", "subjunctive")
                if finite and particle and reading.particle is None and "|" not in reading.verb:
                    continue  # "kündigte … an" is no form of "kündigen"
                found.append(reading.verb)
    clause.verbs = found
    return found


def clause_particle(words: Words, clause: Clause) -> str | None:
    """The separated prefix at a clause's end ("kündigte … an"), if there is one."""
    inside = {at for chunk in clause.chunks for at in range(chunk.first, chunk.last + 1)}
    if not clause.finite:
        return None
    for _, stop in reversed(clause.spans):
        last = stop - 1
        while last > clause.finite[0] and not words.lows[last][0].isalnum():
            last -= 1
        if last > clause.finite[0] and last not in inside and words.lows[last] in _particles():
            return words.lows[last]
    return None


@cache
def _particles() -> frozenset[str]:
    return frozenset(
        reading.particle for readings in verb_forms().values() for reading in readings if reading.particle
    ) | {
        "ein",
        "aus",
        "ab",
        "an",
        "auf",
        "zu",
        "um",
        "vor",
        "nach",
        "mit",
        "fest",
        "zurück",
        "weg",
        "hin",
        "her",
        "los",
    }


def _by_adjective(noun: Chunk) -> str:
    rules = _rules().words
    for adjective in noun.adjectives:
        for status in ("planned", "announced", "ended", "completed"):
            if adjective in rules[f"{status}_adjectives"]:
                return status
    return ""


def _ruled_out(tokens: list[str]) -> bool:
    """ "ist kein Thema", "steht nicht zur Debatte", "ist nicht vorgesehen": nobody wants it."""
    if "thema" in tokens and "kein" in tokens:
        return True
    return "nicht" in tokens and bool(_rules().words["not_so"] & set(tokens))


def _negated(tokens: list[str], noun: Chunk | None) -> bool:
    negation = _rules().words["negation"]
    if noun is not None:
        return noun.det in negation
    for position, low in enumerate(tokens):
        # "keine Angaben" denies the object, not what happens; only the sentence negation counts.
        followed = tokens[position + 1 : position + 2]
        if low in ("nicht", "nie", "niemals") and followed not in (["nur"], ["zuletzt"], ["mehr"]):
            return True
    return False


def _hearsay(words: Words, sentence: tuple[int, int]) -> bool:
    for at in range(*sentence):
        low = words.lows[at]
        if low == "angeblich" or low.startswith(_HEARSAY_PARTS):
            return True
        if low.endswith("kreisen") and words.words[at][0].isupper():
            following = words.lows[at + 1] if at + 1 < sentence[1] else ""
            if low != "kreisen" or following == "zufolge" or words.lows[at - 1] in ("aus", "nach"):
                return True
        if low == "vernehmen" and at + 1 < sentence[1] and words.lows[at + 1] == "nach":
            return True
        if low == "kreise" and at + 1 < sentence[1] and words.lows[at + 1] == ":":
            return True
    return False


def _planned(words: Words, clause: Clause, form: str) -> bool:
    rules = _rules().words
    auxiliaries = set(clause.auxiliaries)
    if auxiliaries & rules["planned_modals"]:
        return True
    if form == "infinitive" and auxiliaries & WERDEN:
        return True
    if clause.kind == "infinitive" and clause.parent is not None and form:
        verbs = clause_verbs(words, clause.parent)
        return not any(verb in ("an|kündigen", "vereinbaren", "beschließen") for verb in verbs) or bool(
            set(clause.parent.auxiliaries) & rules["planned_modals"]
        )
    return False


def _tells_past(words: Words, clause: Clause) -> bool:
    """Does the clause stand in a past tense ("Beim Börsengang war X mehr wert")?"""
    kinds = {reading.kind for at in clause.finite for reading in verb_forms().get(words.lows[at], ())}
    return bool(set(clause.auxiliaries) & _PAST_AUXILIARIES) or ("past" in kinds and "present" not in kinds)


def _is_past(words: Words, clause: Clause, form: str) -> bool:
    auxiliaries = set(clause.auxiliaries)
    if form == "past":
        return True
    if form != "participle":
        return False
    return bool(auxiliaries & (HABEN | SEIN) or auxiliaries & _PAST_AUXILIARIES)


def _noun_status(words: Words, clause: Clause, frame: Frame, carried: set[str]) -> str:
    for status in ("expanded", "completed", "planned", "announced"):
        if status in carried:
            if status == "announced" and frame.status in ("completed", "planned"):
                break
            return frame.past if status == "completed" else status
    past = bool(set(clause.auxiliaries) & (_PAST_AUXILIARIES | {"hat", "haben"}))
    if frame.with_verbs and _carried_in_past(words, clause, frame):
        return frame.past  # "hat in Kassel ein Werk eröffnet"
    return frame.past if past and frame.status == "completed" else frame.status


def _carried_in_past(words: Words, clause: Clause, frame: Frame) -> bool:
    """Does a verb that tells the event with its noun stand in the past or the perfect?"""
    for at in clause.finite:
        kinds = {reading.kind for reading in verb_forms().get(words.lows[at], ()) if reading.verb in frame.with_verbs}
        if kinds and not kinds & {"present", "subjunctive"}:
            return True
    perfect = bool(set(clause.auxiliaries) & (HABEN | SEIN | _PAST_AUXILIARIES))
    return perfect and any(
        reading.kind == "participle" and reading.verb in frame.with_verbs
        for at in clause.nonfinite
        for reading in verb_forms().get(words.lows[at], ())
    )
