"""Companies by the trade in their name: "Lindner Yachten ging", "Rheinische Ventile hat", "Gebrüder Holm"."""

from __future__ import annotations

import re
from functools import cache

from flows.finding.candidates import Candidate
from flows.finding.lexicon import load_lexicon
from flows.finding.naming.derived import of_town
from flows.finding.naming.gazetteer import common_words, country_codes, first_names, gazetteer, surnames
from flows.finding.naming.hints import announces, is_plural, name_like, singular_verb, title_sex, word_set
from flows.finding.naming.scanning import Span, scan
from flows.finding.naming.words import Words, capitalised

_SURE = 0.88  # sees more of the name than models, which take the family's name for a person
_THINGS = 0.8
_FAMILIES = frozenset(("Gebr.", "Gebrüder", "Gebrüdern", "Geschwister"))
_OPENERS = frozenset(("\n", ".", "!", "?", ":", "–", "—", "„", '"', "“", ",", "und", "doch", "aber"))
_FROM = frozenset(("von", "bei", "zu", "mit", "durch", "gegen", "an", "für", "Bei", "Von", "Mit", "Durch", "Gegen"))
_ADJECTIVE = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+(?:ische|igte|eutsche)")
_LONGEST = 3  # words of a family's or place's name


def find_by_trade(words: Words) -> list[Candidate]:
    """Candidates for organizations."""
    return scan(words, (_family, _with_trade, _plural_acts))


def _family(words: Words, index: int) -> Span | None:
    """ "Gebrüder Holm", "Gebr. Weiß & Söhne"."""
    if words.texts[index] not in _FAMILIES or not capitalised(words.word(index + 1)) or words.word(index + 1).isupper():
        return None
    last = words.compound_end(index + 1)
    if words.word(last + 1) == "&" and words.word(last + 2) in word_set("names_context", "family_tails"):
        last += 2
    elif words.word(last + 1) in word_set("names_context", "company_tails"):
        last += 1
    known = words.texts[last] in surnames() or words.texts[last] not in common_words()
    return (index, last, _SURE) if known or last > index + 1 else None


def _with_trade(words: Words, index: int) -> Span | None:
    """ "Schober Klimatechnik ist", "von Kesselbach Landmaschinen": a name and what its company makes."""
    if not _may_own(words, index):
        return None
    last = index
    while last - index < _LONGEST and not _is_trade(words.word(last + 1)) and _may_own(words, last + 1):
        last += 1
    trade = last + 1
    if not _is_trade(words.word(trade)) or words.hyphen(trade + 1) or words.hyphen(trade):
        return None
    before, after = words.word(index - 1), words.word(trade + 1)
    if after[0].isupper() or after == "&":
        return None
    opens = before in _OPENERS and (singular_verb(after) or after == ",")
    return (index, trade, _SURE) if opens or (before in _FROM and not _verb_form(after)) else None


def _verb_form(word: str) -> bool:
    """Whether the trade may be the object of what follows: "von Huber Maschinen kaufen"."""
    return word.islower() and word.endswith(("en", "eln", "ern")) and not word.startswith(("ge", "er", "ver", "über"))


def _may_own(words: Words, index: int) -> bool:
    """Whether the word may be the name of whoever has the trade: a surname, a town, an unknown word."""
    word = words.word(index)
    if not capitalised(word) or not word.isalpha() or words.hyphen(index + 1) or title_sex(word) or announces(word):
        return False
    listed = gazetteer().entries.get(word)
    if word in country_codes() or (listed and listed.label == "organization"):
        return False
    if (word.endswith("er") and of_town(word)) or (word in first_names() and words.word(index + 1) in surnames()):
        return False
    return name_like(word) or (word in surnames() and word not in common_words())


def _is_trade(word: str) -> bool:
    """ "Yachten", "Klimatechnik"."""
    if not word[0].isupper() or not word[1:].islower():
        return False
    return word in word_set("names_context", "trades") or word.lower().endswith(_trade_ends())


@cache
def _trade_ends() -> tuple[str, ...]:
    return tuple(load_lexicon("names_context")["trade_ends"])


def _plural_acts(words: Words, index: int) -> Span | None:
    """ "Rheinische Ventile hat": things of a region that act in the singular are a company."""
    adjective, before = words.texts[index], words.word(index - 1)
    if not _ADJECTIVE.fullmatch(adjective):
        return None
    noun, verb = words.word(index + 1), words.word(index + 2)
    inside = before.islower() and adjective.endswith("ische")  # adjectives are written small but in names
    if inside and noun[0].isupper() and not words.hyphen(index + 2) and (is_plural(noun) or _is_trade(noun)):
        return (index, index + 1, _THINGS) if not verb[0].isupper() and not _announce(noun) else None
    if before not in _OPENERS:
        return None
    if not noun[0].isupper() or not noun.isalpha() or words.hyphen(index + 2) or not noun.endswith(("en", "e", "er")):
        return None
    if not singular_verb(verb) or not is_plural(noun) or _announce(noun):
        return None
    return index, index + 1, _THINGS


def _announce(plural: str) -> bool:
    """ "Konzerne", "Reedereien", "Banken": several companies, and none by that name."""
    return any(announces(plural.removesuffix(ending)) for ending in ("", "n", "e", "en", "er"))
