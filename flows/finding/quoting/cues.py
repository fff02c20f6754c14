"""Verbs of saying and thinking in all their forms, and the first subjunctive."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from flows.finding.clausing.verbs import conjugate
from flows.finding.lexicon import load_lexicon

_PREFIXES = (
    "be|ver|er|ent|emp|zer|ge|miss|über|unter|wider|hinter|ab|an|auf|aus|bei|dar|durch|ein|fort|frei|her|heraus|hervor|"
    "hin|hinaus|mit|nach|nieder|statt|teil|um|voraus|vor|weg|weiter|wieder|zu|zurück|zusammen|bereit|fest|bekannt|kennen"
)
_INSEPARABLE = ("be", "ver", "er", "ent", "emp", "zer", "miss", "über", "unter", "wider", "hinter")
_PREFIX = re.compile(rf"(?:{_PREFIXES})?(?:{_PREFIXES})?")


@dataclass(frozen=True, slots=True)
class Cue:
    """One reading of a form of a verb of saying; `particle` must stand at the end of its clause."""

    verb: str
    takes: frozenset[str]  # said, that, to, judging
    kind: str  # finite, participle, infinitive
    particle: str | None = None


@cache
def cue_forms() -> dict[str, tuple[Cue, ...]]:
    """Every written form (lower case) of the lexicon's verbs.

    >>> [cue.particle for cue in cue_forms()["kündigte"]], cue_forms()["mitgeteilt"][0].kind
    (['an'], 'participle')
    """
    lexicon = load_lexicon("speech")
    also_to = frozenset(lexicon["also_to"].split())
    judging = _verbs(lexicon["judging"])
    takes: dict[str, set[str]] = defaultdict(set)
    parts: dict[str, Any] = {}
    for entry in lexicon["verbs"]:
        for verb, forms in _verbs(entry).items():
            takes[verb].update(entry["takes"])
            parts[verb] = forms
    for verb, forms in judging.items():
        takes[verb].add("judging")
        parts[verb] = forms
    index: dict[str, dict[Cue, None]] = defaultdict(dict)
    for verb, governed in takes.items():
        _add_forms(index, verb, frozenset(governed | ({"to"} if verb in also_to else set())), parts[verb])
    return {form: tuple(cues) for form, cues in index.items()}


def _verbs(entry: dict[str, Any]) -> dict[str, list[str] | None]:
    verbs: dict[str, list[str] | None] = dict.fromkeys(entry["weak"].split())
    strong: dict[str, list[str] | None] = entry.get("strong", {})
    return verbs | strong


def verb_forms(verb: str, parts: list[str] | None) -> dict[str, set[str]]:
    """Written forms by kind; `parts` are those of a strong verb without its separable prefix.

    >>> sorted(verb_forms("bekannt|geben", ["gibt", "gab", "gegeben"])["participle"])
    ['bekanntgegeben']
    """
    if parts is None:
        return conjugate(verb)
    particle, _, base = verb.rpartition("|")
    present, past, participle = parts
    return {
        "present": {present, base},
        "past": {past, past + ("n" if past.endswith("e") else "en")},
        "subjunctive": {base.removesuffix("n").removesuffix("e") + "e"},
        "participle": {particle + participle},
        "infinitive": {particle + base},
        "zu_infinitive": {particle + "zu" + base} if particle else set(),
    }


def in_switzerland(words: Iterable[str]) -> frozenset[str]:
    """The words, and how they are written without "ß".

    >>> sorted(in_switzerland(["ließ", "sagte"]))
    ['liess', 'ließ', 'sagte']
    """
    return frozenset(form for word in words for form in (word, word.replace("ß", "ss")))


def _add_forms(index: dict[str, dict[Cue, None]], verb: str, takes: frozenset[str], parts: list[str] | None) -> None:
    particle = verb.rpartition("|")[0] or None
    for kind, forms in verb_forms(verb, parts).items():
        for form in in_switzerland(forms):
            if kind in ("present", "past", "subjunctive"):
                index[form][Cue(verb, takes, "finite", particle)] = None
                if particle:  # fused at the end of a clause: "wie er mitteilte"
                    index[particle + form][Cue(verb, takes, "finite")] = None
            else:
                reading = "infinitive" if kind.endswith("infinitive") else kind
                index[form].setdefault(Cue(verb, takes, reading))


@cache
def _subjunctives() -> dict[str, frozenset[str]]:
    lexicon = load_lexicon("konjunktiv")
    stems = (verb.removesuffix("n").removesuffix("e") for verb in lexicon["verbs"]["words"].split())
    return {
        "closed": frozenset(lexicon["closed"]["words"].split()),
        "second": frozenset(lexicon["second"]["words"].split()),
        "governed": frozenset(lexicon["governed"]["words"].split()),
        "never": frozenset(lexicon["never"]["words"].split()),
        "stems": frozenset(stem + "e" for stem in stems),
    }


@cache
def is_first_subjunctive(word: str) -> bool:
    """Can the word be nothing but a reporting subjunctive, or is at least its verb's stem known?

    >>> [is_first_subjunctive(word) for word in ("sei", "funktioniere", "bestehe", "große")]
    [True, True, True, False]
    """
    forms = _subjunctives()
    if word in forms["closed"]:
        return True
    if not word.endswith("e") or not word.islower() or len(word) < 3 or word in forms["never"]:
        return False
    if word.endswith("iere") and len(word) > 6:
        return True
    return any(word[match_end:] in forms["stems"] for match_end in _prefix_ends(word))


def _prefix_ends(word: str) -> list[int]:
    """Where the verb can begin: at the start, and after one or two prefixes."""
    ends = [0]
    for end in range(2, min(len(word) - 2, 14)):
        if _PREFIX.fullmatch(word, 0, end):
            ends.append(end)
    return ends


def is_closed_subjunctive(word: str) -> bool:
    """Forms of the auxiliaries and modals, which look like no other word ("sei", "habe")."""
    return word in _subjunctives()["closed"]


@cache
def is_second_subjunctive(word: str) -> bool:
    """ "wäre", "hätten", "bekäme": reports only where something else says so."""
    forms = _subjunctives()["second"]
    return word in forms or (word.islower() and any(word[end:] in forms for end in _prefix_ends(word)))


def is_governed_subjunctive(word: str) -> bool:
    """ "könnte", "sollten": reports only under a word of saying."""
    return is_second_subjunctive(word) or word in _subjunctives()["governed"]


@cache
def words_of_group(group: str) -> frozenset[str]:
    """A word list of the quotes' lexicon."""
    return frozenset(load_lexicon("quotes")[group]["words"])


@cache
def closed_class(name: str) -> frozenset[str]:
    """A closed word class, lower case."""
    return in_switzerland(load_lexicon("quotes_words")[name].split())


@cache
def is_strong_past(word: str) -> bool:
    """A past of a strong verb; of one with a prefix the singular only, its plural is also a participle.

    >>> [is_strong_past(word) for word in ("stand", "standen", "entstand", "entstanden", "Stand")]
    [True, True, True, False, False]
    """
    pasts = closed_class("strong_pasts")
    prefixed = any(word.startswith(prefix) and word[len(prefix) :] in pasts for prefix in _INSEPARABLE)
    return word.islower() and (prefixed or word in pasts or word.removesuffix("en") in pasts)


@cache
def is_finite_cue(word: str) -> bool:
    """A finite form of a verb of saying in small letters."""
    return word.islower() and any(cue.kind == "finite" for cue in cue_forms().get(word, ()))
