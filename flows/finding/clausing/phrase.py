"""A noun phrase and what can stand between two of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from flows.finding.clausing.words import word_classes
from flows.finding.records import Amount, DateExpression, Mention

SEPARATORS = frozenset([",", ";", ":", "–", "—", "-", "(", ")", "„", "“", "”", "»", "«", '"', "…", "\n", "/", "[", "]"])


@dataclass(eq=False, slots=True)
class Chunk:
    """A noun phrase; `first` and `last` are tokens, preposition and determiner included."""

    first: int
    last: int
    kind: str  # name, noun, pronoun, amount, date
    head: int  # first token of the name, else the noun
    prep: str = ""
    det: str = ""
    noun: str = ""  # lower case: the description's noun, or the noun in front of a name
    mention: Mention | None = None
    amount: Amount | None = None
    date: DateExpression | None = None
    genitive: bool = False
    # Names inside the phrase that are not its head: "Siemens-Chef" gives (Siemens, "chef").
    modifiers: list[tuple[Mention, str]] = field(default_factory=list)
    after: Chunk | None = None  # the phrase that ends right before this one
    group: list[Chunk] = field(default_factory=list)  # coordinated names, this one included
    nouns: list[str] = field(default_factory=list)
    adjectives: list[str] = field(default_factory=list)
    quantity: int = -1  # token of a number inside the phrase
    owns_next: bool = False  # "Deutschlands" in "durch Deutschlands größten Händler X"

    @property
    def cases(self) -> frozenset[str]:
        return word_classes().cases.get(self.det, frozenset())

    @property
    def bare(self) -> bool:
        """Can this be a subject or a direct object, as far as its own words tell?"""
        return not self.prep and not self.genitive and self.kind in ("name", "noun", "pronoun")

    def members(self) -> list[Chunk]:
        return self.group or [self]
