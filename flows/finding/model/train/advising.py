"""What the rules of names say of the training texts: the network learns how far to trust them."""

from __future__ import annotations

from collections.abc import Iterable

from flows.finding.candidates import Candidate
from flows.finding.model.advice import Advice
from flows.finding.model.train.corpora import Sentence
from flows.finding.naming.rules import advise, find_by_rules
from flows.finding.naming.words import Words


def advise_on(text: str) -> list[Candidate]:
    """What the rules say of a text."""
    words = Words(text)
    return advise(words, find_by_rules(words))


def add_advice(sentences: Iterable[Sentence]) -> None:
    """Lets the rules read each text once and gives their names to its sentences."""
    read: dict[str, Advice] = {}
    for sentence in sentences:
        if sentence.text not in read:
            read[sentence.text] = Advice(advise_on(sentence.text))
        sentence.advice = read[sentence.text]
