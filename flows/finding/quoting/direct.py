"""Marked text that somebody said: which runs are quotations, and whose."""

from __future__ import annotations

from dataclasses import dataclass

from flows.finding.quoting.cues import closed_class, is_finite_cue, words_of_group
from flows.finding.quoting.fragments import is_spoken_fragment
from flows.finding.quoting.judging import judged_run
from flows.finding.quoting.marks import Run
from flows.finding.quoting.saying import find_saying
from flows.finding.quoting.speakers import PREPOSITIONS, Phrase, find_subject
from flows.finding.quoting.verbs import FINITE, clause_verb
from flows.finding.quoting.wordings import behind_wording, worded_after
from flows.finding.quoting.words import Clause, Words

_SPOKEN = closed_class("spoken")
_RELATIVES = closed_class("relatives")
_DEPENDENT = closed_class("subordinate") - {"wie"} | frozenset(["warum", "weshalb"])
_VERBS = FINITE | _SPOKEN
# No name and no title begins with these in small letters.
_OPENS_PIECE = PREPOSITIONS | {"nicht", "nie", "mindestens", "höchstens", "alles", "noch", "schon", "kein", "keine"}
_JOINS = frozenset(["aber", "und", "doch", "denn"])
_FARTHEST_BRACKET = 8  # tokens between a bracket and marked words in it
_FEW = 4  # marked words up to here need a word of saying beside them


@dataclass(frozen=True, slots=True)
class Said:
    """A run that is a quotation; `speaker` None where the text does not say it here."""

    run: Run
    start: int
    end: int
    cue: str | None
    speaker: Phrase | None
    open_speaker: bool = False  # the text around names nobody, but somebody speaks
    passing: bool = False  # only a piece of the sentence: no speech begins with it


def read_run(words: Words, run: Run, first: int, end: int) -> Said | None:
    """Judges one run in its sentence (tokens `first` to `end`); None for titles and scare quotes."""
    inside = words.at(run.outer_start), words.before(run.outer_end)
    count = sum(words.words[i][0].isalnum() for i in range(*inside) if words.words[i])
    bracket = _opening_bracket(words, inside[0], first)
    if not count or (bracket is not None and _is_title(words, Phrase(bracket + 1, inside[0]))):
        return None  # "(Motto: „…“)"
    after = _after(words, run, inside, end, count)
    if after is not None and _opens_clause(words, run, inside[0], first):
        return Said(run, run.start, run.end, *after)
    beside = _in_brackets(words, inside[0], first)
    if beside is not None and _is_utterance(words, run, inside, count):
        return Said(run, run.start, run.end, None, beside)
    before = _before_colon(words, run, inside, first, end, count)
    if before is not None:
        return Said(run, run.start, run.end, *before, open_speaker=before[1] is None)
    if _is_sentence(words, run, inside, first, end, count):
        return Said(run, run.start, run.end, None, None, open_speaker=True)
    if not run.whole:
        return None
    behind = _behind_verb(words, run, inside, first, count)
    if behind is not None:
        return Said(run, run.start, run.end, *behind)
    resumed = _resumed(words, inside, first, count)
    if resumed is not None:
        return Said(run, run.start, run.end, *resumed)
    if _continues(words, inside[0], first) or _is_utterance(words, run, inside, count):
        return Said(run, run.start, run.end, None, None, open_speaker=True)
    told = behind_wording(words, run, inside, first, end, sentence=count >= _FEW and _has_verb(words, inside))
    if told is None:
        told = judged_run(words, run, inside, first, end)
    if told is None and _is_phrasing(words, run, inside):
        speaker = _subject_before(words, inside[0], first)
        return Said(run, run.start, run.end, None, speaker, open_speaker=speaker is None, passing=True)
    return Said(run, run.start, run.end, *told) if told is not None else None


def _after(
    words: Words, run: Run, inside: tuple[int, int], end: int, count: int
) -> tuple[str | None, Phrase | None] | None:
    """Word of saying and speaker behind a run: ", sagte sie", "– so der Chef"."""
    at = inside[1]
    while at < end and words.words[at] in (",", "–", "-", ".", "!", "?", "(", "—"):
        at += 1
    if at >= end:
        return None
    parted = at > inside[1] or words.text[run.end - 1] in ".!?…"
    if not parted and count <= _FEW:
        return None  # "„Morgenpost“ berichtet": a name in marks
    if words.lows[at] == "so" and at + 1 < end:
        if is_finite_cue(words.words[at + 1]):
            at += 1
        else:
            subject = find_subject(words, at + 1, end)
            return ("so", subject) if subject and subject.first <= at + 3 else None
    if not words.words[at].islower():
        return None
    stop = words.clause_end(at, end)
    if parted and (worded := worded_after(words, at, stop)) is not None:
        return worded
    saying = find_saying(words, Clause(at, stop, ","), at)
    if saying is not None and saying.cue.verb in ("lauten", "heißen") and count <= _FEW:
        return None
    if saying is not None and saying.inverted:
        if saying.cue.verb == "lauten" and _is_title(words, saying.subject):
            return None
        return words.words[saying.at], saying.subject
    if parted and count >= _FEW and _has_verb(words, inside) and words.lows[at] in FINITE | {"ließ", "lässt"}:
        # "…“, wird sie zitiert", "…“, ließ der Sprecher verlauten"
        cue = words.words[saying.at] if saying is not None else words.words[at]
        return cue, find_subject(words, at + 1, stop)
    if (
        words.words[inside[1] : inside[1] + 1] == [","]
        and at == inside[1] + 1
        and _tells_sentence(words, inside, count)
    ):
        return _by_any_verb(words, at, stop)
    return None


def _by_any_verb(words: Words, at: int, stop: int) -> tuple[str | None, Phrase | None] | None:
    """ "„…“, lacht Maria", "„…“, freut sich die Chefin": any verb that opens its clause reports a sentence."""
    if clause_verb(words, Clause(at, stop, ","), opening=True) != at:
        return None
    subject = find_subject(words, at + 1, stop)
    return (words.words[at], subject) if subject is not None and subject.first <= at + 3 else None


def _is_title(words: Words, phrase: Phrase | None) -> bool:
    """ "lautet das Thema", "lautete der Titel"."""
    return phrase is not None and any(_is_title_noun(words, i) for i in range(phrase.first, phrase.end))


def _is_title_noun(words: Words, at: int) -> bool:
    return words.lows[at].rpartition("-")[2] in words_of_group("titles")


def _tells_sentence(words: Words, inside: tuple[int, int], count: int) -> bool:
    return count >= _FEW and words.words[inside[0] + 1][:1].isupper() and _has_verb(words, inside)


def _is_phrasing(words: Words, run: Run, inside: tuple[int, int]) -> bool:
    """A long piece of a sentence, beginning small: no name or title looks like that, it is somebody's wording."""
    inner = [i for i in range(*inside) if words.words[i][:1].isalpha()]
    small = sum(words.words[i].islower() for i in inner)
    few = _FEW - 2 if inner and words.lows[inner[0]] in _OPENS_PIECE else _FEW
    return len(inner) > few and small > 1 and words.words[inner[0]].islower() and is_spoken_fragment(words, run)


def _subject_before(words: Words, at: int, first: int) -> Phrase | None:
    """The subject of the relative clause that the marked words belong to, else of the sentence before them."""
    clause = next(reversed(words.clauses(first, at)), Clause(first, at, ""))
    relative = clause.opener == "," and words.lows[clause.first] in _RELATIVES
    speaker = (find_subject(words, clause.first + 1, at) if relative else None) or find_subject(words, first, at)
    return None if speaker is not None and words.lows[speaker.first] == "man" else speaker


def _is_utterance(words: Words, run: Run, inside: tuple[int, int], count: int) -> bool:
    """A whole marked sentence with its own full stop, wherever it stands, but behind no noun of titles."""
    if words.text[run.end - 1] not in ".!?" or not _tells_sentence(words, inside, count):
        return False
    before, after = inside[0] - 1, words.lows[inside[1] : inside[1] + 1]
    if after in (["lautet"], ["lautete"]):
        return False
    return before < 0 or not _is_title(words, Phrase(before, before + 1))


def _opens_clause(words: Words, run: Run, at: int, first: int) -> bool:
    """Does the run open its clause? In "die „Gewinner“ kämen, sagte er" it is a part of indirect speech."""
    if at == first:
        return True
    before = words.words[at - 1]
    return before in (":", ",", ".", "!", "?", "–", "-", ";", "und", "Und", "Aber", "Denn", "Doch") or before.isspace()


def _before_colon(
    words: Words, run: Run, inside: tuple[int, int], first: int, end: int, count: int
) -> tuple[str | None, Phrase | None] | None:
    """Word of saying and speaker of "sagte er: „…“" and "Der Minister: „…“"; also "sagte, „…“"."""
    mark = inside[0] - 1
    while mark >= first and words.words[mark].isspace():
        mark -= 1
    if mark < first or words.words[mark] not in (":", ","):
        return None
    colon = words.words[mark] == ":"
    if colon and words.lows[mark - 1] in words_of_group("titles"):
        return None
    clauses = [c for c in words.clauses(first, end) if c.first < mark]
    for clause in reversed(clauses):
        if clause.first > first and words.lows[clause.first] in _DEPENDENT:
            continue  # "Sie sagte, dass er es zugegeben habe: „…“"
        saying = find_saying(words, clause, first)
        if colon and words.lows[clause.first] == "so" and clause.first > first and saying is None:
            subject = find_subject(words, clause.first + 1, min(clause.end, mark))
            if subject is not None and subject.first <= clause.first + 2:
                return "so", subject  # "…, so die Chefin weiter: „…“"
        if saying is not None:
            governs = "said" in saying.cue.takes or words.lows[inside[0] + 1] in ("dass", "daß", "ob")
            if not colon and (clause is not clauses[-1] or saying.inverted or count < _FEW or not governs):
                return None
            return words.words[saying.at], saying.subject
    if not colon or count < 2 or not (_has_verb(words, inside) or words.text[run.end - 1] in "!?"):
        return None
    for clause in reversed(clauses):  # "…, trat sie entgegen: „…“"
        if clause_verb(words, clause, opening=True) == clause.first:
            subject = find_subject(words, clause.first + 1, min(clause.end, mark))
            if subject is not None:
                return None, subject
    return None, find_subject(words, first, mark)


def _behind_verb(
    words: Words, run: Run, inside: tuple[int, int], first: int, count: int
) -> tuple[str | None, Phrase | None] | None:
    """A whole sentence behind its verb, where the colon is missing: "Vogt kommentierte „Das Werk ist fertig.“"."""
    whole = count >= _FEW and words.words[words.at(run.start)][:1].isupper() and _has_verb(words, inside)
    if not whole or words.text[run.end - 1] not in ".!?…" or inside[0] == first:
        return None
    clause = next((c for c in reversed(words.clauses(first, inside[0])) if c.end == inside[0]), None)
    saying = find_saying(words, clause, first) if clause is not None else None
    if saying is None or saying.passive or "said" not in saying.cue.takes:
        return None
    return words.words[saying.at], saying.subject


def _continues(words: Words, at: int, first: int) -> bool:
    """The second part of „…“, sagte sie, „…“."""
    if at - first < 5 or words.words[at - 1] != "," or words.run_of[first] < 0:
        return False
    begin = at - 2
    while begin > first and words.words[begin] != "," and words.run_of[begin] < 0:
        begin -= 1
    saying = find_saying(words, Clause(begin + 1, at - 1, ","), begin + 1)
    return saying is not None and (saying.inverted or words.lows[begin + 1] == "so")


def _resumed(words: Words, inside: tuple[int, int], first: int, count: int) -> tuple[str | None, Phrase | None] | None:
    """ "Man prüfe alles, sagte sie, aber „ein Verkauf ist kein Thema“": whoever the clause before names."""
    at = inside[0]
    if at - first < _FEW or words.lows[at - 1] not in _JOINS or words.words[at - 2] != "," or count < _FEW - 1:
        return None
    clause = next((c for c in words.clauses(first, at) if c.end == at - 2), None)
    saying = find_saying(words, clause, first) if clause is not None and clause.first > first else None
    if saying is None or not saying.inverted or not _has_verb(words, inside):
        return None
    return words.words[saying.at], saying.subject


def _is_sentence(words: Words, run: Run, inside: tuple[int, int], first: int, end: int, count: int) -> bool:
    """A run that is a whole sentence by itself, with a verb, and not only a title."""
    ended = words.text[run.end - 1] in ".!?…"
    if inside[0] != first or (not ended and (count < _FEW or not _has_verb(words, inside))):
        return False
    rest = [i for i in range(inside[1], end) if words.words[i][:1].isalnum()]
    closed = words.text[run.end - 1] in ".!?…" or words.text[run.outer_end : run.outer_end + 1] in (
        ".",
        "!",
        "?",
        "\n",
        "",
    )
    return not rest and closed


def _in_brackets(words: Words, at: int, first: int) -> Phrase | None:
    """Whose the sentence in brackets is: "(Weber: „…“)", "Weber („…“)"."""
    opening = _opening_bracket(words, at, first)
    if opening is None:
        return None
    if opening < at - 1:
        return find_subject(words, opening + 1, at)
    name = next((m for m in words.mentions_in(*words.near(opening)) if m.end == words.ends[opening - 1]), None)
    return Phrase(words.at(name.start), opening) if name is not None else None


def _opening_bracket(words: Words, at: int, first: int) -> int | None:
    return next((i for i in range(at - 1, max(first, at - _FARTHEST_BRACKET) - 1, -1) if words.words[i] == "("), None)


def _has_verb(words: Words, inside: tuple[int, int]) -> bool:
    return any(
        words.lows[i] in _VERBS or (words.words[i].islower() and words.lows[i].endswith(("t", "te", "ten", "en")))
        for i in range(*inside)
    )
