"""Speech reported without marks: clauses under a word of saying, sources, and free subjunctive sentences."""

from __future__ import annotations

from collections.abc import Callable

from flows.finding.quoting.announcing import announcer, announcing_noun
from flows.finding.quoting.behind import Reported, told_behind, told_on
from flows.finding.quoting.content import (
    content_stop,
    is_aside,
    is_content,
    mostly_marked,
)
from flows.finding.quoting.cues import (
    is_first_subjunctive,
    words_of_group,
)
from flows.finding.quoting.free import dependent_report, free_report
from flows.finding.quoting.saying import Saying, find_saying, first_person
from flows.finding.quoting.sources import find_source
from flows.finding.quoting.speakers import Phrase, find_subject
from flows.finding.quoting.subjects import subject_of
from flows.finding.quoting.verbs import clause_verb
from flows.finding.quoting.words import Clause, Words

_MOST_CLAUSES = 60  # more commas than that make a list, no sentence
_DEGREES = frozenset(["lange", "oft", "viel", "viele", "weit", "sehr", "stark", "hoch", "groß", "wenig", "wenige"])
_TOLD_BY = frozenset(["denen", "der", "dem", "welchen", "welcher", "welchem"])
_GOVERNS = frozenset(["said", "that", "to"])


def read_sentence(words: Words, first: int, end: int, *, speaking: Callable[[str], bool]) -> list[Reported]:
    """Indirect speech in one sentence; `speaking` tells of a verb whether it goes on with speech."""
    clauses = words.clauses(first, end)
    if len(clauses) > _MOST_CLAUSES:
        return []
    found: list[Reported] = []
    sources: set[int] = set()  # where clauses begin that only name the source: "…, wie die Bank mitteilte"
    for read in (_as_told, told_behind, told_on, _told_before):
        for number, clause in enumerate(clauses):
            reported = read(words, clauses, number, first, end)
            if reported is None or reported.first in sources or reported.first >= reported.end:
                continue
            if not _overlaps(found, reported):
                found.append(reported)
                if read is _as_told:
                    sources.add(clause.first)
    source = find_source(words, clauses, first, end)
    if source is not None:
        reported = Reported(source.first, source.end, source.cue, source.speaker)
        if source.opens:  # "Laut X forderte Weber, das Werk zu schließen": X tells all of it
            found = [each for each in found if not (reported.first <= each.first and each.end <= reported.end)]
        if not _overlaps(found, reported):
            found.append(reported)
    if not found and (hearsay := _hearsay(words, clauses, first, end)) is not None:
        found.append(hearsay)
    if not found:
        begin = free_report(words, clauses, first, end, speaking=speaking)
        if begin is not None:
            found.append(Reported(begin, end, None, None, free=True))
    if not found and (dependent := dependent_report(words, clauses, first)) is not None:
        found.append(_dependent(words, clauses, dependent, end))
    return found


def _dependent(words: Words, clauses: list[Clause], number: int, end: int) -> Reported:
    """ "Weber lehnte das ab, | weil es falsch sei": the subject of the main clause says it."""
    begin = clauses[number].first
    if not number:
        return Reported(begin, words.content_end(begin, end), None, None, free=True)
    main = clauses[0]
    verb = clause_verb(words, main)
    if verb is not None:
        speaker, _ = subject_of(words, main, verb, main.first)
    else:
        speaker = find_subject(words, main.first, begin)
    return Reported(begin, content_stop(words, clauses, number, end), None, speaker)


def _overlaps(found: list[Reported], new: Reported) -> bool:
    return any(new.first < other.end and other.first < new.end for other in found)


def _as_told(words: Words, clauses: list[Clause], number: int, first: int, end: int) -> Reported | None:
    """ "Wie die Bank mitteilte, …", "…, wie die Bank mitteilte"."""
    clause = clauses[number]
    at = clause.first
    while at < clause.end and words.lows[at] in ("denn", "und", "aber", "so"):
        at += 1
    if at + 1 >= clause.end or words.lows[at] != "wie" or words.lows[at + 1] in _DEGREES or len(clauses) < 2:
        return None
    saying = find_saying(words, Clause(at, clause.end, clause.opener), first, last=True)
    last = words.content_end(clause.first, clause.end) - 1
    if (
        saying is None
        or not _reports(saying)
        or (saying.subject is not None and words.lows[saying.subject.first] == "man")
        or saying.at < last - 2
        or (clause.opener == "," and _under_saying(words, clauses, number, first))
    ):
        return None
    if saying.cue.particle is not None and saying.at != last:
        return None
    speaker = saying.subject
    cue = words.words[saying.at]
    if number == 0:
        return Reported(clauses[1].first, words.content_end(clauses[1].first, end), cue, speaker)
    if number == len(clauses) - 1:
        return Reported(first, clauses[number - 1].end, cue, speaker)
    return Reported(first, words.content_end(first, end), cue, speaker)


def _reports(saying: Saying) -> bool:
    if "said" in saying.cue.takes or saying.cue.verb in ("heißen", "hervor|gehen"):
        return True
    named = saying.subject is not None and "that" in saying.cue.takes
    return named and saying.cue.verb not in words_of_group("wishing")


def _under_saying(words: Words, clauses: list[Clause], number: int, first: int) -> bool:
    """ "Sie erklärte, wie die Bank das mitteilte": the clause is itself what is said."""
    if not number:
        return False
    before = clauses[number - 1]
    saying = find_saying(words, before, first)
    if saying is None or (saying.cue.kind != "finite" and saying.cue.verb not in words_of_group("plain")):
        return False  # "Die Aufsicht hat eine Prüfung angeordnet, wie sie mitteilte"
    return saying.at == words.content_end(before.first, before.end) - 1


def _told_before(words: Words, clauses: list[Clause], number: int, first: int, end: int) -> Reported | None:
    """ "Die Chefin sagte, …", "der Vorwurf, …": the clause behind is what is said."""
    clause = clauses[number]
    saying = find_saying(words, clause, first, last=True)
    noun = announcing_noun(words, clause)
    if saying is not None and noun is not None and not saying.cue.takes & _GOVERNS:
        saying = None  # "es hält sich das Gerücht, …"
    if saying is None and noun is None:
        return None
    if saying is not None and (not saying.cue.takes & _GOVERNS or first_person(words, saying)):
        return None
    if saying is not None and _itself_reported(words, clause, saying):
        return None
    unparted = _unparted(words, clause, saying) if saying is not None else None
    if unparted is not None and saying is not None:
        return Reported(unparted, words.content_end(unparted, end), words.words[saying.at], saying.subject)
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


def _unparted(words: Words, clause: Clause, saying: Saying) -> int | None:
    """Where the content begins whose comma is lost: "hat angekündigt nach Kiel zu ziehen", "hofft dass es kommt"."""
    at, last = saying.at + 1, words.content_end(clause.first, clause.end) - 1
    if at >= last:
        return None
    if words.lows[at] in ("dass", "daß"):
        return at
    verb = words.lows[last]
    infinitive = words.words[last].islower() and verb.endswith("en")
    infinitive = infinitive and (words.lows[last - 1] == "zu" or "zu" in verb[2:-3])
    wish = saying.cue.kind == "participle" and not saying.passive and "to" in saying.cue.takes
    return at if wish and infinitive and at < last - 1 else None


def _content(
    words: Words, clauses: list[Clause], number: int, index: int, saying: Saying | None, noun: int | None, end: int
) -> Reported:
    clause, begin = clauses[number], clauses[index].first
    stop = content_stop(words, clauses, index, end, noun=saying is None)
    if saying is None and noun is not None:
        return Reported(begin, stop, words.words[noun], announcer(words, noun, clause, clauses[0].first))
    assert saying is not None
    cue = words.words[saying.at]
    return Reported(begin, stop, cue, saying.subject)


def _itself_reported(words: Words, clause: Clause, saying: Saying) -> bool:
    """ "Die Bank gehe davon aus, dass …": the whole sentence is somebody else's report."""
    verb = clause_verb(words, clause)
    return verb is not None and verb <= saying.at and is_first_subjunctive(words.lows[verb])


def _hearsay(words: Words, clauses: list[Clause], first: int, end: int) -> Reported | None:
    """ "Demnach …", "Berichte, wonach …"."""
    hearsay, telling = words_of_group("hearsay"), words_of_group("telling")
    for number, clause in enumerate(clauses):
        at = clause.first
        low = words.lows[at]
        behind = _behind_telling(words, clause) if number else None
        if behind is not None:
            end = words.content_end(behind, clause.end)
            return Reported(behind, end, words.words[at - 2], Phrase(at - 2, at - 1))
        if low in telling and number:
            noun = next((i for i in range(at - 2, first - 1, -1) if words.is_noun(i)), None)
            speaker = Phrase(noun, noun + 1) if noun is not None else None
            return Reported(at + 1, words.content_end(at + 1, clause.end), words.words[at], speaker)
        if low in hearsay and number == 0:
            return Reported(at + 1, words.content_end(first, end), words.words[at], Phrase(at, at + 1))
    later = (i for i in range(first + 1, end) if words.lows[i] == "demnach" and words.run_of[i] < 0)
    found = next(later, None)
    if found is None:
        return None
    return Reported(first, words.content_end(first, end), words.words[found], Phrase(found, found + 1))


def _behind_telling(words: Words, clause: Clause) -> int | None:
    """Where the report begins in "Berichte, nach denen …", "Angaben, denen zufolge …"."""
    at = clause.first
    pair = words.lows[at : at + 2]
    if clause.opener != "," or pair[0] == pair[-1] or at < 2:
        return None
    if not ((pair[0] == "nach" and pair[1] in _TOLD_BY) or (pair[1] == "zufolge" and pair[0] in _TOLD_BY)):
        return None
    noun = words.lows[at - 2].rpartition("-")[2]
    told = any(noun in words_of_group(group) for group in ("content_nouns", "texts", "source_nouns"))
    return at + 2 if told else None
