"""Persons by first names, titles and verbs of saying."""

from __future__ import annotations

from flows.finding.candidates import Candidate
from flows.finding.naming.gazetteer import common_words, first_names, gazetteer, surnames
from flows.finding.naming.hints import announces, name_like, title_sex, titles, word_set
from flows.finding.naming.words import Words

_MOST_FIRST_NAMES = 5
_TRADES = ("in", "er", "ist", "or", "eur", "ant", "ent")  # ends of words for what people do
_LONGEST_PLAIN = 8  # letters of a surname that is also a word


def find_persons(words: Words) -> list[Candidate]:
    """Candidates for persons, at most one per word where a name can begin."""
    found: list[Candidate] = []
    index = 0
    while index < len(words):
        candidate, last = _person_at(words, index)
        if candidate:
            found.append(candidate)
            index = last + 1
        else:
            index += 1
    return found


def _person_at(words: Words, index: int) -> tuple[Candidate | None, int]:
    word = words.texts[index]
    if not word[0].isupper() or words.hyphen(index - 1):
        return None, index
    for rule in (_by_first_name, _by_title, _known, _by_saying, _by_shape):
        last, score = rule(words, index)
        if score:
            if rule is _by_first_name and _unlisted_first_name(words, index - 1):
                return Candidate(words.starts[index - 1], words.ends[last], "person", score, "context"), last
            return Candidate(words.starts[index], words.ends[last], "person", score, "context"), last
    return None, index


def _unlisted_first_name(words: Words, index: int) -> bool:
    """Whether the word before a listed first name is one more ("Quirda Anna Huber")."""
    word = words.word(index)
    if not (word.isalpha() and len(word) > 2 and word[0].isupper() and word[1:].islower() and name_like(word)):
        return False
    if title_sex(word) or announces(word) or word in gazetteer().entries or word in surnames():
        return False
    if word.endswith(_TRADES):
        return False
    return not words.hyphen(index - 1) and not words.word(index - 1)[0].isupper()


def _by_first_name(words: Words, index: int) -> tuple[int, float]:
    """ "Elwira von Quastelhuber": a first name, more of them, particles, a surname."""
    known = first_names().get(words.texts[index])
    if words.texts[index] in word_set("names_context", "place_first"):
        return index, 0.0
    if known is None or title_sex(words.texts[index]):
        return index, 0.0
    entry = gazetteer().entries.get(words.texts[index])
    last = _first_names_end(words, index)
    surname = _surname_end(words, last + 1)
    if surname is None:
        unlisted = known[1] and entry is None and _plain_surname(words, index, last)
        return (last + 1, 0.55) if unlisted else (index, 0.0)
    listed = gazetteer().entries.get(" ".join(words.texts[index : surname + 1]))
    if listed and listed.strong and listed.label != "person":
        return index, 0.0
    tail = words.texts[surname]
    score = 0.9 if known[1] else 0.7
    if tail not in surnames() and not name_like(tail):
        score -= 0.45
    elif tail in common_words():
        score -= 0.1
    if entry and entry.strong and entry.label != "person" and last == index:
        score -= 0.3 if tail in surnames() else 0.6
    if words.texts[index] in common_words() and last == index:
        score -= 0.3
    return surname, max(score, 0.0)


def _plain_surname(words: Words, index: int, last: int) -> bool:
    """Whether a word of the language is a surname here ("Anna Rettich"): a noun cannot follow a first name so."""
    word, following = words.word(last + 1), words.word(last + 2)
    if words.texts[index] in common_words() or word in titles() or title_sex(word) or announces(word):
        return False
    if not (word[0].isupper() and word.isalpha() and word[1:].islower() and 3 <= len(word) <= _LONGEST_PLAIN):
        return False
    return not words.hyphen(last + 2) and not following[0].isupper() and word not in gazetteer().entries


def _first_names_end(words: Words, index: int) -> int:
    """The last of a run of first names and initials ("Karl-Theodor Maria N.")."""
    last = words.compound_end(index)
    for _ in range(_MOST_FIRST_NAMES):
        following = words.word(last + 1)
        initial = len(following) == 2 and following[1] == "." and following[0].isupper()
        if (following in first_names() or initial) and _surname_end(words, last + 2) is not None:
            last = words.compound_end(last + 1)
        else:
            break
    return last


def _surname_end(words: Words, index: int) -> int | None:
    """The index of the last word of a surname that begins here, particles included."""
    if words.word(index) in {"al", "el", "Al", "El"} and words.hyphen(index + 1):
        index += 2
    start = index
    while words.word(index) in word_set("titles", "particles") and index - start < 3:
        index += 1
    word = words.word(index)
    if not word[0].isupper() or len(word) < 2 or (title_sex(word) and word not in surnames()):
        return None
    if word in titles() or (word in common_words() and word not in surnames()):
        return None
    if word.endswith(".") and len(word) > 2:
        return None
    last = words.compound_end(index)
    if last > index and not all(
        words.texts[each] in surnames() or name_like(words.texts[each]) for each in range(index, last + 1, 2)
    ):
        return index  # "Merkel-Besuch": the name ends at the hyphen
    return _longer(words, last)


def _longer(words: Words, last: int) -> int:
    """The end of a surname of several words ("Collor de Quastel", "Garcia Huber")."""
    following = words.word(last + 1)
    if following in {"de", "del", "dos", "da", "zu", "van", "ibn", "bin"} and name_like(words.word(last + 2)):
        return words.compound_end(last + 2)
    if following in surnames() and name_like(following) and following not in gazetteer().entries:
        return words.compound_end(last + 1)
    return last


def _by_title(words: Words, index: int) -> tuple[int, float]:
    """ "Finanzchefin Quastelhuber", "Herr Muster", "Dr. Q. Muster"."""
    before = words.word(index - 1)
    if title_sex(before) is None:
        return index, 0.0
    word = words.texts[index]
    if word in common_words() and word not in surnames():
        return index, 0.0
    if title_sex(word) or (word in gazetteer().entries and gazetteer().entries[word].strong):
        return index, 0.0
    address = before in {"Herr", "Herrn", "Frau", "Dr.", "Prof.", "Dr", "Prof"}
    if word in common_words() and not address and not (word in surnames() and word[:-1] not in common_words()):
        return index, 0.0
    if (not name_like(word) and word not in surnames()) or (word.isupper() and len(word) < 4):
        return index, 0.0
    last = words.compound_end(index)
    steps = 0
    while steps < 3:
        following = words.word(last + 1)
        particle = following in word_set("titles", "particles") and words.word(last + 2)[0].isupper()
        if particle and (
            words.word(last + 2) in common_words() or (following in {"der", "von", "den", "in"} and last == index)
        ):
            break
        if following[0].isupper() and len(following) > 1 and (name_like(following) or following in surnames()):
            last = words.compound_end(last + 1)
        elif particle:
            last += 2
        else:
            break
        steps += 1
    if last == index and words.hyphen(index + 1):
        return index, 0.0
    score = 0.8 if address or last > index else 0.65
    if word in surnames():
        score += 0.1
    return last, score


def _by_saying(words: Words, index: int) -> tuple[int, float]:
    """ "sagte Quastelhuber": a surname beside a verb of saying."""
    word = words.texts[index]
    if word not in surnames() or word in common_words() or word in gazetteer().entries or word in first_names():
        return index, 0.0
    if words.hyphen(index + 1):
        return index, 0.0
    saying = word_set("titles", "saying")
    if words.word(index - 1) in saying or words.word(index + 1) in saying:
        return index, 0.55
    return index, 0.0


def _known(words: Words, index: int) -> tuple[int, float]:
    """ "Beckenbauer", also in the genitive."""
    word = words.texts[index]
    known = word_set("names_persons", "known")
    if (word not in known and word.removesuffix("s") not in known) or words.hyphen(index + 1):
        return index, 0.0
    if words.word(index + 1)[0].isupper() or words.word(index - 1) in {"&", "+"}:
        return index, 0.4
    return index, 0.75


def _by_shape(words: Words, index: int) -> tuple[int, float]:
    """Two words that are no common ones, the second a surname: "Quirda Huber"."""
    word, following = words.texts[index], words.word(index + 1)
    if (
        title_sex(word)
        or announces(word)
        or not (word.isalpha() and word[1:].islower() and name_like(word))
        or following not in surnames()
    ):
        return index, 0.0
    if (
        following in titles()
        or following in common_words()
        or words.word(index + 2)[0].isupper()
        or words.hyphen(index + 2)
    ):
        return index, 0.0
    known = gazetteer().entries
    if word in known or following in known or words.word(index - 1)[0].isupper():
        return index, 0.0
    return index + 1, 0.55
