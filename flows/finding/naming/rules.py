"""All rules of names together, and what they advise the trained tagger."""

from __future__ import annotations

from flows.finding.candidates import Candidate, merge_candidates
from flows.finding.naming.announced import find_announced
from flows.finding.naming.bodies import find_bodies
from flows.finding.naming.bounds import in_bounds
from flows.finding.naming.business import find_by_business
from flows.finding.naming.consistency import agree_on_labels, spread
from flows.finding.naming.derived import is_derived
from flows.finding.naming.grown import find_grown
from flows.finding.naming.houses import find_houses
from flows.finding.naming.institutions import find_institutions
from flows.finding.naming.lists import listed_names
from flows.finding.naming.lowercase import find_lowercase
from flows.finding.naming.organizations import find_by_context
from flows.finding.naming.persons import find_persons
from flows.finding.naming.products import find_products
from flows.finding.naming.shapes import find_by_shape
from flows.finding.naming.trades import find_by_trade
from flows.finding.naming.words import Words

SOURCES = frozenset(("lexicon", "context", "business", "shape"))
FLOOR = 0.5  # candidates below are no mentions by themselves

_RULES = (
    listed_names,
    find_persons,
    find_by_context,
    find_by_business,
    find_announced,
    find_lowercase,
    find_institutions,
    find_bodies,
    find_by_trade,
    find_houses,
    find_grown,
    find_products,
    find_by_shape,
)


def find_by_rules(words: Words) -> list[Candidate]:
    """What each rule finds, the unsure too; the spans overlap."""
    found = (each for rule in _RULES for each in rule(words))
    return in_bounds(words, [each for each in found if not is_derived(words, each)])


def merged(words: Words, candidates: list[Candidate]) -> list[Candidate]:
    """The sure ones that do not overlap, with their repetitions in the text."""
    kept = [each for each in merge_candidates(candidates) if each.score >= FLOOR]
    return spread(words, agree_on_labels(words, kept, candidates))


def advise(words: Words, rules: list[Candidate]) -> list[Candidate]:
    """What the rules hold for names, also where they are unsure: the tagger learnt how far to trust them."""
    unsure = (each for each in merge_candidates(rules) if each.score < FLOOR)
    return merge_candidates([*merged(words, rules), *unsure])
