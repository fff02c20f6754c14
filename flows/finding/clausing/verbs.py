"""German verb forms from infinitives, and the index from a form back to its verbs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from flows.finding.lexicon import load_lexicon

_INSEPARABLE = ("durch", "be", "ver", "er", "ent", "emp", "zer", "ge", "miss", "über", "unter", "wider", "hinter")
# Prefixes that a strong verb may carry and still keep its principal parts.
_PREFIXES = frozenset(_INSEPARABLE)

# Forms of the verbs that mark tense, mood and voice; everything else is built by rule.
WERDEN = frozenset(["wird", "werden", "wurde", "wurden", "werde", "würde", "würden"])
HABEN = frozenset(["hat", "haben", "hatte", "hatten", "habe", "hätte", "hätten"])
SEIN = frozenset(["ist", "sind", "war", "waren", "sei", "seien", "wäre", "wären"])
MODALS = frozenset(
    [
        "will",
        "wollen",
        "wollte",
        "wollten",
        "wolle",
        "soll",
        "sollen",
        "sollte",
        "sollten",
        "solle",
        "kann",
        "können",
        "konnte",
        "konnten",
        "könne",
        "könnte",
        "könnten",
        "muss",
        "müssen",
        "musste",
        "mussten",
        "müsse",
        "müsste",
        "müssten",
        "darf",
        "dürfen",
        "durfte",
        "durften",
        "dürfe",
        "dürfte",
        "dürften",
        "möchte",
        "möchten",
        "mag",
        "mögen",
    ]
)
AUXILIARIES = WERDEN | HABEN | SEIN | MODALS


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One reading of a written form: `particle` is the prefix that must stand at the clause's end."""

    verb: str  # infinitive with its separable prefix marked: "an|kündigen"
    kind: str  # present, past, participle, infinitive, zu_infinitive, subjunctive, attribute
    particle: str | None = None


def conjugate(verb: str) -> dict[str, set[str]]:
    """The written forms of a verb by kind; separable prefixes are marked by "|".

    >>> sorted(conjugate("übernehmen")["past"]), sorted(conjugate("auf|kaufen")["participle"])
    (['übernahm', 'übernahmen'], ['aufgekauft'])
    >>> sorted(conjugate("investieren")["present"]), sorted(conjugate("an|kündigen")["zu_infinitive"])
    (['investieren', 'investiert'], ['anzukündigen'])
    """
    particle, _, base = verb.rpartition("|")
    stem = base[:-2] if base.endswith("en") else base[:-1]
    third, past, participle = _principal_parts(base, stem)
    past_plural = past + ("n" if past.endswith("e") else "en")
    return {
        "present": {third, base},
        "subjunctive": {stem + "e", *([stem[:-2] + "le"] if stem.endswith("el") else [])},  # "verhandle"
        "past": {past, past_plural},
        "participle": {particle + participle},
        "infinitive": {particle + base},
        "zu_infinitive": {particle + "zu" + base} if particle else set(),
    }


def _principal_parts(base: str, stem: str) -> tuple[str, str, str]:
    for cut in range(min(7, max(1, len(base) - 3))):
        parts = _strong().get(base[cut:])
        if parts and (cut == 0 or base[:cut] in _PREFIXES):
            prefix = base[:cut]
            participle = parts[2].removeprefix("ge") if prefix and base[cut:] != "geben" else parts[2]
            if prefix and base[cut:] == "geben":
                participle = "geben"
            return prefix + parts[0], prefix + parts[1], prefix + participle
    link = "e" if stem.endswith(("t", "d", "chn", "ffn", "dn", "gn", "tm")) else ""
    keeps_stem = base.startswith(_INSEPARABLE) or base.endswith("ieren")
    return stem + link + "t", stem + link + "te", ("" if keeps_stem else "ge") + stem + link + "t"


@cache
def _strong() -> dict[str, list[str]]:
    return dict(load_lexicon("events_verbs")["strong"])


def form_index(verbs: Iterable[str]) -> dict[str, tuple[VerbForm, ...]]:
    """Every written form (lower case) of the verbs, with its readings.

    >>> form_index(["an|kündigen"])["kündigte"]
    (VerbForm(verb='an|kündigen', kind='past', particle='an'),)
    """
    index: dict[str, dict[VerbForm, None]] = defaultdict(dict)
    for verb in verbs:
        particle = verb.rpartition("|")[0]
        for kind, forms in conjugate(verb).items():
            for form in forms:
                if particle and kind in ("present", "past", "subjunctive"):
                    index[form][VerbForm(verb, kind, particle)] = None
                    index[particle + form][VerbForm(verb, kind)] = None  # fused at the end of a clause
                else:
                    index[form][VerbForm(verb, kind)] = None
                if kind == "participle":
                    for ending in ("e", "er", "es", "en", "em"):
                        index[form + ending].setdefault(VerbForm(verb, "attribute"))
    return {form: tuple(readings) for form, readings in index.items()}
