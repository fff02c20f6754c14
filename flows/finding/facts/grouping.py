"""Which mentions of an article name one thing, told roughly: resolving does it for good."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from flows.finding.records import Mention

_WORD = re.compile(r"\w+")
_LEGAL = frozenset(
    ["ag", "se", "gmbh", "kg", "kgaa", "co", "inc", "corp", "ltd", "plc", "spa", "sa", "nv", "bv", "ab", "asa", "oyj"]
)


def group_mentions(mentions: Sequence[Mention]) -> list[int]:
    """A group's number per mention: legal forms apart, with surnames and short forms that fit one name only."""
    keys = [_key(mention) for mention in mentions]
    fuller: dict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
    for mention, key in zip(mentions, keys, strict=True):
        if len(key) > 1 and mention.label == "person":
            fuller[mention.label, key[-1]].add(key)
        elif len(key) > 1 and mention.label == "organization":
            fuller[mention.label, key[0]].add(key)
    numbers: dict[tuple[str, tuple[str, ...]], int] = {}
    groups = []
    for mention, key in zip(mentions, keys, strict=True):
        options = fuller.get((mention.label, key[0]), set()) if len(key) == 1 else set()
        chosen = next(iter(options)) if len(options) == 1 else key
        groups.append(numbers.setdefault((mention.label, chosen), len(numbers)))
    return groups


def _key(mention: Mention) -> tuple[str, ...]:
    words = _WORD.findall(mention.name.lower())
    kept = tuple(word for word in words if word not in _LEGAL)
    return kept or tuple(words) or (mention.name,)
