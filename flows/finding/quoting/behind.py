"""What is told before the clause of saying: "…, sagte die Chefin", "…, so die Chefin, …", "Das teilte Weber mit"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flows.finding.quoting.content import has_subjunctive, is_aside, is_content, mostly_marked, subjunctive_at
from flows.finding.quoting.cues import closed_class, is_first_subjunctive, is_governed_subjunctive, words_of_group
from flows.finding.quoting.saying import HAVE, Saying, find_saying
from flows.finding.quoting.speakers import Phrase, find_subject
from flows.finding.quoting.verbs import FINITE, clause_verb, has_finite
from flows.finding.quoting.words import Clause, Words

_SUBORDINATE = closed_class("subordinate")
_RELATIVE = closed_class("relatives_and_places")
_AUXILIARIES = closed_class("auxiliaries")
_NO_SENTENCE = closed_class("subordinators") | closed_class("conditions") | closed_class("prepositions")
_SENTENCE = 5  # so many words in front of "…, heißt es" are a sentence, also where no verb is known
_BETWEEN = frozenset(["auch", "etwa", "jedenfalls", "zumindest", "damals"])
_JOINS = frozenset(["aber", "und", "doch", "denn"])
_ANEW = _JOINS | {"allerdings", "jedoch", "zudem", "außerdem", "dennoch", "trotzdem", "vielmehr"}
_GOVERNS = frozenset(["said", "that", "to"])


@dataclass(frozen=True, slots=True)
class Reported:
    """Indirect speech as tokens; `cue` is the word of saying."""

    first: int
    end: int
    cue: str | None
    speaker: Phrase | None
    free: bool = False  # a sentence in the subjunctive: who speaks is told before it


def told_behind(words: Words, clauses: list[Clause], number: int, first: int, end: int) -> Reported | None:
    """ "…, sagte die Chefin", "…, so die Chefin", "…, heißt es in dem Brief"."""
    clause = clauses[number]
    if number == 0 or clause.opener not in (",", "–", "-", "—"):
        return None
    start = clause.first
    told = clauses[number - 1].end
    if words.lows[start] in words_of_group("pointing") and number == len(clauses) - 1:
        pointed = _pointing(words, clause, first)  # "…, das teilte die Bank mit"
        return Reported(first, told, words.words[pointed.at], pointed.subject) if pointed is not None else None
    last = number == len(clauses) - 1
    before = clauses[number - 1]
    dependent = words.lows[before.first] in _RELATIVE | _SUBORDINATE and words.run_of[before.first] < 0
    if (mostly_marked(words, before.first, told) and not dependent) or mostly_marked(words, first, told):
        return None
    if words.lows[start] == "so" and words.lows[start + 1 : start + 2] and words.lows[start + 1] in FINITE:
        return None  # "…, so wurde der Hafen geschlossen"
    if words.lows[start] == "so" and start + 1 < clause.end:
        saying = find_saying(words, Clause(start + 1, clause.end, ","), first)
        if saying is not None and saying.inverted and saying.subject is not None:
            speaker, cue = saying.subject, words.words[saying.at]
        else:
            subject = find_subject(words, start + 1, clause.end)
            if (
                subject is None
                or subject.first > start + 1 + (words.lows[start + 1] in _BETWEEN)
                or clause_verb(words, Clause(subject.end, clause.end, "")) is not None
            ):
                return None
            speaker, cue = subject, "so"
    else:
        saying = find_saying(words, clause, first)
        if saying is None or not saying.inverted:
            return _told_by_any(words, clauses, number, first)
        if saying.passive and not saying.subject and not last:
            return None
        cue = words.words[saying.at]
        if not saying.cue.takes & _GOVERNS:
            return None
        plain = last and number == 1 and told - first >= _SENTENCE and words.lows[first] not in _NO_SENTENCE
        whole = plain or has_finite(words, first, told) or _interrupts(words, clauses, number)
        if saying.cue.verb == "heißen" and whole:
            if not last and _resumes(words, clauses, number):
                told = words.content_end(first, end)
            return Reported(_begin_behind_earlier(words, clauses, number, first), told, cue, saying.subject)
        if not (saying.after or saying.passive) or not whole:
            return None
        if saying.passive and not last:
            return None
        if (
            not last
            and not _interrupts(words, clauses, number)
            and is_content(words, clauses, number + 1, saying, announced=False)
            and not has_subjunctive(words, clauses[:number], governed=False)
        ):
            return None
        speaker = saying.subject  # type: ignore[assignment]
    if not last and _resumes(words, clauses, number):
        told = words.content_end(first, end)
    begin = _begin_behind_earlier(words, clauses, number, first)
    return Reported(begin, told, cue, speaker)


def told_on(words: Words, clauses: list[Clause], number: int, first: int, end: int) -> Reported | None:
    """What is told behind "…, sagte sie, aber …", after what is told before it."""
    if number < 2 or not _begins_anew(words, clauses, number):
        return None
    if not has_subjunctive(words, [clauses[number]], governed=False):
        return None
    before = told_behind(words, clauses, number - 1, first, end)
    if before is None:
        return None
    begin = clauses[number].first + (words.lows[clauses[number].first] in _JOINS)
    return Reported(begin, words.content_end(begin, end), before.cue, before.speaker)


def _told_by_any(words: Words, clauses: list[Clause], number: int, first: int) -> Reported | None:
    """ "Die Lage sei ernst, dämpfte sie die Erwartungen": any verb reports a sentence in the subjunctive."""
    clause = clauses[number]
    verb = clause_verb(words, clause, opening=True)
    main = clauses[0]
    if verb != clause.first or words.lows[main.first] in _SUBORDINATE or number < len(clauses) - 1:
        return None
    if words.lows[main.first + 1] in ("dass", "daß"):
        return None  # "Ohne dass er es gewusst habe, stieg der Preis"
    if is_first_subjunctive(words.lows[verb]) or is_governed_subjunctive(words.lows[verb]):
        return None
    if subjunctive_at(words, main, second=False) is None:
        return None
    subject = find_subject(words, verb + 1, clause.end)
    if subject is None:
        name = next(iter(words.mentions_in(words.starts[verb], words.ends[clause.end - 1])), None)
        subject = Phrase(words.at(name.start), words.before(name.end)) if name is not None else None
    if subject is None:
        return None
    return Reported(first, clauses[number - 1].end, words.words[verb], subject)


def _lacks_its_end(words: Words, told: Clause, following: Clause) -> bool:
    """ "Man könne sich, so Weber, keinen Aufschub leisten": the infinitive or participle stands behind the cue."""
    verb = clause_verb(words, told)
    last = words.content_end(following.first, following.end) - 1
    if verb is None or words.lows[verb] not in _AUXILIARIES or clause_verb(words, following) not in (None, last):
        return False
    open_end = not words.lows[words.content_end(told.first, told.end) - 1].endswith("en")
    return open_end and words.words[last].islower() and words.lows[last].endswith(("en", "t", "n"))


def _interrupts(words: Words, clauses: list[Clause], number: int) -> bool:
    """ "Mehr Geld, sagt Weber, habe man nicht": the verb of what is told stands behind the clause."""
    if number + 1 >= len(clauses) or any(clause_verb(words, told) is not None for told in clauses[:number]):
        return False
    following = clauses[number + 1]
    return clause_verb(words, following, opening=True) == following.first


def _resumes(words: Words, clauses: list[Clause], number: int) -> bool:
    """Does what is told go on behind "…, sagte sie, …"?"""
    following = clauses[number + 1]
    if _interrupts(words, clauses, number):
        return True
    if following.opener == ";" or words.lows[following.first] in _RELATIVE | _SUBORDINATE:
        return False
    told = clauses[number - 1]
    if _lacks_its_end(words, told, following) or (number == 1 and clause_verb(words, told) is None):
        return True
    later = following if not is_aside(words, following) or number + 2 >= len(clauses) else clauses[number + 2]
    return has_subjunctive(words, [later], governed=False) and not _begins_anew(words, clauses, number + 1)


def _begins_anew(words: Words, clauses: list[Clause], number: int) -> bool:
    """ "…, sagte sie, aber man prüfe alles": a main clause of its own behind the clause of saying."""
    clause = clauses[number]
    if words.lows[clause.first] not in _ANEW or clauses[number - 1].opener != ",":
        return False
    verb = clause_verb(words, clause)
    return verb is not None and verb < words.content_end(clause.first, clause.end) - 1


def _begin_behind_earlier(words: Words, clauses: list[Clause], number: int, first: int) -> int:
    """Where the told part begins: behind a marked run that was already said."""
    begin = first
    for clause in clauses[:number]:
        if clause.opener in (":", ";"):
            begin = clause.first
        if mostly_marked(words, clause.first, clause.end) and clause.first == begin:
            begin = clause.end + 1
    return begin if begin < clauses[number - 1].end else first


def points_back(words: Words, first: int, end: int) -> Saying | None:
    """ "Das teilte die Bank mit": the saying that the sentence before it belongs to."""
    if words.lows[first] not in words_of_group("pointing") or end - first < 3 or words.is_noun(first + 1):
        return None
    return _pointing(words, words.clauses(first, end)[0], first)


def _pointing(words: Words, clause: Clause, sentence_first: int) -> Saying | None:
    first = clause.first
    saying = find_saying(words, clause, sentence_first)
    if saying is None or ("said" not in saying.cue.takes and saying.cue.verb != "hervor|gehen"):
        return None
    subject = (
        find_subject(words, first + 2, clause.end)
        if saying.subject is None or saying.subject.first == first
        else saying.subject
    )
    if not (saying.at == first + 1 or words.lows[first + 1] in HAVE) or subject is None:
        return None
    return replace(saying, subject=subject)
