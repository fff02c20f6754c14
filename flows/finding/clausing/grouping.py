"""What is tied to what: phrases that follow each other without a gap, and enumerations of names."""

from __future__ import annotations

from itertools import pairwise

from flows.finding.clausing.phrase import Chunk
from flows.finding.clausing.verbs import AUXILIARIES
from flows.finding.clausing.words import Words, finite_words, word_classes

_LINKS = frozenset([",", "und", "sowie", "oder", "/", "&", "auch", "bzw.", "beziehungsweise", "+"])


def attach(words: Words, chunks: list[Chunk]) -> None:
    """Tie each phrase to the one right before it, and see genitives."""
    for before, chunk in pairwise(chunks):
        gap = chunk.first - before.last - 1
        if gap and not all(
            words.lows[at] in ("'", "’", "“", "”", "«", '"', ")") for at in range(before.last + 1, chunk.first)
        ):
            continue
        chunk.after = before
        if before.kind in ("amount", "date", "pronoun") or chunk.prep:
            continue
        if chunk.kind in ("name", "noun") and chunk.cases & {"genitive", "oblique"} and not _is_state(before):
            chunk.genitive = True


def _is_state(chunk: Chunk) -> bool:
    """ "das Emirat Katar", "Hessen": nobody's, so "der Firma X" behind it is whom it gives something."""
    if chunk.mention is None or chunk.mention.label != "location":
        return False
    return not chunk.nouns or chunk.nouns[-1] in word_classes().states


def share_prepositions(words: Words, chunks: list[Chunk]) -> None:
    """ "der Hersteller von Implantaten und Schrauben": bare nouns behind "und" share the preposition before it."""
    for before, chunk in pairwise(chunks):
        bare = chunk.kind == "noun" and not chunk.prep and not chunk.det and chunk.quantity < 0
        if bare and before.kind == "noun" and before.prep and not before.det:
            gap = words.lows[before.last + 1 : chunk.first]
            if len(gap) == 1 and gap[0] in ("und", "oder", "sowie"):
                chunk.prep = before.prep


def coordinate(words: Words, chunks: list[Chunk], start: int) -> None:
    group: list[Chunk] = []
    closed = False  # a conjunction has been read: the enumeration is complete

    def finish() -> None:
        if len(group) > 1 and closed:
            members = list(group)
            for member in members:
                member.group = members
                if not member.prep and members[0].prep:
                    member.prep = members[0].prep
                if members[0].genitive:
                    member.genitive = True

    previous: Chunk | None = None
    for chunk in chunks:
        if chunk.kind != "name":
            if previous is not None and not _belongs_to_name(chunk):
                finish()
                group, closed, previous = [], False, None
            elif previous is not None:
                previous = chunk
            continue
        link = _link(words, previous, chunk) if previous is not None else ""
        if link and previous is not None and group and previous not in group and _is_place(previous, chunk):
            finish()
            group, closed = [previous], False
        if link and group and _alike(group[0], chunk) and not _starts_clause(words, chunk, group[0], start):
            closed = closed or link != ","
            group.append(chunk)
        elif previous is not None and _belongs_to_name(chunk) and chunk.after is previous:
            pass
        else:
            finish()
            group, closed = [chunk], False
        previous = chunk
    finish()


def _belongs_to_name(chunk: Chunk) -> bool:
    """ "aus Schweden" after a name: part of the name's own phrase."""
    return chunk.after is not None and chunk.prep in ("aus", "in") and chunk.after.kind == "name"


def _is_place(before: Chunk, chunk: Chunk) -> bool:
    """ "Siemens in Bonn und Köln": the places are coordinated, not the company and a place."""
    return all(place.mention is not None and place.mention.label == "location" for place in (before, chunk))


def _link(words: Words, before: Chunk, chunk: Chunk) -> str:
    between = words.lows[before.last + 1 : chunk.first]
    between = [low for low in between if low not in ("“", "„", "”", "»", "«", '"', "'", "’")]
    if not between or not all(low in _LINKS or low == "als" for low in between):
        return ""
    if before.prep == "neben" and between == ["auch"]:
        return ""  # "neben A wurden auch B und C gewählt"
    return "," if between == [","] else "und"


def _alike(first: Chunk, chunk: Chunk) -> bool:
    if first.mention is None or chunk.mention is None:
        return False
    labels = {first.mention.label, chunk.mention.label}
    if len(labels) > 1 and labels != {"organization", "location"}:
        return False
    return not chunk.prep or chunk.prep == first.prep


def _starts_clause(words: Words, chunk: Chunk, first: Chunk, start: int) -> bool:
    """ "… übernimmt A und B verkauft …": the second name is the subject of its own clause."""
    following = chunk.last + 1
    if following >= len(words.lows) or words.lows[following] not in finite_words():
        return False
    after = words.lows[following + 1] if following + 1 < len(words.lows) else "."
    if after in AUXILIARIES or not after[0].isalnum():
        return False  # "hat A und B verkauft": the participle that closes the clause
    return any(words.lows[at] in finite_words() for at in range(start, first.first))
