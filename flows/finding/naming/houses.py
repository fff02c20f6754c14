"""Works, houses and groups named with their noun: "Möbelwerke Hallstein", "Hotel Seeblick", "Lenninger-Gruppe"."""

from __future__ import annotations

from collections import Counter
from functools import cache

from flows.finding.candidates import Candidate
from flows.finding.lexicon import load_lexicon
from flows.finding.naming.gazetteer import common_words, country_codes, first_names, gazetteer, surnames
from flows.finding.naming.grown import grown_name
from flows.finding.naming.hints import announces, name_like, stands_bare, title_sex, word_set
from flows.finding.naming.scanning import Span, scan
from flows.finding.naming.words import Words, capitalised

_SURE, _GROUP = 0.88, 0.75  # models see the name alone
_INTRODUCES = frozenset(
    ("das", "die", "der", "dem", "den", "des", "im", "vom", "zum", "zur", "beim", "am", "ans", "ins")
)


def find_houses(words: Words) -> list[Candidate]:
    """Candidates for organizations; "die Quastra-Gruppe" is Quastra where the text says that alone, too."""
    counts = Counter(words.texts)
    joined = Counter(word for index, word in enumerate(words.texts) if words.hyphen(index + 1))
    alone = {word for word in joined if counts[word] > joined[word]}
    return scan(words, (_works, _house, _group), alone)


def _works(words: Words, index: int) -> Span | None:
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


def _house(words: Words, index: int) -> Span | None:
    """ "das Hotel Seeblick", "die Bergbahn Karwendel": what follows names the place or the sign."""
    word, name = words.texts[index], words.word(index + 1)
    if words.hyphen(index + 1) or not word.lower().endswith(_house_heads()) or not _introduced(words, index):
        return None
    if not (name[0].isupper() and name.isalpha()) or title_sex(name):
        return None
    if name in country_codes() or name in first_names():
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


def _group(words: Words, index: int) -> Span | None:
    """ "die Lenninger-Gruppe"."""
    word, last = words.texts[index], words.compound_end(index)
    if last != index + 2 or words.texts[last] not in word_set("names_context", "group_tails") or word.isupper():
        return None
    if word in gazetteer().entries or word in country_codes() or word in first_names():
        return None
    if title_sex(word) or announces(word) or not (name_like(word) or grown_name(word)):
        return None
    return index, last, _GROUP
