"""Which organisations a text named lately, by what they are called: for "Verbandspräsident A" and "Ihr Chef A"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flows.finding.anaphora_nouns import describing_heads
from flows.finding.clausing.chunks import Chunk
from flows.finding.eventing.kinds import is_union
from flows.finding.records import Mention
from flows.finding.relating.nouns import words

_REACH = 5  # sentences
_GENDERS = {"die": "f", "das": "n", "dem": "mn", "des": "mn"}  # "der" is masculine, or a feminine genitive


@dataclass(frozen=True, slots=True)
class _Named:
    mention: Mention
    nouns: tuple[str, ...]  # the words of its name and the nouns in front of it, lower case
    gender: str  # what its noun or article leaves possible of "mfn"
    sentence: int
    subject: bool
    union: bool


class Lately:
    """The organisations of the last sentences, in reading order, unions and offices included."""

    def __init__(self) -> None:
        self._named: list[_Named] = []

    def enter(self, chunks: Iterable[Chunk], subjects: set[int], sentence: int) -> None:
        """Note the names of a sentence; `subjects` are ids of phrases."""
        self._named.extend(_names(chunks, subjects, sentence))
        while self._named and sentence - self._named[0].sentence > _REACH:
            self._named.pop(0)

    def called(self, prefix: str, here: list[Chunk]) -> Mention | None:
        """The last one whose name or noun ends like the first part of an office: "Werft-Chef", "Verbundchefin".

        `here` are the phrases of the same sentence in front of the office.
        """
        wanted = {form for form in (prefix, prefix.removesuffix("s")) if len(form) > 3}
        for named in self._backwards(here):
            if any(noun.endswith(form) for noun in named.nouns for form in wanted):
                return named.mention
        return None

    def union(self, here: list[Chunk]) -> Mention | None:
        return next((named.mention for named in self._backwards(here) if named.union), None)

    def association(self, here: list[Chunk]) -> Mention | None:
        """The last union, association, chamber or guild."""
        ends = words("association_nouns")
        return next(
            (
                named.mention
                for named in self._backwards(here)
                if named.union or any(noun.endswith(ends) for noun in named.nouns)
            ),
            None,
        )

    def possessor(self, determiner: str, here: list[Chunk], sentence: int) -> Mention | None:
        """Whose chief "deren Chef" is: the last of this sentence that has the gender, else the subject before.

        "ihr Chef" looks back only: in its own sentence the subject is nearer, which the caller knows.
        """
        wanted = set("mn" if determiner.startswith(("sein", "dessen")) else "f")
        if determiner.startswith("de"):
            near = [each for each in _names(here, set(), sentence) if wanted & set(each.gender)]
            if near:
                return near[-1].mention
        before = [each for each in self._named if each.sentence == sentence - 1 and wanted & set(each.gender)]
        subjects = [each for each in before if each.subject]
        chosen = subjects or (before if len({each.mention.name for each in before}) == 1 else [])
        return chosen[0].mention if chosen else None

    def _backwards(self, here: list[Chunk]) -> Iterator[_Named]:
        yield from reversed(list(_names(here, set(), 0)))
        yield from reversed(self._named)


def _names(chunks: Iterable[Chunk], subjects: set[int], sentence: int) -> list[_Named]:
    found = []
    for chunk in chunks:
        mention = chunk.mention
        if mention is not None and mention.label == "organization":
            nouns = (*mention.name.lower().replace("-", " ").split(), *chunk.nouns)
            subject, union = id(chunk) in subjects, is_union(mention, chunk)
            found.append(_Named(mention, nouns, _gender(chunk, nouns), sentence, subject, union))
    return found


def _gender(chunk: Chunk, nouns: tuple[str, ...]) -> str:
    """Genders that the name's noun has, else those that its article leaves."""
    for noun in (*reversed(chunk.nouns), *nouns):
        for form in (noun, noun[:-1] if noun.endswith("s") else noun):
            heads = [head for head in describing_heads(form) if head.label == "organization"]
            if heads:
                return "".join(head.gender for head in heads)
    if chunk.det in _GENDERS:
        return _GENDERS[chunk.det]
    return "f" if chunk.det == "der" and (chunk.genitive or chunk.prep) else "mfn"
