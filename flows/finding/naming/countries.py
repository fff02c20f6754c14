"""The country that the text itself gives to a name."""

from __future__ import annotations

import re
from dataclasses import replace

from flows.finding.candidates import Candidate
from flows.finding.naming.gazetteer import country_adjectives, country_codes, gazetteer
from flows.finding.naming.normal import normal_name
from flows.finding.naming.words import Words
from flows.finding.records import Mention

_REACH = 80  # characters before a list of names in which its noun must stand
_NEAR = 6  # words between a country's adjective and the name it goes with


def stated_country(words: Words, candidate: Candidate) -> str | None:
    """ISO code from "der spanische Autobauer X", "die US-Bank X", "X aus Schweden"; a country's own code."""
    first = words.at_start.get(candidate.start)
    last = words.at_end.get(candidate.end)
    if candidate.label == "location":
        name = normal_name(words.text[candidate.start : candidate.end], "location")
        return country_codes().get(name)
    if first is None or last is None or candidate.label not in {"organization", "product"}:
        return None
    return _before(words, first) or _behind(words, first, last)


# Nouns whose plural a list of names follows: "die deutschen Konzerne Quastra, Helvia und Brekkum".
_PLURAL = re.compile(
    r"(?<!\w)(?!(?:der|dem|das|des|den|eine?[mnrs]?)\s)(\w+)\s+(?P<country>\w+)\s+[\w-]*"
    r"(?:[Kk]onzerne|[Uu]nternehmen|[Ff]irmen|[Hh]ersteller|[Bb]anken|[Vv]ersicherer|[Aa]nbieter|[Bb]auer|[Hh]ändler|[Rr]iesen"
    r"|[Ii]nvestoren|[Zz]ulieferer|[Gg]esellschaften|[Kk]etten|[Ff]onds|[Mm]arken|[Ww]erften|Airlines|Start-ups|[Ww]erte)"
    r"(?:\s+wie)?\s+$"
)
_LINK = re.compile(r"(?:-\w+)?\s*(?:,|und|sowie|oder|,\s+aber auch)\s+")


def share_countries(text: str, mentions: list[Mention]) -> list[Mention]:
    """The mentions, where a country said of a plural noun goes to all names listed behind it."""
    shared: list[Mention] = []
    code: str | None = None
    for mention in mentions:
        linked = shared and _LINK.fullmatch(text, shared[-1].end, mention.start)
        if not linked or mention.label != "organization":
            match = _PLURAL.search(text, max(0, mention.start - _REACH), mention.start)
            code = country_adjectives().get(match["country"].lower()) if match else None
        inherits = mention.country is None and mention.label == "organization"
        shared.append(replace(mention, country=code) if code and inherits else mention)
    return shared


def _before(words: Words, first: int) -> str | None:
    """The adjective of a country in the noun phrase that ends in the name."""
    index = words.compound_start(first) - 1
    if words.hyphen(index + 1):
        return None
    steps, nouns = 0, 0
    while steps < _NEAR:
        word = words.word(index)
        code = country_adjectives().get(word.lower())
        if code and (word[0].islower() or nouns):
            return code
        if (word == "US" and words.hyphen(index + 1)) or word == "US-amerikanische":
            return "US"
        if word == "Schweizer" and nouns:
            return "CH"
        if words.hyphen(index + 1):
            listed = gazetteer().entries.get(word)
            return listed.country if listed else None
        if words.hyphen(index - 1):
            index -= 2
        elif word[0].isupper() and word.isalpha():
            nouns += 1
            index -= 1
            if nouns > 2:
                return None
        elif word[0].islower() and word.endswith(("e", "en", "er", "es", "em")) and nouns and len(word) > 4:
            index -= 1
        else:
            return None
        steps += 1
    return None


def _behind(words: Words, first: int, last: int) -> str | None:
    """ "X aus Schweden", "X (Schweden)" is no statement of origin, "X in Schweden" neither."""
    if first != last and words.texts[last] in country_codes():  # "Quastra Schweden"
        return country_codes()[words.texts[last]]
    if words.word(last + 1) != "aus":
        return None
    place = words.word(last + 2)
    index = last + 2
    if place in {"der", "den", "dem"}:
        index += 1
        place = words.word(index)
    codes = country_codes()
    if place == "Vereinigten" and words.word(index + 1) == "Staaten":
        return "US"
    return codes.get(place) or codes.get(place.removesuffix("n"))
