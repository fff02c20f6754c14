"""What stands between a metric and its value, and around a value: light words, brackets, "je Aktie"."""

from __future__ import annotations

from flows.finding.clauses import Sentence
from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.words import Words, word_classes

_PER_SHARE = (
    "je aktie",
    "pro aktie",
    "per aktie",
    "je anteilsschein",
    "je anteilschein",
    "je papier",
    "je stammaktie",
    "je vorzugsaktie",
    "pro anteilsschein",
    "je titel",
    "pro titel",
    "pro papier",
    "je dividendenberechtigter",
    "je stückaktie",
    "je namenaktie",
    "je anteil",
)
_WIDEST_GAP = 14  # tokens between a metric and its value
_PREPS = frozenset(["von", "über", "mit", "", "bei", "auf", "zwischen", "in", "zu", "unter"])
_OPEN_PREPS = frozenset(["", "mit", "bei", "an", "von"])  # "mit Umsatz 5 Mrd. Euro", but not "trotz Umsatzes"
_LIGHT = frozenset(
    [":", "(", ")", "höhe", "in", "von", "schon", "hier", "zufolge", "eigenen", "angaben", "erstmals", "=", "|"]
)
_MINUS = frozenset(
    ["minus", "-", "−", "plus", "erstmals", "umgerechnet", "ihm", "voraussichtlich", "immerhin", "stolze"]
)
_BRACKET_REACH = 8
_IN = (["im"], ["in"], ["("], ["ende"])


def is_per_share(words: Words, chunk: Chunk) -> bool:
    behind = " ".join(words.lows[chunk.last + 1 : chunk.last + 3])
    return behind.startswith(_PER_SHARE)


def prep_of(words: Words, chunk: Chunk, start: int) -> str:
    """The preposition of a value, also across words that are no part of its phrase ("bei minus 5 Mio. Euro").

    "bis zu" bounds a value and is none.
    """
    if chunk.prep == "zu" and words.lows[chunk.first] == "bis":
        return ""
    if chunk.prep and chunk.prep != "als":
        return "" if chunk.prep in ("bis", "je") else chunk.prep
    classes = word_classes()
    for at in range(chunk.first - 1, max(start, chunk.first - 5) - 1, -1):
        low = words.lows[at]
        if low in classes.prepositions and low not in ("bis",) and low not in classes.qualifiers:
            return low
        if low not in classes.adverbs and low not in classes.qualifiers and low not in _MINUS:
            return ""
    return ""


def in_bracket(words: Words, chunk: Chunk, start: int) -> list[str] | None:
    """The words in front of the value within its bracket; None where it stands in none."""
    for at in range(chunk.first, max(start, chunk.first - _BRACKET_REACH) - 1, -1):
        if words.lows[at] == ")":
            return None
        if words.lows[at] == "(":
            return words.lows[at + 1 : chunk.first]
    return None


def is_beside(sentence: Sentence, metric: Chunk, value: Chunk, prep: str) -> bool:
    """ "Umsatz von 5 Mrd.", "Umsatz der Gruppe 2023 in Höhe von zuletzt 5 Mrd.", "Umsatz: 5 Mrd."."""
    if value.after is metric:
        return prep in _PREPS and (prep != "" or metric.prep in _OPEN_PREPS)
    if value.first - metric.last > _WIDEST_GAP or prep not in ("von", "", "zwischen", "bei"):
        return False
    covered: set[int] = set()
    for chunk in sentence.chunks:
        if metric.last < chunk.first and chunk.last < value.first:
            if not (chunk.date is not None or chunk.noun == "höhe" or chunk.genitive or chunk.prep == "von"):
                return False
            covered.update(range(chunk.first, chunk.last + 1))
    classes = word_classes()
    gap = [sentence.words.lows[at] for at in range(metric.last + 1, value.first) if at not in covered]
    if prep == "" and ":" not in gap and "höhe" not in gap:
        return False
    return all(low in _LIGHT or low in classes.adverbs or low in classes.qualifiers for low in gap)


def says_year_before(lows: list[str]) -> bool:
    """ "im Vorjahr", "im Vorjahreszeitraum", "ein Jahr zuvor", but not "gegenüber dem Vorjahr".

    >>> says_year_before("im vorjahr waren es 5".split()), says_year_before("mehr als im vorjahr".split())
    (True, False)
    """
    for at, low in enumerate(lows):
        told = low.startswith("vorjahr") and "niveau" not in low and lows[at - 1 : at] in _IN
        if told and lows[at - 2 : at - 1] != ["als"]:
            return True
        if low in ("jahr", "jahres", "jahre") and lows[at + 1 : at + 2] in (["zuvor"], ["davor"], ["vorher"]):
            return True
        if low == "jahr" and lows[max(0, at - 2) : at] == ["vor", "einem"]:
            return True
    return False
