"""GLiNER: a model that is asked for labels in plain words, by its id or in a folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from flows.errors import InputError
from flows.finding.plugging.settings import NamesSettings
from flows.finding.plugging.tagger import Found

INSTALL = "`.venv/bin/python -m pip install torch 'gliner>=0.2.20,<0.3'`"
_BATCH = 8


class GlinerModel:
    """Reads on the CPU, asking for the labels of the settings."""

    labels = None

    def __init__(self, settings: NamesSettings) -> None:
        try:
            from gliner import GLiNER
        except ImportError as error:
            raise InputError(f"names by {settings.model} need the package gliner: install it with {INSTALL}") from error
        self._questions = [theirs for theirs, _ in settings.labels]
        if not self._questions:
            raise InputError(
                "GLiNER must be told what to look for: name its labels under 'names: labels:', "
                "such as 'Unternehmen: organization'"
            )
        try:
            self._model: Any = GLiNER.from_pretrained(settings.place, map_location="cpu").eval()
        except (OSError, ValueError, RuntimeError, KeyError) as error:
            reason = str(error).strip().split("\n")[0]
            raise InputError(
                f"the GLiNER model {settings.place} can't be loaded: {reason}; name a folder with its files, "
                "or an id that can be fetched, under 'names: model:'"
            ) from error
        self._floor = settings.floor
        # Both the words it takes and the pieces that its encoder holds are bounded; the questions count too.
        self.most_words = max(20, min(int(getattr(self._model.config, "max_len", None) or 384), 384) // 2)
        self.name = re.split(r"[/\\]", settings.place.rstrip("/\\"))[-1]

    def read(self, texts: list[str]) -> Iterator[list[Found]]:
        answers = self._model.inference(texts, self._questions, flat_ner=True, threshold=self._floor, batch_size=_BATCH)
        for spans in answers:
            yield [Found(each["start"], each["end"], each["label"], float(each["score"])) for each in spans]
