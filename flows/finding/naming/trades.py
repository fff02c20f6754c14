"""Companies by the trade in their name: "Lindner Yachten ging", "Möbelwerke Hallstein", "Gebrüder Holm", "Spessartbank"."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from flows.finding.candidates import Candidate
from flows.finding.lexicon import load_lexicon
from flows.finding.naming.derived import of_town
from flows.finding.naming.gazetteer import common_words, country_codes, first_names, gazetteer, surnames
from flows.finding.naming.hints import announces, is_plural, name_like, singular_verb, stands_bare, title_sex, word_set
from flows.finding.naming.lists import with_article
from flows.finding.naming.words import Words, capitalised

_SURE = 0.88  # sees more of the name than models, which take the family's name for a person
_FAMILIES = frozenset(("Gebr.", "Gebrüder", "Gebrüdern", "Geschwister"))
_OPENERS = frozenset(("\n", ".", "!", "?", ":", "–", "—", "„", '"', "“", ",", "und", "doch", "aber"))
_INTRODUCES = frozenset(("das", "die", "der", "dem", "den", "des", "im", "vom", "zum", "zur", "beim", "am", "ans", "ins"))
_FROM = frozenset(("von", "bei", "zu", "mit", "durch", "gegen", "an", "für", "Bei", "Von", "Mit", "Durch", "Gegen"))
_ADJECTIVE = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+(?:ische|igte|eutsche)")
_LONGEST = 3  # words of a family's or place's name


def find_by_trade(words: Words) -> list[Candidate]:
    """Candidates for organizations."""
    found: list[Candidate] = []
    counts = Counter(words.texts)
    joined = Counter(word for index, word in enumerate(words.texts) if words.hyphen(index + 1))
    for index, word in enumerate(words.texts):
        if not word[0].isupper() or words.hyphen(index - 1):
            continue
        if words.hyphen(index + 1) and counts[word] - joined[word] == 0:
            found += _group(words, index)
        for rule in (_family, _works, _house, _with_trade, _plural_acts, _after_river):
            span = rule(words, index)
            if span:
                first, last, score = span
                found.append(Candidate(words.starts[first], words.ends[last], "organization", score, "context"))
                break
    return found


def _group(words: Words, index: int) -> list[Candidate]:
    """ "die Lenninger-Gruppe", where nobody is called Lenninger alone."""
    word, last = words.texts[index], words.compound_end(index)
    if last != index + 2 or words.texts[last] not in word_set("names_context", "group_tails"):
        return []
    entry = gazetteer().entries.get(word)
    known = entry is not None or word in country_codes() or word.isupper()
    if known or word in first_names() or title_sex(word) or announces(word) or not (name_like(word) or grown_name(word)):
        return []
    return [Candidate(words.starts[index], words.ends[last], "organization", 0.75, "context")]


def _family(words: Words, index: int) -> tuple[int, int, float] | None:
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


def _works(words: Words, index: int) -> tuple[int, int, float] | None:
    """ "Möbelwerke Hallstein", "den Windkraftwerken Uckermark": several works that go by one name."""
    word = words.texts[index]
    if not word.lower().endswith(("werke", "werken", "werkstätten", "betriebe", "betrieben", "kliniken")):
        return None
    name = words.word(index + 1)
    if words.hyphen(index + 1) or not capitalised(name) or title_sex(name) or name in country_codes():
        return None
    listed = gazetteer().entries.get(name)
    if not (name_like(name) or name in surnames() or (listed and listed.label == "location")):
        return None
    owner = gazetteer().entries.get(name.removesuffix("s"))
    if (listed and listed.label == "organization") or (owner and name.endswith("s") and not listed):
        return None  # "die Stahlwerke Europas"
    if len(word) < len("Werken") + 2:
        return None
    return index, words.compound_end(index + 1), _SURE


def _house(words: Words, index: int) -> tuple[int, int, float] | None:
    """ "das Hotel Seeblick", "die Bergbahn Karwendel": what follows names the place or the sign."""
    word, name = words.texts[index], words.word(index + 1)
    if words.hyphen(index + 1) or not word.lower().endswith(_house_heads()) or not _introduced(words, index):
        return None
    if not name[0].isupper() or not name.isalpha() or title_sex(name) or name in country_codes() or name in first_names():
        return None
    last = words.compound_end(index + 1)
    if name in {"Sankt", "Bad"} and words.word(last + 1)[0].isupper():
        last += 1
    listed = gazetteer().entries.get(name.removesuffix("s"))
    if listed and (listed.label == "organization" or name not in gazetteer().entries):
        return None
    named = listed or name_like(name) or name in surnames() or not (name in common_words() or stands_bare(name))
    return (index, last, _SURE) if named and not words.word(last + 1)[0].isupper() else None


def _introduced(words: Words, index: int) -> bool:
    """Whether an article is near before the noun: "im neuen Klinikum"."""
    before, further = words.word(index - 1), words.word(index - 2)
    return before.lower() in _INTRODUCES or (before.endswith(("en", "e")) and further.lower() in _INTRODUCES)


@cache
def _house_heads() -> tuple[str, ...]:
    return tuple(load_lexicon("names_context")["house_heads"])


def _with_trade(words: Words, index: int) -> tuple[int, int, float] | None:
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


def _may_own(words: Words, index: int) -> bool:
    """Whether the word may be the name of whoever has the trade: a surname, a town, an unknown word."""
    word = words.word(index)
    if not capitalised(word) or not word.isalpha() or words.hyphen(index + 1) or title_sex(word) or announces(word):
        return False
    listed = gazetteer().entries.get(word)
    if word in country_codes() or (listed and listed.label == "organization") or (word.endswith("er") and of_town(word)):
        return False
    if word in first_names() and words.word(index + 1) in surnames():
        return False
    return word in surnames() and word not in common_words() or name_like(word)


@cache
def _trade_ends() -> tuple[str, ...]:
    return tuple(load_lexicon("names_context")["trade_ends"])


def _is_trade(word: str) -> bool:
    return word[0].isupper() and word.islower() is False and word[1:].islower() and (
        word in word_set("names_context", "trades") or word.lower().endswith(_trade_ends())
    )


def _plural_acts(words: Words, index: int) -> tuple[int, int, float] | None:
    """ "Rheinische Ventile hat": things of a region that act in the singular are a company."""
    adjective, before = words.texts[index], words.word(index - 1)
    if not _ADJECTIVE.fullmatch(adjective):
        return None
    noun, verb = words.word(index + 1), words.word(index + 2)
    inside = before.islower() and adjective.endswith("ische")  # adjectives are written small but in names
    if inside and noun[0].isupper() and not words.hyphen(index + 2) and (is_plural(noun) or _is_trade(noun)):
        return (index, index + 1, 0.8) if not verb[0].isupper() and announces(noun.rstrip("en")) is None else None
    if before not in _OPENERS:
        return None
    if not noun[0].isupper() or not noun.isalpha() or words.hyphen(index + 2) or not noun.endswith(("en", "e", "er")):
        return None
    if not singular_verb(verb) or not is_plural(noun) or announces(noun.rstrip("en")):
        return None
    return index, index + 1, 0.8


def _verb_form(word: str) -> bool:
    """Whether the trade may be the object of what follows: "von Huber Maschinen kaufen"."""
    return word.islower() and word.endswith(("en", "eln", "ern")) and not word.startswith(("ge", "er", "ver", "über"))


def _after_river(words: Words, index: int) -> tuple[int, int, float] | None:
    """ "Spessartbank", "Elbmilch": a landscape and a trade in one word."""
    word = words.texts[index]
    if not word[1:].islower() or len(word) < 7 or words.hyphen(index + 1) or word in common_words():
        return None
    if word in gazetteer().entries or word in surnames():
        return None
    tail = next((end for end in _grown_ends() if word.endswith(end)), None)
    return (index, index, 0.75) if tail and word.removesuffix(tail) in _landscapes() else None


def grown_name(word: str) -> bool:
    """Whether an unknown word has grown together with a trade: "Quastwerft", but not "Traditionswerft".

    >>> grown_name("Quastwerft"), grown_name("Rheinkabel"), grown_name("Traditionswerft"), grown_name("Werft")
    (True, True, False, False)
    """
    if not word[1:].islower() or word in common_words():
        return False
    tail = next((end for end in _grown_ends() if word.endswith(end)), None)
    stem = word.removesuffix(tail) if tail else ""
    known = stem in common_words() or stem.removesuffix("s") in common_words()
    return len(stem) > 2 and (not known or stem in _landscapes())


@cache
def _grown_ends() -> tuple[str, ...]:
    return tuple(sorted(load_lexicon("names_context")["grown_ends"], key=len, reverse=True))


@cache
def _landscapes() -> frozenset[str]:
    """Rivers and landscapes, as compounds begin with them: "Rhein", "Elb", "Alpen"."""
    names = with_article() | word_set("names_context", "rivers")
    plain = {name for name in names if name.isalpha()}
    return frozenset(plain | {name.removesuffix("e") for name in plain if len(name) > 3} | {"Küsten", "Förde", "Hansa"})
