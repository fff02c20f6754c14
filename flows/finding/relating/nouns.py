"""Which relation a noun puts its names into."""

from __future__ import annotations

from functools import cache

from flows.finding.clausing.chunks import Chunk
from flows.finding.clausing.words import Words
from flows.finding.lexicon import load_lexicon

# Noun group: predicate, and whether the noun's bearer is the object ("Mutter X": the other one is X's subsidiary).
_GROUPS = (
    ("founders", "founder_of", False),
    ("children", "subsidiary_of", False),
    ("parents", "subsidiary_of", True),
    ("owners", "shareholder_of", False),
    ("rivals", "competitor_of", False),
    ("holdings", "shareholder_of", True),
    ("products", "product_of", False),
    ("makers", "product_of", True),
)
# Labels of subject and object.
LABELS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "executive_of": (frozenset({"person"}), frozenset({"organization"})),
    "founder_of": (frozenset({"person"}), frozenset({"organization"})),
    "subsidiary_of": (frozenset({"organization"}), frozenset({"organization"})),
    "shareholder_of": (frozenset({"organization", "person", "location"}), frozenset({"organization"})),
    "competitor_of": (frozenset({"organization"}), frozenset({"organization"})),
    "product_of": (frozenset({"product"}), frozenset({"organization"})),
    "headquartered_in": (frozenset({"organization"}), frozenset({"location"})),
}


@cache
def words(group: str) -> tuple[str, ...]:
    value = load_lexicon("relations")[group]
    return tuple(value.split()) if isinstance(value, str) else tuple(value)


@cache
def noun_relation(noun: str) -> tuple[str, bool] | None:
    """The predicate a noun stands for, and whether its bearer is the object.

    >>> noun_relation("logistiktochter"), noun_relation("mutterkonzern"), noun_relation("finanzchefin")
    (('subsidiary_of', False), ('subsidiary_of', True), ('executive_of', False))
    """
    for form in _singular_forms(noun):
        if is_office(form) or form in words("whole_offices"):
            return "executive_of", False
        for group, predicate, turned in _GROUPS:
            if form.endswith(words(group)):
                return predicate, turned
    return None


def _singular_forms(noun: str) -> tuple[str, ...]:
    """The noun, and what it may be without the ending of its case ("mutterkonzerns")."""
    endings = [ending for ending in ("es", "en", "s", "n") if noun.endswith(ending)]
    return (noun, *(noun.removesuffix(ending) for ending in endings))


@cache
def is_plural(noun: str, det: str) -> bool:
    """Does the noun go with all of "A, B und C" behind it ("die Töchter A und B")?"""
    return noun.endswith(words("plurals")) and det not in ("der", "den", "dem", "des", "ein", "einen", "einem", "eines")


@cache
def first_part(noun: str) -> str:
    """What stands before the office in a compound, "" where nothing does.

    >>> first_part("kartellamtspräsident"), first_part("finanzchefin")
    ('kartellamts', '')
    """
    ends = [office for office in words("offices") if noun.endswith(office)]
    return noun.removesuffix(max(ends, key=len)) if ends else ""


@cache
def is_office(noun: str) -> bool:
    """An office whose holder is an executive, by the noun's last part."""
    return noun.endswith(words("offices")) and not noun.endswith(words("no_offices"))


def is_former(view: Words, chunk: Chunk) -> bool:
    """ "Ex-Chef", "der frühere Chef", "der künftige Chef": not who holds the office now."""
    former = words("former")
    if any(adjective in former for adjective in chunk.adjectives):
        return True
    for at in range(max(0, chunk.first - 1), chunk.last + 1):
        low = view.lows[at]
        if low in former or low.startswith(("ex-", "alt-", "ex ")):
            return True
    return False
