"""Companies told by what they do: unknown names as subject or object of a business verb, or "from" a country."""

from __future__ import annotations

from flows.finding.candidates import Candidate
from flows.finding.naming.gazetteer import common_words, country_codes, first_names, gazetteer
from flows.finding.naming.hints import name_like, title_sex, word_set
from flows.finding.naming.words import Words, capitalised

_LONGEST = 3  # words of an unknown name
_OPENERS = frozenset("\n.!?:;–-—“”„»«\"'‘’(•*")
_JOINTS = frozenset({",", "und", "sowie", "oder", "&"})
_SCORE = {"country": 0.75, "subject": 0.62, "object": 0.62, "list": 0.55}


def find_by_business(words: Words) -> list[Candidate]:
    """Candidates for organizations; names that stand in a list with one are organizations too."""
    found: dict[tuple[int, int], str] = {}
    for index in range(len(words)):
        if not _may_begin(words, index):
            continue
        last = _run_end(words, index)
        if last is None:
            continue
        clue = _clue(words, index, last)
        if clue:
            found[index, last] = clue
            for pair in _listed_with(words, index, last):
                found.setdefault(pair, "list")
    return [
        Candidate(words.starts[first], words.ends[last], "organization", _SCORE[clue], "business")
        for (first, last), clue in sorted(found.items())
    ]


def _may_begin(words: Words, index: int) -> bool:
    word = words.texts[index]
    return _is_name(words, index) and word not in first_names() and not words.hyphen(index - 1)


def _is_name(words: Words, index: int, *, listed: bool = False) -> bool:
    """Whether the word is an unknown, capitalised one: no place, no title, no common noun.

    In a list with a company it may also end like a common noun ("Rheinstrom").
    """
    word = words.word(index)
    if not capitalised(word) or len(word) < 3 or word in common_words() or not (listed or name_like(word)):
        return False
    entry = gazetteer().entries.get(word)
    return (entry is None or entry.label == "organization") and word not in country_codes() and not title_sex(word)


def _run_end(words: Words, index: int) -> int | None:
    """The last word of the run of unknown names that begins here; none where the run is too long."""
    last = index
    while _is_name(words, last + 1):
        last += 1
        if last - index >= _LONGEST:
            return None
    return None if words.hyphen(last + 1) else last


def _clue(words: Words, first: int, last: int) -> str | None:
    """What tells that the run names a company."""
    before, after = words.word(first - 1), words.word(last + 1)
    if after == "aus" and words.word(last + 2) in country_codes() and (before in _OPENERS or before in _JOINTS):
        return "country"
    if after in word_set("names_business", "subject") and (before in _OPENERS or before in _JOINTS):
        return "subject"
    if before in word_set("names_business", "object"):
        return "object"
    return None


def _listed_with(words: Words, first: int, last: int) -> list[tuple[int, int]]:
    """The neighbours in a list: "Norvik aus Schweden, Talvane sowie Welbo"."""
    found: list[tuple[int, int]] = []
    position = last + 1
    while True:
        if words.word(position) == "aus" and words.word(position + 1) in country_codes():
            position += 2
        first_listed = position + 1
        if words.word(position) not in _JOINTS or not _is_name(words, first_listed, listed=True):
            return found
        if words.word(first_listed) in first_names() or words.hyphen(first_listed + 1):
            return found
        end = _run_end(words, first_listed) if _is_name(words, first_listed) else first_listed
        if end is None:
            return found
        found.append((first_listed, end))
        position = end + 1
