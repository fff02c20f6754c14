"""Known weaknesses of the data as data: `caveats.yml`, printed in the dictionary and with every export."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml


@dataclass(frozen=True, slots=True)
class Caveat:
    """One known weakness: its name, the columns ("table.column") or tables it is in, and what it means."""

    name: str
    columns: tuple[str, ...]
    what: str

    @property
    def tables(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(column.split(".")[0] for column in self.columns))


@cache
def caveats() -> tuple[Caveat, ...]:
    """All of them, in the order of the file."""
    listed = yaml.safe_load(resources.files("schemas").joinpath("caveats.yml").read_text("utf-8"))
    return tuple(Caveat(name, tuple(said["columns"]), " ".join(said["what"].split())) for name, said in listed.items())


def caveats_of(table: str) -> list[Caveat]:
    return [caveat for caveat in caveats() if table in caveat.tables]
