"""A plugged model at work: portions of the text in, candidates with our labels and exact offsets out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from spacy.tokens import Doc

from flows.errors import InputError
from flows.finding.candidates import Candidate
from flows.finding.plugging.settings import NamesSettings
from flows.finding.plugging.windows import Window, cut_windows

_AT_ONCE = 256  # portions handed over together; bounds the memory for texts of many megabytes


@dataclass(frozen=True, slots=True)
class Found:
    """A span in one portion with the model's own label."""

    start: int
    end: int
    label: str
    score: float


class Model(Protocol):
    """What a kind of model has to offer."""

    name: str  # with its version, as it stands behind the kind in `extractor`
    labels: frozenset[str] | None  # all that it can give; None where it is asked for labels
    most_words: int  # that it reads in one go

    def read(self, texts: list[str]) -> Iterable[list[Found]]:
        """The spans of each text."""


class PluggedTagger:
    """Finds names in a Doc by a model."""

    def __init__(self, model: Model, settings: NamesSettings) -> None:
        self._model = model
        self._floor = settings.floor
        self._labels = checked_labels(model, settings)
        # White space and "+" mean something in the column `extractor`.
        self.source = settings.kind + ":" + re.sub(r"[\s+]", "_", model.name)

    def __call__(self, doc: Doc) -> list[Candidate]:
        """Candidates in order of the text; offsets are code points into `doc.text`."""
        sentences = [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
        windows = list(cut_windows(doc.text, sentences, self._model.most_words))
        found: list[Candidate] = []
        for first in range(0, len(windows), _AT_ONCE):
            portion = windows[first : first + _AT_ONCE]
            texts = [doc.text[window.start : window.end] for window in portion]
            for window, spans in zip(portion, self._model.read(texts), strict=True):
                found += [each for span in spans if (each := self._candidate(doc.text, window, span))]
        return sorted(found, key=lambda each: (each.start, each.end))

    def _candidate(self, text: str, window: Window, found: Found) -> Candidate | None:
        """The span without white space around it, None where it is no name to us or the neighbour's to tell."""
        label = self._labels.get(found.label)
        if label is None or found.score < self._floor:
            return None
        words = text[window.start + found.start : window.start + found.end]
        start = window.start + found.start + len(words) - len(words.lstrip())
        end = start + len(words.strip())
        if start >= end or not window.first <= start < window.last:
            return None
        return Candidate(start, end, label, round(min(found.score, 1.0), 4), self.source)


def checked_labels(model: Model, settings: NamesSettings) -> dict[str, str | None]:
    """What each of the model's labels means to us.

    Raises InputError where the settings name a label that the model lacks, or say nothing of one that it has:
    a misspelt label would lose its names without a word.
    """
    known = settings.label_map
    if model.labels is None:
        return known
    missing = sorted({theirs for theirs, _ in settings.labels} - model.labels)
    unsaid = sorted(model.labels - set(known))
    if missing or unsaid:
        problem = f"has no label {', '.join(missing)}" if missing else f"has labels of its own: {', '.join(unsaid)}"
        raise InputError(
            f"the model {settings.model} {problem}; its labels are {', '.join(sorted(model.labels))}: "
            "say under 'names: labels:' what each of them is, or null for none"
        )
    return known
