"""Where sentences begin: full stops against abbreviations and ordinals, quotation marks, line ends."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from flows.finding.lexicon import load_lexicon
from flows.finding.tokens import tokens_of
from flows.reading.article import Block

_CLOSING = "\"“”»«›‹’‘')\\]"
_OPENING = "\"„“”»«›‹‚‘’'`(\\[–—-"

# A stop with its closing marks, the gap behind it, and the word that would begin the next sentence.
_STOP = re.compile(
    rf"(?<![.!?…])(?P<stop>[.!?…]++)(?P<close>[{_CLOSING}]{{0,8}}+)(?P<gap>\s++)"
    rf"(?=(?P<open>[{_OPENING}]{{0,8}}+)\s?(?P<next>[\w$€£%]?[\w-]*))"
)
# A stop whose gap was lost ("verkauft.Der"); nothing that could be an address or a file.
_GLUED = re.compile(r"(?<=[a-zäöüß]{3})[.!?](?=(?P<next>[A-ZÄÖÜ][a-zäöüß]+)\s)")
# The word before a stop, with the abbreviations it hangs together with ("z. B", "S.p.A", "m. b. H").
_WORD_BEFORE = re.compile(r"(?<![\w.])(?:[^\W\d]{1,3}\.\s?)*[\w&'’-]+$|\w+$")
_NUMBER = re.compile(r"(?:.*[\s.])?(\d+)")
_OPENS_LINE = re.compile(r"(?:^|\n|[^\d][.!?:] )$")
_ROMAN = re.compile(r"[IVX]{1,5}")
_EMPTY_LINE = re.compile(r"\n(?:[^\S\n]*+\n)++\s*+")
_LINE_END = re.compile(r"\n\s*+")
_ENDS_LINE = re.compile(rf"[.!?…:;][{_CLOSING}]*$")
_GOES_ON = re.compile(
    r"(?:[,&/–-]|\b(?:und|oder|der|die|das|den|dem|des|von|mit|für|in|im|zu|zur|zum|auf|bei|ein|eine[nmrs]?))\s*$"
)

_LONGEST_WORD = 40  # how far back a word before a stop is looked for
_WRAPPED_LINES = 5  # from so many lines on, an even right margin says that lines were wrapped


@cache
def _words(group: str) -> frozenset[str]:
    """All words of one group of the lexicon."""
    entries: list[dict[str, Any]] = load_lexicon("sentences")[group]
    return frozenset(word for entry in entries for word in entry["words"])


def find_sentence_starts(text: str, blocks: tuple[Block, ...] = ()) -> list[int]:
    """Offsets at which sentences begin, in order; the first sentence's start is among them.

    >>> text = "Der Umsatz stieg auf 3 Mrd. Der Vorstand ist mit dem 2. Quartal zufrieden."
    >>> [text[start:][:5] for start in find_sentence_starts(text)]
    ['Der U', 'Der V']
    """
    starts = {_skip_space(text, 0), *_block_edges(text, blocks)}
    if not blocks:
        starts.update(_line_starts(text))
    for match in _STOP.finditer(text):
        if match.end() < len(text) and _ends_sentence(text, match):
            starts.add(match.end())
    for match in _GLUED.finditer(text):
        if match["next"] in _words("starters"):
            starts.add(match.end())
    return sorted(start for start in starts if start < len(text))


def _skip_space(text: str, offset: int) -> int:
    while offset < len(text) and text[offset].isspace():
        offset += 1
    return offset


def _block_edges(text: str, blocks: tuple[Block, ...]) -> set[int]:
    """Starts at and after each block; inside one only an empty line is an edge, others are wrapping."""
    edges: set[int] = set()
    for block in blocks:
        edges.update((_skip_space(text, block.start), _skip_space(text, block.end)))
        edges.update(gap.end() for gap in _EMPTY_LINE.finditer(text, block.start, block.end))
    return edges


def _line_starts(text: str) -> list[int]:
    """Where a line starts a sentence: after an empty or finished line or a heading, not in wrapped text."""
    lines = list(_LINE_END.finditer(text))
    margin = _right_margin(text, lines)
    starts = []
    line_start = 0
    for gap in lines:
        line, following = text[line_start : gap.start()], text[gap.end() : gap.end() + 1]
        if gap.group().count("\n") > 1 or _is_own_line(line, following, margin):
            starts.append(gap.end())
        line_start = gap.end()
    return starts


def _right_margin(text: str, lines: list[re.Match[str]]) -> int:
    """The width at which lines were wrapped, 0 for a text whose lines are whole paragraphs."""
    if len(lines) < _WRAPPED_LINES:
        return 0
    widths = sorted(after.start() - before.end() for before, after in pairwise(lines))
    widest = widths[-max(1, len(widths) // 20)]
    full = sum(width >= widest * 0.8 for width in widths)
    return widest if widest <= 120 and full >= len(widths) // 2 else 0


def _is_own_line(line: str, following: str, margin: int) -> bool:
    ending = line.rstrip()[-_LONGEST_WORD:]
    if _ENDS_LINE.search(ending):
        return True
    if following.islower() or _GOES_ON.search(ending):
        return False
    return len(line) < margin * 0.8 if margin else True


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    following = match["next"]
    if not following:
        return match["gap"] != " " or bool(match["close"]) or bool(match["open"])
    if following[0].islower() and not following[1:2].isupper():  # but "iPhone", "eBay" begin sentences
        return False
    before = _WORD_BEFORE.search(text, max(0, match.start() - _LONGEST_WORD), match.start())
    if match["stop"] == ".":
        return match["close"] != "" or before is None or _full_stop_ends(text, before, following)
    if match["stop"] in ("…", "...") and text[match.start() - 1 : match.start()].isspace():
        return following in _words("starters")  # words left out inside a sentence
    return not (match["stop"] == "!" and before and before.group() in _words("marked_names"))


def _full_stop_ends(text: str, before: re.Match[str], following: str) -> bool:
    word = re.sub(r"\s", "", before.group())
    starts = following in _words("starters")
    if number := _NUMBER.fullmatch(before.group()):
        return _number_ends(text, before.start() + number.start(1), number.group(1), following, starts)
    last = word.rsplit("-", 1)[-1]
    if word in _words("abbreviations") or last in _words("abbreviations"):
        return False
    if word in _words("endable_abbreviations") or last in _words("endable_abbreviations"):
        return starts
    if len(last) == 1 and last.isalpha():  # initials, "z. B." in shapes that no list knows
        return starts and last.isupper() and "." not in word
    if "." in word and len(word.rsplit(".", 1)[-1]) <= 1:
        return starts
    return starts or not _ROMAN.fullmatch(word)


def _number_ends(text: str, start: int, number: str, following: str, starts: bool) -> bool:
    """Whether the full stop after a number ends a sentence or makes an ordinal of it."""
    if following in _words("after_ordinals"):
        return False
    if following[0].isdigit():
        return len(number) == 4 or text[start - 1 : start] == ","
    if starts or len(number) > 3:
        return not _opens_line(text, start)
    context = text[max(0, start - 12) : start].split()
    ordinal = bool(context) and context[-1] in _words("before_ordinals")
    return not ordinal and not _opens_line(text, start)


def _opens_line(text: str, start: int) -> bool:
    """A number that opens a line or a sentence counts a list's items ("1. Der Vorstand …")."""
    return _OPENS_LINE.search(text, max(0, start - 3), start) is not None


@Language.component("depesche_sentences", assigns=["token.is_sent_start"])
def set_sentence_starts(doc: Doc) -> Doc:
    """Sets `is_sent_start` on every token; white space belongs to the sentence before it."""
    if not len(doc):
        return doc
    offsets = np.array(tokens_of(doc).starts)
    starts = np.array(find_sentence_starts(tokens_of(doc).text, doc._.blocks), dtype=offsets.dtype)
    flags = np.full(len(doc), -1, dtype=np.int64)
    # A start inside a token moves to the next one; the first never moves off the text's beginning.
    tokens = np.searchsorted(offsets, starts[1:])
    flags[tokens[tokens < len(doc)]] = 1
    flags[0] = 1
    # As an array: each assignment to `token.is_sent_start` looks through the whole doc for a parse.
    columns: Any = flags.astype(np.uint64).reshape(-1, 1)
    return doc.from_array(["SENT_START"], columns)
