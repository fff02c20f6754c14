"""A few marked words that a verb makes a statement: "nannte den Plan „gefährlich“", "sprach von „Verrat“"."""

from __future__ import annotations

from dataclasses import replace

from flows.finding.quoting.content import is_aside
from flows.finding.quoting.cues import closed_class, cue_forms, words_of_group
from flows.finding.quoting.fragments import is_foreign, is_spoken_fragment
from flows.finding.quoting.marks import Run
from flows.finding.quoting.saying import Saying, find_saying, place_of_text
from flows.finding.quoting.speakers import Phrase
from flows.finding.quoting.verbs import clause_verb
from flows.finding.quoting.words import Clause, Words

_BEFORE_JUDGEMENT = closed_class("before_judgement")
_BEFORE_NAMES = closed_class("determiners") | closed_class("prepositions")
_OPENS_JUDGEMENT = frozenset(["als", "von", "vom", "vor", "für", "zu", "zum", "zur", "gegen"])
_DEFINITE = frozenset(["der", "die", "das", "den", "im", "auf"])
_REPROACHES = frozenset(["vor|werfen", "bescheinigen", "attestieren"])  # what they judge is their bare object
_ARE = frozenset(["ist", "war", "sei", "wäre", "gewesen"])
_MANY = 3  # marked words from here on can be what a verb of mere saying says
_ASIDES = 2  # clauses between a verb of judging and its marked words


def judged_run(
    words: Words, run: Run, inside: tuple[int, int], first: int, end: int
) -> tuple[str, Phrase | None] | None:
    """Word of saying and speaker of marked words that are a part of their clause; None for titles and scare quotes."""
    clauses = words.clauses(first, end)
    number = next((n for n, c in enumerate(clauses) if c.first <= inside[0] < c.end), None)
    if number is None:
        return None
    clause = clauses[number]
    talk = _talk_of(words, clause, inside)
    if talk is not None:
        return talk
    saying = _saying_beside(words, clause, inside, first) or _before_aside(words, clauses, number, first)
    if saying is None or _holds(saying.subject, inside) or (saying.passive and not _by_somebody(saying)):
        return None
    if saying.subject is not None and words.lows[saying.subject.first] == "man":
        return None  # "hielt man für einen „Saurier“"
    if "judging" not in saying.cue.takes:
        said = "said" in saying.cue.takes and not saying.passive and _is_said(words, run, inside, saying)
        return (words.words[saying.at], saying.subject) if said else None
    return (words.words[saying.at], saying.subject) if _is_judged(words, clause, inside, saying) else None


def _is_judged(words: Words, clause: Clause, inside: tuple[int, int], saying: Saying) -> bool:
    if words.lows[saying.at - 1] == "zu" or is_foreign(words, inside) or not _in_place(words, clause, inside, saying):
        return False
    if saying.cue.verb in _REPROACHES:
        return True
    if words.lows[inside[0] - 2] == "gegenüber":
        return False  # whom it was said to
    if saying.cue.verb == "nennen":
        return not _names(words, inside, clause, saying)
    before = inside[0] - 1
    if before < clause.first or words.lows[before] not in _BEFORE_JUDGEMENT:
        return False
    if words.lows[before] == "zu" and inside[1] - inside[0] == 3 and words.lows[inside[0] + 1].endswith("n"):
        return False  # "sah sich gezwungen, ihn zu „entsorgen“"
    # "lobte die „Agenda 2030“" is about a thing of that name, "warnte vor der „Schuldenfalle“" is a view.
    definite = words.lows[before] in _DEFINITE and words.lows[before - 1] not in ("von", "vor")
    return not definite or words.words[inside[0] + 1].islower()


def _is_said(words: Words, run: Run, inside: tuple[int, int], saying: Saying) -> bool:
    """Marked words under a verb of mere saying: not the paper it stands in ("schrieb sie in der „Kieler Post“")."""
    inner = [i for i in range(*inside) if words.words[i][:1].isalpha()]
    behind = inside[0] > saying.at or saying.cue.kind == "participle"
    if saying.cue.verb in words_of_group("shouting") and behind:
        return words.lows[inside[0] - 1] not in _BEFORE_NAMES
    if len(inner) < _MANY or not is_spoken_fragment(words, run):
        return False
    titled = words.words[inner[0]][:1].isupper() and (
        words.lows[inside[0] - 1] in _BEFORE_NAMES or inside[0] < saying.at
    )
    return not titled


def _in_place(words: Words, clause: Clause, inside: tuple[int, int], saying: Saying) -> bool:
    """Behind the verb, before one that closes its clause, or in front of all ("Als „…“ wertete sie")."""
    last = words.content_end(clause.first, clause.end) - 1
    return inside[0] > saying.at or saying.at >= last - 1 or words.lows[clause.first] in _OPENS_JUDGEMENT


def _names(words: Words, inside: tuple[int, int], clause: Clause, saying: Saying) -> bool:
    """ "nennt sich „Nordlicht 12“", "das nennt man „Split“", "nennt die Modelle „Lurio“ und „Tarno“"."""
    if any(words.lows[i] in ("sich", "man", "beispiele", "beispiel") for i in range(clause.first, clause.end)):
        return True
    inner = [i for i in range(*inside) if words.words[i][:1].isalpha()]
    small = any(words.words[i].islower() for i in inner)
    before = inside[0] - 1
    return not small and (before == saying.at or words.is_noun(before) or words.lows[before] in ("und", "oder", ","))


def _holds(phrase: Phrase | None, inside: tuple[int, int]) -> bool:
    """ "Die „Kieler Post“ nannte": the marked words are who speaks."""
    return phrase is not None and phrase.first <= inside[0] < phrase.end


def _by_somebody(saying: Saying) -> bool:
    """A passive that tells who judges: "wird von Kennern als „…“ bezeichnet"."""
    return saying.subject is not None and saying.cue.verb not in ("sprechen", "nennen")


def _talk_of(words: Words, clause: Clause, inside: tuple[int, int]) -> tuple[str, Phrase | None] | None:
    """ "In dem Brief war von „schweren Fehlern“ die Rede"."""
    of = range(max(clause.first, inside[0] - 2), inside[0])
    if not any(words.lows[i] in ("von", "vom") for i in of):
        return None
    rest = [i for i in range(inside[1], clause.end) if words.lows[i] == "rede" and words.lows[i - 1] == "die"]
    if not rest or not any(words.lows[i] in _ARE for i in range(clause.first, clause.end)):
        return None
    return words.words[rest[0]], place_of_text(words, clause.first, min(of.start, inside[0]))


def _saying_beside(words: Words, clause: Clause, inside: tuple[int, int], first: int) -> Saying | None:
    """The verb of saying nearest before the run, else the one of the whole clause."""
    if inside[0] > clause.first:
        before = find_saying(words, Clause(clause.first, inside[0], clause.opener), first, last=True)
        if before is not None and before.cue.takes & {"judging", "said"}:
            return _with_particle(words, clause, before)
    return find_saying(words, clause, first)


def _with_particle(words: Words, clause: Clause, before: Saying) -> Saying:
    """ "schätzt die Lage als „ernst“ ein": the particle stands behind the run."""
    particle = words.lows[words.content_end(clause.first, clause.end) - 1]
    for cue in cue_forms().get(words.lows[before.at], ()):
        if cue.particle == particle and "judging" in cue.takes:
            return replace(before, cue=cue)
    return before


def _before_aside(words: Words, clauses: list[Clause], number: int, first: int) -> Saying | None:
    """ "Weber nannte Vogt, die Chefin, „mutig“": the verb stands before an apposition or a relative clause."""
    if clause_verb(words, clauses[number]) is not None:
        return None
    for earlier in range(number - 1, max(-1, number - 2 - _ASIDES), -1):
        saying = find_saying(words, clauses[earlier], first)
        if saying is not None:
            open_end = saying.at < words.content_end(clauses[earlier].first, clauses[earlier].end) - 1
            return saying if "judging" in saying.cue.takes and open_end else None
        if not is_aside(words, clauses[earlier]):
            return None
    return None
