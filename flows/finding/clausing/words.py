"""The words of a document with what other finders marked in it, and the closed word classes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from flows.finding.clausing.verbs import AUXILIARIES, VerbForm, form_index
from flows.finding.lexicon import FRAME_FILES, load_lexicon
from flows.finding.records import Amount, DateExpression, Mention
from flows.finding.tokens import tokens_of


@dataclass(frozen=True, slots=True)
class WordClasses:
    prepositions: frozenset[str]
    contracted: dict[str, tuple[str, str]]
    cases: dict[str, frozenset[str]]  # determiner: the cases it can mark
    pronouns: frozenset[str]
    relatives: frozenset[str]
    subordinators: frozenset[str]
    infinitive_openers: frozenset[str]
    conjunctions: frozenset[str]
    adverbs: frozenset[str]
    bodies: frozenset[str]
    numerals: frozenset[str]
    qualifiers: frozenset[str]  # between a preposition and its number: they end no phrase
    states: frozenset[str]  # "das Emirat Katar" is nobody's


@cache
def word_classes() -> WordClasses:
    data = load_lexicon("events_words")
    cases: dict[str, set[str]] = {}
    for case, words in data["determiners"].items():
        for word in words.split():
            cases.setdefault(word, set()).add(case)
    return WordClasses(
        frozenset(data["prepositions"].split()),
        {word: (full.split()[0], full.split()[1]) for word, full in data["contracted"].items()},
        {word: frozenset(marked) for word, marked in cases.items()},
        *(
            frozenset(data[name].split())
            for name in (
                "pronouns",
                "relatives",
                "subordinators",
                "infinitive_openers",
                "conjunctions",
                "adverbs",
                "bodies",
                "numerals",
                "qualifiers",
                "states",
            )
        ),
    )


@dataclass(frozen=True, slots=True)
class Mark:
    """A mention, amount or date on its tokens; `tail` is what a compound adds ("Siemens-Chef": "chef")."""

    last: int
    tail: str = ""
    genitive: bool = False
    mention: Mention | None = None
    amount: Amount | None = None
    date: DateExpression | None = None
    others: tuple[Mention, ...] = ()  # names in front in the same word: "A-B-Fusion" is marked with B


class Words:
    """A Doc as parallel lists, so that grammar code never touches spaCy tokens in its loops."""

    def __init__(self, doc: Doc) -> None:
        tokens = tokens_of(doc)
        self.text, self.words, self.starts = tokens.text, tokens.words, tokens.starts
        self.lows = [word.lower() for word in self.words]
        self.ends = [start + len(word) for start, word in zip(self.starts, self.words, strict=True)]
        # "Wert" alone means the value on the exchange only in a text about that.
        self.about_market = any(
            low.startswith(("börsenwert", "marktkapitalisierung", "börsennotiert")) for low in self.lows
        )
        self.marks: dict[int, Mark] = {}
        # Later marks win: a name inside a date or an amount is rarer than the reverse.
        for date in doc._.dates:
            first, last = self.span(date.start, date.end)
            self.marks[first] = Mark(last, date=date)
        for mention in doc._.mentions:
            self._mark_mention(mention)
        for amount in doc._.amounts:
            first, last = self.span(amount.start, amount.end)
            self.marks[first] = Mark(last, amount=amount)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """First and last token that a span of characters touches."""
        return max(0, bisect_right(self.starts, start) - 1), max(0, bisect_left(self.starts, end) - 1)

    def _mark_mention(self, mention: Mention) -> None:
        first, last = self.span(mention.start, mention.end)
        tail = self.text[mention.end : self.ends[last]]
        surface = self.text[mention.start : mention.end]
        genitive = tail in ("s", "'", "’") or (
            surface.endswith("s") and (mention.name == surface[:-1] or not mention.name.endswith("s"))
        )
        if last + 1 < len(self.words) and self.words[last + 1] in ("'", "’") and surface.endswith(("s", "x", "z", "ß")):
            genitive = True
        tail = tail[1:].lower() if tail[:1] in "-–" and len(tail) > 2 else ""
        known = self.marks.get(first)
        others = (*known.others, known.mention) if known is not None and known.mention is not None else ()
        if others and not tail:
            return  # "A-Chef", read as a name of its own besides A
        self.marks[first] = Mark(last, tail=tail, genitive=genitive and not tail, mention=mention, others=others)


def finite_forms(index: dict[str, tuple[VerbForm, ...]]) -> frozenset[str]:
    """Written forms that can be a clause's finite verb."""
    finite = {
        form
        for form, readings in index.items()
        if any(reading.kind in ("present", "past", "subjunctive") for reading in readings)
    }
    return frozenset((finite | AUXILIARIES) - {"sein", "werden", "haben"}) | {"haben", "werden"}


@cache
def verb_forms() -> dict[str, tuple[VerbForm, ...]]:
    """The index of all verbs the event lexicon names, carriers of events and others."""
    verbs = dict.fromkeys(load_lexicon("events_verbs")["common"])
    for frame in (frame for name in FRAME_FILES for frame in load_lexicon(name)):
        for group in ("verbs", "with_verbs", "support"):
            verbs.update(dict.fromkeys(frame.get(group, ())))
        for group in frame.get("subject_by_verb", {}).values():
            verbs.update(dict.fromkeys(group))
    for group in load_lexicon("status")["support"].values():
        verbs.update(dict.fromkeys(group))
    for change in load_lexicon("events_leadership"):
        verbs.update(dict.fromkeys(change.get("verbs", ())))
    for addition in load_lexicon("events_elaborations"):
        verbs.update(dict.fromkeys(addition.get("verbs", ())))
    verbs.update(dict.fromkeys(load_lexicon("relations")["verbs"]))
    figures = load_lexicon("figures")
    verbs.update(dict.fromkeys([*figures["level_verbs"].split(), *figures["staff_verbs"], *figures["debt_blockers"]]))
    return form_index(verb for verb in verbs if verb.endswith("n"))


@cache
def finite_words() -> frozenset[str]:
    return finite_forms(verb_forms())


@cache
def speaking_verbs() -> frozenset[str]:
    """Infinitives of the verbs of saying, separable prefixes marked."""
    entries = load_lexicon("speech")["verbs"]
    return frozenset(verb for entry in entries for verb in (*entry.get("weak", "").split(), *entry.get("strong", ())))


@cache
def peoples() -> frozenset[str]:
    """Nouns for the people of a country ("Spanier") that are no adjectives ("Schweizer")."""
    words = " ".join(load_lexicon("demonyms")["countries"].values()).split()
    return frozenset(words) - {"schweizer", "luxemburger", "singapurer"}
