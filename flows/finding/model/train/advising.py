"""What the rules of names say of the training texts: the network learns how far to trust them."""

from __future__ import annotations

from collections.abc import Iterable

from flows.finding.model.advice import Advice
from flows.finding.model.train.corpora import Sentence
from flows.finding.names import advise


def add_advice(sentences: Iterable[Sentence]) -> None:
    """Lets the rules read each text once and gives their names to its sentences."""
    read: dict[str, Advice] = {}
    for sentence in sentences:
        if sentence.text not in read:
            read[sentence.text] = Advice(advise(sentence.text))
        sentence.advice = read[sentence.text]
