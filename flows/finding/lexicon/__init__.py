"""Word lists as data: each `*.yml` here is one finder's vocabulary, its entries with examples that tests run."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import yaml

FRAME_FILES = ("events", "events_incidents", "events_idioms", "events_deals")  # where frames of events are declared


@cache
def load_lexicon(name: str) -> Any:
    """The parsed content of `lexicon/<name>.yml`; do not change it, it is shared.

    Raises FileNotFoundError for a name that is not shipped.
    """
    text = resources.files(__name__).joinpath(f"{name}.yml").read_text("utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
