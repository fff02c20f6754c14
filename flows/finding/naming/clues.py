"""What the places of an unknown name say it is: who has shares, a foundation year or a business is a company."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from flows.finding.candidates import Candidate
from flows.finding.naming.gazetteer import country_codes, first_names, gazetteer, surnames
from flows.finding.naming.hints import compound_tails, title_sex, word_set
from flows.finding.naming.words import Words

_OPENERS = frozenset("\n.!?:;")
_ARTICLES = frozenset(("die", "der", "Die", "Der"))
_SHORTENED = 2  # what a longer name of the text weighs that begins so
_SHARES = 3  # what shares and ratings weigh against a preposition: "könnte nach Quastra greifen"


def relabel_by_clues(words: Words, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates; unknown names taken for persons, places or products are companies where their places say so."""
    spans: dict[str, list[Candidate]] = defaultdict(list)
    for each in candidates:
        spans[words.text[each.start : each.end]].append(each)
    surnames_here = {name.split()[-1] for name, named in spans.items() if " " in name and named[0].label == "person"}
    shortened = {name.split()[0] for name, named in spans.items() if " " in name and named[0].label == "organization"}
    companies = {
        name
        for name, named in spans.items()
        if name not in surnames_here
        and _open(name, named, name in shortened)
        and _acts_as_company(words, named, name in shortened)
    }
    return [
        replace(each, label="organization") if words.text[each.start : each.end] in companies else each
        for each in candidates
    ]


def _open(name: str, named: list[Candidate], shortened: bool) -> bool:
    """Whether no list knows the name, and nobody has called it a company; surnames alone are nobody's here."""
    first, last = name.split()[0], name.split()[-1]
    if not shortened and {each.label for each in named} & {"organization", "event"}:
        return False
    if name in gazetteer().entries or name in country_codes():
        return False
    return first not in first_names() and (first == last or last not in surnames()) and "-" not in name


def _acts_as_company(words: Words, named: Iterable[Candidate], shortened: bool) -> bool:
    """Do more places tell a company than something else; `shortened`: the text has "Quastra Energie", too."""
    company, other = _SHORTENED * shortened, 0
    named = list(named)
    alone = words.text[named[0].start : named[0].end]
    if alone in surnames():
        other += 1  # a surname without its first name may still be a person's
    for each in named:
        first, last = words.at_start.get(each.start), words.at_end.get(each.end)
        if first is None or last is None:
            continue
        company += _SHARES * _shares_here(words, first, last) or _company_here(words, first, last)
        other += _other_here(words, first)
    return company > other


def _shares_here(words: Words, first: int, last: int) -> bool:
    """ "die Papiere von Quastra", "beließ Quastra auf „Kaufen“"."""
    before, noun = words.word(first - 1), words.word(first - 2)
    if before in {"von", "der"} and noun in word_set("names_business", "shares"):
        return True
    rated = words.word(last + 3).strip() in word_set("names_business", "ratings")
    return words.word(last + 1) == "auf" and words.word(last + 2) in '„“"»«' and rated


def _company_here(words: Words, first: int, last: int) -> bool:
    """ "Titel von Quastra", "Quastra, gegründet 1926", "Quastra (Polen).", "Quastra beliefert", "Quastra-Aktie"."""
    before, noun = words.word(first - 1), words.word(first - 2)
    after, following = words.word(last + 1), words.word(last + 2)
    if before in {"von", "an", "bei"} and noun in word_set("names_business", "belongings"):
        return True
    if after == "," and following == "gegründet":
        return True
    if after == "(" and following in country_codes() and before == "\n":  # "Quasteln (Polen), 3. Mai – " is a place
        return words.word(last + 3) == ")" and words.word(last + 4) in {".", ":"}
    if words.hyphen(last + 1):
        tail = words.texts[words.compound_end(last)]
        return tail in compound_tails() or (title_sex(tail) is not None and words.word(last + 2) == tail)
    if (
        before in _ARTICLES
        and last > first
        and not words.hyphen(last - 1)
        and words.texts[last] in word_set("names_context", "company_tails")
    ):
        return True  # "die Lokführer der Quastbahn Regio"
    return after in word_set("names_business", "subject") and (before in _OPENERS or before == ",")


def _other_here(words: Words, first: int) -> bool:
    """ "in Quastel", "Herr Quastel", "Anna Quastel"."""
    before = words.word(first - 1)
    return (
        before in {"in", "In", "nach", "Nach", "aus", "Aus"} or title_sex(before) is not None or before in first_names()
    )
