"""What finding yields: plain records whose offsets point into the text they were found in.

Finders fill them with offsets into `doc.text`; `find_records` maps those to `Article.text`.
Money and figures are `Decimal` in full units ("2,5 Mrd." is 2500000000). An open bound is None.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open code point offsets."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A named span. `name` is its normal form: nominative, without genitive s or compound tail."""

    label: str  # organization, person, location, product, event
    start: int
    end: int
    name: str
    score: float
    extractor: str  # "names.lexicon/1": finder and its version
    country: str | None = None  # ISO 3166-1 alpha-2, only where the text says it


@dataclass(frozen=True, slots=True)
class Amount:
    """An expression of money, from the number (or vague quantifier) to the currency."""

    start: int
    end: int
    currency: str  # ISO 4217
    value_min: Decimal | None
    value_max: Decimal | None
    qualifier: str  # exact, approx, at_least, at_most, range, vague


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A stretch of time that the text names. Unknown stays unknown: first and last may be None."""

    start: int
    end: int
    first_day: date | None
    last_day: date | None  # inclusive
    precision: str  # day, week, month, quarter, half, year, fiscal_year, vague
    period: str | None = None  # "2025", "2025-Q1", "2025-H1", "2025-06", "2024/25"


@dataclass(frozen=True, slots=True)
class Quote:
    """Direct (the marked text without its marks) or indirect speech."""

    kind: str  # direct, indirect
    start: int
    end: int
    cue: str | None  # the word of saying, as written
    speaker: Span | None  # name, pronoun or description next to the cue
    speaker_mention: Mention | None  # the named mention it stands for
    extractor: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Argument:
    role: str
    mention: Mention


@dataclass(frozen=True, slots=True)
class Event:
    """An event as one passage tells it; `start`/`end` are the evidence (sentence or clause)."""

    event_type: str
    status: str  # rumored, planned, announced, completed, expanded, ended, denied
    start: int
    end: int
    arguments: tuple[Argument, ...]
    score: float
    extractor: str
    amount: Amount | None = None
    count: int | None = None
    position: str | None = None
    occurred: DateExpression | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    subject: Mention
    predicate: str
    object: Mention
    start: int
    end: int
    score: float
    extractor: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A level that the text states of an organisation; a loss is a negative profit."""

    entity: Mention
    metric: str
    value_min: Decimal | None
    value_max: Decimal | None
    unit: str  # ISO 4217, people, percent
    period: str | None
    status: str  # reported, forecast, target
    start: int
    end: int
    score: float
    extractor: str


@dataclass(frozen=True, slots=True)
class Records:
    """Everything found in one article."""

    mentions: list[Mention] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
