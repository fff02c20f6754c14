"""What kind of thing a noun or a name stands for: company, person, stake, site, office, institution, union, medium."""

from __future__ import annotations

from functools import cache

from flows.finding.clausing.chunks import Chunk
from flows.finding.lexicon import load_lexicon
from flows.finding.records import Mention
from flows.finding.relating.nouns import is_office

_BODY_ENDINGS = ("ressort", "vorsitz", "chefposten")


@cache
def nouns(group: str) -> tuple[str, ...]:
    """A group of words of the events' lexicon, most of them ends of compounds."""
    return tuple(load_lexicon("events_nouns")[group].split())


@cache
def stands_for_company(noun: str) -> bool:
    """Does a compound with this last part still mean the company ("Siemens-Konzern")?"""
    return noun.endswith(nouns("company_heads"))


@cache
def describes_company(noun: str) -> bool:
    """ "der Konzern", "der Autohersteller", "die Bank": stands for an organisation named elsewhere."""
    return noun.endswith(nouns("company_nouns")) and not noun.endswith(nouns("no_company_nouns"))


@cache
def describes_person(noun: str) -> bool:
    return noun.endswith(nouns("person_nouns"))


@cache
def describes_staff(noun: str) -> bool:
    return noun.endswith(nouns("staff_nouns"))


@cache
def is_stake(noun: str) -> bool:
    return noun.endswith(nouns("stake_nouns"))


@cache
def is_part(noun: str) -> bool:
    """A part of a company that is sold or split off without a name of its own ("die Windsparte von X")."""
    return noun.endswith(nouns("part_nouns"))


@cache
def is_site(noun: str) -> bool:
    return noun.endswith(nouns("site_nouns"))


@cache
def is_body(noun: str) -> bool:
    """ "Amt", "Vorstand", "Vorsitz": an office without saying which."""
    return noun in nouns("bodies") or noun.endswith(_BODY_ENDINGS)


@cache
def is_position(noun: str) -> bool:
    """An office that a person takes or leaves, executive or not."""
    return is_office(noun) or noun.endswith(nouns("positions"))


@cache
def is_institution(name: str) -> bool:
    """Courts, offices, exchanges, unions, police: rarely what "der Konzern" or a plain "Chef" refers to.

    >>> is_institution("kripo kassel"), is_institution("nordwerk")
    (True, False)
    """
    return any(part in name for part in nouns("institutions"))


@cache
def is_exchange(name: str) -> bool:
    """Stock exchanges, where shares are listed."""
    low = name.lower()
    return low.endswith("börse") or low in nouns("exchanges")


@cache
def _media() -> frozenset[str]:
    return frozenset(load_lexicon("events_nouns")["media"])


@cache
def _unions() -> frozenset[str]:
    return frozenset(load_lexicon("events_nouns")["unions"])


def is_union(mention: Mention, chunk: Chunk | None = None) -> bool:
    """A trade union, by its name or the noun in front of it.

    >>> is_union(Mention("organization", 0, 5, "Verdi", 1.0, "doctest"))
    True
    """
    low = mention.name.lower()
    if (
        low in _unions()
        or low.replace("-", " ") in _unions()
        or low.endswith("gewerkschaft")
        or low.startswith("gewerkschaft")
    ):
        return True
    return chunk is not None and chunk.noun.endswith("gewerkschaft")


def reports(text: str, mention: Mention) -> bool:
    """Is it who reports the news ("sagte er der Agentur X", "laut der Zeitung X"), not who makes them?"""
    name = mention.name.lower()
    if name in _media() or name.endswith("zeitung") or text[mention.start - 1 : mention.start] == "@":
        return True
    before = text[max(0, mention.start - 40) : mention.start].split()
    noun = before[-1].lower().strip("„“«»\"'") if before else ""
    return noun.endswith(nouns("media_nouns")) and not noun.endswith(nouns("other_agencies"))
