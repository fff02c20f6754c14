"""A token classifier of Hugging Face's `transformers`, by its id or in a folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from flows.errors import InputError
from flows.finding.plugging.settings import NamesSettings
from flows.finding.plugging.tagger import Found

INSTALL = "`.venv/bin/python -m pip install torch 'transformers>=5,<6'`"
_BATCH = 8
_OUTSIDE = "O"


class HuggingfaceModel:
    """Reads on the CPU; a word split into pieces gets the label of its surest piece."""

    # Half of what most encoders hold, since German words are cut into two pieces on average; what is
    # still too long is read in overlapping portions by the library.
    most_words = 220

    def __init__(self, settings: NamesSettings) -> None:
        try:
            import torch
            import transformers
        except ImportError as error:
            raise InputError(
                f"names by {settings.model} need the packages torch and transformers: install them with {INSTALL}"
            ) from error
        transformers.logging.set_verbosity_error()
        try:
            tokenizer = transformers.AutoTokenizer.from_pretrained(settings.place)
            model = transformers.AutoModelForTokenClassification.from_pretrained(settings.place)
        except (OSError, ValueError, ImportError, KeyError) as error:
            reason = str(error).strip().split("\n")[0]
            raise InputError(
                f"the token classifier {settings.place} can't be loaded: {reason}; name a folder with its files, "
                "or an id that can be fetched, under 'names: model:'"
            ) from error
        if not tokenizer.is_fast:
            raise InputError(f"the token classifier {settings.place} has no fast tokenizer, so its offsets are unknown")
        # Some tokenizers do not know how much their model holds; two positions are reserved by some encoders.
        positions = getattr(model.config, "max_position_embeddings", None) or 512
        tokenizer.model_max_length = min(tokenizer.model_max_length, positions - 2)
        self._read: Any = transformers.pipeline(
            "token-classification",
            model=model.eval(),
            tokenizer=tokenizer,
            aggregation_strategy="max",
            stride=tokenizer.model_max_length // 4,
            device=torch.device("cpu"),
        )
        tags = map(str, model.config.id2label.values())
        self.labels: frozenset[str] = frozenset(re.sub(r"^[BIESLU]-", "", tag) for tag in tags if tag != _OUTSIDE)
        commit = getattr(model.config, "_commit_hash", None)
        name = settings.place.rstrip("/").split("/")[-1]
        self.name = f"{name}@{commit[:8]}" if commit else name

    def read(self, texts: list[str]) -> Iterator[list[Found]]:
        for spans in self._read(texts, batch_size=_BATCH):
            yield [Found(each["start"], each["end"], each["entity_group"], float(each["score"])) for each in spans]
