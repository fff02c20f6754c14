"""What two forms of one name share: legal form, case and punctuation apart."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import yaml

from flows.finding.lexicon import load_lexicon
from flows.reading.article import content_id

# Words behind a company's name that add nothing to it: "der Nordwerk-Konzern", "Nordwerk Group".
_GROUP = frozenset(["gruppe", "group", "konzern"])


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


@cache
def country_codes() -> dict[str, str]:
    """Keys of country names in all their forms, with ISO codes."""
    codes = {}
    for entry in load_lexicon("countries")["countries"]:
        for form in (entry["name"], *entry.get("forms", ())):
            codes[name_key(form)] = entry["code"]
    return codes


@cache
def known_forms() -> dict[str, list[list[str]]]:
    """Keys of names that are forms of one, the fullest first, from the lexicon: `everywhere`, or only `together`."""
    text = resources.files("flows.resolving").joinpath("known_forms.yml").read_text("utf-8")
    return {
        where: [[name_key(form) for form in forms] for forms in lists] for where, lists in yaml.safe_load(text).items()
    }


@cache
def _fullest_forms() -> dict[str, str]:
    return {form: forms[0] for forms in known_forms()["everywhere"] for form in forms[1:]}


def entity_key(label: str, name: str) -> str:
    """What all names of one thing share that can be told from the names alone, in whatever article they stand.

    >>> entity_key("organization", "VW-Konzern") == entity_key("organization", "Volkswagen AG")
    True
    >>> entity_key("location", "USA"), entity_key("organization", "Siemens Energy")
    ('US', 'siemens energy')
    """
    key = name_key(name)
    if label == "location":
        return country_codes().get(key, key)
    if label == "organization":
        words = key.split()
        while len(words) > 1 and words[-1] in _GROUP:
            words.pop()
        key = " ".join(words)
        return _fullest_forms().get(key, key)
    return key


def entity_id(label: str, name: str, *, own: bool = False) -> str:
    """The id of the thing that is called so, the same in every article; `own`: whatever else its name is a form of."""
    return content_id("ent", label, name_key(name) if own else entity_key(label, name))
