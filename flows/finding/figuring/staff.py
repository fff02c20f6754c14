"""How many people an organisation employs."""

from __future__ import annotations

from dataclasses import replace

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.segments import Clause
from flows.finding.eventing.kinds import is_part, is_site
from flows.finding.eventing.slots import people_number
from flows.finding.eventing.status import clause_verbs
from flows.finding.figuring.metrics import Metric, word_set, word_tuple
from flows.finding.figuring.values import Level
from flows.finding.numbers import Number, find_numbers

_EMPLOYEES = Metric("employees")
_NOW = Metric("employees", status="now")  # "von derzeit 210 auf 400": what is, before what shall be
_UNSPECIFIC = frozenset(
    [
        "menschen",
        "leute",
        "leuten",
        "personen",
        "stellen",
        "jobs",
        "arbeitsplätze",
        "arbeitsplätzen",
        "köpfe",
        "köpfen",
        "mann",
    ]
)
_COUNTED = frozenset(
    [
        "mitarbeiter",
        "beschäftigten",
        "beschäftigte",
        "angestellten",
        "mitarbeitenden",
        "mitarbeiterinnen",
        "arbeitsplätze",
        "stellen",
        "arbeitnehmer",
    ]
)
_GIVING_WORK = ("arbeit", "lohn", "gehaltsliste", "arbeitgeber", "diensten")
_WHOLE = frozenset(["weltweit", "insgesamt", "konzernweit", "global", "gruppenweit", "europaweit"])
_PARTS = frozenset(["davon", "darunter", "weitere", "rund-", "dort", "hier", "darin"])
_FORMER = frozenset(["ehemals", "früher", "einst", "vormals", "einstigen", "zwischenzeitlich"])
_TOTAL_REACH = 14  # tokens from "die Zahl der Mitarbeiter" to the number


def staff_levels(sentence: Sentence, clause: Clause) -> list[Level]:
    """ "beschäftigt 12.000 Mitarbeiter", "mit 300 Mitarbeitern", "800 der 5300 Stellen"."""
    words = sentence.words
    lows = [words.lows[at] for at in clause.tokens()]
    out_of = _out_of(sentence, clause)
    if out_of is not None:
        return [out_of]
    verbs = set(clause_verbs(words, clause))
    totals = _totals(sentence, clause) or _aboard(sentence, clause)
    if totals:
        return totals
    if verbs & word_set("staff_blockers") or any(low.startswith(word_tuple("staff_stems")) for low in lows):
        return []
    if {"haben", "hat", "hatte", "hatten"} & set(lows) and not clause.nonfinite:
        verbs.add("haben")
    if {"beschäftigt", "beschäftigen", "beschäftigte", "beschäftigten"} & set(lows[1:]):
        verbs.add("beschäftigen")
    for chunk in (*clause.chunks, *clause.asides):
        if chunk.kind != "noun" or not chunk.nouns or not _is_staff(chunk):
            continue
        number = people_number(words, chunk)
        score = _score(sentence, clause, chunk, verbs, lows) if number is not None else 0.0
        if number is not None and score:
            return [_level(chunk, chunk, number, score)]
    return []


def _level(metric: Chunk | None, value: Chunk, number: Number, score: float, earlier: bool = False) -> Level:
    return Level(_EMPLOYEES, metric, value, number.value_min, number.value_max, "people", earlier, score)


def _is_staff(chunk: Chunk) -> bool:
    return chunk.nouns[0] in word_set("staff_nouns") or chunk.nouns[-1] in word_set("staff_nouns")


def _numbers(sentence: Sentence, first: int, stop: int) -> list[tuple[int, Number]]:
    """Whole numbers over these tokens that can count people, with their tokens."""
    words = sentence.words
    if first >= stop:
        return []
    start, end = words.starts[first], words.ends[stop - 1]
    found = []
    for number in find_numbers(words.text[start:end]):
        value = number.value_max if number.value_min is None else number.value_min
        at = words.span(start + number.start, start + number.end)[0]
        dated = any(chunk.date is not None and chunk.first <= at <= chunk.last for chunk in sentence.chunks)
        if not number.percent and not dated and value is not None and value == int(value) and value > 1:
            found.append((at, number))
    return found


def _out_of(sentence: Sentence, clause: Clause) -> Level | None:
    """ "800 der 5300 Arbeitsplätze fallen weg": of how many."""
    words = sentence.words
    for chunk in (*clause.chunks, *clause.asides):
        if chunk.kind != "noun" or not chunk.nouns or chunk.quantity < 0 or not _is_staff(chunk):
            continue
        if chunk.det != "der" and chunk.prep != "von":
            continue
        before = words.lows[max(sentence.start, chunk.first - 2) : chunk.first]
        counts = any(low[0].isdigit() or low in ("prozent", "drittel", "viertel", "hälfte") for low in before if low)
        number = people_number(words, chunk)
        if counts and number is not None and chunk.nouns[0] in _COUNTED | _UNSPECIFIC:
            return _level(chunk, chunk, number, 0.7)
    return None


def _totals(sentence: Sentence, clause: Clause) -> list[Level]:
    """ "Die Zahl der Beschäftigten stieg auf 300", "die Belegschaft soll von 210 auf 400 Köpfe wachsen"."""
    words = sentence.words
    for chunk in (*clause.chunks, *clause.asides):
        if chunk.kind not in ("noun", "name") or not chunk.nouns:
            continue
        total = chunk.nouns[-1].rpartition("-")[2] in word_set("staff_totals")
        counted = chunk.nouns[0] in ("zahl", "anzahl") and any(
            low in _COUNTED for low in words.lows[chunk.first : chunk.last + 4]
        )
        if not total and not counted:
            continue
        stop = min(sentence.end, chunk.last + _TOTAL_REACH)
        numbers = [item for item in _numbers(sentence, chunk.last + 1, stop) if _counts_people(words.lows, item[0])]
        numbers = [item for item in numbers if "um" not in words.lows[item[0] - 2 : item[0]]]
        if not numbers:
            continue
        from_to = len(numbers) > 1 and "auf" in words.lows[numbers[0][0] : numbers[1][0]]
        taken = numbers[:2] if from_to else numbers[:1]
        of_whom = next((c for c in clause.chunks if c.after is chunk and c.genitive), chunk) if counted else chunk
        metrics = [_NOW, _EMPLOYEES] if len(taken) > 1 else [_EMPLOYEES]
        return [
            replace(_level(of_whom, Chunk(at, at, "number", at), number, 0.75), metric=metric)
            for (at, number), metric in zip(taken, metrics, strict=True)
        ]
    return []


def _aboard(sentence: Sentence, clause: Clause) -> list[Level]:
    """ "Von einst 620 sind noch 480 an Bord"."""
    words = sentence.words
    for at, number in _numbers(sentence, clause.start, clause.end):
        if words.lows[at + 1 : at + 3] == ["an", "bord"]:
            return [_level(None, Chunk(at, at, "number", at), number, 0.7)]
    return []


def _counts_people(lows: list[str], at: int) -> bool:
    """Does the number count heads, not money or a share?"""
    behind = lows[at + 1 : at + 2]
    return (
        not behind
        or behind[0] in word_set("staff_nouns")
        or not behind[0].startswith(("prozent", "%", "mio", "mrd", "mill", "euro", "jahre", "stellen-"))
    )


def _score(sentence: Sentence, clause: Clause, chunk: Chunk, verbs: set[str], lows: list[str]) -> float:
    words = sentence.words
    before = words.lows[max(sentence.start, chunk.first - 2) : chunk.first]
    holder = chunk.after if chunk.prep == "mit" else None
    if _FORMER.isdisjoint(before) is False or _in_part(sentence, clause):
        return 0.0
    if not _PARTS.isdisjoint(before) or (holder is not None and holder.kind == "noun" and _is_local(holder)):
        return 0.0
    plain = chunk.nouns[0] not in _UNSPECIFIC
    local = _local_phrase(clause, chunk) and _WHOLE.isdisjoint(lows)
    found = _by_verb(clause, chunk, verbs, lows, plain, local)
    if found:
        return found
    if chunk.prep == "mit" and (plain or chunk.nouns[0] == "beschäftigten"):
        return 0.0 if local and holder is None else 0.75
    if chunk.det in ("der", "die", "den", "seine", "ihre", "seiner", "ihrer", "seinen", "ihren") and plain:
        return 0.6 if chunk.prep in ("", "von", "für") and not local else 0.0
    if "alle" in words.lows[max(sentence.start, chunk.first - 1) : chunk.head] and plain:
        return 0.65
    return 0.0


def _by_verb(clause: Clause, chunk: Chunk, verbs: set[str], lows: list[str], plain: bool, local: bool) -> float:
    text = " ".join(lows)
    if verbs & {"beschäftigen", "zählen"} or ("verfügen" in verbs and plain):
        return 0.6 if local else 0.85
    if "arbeiten" in verbs and chunk.prep == "":
        return 0.0 if local else 0.75
    if any(word in text for word in _GIVING_WORK) and chunk.prep in ("", "von") and "arbeitslos" not in text:
        return 0.0 if local else 0.65
    if "betroffen" in lows and plain and not chunk.prep and "insolvenz" in text:
        return 0.6
    if "haben" in verbs and plain and not chunk.prep:
        return 0.6 if local else 0.75
    if "kommen" in verbs and chunk.prep == "auf" and plain:
        return 0.75
    return 0.0


def _in_part(sentence: Sentence, clause: Clause) -> bool:
    """ "ein Werk, in dem 140 Menschen arbeiten"."""
    if clause.kind != "relative" or clause.relative_at < 1:
        return False
    return (
        sentence.words.lows[clause.relative_at - 1] in ("in", "an") or sentence.words.lows[clause.relative_at] == "wo"
    )


def _is_local(chunk: Chunk) -> bool:
    noun = chunk.nouns[-1] if chunk.nouns else ""
    return is_site(noun) or (is_part(noun) and not noun.startswith("tochter"))


def _local_phrase(clause: Clause, counted: Chunk) -> bool:
    """ "in Kassel", "am Standort", "im Werk", "darin": only some of the staff are counted."""
    for chunk in clause.chunks:
        if (
            chunk.prep not in ("in", "an", "bei")
            or chunk is counted
            or (chunk.after is None and chunk.first > counted.last + 6)
        ):
            continue
        named = chunk.mention is not None and chunk.mention.label == "location"
        if (named and not _belongs_to_name(chunk)) or (chunk.kind == "noun" and chunk.nouns and _is_local(chunk)):
            return True
    return False


def _belongs_to_name(chunk: Chunk) -> bool:
    """ "Talbau in Kassel": the seat of the company is no part of it."""
    return (chunk.after is not None and chunk.after.kind == "name") or (
        chunk.after is not None and chunk.after.kind == "noun" and chunk.after.det in ("der", "die", "das")
    )
