"""Names that a noun announces: "der Autobauer Quastra", "die Fonds Helvia und Brekkum", "ein Laden namens Quix"."""

from __future__ import annotations

from dataclasses import replace

from flows.finding.candidates import Candidate
from flows.finding.naming.gazetteer import common_words, country_codes, first_names, gazetteer, surnames
from flows.finding.naming.hints import (
    announces,
    begins_names,
    is_works,
    name_like,
    no_acronyms,
    plural_noun,
    singular_verb,
    stands_bare,
    title_sex,
    titles,
    word_set,
)
from flows.finding.naming.lists import with_article
from flows.finding.naming.words import Words, capitalised

_LONGEST = 4  # words behind the first of an announced name
_LISTED = 6  # names of one list
_NAMED = frozenset((("Namen", "dem"), ("Namen", "den"), ("Name", "der")))
_PLURALS = frozenset(("die", "beiden", "beide", "zwei", "drei", "vier"))
_MASCULINES = ("er", "ern", "enten", "anten", "isten", "riesen", "rivalen", "kunden")  # "die Betreiber" are several
_JOINTS = frozenset((",", "und", "sowie", "oder", "/"))
# How sure a name is by its first word: unknown; a compound that no list has; a word of the language; a town.
_UNKNOWN, _APPOSED, _COMPOUND, _COMMON, _TOWN = 0.7, 0.7, 0.45, 0.25, 0.72
_LISTED_SURE = 0.75  # of a list behind a plural: "die Genossenschaften Quastra und Welbo"
_ARTICLES = frozenset(("Der", "Die", "Das"))
_OPENERS = frozenset("\n.!?:–—")
_NO_PERSONS = (
    "firma", "agentur", "kanzlei", "konzern", "haus", "gesellschaft", "kette", "gruppe", "bank", "institut", "verlag",
    "unternehmen", "fonds", "holding", "marke", "plattform", "stiftung", "werft", "brauerei", "spedition", "reederei",
)  # fmt: skip
_EITHER = ("marke", "plattform", "dienst", "portal", "shop", "spiel", "software", "cloud", "netzwerk", "system")
_HALF_SURE = ("partner", "kunde", "institut", "investor")


def find_announced(words: Words) -> list[Candidate]:
    """Candidates for what nouns of companies, places and products announce."""
    found: list[Candidate] = []
    for index in range(1, len(words)):
        label = _announced(words, index)
        if label is None:
            continue
        candidate = _name(words, index, label)
        if candidate is None:
            continue
        found.append(candidate)
        if label == "organization":
            several = _several(words, index - 1)
            listed = _listed_with(words, candidate, several=several)
            found += [replace(each, score=_LISTED_SURE) for each in listed] if several else listed
            if several and listed:
                found[-len(listed) - 1] = replace(candidate, score=max(candidate.score, _LISTED_SURE))
    return found


def noun_before(words: Words, index: int) -> str:
    """The noun right before a word; "Start-up" is one.

    >>> noun_before(Words("das KI-Start-up Quastra"), 6)
    'Start-up'
    """
    word = words.word(index - 1)
    if word.lower().startswith("up") and words.hyphen(index - 2):
        return f"{words.word(index - 3)}-{word}"
    return word


def as_announced(words: Words, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates, unknown names with the label that the noun before them gives: "die Hotelgruppe Sol y Quix"."""
    return [_as_announced(words, each) for each in candidates]


def as_listed(words: Words, candidates: list[Candidate], told: list[Candidate]) -> list[Candidate]:
    """The candidates, unknown persons and places as companies where a list behind a plural says so.

    "der Sicherheitsfirmen Quastra und Prokurist": what goes for one goes for all.
    """
    listed = {(each.start, each.end) for each in told if each.score >= _LISTED_SURE and each.label == "organization"}
    return [
        replace(each, label="organization")
        if each.label in {"person", "location"}
        and (each.start, each.end) in listed
        and not _is_known(words, each)
        and words.text[each.start : each.end].split()[0] not in first_names()
        and words.word(words.at_start[each.start] - 1) in _JOINTS
        else each
        for each in candidates
    ]


def _as_announced(words: Words, candidate: Candidate) -> Candidate:
    index = words.at_start.get(candidate.start)
    if index is None or words.glued(index):
        return candidate
    noun = noun_before(words, index)
    owned = noun.lower().removesuffix("s").endswith(_NO_PERSONS)  # "des Konzerns Albrecht Quast"
    if candidate.label == "person" and words.texts[index] in first_names() and not owned:
        return candidate
    label = announces(noun)
    if label in {None, "location", candidate.label} or title_sex(noun) or noun.lower().endswith(_EITHER):
        return candidate
    return candidate if _is_known(words, candidate) else replace(candidate, label=str(label))


def _is_known(words: Words, candidate: Candidate) -> bool:
    """Whether a name is sure to be what it was taken for, whatever noun stands before it."""
    name = words.text[candidate.start : candidate.end]
    forms = {name, name.removesuffix("s"), name.split("-")[0]}  # "der Chemiekonzern Chinas"
    if not forms.isdisjoint(gazetteer().entries) or not forms.isdisjoint(country_codes()):
        return True
    if candidate.label == "person":
        return name.split()[-1] in surnames() or words.word(words.at_start[candidate.start] - 1).endswith("in")
    return candidate.label == "product" and any(letter.isdigit() for letter in name)


def _several(words: Words, index: int) -> bool:
    """Whether the noun is a plural, by itself or by what stands before it: "die beiden Betreiber"."""
    noun, before = words.texts[index], {words.word(index - 1).lower(), words.word(index - 2).lower()}
    return plural_noun(noun) or (noun.endswith(_MASCULINES) and not _PLURALS.isdisjoint(before))


def _announced(words: Words, index: int) -> str | None:
    """The label that the words before give to a name here."""
    if words.hyphen(index - 1) or words.glued(index) or not capitalised(words.texts[index]):
        return None
    label = announces(noun_before(words, index))
    if label:
        return label
    before = words.word(index - 1)
    if before == "namens":
        return announces(noun_before(words, index - 1)) or "organization"
    if (before, words.word(index - 2)) in _NAMED and words.texts[index] not in surnames():
        return "organization"
    return None


def _name(words: Words, index: int, label: str) -> Candidate | None:
    """The name that begins at the word."""
    score = _first_word(words, index, label)
    if score is None:
        return None
    last = _last_word(words, index, label, sure=score >= _UNKNOWN)
    entry = gazetteer().entries.get(words.texts[index])
    if entry and entry.label != label and last == index and score != _TOWN:
        return None
    if words.texts[index] in first_names() and words.word(index + 1) in surnames():
        # "die Kanzlei Anna Huber", but "der Händler Anna Huber" may be one or the other.
        score = 0.93 if words.texts[index - 1].lower().endswith(_NO_PERSONS) else min(score, 0.4)
    if label == "organization" and words.texts[index - 1].endswith(_HALF_SURE):
        score -= 0.1
    return Candidate(words.starts[index], words.ends[last], label, score, "context")


def _first_word(words: Words, index: int, label: str) -> float | None:
    """How sure a name that begins so is; None where none can."""
    word, following = words.texts[index], words.word(index + 1)
    plain_title = title_sex(word) and (word in common_words() or word in titles() or following[0].isupper())
    if plain_title or announces(word) or word in no_acronyms() or words.hyphen(index + 1):
        if not words.hyphen(index + 1) or title_sex(word):
            return None
        tail = words.texts[words.compound_end(index)]
        return _UNKNOWN if name_like(word) or (label == "organization" and tail in _tails()) else None
    if label == "product" and word.endswith("s") and word[:-1] in surnames():
        return None  # "das Modell Hubers"
    if label == "product" and (following[0].isdigit() or following in word_set("products", "tails")):
        return _UNKNOWN
    entry = gazetteer().entries.get(word)
    if label == "organization" and entry and entry.label == "location" and entry.country is None:
        before = words.word(index - 1)
        whole = is_works(before) or (begins_names(before) and word in with_article())  # "die Bank Oberbayern"
        return _TOWN if before[0].isupper() and following != "/" and not whole else None
    if name_like(word) or (word.isupper() and len(word) > 1 and word not in common_words()):
        return _UNKNOWN
    if label == "location" or word in word_set("names_context", "no_names"):
        return None
    if following in word_set("names_context", "company_tails"):
        return _COMPOUND
    if word in common_words():
        return _APPOSED if label == "organization" and _one_phrase(words, index) else _COMMON
    return _APPOSED if label == "organization" and len(word) > 3 and not stands_bare(word) else _COMPOUND


def _tails() -> frozenset[str]:
    """Last parts of companies' names in one compound: "der Geldtransporteur Tresor-Express"."""
    return word_set("names_context", "company_tails")


def _one_phrase(words: Words, index: int) -> bool:
    """Whether all from the start of the sentence to its verb is one phrase: "Die Versicherung Rettungsring zahlt".

    What stands between its noun and the verb can then only be a name, whatever it means as a word.
    """
    if not singular_verb(words.word(index + 1)) or words.hyphen(index + 1):
        return False
    return not begins_names(words.texts[index - 1]) and opens_phrase(words, index - 1)


def opens_phrase(words: Words, index: int) -> bool:
    """Whether the noun and its article begin the sentence: "Die große Versicherung ..."."""
    first = words.compound_start(index) - 1
    while first > index - _LONGEST and _attribute(words.word(first)):
        first -= 1
    return words.word(first) in _ARTICLES and words.word(first - 1) in _OPENERS


def _attribute(word: str) -> bool:
    """ "große", "Kölner", but not "Der"."""
    return word not in _ARTICLES and word.isalpha() and word.endswith(("e", "er", "en"))


def _last_word(words: Words, index: int, label: str, *, sure: bool) -> int:
    """Where the name that begins at the word ends."""
    last = words.compound_end(index)
    if last > index and not name_like(words.texts[last]) and words.texts[last] not in _tails():
        last = index
    while last - index < _LONGEST and not words.hyphen(last + 1):
        following = words.word(last + 1)
        if following in {"&", "+"} and capitalised(words.word(last + 2)):
            last += 2
        elif words.hyphen(last + 2):
            break
        elif _goes_on(following, label, sure=sure):
            last += 1
        else:
            break
    return last


def _goes_on(word: str, label: str, *, sure: bool) -> bool:
    """Whether the word belongs to the name before it."""
    if label == "product" and (word in word_set("products", "tails") or word[0].isdigit()):
        return len(word) < 8
    if label == "location" or not capitalised(word) or word in no_acronyms() or title_sex(word):
        return False
    if label == "organization" and word in word_set("names_context", "company_tails"):
        return True
    return sure and name_like(word)


def _listed_with(words: Words, candidate: Candidate, *, several: bool) -> list[Candidate]:
    """The other names of the list behind a noun: "die Finanzinvestoren Helvia und Brekkum"."""
    found: list[Candidate] = []
    position = words.at_end[candidate.end] + 1
    while words.word(position) in _JOINTS and len(found) < _LISTED:
        first = position + 1
        word = words.word(first)
        if not capitalised(word) or word in country_codes() or title_sex(word):
            break
        if not name_like(word) and (not several or word in common_words() or stands_bare(word)):
            break
        if word in first_names() and words.word(first + 1) in surnames():
            break
        entry = gazetteer().entries.get(word)
        if (entry and entry.label != "organization") or words.hyphen(first + 1):
            break
        last = _last_word(words, first, "organization", sure=True)
        found.append(Candidate(words.starts[first], words.ends[last], "organization", 0.5, "context"))
        position = last + 1
    return found
