"""Single lines at the top of a text: title or running text, kicker, the same title again."""

from __future__ import annotations

import re

from flows.reading.paragraphs import Paragraph, ends_sentence, split_paragraphs

LONGEST_TITLE = 160  # characters
_LONG = 250  # longer paragraphs are text, whatever they end with
_TWO_SENTENCES = re.compile(r"[a-zäöüß]{3}[.!?]\s+[A-ZÄÖÜ„»“]")
MARKDOWN_HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")


def split_markdown(text: str) -> list[Paragraph]:
    """Like `split_paragraphs`, but a line that Markdown marks as heading always stands alone."""
    found: list[Paragraph] = []
    for paragraph in split_paragraphs(text):
        start = begin = paragraph.start
        for line in text[start : paragraph.end].split("\n"):
            if MARKDOWN_HEADING.match(line):
                _append(found, text, begin, start)
                _append(found, text, start, start + len(line))
                begin = start + len(line)
            start += len(line) + 1
        _append(found, text, begin, paragraph.end)
    return found


def _append(found: list[Paragraph], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    if piece := piece.strip():
        found.append(Paragraph(start, start + len(piece), piece))


def is_text(line: str, first: bool) -> bool:
    """Whether a paragraph is running text rather than a title; a first line may ask or exclaim in a title."""
    words = len(line.split())
    if len(line) >= _LONG or (len(line) >= 120 and _TWO_SENTENCES.search(line)):
        return True
    if not ends_sentence(line) or words < 4:
        return False
    titled = line.rstrip("\"'”“»«’‘)").endswith(("?", "!", "…", "...")) and len(line) <= 110
    return not (first and titled and not re.search(r"[.!?] [A-ZÄÖÜ„»]", line))


def same_words(line: str) -> str:
    """A line for comparing titles: no case, no marks in front, single spaces."""
    return " ".join(line.casefold().split()).lstrip("> »›#*-–").rstrip(" .*")


def repeats(name: str, other: str) -> bool:
    """Whether one line says the other again, maybe with a newspaper's name behind or a kicker in front."""
    if name == other:
        return True
    longer, shorter = (name, other) if len(name) > len(other) else (other, name)
    if len(shorter) < 10 or len(longer) - len(shorter) > 40:
        return False
    if longer.startswith(shorter):
        return re.match(r"\s+[-–—|:·•]\s", longer[len(shorter) :]) is not None
    return longer.endswith((" " + shorter, ":" + shorter))


def can_be_title(line: str) -> bool:
    """A title begins with a capital, number or mark, has no colon at its end, and is mostly letters."""
    letters, others = sum(map(str.isalpha, line)), sum(not char.isspace() for char in line)
    return (
        len(line) <= LONGEST_TITLE
        and not line[0].islower()
        and line[0] != "("
        and (not line.endswith((".", ":", ",", "-")) or line.endswith("..."))
        and letters >= 0.6 * others
    )


def is_kicker(line: str, following: str) -> bool:
    """A few words above a longer line."""
    return (
        len(line) <= 45
        and len(line.split()) <= 5
        and len(following) >= len(line) + 8
        and not line.endswith("?")
        and ": " not in line  # "Kehl: Der Umbau beginnt" is a headline
        and not _TWO_SENTENCES.search(following)  # and this under it a standfirst
    )
