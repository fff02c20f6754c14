"""What people say of entities against what the texts let one think: "these are one", "these are two".

one:
  - names: [Nordwerk, NW]                # the first name's id stays
    reason: Brokers write NW.
two:
  - names: [Nordwerk, Nordwerk Technik]  # never forms of one name
    reason: Listed apart since 2023.
  - names: [Falk, Falk Verlag]           # in these articles the first name means the second thing
    articles: [verlage/*]
    reason: The publisher, not the pump maker.

`label:` says of what kind the things are; without it they are organizations.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from flows.errors import InputError
from flows.resolving.keys import entity_id, entity_key, name_key
from schemas.vocabulary import LABELS


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    names: tuple[str, ...] = Field(min_length=2)
    label: str = "organization"
    reason: str = Field(min_length=1)

    @model_validator(mode="after")
    def _has_known_label(self) -> Self:
        if self.label not in LABELS:
            raise ValueError(f"label {self.label!r} is none of {', '.join(LABELS)}")
        return self

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(entity_id(self.label, name) for name in self.names)

    @property
    def name_keys(self) -> tuple[str, ...]:
        return tuple(name_key(name) for name in self.names)

    def __str__(self) -> str:
        return " / ".join(self.names)


class One(_Entry):
    """Names of one thing; its id is that of the first."""


class Two(_Entry):
    """Names of two things: everywhere, or one name that means another thing in some articles."""

    names: tuple[str, str]
    articles: tuple[str, ...] = ()  # patterns of source_name

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        if self.name_keys[0] == self.name_keys[1]:
            raise ValueError(f"{self} differ in legal form, case or marks only: no article could tell them apart")
        return self

    @property
    def ids(self) -> tuple[str, ...]:
        first, second = (entity_id(self.label, name) for name in self.names)
        if first != second:
            return first, second
        return tuple(entity_id(self.label, name, own=(self.label, name_key(name)) == self.own) for name in self.names)

    @property
    def own(self) -> tuple[str, str] | None:
        """Label and key of the name that without this entry would be a form of the other ("Falk", "Falk Group")."""
        if entity_id(self.label, self.names[0]) != entity_id(self.label, self.names[1]):
            return None
        longest = max(self.name_keys, key=lambda key: (key != entity_key(self.label, key), len(key), key))
        return self.label, longest


class Overrides(BaseModel):
    """All of them; equal content has an equal dump."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    one: tuple[One, ...] = ()
    two: tuple[Two, ...] = ()

    @model_validator(mode="after")
    def _contradicts_nothing(self) -> Self:
        first: dict[str, One] = {}
        for entry in self.one:
            for each in dict.fromkeys(entry.ids):
                if each in first:
                    raise ValueError(f"'{first[each]}' and '{entry}' share a name: write them as one entry")
                first[each] = entry
        for two in self.two:
            one = [first.get(each) for each in two.ids]
            if one[0] is not None and one[0] is one[1] and not two.articles:
                raise ValueError(f"'{two}' are two, and one by '{one[0]}'")
        return self

    @property
    def apart(self) -> frozenset[frozenset[tuple[str, str]]]:
        """Pairs of names, each as label and key, that no article uses for one thing."""
        return frozenset(frozenset((two.label, key) for key in two.name_keys) for two in self.two if not two.articles)

    @property
    def told_apart(self) -> frozenset[tuple[str, frozenset[str]]]:
        """What reading an article follows: label and keys of two names, or of one that has an id of its own."""
        return frozenset(
            (two.label, frozenset(two.own[1:] if two.own else two.name_keys)) for two in self.two if not two.articles
        )

    @property
    def own(self) -> frozenset[tuple[str, str]]:
        """Names, as label and key, that are forms of no other."""
        return frozenset(two.own for two in self.two if two.own)

    def as_content(self) -> dict[str, Any]:
        """For the log of runs; empty where nothing is overridden."""
        return self.model_dump(mode="json", exclude_defaults=True)


NOTHING = Overrides()


def load_overrides(path: Path) -> Overrides:
    """Raises InputError that names the file and the entry that can't be used."""
    try:
        content: Any = yaml.safe_load(path.read_text("utf-8")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"the overrides {path} can't be read: {error}") from error
    try:
        return Overrides.model_validate(content)
    except ValidationError as error:
        problems = "; ".join(
            f"{_place(each['loc'])}{each['msg'].removeprefix('Value error, ')}"
            for each in error.errors(include_url=False)
        )
        raise InputError(f"the overrides {path} can't be used: {problems}") from error


def _place(loc: tuple[int | str, ...]) -> str:
    """Entries are counted from 1, as people do.

    >>> _place(("two", 0, "names"))
    "'two', entry 1, names: "
    """
    if not loc:
        return ""
    parts = [f"'{loc[0]}'", *(f"entry {part + 1}" if isinstance(part, int) else part for part in loc[1:])]
    return ", ".join(parts) + ": "
