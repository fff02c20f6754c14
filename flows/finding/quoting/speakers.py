"""Whose words they are: the noun phrase next to the word of saying, and the name it stands for."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from flows.finding.anaphora import antecedent
from flows.finding.anaphora_nouns import describing_heads
from flows.finding.quoting.cues import closed_class, cue_forms, words_of_group
from flows.finding.quoting.words import Words
from flows.finding.records import Mention, Span

PREPOSITIONS = closed_class("prepositions")
_NOMINATIVE = closed_class("nominative")
_OTHER_CASES = closed_class("other_cases")
_PRONOUNS = closed_class("pronouns")
_GENITIVE = closed_class("genitive")
_ATTACHES = _GENITIVE | frozenset(["von", "vom", "für", "aus"])
_TIMES = closed_class("times")


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
        elif low in _ATTACHES and not _is_time(words, at + 1, end):
            following = _core(words, at + 1, end)
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
    while at < end:
        word, low = words.words[at], words.lows[at]
        if words.run_of[at] >= 0:
            number = words.run_of[at]
            while at < end and words.run_of[at] == number:
                at += 1
            nouns += 1
            continue
        if words.is_noun(at) or (word[:1].isdigit() and nouns == 0):
            if nouns and low in _NOMINATIVE | _PRONOUNS:
                break
            if at == first and word[:1].isupper() and low in words_of_group("adverbs") and at not in words.name_at:
                break
            nouns += words.is_noun(at) and low not in _NOMINATIVE | _OTHER_CASES | PREPOSITIONS
        elif nouns and (
            low in ("von", "de", "van", "zu", "al", "el", "bin", "und", "&", "/", "-", "–") and _joins(words, at, end)
        ):
            pass
        elif (
            nouns
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
        elif low in _PRONOUNS and not _leads_phrase(words, at, end):
            return None if low == "es" else Phrase(at, at + 1)
        elif low in _OTHER_CASES:
            at = max(_core(words, at, end), at + 1)
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


def _other_subject(words: Words, first: int, end: int) -> bool:
    """Does a name follow directly, so that "der Zeitung" before it was a dative?"""
    return any(m.label == "person" for m in words.mentions_in(words.starts[first], words.ends[min(first, end - 1)]))


def _leads_phrase(words: Words, at: int, end: int) -> bool:
    following = words.words[at + 1] if at + 1 < end else ""
    return words.lows[at] in ("dieser", "diese", "jener") and following[:1].isupper()


def _starts_phrase(words: Words, at: int, end: int) -> bool:
    low = words.lows[at]
    if low in _NOMINATIVE:
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


def mention_of(doc: Doc, words: Words, speaker: Span | None) -> Mention | None:
    """The named mention that a speaker's phrase names or stands for, None for an unnamed speaker."""
    if speaker is None:
        return None
    inside = [
        m for m in words.mentions_in(speaker.start, speaker.end) if m.label in ("person", "organization", "location")
    ]
    person = next((m for m in inside if m.label == "person"), None)
    if person is not None and not _belongs_to_person(words, speaker, person):
        return person
    first, end = words.at(speaker.start), words.before(speaker.end)
    if end - first == 1 and words.lows[first] in _PRONOUNS:
        return antecedent(doc, speaker.start, speaker.end)
    head = next(
        (
            i
            for i in range(first, end)
            if words.words[i][:1].isupper() and words.lows[i] not in _NOMINATIVE | _OTHER_CASES
        ),
        None,
    )
    if head is None:
        return None
    named = next((m for m in inside if m.start <= words.starts[head] < m.end), None)
    if named is not None and words.ends[head] > named.end + 1:  # "Siemens-Sprecher", "Porschesprecher"
        named = None
    if named is not None:
        return named
    heads = describing_heads(words.words[head].rpartition("-")[2])
    if any(found.label == "person" for found in heads):
        return antecedent(doc, speaker.start, speaker.end)
    if inside:
        return inside[0]
    return antecedent(doc, speaker.start, speaker.end)


def _belongs_to_person(words: Words, speaker: Span, person: Mention) -> bool:
    """ "die Sprecherin von Peter Weber", "Webers Anwalt": the person is not the one who speaks."""
    before = words.at(person.start) - 1
    if before >= 0 and words.starts[before] >= speaker.start and words.lows[before] in ("von", "des"):
        first = words.words[words.at(speaker.start)]
        return first.lower() not in ("von", "angaben", "ansicht", "worten", "meinung")
    return False
