"""Institutions and clubs by the noun that heads their name: "Landgericht Quastelheim", "Deutsche Schraubenbank"."""

from __future__ import annotations

import re
from functools import cache

from flows.finding.candidates import Candidate
from flows.finding.lexicon import load_lexicon
from flows.finding.naming.bounds import institution_heads
from flows.finding.naming.derived import of_town
from flows.finding.naming.gazetteer import common_words, country_adjectives, gazetteer
from flows.finding.naming.hints import name_like, word_set
from flows.finding.naming.words import Words, capitalised

_TEAM = 3  # words before a team's nickname
_ORDERS = frozenset(
    ("Erste", "Ersten", "Erster", "Neue", "Neuen", "Vereinigte", "Vereinigten", "Allgemeine", "Allgemeinen")
)
_AT_HOME = frozenset(("deutsch", "österreichisch", "schweizerisch"))  # "Deutsche Bank", "Österreichische Post"
_OF_STATE = re.compile(r"Landes[a-zäöüß]{4,}(?:amt|amts|amtes|behörde|agentur|anstalt|direktion)")
_NO_STATE = frozenset(("der", "des", "für", "fürs", "mit", "zwischen", "von", "aus", "deutscher", "freier"))


def find_institutions(words: Words) -> list[Candidate]:
    """Candidates for organizations that a head gives away."""
    found: list[Candidate] = []
    for index, word in enumerate(words.texts):
        if not capitalised(word):
            continue
        for rule in (
            _by_head,
            _by_adjective,
            _federal,
            _of_state,
            _the_federation,
            _ministry,
            _by_tail,
            _team,
        ):
            candidate = rule(words, index)
            if candidate:
                found.append(candidate)
    return found


def _span(words: Words, first: int, last: int, label: str, score: float) -> Candidate:
    return Candidate(words.starts[first], words.ends[last], label, score, "context")


def _by_head(words: Words, index: int) -> Candidate | None:
    """ "Landgericht München": a head of institutions with a place or a name."""
    heads = word_set("names_context", "heads")
    if words.texts[index] not in heads or words.hyphen(index - 1) or words.hyphen(index + 1):
        return None
    last = index + 1
    following = words.word(last)
    if following in {"der", "für", "des"} or not following[0].isupper() or following in common_words():
        return None
    if not name_like(following) and following not in gazetteer().entries:
        return None
    last = words.compound_end(last)
    first = index
    if (
        words.word(index - 1) in {"Technische", "Technischen", "Freie", "Freien", "Freiwillige", "Freiwilligen"}
        or words.word(index - 1) == "1."
    ) or re.sub(r"e[rsnm]?$", "", words.word(index - 1)).lower() in word_set("names_context", "institution_adjectives"):
        first -= 1
    if words.word(last + 1) in {"I", "II", "West", "Ost", "Nord", "Süd"} and not words.glued(last + 1):
        last += 1
    return _span(words, first, last, "organization", 0.88)


def _by_adjective(words: Words, index: int) -> Candidate | None:
    """ "Deutsche Schraubenbank", "Wiener Börse": a capitalised adjective and the head of an institution."""
    head = words.texts[index]
    heads = word_set("names_context", "adjective_heads")
    of_towns = _bare(head) in word_set("names_context", "town_heads")
    before = words.word(words.compound_start(index) - 1)
    first = words.compound_start(index) - 1
    stem = re.sub(r"e[rsnm]?$", "", before).lower()
    # Adjectives are written small inside a sentence, unless they are of a name: "beim Europäischen Fahrgastbüro".
    named = (
        words.word(first - 1).islower() and stem.endswith("sch") and _bare(head).lower().endswith(institution_heads())
    )
    if (head not in heads and head.removesuffix("s") not in heads and not of_towns and not named) or words.hyphen(
        index + 1
    ):
        return None
    if first < 0 or not before[0].isupper():
        return None
    by_town = before.endswith("er") and of_town(before)
    if of_towns and by_town and head not in heads:
        return _span(words, first, index, "organization", 0.8)
    regional = stem in word_set("names_context", "institution_adjectives") or (named and stem in country_adjectives())
    if (not regional or of_towns) and not (by_town and not named):
        return None
    if words.word(first - 1) in _ORDERS:
        first -= 1
    if _opens_with_nation(words, first, stem) and head in word_set("names_context", "plain_heads"):
        return None
    last = index
    if words.word(index + 1) == "für" and words.word(index + 2)[0].isupper():
        last = index + 2
    if first and words.word(first - 1) in {"."} and not by_town and stem in {"deutsch", "international", "national"}:
        return _span(words, first, last, "organization", 0.5)
    return _span(words, first, last, "organization", 0.7)


def _bare(head: str) -> str:
    """ "Handelsgerichts", "Handelsgerichtes" and "Handelsgericht" alike."""
    for ending in ("es", "s"):
        if head.endswith(("gericht" + ending, "amt" + ending, "rat" + ending)):
            return head.removesuffix(ending)
    return head


def _opens_with_nation(words: Words, first: int, stem: str) -> bool:
    """ "Französische Bank streicht Stellen": a headline's first word has its capital from its place."""
    opens = first == 0 or words.word(first - 1)[0] in ".\n:!?"
    return opens and stem not in _AT_HOME and stem in country_adjectives()


@cache
def _federal_pattern() -> re.Pattern[str]:
    return re.compile(rf"Bundes[a-zäöüß]*(?:{'|'.join(load_lexicon('names_context')['federal'])})")


def _federal(words: Words, index: int) -> Candidate | None:
    """ "Bundeswirtschaftsministerium", "Bundesamt für Schrauben"."""
    word = words.texts[index]
    if not word.startswith("Bundes") or not _federal_pattern().fullmatch(word) or words.hyphen(index - 1):
        return None
    last = index
    if words.word(index + 1) in {"für", "der", "des"} and words.word(index + 2)[0].isupper():
        last = words.compound_end(index + 2)
        if words.word(last + 1) == "und" and words.word(last + 2)[0].isupper() and words.word(index + 1) == "für":
            last = words.compound_end(last + 2)
    return _span(words, index, last, "organization", 0.75)


def _of_state(words: Words, index: int) -> Candidate | None:
    """ "Landesdatenschutzbehörde": a state's authority by its field, where no place follows."""
    word = words.texts[index]
    if (
        not _OF_STATE.fullmatch(word)
        or word in word_set("names_context", "heads")
        or words.hyphen(index - 1)
        or words.hyphen(index + 1)
    ):
        return None
    following = words.word(index + 1)
    return (
        None
        if following[0].isupper() or following in {"für", "der"}
        else _span(words, index, index, "organization", 0.72)
    )


def _the_federation(words: Words, index: int) -> Candidate | None:
    """ "Der Bund zahlt", "Bund und Länder": the state as an actor; not "Bund der Gärtner", "den Bund schließen"."""
    if words.texts[index] != "Bund" or words.hyphen(index - 1) or words.hyphen(index + 1):
        return None
    before, following = words.word(index - 1), words.word(index + 1)
    if following in {"und", ",", "wie"} and words.word(index + 2) in {"Länder", "Ländern", "Land", "Kommunen"}:
        return _span(words, index, index, "organization", 0.75)
    if following in _NO_STATE or following[0].isupper() or words.word(index - 2) in {"im", "Im"}:
        return None
    acts = before in {"der", "Der", "vom", "Vom", "beim", "Beim", "dem"}
    return _span(words, index, index, "organization", 0.72) if acts else None


def _ministry(words: Words, index: int) -> Candidate | None:
    """ "Digitalministerium", "US-Justizministerium", "Ministerium für Schrauben"."""
    word = words.texts[index]
    if not word.lower().endswith(("ministerium", "ministeriums")) or word.startswith("Bundes"):
        return None
    last = index
    if words.word(index + 1) == "für" and words.word(index + 2)[0].isupper():
        last = index + 2
        while words.word(last + 1) in {",", "und"} and words.word(last + 2)[0].isupper() and last - index < 8:
            last += 2
    elif len(word) < len("ministeriums") + 1:
        return None
    first = words.compound_start(index)
    return _span(words, first, last, "organization", 0.9 if last > index else 0.72)


def _by_tail(words: Words, index: int) -> Candidate | None:
    """ "Otto-Quastel-Gymnasium", "Fraunhofer-Institut": compounds that are names as a whole."""
    first = words.compound_start(index)
    if first == index or words.hyphen(index + 1) or words.texts[index] not in word_set("names_context", "whole_tails"):
        return None
    parts = words.texts[first:index:2]
    if not all(capitalised(part) and (part in _forenames() or name_like(part)) for part in parts):
        return None
    return _span(words, first, index, "organization", 0.72 if len(parts) > 1 else 0.55)


@cache
def _forenames() -> frozenset[str]:
    return frozenset(("Otto", "Karl", "Max", "Ernst", "Hans", "Georg", "Wilhelm", "Friedrich", "Konrad", "Heinrich"))


def _team(words: Words, index: int) -> Candidate | None:
    """ "Quastelheim Bulls", "Eintracht Quastelheim"."""
    word = words.texts[index]
    if words.hyphen(index + 1) or words.hyphen(index - 1):
        return None
    if word in word_set("names_context", "team_last"):
        first = index
        while index - first < _TEAM and capitalised(words.word(first - 1)) and name_like(words.word(first - 1)):
            first -= 1
        return _span(words, first, index, "organization", 0.8) if first < index else None
    following = words.word(index + 1)
    if word in word_set("names_context", "team_first") and capitalised(following) and name_like(following):
        return _span(words, index, words.compound_end(index + 1), "organization", 0.8)
    return None
