"""Which names of a text are short forms of a longer one ("Talbau" for "Talbau Maschinen AG")."""

from __future__ import annotations

from collections.abc import Iterable

_SHORTEST = 4  # characters of a word that stands for the name it comes in


def long_names(names: Iterable[str]) -> dict[str, str]:
    """Each name with the first longer one that begins with it, else has it as a word; itself where there is none.

    That one's own longer name counts in turn; of two that begin alike the text's first does, not the longest.

    >>> long_names(["Talbau", "Talbau Maschinen AG", "Alte Talbau", "Gerber", "Bank Gerber"])["Talbau"]
    'Talbau Maschinen AG'
    >>> long_names(["Gerber", "Bank Gerber"])["Gerber"]
    'Bank Gerber'
    """
    known = list(dict.fromkeys(names))
    begins: dict[str, str] = {}
    holds: dict[str, str] = {}
    for name in known:
        words = name.split()
        for length in range(1, len(words)):
            begins.setdefault(" ".join(words[:length]), name)
        for word in name.replace("-", " ").split():
            if word != name and len(word) >= _SHORTEST:
                holds.setdefault(word, name)
    return {name: _longest(name, begins, holds) for name in known}


def _longest(name: str, begins: dict[str, str], holds: dict[str, str]) -> str:
    longer = begins.get(name) or holds.get(name)
    while longer is not None:  # every step makes it longer
        name, longer = longer, begins.get(longer)
    return name
