"""Products and named events by context: "Tumorix, ein Wirkstoff", "die App „Quastra Go“", "Züge vom Typ Velix"."""

from __future__ import annotations

import re
from functools import cache

from flows.finding.candidates import Candidate
from flows.finding.lexicon import load_lexicon
from flows.finding.naming.gazetteer import common_words, country_codes, first_names, gazetteer, surnames
from flows.finding.naming.hints import announces, name_like, title_sex, word_set
from flows.finding.naming.words import Words, capitalised

_LONGEST = 4  # words of a product's name
_OPENING = frozenset('„»"“›‚')
_CLOSING = frozenset('“«"”‹‘')
_ARTICLES = frozenset(("ein", "eine", "einem", "einer", "einen"))
_NEW = frozenset(("neue", "neuen", "neuem", "neuer", "neues", "elektrische", "elektrischen"))
_DETERMINERS = frozenset(
    ("der", "die", "das", "dem", "den", "des", "beim", "zum", "vom", "im", "sein", "seine", "seinen")
)
_ADJECTIVE = re.compile(r"[a-zäöüß]{3,}(?:e|en|er|es|em)")
_LINES, _OF_LINES = (
    frozenset(("Reihe", "Serie", "Linie")),
    frozenset(("der", "die", "ihrer", "seiner", "ihre", "seine")),
)
_MEDIA = ("zeitung", "zeitschrift", "magazin", "blatt", "magazins", "blatts", "blattes")
_NEAR = 4  # words from an article to its noun


def find_products(words: Words) -> list[Candidate]:
    """Candidates for products and events."""
    found = _patterned(words)
    for index, word in enumerate(words.texts):
        if not capitalised(word) or words.hyphen(index - 1):
            continue
        for rule in (_by_type, _quoted, _by_apposition, _as_new):
            candidate = rule(words, index)
            if candidate:
                found.append(candidate)
                break
    return found


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    made = []
    for label, lexicon in (("event", "occasions"), ("product", "products")):
        patterns = [p for group in load_lexicon(lexicon)["groups"] for p in group.get("patterns", ())]
        made.append((label, re.compile(rf"(?<![\w-])(?:{'|'.join(patterns)})(?![\w-])")))
    return tuple(made)


def _patterned(words: Words) -> list[Candidate]:
    """Names that their shape gives away: "G7-Gipfel", "Boeing 737 Max"."""
    return [
        Candidate(match.start(), match.end(), label, 0.9, "context")
        for label, pattern in _patterns()
        for match in pattern.finditer(words.text)
    ]


def _by_type(words: Words, index: int) -> Candidate | None:
    """ "Züge vom Typ Velix", "des Modells Quix 3", "der Marke Brekko" (a brand that goods have), "der Reihe Quix"."""
    noun = words.word(index - 1)
    lined = (
        noun in _LINES
        and words.word(index - 2) in _OF_LINES
        and name_like(words.texts[index])
        and words.texts[index].isalpha()
    )
    if (noun not in word_set("products", "type_nouns") and not lined) or words.hyphen(index - 2):
        return None
    if words.texts[index] in common_words() and not words.word(index + 1)[0].isdigit():
        return None
    if words.texts[index] in country_codes() or title_sex(words.texts[index]):
        return None
    return _span(words, index, _end(words, index), 0.78)


def _quoted(words: Words, index: int) -> Candidate | None:
    """ "die App „Quastra Go“", "„Quix“, ein Medikament": a name in marks beside a noun of products or events."""
    if words.word(index - 1) not in _OPENING:
        return None
    last = index
    while last - index < _LONGEST and words.word(last + 1) not in _CLOSING:
        if words.word(last + 1) in "\n.,:;!?":
            return None
        last += 1
    if words.word(last + 1) not in _CLOSING:
        return None
    label = _label(words, index - 1) or _apposed(words, last + 2) or _organization(words, index, last)
    return _span(words, index, last, 0.8, label) if label else None


def _organization(words: Words, first: int, last: int) -> str | None:
    """Whether the words before the marks announce one: "die Zeitung „Le Quix“", "unter dem Namen „Quix“"."""
    noun, article = words.word(first - 2), words.word(first - 3)
    named_alone = noun.lower() in _DETERMINERS and words.word(last).lower().endswith(_media_ends())
    if named_alone and (last == words.compound_end(first)):
        return "organization"  # "das „Manager-Journal“", "beim „Oderboten“"
    if noun.lower().endswith(_MEDIA) or (noun == "Namen" and article == "dem"):
        return "organization"
    whole = all(capitalised(word) and name_like(word) for word in words.texts[first : last + 1])
    return "organization" if whole and announces(noun) == "organization" else None


@cache
def _media_ends() -> tuple[str, ...]:
    return tuple(load_lexicon("names_context")["media_ends"])


def _label(words: Words, index: int) -> str | None:
    """What the noun before a place in the text announces, if a product or an event."""
    noun = words.word(index - 1)
    if not noun[0].isalpha() or noun in word_set("names_context", "announce_nothing"):
        return None
    label = announces(noun)
    return label if label in {"product", "event"} else None


def _by_apposition(words: Words, index: int) -> Candidate | None:
    """ "Tumorix, ein Wirkstoff gegen Krebs"."""
    if not _unknown(words, index) or words.word(index - 1)[0].isupper():
        return None
    last = _end(words, index)
    label = _apposed(words, last + 1)
    return _span(words, index, last, 0.72, label) if label else None


def _apposed(words: Words, index: int) -> str | None:
    """The label of the noun in an apposition that begins with this comma."""
    if words.word(index) != "," or words.word(index + 1) not in _ARTICLES:
        return None
    for step in range(index + 2, index + 2 + _NEAR):
        word = words.word(step)
        if word[0].isupper():
            noun = words.texts[words.compound_end(step)]
            label = announces(noun) if not words.word(words.compound_end(step) + 1)[0].isupper() else None
            return label if label in {"product", "event"} else None
        if not _ADJECTIVE.fullmatch(word):
            return None
    return None


def _as_new(words: Words, index: int) -> Candidate | None:
    """ "den neuen Quix 3": things are new and take an article and a number, companies and persons seldom."""
    if words.word(index - 1) not in _NEW or words.word(index - 2) not in _DETERMINERS:
        return None
    word = words.texts[index]
    if not _unknown(words, index) or word.isupper() or word in surnames():
        return None
    last = _end(words, index)
    numbered = last > index and (words.texts[last][0].isdigit() or words.texts[last] in word_set("products", "tails"))
    return _span(words, index, last, 0.6) if numbered else None


def _unknown(words: Words, index: int) -> bool:
    """Whether the word is a capitalised one that no list has, and no compound of the language."""
    word = words.texts[index]
    if not name_like(word) or len(word) < 3 or word in first_names() or title_sex(word) or announces(word):
        return False
    return word not in gazetteer().entries and word not in country_codes()


def _end(words: Words, index: int) -> int:
    """Where a product's name ends: "Quix 3 Pro"."""
    last = words.compound_end(index)
    while last - index < _LONGEST:
        following = words.word(last + 1)
        number = following[0].isdigit() and len(following) < 5
        if number or (capitalised(following) and (name_like(following) or following in word_set("products", "tails"))):
            last += 1
        else:
            break
    return last


def _span(words: Words, first: int, last: int, score: float, label: str = "product") -> Candidate:
    return Candidate(words.starts[first], words.ends[last], label, score, "context")
