"""Sources named without a verb: "laut X", "nach Angaben von X", "X zufolge"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from flows.finding.lexicon import load_lexicon
from flows.finding.quoting.cues import closed_class, words_of_group
from flows.finding.quoting.saying import clause_verb
from flows.finding.quoting.speakers import PREPOSITIONS, Phrase, noun_phrase
from flows.finding.quoting.words import Clause, Words

_RELATIVE = closed_class("relatives")
_SUBORDINATORS = _RELATIVE | frozenset(
    ["da", "weil", "dass", "nachdem", "obwohl", "während", "wobei", "wenn", "was", "jedoch", "aber", "doch"]
)


@dataclass(frozen=True, slots=True)
class Source:
    """What a source says (tokens), the word that names it as a source, and whose it is."""

    first: int
    end: int
    cue: str
    speaker: Phrase | None


@cache
def _openers() -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    single: set[str] = set()
    double: set[tuple[str, str]] = set()
    for entry in load_lexicon("quotes")["sources"]:
        if entry["place"] != "before":
            continue
        for word in entry["words"]:
            parts = word.lower().split()
            if len(parts) == 1:
                single.add(parts[0])
            else:
                double.add((parts[0], parts[-1]))
    return frozenset(single), frozenset(double)


def find_source(words: Words, clauses: list[Clause], first: int, end: int) -> Source | None:
    """The sentence, or the clause in it, that a source is named for."""
    for at in range(first, end):
        if words.run_of[at] >= 0:
            continue
        found = _zufolge(words, at, first) if words.lows[at] == "zufolge" else _source_at(words, at, end)
        if found is not None:
            begin, stop, phrase, cue = found
            return _span(words, clauses, begin, stop, first, end, cue, phrase)
    return None


def _source_at(words: Words, at: int, end: int) -> tuple[int, int, Phrase, str] | None:
    single, _ = _openers()
    low = words.lows[at]
    if low in single:
        if at and words.words[at].islower() and words.lows[at - 1] in ("zu", "so", "sehr", "und"):
            return None  # "zu laut"
        if at + 1 < end and words.lows[at + 1] in PREPOSITIONS and at + 1 not in words.name_at:
            return None  # "denkt laut über … nach"
        stop = noun_phrase(words, at + 1, end)
        return (at, stop, Phrase(at + 1, stop), words.words[at]) if stop > at + 1 else None
    if low not in ("nach", "in", "aus", "unter"):
        return None
    return _after_nach(words, at, end)


def _after_nach(words: Words, at: int, end: int) -> tuple[int, int, Phrase, str] | None:
    """ "nach (ersten) Angaben der Polizei", "nach Polizeiangaben", "aus Sicht von X"."""
    nouns = words_of_group("source_nouns")
    _, double = _openers()
    for noun in range(at + 1, min(at + 5, end)):
        low, word = words.lows[noun], words.words[noun]
        if word[:1].isupper():
            tail = next((n for n in nouns if low.endswith(n)), None) if words.lows[at] == "nach" else None
            if (words.lows[at], low) not in double and tail is None:
                return None
            if low == "augen" and words.lows[noun - 1] != "den":
                return None
            stop = noun_phrase(words, at + 1, end)
            phrase = Phrase(at + 1, max(stop, noun + 1))
            if (
                (low in nouns or (words.lows[at], low) in double)
                and stop > noun + 1
                and words.lows[noun + 1] in ("von", "vom", "der", "des", "eines", "einer")
            ):
                phrase = Phrase(noun + 1 + (words.lows[noun + 1] in ("von", "vom")), stop)
            return at, max(stop, noun + 1), phrase, " ".join(words.words[at : noun + 1])
        if not (low.endswith(("e", "en", "er", "em", "es", "n")) or low in ("den", "dem")):
            return None
    return None


def _zufolge(words: Words, at: int, first: int) -> tuple[int, int, Phrase, str] | None:
    begin = at - 1
    while begin > first and words.words[begin] not in (",", ";", ":", "–", "(") and at - begin < 12:
        word = words.words[begin]
        if (
            words.is_noun(begin)
            or words.run_of[begin] >= 0
            or words.lows[begin] in ("dem", "der", "den", "einem", "einer")
            or (word.islower() and words.lows[begin].endswith(("en", "er", "em")))
            or words.lows[begin] in ("von", "des", "vom")
        ):
            begin -= 1
        else:
            begin += 1
            break
    if words.words[begin] in (",", ";", ":", "–", "("):
        begin += 1
    return (begin, at + 1, Phrase(begin, at), words.words[at]) if begin < at else None


def _span(
    words: Words, clauses: list[Clause], begin: int, stop: int, first: int, end: int, cue: str, phrase: Phrase
) -> Source:
    """Behind a source that opens the sentence, else the whole sentence, else the subordinate clause."""
    last = words.content_end(first, end)
    clause = next((c for c in clauses if c.first <= begin < c.end), None)
    if clause is not None and clause.first == begin and clause.opener in ("", ";", ":"):
        if stop < last and words.words[stop] == "," and words.lows[stop - 1] == "zufolge":
            stop += 1
        while stop < last and words.words[stop] in (",", ")"):
            stop = _behind_apposition(words, clauses, stop)
        verb = clause_verb(words, Clause(stop, min(clause.end, stop + 8), ","), opening=True)
        stop = verb if verb is not None else stop
        return Source(stop, last, cue, phrase)
    if clause is not None and clause.first > first and _is_dependent(words, clause):
        return Source(clause.first, words.content_end(clause.first, clause.end), cue, phrase)
    return Source(first, last, cue, phrase)


def _is_dependent(words: Words, clause: Clause) -> bool:
    """ "…, da nach Angaben von X …", "…, auf dem sich laut X …", "…, jedoch ist laut X …"."""
    lows = words.lows[clause.first : clause.first + 2]
    return lows[0] in _SUBORDINATORS or (len(lows) > 1 and lows[1] in _RELATIVE and clause.opener == ",")


def _behind_apposition(words: Words, clauses: list[Clause], comma: int) -> int:
    """ "Nach Angaben von X, Chef von Y, steigt …": the word behind the second comma."""
    following = next((c for c in clauses if c.first == comma + 1), None)
    if following is not None and following.end < len(words.words) and words.words[following.end] == ",":
        return following.end + 1
    return comma + 1
