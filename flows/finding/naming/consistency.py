"""Consistency over the article: what is named in full once is known when it comes back short."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

from flows.finding.candidates import Candidate, merge_candidates
from flows.finding.naming.gazetteer import common_words, country_codes, first_names, gazetteer
from flows.finding.naming.hints import announces, name_like, no_acronyms, word_set
from flows.finding.naming.lowercase import coined
from flows.finding.naming.words import Words, capitalised, split_name

_SPREAD = 0.75
_SHORTEST = 4  # letters of names in small letters
_DETERMINERS = frozenset(
    (
        "der",
        "die",
        "das",
        "den",
        "dem",
        "des",
        "ein",
        "eine",
        "einen",
        "einem",
        "einer",
        "kein",
        "keine",
        "zum",
        "zur",
        "im",
        "am",
    )
)


_COPULAS = frozenset(("ist", "sind", "war", "waren", "bleibt", "bleiben", "wird", "werden", "sein", "zu", "so", "und"))

# What a source's word on the kind of thing weighs: rules of context say it outright ("Quastra-Chef").
_WEIGHT = {"context": 1.5, "business": 1.5}
_MAJORITY = 1.25  # times the evidence of the second label


def agree_on_labels(words: Words, kept: list[Candidate], candidates: list[Candidate]) -> list[Candidate]:
    """The kept candidates, each unknown name with the one label that all its places speak for.

    Names that the gazetteers know keep what they are: "Köln" may be the city here and the club there.
    """
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for each in candidates:
        votes[words.text[each.start : each.end]][each.label] += each.score * _WEIGHT.get(each.source, 1.0)
    agreed = []
    for each in kept:
        name = words.text[each.start : each.end]
        (label, most), *others = sorted(votes[name].items(), key=lambda vote: (-vote[1], vote[0]))
        known = name in gazetteer().entries or name in country_codes()
        sure = not others or most >= _MAJORITY * others[0][1]
        agreed.append(replace(each, label=label) if sure and not known else each)
    return agreed


def spread(words: Words, kept: list[Candidate]) -> list[Candidate]:
    """The candidates and those that repeat them whole, by surname or by short form."""
    known = _known_forms(words, kept)
    if not known:
        return kept
    taken = {offset for each in kept for offset in range(each.start, each.end)}
    repeats = [each for each in _repeats(words, known) if taken.isdisjoint(range(each.start, each.end))]
    return merge_candidates([*kept, *repeats])


def _known_forms(words: Words, kept: list[Candidate]) -> dict[str, dict[tuple[str, ...], str]]:
    """First word → word sequences that name something here → their most frequent label."""
    votes: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for each in kept:
        surface = words.text[each.start : each.end]
        for form in _forms(split_name(surface), each.label):
            votes[form][each.label] += 1
    known: dict[str, dict[tuple[str, ...], str]] = defaultdict(dict)
    for form, labels in votes.items():
        label = max(sorted(labels), key=lambda one: labels[one])
        known[form[0]][form] = label
        if len(form[-1]) > 2 and not form[-1].endswith("s"):
            known[form[0] if len(form) > 1 else form[0] + "s"].setdefault((*form[:-1], form[-1] + "s"), label)
    return known


def _forms(words: list[str], label: str) -> list[tuple[str, ...]]:
    """The word sequences by which the name may come back."""
    small = label == "organization" and words[0].islower() and len(words[0]) > _SHORTEST  # "sorglos", once announced
    forms = [tuple(words)] if len(words) > 1 or _distinct(words[0]) or coined(words[0]) or small else []
    if len(words) < 2:
        return forms
    if label == "person":
        if words[-1] not in country_codes() and len(words[-1]) > 2 and words[-1][0].isupper():
            forms.append((words[-1],))
        if "-" in words[-3:]:
            forms.append(tuple(words[-3:]))
    elif label == "organization":
        legal = word_set("legal_forms", "forms")
        short = list(words)
        while short and (short[-1] in legal or short[-1] in {"&", "+"}):
            short.pop()
        if short and short != words and (len(short) > 1 or _distinct(short[0])):
            forms.append(tuple(short))
        if len(short) > 1 and _distinct(short[0]) and name_like(short[0]) and not _opens_many(short[0]):
            listed = gazetteer().entries.get(short[0])
            if listed is None or listed.label == "organization":
                forms.append((short[0],))
    return forms


def _opens_many(word: str) -> bool:
    """Whether names of many organizations begin with the word ("FC", "Universität", "Maria")."""
    return word in word_set("names_context", "heads") or word in first_names() or announces(word) is not None


def _distinct(word: str) -> bool:
    return len(word) > 1 and capitalised(word) and word not in common_words() and word not in no_acronyms()


def _repeats(words: Words, known: dict[str, dict[tuple[str, ...], str]]) -> list[Candidate]:
    found = []
    # Many forms may begin alike ("Michael"), but few lengths: a look-up per length, not per form.
    lengths = {first: sorted({len(form) for form in forms}, reverse=True) for first, forms in known.items()}
    for index, word in enumerate(words.texts):
        forms = known.get(word)
        if not forms or words.hyphen(index - 1):
            continue
        runs = (tuple(words.texts[index : index + length]) for length in lengths[word])
        form = next((run for run in runs if run in forms), None)
        if form and not (len(form) == 1 and (_common_here(words, index) or _adjective_here(words, index))):
            last = index + len(form) - 1
            found.append(Candidate(words.starts[index], words.ends[last], forms[form], _SPREAD, "article"))
    return found


def _adjective_here(words: Words, index: int) -> bool:
    """Whether a name in small letters is the adjective here: "ist zahlbar"."""
    word = words.texts[index]
    if not word.islower() or coined(word):
        return False
    beside = {words.word(index - 1), words.word(index + 1)}
    return not beside.isdisjoint(_COPULAS) or words.word(index + 1)[0].isupper()


def _common_here(words: Words, index: int) -> bool:
    """Whether a surname that is also a word is the word here ("der Koch", "Klein ist")."""
    word, before = words.texts[index], words.word(index - 1)
    if word not in common_words():
        return False
    return before.lower() in _DETERMINERS or (before[0].islower() and before.endswith(("en", "er", "es", "em")))
