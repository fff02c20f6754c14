"""One judge per layer: gold and found records of one article in, judgements and comparisons out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flows.evaluating.judgements import Comparison, Judgement
from flows.evaluating.layers.amounts import judge_amounts
from flows.evaluating.layers.entities import judge_entities
from flows.evaluating.layers.events import judge_events
from flows.evaluating.layers.figures import judge_figures
from flows.evaluating.layers.mentions import judge_mentions
from flows.evaluating.layers.quotes import judge_quotes
from flows.evaluating.layers.relations import judge_relations
from flows.evaluating.records import Gold, Reading

Judge = Callable[[Gold, Reading], Iterator[Judgement | Comparison]]

# By annotated layer. Two of them answer for two layers of the report: quotes also judge their speakers,
# events also whether all of an event is right.
JUDGES: dict[str, Judge] = {
    "mentions": judge_mentions,
    "entities": judge_entities,
    "amounts": judge_amounts,
    "quotes": judge_quotes,
    "events": judge_events,
    "relations": judge_relations,
    "figures": judge_figures,
}
