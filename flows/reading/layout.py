"""The layout of a newspaper text: what is headline, byline, heading, paragraph or furniture, and where."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from flows.reading.article import Block, BlockKind, Section
from flows.reading.datelines import Byline, read_byline, read_dateline
from flows.reading.furniture import is_caption, is_furniture, is_reference, trailing_reference
from flows.reading.paragraphs import split_paragraphs
from flows.reading.titles import (
    LONGEST_TITLE,
    MARKDOWN_HEADING,
    can_be_title,
    is_kicker,
    is_text,
    repeats,
    same_words,
    split_markdown,
)

_HEADER_LINES = 16  # paragraphs among which the text must have begun
_MOST_TITLES = 6  # more lines without a full stop on top are a table or a menu, no header
_LONGEST_HEADING = 90
_LONGEST_STANDFIRST = 700
_CUT_OFF = 140  # characters; longer paragraphs below the header are text, whatever they end with
_OPENING_MARKS = "„“\"»«‚›'"
_SENTENCE_INSIDE = re.compile(r"[a-zäöüß]{2}[.!?][\"“”»«]*\s")
_BULLET = re.compile(r"[-–—•*+>▪■]|\d{1,2}[.)] |\(\d")


@dataclass(frozen=True, slots=True)
class Head:
    """What metadata already says of an article's top; found again in the text, it is marked there."""

    headline: str | None = None
    kicker: str | None = None
    standfirst: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a text. Blocks keep reading order, do not overlap, and hold every non-blank character."""

    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    headline: str | None = None
    kicker: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    dateline_place: str | None = None
    published_on: date | None = None


_NO_HEAD = Head()


def find_layout(
    text: str, head: Head = _NO_HEAD, headings: Collection[int] = frozenset(), markdown: bool = False
) -> Layout:
    """The layout of a text, in linear time.

    `headings` are start offsets of lines that the format itself marks as headings (HTML); Markdown's
    headings are read where `markdown` is set.
    """
    return _Reading(text, head, headings, markdown).layout()


class _Reading:
    """One text on its way to a Layout: a kind per paragraph, found from the top down."""

    def __init__(self, text: str, head: Head, headings: Collection[int], markdown: bool) -> None:
        self.text = text
        self.head = head
        self.paragraphs = split_markdown(text) if markdown else split_paragraphs(text)
        self.marked = {i for i, p in enumerate(self.paragraphs) if p.start in headings}
        self.marks: dict[int, int] = {}  # paragraph → length of its Markdown heading mark
        if markdown:
            for i, paragraph in enumerate(self.paragraphs):
                if mark := MARKDOWN_HEADING.match(paragraph.text):
                    self.marks[i] = mark.end()
                    self.marked.add(i)
        self.kinds: list[BlockKind | None] = [self._page_part(i) for i in range(len(self.paragraphs))]
        self.bylines: list[Byline] = []
        self.datelines: dict[int, Byline] = {}
        self.again: set[int] = set()  # lines on top that say the same title
        self.body = 0  # the first paragraph of the text itself

    def layout(self) -> Layout:
        self._mark_head()
        titles = self._read_header()
        if self.body < len(self.paragraphs):
            self._name_titles(titles)
        self._read_body()
        kinds: list[BlockKind] = [kind or "paragraph" for kind in self.kinds]
        blocks = self._blocks(kinds)
        return Layout(
            blocks=blocks,
            sections=self._sections(kinds),
            headline=self.head.headline or self._first(kinds, "headline"),
            kicker=self.head.kicker or self._first(kinds, "kicker"),
            standfirst=self.head.standfirst or self._all(kinds, "standfirst"),
            byline=next((b.author for b in self.bylines if b.author), None),
            dateline_place=next((b.place for b in self.bylines if b.place), None),
            published_on=next((b.day for b in self.bylines if b.day), None),
        )

    def _page_part(self, i: int) -> BlockKind | None:
        line = self._line(i)
        if i in self.marks:
            return None
        if is_reference(line):
            return "reference"
        return "furniture" if is_furniture(line) else None

    def _line(self, i: int) -> str:
        return self.paragraphs[i].text[self.marks.get(i, 0) :]

    def _mark_head(self) -> None:
        """Marks headline, kicker and standfirst that metadata names; nothing to guess then."""
        wanted: tuple[tuple[BlockKind, str | None], ...] = (
            ("headline", self.head.headline),
            ("kicker", self.head.kicker),
            ("standfirst", self.head.standfirst),
        )
        for i in range(min(len(self.paragraphs), _HEADER_LINES)):
            for kind, value in wanted:
                if value and self.kinds[i] is None and same_words(self._line(i)) == same_words(value):
                    if kind == "headline" and "headline" in self.kinds:
                        self.kinds[self.kinds.index("headline")] = "title"
                    self.kinds[i] = kind

    def _read_header(self) -> list[int]:
        """Goes down to where the text begins; gives the lines above it that are titles of some kind."""
        titles: list[int] = []
        open_lines = [i for i in range(len(self.paragraphs)) if self.kinds[i] is None][: _HEADER_LINES + 1]
        self.body = len(self.paragraphs)
        self.again = self._said_again(open_lines)
        for at, i in enumerate(open_lines):
            following = open_lines[at + 1] if at + 1 < len(open_lines) else None
            if at == _HEADER_LINES:
                self.body = open_lines[0]
                return []
            if not self._is_header_line(i, following, titles):
                self.body = i
                return titles
        return []

    def _is_header_line(self, i: int, following: int | None, titles: list[int]) -> bool:
        """Whether paragraph `i` still stands above the text; marks it, or adds it to `titles`."""
        line = self._line(i)
        has_title = bool(titles) or "headline" in self.kinds
        if i in self.again:
            titles.append(i)
            return True
        if len(line) <= LONGEST_TITLE and i not in self.marked:
            if byline := read_byline(line, expected=has_title and following is not None):
                self.kinds[i] = "byline"
                self.bylines.append(byline)
                return True
            if read_dateline(line):
                return False
        if is_caption(line) and following is not None:
            self.kinds[i] = "paragraph"
            return True
        if i in self.marked:
            if following is None or has_title:
                return False
            titles.append(i)
            return True
        if is_text(line, first=not has_title):
            if has_title and self._is_standfirst(i):
                self.kinds[i] = "standfirst"
                return True
            return False
        titles.append(i)
        return True

    def _said_again(self, open_lines: list[int]) -> set[int]:
        """The first line and those under it that repeat it: web pages print their title twice."""
        if not open_lines or len(self._line(open_lines[0])) > LONGEST_TITLE:
            return set()
        first = self._line(open_lines[0])
        if is_caption(first) or (is_text(first, first=True) and len(first.split()) > 15):
            return set()
        again = {i for i in open_lines[1:6] if repeats(same_words(first), same_words(self._line(i)))}
        if first.endswith(("...", "…")):  # a title that was cut to fit
            cut = same_words(first).rstrip("… ")
            again |= {i for i in open_lines[1:6] if same_words(self._line(i)).startswith(cut)}
        return again | {open_lines[0]} if again else set()

    def _is_standfirst(self, i: int) -> bool:
        """Up to three sentences under the headline are the standfirst if a byline or dateline comes next."""
        if "standfirst" in self.kinds[: i - 1] and self.kinds[i - 1] != "standfirst":
            return False
        length = len(self.paragraphs[i].text)
        for at in range(i + 1, min(i + 4, len(self.paragraphs))):
            line = self._line(at)
            if length > _LONGEST_STANDFIRST or self.kinds[at] is not None:
                return False
            if at + 1 < len(self.paragraphs) and read_byline(line, expected=True):
                return True
            if read_dateline(line) is not None:
                return True
            length += len(line)
        return False

    def _name_titles(self, titles: list[int]) -> None:
        """Which of the lines above the text are repeated title, kicker, headline and standfirst."""
        titles = [i for i in titles if i in self.again or can_be_title(self._line(i))]
        if "headline" in self.kinds:
            return
        if not 1 <= len(titles) <= _MOST_TITLES:
            return
        headline = 0
        repeated = [at for at, i in enumerate(titles) if i in self.again]
        if len(repeated) > 1:
            headline = repeated[-1]
            for i in titles[:headline]:
                self.kinds[i] = "title" if i in self.again else "kicker"
        elif len(titles) > 1 and is_kicker(self._line(titles[0]), self._line(titles[1])):
            self.kinds[titles[0]] = "kicker"
            headline = 1
        self.kinds[titles[headline]] = "headline"
        if headline + 1 < len(titles) and "standfirst" not in self.kinds:
            self.kinds[titles[headline + 1]] = "standfirst"

    def _read_body(self) -> None:
        """Datelines in front of the first paragraphs, headings between them, a byline at the end."""
        body = [i for i in range(self.body, len(self.paragraphs)) if self.kinds[i] is None]
        for at, i in enumerate(body[:_HEADER_LINES]):
            dateline = read_dateline(self.paragraphs[i].text) if i not in self.marked else None
            if dateline and (dateline.agency or (at < 2 and not self.datelines)):
                self.datelines[i] = dateline
                self.bylines.append(dateline)
        for at, i in enumerate(body[1:_HEADER_LINES]):
            # Further down, a day on a line of its own is what the text tells of, not when it appeared.
            byline = read_byline(self._line(i)) if i not in self.marked else None
            if byline and (byline.author or (at < 2 and "headline" in self.kinds)):
                self.kinds[i] = "byline"
                self.bylines.append(byline)
        body = [i for i in body if self.kinds[i] is None]
        for before, i, after in zip(body, body[1:], body[2:], strict=False):
            if i in self.marked or self._is_heading(before, i, after):
                self.kinds[i] = "heading"
        for i in {*body[:1], *body[-1:]} & self.marked:
            self.kinds[i] = "heading"
        if body[1:] and self.kinds[body[-1]] is None and not any(byline.author for byline in self.bylines):
            byline = read_byline(self.paragraphs[body[-1]].text)
            if byline and byline.author:
                self.kinds[body[-1]] = "byline"
                self.bylines.append(byline)

    def _is_heading(self, before: int, i: int, after: int) -> bool:
        """A short line without a full stop between two paragraphs of text."""
        line = self._line(i)
        return (
            len(line) <= _LONGEST_HEADING
            and len(line.split()) <= 12
            and not is_text(line, first=True)
            and not line.endswith((".", "!", ",", ";", ":", "-", "…", "/"))
            and not (line.endswith("?") and len(line.split()) > 7)  # an interviewer's question
            and not _SENTENCE_INSIDE.search(line)
            and not _BULLET.match(line)
            and not is_caption(line)
            and (line[0].isupper() or line[0].isdigit() or line[0] in _OPENING_MARKS)
            and any(map(str.isalpha, line))
            and self.kinds[before] != "heading"
            and self._is_running(before)
            and self._is_running(after)
            and not self._line(before).endswith((":", ","))
        )

    def _is_running(self, i: int) -> bool:
        """Whether a paragraph of the body is running text, also if cut off or followed by a pointer."""
        line = self._line(i)
        return len(line) >= _CUT_OFF or is_text(line, first=False) or trailing_reference(line) is not None

    def _blocks(self, kinds: list[BlockKind]) -> tuple[Block, ...]:
        blocks: list[Block] = []
        for i, (paragraph, kind) in enumerate(zip(self.paragraphs, kinds, strict=True)):
            start, end = paragraph.start, paragraph.end
            if mark := self.marks.get(i):
                self._add(blocks, "furniture", start, start + mark)
                start += mark
            if dateline := self.datelines.get(i):
                self._add(blocks, "byline", start, start + dateline.end)
                start += dateline.end
            pointer = trailing_reference(self.text[start:end][-200:]) if kind == "paragraph" else None
            if pointer is not None:
                pointer += max(start, end - 200)
                self._add(blocks, kind, start, pointer)
                self._add(blocks, "reference", pointer, end)
            else:
                self._add(blocks, kind, start, end)
        return tuple(blocks)

    def _add(self, blocks: list[Block], kind: BlockKind, start: int, end: int) -> None:
        """Adds a block without the blanks around it."""
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip())
        end -= len(piece) - len(piece.rstrip())
        if start < end:
            blocks.append(Block(kind, start, end))

    def _sections(self, kinds: list[BlockKind]) -> tuple[Section, ...]:
        """The text from its first character to its last, cut before each heading."""
        if not self.paragraphs:
            return ()
        cuts: list[tuple[int, str | None]] = [
            (self.paragraphs[i].start, self._line(i)) for i, kind in enumerate(kinds) if kind == "heading"
        ]
        first = self.paragraphs[0].start
        if not cuts or cuts[0][0] > first:
            cuts.insert(0, (first, None))
        ends = [start for start, _ in cuts[1:]] + [self.paragraphs[-1].end]
        return tuple(
            Section(number, heading, start, end)
            for number, ((start, heading), end) in enumerate(zip(cuts, ends, strict=True), 1)
        )

    def _all(self, kinds: list[BlockKind], kind: BlockKind) -> str | None:
        return " ".join(" ".join(self._line(i).split()) for i, k in enumerate(kinds) if k == kind) or None

    def _first(self, kinds: list[BlockKind], kind: BlockKind) -> str | None:
        return next((" ".join(self._line(i).split()) for i, k in enumerate(kinds) if k == kind), None)
