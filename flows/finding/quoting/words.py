"""A document's words, sentences and marked runs in the form that the quote finder reads."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from flows.finding.quoting.bridges import bridged
from flows.finding.quoting.cues import is_finite_cue
from flows.finding.quoting.marks import Run, find_runs
from flows.finding.records import Mention
from flows.finding.tokens import tokens_of

if TYPE_CHECKING:
    from flows.finding.quoting.saying import Saying

_MARKS = frozenset("„“”‟»«‹›‚‘\"'") | {",,", "''", "``"}
_CLAUSE_EDGES = frozenset([",", ";", ":", "–", "—", "-", "…", "..."])

_LONGEST_SENTENCE = 400  # tokens; longer ones are lists or broken texts, and are read in pieces


@dataclass(frozen=True, slots=True)
class Clause:
    """Words between two commas, colons or dashes of a sentence; `opener` is the mark before them."""

    first: int
    end: int
    opener: str


class Words:
    """Parallel lists over the tokens; marked runs and brackets hide the commas inside them."""

    def __init__(self, doc: Doc) -> None:
        tokens = tokens_of(doc)
        self.text = tokens.text
        kept = [at for at, word in enumerate(tokens.words) if word.strip(" ")]  # a second space says nothing
        self.words, self.starts = [tokens.words[at] for at in kept], [tokens.starts[at] for at in kept]
        self.lows = [word.lower() for word in self.words]
        self.ends = [start + len(word) for start, word in zip(self.starts, self.words, strict=True)]
        self.runs = [self._closed(run) for run in find_runs(self.text)]
        self._clauses: tuple[int, int, list[Clause]] | None = None  # the last answer: one sentence asks often
        self.sayings: dict[tuple[Clause, int, bool], Saying | None] = {}  # what `find_saying` found in this sentence
        self.run_of = [-1] * len(self.words)  # index of the run that covers the token, marks included
        for number, run in enumerate(self.runs):
            for token in range(self.at(run.outer_start), self.before(run.outer_end)):
                self.run_of[token] = number
        self.mentions: list[Mention] = sorted(doc._.mentions, key=lambda m: (m.start, -m.end))
        self.mention_starts = [mention.start for mention in self.mentions]
        self.name_at = {self.before(mention.start): mention for mention in reversed(self.mentions)}
        self.sentences = self._sentences(doc)

    def at(self, offset: int) -> int:
        """The first token that ends after a character offset."""
        return bisect_right(self.ends, offset)

    def before(self, offset: int) -> int:
        """One past the last token that begins before a character offset."""
        return bisect_left(self.starts, offset)

    def _sentences(self, doc: Doc) -> list[tuple[int, int]]:
        """Sentences as tokens, with none that begins inside a marked run."""
        begins = (self.at(tokens_of(doc).starts[sent.start]) for sent in doc.sents)
        starts = [
            begin
            for begin in dict.fromkeys(begins)
            if begin < len(self.words)
            and (self.run_of[begin] < 0 or begin == 0 or self.run_of[begin] != self.run_of[begin - 1])
        ]
        spans: list[tuple[int, int]] = []
        for start, end in zip(starts, [*starts[1:], len(self.words)], strict=False):
            first, last = start, end
            while first < last and self.words[first].isspace():
                first += 1
            while last > first and self.words[last - 1].isspace():
                last -= 1
            for begin, stop in self._statements(first, last):
                spans.extend((cut, min(cut + _LONGEST_SENTENCE, stop)) for cut in range(begin, stop, _LONGEST_SENTENCE))
        return spans

    def _statements(self, first: int, last: int) -> list[tuple[int, int]]:
        """A sentence's parts between semicolons: each is said by itself."""
        depth, begin = 0, first
        parts: list[tuple[int, int]] = []
        for at in range(first, last):
            word = self.words[at]
            if word in "([":
                depth += 1
            elif word in ")]":
                depth = max(0, depth - 1)
            elif word == ";" and depth == 0 and self.run_of[at] < 0:
                if begin < at:
                    parts.append((begin, at))
                begin = at + 1
        if begin < last:
            parts.append((begin, last))
        return parts

    def _closed(self, run: Run) -> Run:
        """A run whose closing mark is lost ends before ", sagte …"."""
        if run.whole or run.outer_end != run.end:
            return run
        first = self.at(run.start)
        for at in range(first + 1, self.before(run.end) - 1):
            if self.words[at] == "," and is_finite_cue(self.words[at + 1]):
                return replace(run, end=self.starts[at], outer_end=self.starts[at])
        return run

    def clauses(self, first: int, end: int) -> list[Clause]:
        """The sentence's stretches between commas, colons and dashes outside of marks and brackets."""
        if self._clauses is None or self._clauses[:2] != (first, end):
            self._clauses = (first, end, bridged(self, self._split(first, end)))
            self.sayings.clear()
        return self._clauses[2]

    def clause_end(self, at: int, end: int) -> int:
        """Where the clause that `at` stands in ends."""
        return next((i for i in range(at, end) if self.run_of[i] < 0 and self._is_edge(i, self.words[i])), end)

    def _split(self, first: int, end: int) -> list[Clause]:
        found: list[Clause] = []
        depth, begin, opener = 0, first, ""
        for at in range(first, end):
            word = self.words[at]
            if word in "([":
                depth += 1
            elif word in ")]":
                depth = max(0, depth - 1)
            elif depth == 0 and self.run_of[at] < 0 and self._is_edge(at, word):
                if begin < at:
                    found.append(Clause(begin, at, opener))
                begin, opener = at + 1, word
        if begin < end:
            found.append(Clause(begin, end, opener))
        return found

    def _is_edge(self, at: int, word: str) -> bool:
        if word == "-":  # a dash only where it stands alone, not in "Bild am Sonntag-Gruppe"
            return self.starts[at] > self.ends[at - 1] if at else False
        if word == ",":  # a decimal comma that the tokenizer cut off
            return not (
                0 < at < len(self.words) - 1 and self.words[at - 1].isdigit() and self.ends[at] == self.starts[at + 1]
            )
        return word in _CLAUSE_EDGES

    def content_end(self, first: int, end: int) -> int:
        """`end` without closing full stops, marks that belong to no run, and spaces."""
        while end > first and (
            self.words[end - 1] in (".", "!", "?", ",", ";", ":", "…") or self.words[end - 1].isspace()
        ):
            if self.run_of[end - 1] >= 0:
                break
            end -= 1
        return end

    def is_noun(self, at: int) -> bool:
        """Written like a noun or name: a capital, also behind a hyphen ("ai-Bericht"), or an address."""
        word = self.words[at]
        if word[:1].isdigit():  # "der 60-jährige sagte"
            following = self.words[at + 1] if at + 1 < len(self.words) else ""
            return "-jährige" in self.lows[at] and not following[:1].isupper()
        return word[:1].isupper() or ("-" in word and word.rpartition("-")[2][:1].isupper()) or self._is_code(word)

    @staticmethod
    def _is_code(word: str) -> bool:
        """Names in small letters: "t-online.de", "n24", "eBay"."""
        if word.isalpha() and word.islower():
            return False
        return word[:1].isalpha() and ("." in word[1:-1] or any(char.isdigit() or char.isupper() for char in word[1:]))

    def is_mark(self, at: int) -> bool:
        return self.words[at] in _MARKS

    def near(self, at: int) -> tuple[int, int]:
        """The characters of a token and the few before it."""
        return self.starts[max(0, at - 6)], self.starts[at]

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """Mentions inside these characters, in order."""
        found = []
        for number in range(bisect_left(self.mention_starts, start), len(self.mentions)):
            if self.mentions[number].start >= end:
                break
            found.append(self.mentions[number])
        return found
