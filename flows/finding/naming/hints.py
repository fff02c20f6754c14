"""What single words say about the names beside them, compiled from the lexicons once."""

from __future__ import annotations

from functools import cache, lru_cache

from flows.finding.endings import Endings
from flows.finding.lexicon import load_lexicon
from flows.finding.naming.gazetteer import common_words
from flows.finding.naming.words import capitalised

_CASES = ("", "s", "es", "n", "en")  # endings of nouns before a name: "des Magazins", "die Ketten"
_WEAK = ("ent", "ant", "ist", "and", "riese", "kunde", "rivale", "er")  # masculines: "dem Riesen", "den Betreibern"
_PLURALS = ("firmen", "töchter", "verbände", "häuser", "start-ups", "startups", "airlines")
_WORKS = tuple(head + case for head in ("werk", "fabrik") for case in ("", "s", "es"))
_BARE_ENDS = (  # of what is done or felt, and of what is counted by amounts
    "ung", "heit", "keit", "schaft", "tum", "tät", "tion", "sion", "nis", "anz", "enz", "tik", "ie",
    "arbeit", "zeit", "geld", "wert", "kritik", "hilfe", "schutz", "stoff", "recht", "handel", "verkehr",
)  # fmt: skip
_SHORT_TAIL = 3
_TAIL = 5  # letters that the tail of an unknown compound noun must have at least


@cache
def word_set(lexicon: str, key: str) -> frozenset[str]:
    """One list of a lexicon as a set."""
    return frozenset(load_lexicon(lexicon)[key])


@cache
def titles() -> dict[str, str | None]:
    """Whole words before a person's name → sex they tell, if any."""
    return {word: group.get("sex") for group in load_lexicon("titles")["groups"] for word in group["words"]}


@cache
def _title_endings() -> Endings[str]:
    groups = load_lexicon("titles")["groups"]
    return Endings((ending, group.get("sex") or "-") for group in groups for ending in group.get("endings", ()))


@lru_cache(maxsize=100_000)
def title_sex(word: str) -> str | None:
    """ "m", "w" or "-" (unknown) for a word that stands before persons' names, else None.

    >>> title_sex("Finanzchefin"), title_sex("Herrn"), title_sex("Dr."), title_sex("Turbine")
    ('w', 'm', '-', None)
    """
    if word in titles():
        return titles()[word] or "-"
    if not word[0].isupper() or len(word) < 4:
        return None
    return next((sex for _, sex in _title_endings().of(word.lower())), None)


@cache
def _before() -> Endings[str]:
    groups = load_lexicon("names_context")["groups"]
    pairs = [
        (word + ending, group["label"]) for group in groups for word in group.get("before", ()) for ending in _CASES
    ]
    pairs += [(word + "e", group["label"]) for group in groups for word in group.get("before", ())]
    for label, lexicon in (("product", "products"), ("event", "occasions")):
        groups = load_lexicon(lexicon)["groups"]
        pairs += [(word + ending, label) for group in groups for word in group.get("before", ()) for ending in _CASES]
    # "Ziegelwerke Huber", "Verkehrsbetriebe Kiel": such plurals begin names rather than announce them.
    return Endings((form, label) for form, label in dict(pairs).items() if not form.endswith(("werke", "betriebe")))


@lru_cache(maxsize=100_000)
def announces(word: str) -> str | None:
    """The label of a name right behind this noun, if it announces one.

    >>> announces("Chiphersteller"), announces("Hauptstadt"), announces("Smartphone"), announces("Haus")
    ('organization', 'location', 'product', None)
    """
    if not word[0].isupper():
        return None
    lowered = word.lower()
    if word in word_set("names_context", "announce_nothing"):
        return None
    labels = (label for ending, label in _before().of(lowered) if len(ending) > 4 or lowered == ending)
    return next(labels, None)


@cache
def _named_by() -> tuple[str, ...]:
    return tuple(head + case for head in word_set("names_context", "named_by") for case in ("", "s", "es", "en", "n"))


def begins_names(noun: str) -> bool:
    """Whether a noun that announces names is as often their first word: "die Stiftung Quastel".

    >>> begins_names("Stiftung"), begins_names("Broker")
    (True, False)
    """
    return noun.lower().endswith(_named_by())


def is_works(noun: str) -> bool:
    """Whether a town behind the noun is where it stands: "das Schwesterwerk Leipzig", "die Fabrik Leipzig".

    >>> is_works("Stammwerk"), is_works("Stahlkonzern")
    (True, False)
    """
    return noun.lower().endswith(_WORKS)


@lru_cache(maxsize=100_000)
def plural_noun(noun: str) -> bool:
    """Whether a noun that announces names is a plural by its ending: "Genossenschaften", but not "(dem) Produzenten".

    >>> plural_noun("Genossenschaften"), plural_noun("Konzerne"), plural_noun("Produzenten"), plural_noun("Kette")
    (True, True, False, False)
    """
    if noun.lower().endswith(_PLURALS):
        return announces(noun) is not None
    for ending in ("en", "n", "e"):
        base = noun.removesuffix(ending)
        if base != noun and base and announces(base):
            return ending == "e" or not base.endswith(_WEAK)
    return False


@cache
def compound_tails() -> frozenset[str]:
    """What follows a company's name in a compound ("-Chef")."""
    return frozenset(
        tail for group in load_lexicon("names_context")["groups"] for tail in group.get("after_hyphen", ())
    )


@lru_cache(maxsize=200_000)
def name_like(word: str) -> bool:
    """Whether a capitalised word is neither a known common word nor a compound that ends in one.

    >>> name_like("Quastra"), name_like("Umsatz"), name_like("Turbinenhersteller")
    (True, False, False)
    """
    common = common_words()
    if not capitalised(word) or len(word) < 2 or word in common or word in titles():
        return False
    if word.isupper():
        return len(word) < 2 or word.capitalize() not in common
    if not word[1:].islower():
        return True
    return compound_noun(word) is None


@lru_cache(maxsize=200_000)
def compound_noun(word: str) -> str | None:
    """The noun in which a compound of the language ends.

    >>> compound_noun("Turbinenhersteller"), compound_noun("Quastra")
    ('Hersteller', None)
    """
    tails = (word[cut:].capitalize() for cut in range(3, len(word) - _TAIL + 1))
    return next((tail for tail in tails if tail in common_words()), None)


def grown_of_nouns(word: str) -> bool:
    """Whether a word ends in a noun of the language, however short.

    >>> grown_of_nouns("Drahtzug"), grown_of_nouns("Idrosystem"), grown_of_nouns("Quastra")
    (True, True, False)
    """
    return any(word[cut:].capitalize() in common_words() for cut in range(3, len(word) - _SHORT_TAIL + 1))


def stands_bare(word: str) -> bool:
    """Whether a compound may stand without an article, since it is a plural, a mass or abstract: "Stellenstreichungen".

    >>> stands_bare("Stellenstreichungen"), stands_bare("Kurzarbeit"), stands_bare("Dachschaden")
    (True, True, False)
    """
    noun = compound_noun(word)
    return noun is not None and (noun.lower().endswith(_BARE_ENDS) or not _is_singular(noun))


def is_plural(word: str) -> bool:
    """Whether a word is the plural of a noun of the language, or of a compound that ends in one.

    >>> is_plural("Ventile"), is_plural("Druckventile"), is_plural("Ventil")
    (True, True, False)
    """
    noun = word if word in common_words() else compound_noun(word)
    return noun is not None and not _is_singular(noun)


def _is_singular(noun: str) -> bool:
    """Whether a noun is the singular of a plural that the lists have: "Weide", "Kraft", "Laden", but not "Werke"."""
    common, lowered = common_words(), noun.lower()
    for plain, umlaut in (("au", "äu"), ("a", "ä"), ("o", "ö"), ("u", "ü")):
        plurals = (_swapped(lowered, plain, umlaut) + end for end in ("", "e", "er"))
        if any(plural in common for plural in plurals if plural[:1].isupper()):
            return True
        singulars = (_swapped(lowered, umlaut, plain).removesuffix(end) for end in ("e", "er", "en", "n"))
        if any(singular in common for singular in singulars if singular):
            return False
    if noun.endswith("er") or any(noun.endswith(end) and noun.removesuffix(end) in common for end in ("e", "n", "en")):
        return False
    return any(noun + end in common for end in ("e", "n", "en", "er", "s"))


def _swapped(noun: str, vowel: str, other: str) -> str:
    """The noun with another vowel in its last syllable that has the one; nothing where none has."""
    before, found, behind = noun.rpartition(vowel)
    return (before + other + behind).capitalize() if found else ""


def singular_verb(word: str) -> bool:
    """Whether a word may be a verb in the singular, as companies are the subject of.

    >>> singular_verb("hat"), singular_verb("sammelt"), singular_verb("meldeten"), singular_verb("nicht")
    (True, True, False, False)
    """
    if word in word_set("names_context", "singular_verbs"):
        return True
    long = len(word) > _TAIL and word.islower() and word.isalpha() and word.endswith(("t", "te"))
    return long and not word.startswith("ge") and word not in word_set("names_context", "no_verbs")


@cache
def no_acronyms() -> frozenset[str]:
    return word_set("names_context", "no_acronyms")
