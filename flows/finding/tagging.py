"""Candidate names: by the rules, by the shipped tagger that they advise, and by a model that is plugged in."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc

from flows.finding.candidates import Candidate
from flows.finding.naming.rules import advise, find_by_rules
from flows.finding.naming.words import Words
from flows.finding.plugging.load import load_tagger
from flows.finding.plugging.settings import NamesSettings
from flows.finding.tokens import tokens_of

Tagger = Callable[[Doc, list[Candidate]], list[Candidate]]  # reads what the rules advise

_SHIPPED = "flows.finding.model.tagger"
_TAKEN_UP = 0.7  # of rules less sure than this, the shipped tagger has taken up what is worth it


@Language.factory("depesche_tagger", default_config={"settings": {}})
class NameTagger:
    """Leaves what rules and models hold for names in `doc._.candidates`; sentences must be there."""

    def __init__(self, nlp: Language, name: str, settings: dict[str, object]) -> None:
        chosen = NamesSettings.model_validate(settings)
        self._plugged = load_tagger(chosen) if chosen.model else None
        self._shipped = None if chosen.model and chosen.replace else shipped_tagger()

    def __call__(self, doc: Doc) -> Doc:
        words = Words(tokens_of(doc).text)
        rules = find_by_rules(words)
        found = self._plugged(doc) if self._plugged else []
        if self._shipped:
            found = [*found, *self._shipped(doc, advise(words, rules))]
            rules = [each for each in rules if each.score >= _TAKEN_UP]
        doc._.candidates = [*rules, *found]
        return doc


@cache
def shipped_tagger() -> Tagger | None:
    """The project's own tagger, if it has one (it does without while a new one is trained)."""
    try:
        return cast(Tagger, import_module(_SHIPPED).tag_names)
    except ModuleNotFoundError as missing:
        if missing.name is None or not _SHIPPED.startswith(missing.name):
            raise
        return None
