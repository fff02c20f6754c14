"""The language of a text, by py3langid's model over the languages that business news comes in."""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

UNKNOWN = "und"  # ISO 639-2 for undetermined

# Left to choose among 120 languages, the model calls German tickers full of names Luxembourgish or Danish.
_LANGUAGES = (
    "de",
    "en",
    "fr",
    "it",
    "es",
    "pt",
    "nl",
    "pl",
    "cs",
    "sk",
    "hu",
    "ro",
    "da",
    "sv",
    "no",
    "fi",
    "tr",
    "el",
    "ru",
)

_WORD = re.compile(r"[^\W\d_]+")
_NOISE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[@#]\w+")
_SAMPLE = 1_500  # characters; more change nothing but the time
_MIN_WORDS = 3
_MIN_LETTERS = 16
_MIN_PROBABILITY = 0.5


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LANGUAGES)
    return identifier


def detect_language(text: str) -> str:
    """ISO 639-1 code, or "und" for texts that are too short or without letters.

    >>> detect_language("Der Vorstand will das Werk in Ulm im Herbst schließen.")
    'de'
    >>> detect_language("4,2 % (3,9 %)")
    'und'
    """
    sample = _NOISE.sub(" ", _sample(text))
    words = _WORD.findall(sample)
    if len(words) < _MIN_WORDS or sum(map(len, words)) < _MIN_LETTERS:
        return UNKNOWN
    language, probability = _identifier().classify(" ".join(words))
    return str(language) if probability >= _MIN_PROBABILITY else UNKNOWN


def _sample(text: str) -> str:
    """The beginning and the middle: an English press notice may have a German first line, and the reverse."""
    if len(text) <= _SAMPLE:
        return text
    middle = len(text) // 2
    return text[: _SAMPLE // 2] + "\n" + text[middle : middle + _SAMPLE // 2]
