"""A relation as a rule found it, before it is checked and recorded."""

from __future__ import annotations

from dataclasses import dataclass

from flows.finding.records import Mention
from flows.finding.relating.nouns import LABELS


@dataclass(frozen=True, slots=True)
class Found:
    subject: Mention
    predicate: str
    object: Mention
    score: float
    inferred: bool = False  # one of the two is told by the text around only ("Finanzchef Behrend")

    def fits(self) -> bool:
        """Do the labels allow this relation, and are these two names?"""
        subjects, objects = LABELS[self.predicate]
        return self.subject.label in subjects and self.object.label in objects and self.subject.name != self.object.name


def directed(
    bearer: Mention, predicate: str, turned: bool, other: Mention, score: float, inferred: bool = False
) -> Found:
    """The relation between a noun's bearer and the other name, the right way round."""
    if turned:
        return Found(other, predicate, bearer, score, inferred)
    return Found(bearer, predicate, other, score, inferred)
