"""Whose words they are: the noun phrase next to the word of saying."""

from __future__ import annotations

from dataclasses import dataclass

from flows.finding.quoting.cues import closed_class, cue_forms, words_of_group
from flows.finding.quoting.words import Words
from flows.finding.records import Span

PREPOSITIONS = closed_class("prepositions")
_NOMINATIVE = closed_class("nominative")
_OTHER_CASES = closed_class("other_cases")
_PRONOUNS = closed_class("pronouns")
_GENITIVE = closed_class("genitive")
_ATTACHES = _GENITIVE | frozenset(["von", "vom", "für", "aus"])
_FINITE = closed_class("finite")
_TIMES = closed_class("times")
_POSSESSIVE = frozenset(["deren", "dessen"])
_BEHIND_ONE = frozenset(["von", "aus", "der"])
_ALONE = frozenset(["einige", "viele", "beide", "manche", "andere", "letztere", "letzterer", "mehrere", "alle"])


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase as tokens."""

    first: int
    end: int


def noun_phrase(words: Words, first: int, end: int) -> int:
    """One past the phrase that begins at `first`, with genitives, "von …", brackets and an apposition."""
    at = _core(words, first, end)
    while at < end:
        low = words.lows[at]
        if words.words[at] == "(":
            closing = at
            while closing < end and words.words[closing] != ")":
                closing += 1
            at = min(closing + 1, end)
        elif low in _ATTACHES and not _is_time(words, at + 1, min(end, at + 2) if low in _GENITIVE else end):
            following = _core(words, at if low in _GENITIVE & _OTHER_CASES else at + 1, end)
            if following <= at + 1:
                break
            at = following
        else:
            break
    return at


def _is_time(words: Words, at: int, end: int) -> bool:
    return any(words.lows[i] in _TIMES or words.words[i][:1].isdigit() for i in range(at, min(at + 3, end)))


def _core(words: Words, first: int, end: int) -> int:
    """Determiner, adjectives, nouns and names; marked names count as one noun."""
    at, nouns = first, 0
    if first + 1 < end and words.lows[first] in _NOMINATIVE | _OTHER_CASES:
        participle = behind_attribute(words, first + 1, end)
        at = participle + 1 if participle > first + 1 else first
    while at < end:
        word, low = words.words[at], words.lows[at]
        if words.run_of[at] >= 0:
            number = words.run_of[at]
            while at < end and words.run_of[at] == number:
                at += 1
            nouns += 1
            if at < end and words.is_noun(at) and not words.words[at].startswith("-"):
                break  # "laut „Kurier“ Schüsse": what follows the name in marks is no part of it
            continue
        if words.is_noun(at) or at in words.name_at or (word[:1].isdigit() and nouns == 0):
            if nouns and low in _NOMINATIVE | _PRONOUNS:
                break
            if at == first and word[:1].isupper() and low in words_of_group("adverbs") and at not in words.name_at:
                break
            nouns += words.is_noun(at) and low not in _NOMINATIVE | _OTHER_CASES | PREPOSITIONS
        elif (nouns == 1 and _behind_owner(words, at, end)) or (
            nouns
            and (
                low in ("von", "de", "van", "zu", "al", "el", "bin", "und", "&", "/", "-", "–")
                and _joins(words, at, end)
            )
        ):
            pass
        elif (
            nouns
            or (low in _FINITE and low not in _NOMINATIVE)
            or not (low in _NOMINATIVE | _OTHER_CASES or low.endswith(("e", "en", "er", "em", "es", "te")))
            or (
                low in cue_forms()
                and low not in _NOMINATIVE
                and words.lows[at - 1 : at]
                and at > first
                and low.endswith("te")
            )
        ):
            break
        at += 1
    return at if nouns else first


def behind_attribute(words: Words, at: int, end: int) -> int:
    """Behind the words between a determiner and its participle: "das | im TecDAX notierte Unternehmen"."""
    if at >= end or (words.lows[at] not in PREPOSITIONS | {"nicht", "schon", "noch"}) or words.run_of[at] >= 0:
        return at
    for participle in range(at + 1, min(at + 9, end - 1)):
        low = words.lows[participle]
        if not words.words[participle][:1].isalnum() or words.run_of[participle] >= 0:
            return at
        if (
            words.words[participle].islower()
            and low.endswith(("te", "ten", "ter", "ne", "nen", "ner", "de", "den", "der", "dem"))
            and len(low) > 4
            and words.is_noun(participle + 1)
            and (words.is_noun(participle - 1) or words.words[participle - 1][:1].isdigit() or participle == at + 1)
        ):
            return participle
    return at


def _behind_owner(words: Words, at: int, end: int) -> bool:
    """ "Kiels oberster Richter": an adjective behind a name in the genitive."""
    return (
        at + 1 < end
        and words.words[at].islower()
        and words.lows[at].endswith(("er", "e", "es"))
        and not words.lows[at].endswith("te")
        and words.words[at - 1].endswith("s")
        and any(
            m.end == words.ends[at - 1] or m.end == words.ends[at - 1] - 1 for m in words.mentions_in(*words.near(at))
        )
        and words.is_noun(at + 1)
    )


def _joins(words: Words, at: int, end: int) -> bool:
    """ "von" in "Ursula von der Leyen", "und" in "Weber und Krause", but not "und" before a clause."""
    following = words.words[at + 1] if at + 1 < end else ""
    return following[:1].isupper()


def find_subject(words: Words, first: int, end: int) -> Phrase | None:
    """The first phrase of a clause that can be its subject: no preposition, no other case."""
    at = first
    fallback: Phrase | None = None
    while at < end:
        low = words.lows[at]
        if words.is_mark(at) and words.run_of[at] < 0:
            at += 1
        elif low in PREPOSITIONS and at not in words.name_at:
            after = noun_phrase(words, at + 1, end)
            at = max(after, at + 1)
        elif low == "es" and at + 1 < end and (words.lows[at + 1] in _NOMINATIVE or at + 1 in words.name_at):
            at += 1  # "so formuliert es die Chefin"
        elif low in _PRONOUNS and not _leads_phrase(words, at, end):
            return None if low == "es" else Phrase(at, at + 1)
        elif _stands_alone(words, at, end) or _is_somebody(words, at, end):
            return Phrase(at, at + 1)
        elif (low in _OTHER_CASES and low not in _POSSESSIVE) or _is_oblique(words, at, end):
            # In front of the verb there is one phrase; behind it a genitive could be the subject.
            at = max(noun_phrase(words, at, end) if at == first else _core(words, at, end), at + 1)
        elif _starts_phrase(words, at, end):
            after = noun_phrase(words, at, end)
            if after > at:
                if not _is_time_phrase(words, at, after):
                    phrase = Phrase(at, after)
                    if low != "der" or fallback is not None or after >= end or not _other_subject(words, after, end):
                        return phrase
                    fallback = phrase  # "sagte der Zeitung Peter Weber": a dative first
                at = after
            else:
                at += 1
        else:
            at += 1
    return fallback


def _is_oblique(words: Words, at: int, end: int) -> bool:
    """ "Der englischen Zeitung": "der" with an adjective in -en is never the subject's."""
    if words.lows[at] != "der" or at + 2 >= end or not words.is_noun(at + 2):
        return False
    return words.words[at + 1].islower() and words.lows[at + 1].endswith("en")


def _other_subject(words: Words, first: int, end: int) -> bool:
    """Does a name follow directly, so that "der Zeitung" before it was a dative?"""
    return any(m.label == "person" for m in words.mentions_in(words.starts[first], words.ends[min(first, end - 1)]))


def _stands_alone(words: Words, at: int, end: int) -> bool:
    """ "Einige fordern", "viele sagten"."""
    return words.lows[at] in _ALONE and at + 1 < len(words.words) and words.lows[at + 1] in cue_forms()


def _is_somebody(words: Words, at: int, end: int) -> bool:
    """ "sagt einer, der es weiß", "sagt eine von ihnen"."""
    if words.lows[at] not in ("einer", "eine"):
        return False
    return at + 1 >= end or not words.words[at + 1][:1].isalnum() or words.lows[at + 1] in _BEHIND_ONE


def _leads_phrase(words: Words, at: int, end: int) -> bool:
    following = words.words[at + 1] if at + 1 < end else ""
    return words.lows[at] in ("dieser", "diese", "jener") and following[:1].isupper()


def _starts_phrase(words: Words, at: int, end: int) -> bool:
    low = words.lows[at]
    if low in _NOMINATIVE or low in _POSSESSIVE:
        return True
    if words.run_of[at] >= 0:
        return True
    if at in words.name_at:
        return True
    if words.is_noun(at):
        return low not in PREPOSITIONS and low not in words_of_group("adverbs")
    following = words.words[at + 1] if at + 1 < end else ""
    return (
        low.endswith(("e", "er"))
        and low not in cue_forms()
        and following[:1].isupper()
        and low not in ("aber", "heute", "gestern")
    )


def _is_time_phrase(words: Words, first: int, end: int) -> bool:
    nouns = [i for i in range(first, end) if words.words[i][:1].isupper()]
    return bool(nouns) and words.lows[nouns[0]] in _TIMES


def trim(words: Words, phrase: Phrase) -> Span:
    """The phrase's characters, without marks at its edges that it holds only one of."""
    first, end = phrase.first, phrase.end
    while end > first and (words.words[end - 1] in (",", ".", ":") or words.words[end - 1].isspace()):
        end -= 1
    return Span(words.starts[first], words.ends[max(first, end - 1)])
