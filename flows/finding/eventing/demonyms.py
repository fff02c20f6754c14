"""Companies called by where they are from: "die Spanier", "die Darmstädter"."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import cache

from flows.finding.clausing.words import Words
from flows.finding.lexicon import load_lexicon
from flows.finding.naming.gazetteer import country_adjectives, country_codes
from flows.finding.records import Mention

_REACH = 1500  # characters back to the company that is called so
_PHRASE = 5  # words of a company's phrase before and behind its name
_UMLAUTS = str.maketrans("äöü", "aou")


@cache
def countries_of() -> dict[str, str]:
    """Demonym (lower case) → ISO code, or "" for a region."""
    data = load_lexicon("demonyms")
    codes = {word: code for code, words in data["countries"].items() for word in words.split()}
    return {**dict.fromkeys(data["regions"].split(), ""), **codes}


def town_stem(word: str) -> str:
    """What a town's name and the word for its people share.

    >>> town_stem("Darmstadt") == town_stem("Darmstädter"), town_stem("München") == town_stem("Münchnern")
    (True, True)
    """
    low = word.lower().translate(_UMLAUTS)
    for ending in ("enern", "nern", "ern", "ener", "ner", "er", "en", "e"):
        if low.endswith(ending) and len(low) - len(ending) >= 3:
            low = low[: -len(ending)]
            break
    return low[:12]


class Demonyms:
    """Where a text says that its companies are from."""

    def __init__(self, words: Words, organizations: list[Mention]) -> None:
        self._by_country: dict[str, list[Mention]] = defaultdict(list)
        self._by_town: dict[str, list[Mention]] = defaultdict(list)
        for mention in organizations:
            if mention.country:
                self._by_country[mention.country].append(mention)
            self._note_phrase(words, mention)

    def _note_phrase(self, words: Words, mention: Mention) -> None:
        first, last = words.span(mention.start, mention.end)
        for at in range(first - 1, max(-1, first - 1 - _PHRASE), -1):
            word, low = words.words[at], words.lows[at]
            if low in country_adjectives():
                self._by_country[country_adjectives()[low]].append(mention)
            elif word[:1].isupper() and low.endswith("er") and at + 1 < len(words.words) and words.words[at + 1] != ",":
                self._by_town[town_stem(word)].append(mention)
            if not (word[0].isalpha() and (word[0].isupper() or low[-1] in "ernms")):
                break
        for at in range(last + 1, min(len(words.words), last + 1 + _PHRASE)):
            place = words.marks.get(at)
            if place is not None and place.mention is not None:
                if place.mention.label == "location" and words.lows[at - 1] in ("aus", "in", "("):
                    self._by_town[town_stem(place.mention.name)].append(mention)
                    code = country_codes().get(place.mention.name)
                    if code:
                        self._by_country[code].append(mention)
                break
            if words.lows[at] in (".", ",", ";"):
                break

    def is_demonym(self, noun: str) -> bool:
        return noun in countries_of() or (noun.endswith(("er", "ern")) and town_stem(noun) in self._by_town)

    def resolve(self, noun: str, before: int, exclude: frozenset[str]) -> Mention | None:
        """The company last named before an offset that the text says is from there."""
        known = self._by_country.get(countries_of().get(noun, ""), []) or self._by_town.get(town_stem(noun), [])
        starts = [mention.start for mention in known]
        for at in range(bisect_left(starts, before) - 1, -1, -1):
            mention = known[at]
            if before - mention.start > _REACH:
                break
            if mention.name not in exclude:
                return mention
        return None
