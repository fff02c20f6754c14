"""Texts with invented speakers, and what the quote finder sees in them."""

from __future__ import annotations

import re

import spacy
from spacy.tokens import Doc

from flows.finding.frame import register_extensions
from flows.finding.quotes import find_quotes
from flows.finding.records import Mention, Quote
from flows.finding.sentences import set_sentence_starts

register_extensions()
BLANK = spacy.blank("de")
PEOPLE = ("Peter Weber", "Petra Weber", "Weber", "Ines Vogt", "Vogt")
ORGANIZATIONS = ("Nordlicht", "Südwerk")


def read(text: str) -> Doc:
    """The text with sentences and its invented names marked."""
    doc = BLANK.make_doc(text)
    set_sentence_starts(doc)
    mentions: list[Mention] = []
    for name in sorted((*PEOPLE, *ORGANIZATIONS), key=len, reverse=True):
        label = "person" if name in PEOPLE else "organization"
        for match in re.finditer(rf"{name}\b", text):
            if not any(m.start <= match.start() < m.end for m in mentions):
                mentions.append(Mention(label, match.start(), match.end(), name, 1.0, "test/1"))
    doc._.mentions = sorted(mentions, key=lambda m: m.start)
    return doc


def quotes_of(text: str) -> list[Quote]:
    return find_quotes(read(text))


def said(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotes_of(text)]


def marked(
    text: str,
) -> tuple[str, list[tuple[str, str, str | None, str | None]], list[tuple[str, str, str | None, str | None]]]:
    """Plants "[d:speaker:name|quote]": the plain text, what is wanted of it, and what was found.

    The speaker's phrase is "-" where the text names none, the mention "-" where no name stands behind it.
    """
    wanted = []
    for kind, speaker, name, quote in re.findall(r"(?s)\[(.):(.*?):(.*?)\|(.*?)\]", text):
        kind = {"d": "direct", "i": "indirect"}[kind]
        wanted.append((kind, quote, None if speaker == "-" else speaker, None if name == "-" else name))
    plain = re.sub(r"(?s)\[.:.*?\|(.*?)\]", r"\1", text)
    found = [
        (
            q.kind,
            plain[q.start : q.end],
            plain[q.speaker.start : q.speaker.end] if q.speaker else None,
            q.speaker_mention.name if q.speaker_mention else None,
        )
        for q in quotes_of(plain)
    ]
    return plain, wanted, found
