"""Names reduced to what two mentions of one thing share."""

from __future__ import annotations

import re

# Legal forms and what companies append like them, casefolded.
_APPENDED = (
    "ab", "ag", "asa", "bv", "co", "corp", "corporation", "e.v.", "ev", "gmbh", "group", "holding", "inc", "kg", "kgaa",
    "llc", "ltd", "mbh", "n.v.", "nv", "oyj", "plc", "s.a.", "s.p.a.", "sa", "sas", "se", "spa", "ug",
)  # fmt: skip
_LEGAL_FORM = re.compile(rf"\b(?:{'|'.join(map(re.escape, _APPENDED))})\b\.?")
_NO_WORD = re.compile(r"\W+")
_SHORT = 4  # characters; in shorter names a final s is part of the name


def normal_form(name: str) -> str:
    """The name in lower case without legal form, punctuation and a final s.

    >>> normal_form("Nordwerk AG"), normal_form("Falk & Töchter GmbH"), normal_form("Brandts"), normal_form("Axis")
    ('nordwerk', 'falk töchter', 'brandt', 'axis')
    """
    bare = _LEGAL_FORM.sub(" ", name.casefold().replace("&", " "))
    words = _NO_WORD.sub(" ", bare).strip()
    return words[:-1] if len(words) > _SHORT and words.endswith("s") else words


def normal_forms(*names: str | None) -> frozenset[str]:
    """The normal forms of all names that leave something.

    >>> sorted(normal_forms("Helvia SE", "Helvias", "AG", None))
    ['helvia']
    """
    return frozenset(filter(None, (normal_form(name) for name in names if name)))
