"""Which model finds names beside the rules, and what its labels mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from schemas.vocabulary import LABELS

KINDS = ("spacy", "huggingface", "gliner")

# What models call names, and our labels for it; None is for what is no name to us.
USUAL_LABELS: dict[str, str | None] = {
    "PER": "person",
    "PERSON": "person",
    "ORG": "organization",
    "ORGANIZATION": "organization",
    "COMPANY": "organization",
    "LOC": "location",
    "LOCATION": "location",
    "GPE": "location",
    "FAC": "location",
    "PRODUCT": "product",
    "EVENT": "event",
    **dict.fromkeys(
        ["MISC", "OTH", "O", "CARDINAL", "DATE", "LANGUAGE", "LAW", "MONEY", "NORP", "ORDINAL", "PERCENT", "QUANTITY"]
    ),
    **dict.fromkeys(["TIME", "WORK_OF_ART"]),
}


def _pairs(labels: Any) -> Any:
    """A mapping as sorted pairs, so that settings can be a key."""
    if not isinstance(labels, Mapping):
        return labels
    unknown = sorted({str(ours) for ours in labels.values() if ours is not None} - set(LABELS))
    if unknown:
        raise ValueError(f"{', '.join(unknown)} is no label of ours; there are {', '.join(LABELS)} and null for none")
    return tuple(sorted((str(theirs), ours) for theirs, ours in labels.items()))


class NamesSettings(BaseModel):
    """The settings `names:`; without a model the shipped tagger works alone."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    # "spacy:PACKAGE_OR_FOLDER", "huggingface:ID_OR_FOLDER" or "gliner:ID_OR_FOLDER"
    model: str | None = Field(default=None, pattern=rf"^({'|'.join(KINDS)}):\S.*$")
    # its labels to ours, or to null; for GLiNER also the questions that it is asked
    labels: Annotated[tuple[tuple[str, str | None], ...], BeforeValidator(_pairs)] = ()
    replace: bool = False  # leave the shipped tagger out; rules and word lists always stay
    floor: float = Field(default=0.5, ge=0, le=1)  # names that the model is less sure of are left out
    score: float = Field(default=0.8, ge=0, le=1)  # of names by models that don't say how sure they are (spaCy)

    @property
    def kind(self) -> str:
        return (self.model or "").partition(":")[0]

    @property
    def place(self) -> str:
        """The package, id or folder."""
        return (self.model or "").partition(":")[2]

    @property
    def label_map(self) -> dict[str, str | None]:
        """The usual labels, changed by the stated ones."""
        return {**USUAL_LABELS, **dict(self.labels)}


SHIPPED = NamesSettings()
