"""From settings to a tagger: the one place that knows which kinds of models there are."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import cast

from flows.finding.plugging.settings import NamesSettings
from flows.finding.plugging.tagger import Model, PluggedTagger

# Imported when they are asked for: their packages are heavy, and most of them not installed.
_CLASSES = {
    "spacy": ("flows.finding.plugging.spacy_model", "SpacyModel"),
    "huggingface": ("flows.finding.plugging.huggingface_model", "HuggingfaceModel"),
    "gliner": ("flows.finding.plugging.gliner_model", "GlinerModel"),
}


@cache
def load_tagger(settings: NamesSettings) -> PluggedTagger:
    """The model of the settings, loaded once per process.

    Raises InputError saying what to install or to change where it can't be used.
    """
    module, name = _CLASSES[settings.kind]
    model = cast(Model, getattr(import_module(module), name)(settings))
    return PluggedTagger(model, settings)
