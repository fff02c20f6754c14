"""Speech reported without marks: clauses under a word of saying, sources, and free subjunctive sentences."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flows.finding.quoting.content import (
    content_stop,
    has_subjunctive,
    is_aside,
    is_content,
    mostly_marked,
    subjunctive_at,
    verb_last,
)
from flows.finding.quoting.cues import (
    closed_class,
    is_closed_subjunctive,
    is_first_subjunctive,
    is_governed_subjunctive,
    words_of_group,
)
from flows.finding.quoting.saying import HAVE, Saying, announcing_noun, find_saying
from flows.finding.quoting.sources import find_source
from flows.finding.quoting.speakers import Phrase, find_subject
from flows.finding.quoting.verbs import FINITE, clause_verb, has_finite
from flows.finding.quoting.words import Clause, Words

_SUBORDINATE = closed_class("subordinate")
_RELATIVE = closed_class("relatives_and_places")
_MOST_CLAUSES = 60  # more commas than that make a list, no sentence
_AUXILIARIES = closed_class("auxiliaries")
_BETWEEN = frozenset(["auch", "etwa", "jedenfalls", "zumindest", "damals"])
_GOVERNS = frozenset(["said", "that", "to"])


@dataclass(frozen=True, slots=True)
class Reported:
    """Indirect speech as tokens; `cue` is the word of saying."""

    first: int
    end: int
    cue: str | None
    speaker: Phrase | None
    free: bool = False  # a sentence in the subjunctive: who speaks is told before it


def read_sentence(words: Words, first: int, end: int, *, speaking: bool) -> list[Reported]:
    """Indirect speech in one sentence; `speaking`: the sentence before it was speech."""
    clauses = words.clauses(first, end)
    if len(clauses) > _MOST_CLAUSES:
        return []
    found: list[Reported] = []
    for read in (_as_told, _told_behind, _told_before):
        for number in range(len(clauses)):
            reported = read(words, clauses, number, first, end)
            if reported is not None and reported.first < reported.end and not _overlaps(found, reported):
                found.append(reported)
    source = find_source(words, clauses, first, end)
    if source is not None:
        reported = Reported(source.first, source.end, source.cue, source.speaker)
        if not _overlaps(found, reported):
            found.append(reported)
    if not found and (hearsay := _hearsay(words, clauses, first, end)) is not None:
        found.append(hearsay)
    if not found:
        free = _free(words, clauses, first, end, speaking=speaking)
        if free is not None:
            found.append(free)
    return found


def _overlaps(found: list[Reported], new: Reported) -> bool:
    return any(new.first < other.end and other.first < new.end for other in found)


def _as_told(words: Words, clauses: list[Clause], number: int, first: int, end: int) -> Reported | None:
    """ "Wie die Bank mitteilte, …", "…, wie die Bank mitteilte"."""
    clause = clauses[number]
    at = clause.first
    while at < clause.end and words.lows[at] in ("denn", "und", "aber", "so"):
        at += 1
    if at >= clause.end or words.lows[at] != "wie" or len(clauses) < 2:
        return None
    saying = find_saying(words, Clause(at, clause.end, clause.opener), first)
    if (
        saying is None
        or not _reports(saying)
        or (saying.subject is not None and words.lows[saying.subject.first] == "man")
        or saying.at < clause.end - 3
        or (clause.opener == "," and _under_saying(words, clauses, number, first))
    ):
        return None
    if saying.cue.particle is not None and saying.at != clause.end - 1:
        return None
    speaker = saying.subject
    cue = words.words[saying.at]
    if number == 0:
        return Reported(clauses[1].first, words.content_end(clauses[1].first, end), cue, speaker)
    if number == len(clauses) - 1:
        return Reported(first, clauses[number - 1].end, cue, speaker)
    return Reported(first, words.content_end(first, end), cue, speaker)


def _reports(saying: Saying) -> bool:
    return "said" in saying.cue.takes or saying.cue.verb in ("heißen", "hervor|gehen", "besagen", "bekannt|werden")


def _under_saying(words: Words, clauses: list[Clause], number: int, first: int) -> bool:
    """ "Sie erklärte, wie die Bank das mitteilte": the clause is itself what is said."""
    saying = find_saying(words, clauses[number - 1], first) if number else None
    return saying is not None


def _told_behind(words: Words, clauses: list[Clause], number: int, first: int, end: int) -> Reported | None:
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
    if mostly_marked(words, clauses[number - 1].first, told) or mostly_marked(words, first, told):
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
        if saying.cue.verb == "heißen" and has_finite(words, first, told):
            if not last and _resumes(words, clauses, number):
                told = words.content_end(first, end)
            return Reported(_begin_behind_earlier(words, clauses, number, first), told, cue, saying.subject)
        if not (saying.after or saying.passive) or not has_finite(words, first, told):
            return None
        if saying.passive and not last:
            return None
        if (
            not last
            and is_content(words, clauses, number + 1, saying, announced=False)
            and not has_subjunctive(words, clauses[:number], governed=False)
        ):
            return None
        speaker = saying.subject  # type: ignore[assignment]
    if not last and _resumes(words, clauses, number):
        told = words.content_end(first, end)
    begin = _begin_behind_earlier(words, clauses, number, first)
    return Reported(begin, told, cue, speaker)


def _lacks_its_end(words: Words, told: Clause, following: Clause) -> bool:
    """ "Man könne sich, so Weber, keinen Aufschub leisten": the infinitive or participle stands behind the cue."""
    verb = clause_verb(words, told)
    last = words.content_end(following.first, following.end) - 1
    if verb is None or words.lows[verb] not in _AUXILIARIES or clause_verb(words, following) not in (None, last):
        return False
    open_end = not words.lows[words.content_end(told.first, told.end) - 1].endswith("en")
    return open_end and words.words[last].islower() and words.lows[last].endswith(("en", "t", "n"))


def _told_by_any(words: Words, clauses: list[Clause], number: int, first: int) -> Reported | None:
    """ "Die Lage sei ernst, dämpfte sie die Erwartungen": any verb reports a sentence in the subjunctive."""
    clause = clauses[number]
    verb = clause_verb(words, clause, opening=True)
    main = clauses[0]
    if verb != clause.first or words.lows[main.first] in _SUBORDINATE or number < len(clauses) - 1:
        return None
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


def _resumes(words: Words, clauses: list[Clause], number: int) -> bool:
    """Does what is told go on behind "…, sagte sie, …"?"""
    following = clauses[number + 1]
    if following.opener == ";" or words.lows[following.first] in _RELATIVE | _SUBORDINATE:
        return False
    if _lacks_its_end(words, clauses[number - 1], following):
        return True
    later = following if not is_aside(words, following) or number + 2 >= len(clauses) else clauses[number + 2]
    return has_subjunctive(words, [later], governed=False)


def _begin_behind_earlier(words: Words, clauses: list[Clause], number: int, first: int) -> int:
    """Where the told part begins: behind a marked run that was already said."""
    begin = first
    for clause in clauses[:number]:
        if clause.opener in (":", ";"):
            begin = clause.first
        if mostly_marked(words, clause.first, clause.end) and clause.first == begin:
            begin = clause.end + 1
    return begin if begin < clauses[number - 1].end else first


def _told_before(words: Words, clauses: list[Clause], number: int, first: int, end: int) -> Reported | None:
    """ "Die Chefin sagte, …", "der Vorwurf, …": the clause behind is what is said."""
    clause = clauses[number]
    saying = find_saying(words, clause, first, last=True)
    noun = announcing_noun(words, clause)
    if saying is not None and noun is not None and not saying.cue.takes & _GOVERNS:
        saying = None  # "es hält sich das Gerücht, …"
    if saying is None and noun is None:
        return None
    if saying is not None and (not saying.cue.takes & _GOVERNS or _first_person(words, saying)):
        return None
    if saying is not None and _itself_reported(words, clause, saying):
        return None
    for index in range(number + 1, min(number + 4, len(clauses))):
        content = clauses[index]
        if content.opener not in (",", ":"):
            return None
        if not mostly_marked(words, content.first, content.end) and is_content(
            words, clauses, index, saying, announced=noun is not None
        ):
            return _content(words, clauses, number, index, saying, noun, end)
        if not is_aside(words, content) or find_saying(words, content, first) is not None:
            return None
    return None


def _content(
    words: Words, clauses: list[Clause], number: int, index: int, saying: Saying | None, noun: int | None, end: int
) -> Reported:
    clause, begin = clauses[number], clauses[index].first
    stop = content_stop(words, clauses, index, end, noun=saying is None)
    if saying is None:
        cue = words.words[noun] if noun is not None else None
        return Reported(begin, stop, cue, find_subject(words, clause.first, clause.end))
    cue = words.words[saying.at]
    return Reported(begin, stop, cue, saying.subject)


def _itself_reported(words: Words, clause: Clause, saying: Saying) -> bool:
    """ "Die Bank gehe davon aus, dass …": the whole sentence is somebody else's report."""
    verb = clause_verb(words, clause)
    return verb is not None and verb <= saying.at and is_first_subjunctive(words.lows[verb])


def _first_person(words: Words, saying: Saying) -> bool:
    """ "ich glaube, dass": the text's own voice, or an interview without marks."""
    return saying.subject is not None and words.lows[saying.subject.first] in ("ich", "wir")


def _hearsay(words: Words, clauses: list[Clause], first: int, end: int) -> Reported | None:
    """ "Demnach …", "Berichte, wonach …"."""
    hearsay, telling = words_of_group("hearsay"), words_of_group("telling")
    for number, clause in enumerate(clauses):
        at = clause.first
        low = words.lows[at]
        if low in telling and number:
            noun = next((i for i in range(at - 2, first, -1) if words.is_noun(i)), None)
            speaker = Phrase(noun, noun + 1) if noun is not None else None
            return Reported(at + 1, words.content_end(at + 1, clause.end), words.words[at], speaker)
        if low in hearsay and number == 0:
            return Reported(at + 1, words.content_end(first, end), words.words[at], Phrase(at, at + 1))
    later = (i for i in range(first + 1, end) if words.lows[i] in hearsay and words.run_of[i] < 0)
    found = next(later, None)
    if found is None:
        return None
    return Reported(first, words.content_end(first, end), words.words[found], Phrase(found, found + 1))


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


def _supposed(words: Words, clause: Clause) -> bool:
    """ "soll … gewesen sein": "sollen" with a past infinitive is always hearsay."""
    lows = words.lows
    if not any(lows[i] in ("soll", "sollen") and words.run_of[i] < 0 for i in range(clause.first, clause.end)):
        return False
    last = words.content_end(clause.first, clause.end) - 1
    if lows[last] not in ("haben", "sein") or last - 1 <= clause.first:
        return False
    return lows[last - 1].endswith(("t", "en", "tan", "an")) and words.words[last - 1].islower()


def _free(words: Words, clauses: list[Clause], first: int, end: int, *, speaking: bool) -> Reported | None:
    """A sentence whose main clause is in the reporting subjunctive."""
    if any(words.lows[at] in ("ich", "mich", "mir") and words.run_of[at] < 0 for at in range(first, end)):
        return None
    for number, clause in enumerate(clauses):
        low = words.lows[clause.first]
        if low in _SUBORDINATE or (low in _RELATIVE and number and verb_last(words, clause)):
            continue
        at = subjunctive_at(words, clause, second=speaking)
        if not _supposed(words, clause) and (at is None or (not speaking and not _plain(words, at))):
            continue
        begin = clause.first if clause.opener == ":" else first
        if mostly_marked(words, begin, end):
            return None
        return Reported(begin, end, None, None, free=True)
    return None


def _plain(words: Words, at: int) -> bool:
    """Outside of a speech only the forms that nothing else looks like."""
    return is_closed_subjunctive(words.lows[at]) and words.lows[at] != "möge"
