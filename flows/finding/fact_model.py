"""Facts by the trained model: it weighs what the rules found and finds what they miss."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from flows.finding.facts.advice import RuleAdvice
from flows.finding.facts.combining import combine_events, combine_figures, combine_relations
from flows.finding.facts.decoding import read_facts
from flows.finding.facts.details import Details
from flows.finding.facts.network import FactNetwork
from flows.finding.facts.records import (
    events_of,
    figures_of,
    heard_of,
    is_event,
    is_figure,
    is_speech,
    is_subject,
    relations_of,
    with_speakers,
)
from flows.finding.facts.scene import read_scene
from flows.finding.facts.settling import settle_events

_FOLDER = Path(__file__).parent
_WEIGHTS = _FOLDER / "facts" / "weights" / "network.npz"


@cache
def load_network() -> FactNetwork | None:
    """The shipped weights, read once per process; None while new ones are trained."""
    return FactNetwork(_WEIGHTS, _FOLDER / "model" / "weights") if _WEIGHTS.exists() else None


@Language.component("depesche_facts")
def depesche_facts(doc: Doc) -> Doc:
    """Events, relations, figures and speakers anew; those of the rules must be there."""
    network = load_network()
    if network is None or not doc._.mentions:
        return doc
    scene = read_scene(doc)
    advice = RuleAdvice(doc, scene)
    facts = read_facts(network, doc, scene, advice)
    details = Details(doc)
    told = [fact for fact in facts if is_event(fact)]
    events = [event for fact in told for event in events_of(fact, scene, details)]
    heard = heard_of(told, scene)
    figures = [figure for fact in facts if is_figure(fact) for figure in figures_of(fact, scene)]
    relations = [relation for fact in facts if is_subject(fact) for relation in relations_of(fact, scene)]
    doc._.events = settle_events(combine_events(doc._.events, events, heard, advice.entity_of), advice.entity_of)
    doc._.figures = combine_figures(doc._.figures, figures, advice.entity_of)
    doc._.relations = combine_relations(doc._.relations, relations, advice.entity_of)
    doc._.quotes = with_speakers([fact for fact in facts if is_speech(fact)], scene, doc._.quotes)
    return doc
