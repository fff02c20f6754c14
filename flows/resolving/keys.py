"""What two forms of one name share: legal form, case and punctuation apart."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import yaml


@cache
def _legal_forms() -> re.Pattern[str]:
    """Legal forms at the end of a name, longest first."""
    text = resources.files("flows.resolving").joinpath("legal_forms.yml").read_text("utf-8")
    forms = sorted((form for entry in yaml.safe_load(text) for form in entry["forms"]), key=len, reverse=True)
    return re.compile(rf"(?:[\s,]+(?:{'|'.join(map(re.escape, forms))}))+$", re.IGNORECASE)


def without_legal_form(name: str) -> str:
    """The name without what the commercial register adds; a name that is nothing else stays.

    >>> without_legal_form("Falk GmbH & Co. KG"), without_legal_form("SE")
    ('Falk', 'SE')
    """
    return _legal_forms().sub("", name).strip(" ,") or name


def name_key(name: str) -> str:
    """The key of a name: equal for forms that differ in legal form, case or punctuation only.

    >>> name_key("NORDWERK AG") == name_key("Nordwerk")
    True
    >>> name_key("Siemens") == name_key("Siemens Energy")
    False
    """
    words = re.findall(r"\w+", without_legal_form(name).casefold())
    return " ".join(words) or name.casefold()
