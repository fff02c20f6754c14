"""A spaCy pipeline, installed as a package or in a folder."""

from __future__ import annotations

from collections.abc import Iterator

import spacy
from spacy.language import Language

from flows.errors import InputError
from flows.finding.plugging.settings import NamesSettings
from flows.finding.plugging.tagger import Found

# What names do not need: the parser alone takes half of a pipeline's time.
_UNNEEDED = ("parser", "senter", "sentencizer")


class SpacyModel:
    """Reads with the pipeline's `ner` and other components that set `doc.ents`."""

    most_words = 2000

    def __init__(self, settings: NamesSettings) -> None:
        self._nlp = _load(settings.place)
        self._score = settings.score
        meta = self._nlp.meta
        self.name = f"{meta['lang']}_{meta['name']}-{meta['version']}"
        self.labels: frozenset[str] = frozenset(
            label
            for name in self._nlp.pipe_names
            if "doc.ents" in self._nlp.get_pipe_meta(name).assigns
            for label in self._nlp.pipe_labels.get(name, [])
        )
        if not self.labels:
            raise InputError(f"the spaCy model {settings.place} finds no names: it has no component such as 'ner'")

    def read(self, texts: list[str]) -> Iterator[list[Found]]:
        for doc in self._nlp.pipe(texts, batch_size=16):
            yield [Found(span.start_char, span.end_char, span.label_, self._score) for span in doc.ents]


def _load(place: str) -> Language:
    try:
        nlp = spacy.load(place, exclude=list(_UNNEEDED))
    except OSError as error:
        raise InputError(
            f"the spaCy model {place} is neither installed nor a folder with a pipeline: install it with "
            f"`.venv/bin/python -m spacy download {place}`, or name another under 'names: model:' ({_first(error)})"
        ) from error
    except (ImportError, ValueError) as error:
        raise InputError(f"the spaCy model {place} can't be loaded: {_first(error)}") from error
    nlp.max_length = 100_000_000  # portions are short; the limit would only get in the way
    return nlp


def _first(error: Exception) -> str:
    return str(error).strip().split("\n")[0]
