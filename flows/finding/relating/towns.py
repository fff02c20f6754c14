"""Which town an adjective or an inhabitant's name belongs to: "Dresdner", "Kasseler", "die Bremer"."""

from __future__ import annotations

from functools import cache

from flows.finding.naming.gazetteer import country_adjectives

# Words in -er before a noun that name no town though one is called alike.
_COUNTRIES = frozenset(["schweizer", "liechtensteiner", "luxemburger"])
_IRREGULAR = {
    "hannoveraner": "Hannover",
    "münsteraner": "Münster",
    "hallenser": "Halle",
    "jenenser": "Jena",
    "zürcher": "Zürich",
    "weimaraner": "Weimar",
    "mailänder": "Mailand",
    "neapolitaner": "Neapel",
    "venezianer": "Venedig",
    "salzgitteraner": "Salzgitter",
    "römer": "Rom",
    "moskowiter": "Moskau",
    "brüssler": "Brüssel",
    "bündner": "Graubünden",
    "elsässer": "Elsass",
    "schwarzwälder": "Schwarzwald",
    "walliser": "Wallis",
    "badener": "Baden",
}


@cache
def town_stems(adjective: str) -> tuple[str, ...]:
    """What the town of an adjective in -er may be called, in lower case; the text has to name one of them.

    >>> "dresden" in town_stems("Dresdner"), "basel" in town_stems("Basler"), town_stems("Schweizer")
    (True, True, ())
    """
    low = adjective.lower().removesuffix("innen").removesuffix("in")
    if low.endswith("ern"):
        low = low.removesuffix("n")
    if low in _IRREGULAR:
        return (_IRREGULAR[low].lower(),)
    if not low.endswith("er") or low in _COUNTRIES or low in country_adjectives() or len(low) < 5:
        return ()
    stem = low.removesuffix("er")
    forms = [stem, stem + "e", stem + "en", stem + "er"]
    if stem.endswith("n"):  # Dresdner, Münchner
        forms += [stem[:-1] + "en", stem.removesuffix("n") + "chen"]
    if stem.endswith("l"):  # Basler, Kassler
        forms.append(stem[:-1] + "el")
    if stem.endswith("ch"):  # Zürcher
        forms.append(stem[:-2] + "ich")
    return tuple(forms)
