"""Sources named without a verb: "laut X", "nach Angaben von X", "X zufolge"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from flows.finding.lexicon import load_lexicon
from flows.finding.quoting.cues import closed_class, words_of_group
from flows.finding.quoting.saying import find_saying
from flows.finding.quoting.speakers import PREPOSITIONS, Phrase, noun_phrase
from flows.finding.quoting.verbs import clause_verb
from flows.finding.quoting.words import Clause, Words

_RELATIVE = closed_class("relatives")
_FINITE = closed_class("finite")
_DATIVE = closed_class("other_cases") | {"der"}
_SUBORDINATORS = _RELATIVE | frozenset(
    ["da", "weil", "dass", "nachdem", "obwohl", "während", "wobei", "wenn", "was", "jedoch", "aber", "doch"]
)

_OPINIONS = frozenset(["meinung", "ansicht", "auffassung", "einschätzung", "überzeugung", "aussage", "darstellung"])
_FIGURES = frozenset(["zahlen", "daten", "rechnung", "kalkulation"])  # a source only if they are somebody's
_POSSESSIVE = frozenset(["seiner", "ihrer", "deren", "dessen"])
_OPENS_DEPENDENT = _SUBORDINATORS - _RELATIVE | closed_class("conditions") | closed_class("subordinators")


@dataclass(frozen=True, slots=True)
class Source:
    """What a source says (tokens), the word that names it as a source, and whose it is."""

    first: int
    end: int
    cue: str
    speaker: Phrase | None
    opens: bool = False  # it stands in front of all that is told


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
        found = _zufolge(words, at, first) if words.lows[at] == "zufolge" else _source_at(words, at, first, end)
        if found is not None:
            begin, stop, phrase, cue = found
            if _in_saying(words, clauses, begin, first):
                continue
            return _span(words, clauses, begin, stop, first, end, cue, phrase)
    return None


def _in_saying(words: Words, clauses: list[Clause], at: int, first: int) -> bool:
    """ "…, sagte die Chefin laut Mitteilung": the source is told beside who speaks."""
    clause = next((c for c in clauses[1:] if c.first <= at < c.end), None)
    saying = find_saying(words, clause, first) if clause is not None else None
    return saying is not None and saying.inverted and saying.at < at


def _source_at(words: Words, at: int, first: int, end: int) -> tuple[int, int, Phrase, str] | None:
    single, _ = _openers()
    low = words.lows[at]
    if low == "nach" and (postposed := _postposed(words, at, first)) is not None:
        return postposed
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


def _postposed(words: Words, at: int, first: int) -> tuple[int, int, Phrase, str] | None:
    """ "ihrer Meinung nach", "Webers Ansicht nach"."""
    if at - 2 < first or words.run_of[at - 1] >= 0:
        return None
    if words.lows[at - 2 : at] == ["dem", "vernehmen"]:
        return at - 2, at + 1, Phrase(at - 2, at), " ".join(words.words[at - 2 : at + 1])
    if words.lows[at - 1] not in _OPINIONS or words.lows[at - 2] in ("meiner", "unserer"):
        return None
    begin = at - 2
    while begin > first and words.words[begin].islower() and words.lows[begin] not in _DATIVE | _POSSESSIVE:
        begin -= 1
    if words.lows[begin] not in _POSSESSIVE and begin not in words.name_at:
        return None
    if words.words[begin] == "Ihrer" and begin > first:
        return None  # somebody is asked
    return begin, at + 1, Phrase(begin, at), f"{words.words[at - 1]} {words.words[at]}"


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
            if low in ("mitteilung", "meldung") and _is_moment(words, at, noun, end):
                return None
            if low in _FIGURES and not (_has_owner(words, noun, end) or words.lows[at + 1] in _POSSESSIVE):
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
            elif _bare_genitive(words, noun, end):
                stop = noun_phrase(words, noun + 1, end)
                phrase = Phrase(noun + 1, stop)
            return at, max(stop, noun + 1), phrase, " ".join(words.words[at : noun + 1])
        if not (low.endswith(("e", "en", "er", "em", "es", "n")) or low in ("den", "dem")):
            return None
    return None


def _is_moment(words: Words, at: int, noun: int, end: int) -> bool:
    """ "Der Kurs stieg nach der Mitteilung": when, not who says so."""
    determined = words.lows[at + 1] in ("der", "dieser", "jener")
    return determined and not _has_owner(words, noun, end)


def _has_owner(words: Words, noun: int, end: int) -> bool:
    return noun + 1 < end and words.lows[noun + 1] in ("von", "vom", "des", "der", "eines", "einer")


def _bare_genitive(words: Words, noun: int, end: int) -> bool:
    """ "nach Angaben informierter Kreise", "nach Angaben Webers"."""
    if noun + 1 >= end:
        return False
    word = words.words[noun + 1]
    if word.islower():
        return word.endswith("er") and noun + 2 < end and words.is_noun(noun + 2)
    return noun + 1 in words.name_at and word.endswith(("s", "'", "’"))


def _zufolge(words: Words, at: int, first: int) -> tuple[int, int, Phrase, str] | None:
    begin = _phrase_back(words, at, first)
    # "der Bank von X zufolge": the phrase in front of "von" belongs to it.
    while begin - 1 > first and words.lows[begin - 1] in ("von", "vom", "aus", "bei", "und"):
        further = _phrase_back(words, begin - 1, first)
        if further == begin - 1:
            break
        begin = further
    return (begin, at + 1, Phrase(begin, at), words.words[at]) if begin < at else None


def _phrase_back(words: Words, end: int, first: int) -> int:
    """Where the noun phrase that ends before `end` begins: its determiner, or its one adjective."""
    begin, adjectives = end, 0
    while begin > first and end - begin < 12:
        at = begin - 1
        low, word = words.lows[at], words.words[at]
        if words.run_of[at] >= 0 or (words.is_noun(at) and low not in _DATIVE) or word in ("(", ")"):
            adjectives = 0
        elif low in _DATIVE:
            begin = at
            if begin == first or low in ("dem", "den", "einem") or not words.is_noun(begin - 1):
                break  # else a genitive: "dem Chef der Bank zufolge"
            adjectives = 0
            continue
        elif _is_attribute(words, at, first) and begin < end:
            adjectives += 1
        else:
            break
        begin = at
    if adjectives > 1:  # no determiner in front of them: "starben offiziellen Angaben zufolge"
        begin += adjectives - 1
    return begin


def _is_attribute(words: Words, at: int, first: int) -> bool:
    """An adjective before its noun: "offiziellen Angaben", but no verb ("Gruppen gewinnen Berichten zufolge")."""
    low = words.lows[at]
    if not words.words[at].islower() or not low.endswith(("en", "er", "em")) or low in _FINITE:
        return False
    before = at - 1
    return before < first or not (words.is_noun(before) or words.lows[before] in ("sie", "wir"))


def _span(
    words: Words, clauses: list[Clause], begin: int, stop: int, first: int, end: int, cue: str, phrase: Phrase
) -> Source:
    """Behind a source that opens the sentence, else its main clause, else the subordinate clause or the brackets."""
    brackets = _brackets(words, begin, first, end)
    if brackets is not None:
        opening, closing = brackets
        return Source(stop if begin == opening + 1 else opening + 1, closing, cue, phrase)
    number = next((n for n, c in enumerate(clauses) if c.first <= begin < c.end), None)
    if number is None:
        return Source(first, words.content_end(first, end), cue, phrase)
    clause = clauses[number]
    last = _main_end(words, clauses, number, end)
    if clause.first == begin and clause.opener in ("", ";", ":"):
        if stop < last and words.words[stop] == "," and words.lows[stop - 1] == "zufolge":
            stop += 1
        while stop < last and words.words[stop] in (",", ")"):
            stop = _behind_apposition(words, clauses, stop)
        if stop < last:
            verb = clause_verb(words, Clause(stop, min(max(clause.end, stop + 1), stop + 8), ","), opening=True)
            stop = verb if verb is not None else stop
        return Source(stop, last, cue, phrase, opens=True)
    if clause.first > first and _is_dependent(words, clause):
        return Source(clause.first, words.content_end(clause.first, clause.end), cue, phrase)
    return Source(_main_start(words, clauses, number), last, cue, phrase)


def _brackets(words: Words, at: int, first: int, end: int) -> tuple[int, int] | None:
    """The brackets around a token, as tokens."""
    for opening in range(at - 1, max(first, at - 30) - 1, -1):
        if words.words[opening] == ")":
            return None
        if words.words[opening] == "(":
            closing = next((i for i in range(at, min(end, at + 60)) if words.words[i] == ")"), None)
            return (opening, closing) if closing is not None and closing > at + 3 else None
    return None


def _is_main(words: Words, clause: Clause) -> bool:
    """A clause with a verb of its own in the second place."""
    if words.lows[clause.first] in _OPENS_DEPENDENT or _is_dependent(words, clause):
        return False
    verb = clause_verb(words, clause)
    return verb is not None and verb > clause.first and verb < words.content_end(clause.first, clause.end) - 1


def _main_start(words: Words, clauses: list[Clause], number: int) -> int:
    """Where the main clause begins that clause `number` is a part of."""
    for at in range(number, -1, -1):
        if at == 0 or clauses[at].opener in (";", ":"):
            return clauses[at].first
        if at == number and _is_main(words, clauses[at]) and any(_is_main(words, c) for c in clauses[:at]):
            return clauses[at].first
    return clauses[0].first


def _main_end(words: Words, clauses: list[Clause], number: int, end: int) -> int:
    for later in range(number + 1, len(clauses)):
        if clauses[later].opener == ";":
            return clauses[later - 1].end
    return words.content_end(clauses[0].first, end)


def _is_dependent(words: Words, clause: Clause) -> bool:
    """ "…, da nach Angaben von X …", "…, auf dem sich laut X …", "…, jedoch ist laut X …"."""
    if clause.opener != "," and words.lows[clause.first] in _RELATIVE:
        return False  # "Die Halle wurde laut X verkauft"
    lows = words.lows[clause.first : clause.first + 2]
    return lows[0] in _SUBORDINATORS or (len(lows) > 1 and lows[1] in _RELATIVE and clause.opener == ",")


def _behind_apposition(words: Words, clauses: list[Clause], comma: int) -> int:
    """ "Nach Angaben von X, Chef von Y, steigt …": the word behind the second comma."""
    following = next((c for c in clauses if c.first == comma + 1), None)
    if following is not None and following.end < len(words.words) and words.words[following.end] == ",":
        return following.end + 1
    return comma + 1
