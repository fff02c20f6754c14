"""A Doc's text and tokens as plain lists, taken from spaCy once and shared by all finders."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

_KEY = "depesche_tokens"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists over the tokens; do not change them, they are shared."""

    text: str
    words: list[str]
    starts: list[int]


def tokens_of(doc: Doc) -> Tokens:
    """The document's text and tokens; spaCy would make an object of every token at each `doc.text` and loop."""
    tokens = doc.user_data.get(_KEY)
    if tokens is None or len(tokens.words) != len(doc):
        words, starts = [token.text for token in doc], [token.idx for token in doc]
        tokens = doc.user_data[_KEY] = Tokens(doc.text, words, starts)
    return tokens
