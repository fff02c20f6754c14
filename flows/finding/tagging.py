"""Candidate names by trained models: the shipped tagger, one that is plugged in, or both."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc

from flows.finding.candidates import Candidate
from flows.finding.plugging.load import load_tagger
from flows.finding.plugging.settings import NamesSettings

Tagger = Callable[[Doc], list[Candidate]]

_SHIPPED = "flows.finding.model.tagger"


@Language.factory("depesche_tagger", default_config={"settings": {}})
class NameTagger:
    """Leaves what the models hold for names in `doc._.candidates`; sentences must be there."""

    def __init__(self, nlp: Language, name: str, settings: dict[str, object]) -> None:
        chosen = NamesSettings.model_validate(settings)
        self._taggers: list[Tagger] = [load_tagger(chosen)] if chosen.model else []
        shipped = None if chosen.model and chosen.replace else shipped_tagger()
        self._taggers += [shipped] if shipped else []

    def __call__(self, doc: Doc) -> Doc:
        doc._.candidates = [candidate for tagger in self._taggers for candidate in tagger(doc)]
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
