"""Reads the training corpora into one form: pieces with the set of tags that each may have."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from flows.finding.model.advice import Advice
from flows.finding.model.labels import CLOSES, NUMBER, OPENS, TAGS, span_tags
from flows.finding.model.pieces import Piece, split_pieces
from flows.finding.sentences import find_sentence_starts

OUTSIDE = 1
ANY = (1 << len(TAGS)) - 1


def only(*kinds: str) -> int:
    """The set of all tags of these kinds."""
    return sum(1 << number for number, tag in enumerate(TAGS) if tag[2:] in kinds)


OTHERS = ("other", "product", "event")  # what GermEval's OTH gathers and the other corpora do not mark
OUTSIDE_OR_OTHERS = OUTSIDE | only(*OTHERS)
_NO_GAP_BEFORE = frozenset(".,;:!?)]}%“”«…'")
_NO_GAP_BEHIND = frozenset("([{„»#@")
assert OPENS[0] and CLOSES[0]

DOMAINS = ("germeval", "smartdata", "mobie", "ler", "wikiann", "silver", "own")  # new ones go to the end


@dataclass(slots=True)
class Sentence:
    """Pieces of a sentence; `allowed` are bit sets over TAGS, so that a corpus may leave things open."""

    corpus: str
    text: str  # that the pieces' offsets count in: the sentence alone, or the text that it is from
    pieces: list[Piece]
    allowed: list[int]
    news: bool = False
    advice: Advice = field(default_factory=lambda: Advice([]))


@dataclass(slots=True)
class GoldText:
    """A text to measure by: spans with labels, and spans whose prediction counts neither way."""

    doc: str
    text: str
    sentences: list[tuple[int, int]]
    mentions: set[tuple[int, int, str]]
    ignore: list[tuple[int, int]] = field(default_factory=list)
    news: list[bool] = field(default_factory=list)  # per sentence


def mark(sentence: Sentence, start: int, end: int, *kinds: str) -> None:
    """Marks the pieces that a span covers exactly as one of the kinds; one that cuts through a piece leaves it open."""
    touched = [i for i, (_, first, last) in enumerate(sentence.pieces) if first < end and start < last]
    if not touched:
        return
    exact = sentence.pieces[touched[0]][1] == start and sentence.pieces[touched[-1]][2] == end
    if not exact:
        for i in touched:
            sentence.allowed[i] = ANY
        return
    for i in touched:
        sentence.allowed[i] = 0
    for kind in kinds:
        for i, tag in zip(touched, span_tags(len(touched), kind), strict=True):
            sentence.allowed[i] |= 1 << NUMBER[tag]


def _from_tokens(corpus: str, tokens: list[str], tags: list[str], kinds: dict[str, str], *, base: int) -> Sentence:
    """A sentence from BIO-tagged tokens; `kinds` maps a corpus's labels, "?" leaves the span open."""
    text, offsets = _written(tokens)
    sentence = Sentence(corpus, text, pieces := split_pieces(text), [base] * len(pieces))
    position = 0
    while position < len(tags):
        tag = tags[position]
        end = position + 1
        if tag != "O":
            while end < len(tags) and tags[end] == "I" + tag[1:]:
                end += 1
            _mark_kind(sentence, offsets[position][0], offsets[end - 1][1], kinds.get(tag[2:], ""))
        position = end
    return sentence


def _written(tokens: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """The tokens as they are written, marks next to their words, with the offsets of each token.

    >>> _written(["Er", "(", "der", "Chef", ")", "kam", "."])[0]
    'Er (der Chef) kam.'
    """
    text, offsets = "", []
    glue = True
    for token in tokens:
        if not glue and token not in _NO_GAP_BEFORE:
            text += " "
        offsets.append((len(text), len(text) + len(token)))
        text += token
        glue = token in _NO_GAP_BEHIND
    return text, offsets


def _mark_kind(sentence: Sentence, start: int, end: int, kind: str) -> None:
    if kind == "?":
        for i, (_, first, last) in enumerate(sentence.pieces):
            if first < end and start < last:
                sentence.allowed[i] = ANY
    elif kind.startswith("part:"):
        # The name before the last hyphen of a compound ("DLR-Forscher") counts as a name.
        hyphens = [i for i, p in enumerate(sentence.pieces) if start <= p[1] < end and p[0] == "=-="]
        if hyphens:
            mark(sentence, start, sentence.pieces[hyphens[-1]][1], *_kinds(kind[5:]))
    elif kind:
        mark(sentence, start, end, *_kinds(kind))


def _kinds(kind: str) -> tuple[str, ...]:
    return OTHERS if kind == "other" else (kind,)


_GERMEVAL = {"PER": "person", "LOC": "location", "ORG": "organization", "OTH": "other"}
_GERMEVAL |= {f"{k}part": f"part:{v}" for k, v in _GERMEVAL.items()}


def read_germeval(path: Path) -> Iterator[Sentence]:
    """GermEval 2014, outer spans; the name inside a hyphenated -part token counts, -deriv does not."""
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        rows = [line.split("\t") for line in lines if not line.startswith("#\t")]
        head = next((line for line in lines if line.startswith("#\t")), "")
        tokens, tags = [r[1] for r in rows], [r[2] for r in rows]
        sentence = _from_tokens("germeval", tokens, tags, _GERMEVAL, base=OUTSIDE)
        sentence.news = "wikipedia.org" not in head
        yield sentence


_MOBIE = {
    "location": "location", "location-city": "location", "location-route": "?", "location-stop": "?",
    "location-street": "?", "organization": "organization", "organization-company": "organization",
    "person": "person", "disaster-type": "", "event-cause": "", "trigger": "",
}  # fmt: skip


def read_mobie(path: Path, skip: set[str]) -> Iterator[Sentence]:
    """MobIE without the documents that SmartData has too (`skip`: letters of their beginnings)."""
    for doc in re.split(r"^-DOCSTART-.*$", path.read_text(encoding="utf-8"), flags=re.M):
        blocks = [[line.split() for line in b.split("\n")] for b in doc.strip().split("\n\n") if b.strip()]
        if text_key("".join(r[0] for b in blocks for r in b)) in skip:
            continue
        for rows in blocks:
            tokens, tags = [r[0] for r in rows], [r[-1] for r in rows]
            sentence = _from_tokens("mobie", tokens, tags, _MOBIE, base=OUTSIDE_OR_OTHERS)
            _drop_marks(sentence)
            yield sentence


def _drop_marks(sentence: Sentence) -> None:
    """Takes "#" and "@" out of the names that they begin, as SmartData has it."""
    for i, (form, _, _) in enumerate(sentence.pieces[:-1]):
        tag = TAGS[sentence.allowed[i].bit_length() - 1]
        if form not in "#@" or tag[0] != "B" or sentence.allowed[i] != 1 << NUMBER[tag]:
            continue
        sentence.allowed[i] = OUTSIDE
        after = TAGS[sentence.allowed[i + 1].bit_length() - 1]
        sentence.allowed[i + 1] = 1 << NUMBER[("B" if after[0] == "I" else "S") + after[1:]]


_LER = {
    "PER": "person", "RR": "person", "AN": "?", "LD": "location", "ST": "location", "STR": "?", "LDS": "?",
    "ORG": "organization", "UN": "organization", "INN": "organization", "GRT": "?", "MRK": "other",
}  # fmt: skip


def read_ler(path: Path, every: int) -> Iterator[Sentence]:
    """Each `every`-th of the legal sentences that hold a name; courts are left open."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        blocks = file.read().strip().split("\n\n")
    wanted = re.compile(r" B-(?:PER|LD|ST|ORG|UN|INN)\b")
    for block in [b for b in blocks if wanted.search(b) and b.count("\n") < 60][::every]:
        rows = [line.split() for line in block.split("\n") if len(line.split()) == 2]
        tokens, tags = [r[0] for r in rows], [r[1] for r in rows]
        yield _from_tokens("ler", tokens, tags, _LER, base=OUTSIDE_OR_OTHERS)


def read_wikiann(path: Path, every: int) -> Iterator[Sentence]:
    """Silver labels from links: only lower-cased words are sure to be no names."""
    kinds = {"PER": "person", "LOC": "location", "ORG": "organization"}
    for block in path.read_text(encoding="utf-8").strip().split("\n\n")[::every]:
        rows = [line.split("\t") for line in block.split("\n") if "\t" in line]
        tokens, tags = [r[0][3:].strip("*'") or "'" for r in rows], [r[1] for r in rows]
        if len(tokens) < 6 or tokens[0].startswith(("WEITERLEITUNG", "REDIRECT")):
            continue
        sentence = _from_tokens("wikiann", tokens, tags, kinds, base=OUTSIDE)
        for i, (form, _, _) in enumerate(sentence.pieces):
            if sentence.allowed[i] == OUTSIDE and form[0].isupper():
                sentence.allowed[i] = ANY
        yield sentence


def read_gold(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def text_key(text: str) -> str:
    """What two copies of a tweet or article share."""
    return re.sub(r"\W", "", text)[:60]


def gold_texts(rows: Iterable[dict[str, Any]]) -> Iterator[GoldText]:
    """Development texts with the sentence bounds that the product finds."""
    for row in rows:
        starts = find_sentence_starts(row["text"])
        bounds = list(pairwise([*starts, len(row["text"])]))
        mentions = {(s, e, label) for s, e, label in row.get("mentions", [])}
        yield GoldText(row["doc"], row["text"], bounds, mentions, [(s, e) for s, e in row.get("ignore", [])])


def read_smartdata(rows: Iterable[dict[str, Any]]) -> Iterator[Sentence]:
    """SmartData: spans in the running text; ignored spans (stops, routes, streets) are left open."""
    return (
        sentence for gold in gold_texts(rows) for sentence in marked_sentences(gold, "smartdata", OUTSIDE_OR_OTHERS)
    )


def marked_sentences(gold: GoldText, corpus: str, base: int) -> Iterator[Sentence]:
    """The text's sentences with its spans as tags; `base` is what is allowed everywhere else."""
    for start, end in gold.sentences:
        pieces = split_pieces(gold.text, start, end)
        if not pieces:
            continue
        sentence = Sentence(corpus, gold.text, pieces, [base] * len(pieces), news=True)
        for first, last in gold.ignore:
            _mark_kind(sentence, first, last, "?")
        for first, last, kind in gold.mentions:
            mark(sentence, first, last, kind)
        yield sentence
