"""Organizations, places, products and events by what stands around a name."""

from __future__ import annotations

from functools import cache

from flows.finding.candidates import Candidate
from flows.finding.lexicon import load_lexicon
from flows.finding.naming.derived import of_town
from flows.finding.naming.gazetteer import (
    common_words,
    country_adjectives,
    country_codes,
    first_names,
    gazetteer,
    surnames,
)
from flows.finding.naming.grown import grown_name
from flows.finding.naming.hints import (
    announces,
    compound_tails,
    name_like,
    no_acronyms,
    title_sex,
    word_set,
)
from flows.finding.naming.words import Words, capitalised

_NOUN_ENDS = ("er", "ern", "en", "ung", "keit", "nähe", "eln", "form", "höhe", "zeit", "al", "um")  # rather no towns
_SHORT_TAIL = 4  # letters of the nouns in which compounds end ("Rockband")
_RIVALS = frozenset(("Rivale", "Rivalin", "Rivalen", "Konkurrent", "Konkurrentin", "Konkurrenten"))
_FOREIGN = 2  # more words of a foreign company's name: "die italienische Quastra Lariane Sud"
_LONGEST = 8  # words of a company's name to the left of its legal form
_SMALL_WORDS = frozenset(  # capitalised where they begin a sentence
    (
        "Der",
        "Die",
        "Das",
        "Den",
        "Dem",
        "Des",
        "Ein",
        "Eine",
        "Einer",
        "Einem",
        "Einen",
        "Bei",
        "Von",
        "Mit",
        "Für",
        "Und",
        "Auch",
        "Nach",
        "Zur",
        "Zum",
        "Im",
        "In",
        "Als",
        "Wie",
        "Laut",
        "Seit",
        "Doch",
        "Aber",
        "Wenn",
        "Nun",
        "So",
        "Am",
        "Beim",
        "Damit",
        "Dass",
        "Gegen",
        "Über",
    )
)


def find_by_context(words: Words) -> list[Candidate]:
    """Candidates that legal forms, nouns before them, compounds and heads of institutions give away."""
    found: list[Candidate] = []
    for index, word in enumerate(words.texts):
        if not (capitalised(word) or word in word_set("legal_forms", "forms")):
            continue
        for rule in (
            _by_legal_form,
            _by_article,
            _by_town,
            _apposed,
            _by_region,
            _by_water,
            _by_compound,
            _street,
            _by_preposition,
        ):
            candidate = rule(words, index)
            if candidate:
                found.append(candidate)
    return found


def _span(words: Words, first: int, last: int, label: str, score: float) -> Candidate:
    return Candidate(words.starts[first], words.ends[last], label, score, "context")


def _by_legal_form(words: Words, index: int) -> Candidate | None:
    """ "Quastelhuber Feinblech GmbH & Co. KG": from the legal form back over the name."""
    forms = word_set("legal_forms", "forms")
    if words.texts[index] not in forms or words.hyphen(index - 1):
        return None
    if words.word(index - 1) in forms or (words.word(index - 2) in forms and words.word(index - 1) in {"&", "+"}):
        return None  # the form began further left
    last = index
    while True:
        if words.word(last + 1) in forms:
            last += 1
        elif words.word(last + 1) in {"&", "+"} and words.word(last + 2) in forms:
            last += 2
        else:
            break
    first = _name_start(words, index)
    if first is None:
        return None
    unsure = last == index and words.texts[index] in word_set("legal_forms", "unsure")
    if unsure and not name_like(words.texts[first]):
        return None
    if unsure and words.texts[index - 1] == "&" and words.texts[first] in surnames() and index - first == 2:
        return None  # "Quastel & Co." are people as often as a company
    end = words.ends[last]
    if "." in words.texts[last] and words.text[end : end + 1] == ".":  # "S.p.A." with its last stop
        end += 1
    return Candidate(words.starts[first], end, "organization", 0.7 if unsure else 0.93, "context")


def _name_start(words: Words, index: int) -> int | None:
    """Where the name to the left of a legal form begins."""
    first = index
    while index - first < _LONGEST:
        before = words.word(first - 1)
        if (
            words.hyphen(first - 1)
            or (before in {"&", "+"} and capitalised(words.word(first - 2)))
            or (before == "und" and words.word(first - 2).endswith("-"))
        ):
            first -= 2
        elif (before[0].isupper() or before[0].isdigit() or capitalised(before)) and before not in _SMALL_WORDS:
            if first < index and ((announces(before.removesuffix("s")) and not name_like(before)) or title_sex(before)):
                break
            first -= 1
        else:
            break
    while first < index and (
        (words.texts[first][0].isdigit() and len(words.texts[first]) > 3) or words.texts[first] in {"&", "+", "-"}
    ):
        first += 1
    return first if first < index and capitalised(words.texts[first]) else None


def _by_article(words: Words, index: int) -> Candidate | None:
    """ "die norwegische Quastel", "mit der norwegischen Quastel": places have no feminine article, companies have."""
    word, adjective, article = words.texts[index], words.word(index - 1), words.word(index - 2)
    if words.hyphen(index + 1) or adjective.lower() not in country_adjectives() or not adjective[0].islower():
        return None
    entry = gazetteer().entries.get(word)
    if word in country_codes() or word in common_words() or title_sex(word):
        return None
    if article in {"die", "Die"} and adjective.endswith("e"):
        if not (name_like(word) or (entry and entry.label == "location")):
            return None
    elif article in {"der", "Der", "einer", "zur"} and adjective.endswith("en"):
        if not _foreign(word) or word in surnames() or (entry and entry.label != "organization"):
            return None
        following = words.word(index + 1)
        tail = following in word_set("names_context", "company_tails")
        if following[0].isupper() and not tail and (not _foreign(following) or following in surnames()):
            return None
    else:
        return None
    last = index
    while words.word(last + 1) in word_set("names_context", "company_tails") or (
        last - index < _FOREIGN and _foreign_part(words, last + 1) and not words.hyphen(last + 2)
    ):
        last += 1
    return _span(words, index, last, "organization", 0.88)


def _by_town(words: Words, index: int) -> Candidate | None:
    """ "die Münchner Quastag", "der Emder Quastwerft": behind a town's adjective and a feminine article."""
    word, adjective, article = words.texts[index], words.word(index - 1), words.word(index - 2)
    if article not in {"die", "Die", "der", "zur"} or not adjective.endswith("er") or words.hyphen(index + 1):
        return None
    if not adjective[0].isupper() or word in surnames() or word in first_names() or not of_town(adjective):
        return None
    entry = gazetteer().entries.get(word)
    if (entry and entry.label != "organization") or not (_foreign(word) or grown_name(word)):
        return None
    last = index
    while words.word(last + 1) in word_set("names_context", "company_tails"):
        last += 1
    return None if words.word(last + 1)[0].isupper() else _span(words, index, last, "organization", 0.88)


def _apposed(words: Words, index: int) -> Candidate | None:
    """ "eine Tochter in Irland, die Quastra Finance, hat": companies alone are named so with their article."""
    if words.word(index - 1) not in {"die", "der"} or words.word(index - 2) != "," or words.hyphen(index + 1):
        return None
    word = words.texts[index]
    named = name_like(word) or word in word_set("names_context", "rivers") or word in gazetteer().entries
    if not named or word in first_names() or title_sex(word):
        return None
    last = index
    while last - index < _FOREIGN and capitalised(words.word(last + 1)) and not words.hyphen(last + 2):
        last += 1
    tails = word_set("names_context", "organization_last") | word_set("names_context", "company_tails")
    if words.word(last + 1) not in {",", "."} or words.texts[last] not in tails or last == index:
        return None
    return _span(words, index, last, "organization", 0.88)


def _by_region(words: Words, index: int) -> Candidate | None:
    """ "im norwegischen Quastelvik", "das fränkische Quasteln": a town in the neuter, said to lie somewhere."""
    word, adjective, article = words.texts[index], words.word(index - 1), words.word(index - 2)
    if article not in {"im", "Im", "ins"} or not adjective.endswith(("ischen", "ische")) or not adjective[0].islower():
        return None
    if words.hyphen(index + 1) or not (word[1:].islower() and word.isalpha() and len(word) > 3) or title_sex(word):
        return None
    if adjective not in country_adjectives() and not adjective.startswith(_regions()):
        return None
    entry = gazetteer().entries.get(word)
    if not _foreign(word) or word in surnames() or (entry and entry.label != "location"):
        return None
    return None if words.word(index + 1)[0].isupper() else _span(words, index, index, "location", 0.75)


def _foreign_part(words: Words, index: int) -> bool:
    """ "Lariane", and "De" in "De Ruyter"."""
    word, following = words.word(index), words.word(index + 1)
    return _foreign(word) or (word in {"De", "Van", "Di", "Del", "La", "Le"} and _foreign(following))


def _foreign(word: str) -> bool:
    """Whether a word is no noun of the language, nor one for a woman ("Anthropologin"), whatever its last part."""
    if not (name_like(word) and word.isalpha()) or word.endswith("in"):
        return False
    return not any(word[cut:].capitalize() in common_words() for cut in range(2, len(word) - _SHORT_TAIL + 1))


def _by_water(words: Words, index: int) -> Candidate | None:
    """ "Die Werft an der Weser", "das Kraftwerk am Neckar"."""
    if words.texts[index] not in word_set("names_context", "rivers") or words.hyphen(index + 1):
        return None
    before, further = words.word(index - 1), words.word(index - 2)
    if before in {"am", "Am"} or (before == "der" and further in {"an", "An", "entlang"}):
        return _span(words, index, index, "location", 0.8)
    return None


@cache
def _regions() -> tuple[str, ...]:
    """How adjectives of regions begin, those of their parts too: "fränkisch", "oberfränkisch"."""
    stems = word_set("names_derived", "adjectives") | word_set("names_derived", "regional")
    parts = ("", "ober", "unter", "mittel", "nieder", "nord", "süd", "ost", "west", "vor")
    return tuple(part + stem for stem in stems for part in parts)


def _by_compound(words: Words, index: int) -> Candidate | None:
    """ "die Quastra-Aktie": the name before a tail that belongs to organizations."""
    if not words.hyphen(index + 1):
        return None
    if words.texts[words.compound_end(index)] in word_set("names_context", "street_tails"):
        return None
    if words.word(index + 2) not in compound_tails() or words.hyphen(index - 1):
        return None
    word = words.texts[index]
    if words.word(index + 2) in _RIVALS and word not in common_words() and not word.isupper() and not announces(word):
        return _span(words, index, index, "organization", 0.72)
    if (
        (not name_like(word) and not (word.isupper() and len(word) > 1))
        or word in no_acronyms()
        or word in {"Ex", "Vize", "Co"}
    ):
        return None
    if word in first_names() and not word.isupper():
        return None
    return _span(words, index, index, "organization", 0.65)


def _street(words: Words, index: int) -> Candidate | None:
    """ "Quastelstraße", "Karl-Quastel-Allee"."""
    tails = tuple(load_lexicon("names_context")["street_ends"])
    word = words.texts[index]
    first = words.compound_start(index)
    if words.hyphen(index + 1) or not word.lower().endswith(tails):
        return None
    if first == index and (word in common_words() or word.lower() in tails):
        return None
    return _span(words, first, index, "location", 0.6)


def _by_preposition(words: Words, index: int) -> Candidate | None:
    """ "in Quastelheim": one unknown word behind a preposition of place."""
    word = words.texts[index]
    if words.word(index - 1) not in word_set("names_context", "place_prepositions") or word.isupper():
        return None
    if words.hyphen(index + 1) or not (word[1:].islower() and word.isalpha() and len(word) > 3):
        return None
    town = word.endswith(tuple(load_lexicon("names_context")["town_ends"]))
    if word in common_words() or not (town or (name_like(word) and not word.endswith(_NOUN_ENDS))):
        return None
    following = words.word(index + 1)
    if following[0].isupper() or word in gazetteer().entries or following in {"&", "+"}:
        return None
    sure = words.word(index - 1) in {"in", "nach", "aus", "In", "Nach", "Aus"}
    score = 0.65 if town and sure else 0.5 if town or (sure and word not in surnames()) else 0.3
    return _span(words, index, index, "location", score)
