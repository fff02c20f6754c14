"""What an event carries besides its arguments: money, a number of jobs or people, and a date."""

from __future__ import annotations

from functools import cache

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.clausing.words import Words, word_classes
from flows.finding.lexicon import load_lexicon
from flows.finding.numbers import Number, find_numbers
from flows.finding.records import Amount, DateExpression

_FRACTIONS = frozenset(["drittel", "viertel", "fünftel", "sechstel", "achtel", "zehntel", "hälfte", "teil", "großteil"])

_BOUNDS = frozenset(["um", "auf", "seit", "bis", "ende", "anfang", "mitte", "jahr", "jahre"])


@cache
def is_people(noun: str) -> bool:
    """Does the noun count jobs or people ("Vollzeitstellen", "Beschäftigte")?"""
    return noun.endswith(tuple(load_lexicon("events_nouns")["people_nouns"].split()))


def people_number(words: Words, chunk: Chunk) -> Number | None:
    """The number in a phrase about jobs or people; None where it has none or speaks of something else."""
    if chunk.kind != "noun" or not any(is_people(noun) for noun in chunk.nouns):
        return None
    first = chunk.first
    while first and words.lows[first - 1] in word_classes().qualifiers:
        first -= 1  # "bis zu 800 Stellen": the bounds come from what stands before the number
    numbers = _numbers(words.text[words.starts[first] : words.starts[chunk.head]])
    return numbers[-1] if numbers else None


def _numbers(text: str) -> list[Number]:
    return [number for number in find_numbers(text) if not number.percent] if text else []


def _share(words: Words, chunk: Chunk) -> int | None:
    """The token of the part in "600 der 2400 Stellen" and "ein Drittel der 600 Stellen"; None where it is no part."""
    if chunk.det not in ("der", "seiner", "ihrer", "dieser") and chunk.prep != "von":
        return None
    at = chunk.first - 1
    if chunk.prep == "von" and (chunk.quantity < 0 or not (at > 0 and words.lows[at][-1:].isdigit())):
        return None
    if at > 0 and words.lows[at][-1:].isdigit():
        while at > 1 and words.lows[at - 1].isdigit() and len(words.lows[at]) == 3:
            at -= 1  # "1 600 der 14 200 Stellen"
        return at
    return at if at >= 0 and words.lows[at] in _FRACTIONS else None


def people_count(words: Words, chunk: Chunk) -> int | None:
    """The whole number of jobs or people in a phrase; of "600 der 2400 Stellen" the part, of "die Hälfte der" none."""
    number = people_number(words, chunk)
    part = _share(words, chunk) if number is not None else None
    if part is not None:
        numbers = _numbers(words.text[words.starts[part] : words.starts[chunk.first]])
        number = numbers[0] if numbers and words.lows[part][0].isdigit() else None
    if number is None:
        return None
    value = number.value_max if number.value_min is None else number.value_min
    return int(value) if value is not None and value == int(value) and value > 0 else None


def _part_behind(words: Words, clause: Clause, chunk: Chunk) -> int | None:
    """ "Von den 310 Arbeitsplätzen fallen 90 weg": the number that stands alone behind the whole."""
    if chunk.prep != "von" or people_number(words, chunk) is None:
        return None
    for at in clause.tokens():
        low = words.lows[at]
        alone = at > chunk.last and low[0].isdigit() and at not in words.marks and words.lows[at - 1] not in _BOUNDS
        if alone and at + 1 < len(words.words) and not words.words[at + 1][0].isupper():
            if words.lows[at + 1] in ("prozent", "%", "."):
                continue
            numbers = _numbers(words.words[at])
            value = numbers[0].value_min if numbers else None
            return int(value) if value is not None and value == int(value) and value > 0 else None
    return None


def clause_count(words: Words, clauses: list[Clause], near: int) -> int | None:
    """The count nearest to the trigger, in its own clause before the others."""
    for clause in clauses:
        counted = [
            (abs(chunk.head - near), count)
            for chunk in (*clause.chunks, *clause.asides)
            if (count := _part_behind(words, clause, chunk) or people_count(words, chunk)) is not None
        ]
        if counted:
            return min(counted)[1]
    return None


def clause_amount(clauses: list[Clause], near: int, taken: frozenset[int], bare: bool = False) -> Amount | None:
    """The money that belongs to an event: in its clause, no change, no price per share, no figure."""
    for clause in clauses:
        found = [
            (abs(chunk.head - near), chunk.amount)
            for chunk in (*clause.chunks, *clause.asides)
            if chunk.amount is not None
            and chunk.head not in taken
            and (not bare or not chunk.prep)
            and chunk.prep not in ("um", "gegenüber", "nach")
        ]
        if found:
            return min(found, key=lambda item: item[0])[1]
    return None


def relative_amount(sentence: Sentence, clause: Clause, taken: frozenset[int]) -> Amount | None:
    """ "die 25 Millionen Euro, die X nachschoss": the money that a relative clause explains."""
    if clause.kind != "relative":
        return None
    before = next((chunk for chunk in sentence.chunks if chunk.last == clause.start - 2), None)
    return before.amount if before is not None and before.head not in taken else None


def is_converted(words: Words, chunk: Chunk) -> bool:
    """ "umgerechnet 5 Mrd. Euro": the same money a second time."""
    return "umgerechnet" in words.lows[max(0, chunk.first - 3) : chunk.head]


def clause_date(clause: Clause, near: int) -> DateExpression | None:
    """The date nearest to the trigger in its clause."""
    dates = [(abs(chunk.head - near), chunk.date) for chunk in clause.chunks if chunk.date is not None]
    return min(dates, key=lambda item: item[0])[1] if dates else None
