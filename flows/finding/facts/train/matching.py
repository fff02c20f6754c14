"""Where the things that an annotation speaks of stand in the text, and which of the candidates they are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal

from flows.finding.facts.scene import Filling, Scene, SceneSentence
from flows.finding.model.train.annotated import Gold
from flows.finding.numbers import Number
from flows.finding.records import Amount, Mention

_LEGAL = re.compile(r"\b(?:gmbh|ag|se|kg|kgaa|mbh|co|inc|corp|ltd|llc|plc|sa|spa|nv|bv|ab|asa|oyj|group|holding)\b\.?")
_OVERLAP = 0.6  # share of the longer of two quotations that both cover
_TOLERANCE = 0.005


def form_key(name: str) -> str:
    """What two forms of one name share: case, marks, legal form and a genitive s apart.

    >>> form_key("Nordwerk AG") == form_key("Nordwerks")
    True
    """
    words = re.findall(r"\w+", _LEGAL.sub(" ", name.casefold()))
    key = " ".join(words)
    return key[:-1] if len(key) > 4 and key.endswith("s") else key


class EntityMatch:
    """Which annotated name each entity of a scene is: by label and a shared form, most of its mentions deciding."""

    def __init__(self, gold: Gold, scene: Scene, text: str) -> None:
        forms: dict[tuple[str, str], str] = {}
        for key, entity in gold["entities"].items():
            for form in (entity["name"], *entity["aliases"]):
                forms.setdefault((entity["label"], form_key(form)), key)
        votes: dict[int, Counter[str | None]] = defaultdict(Counter)
        for sentence in scene.sentences:
            for each in sentence.candidates:
                if each.kind == "name" and isinstance(each.filling, Mention):
                    mention = each.filling
                    surface = text[mention.start : mention.end]
                    found = [forms.get((mention.label, form_key(form))) for form in (mention.name, surface)]
                    votes[each.entity][next(filter(None, found), None)] += 1
        self._gold = {entity: counted.most_common(1)[0][0] for entity, counted in votes.items()}

    def gold_of(self, entity: int) -> str | None:
        """The annotated name's id, None for names that nobody annotated."""
        return self._gold.get(entity)


def find_words(text: str, words: str) -> tuple[int, int] | None:
    """Where words stand in the text, however they are broken into lines."""
    match = re.search(r"\s+".join(map(re.escape, words.split())), text)
    return match.span() if match else None


def anchor_piece(sentences: list[SceneSentence], text: str, evidence: str, trigger: str) -> tuple[int, int] | None:
    """Sentence and piece of the word that tells an event: of a compound the last part, of several words the longest."""
    place = find_words(text, evidence)
    start = text.find(trigger, *place) if place is not None else -1
    if start < 0:
        return None
    end = start + len(trigger)
    for number, sentence in enumerate(sentences):
        if sentence.start <= start < sentence.end:
            inside = [
                at
                for at, (form, first, last) in enumerate(sentence.pieces)
                if first < end and start < last and form[0].isalnum()
            ]
            if inside:
                several = " " in trigger
                return number, max(inside, key=lambda at: (len(sentence.pieces[at][0]) if several else 0, at))
    return None


def same_money(filling: Filling, money: Gold) -> bool:
    """Equal currency and bounds."""
    return (
        isinstance(filling, Amount)
        and filling.currency == money["currency"]
        and _close(filling.value_min, money["min"])
        and _close(filling.value_max, money["max"])
    )


def same_number(number: Number, value: float) -> bool:
    return _close(number.value_max if number.value_max is not None else number.value_min, value)


def says_value(filling: Filling, figure: Gold) -> bool:
    """Is this the value of the figure? A loss is written without its minus."""
    if isinstance(filling, Amount):
        if figure["unit"] != filling.currency:
            return False
    elif isinstance(filling, Number):
        if figure["unit"] != ("percent" if filling.percent else "people"):
            return False
    else:
        return False
    bounds = (filling.value_min, filling.value_max)
    if _close(bounds[0], figure["min"]) and _close(bounds[1], figure["max"]):
        return True
    negative = any(bound is not None and bound < 0 for bound in (figure["min"], figure["max"]))
    return negative and _close(bounds[1], figure["min"]) and _close(bounds[0], figure["max"])


def quote_at(quotes: Iterable[Gold], start: int, end: int) -> Gold | None:
    """The annotated quotation that covers most of these characters, if it is about the same."""
    shared = [(min(end, each["span"][1]) - max(start, each["span"][0]), each) for each in quotes]
    overlap, quote = max(shared, key=lambda each: each[0], default=(0, None))
    if quote is None or overlap < _OVERLAP * max(end - start, quote["span"][1] - quote["span"][0]):
        return None
    return quote


def _close(first: Decimal | None, second: float | None) -> bool:
    if first is None or second is None:
        return first is None and second is None
    one, other = abs(float(first)), abs(second)
    return abs(one - other) <= _TOLERANCE * max(one, other, 1e-9)
