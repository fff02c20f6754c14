"""The lists that all finders share."""

from __future__ import annotations

import spacy

from flows.finding.tokens import tokens_of


def test_lists_are_parallel_to_the_tokens_and_made_once() -> None:
    doc = spacy.blank("de")("Die Quastra AG kauft\n Helvia.")
    tokens = tokens_of(doc)
    assert tokens.text == doc.text
    assert [tokens.text[start:][: len(word)] for start, word in zip(tokens.starts, tokens.words, strict=True)] == [
        token.text for token in doc
    ]
    assert tokens_of(doc) is tokens


def test_lists_are_made_anew_for_other_tokens() -> None:
    doc = spacy.blank("de")("Die Quastra AG kauft.")
    tokens_of(doc)
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[1:3])
    assert tokens_of(doc).words == ["Die", "Quastra AG", "kauft", "."]
